"""The door of Stripe's messages, cards that are switched off, a test key that becomes a live one, and what is asked of Stripe."""

import json
import unittest

from corpus.good import good_cases
from harness import Shop, ShopCase, free_key, fresh_folder, run_aan
from harness.cards import CardCase
from harness.stripe import SECRET, StripeDouble, environment, node, signed, until


class Door(CardCase):
    PATH = "/webhooks/stripe"

    def post(self, body, signature=None, **headers):
        sent = {"Content-Type": "application/json", **headers}
        if signature is not None:
            sent["Stripe-Signature"] = signature
        return self.api(self.card_shop).request("POST", self.PATH, sent, body)

    def event(self, **more):
        return json.dumps({"id": "evt_1", "object": "event", "type": "price.created", "created": 1, "livemode": False,
                           "data": {"object": {"object": "price"}}, **more}).encode()

    def test_only_what_stripe_signed_lately_comes_in(self):
        body = self.event()
        self.assertEqual(self.post(body, signed(body)).status, 200)
        self.assertEqual(self.post(body, signed(body)).status, 200, "again")
        self.assertEqual(self.post(body, signed(body), Origin="https://elsewhere.example").status, 403, "of a page of others")
        self.assertEqual(self.post(body, signed(body, "whsec_old")).status, 200, "the secret before")
        for wrong in (None, "", "t=1,v1=00", signed(body, "whsec_other"), signed(body, at=1_000_000_000), signed(body + b" ")):
            answer = self.post(body, wrong)
            self.assertEqual(answer.status, 401, answer)
            self.assertEqual(answer.header("content-type"), "application/problem+json")
        nonsense = b"{"
        self.assertEqual(self.post(nonsense, signed(nonsense)).status, 400)
        other = self.event(livemode=True)
        self.assertEqual(self.post(other, signed(other)).json()["reason"], "other_mode")
        large = b"x" * 70_000
        self.assertEqual(self.post(large, signed(large)).status, 413)
        self.assertEqual(self.post(b"", signed(b"")).status, 400)

    def test_the_name_and_address_that_a_message_carries_are_kept_nowhere(self):
        known = self.event(id="evt_of_nobody", type="checkout.session.completed", data={"object": {
            "object": "checkout.session", "id": "cs_1", "metadata": {"intent_id": "abcd_0"},
            "customer_details": {"email": "canary.quokka@example.test", "name": "Canary Quokka"}}})
        site = (self.card_shop.data / "site").read_text().strip()
        ours = known.replace(b"abcd_0", f"{site}_{'0' * 26}".encode()).replace(b"evt_of_nobody", b"evt_of_ours")
        for body in (known, ours):
            self.assertEqual(self.post(body, signed(body)).status, 200)
        browser = self.card_shop.client()
        card_page = self.order_by_card(browser)
        self.stripe.press(card_page)
        until(lambda: self.the_order()["state"] == "fulfilled", "the sale", self.card_shop)
        backup = fresh_folder("backup")
        self.card_shop.json("backup", backup / "b")
        self.card_shop.stop()
        looked = 0
        for folder in (self.card_shop.data, backup):
            for file in (one for one in folder.rglob("*") if one.is_file()):
                looked += 1
                for canary in (b"canary.quokka", b"Canary Quokka", b"buyer@example.test"):
                    self.assertNotIn(canary, file.read_bytes(), file)
        self.assertGreater(looked, 10)
        self.assertNotIn("quokka", self.card_shop.log())
        self.card_shop.start()

    def test_secrets_stand_nowhere(self):
        browser = self.card_shop.client()
        self.stripe.act("fault", name="401")
        self.put_in_cart(browser, self.priced_book(self.api(self.card_shop))["slug"])
        form = browser.get("/checkout").page.form_to("/checkout")
        browser.post_form(form.action, form.fields_to_send({}, None))
        said = self.card_shop.log() + self.card_shop.run("queue", "list", "--json").stdout
        for secret in ("rk_test_double", SECRET, "whsec_old"):
            self.assertNotIn(secret, said)


