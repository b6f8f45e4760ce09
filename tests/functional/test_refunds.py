"""Money that goes back: by itself, by the operator, by the payer's bank; and refunds that fail."""

import time

from harness import ShopCase, free_key

SETTLES_WITHIN_S = 30
PARTLY = 6


def cents(money):
    return int(money["amount"])


class Refunds(ShopCase):
    def setUp(self):
        self.client = self.api()
        self.placed = self.place(self.client, self.priced_book(self.client))
        self.price = cents(self.placed["total"])

    def tearDown(self):
        self.assert_ledger_is_clean(self.shop)

    def now(self):
        return self.order(self.client, self.placed)

    def wait_for(self, *states):
        end = time.monotonic() + SETTLES_WITHIN_S
        while (found := [refund["state"] for refund in self.now()["refunds"]]) != list(states):
            self.assertLess(time.monotonic(), end, found)
            time.sleep(0.1)  # between two looks: nobody is told when the outbox has run
        return self.now()

    def shown(self):
        return self.shop.json("order", "show", self.placed["reference"])

    def refund(self, *arguments):
        return self.shop.run("order", "refund", self.placed["reference"], *arguments)

    def decimal(self, amount):
        return f"{amount / 100:.2f}"

    def page(self):
        return self.shop.client().get(self.placed["url"]).page.text

    def download(self, status):
        order = self.now()
        return self.start_download(self.client, order, order["lines"][0]["downloads"][0], status=status)

    def events(self, kind):
        return [event["detail"] for event in self.now()["events"] if event["kind"] == kind]

    def test_a_second_payment_goes_back_by_itself_and_the_book_stays(self):
        self.act(self.shop, self.placed, "pay-twice")
        order = self.wait_for("settled")
        self.assertEqual((order["state"], cents(order["captured"]), cents(order["refund_due"])),
                         ("fulfilled", 2 * self.price, 0))
        self.assertIsNone(order["refund_way"])
        self.assertEqual([(cents(refund["amount"]), refund["reason"]) for refund in order["refunds"]],
                         [(self.price, "owed")])
        self.assertEqual(sum(event["detail"].endswith(">fulfilled") for event in order["events"]), 1)
        self.assertIn("was given back to you", self.page())
        self.assertNotIn("owed back", self.page().split("What happened")[0])
        receipt = self.shop.client().get(self.placed["url"] + "/receipt").text
        self.assertIn("Given back on", receipt)
        shown = self.shown()
        refund, = shown["refunds"]
        self.assertEqual(refund["requested_by"], "shop")
        self.assertTrue(refund["network_ref"].startswith("back-"), refund)
        self.assertIn(refund["payment"], {payment["id"] for payment in shown["payments"]})
        self.download(201)

    def test_one_that_the_processor_refuses_stays_owed_until_somebody_acts(self):
        self.act(self.shop, self.placed, "refuse-refunds")
        self.act(self.shop, self.placed, "pay-twice")
        order = self.wait_for("failed")
        self.assertEqual(cents(order["refund_due"]), self.price)
        self.assertEqual((order["refund_way"], order["claim"]), ("failed", None))
        page = self.page()
        self.assertIn("owed back to you", page)
        self.assertIn("and it did not arrive", page)
        self.assertNotIn("returns it the way it came", page, "it did not")
        self.assertIn(self.placed["reference"],
                      {order["reference"] for order in self.shop.json("order", "list", "--owed")["orders"]})
        self.assertEqual(self.refund().returncode, PARTLY, "it may be asked for again, and fails again")
        self.wait_for("failed", "failed", "failed")
        self.assertEqual(cents(self.now()["refund_due"]), self.price)
        self.assertEqual(self.now()["state"], "fulfilled")

    def test_a_part_and_then_the_rest(self):
        self.act(self.shop, self.placed, "pay")
        part = self.shop.json("order", "refund", self.placed["reference"], "--amount", "0.99")
        self.assertEqual([(refund["state"], refund["reason"]) for refund in part["made"]], [("settled", "requested")])
        self.assertEqual(self.now()["state"], "fulfilled")
        self.download(201)
        too_much = self.refund("--amount", self.decimal(self.price))
        self.assertNotEqual(too_much.returncode, 0)
        self.assertIn(f"At most {self.decimal(self.price - 99)}", too_much.stdout + too_much.stderr)
        done = self.refund()
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("settled", done.stdout)
        order = self.now()
        self.assertEqual(order["state"], "refunded")
        self.assertEqual(sum(cents(refund["amount"]) for refund in order["refunds"]), self.price)
        self.assertEqual(self.download(410)["reason"], "withdrawn")
        self.assertIn("Refunded", self.page())
        self.assertNotEqual(self.refund().returncode, 0)
        self.assertEqual(self.events("refund"),
                         ["requested 0.99", "settled 0.99"] +
                         [f"{state} {self.decimal(self.price - 99)}" for state in ("requested", "settled")])

    def test_one_key_gives_back_once(self):
        self.act(self.shop, self.placed, "pay")
        key = free_key()
        for _ in range(2):
            self.assertEqual(self.refund("--amount", "1.00", "--key", key).returncode, 0)
        self.assertEqual(len(self.now()["refunds"]), 1)
        self.assertNotEqual(self.refund("--amount", "2.00", "--key", key).returncode, 0)

    def test_what_is_not_paid_cannot_be_given_back(self):
        done = self.refund()
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("nothing left", done.stdout + done.stderr)
        for amount in ("0", "-1", "1.999", "nonsense"):
            self.assertNotEqual(self.refund(f"--amount={amount}").returncode, 0, amount)

    def test_a_part_of_an_order_that_is_given_up_goes_back(self):
        self.act(self.shop, self.placed, "pay-too-little")
        self.assertEqual(self.now()["refunds"], [])
        self.client.post_json(f"/api/v1/orders/{self.placed['token']}/cancel", {}, free_key(), 200)
        order = self.wait_for("settled")
        self.assertEqual((order["state"], cents(order["refund_due"])), ("cancelled", 0))
        # What went back is to be paid again: the counter asks for all of it, which brings the order back.
        self.act(self.shop, self.placed, "pay")
        self.assertEqual(self.now()["state"], "fulfilled")

    def test_a_part_that_came_does_not_keep_the_buyer_from_cancelling(self):
        self.act(self.shop, self.placed, "pay-too-little")
        browser = self.shop.client()
        page = browser.get(self.placed["url"]).page
        self.assertIn("are owed back to you then", page.text)
        done = browser.submit(page.form_to("/cancel")).page
        self.assertNotIn("No payment has reached us", done.text)
        order = self.wait_for("settled")
        self.assertEqual((order["state"], cents(order["refund_due"])), ("cancelled", 0))
        self.assertIn("was given back to you", self.page())

    def test_a_dispute_that_is_won(self):
        self.act(self.shop, self.placed, "pay")
        self.act(self.shop, self.placed, "dispute")
        self.assertEqual(self.now()["state"], "disputed")
        self.assertEqual(self.download(410)["reason"], "withdrawn")
        dispute, = self.shown()["disputes"]
        self.assertEqual((dispute["state"], dispute["withdrawn"], cents(dispute["amount"])), ("open", True, self.price))
        self.assertIsNotNone(dispute["evidence_due_at"])
        self.assert_ledger_is_clean(self.shop)
        self.act(self.shop, self.placed, "win-dispute")
        self.assertEqual(self.now()["state"], "fulfilled")
        self.assertFalse(self.shown()["disputes"][0]["withdrawn"])
        self.download(201)
        self.assertEqual(len(self.events("dispute")), 4)

    def test_a_dispute_that_is_lost(self):
        self.act(self.shop, self.placed, "pay")
        self.act(self.shop, self.placed, "dispute")
        self.act(self.shop, self.placed, "lose-dispute")
        self.assertEqual(self.now()["state"], "charged_back")
        self.assertEqual(self.download(410)["reason"], "withdrawn")
        self.assertIn("The payment was taken back", self.page())
        self.assertNotEqual(self.refund().returncode, 0, "the bank has given it back")


