"""Books are sold by card: the shipped program against a double of Stripe, without scripts."""

import json
import os
import subprocess
import time
import unittest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

from harness import ROOT
from harness.cards import CardCase
from harness.stripe import StripeDouble, environment, node, until


class Buying(CardCase):
    def test_a_book_is_bought_and_read(self):
        browser = self.card_shop.client()
        page = self.order_by_card(browser)
        status, back = self.stripe.press(page)
        self.assertEqual(status, 303)
        order = self.come_back(browser, back)
        self.assertTrue(order.path.startswith("/orders/"), order.path)
        self.assertTrue(order.page.forms_to("/downloads"), "who comes back paid has the books at once")
        data = browser.submit(order.page.form_to("/downloads")).body
        self.assertEqual(data[:2], b"PK")
        self.assertEqual(self.the_order()["state"], "fulfilled")
        self.assert_ledger_is_clean(self.card_shop)

    def test_the_shop_says_that_it_is_in_test_mode_and_books_apart(self):
        browser = self.card_shop.client()
        self.assertIn("test cards only", browser.get("/").page.text)
        self.assertEqual(browser.get("/sandbox/x", status=404).status, 404)
        _, back = self.stripe.press(self.order_by_card(browser))
        self.come_back(browser, back)
        self.assertTrue(self.the_order()["sandbox"])
        balances = self.card_shop.json("ledger", "balances")["balances"]
        self.assertTrue(all(one["account"].startswith("sandbox:") for one in balances), balances)

    def test_the_policy_of_the_pages_lets_their_forms_lead_to_the_card_page(self):
        browser = self.card_shop.client()
        self.put_in_cart(browser, self.priced_book(self.api(self.card_shop))["slug"])
        policy = browser.get("/checkout").header("content-security-policy")
        self.assertIn(f"form-action 'self' {self.stripe.origin};", policy)
        self.assertIn("form-action 'self';", browser.get("/").header("content-security-policy"))

    def test_who_never_comes_back_is_delivered_to_by_the_message(self):
        # original 4.3.6: every message of Stripe was refused
        browser = self.card_shop.client()
        page = self.order_by_card(browser)
        self.stripe.press(page)
        until(lambda: self.the_order()["state"] == "fulfilled", "the delivery", self.card_shop)
        order = self.come_back(browser, self.stripe.back(page))
        self.assertTrue(order.page.forms_to("/downloads"))

    def test_lost_messages_cost_no_sale(self):
        self.stripe.act("manner", drop="all")
        self.stripe.press(self.order_by_card(self.card_shop.client()))
        until(lambda: self.the_order()["state"] == "fulfilled", "the delivery without messages", self.card_shop)

    def test_messages_that_come_twice_shuffled_and_after_the_buyer_deliver_once(self):
        self.stripe.act("manner", copies=3, shuffle=True, delay_ms=300)
        browser = self.card_shop.client()
        page = self.order_by_card(browser)
        _, back = self.stripe.press(page)
        self.assertTrue(self.come_back(browser, back).page.forms_to("/downloads"))
        until(lambda: self.stripe.state()["is_quiet"], "all messages")
        until(lambda: self.the_order()["state"] == "fulfilled", "the delivery", self.card_shop)
        self.stripe.act("resend")
        until(lambda: self.stripe.state()["is_quiet"], "all messages again")
        order = self.come_back(browser, self.stripe.back(page))
        self.assertEqual(len(order.page.forms_to("/downloads")), 1)
        self.assert_ledger_is_clean(self.card_shop)

    def test_one_message_a_hundred_times_at_once_is_one_payment(self):
        self.stripe.act("manner", drop="all")
        browser = self.card_shop.client()
        page = self.order_by_card(browser)
        self.stripe.press(page)
        message = next(one for one in self.stripe.act("messages", session=page.rsplit("/", 1)[1])
                       if one["type"] == "checkout.session.completed")

        def replay(_):
            client = self.api(self.card_shop)
            try:
                return client.request("POST", "/webhooks/stripe", {"Content-Type": "application/json",
                                      "Stripe-Signature": message["header"]}, message["body"].encode()).status
            finally:
                client.close()
        with ThreadPoolExecutor(100) as crowd:
            self.assertEqual(set(crowd.map(replay, range(100))), {200})
        until(lambda: self.the_order()["state"] == "fulfilled", "the delivery", self.card_shop)
        shown = self.card_shop.json("order", "show", self.the_order()["reference"])
        self.assertEqual([one["state"] for one in shown["payments"]], ["settled"])
        self.assertEqual(len(self.come_back(browser, self.stripe.back(page)).page.forms_to("/downloads")), 1)
        self.assert_ledger_is_clean(self.card_shop)

    def test_what_stands_on_the_statement_is_what_was_set_and_nothing_else_of_the_buyer(self):
        for shop, suffix in ((self.card_shop, None),
                             (self.own_shop(env={**environment(self.stripe), "STRIPE_STATEMENT_SUFFIX": "BOOKS"}), "BOOKS")):
            with self.subTest(suffix=suffix):
                browser = shop.client()
                self.put_in_cart(browser, self.priced_book(self.api(shop))["slug"])
                form = browser.get("/checkout").page.form_to("/checkout")
                self.stripe.press(self.sent_to_pay(browser, form))
                self.assertEqual(self.stripe.state()["intents"][-1]["statement_descriptor_suffix"], suffix)
                self.assertIsNone(self.stripe.state()["sessions"][-1]["customer_email"])

    def test_a_way_back_that_nobody_signed_is_not_found(self):
        stranger = self.card_shop.client()
        self.assertEqual(stranger.get("/return/nonsense", status=404).status, 404)
        page = self.order_by_card(self.card_shop.client())
        signed_part = urlsplit(self.stripe.back(page)).path
        self.assertEqual(stranger.get(signed_part[:-2] + "xx", status=404).status, 404)