class SwitchedOff(CardCase):
    """Cards are switched off while a buyer stands before the card page."""

    def test_what_was_begun_goes_on_and_nobody_is_offered_cards(self):
        buyer, other = self.card_shop.client(), self.card_shop.client()
        page = self.order_by_card(buyer)
        first = self.the_order()["reference"]
        unpaid = self.order_by_card(other)
        second, = (one["reference"] for one in self.card_shop.json("order", "list")["orders"] if one["reference"] != first)
        self.card_shop.stop()
        self.card_shop.env["ENABLE_STRIPE"] = "false"
        self.card_shop.start()
        self.hook()
        api = self.api(self.card_shop)
        config = api.get("/api/config").json()
        self.assertEqual((config["stripeEnabled"], [one["method"] for one in config["methods"]]), (False, ["sandbox"]))
        by_card = {"items": [{"book": self.priced_book(api)["slug"]}], "method": "card"}
        self.assert_problem(api.post_json("/api/v1/orders", by_card, free_key()), 400, "method")

        def order(reference):
            return self.card_shop.json("order", "show", reference)

        _, back = self.stripe.press(page)
        until(lambda: order(first)["state"] == "fulfilled", "the order paid", self.card_shop)
        self.assertEqual({one["status"] for one in self.stripe.state()["deliveries"]}, {200})
        self.assertTrue(self.come_back(buyer, back).page.forms_to("/downloads"))
        self.assertEqual(self.card_shop.run("order", "refund", first).returncode, 0)
        until(lambda: order(first)["state"] == "refunded", "the refund", self.card_shop)
        self.assertEqual(len(self.stripe.state()["refunds"]), 1)
        self.assertEqual(self.card_shop.run("order", "cancel", second).returncode, 0)
        until(lambda: {one["id"]: one["status"] for one in self.stripe.state()["sessions"]}[unpaid.rsplit("/", 1)[1]] == "expired",
              "the page closed", self.card_shop)
        until(lambda: not self.card_shop.json("queue", "list")["waiting"], "all done", self.card_shop)
        said = json.loads(self.card_shop.run("doctor", "--offline", "--json").stdout)["steps"]
        self.assertEqual([one["verdict"] for one in said if one["step"] == "cards_off"], ["advice"], said)


    def test_an_order_whose_card_page_was_not_opened_says_so_and_is_paid_another_way(self):
        browser, order = self.order_under(self.card_shop, self.stripe, "503")
        self.card_shop.stop()
        self.card_shop.env["ENABLE_STRIPE"] = "false"
        self.card_shop.start()
        browser.origin = self.card_shop.origin
        page = browser.get(order.path)
        self.assertIn("The way you chose is not offered any more", page.page.text)
        self.assertNotIn("does not answer", page.page.text)
        reference = self.the_order()["reference"]
        until(lambda: not self.card_shop.json("queue", "list")["waiting"], "nothing tried any more", self.card_shop)
        attempt, = self.card_shop.json("order", "show", reference)["attempts"]
        self.assertEqual(attempt["status"], "cancelled")
        page = browser.get(order.path)
        self.assertIn("The way you chose is not offered any more", page.page.text)
        self.assertEqual(self.stripe.state()["sessions"], [])