class RefundsAndRestarts(ShopCase):
    def test_a_refund_survives_a_kill_between_every_two_steps(self):
        shop = self.own_shop()

        def again():
            shop.kill()
            shop.start()
            return self.api(shop)

        api = self.api(shop)
        placed = self.place(api, self.priced_book(api))
        counter = placed["pay_url"].split("/sandbox/")[1]

        def act(action):
            return api.post_form("/sandbox/" + counter, {"action": action, "idempotency_key": free_key()},
                                 {"Sec-Fetch-Site": "same-origin"})

        self.assertEqual(act("pay-twice").status, 303)
        api = again()
        end = time.monotonic() + SETTLES_WITHIN_S
        while [refund["state"] for refund in self.order(api, placed)["refunds"]] != ["settled"]:
            self.assertLess(time.monotonic(), end)
            time.sleep(0.1)
        api = again()
        self.assertEqual(act("dispute").status, 303)
        api = again()
        self.assertEqual(self.order(api, placed)["state"], "disputed")
        self.assertEqual(act("win-dispute").status, 303)
        api = again()
        self.assertEqual(self.order(api, placed)["state"], "fulfilled")
        shop.stop()
        made = shop.json("order", "refund", placed["reference"])["made"]
        self.assertEqual([refund["state"] for refund in made], ["settled"], "also without a server")
        shop.start()
        order = self.order(self.api(shop), placed)
        self.assertEqual((order["state"], order["refund_due"]["amount"], len(order["refunds"])), ("refunded", "0", 2))
        self.assert_ledger_is_clean(shop)
