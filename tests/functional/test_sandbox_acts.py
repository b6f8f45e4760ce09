"""Everything that a payment can do: too little, too late, twice, not at all, said twice, never said."""

import time
from urllib.parse import urlencode, urlsplit

from harness import ShopCase, free_key

SETTLES_WITHIN_S = 30


def cents(money):
    return int(money["amount"])


class SandboxActs(ShopCase):
    def setUp(self):
        self.client = self.api()
        self.placed = self.place(self.client, self.priced_book(self.client))

    def now(self):
        return self.order(self.client, self.placed)

    def pay_again(self):
        path = f"/api/v1/orders/{self.placed['token']}/payments"
        return self.client.post_json(path, {"method": "sandbox"}, free_key(), 201).json()["order"]

    def page(self):
        return self.shop.client().get(self.placed["url"]).page

    def tearDown(self):
        self.assert_ledger_is_clean(self.shop)

    def given_back(self):
        """The order once nothing is owed any more: what was paid too much goes back by itself."""
        end = time.monotonic() + SETTLES_WITHIN_S
        while cents(self.now()["refund_due"]) and time.monotonic() < end:
            time.sleep(0.1)  # between two looks: nobody is told when the outbox has run
        return self.now()

    def assert_fulfilled_once(self, order, given_back=0):
        self.assertEqual(order["state"], "fulfilled")
        self.assertEqual(cents(order["refund_due"]), 0)
        self.assertEqual(sum(cents(refund["amount"]) for refund in order["refunds"]), given_back)
        self.assertEqual(cents(order["captured"]), cents(order["total"]) + given_back)
        self.assertEqual([len(line["downloads"]) for line in order["lines"]], [1])
        self.assertEqual(sum(event["detail"].endswith(">fulfilled") for event in order["events"]), 1)

    def test_paid_in_full(self):
        self.act(self.shop, self.placed, "pay")
        order = self.now()
        self.assert_fulfilled_once(order)
        self.assertEqual((order["attempts"][0]["status"], order["attempts"][0]["exception"]), ("settled", "none"))

    def test_too_little_is_kept_and_said_and_only_the_rest_is_asked_for_again(self):
        self.act(self.shop, self.placed, "pay-too-little")
        order = self.now()
        attempt = order["attempts"][0]
        self.assertEqual((order["state"], attempt["exception"]), ("open", "underpaid"))
        self.assertEqual(order["lines"][0]["downloads"], [])
        short = cents(order["captured"])
        self.assertTrue(0 < short < cents(order["total"]))
        self.assertFalse(self.page().forms_to("/downloads"))
        again = self.pay_again()
        self.assertEqual(cents(again["attempts"][-1]["due"]), cents(order["total"]) - short)
        self.act(self.shop, again, "pay")
        self.assert_fulfilled_once(self.now())

    def test_late_is_kept_and_flagged_not_lost(self):
        self.act(self.shop, self.placed, "pay-late")
        order = self.now()
        self.assert_fulfilled_once(order)
        self.assertEqual(order["attempts"][0]["exception"], "late")

    def test_twice_is_given_back_by_itself_and_the_page_says_so(self):
        self.act(self.shop, self.placed, "pay-twice")
        order = self.given_back()
        self.assert_fulfilled_once(order, given_back=cents(order["total"]))
        self.assertEqual(order["attempts"][0]["exception"], "overpaid")
        text = self.page().text
        self.assertIn("was given back to you", text)
        self.assertNotIn("is owed back to you", text)
        amount = f"{cents(order['total']) / 100:.2f}"
        self.assertGreaterEqual(self.page().text.count(amount), 2)

    def test_failed_and_tried_again(self):
        self.act(self.shop, self.placed, "fail")
        order = self.now()
        self.assertEqual((order["state"], order["attempts"][0]["status"]), ("open", "invalid"))
        self.assertIsNone(order["pay_url"])
        again = self.pay_again()
        self.assertEqual(len(again["attempts"]), 2)
        self.assertNotEqual(again["pay_url"], self.placed["pay_url"])
        self.act(self.shop, again, "pay")
        self.assert_fulfilled_once(self.now())

    def test_failed_and_tried_again_by_the_page(self):
        browser = self.shop.client()
        paying = browser.get(self.placed["pay_url"])
        order = self.press(browser, paying, "fail")
        form = order.page.form_to("/payments")
        paying = browser.submit(form, {"method": "sandbox"} if "method" in form.names() else {})
        self.press(browser, paying, "pay")
        self.assert_fulfilled_once(self.now())

    def test_said_twice_counts_once(self):
        self.act(self.shop, self.placed, "pay-report-twice")
        self.assert_fulfilled_once(self.now())

    def test_never_said_is_found_out_by_asking(self):
        self.act(self.shop, self.placed, "pay-never-report")
        end = time.monotonic() + SETTLES_WITHIN_S
        while self.now()["state"] != "fulfilled" and time.monotonic() < end:
            time.sleep(0.2)  # between two looks: nobody is told when the shop has asked
        self.assert_fulfilled_once(self.now())

    def test_two_attempts_both_paid_is_one_fulfilment_and_a_refund(self):
        second = self.pay_again()
        self.act(self.shop, second, "pay")
        self.assert_fulfilled_once(self.now())
        late = dict(second, pay_url=self.placed["pay_url"])
        self.act(self.shop, late, "pay")
        order = self.given_back()
        self.assert_fulfilled_once(order, given_back=cents(order["total"]))

    def test_paid_after_it_was_given_up_revives_the_order(self):
        self.client.post_json(f"/api/v1/orders/{self.placed['token']}/cancel", {}, free_key(), 200)
        self.assertEqual(self.now()["state"], "cancelled")
        self.assertIn("The order was given up.", self.shop.client().get(urlsplit(self.placed["pay_url"]).path).text)
        self.act(self.shop, self.placed, "pay")
        self.assert_fulfilled_once(self.now())

    def pay_as_stranger(self, pay_url, key):
        return self.shop.client().request("POST", urlsplit(pay_url).path, {
            "Content-Type": "application/x-www-form-urlencoded"}, urlencode({"idempotency_key": key, "action": "pay"}))

    def assert_leads_nowhere(self, pay_url):
        token, key = self.placed["token"], free_key()
        self.assertNotIn(token, self.shop.client().get(pay_url).text)
        for _ in range(2):
            answer = self.pay_as_stranger(pay_url, key)
            self.assertEqual((answer.status, answer.header("location")), (303, urlsplit(pay_url).path))

    def test_the_counter_leads_to_the_order_only_while_it_waits_for_money(self):
        pay_url = self.placed["pay_url"]
        browser = self.shop.client()
        paying = browser.get(pay_url)
        self.assertTrue(paying.page.link_to("/orders/" + self.placed["token"]))
        form = paying.page.form_to(paying.path)
        order_path = "/orders/" + self.placed["token"]
        pay = next([name, value] for name, value, _ in form.buttons if value == "pay")
        self.assertEqual(browser.submit(form, button=pay).path, order_path)
        self.assert_fulfilled_once(self.now())
        # The answer was lost, the shop was started anew, the buyer sends the form again.
        self.shop.restart()
        self.client = self.api()
        form.action = urlsplit(form.action).path
        self.assertEqual(self.shop.client().submit(form, button=pay).path, order_path)
        self.assert_fulfilled_once(self.now())
        port = urlsplit(self.shop.origin).netloc
        self.assert_leads_nowhere(f"http://{port}{urlsplit(pay_url).path}")

    def test_an_attempt_that_another_one_overtook_leads_nowhere(self):
        self.act(self.shop, self.pay_again(), "pay")
        self.assert_leads_nowhere(self.placed["pay_url"])

    def test_a_button_pressed_twice_acts_once(self):
        key = free_key()
        self.act(self.shop, self.placed, "pay", key)
        self.act(self.shop, self.placed, "pay", key)
        self.assert_fulfilled_once(self.now())