@unittest.skipUnless(node(), "no Node to run the double of Stripe with")
class GoesLive(ShopCase):
    """A shop that was tried with a test key takes a live one."""

    def shop_on_trial(self):
        """With a test key and one book for sale; the double, the shop, and its API."""
        stripe = StripeDouble()
        self.addCleanup(stripe.stop)
        shop = Shop(is_demo=False, env=environment(stripe)).start()
        self.addCleanup(self.end, shop)
        folder = fresh_folder("books")
        (folder / "0.epub").write_bytes(next(iter(good_cases())).bytes)
        shop.json("import", folder, "--price", "4.99")
        return stripe, shop, self.api(shop)

    def test_nothing_that_is_left_of_the_test_is_asked_of_the_live_account(self):
        stripe, shop, api = self.shop_on_trial()
        paid, unpaid = (self.place(api, self.priced_book(api), method="card") for _ in range(2))
        stripe.press(paid["pay_url"])
        until(lambda: self.order(api, paid)["state"] == "fulfilled", "the order paid", shop)
        shop.stop()
        shop.env.update(NODE_URL="https://books.example", TRUSTED_PROXIES="127.0.0.1", STRIPE_SECRET_KEY="sk_live_" + "x" * 30)
        before = len(stripe.state()["requests"])
        shop.start()
        refused = shop.run("order", "refund", paid["reference"], "--json")
        self.assertEqual(json.loads(refused.stderr)["reason"], "refund_other_mode", refused.stderr)
        through = {"Host": "books.example", "X-Forwarded-Proto": "https"}
        for order, word in ((unpaid, "cannot be paid any more"), (paid, "no real money was paid for it")):
            self.assertIn(word, shop.client().get("/orders/" + order["token"], through).page.text)
        self.assertEqual(shop.run("order", "cancel", unpaid["reference"]).returncode, 0)
        until(lambda: not shop.json("queue", "list")["waiting"], "all done", shop)
        asked = {path for path in stripe.state()["requests"][before:] if "/v1/account" not in path and "/v1/events" not in path}
        self.assertEqual(asked, set())

    def test_what_is_left_of_the_test_is_owed_by_nobody_at_any_door(self):
        stripe, shop, api = self.shop_on_trial()
        twice = self.place(api, self.priced_book(api), method="card")
        address = "/api/v1/orders/" + twice["token"]
        stripe.act("fault", name="503", path="/v1/checkout/sessions/" + twice["pay_url"].rsplit("/", 1)[1] + "/expire")
        other = api.post_json(address + "/payments", {"method": "card"}, free_key(), 201).json()["order"]["pay_url"]
        shop.stop()  # so that it closes neither page before both are paid
        for page in (twice["pay_url"], other):
            self.assertEqual(stripe.press(page)[0], 303)
        stripe.act("fault", name="503", path="/v1/refunds", method="POST")
        shop.start()
        reference = twice["reference"]
        until(lambda: shop.json("order", "show", reference)["refund_due"]["amount"] == "499", "money owed", shop)
        through = {"Host": "books.example", "X-Forwarded-Proto": "https"}

        def owed(headers):
            asked = self.api(shop)
            listed = shop.json("order", "list", "--owed")
            return {"api": asked.request("GET", address, headers).json()["order"]["refund_due"]["amount"],
                    "receipt of the api": asked.request("GET", address + "/receipt", headers).json()["receipt"]["refund_due"]["amount"],
                    "command": shop.json("order", "show", reference)["refund_due"]["amount"],
                    "list": [one["refund_due"]["amount"] for one in shop.json("order", "list")["orders"]],
                    "owed": [one["reference"] for one in listed["orders"]], "in all": [one["amount"] for one in listed["owed"]]}
        self.assertEqual(owed({}), {"api": "499", "receipt of the api": "499", "command": "499",
                                    "list": ["499"], "owed": [reference], "in all": ["499"]})
        shop.stop()
        stripe.act("fault", name="ok")
        shop.env.update(NODE_URL="https://books.example", TRUSTED_PROXIES="127.0.0.1", STRIPE_SECRET_KEY="sk_live_" + "x" * 30)
        shop.start()
        self.assertEqual(owed(through), {"api": "0", "receipt of the api": "0", "command": "0",
                                         "list": ["0"], "owed": [], "in all": []})