class Trouble(CardCase):
    def test_who_turns_back_may_choose_again_and_the_first_page_is_closed(self):
        browser = self.card_shop.client()
        first = self.order_by_card(browser)
        order = self.come_back(browser, self.stripe.back(first))
        self.assertFalse(order.page.forms_to("/downloads"))
        self.assertIn(first, [link for link, _ in order.page.links], "the page that is still open")
        second = self.choose_again(order)
        self.assertNotEqual(first, second)
        until(lambda: self.session_of(first)["status"] == "expired", "the first page closed", self.card_shop)
        self.assertEqual(self.stripe.press(first)[0], 400, "nobody can pay by it any more")
        _, back = self.stripe.press(second)
        self.assertTrue(self.come_back(browser, back).page.forms_to("/downloads"))

    def session_of(self, page):
        return next(one for one in self.stripe.state()["sessions"] if page.endswith("/" + one["id"]))

    def test_two_pages_that_are_both_paid_deliver_once_and_give_the_rest_back(self):
        browser = self.card_shop.client()
        first = self.order_by_card(browser)
        order = self.come_back(browser, self.stripe.back(first))
        self.stripe.act("fault", name="503", path="/v1/checkout/sessions/" + first.rsplit("/", 1)[1] + "/expire")
        second = self.choose_again(order)
        self.assertEqual(self.stripe.press(first)[0], 303)
        self.assertEqual(self.stripe.press(second)[0], 303)
        self.stripe.act("fault", name="ok")
        self.until_delivered(browser, order.path)
        until(lambda: len([one for one in self.stripe.state()["intents"] if one["status"] == "succeeded"]) == 2, "both")
        refund, = until(lambda: self.stripe.state()["refunds"], "the refund", self.card_shop)
        self.assertEqual(refund["amount"], int(self.the_order()["total"]["amount"]))
        until(lambda: not self.card_shop.json("order", "list", "--owed")["orders"], "nothing owed", self.card_shop)
        self.assertEqual(len(browser.get(order.path).page.forms_to("/downloads")), 1)
        self.assert_ledger_is_clean(self.card_shop)

    def test_a_declined_card_may_be_followed_by_another(self):
        browser = self.card_shop.client()
        page = self.order_by_card(browser)
        self.assertEqual(self.stripe.press(page, "declined")[0], 402)
        order = self.come_back(browser, self.stripe.back(page))
        self.assertFalse(order.page.forms_to("/downloads"))
        _, back = self.stripe.press(page)
        self.assertTrue(self.come_back(browser, back).page.forms_to("/downloads"))

    def test_a_delayed_payment_delivers_when_it_is_there(self):
        for is_paid in (True, False):
            with self.subTest(is_paid=is_paid):
                browser = self.card_shop.client()
                page = self.order_by_card(browser)
                _, back = self.stripe.press(page, "later")
                order = self.come_back(browser, back)
                self.assertFalse(order.page.forms_to("/downloads"))
                self.stripe.act("finish", session=page.rsplit("/", 1)[1], is_paid=is_paid)
                if is_paid:
                    self.until_delivered(browser, order.path)
                else:
                    until(lambda: browser.get(order.path).page.forms_to("/payments"), "another try", self.card_shop)
                    self.assertFalse(browser.get(order.path).page.forms_to("/downloads"))

    def test_a_voucher_waits_for_its_buyer_and_is_no_failure_meanwhile(self):
        for is_paid in (True, False):
            with self.subTest(is_paid=is_paid):
                browser = self.card_shop.client()
                page = self.order_by_card(browser)
                _, back = self.stripe.press(page, "voucher")
                order = self.come_back(browser, back)
                self.assertFalse(order.page.forms_to("/downloads"))
                self.assertNotIn("The payment failed", order.page.text)
                for words in ("Your voucher waits to be paid", "Pay it by", "A voucher was made out, to be paid elsewhere by",
                              "leave the voucher unpaid", "Pay in another way"):
                    self.assertIn(words, order.page.text)
                self.assertNotIn(page, order.text, "the card page is over")
                token = order.path.split("/")[2]
                seen = self.api(self.card_shop).get("/api/v1/orders/" + token).json()["order"]
                attempt, = seen["attempts"]
                self.assertEqual((seen["state"], seen["pay_url"], seen["pay_stop"]), ("open", None, None))
                self.assertEqual((attempt["voucher"], attempt["pay_url"], attempt["status"]), (True, None, "new"))
                self.assertLess(attempt["voucher_until"], attempt["expires_at"])
                self.assertEqual(seen["expires_at"], attempt["expires_at"], "it is not given up before")
                desk = self.card_shop.json("order", "show", seen["reference"])["attempts"]
                self.assertEqual([(one["voucher"], one["voucher_until"]) for one in desk], [(True, attempt["voucher_until"])])
                self.stripe.act("finish", session=page.rsplit("/", 1)[1], is_paid=is_paid)
                if is_paid:
                    self.until_delivered(browser, order.path)
                else:
                    until(lambda: "The payment failed" in browser.get(order.path).page.text, "the failure", self.card_shop)
                    self.assertTrue(browser.get(order.path).page.forms_to("/payments"))
        self.assert_ledger_is_clean(self.card_shop)

    def test_a_server_that_is_killed_between_any_steps_loses_nothing(self):
        # original 6.1.1: the card page was opened before the order was stored: a crash between left a payment
        # without an order
        browser = self.card_shop.client()
        page = self.order_by_card(browser)
        self.kill_and_start()
        order = self.come_back(browser, self.stripe.back(page))
        self.stripe.act("manner", drop="all")
        _, back = self.stripe.press(page)
        self.kill_and_start()
        self.until_delivered_after(browser, back)
        self.kill_and_start()
        browser.origin = self.card_shop.origin
        browser.close()
        self.assertTrue(browser.get(order.path).page.forms_to("/downloads"))
        self.assertEqual(len(self.stripe.state()["sessions"]), 1)
        self.assert_ledger_is_clean(self.card_shop)

    def until_delivered_after(self, browser, back):
        self.assertTrue(self.come_back(browser, back).page.forms_to("/downloads"))

    def test_a_processor_that_is_slow_is_waited_for(self):
        self.stripe.act("fault", name="slow", path="/v1/checkout")
        browser = self.card_shop.client()
        self.assertEqual(self.stripe.press(self.order_by_card(browser))[0], 303)

    def test_a_processor_that_hangs_keeps_no_buyer_longer_than_one_try(self):
        begun = time.monotonic()
        browser, order = self.order_under(self.card_shop, self.stripe, "hang")
        self.assertLess(time.monotonic() - begun, 8 + 4, "one try of 8 seconds, and what a loaded machine needs beside it")
        self.assert_goes_on(self.card_shop, self.stripe, browser, order)
        self.assertEqual(len(self.stripe.state()["sessions"]), 1)

    def assert_goes_on(self, shop, stripe, browser, order):
        """The order gets its card page after all, and is delivered."""
        def card_page():
            return next((link for link, _ in browser.get(order.path).page.links if "/c/pay/" in (link or "")), None)
        self.assertEqual(stripe.press(until(card_page, "the way to the card page", shop))[0], 303)
        until(lambda: browser.get(order.path).page.forms_to("/downloads"), "the books", shop)

    def test_no_fault_that_passes_loses_an_order(self):
        orders = [self.order_under(self.card_shop, self.stripe, fault)
                  for fault in ("drop", "500", "429", "503", "no_json", "lost_reply")]
        for browser, order in orders:
            self.assert_goes_on(self.card_shop, self.stripe, browser, order)
        self.assertEqual(len(self.stripe.state()["sessions"]), len(orders), "one for each")

    def test_who_comes_back_while_nobody_can_be_asked_reads_that_and_not_that_nothing_came(self):
        browser = self.card_shop.client()
        page = self.order_by_card(browser)
        self.stripe.act("manner", drop="all")
        self.stripe.act("fault", name="503", path="/v1")
        _, back = self.stripe.press(page)
        order = self.come_back(browser, back)
        self.assertIn("We cannot see right now whether you have paid", order.page.text)
        self.assertNotIn("No payment has reached us", order.page.text)
        self.stripe.act("fault", name="ok")
        self.until_delivered(browser, order.path)

    def test_a_key_that_is_refused_stops_new_orders_and_loses_none(self):
        for fault in ("401", "403"):
            with self.subTest(fault=fault):
                stripe = StripeDouble()
                self.addCleanup(stripe.stop)
                shop = self.own_shop(env=environment(stripe))
                browser, order = self.order_under(shop, stripe, fault)
                other = shop.client()
                self.put_in_cart(other, self.priced_book(self.api(shop))["slug"])
                self.assertIn("Resting", other.get("/checkout").page.text)
                self.assert_goes_on(shop, stripe, browser, order)

    def test_a_frozen_account_offers_no_cards_and_keeps_what_was_begun(self):
        browser = self.card_shop.client()
        page = self.order_by_card(browser)
        self.assertEqual(len(self.api(self.card_shop).get("/api/config").json()["methods"]), 1)
        self.stripe.press(page)
        self.stripe.act("account", charges_enabled=False)
        until(lambda: not self.api(self.card_shop).get("/api/config").json()["methods"], "no cards", self.card_shop)
        until(lambda: self.the_order()["state"] == "fulfilled", "what was begun", self.card_shop)
        other = self.card_shop.client()
        self.put_in_cart(other, self.priced_book(self.api(self.card_shop))["slug"])
        self.assertIn("Resting", other.get("/checkout").page.text)

    def test_three_buyers_who_are_refused_for_the_account_rest_cards_though_it_reads_well(self):
        self.stripe.act("fault", name="400", path="/v1/checkout", method="POST")
        methods = lambda: self.api(self.card_shop).get("/api/config").json()["methods"]
        for buyer in range(3):
            self.assertEqual(len(methods()), 1, f"{buyer} were refused")
            browser = self.card_shop.client()
            self.put_in_cart(browser, self.priced_book(self.api(self.card_shop))["slug"])
            form = browser.get("/checkout").page.form_to("/checkout")
            reads = self.stripe.state()["requests"].count("GET /v1/account")
            answer = browser.post_form(form.action, form.fields_to_send({}, None))
            self.assertTrue(answer.header("location").startswith("/orders/"), answer)
            if buyer == 0:
                until(lambda: self.stripe.state()["requests"].count("GET /v1/account") > reads, "a look at the account", self.card_shop)
        until(lambda: not methods(), "cards that rest", self.card_shop)
        item, = json.loads(self.card_shop.run("attention", "--json").stdout)["items"]
        self.assertEqual((item["kind"], item["detail"]), ("method_rests", "frozen"))

    def test_what_is_too_small_for_a_card_is_said_before_anything_is_ordered(self):
        book = self.priced_book(self.api(self.card_shop))
        self.card_shop.json("book", "price", book["slug"], "0.49")
        browser = self.card_shop.client()
        self.put_in_cart(browser, book["slug"])
        form = browser.get("/checkout").page.form_to("/checkout")
        answer = browser.post_form(form.action, form.fields_to_send({}, None))
        self.assertEqual(answer.status, 422)
        self.assertIn("too small", answer.page.text)
        self.assertEqual(self.card_shop.json("order", "list")["orders"], [])
        self.assertEqual(self.stripe.state()["sessions"], [])


class TheDoubleItself(unittest.TestCase):
    """What judges the shop is judged by Stripe's own SDK."""

    def test_stripes_own_sdk_finds_nothing_to_say(self):
        modules = Path(os.environ.get("AAN_NODE_MODULES") or ROOT / "tests" / "npm" / "node_modules")
        if not node() or not (modules / "stripe").is_dir():
            self.skipTest("no Node, or the npm packages of the tests are not installed")
        folder = ROOT / "tests" / "peers" / "stripe"
        done = subprocess.run([node(), "--test", str(folder / "self_test.mjs"), str(folder / "fields_test.mjs")],
                              env={**os.environ, "AAN_NODE_MODULES": str(modules)}, capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout[-4000:] + done.stderr)