class Doctor(CardCase):
    def ask(self, **env):
        done = run_aan("doctor", "stripe", "--json", "--data", self.card_shop.data,
                       env={**environment(self.stripe), "NODE_URL": "https://books.example", **env})
        steps = json.loads(done.stdout)["steps"] if done.stdout else []
        return done.returncode, {step["step"]: step for step in steps}, done.stdout + done.stderr

    def test_each_step_says_what_it_found_and_what_to_do(self):
        self.stripe.act("endpoint", url="https://books.example/webhooks/stripe", secrets=[SECRET])
        code, steps, said = self.ask()
        self.assertEqual(code, 0, said)
        self.assertEqual({step["verdict"] for step in steps.values()}, {"ok"})
        self.assertEqual(set(steps), {"key", "webhook_secret", "connection", "account", "session", "rights", "webhook"})
        self.assertEqual([one["status"] for one in self.stripe.state()["sessions"]], ["expired"])
        self.assertNotIn("rk_test_double", said)
        # A key may sell and not read the account; all else is looked at all the same.
        self.stripe.act("fault", name="403", path="/v1/account")
        code, steps, said = self.ask()
        self.assertEqual(code, 0, said)
        self.assertEqual({name for name, step in steps.items() if step["verdict"] != "ok"}, {"account"}, said)
        self.assertEqual(len(steps), 7, said)
        self.assertIn("may not read the account", steps["account"]["found"])

    def test_a_right_that_the_key_lacks_is_named_with_what_to_tick(self):
        self.stripe.act("endpoint", url="https://books.example/webhooks/stripe", secrets=[SECRET])
        for fault, right in (({"path": "/v1/disputes"}, "Disputes: Read."), ({"path": "/v1/refunds"}, "Refunds: Write."),
                             ({"path": "/v1/refunds", "method": "POST"}, "Refunds: Write."), ({"path": "/v1/events"}, "Events: Read."),
                             ({"path": "/v1/payment_intents"}, "PaymentIntents: Read."), ({"path": "/v1/charges"}, "Charges: Read."),
                             ({"path": "/v1/balance"}, "Balance: Read.")):
            with self.subTest(fault=fault):
                self.stripe.act("fault", name="403", **fault)
                code, steps, said = self.ask()
                self.assertEqual(code, 6, said)
                self.assertEqual({name for name, step in steps.items() if step["verdict"] != "ok"}, {"rights"}, said)
                self.assertTrue(steps["rights"]["todo"].endswith(right), said)
        self.assertEqual(self.stripe.state()["refunds"], [])
        for path, step, right in (("/v1/checkout/sessions", "session", "Checkout Sessions: Write."),
                                  ("/v1/webhook_endpoints", "webhook", "Webhook Endpoints: Read.")):
            self.stripe.act("fault", name="403", path=path)
            _, steps, said = self.ask()
            self.assertTrue(steps[step]["todo"].endswith(right), said)

    def test_what_is_wrong_is_found(self):
        cases = [
            ({}, {"STRIPE_WEBHOOK_SECRET": ""}, "webhook_secret", 6),
            ({"account": {"charges_enabled": False}}, {}, "account", 6),
            ({"endpoint": {"url": "https://elsewhere.example/webhooks/stripe"}}, {}, "webhook", 6),
            ({"endpoint": {"url": "https://books.example/webhooks/stripe", "events": ["charge.refunded"]}}, {}, "webhook", 6),
            ({"endpoint": {"url": "https://books.example/webhooks/stripe", "events": ["*"], "version": "2019-02-19"}}, {}, "webhook", 0),
            ({}, {"STRIPE_SECRET_KEY": "sk_test_other"}, "connection", 6),
            ({"fault": {"name": "503"}}, {}, "connection", 5),
        ]
        for acts, env, step, expected in cases:
            with self.subTest(acts=acts, env=env):
                self.stripe.act("account", charges_enabled=True)
                for control, asked in acts.items():
                    self.stripe.act(control, **asked)
                code, steps, said = self.ask(**env)
                self.assertEqual(code, expected, said)
                self.assertNotEqual(steps[step]["verdict"], "ok", said)
                self.assertTrue(steps[step]["todo"])
    def test_a_clock_that_is_off_sells_for_five_minutes_and_is_said(self):
        self.stripe.act("endpoint", url="https://books.example/webhooks/stripe", secrets=[SECRET])
        for seconds, verdict, code in ((-100, "advice", 0), (100, "advice", 0), (330, "wrong", 6)):
            with self.subTest(seconds=seconds):
                self.stripe.act("clock", advance_s=seconds)
                found, steps, said = self.ask()
                self.stripe.act("clock", advance_s=-seconds)
                self.assertEqual((found, steps["connection"]["verdict"], steps["session"]["verdict"]), (code, verdict, "ok"), said)
                self.assertIn("behind" if seconds > 0 else "ahead of", steps["connection"]["found"])
        self.hook()
        self.stripe.act("clock", advance_s=280)
        browser = self.card_shop.client()
        self.assertEqual(self.stripe.press(self.order_by_card(browser))[0], 303, "a shop that is slow opens card pages")

    def test_without_cards_there_is_nothing_to_check(self):
        code, _, said = self.ask(ENABLE_STRIPE="false", STRIPE_SECRET_KEY="")
        self.assertEqual(code, 2, said)
