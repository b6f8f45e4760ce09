"""Books are sold by card: the shipped program against a double of Stripe, without scripts."""

import json
import os
import re
import subprocess
import time
import unittest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

from corpus.good import good_cases
from harness import ROOT, Shop, ShopCase, free_key, fresh_folder, run_aan
from harness.case import set_in_database
from harness.desk import join, made_link
from harness.stripe import SECRET, StripeDouble, environment, node, signed, until


@unittest.skipUnless(node(), "no Node to run the double of Stripe with")
class CardCase(ShopCase):
    def setUp(self):
        self.stripe = StripeDouble()
        self.addCleanup(self.stripe.stop)
        self.card_shop = self.own_shop(env=environment(self.stripe))
        self.hook()

    def hook(self):
        """Stripe learns where the shop is; after a start it is elsewhere."""
        self.stripe.act("endpoint", url=self.card_shop.origin + "/webhooks/stripe", secrets=[SECRET])

    def kill_and_start(self):
        self.card_shop.kill()
        self.card_shop.start()
        self.hook()

    def order_by_card(self, browser):
        """From a book to the card page: its address."""
        book = self.priced_book(self.api(self.card_shop))
        self.put_in_cart(browser, book["slug"])
        form = browser.get("/checkout").page.form_to("/checkout")
        return self.sent_to_pay(browser, form)

    def sent_to_pay(self, browser, form):
        answer = browser.post_form(form.action, form.fields_to_send({"method": "card"} if "method" in form.names() else {}, None))
        self.assertEqual(answer.status, 303, answer)
        self.assertTrue(answer.header("location").startswith(self.stripe.origin + "/c/pay/"), answer.header("location"))
        return answer.header("location")

    def choose_again(self, order):
        """Another attempt on the same order, as a program asks for it: the page offers it when there is a choice."""
        token = order.path.rsplit("/", 1)[1]
        said = self.api(self.card_shop).post_json(f"/api/v1/orders/{token}/payments", {"method": "card"}, free_key(), 201)
        return said.json()["order"]["pay_url"]

    def come_back(self, browser, address):
        """Follows the way back from the card page; the same shop may listen on another port by now."""
        browser.origin = self.card_shop.origin
        browser.close()
        return browser.get(urlsplit(address).path)

    def until_delivered(self, browser, path):
        until(lambda: browser.get(path).page.forms_to("/downloads"), "the books", self.card_shop)

    def the_order(self):
        orders = self.card_shop.json("order", "list")["orders"]
        self.assertEqual(len(orders), 1, orders)
        return orders[0]


class Missed(CardCase):
    """What Stripe cannot tell the shop is found by asking, also when nobody asks about the attempt any more."""

    def faults(self):
        done = self.card_shop.run("attention", "--json")
        return [item["kind"] for item in json.loads(done.stdout)["items"] if not item["kind"].startswith("disk_")]

    def test_a_dispute_after_the_week_of_polling_is_found_though_every_message_is_lost(self):
        browser = self.card_shop.client()
        _, back = self.stripe.press(self.order_by_card(browser))
        self.come_back(browser, back)
        browser.close()
        self.assertEqual(self.the_order()["state"], "fulfilled")
        self.card_shop.stop()
        set_in_database(self.card_shop, "UPDATE payment_intent SET next_poll_at = monitor_until")
        self.stripe.act("manner", drop="all")
        self.stripe.act("dispute", session=self.stripe.state()["sessions"][0]["id"])
        self.card_shop.start()
        until(lambda: self.the_order()["state"] == "disputed", "the dispute", self.card_shop)
        self.assertEqual(self.faults(), ["dispute_open"])
        self.assert_ledger_is_clean(self.card_shop)

    def order_that_is_on_its_way(self):
        _, back = self.stripe.press(self.order_by_card(self.card_shop.client()), "later")
        until(lambda: self.the_order()["state"] == "pending", "money on its way", self.card_shop)
        until(lambda: self.stripe.state()["is_quiet"], "all messages")
        self.card_shop.stop()
        self.stripe.act("manner", drop="all")
        self.stripe.act("finish", session=self.stripe.state()["sessions"][0]["id"], is_paid=False)

    def test_a_delayed_payment_that_fails_after_the_week_of_polling_is_found_though_its_message_is_lost(self):
        self.order_that_is_on_its_way()
        set_in_database(self.card_shop, "UPDATE payment_intent SET next_poll_at = monitor_until")
        self.card_shop.start()
        until(lambda: self.the_order()["state"] == "open", "the failure", self.card_shop)
        shown = self.card_shop.json("order", "show", self.the_order()["reference"])
        self.assertEqual([one["state"] for one in shown["payments"]], ["lost"])
        self.assert_ledger_is_clean(self.card_shop)

    def test_a_delayed_payment_is_asked_about_after_its_week_where_no_message_can_be_had_at_all(self):
        self.card_shop = self.own_shop(env={**environment(self.stripe), "STRIPE_WEBHOOK_SECRET": ""})
        self.stripe.act("fault", name="403", path="/v1/events")
        self.order_that_is_on_its_way()
        set_in_database(self.card_shop, "UPDATE payment_intent SET next_poll_at = created_at, monitor_until = created_at")
        self.card_shop.start()
        until(lambda: self.the_order()["state"] == "open", "the failure", self.card_shop)
        self.assert_ledger_is_clean(self.card_shop)

    def test_a_debit_beside_a_card_that_paid_is_followed_and_goes_back_when_it_comes_weeks_later(self):
        self.card_shop = self.own_shop(env={**environment(self.stripe), "STRIPE_WEBHOOK_SECRET": ""})
        self.stripe.act("fault", name="403", path="/v1/events")
        browser = self.card_shop.client()
        first = self.order_by_card(browser)
        order = self.come_back(browser, self.stripe.back(first))
        slow = first.rsplit("/", 1)[1]
        self.stripe.act("fault", name="503", path="/v1/checkout/sessions/" + slow + "/expire")
        second = self.choose_again(order)
        for page, how in ((first, "later"), (second, "card")):
            _, back = self.stripe.press(page, how)
            self.come_back(browser, back)
        shown = self.card_shop.json("order", "show", self.the_order()["reference"])
        self.assertEqual(sorted(one["state"] for one in shown["payments"]), ["processing", "settled"])
        self.card_shop.stop()
        self.stripe.act("fault", name="403", path="/v1/events")
        self.stripe.act("finish", session=slow, is_paid=True)
        set_in_database(self.card_shop, "UPDATE payment_intent SET next_poll_at = created_at, monitor_until = created_at")
        self.card_shop.start()
        refund, = until(lambda: self.stripe.state()["refunds"], "the refund", self.card_shop)
        self.assertEqual(refund["amount"], int(self.the_order()["total"]["amount"]))
        self.assertEqual(self.the_order()["state"], "fulfilled")
        until(lambda: not self.card_shop.json("order", "list", "--owed")["orders"], "nothing owed", self.card_shop)
        self.assert_ledger_is_clean(self.card_shop)

    def test_cards_that_rest_need_somebody_and_say_why(self):
        self.assertEqual(self.faults(), [])
        self.stripe.act("account", charges_enabled=False)
        until(lambda: self.faults() == ["method_rests"], "the fault", self.card_shop)
        item, = json.loads(self.card_shop.run("attention", "--json").stdout)["items"]
        self.assertEqual((item["label"], item["detail"]), ("card", "frozen"))
        self.card_shop.stop()
        self.stripe.act("account", charges_enabled=True)
        self.card_shop.start()
        until(lambda: self.faults() == [], "the end of the fault", self.card_shop)


    def test_payouts_that_stop_need_somebody_and_buyers_pay_on(self):
        for detail, change in (("no payouts", {"payouts_enabled": False}),
                               ("past due: company.tax_id", {"requirements": {"past_due": ["company.tax_id"]}})):
            with self.subTest(detail=detail):
                self.stripe.act("account", **change)
                until(lambda: self.faults() == ["payouts_stopped"], "the fault", self.card_shop)
                item, = json.loads(self.card_shop.run("attention", "--json").stdout)["items"]
                self.assertEqual((item["label"], item["detail"]), ("card", detail))
                self.assertEqual(len(self.api(self.card_shop).get("/api/config").json()["methods"]), 1, "cards are offered")
                self.stripe.act("account", payouts_enabled=True,
                                requirements={"currently_due": [], "past_due": [], "disabled_reason": None})
                until(lambda: self.faults() == [], "the end of the fault", self.card_shop)

    def test_a_payout_that_failed_needs_somebody_until_one_arrives(self):
        failed = self.stripe.act("payout", failure_code="account_closed")
        until(lambda: self.faults() == ["payout_failed"], "the fault", self.card_shop)
        item, = json.loads(self.card_shop.run("attention", "--json").stdout)["items"]
        self.assertIn(failed["id"] + ", account_closed", item["detail"])
        self.stripe.act("clock", advance_s=60)
        self.stripe.act("payout")
        until(lambda: self.faults() == [], "the end of the fault", self.card_shop)

    def test_an_early_warning_of_fraud_names_the_order_until_its_money_went_back(self):
        browser = self.card_shop.client()
        _, back = self.stripe.press(self.order_by_card(browser))
        page = self.come_back(browser, back)
        order = self.the_order()
        session = self.stripe.state()["sessions"][0]["id"]
        self.stripe.act("warn", session=session)
        self.stripe.act("resend")
        until(lambda: self.faults() == ["fraud_warned"], "the fault", self.card_shop)
        item, = json.loads(self.card_shop.run("attention", "--json").stdout)["items"]
        self.assertEqual(item["label"], order["reference"])
        self.assertIn("made_with_stolen_card", item["detail"])
        shown = self.card_shop.json("order", "show", order["reference"])
        self.assertEqual([one["kind"] for one in shown["events"]].count("fraud_warned"), 1)
        self.assertTrue(browser.get(page.path).page.forms_to("/downloads"), "a warning takes nothing away")
        api = self.api(self.card_shop).get("/api/v1" + page.path)
        for said in (browser.get(page.path).page.text.lower(), api.body.decode().lower()):
            self.assertNotIn("fraud", said, "that is between the bank and the shop")
        self.assertEqual(self.card_shop.run("order", "refund", order["reference"]).returncode, 0)
        until(lambda: self.faults() == [], "the end of the fault", self.card_shop)

    def test_a_warning_about_another_programs_payment_is_nobodys_fault(self):
        body = json.dumps({"id": "evt_w", "object": "event", "type": "radar.early_fraud_warning.created", "created": 1,
                           "livemode": False, "data": {"object": {
                               "object": "radar.early_fraud_warning", "id": "issfr_x", "payment_intent": "pi_of_another",
                               "fraud_type": "misc"}}}).encode()
        sent = {"Content-Type": "application/json", "Stripe-Signature": signed(body)}
        self.assertEqual(self.api(self.card_shop).request("POST", "/webhooks/stripe", sent, body).status, 200)
        until(lambda: not self.card_shop.json("queue", "list")["waiting"], "the message read", self.card_shop)
        self.assertEqual(self.faults(), [])


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

    def order_under(self, shop, stripe, fault):
        """An order that is placed while Stripe has a fault: the buyer, and the page that they are shown."""
        browser = shop.client()
        self.put_in_cart(browser, self.priced_book(self.api(shop))["slug"])
        form = browser.get("/checkout").page.form_to("/checkout")
        stripe.act("fault", name=fault, path="/v1/checkout")
        answer = browser.post_form(form.action, form.fields_to_send({}, None))
        stripe.act("fault", name="ok")
        self.assertEqual(answer.status, 303, answer)
        order = browser.get(answer.header("location"))
        self.assertEqual((order.path.startswith("/orders/"), order.page.problems), (True, []))
        return browser, order

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


class MoneyThatGoesBack(CardCase):
    def setUp(self):
        super().setUp()
        self.browser = self.card_shop.client()
        page = self.order_by_card(self.browser)
        self.session = page.rsplit("/", 1)[1]
        _, back = self.stripe.press(page)
        self.order_page = self.come_back(self.browser, back).path
        self.reference = self.the_order()["reference"]

    def tearDown(self):
        self.assert_ledger_is_clean(self.card_shop)

    def shown(self):
        return self.card_shop.json("order", "show", self.reference)

    def wait_for_state(self, state):
        until(lambda: self.the_order()["state"] == state, state, self.card_shop)

    def test_what_the_operator_gives_back_goes_back_at_stripe_once(self):
        self.assertEqual(self.card_shop.run("order", "refund", self.reference).returncode, 0)
        refund, = until(lambda: self.stripe.state()["refunds"], "the refund", self.card_shop)
        self.assertTrue(refund["metadata"]["refund_id"])
        self.wait_for_state("refunded")
        self.assertEqual(len(self.stripe.state()["refunds"]), 1)
        self.assertEqual([one["state"] for one in self.shown()["refunds"]], ["settled"])

    def test_a_refund_made_by_hand_at_stripe_is_learnt_of(self):
        self.stripe.act("refund", session=self.session)
        self.wait_for_state("refunded")
        self.assertEqual([one["reason"] for one in self.shown()["refunds"]], ["elsewhere"])

    def test_the_order_shows_fee_and_net_as_the_journal_has_them(self):
        def balances():
            sums = {}
            for one in self.card_shop.json("ledger", "balances")["balances"]:
                name = one["account"].split(":", 1)[1].split("/")[0]
                sums[name] = sums.get(name, 0) + int(one["balance"]["amount"])
            return sums

        def account():
            shown = self.shown()["account"]
            return {name: int(one["amount"]) for name, one in shown.items() if name != "other_fees"}
        until(lambda: account()["fee"] > 0, "the fee", self.card_shop)
        total = int(self.the_order()["total"]["amount"])
        for part in (0, 120):
            if part:
                self.assertEqual(self.card_shop.run("order", "refund", self.reference, "--amount", "1.20").returncode, 0)
                until(lambda: account()["given_back"] == part, "the refund", self.card_shop)
            now, sums = account(), balances()
            self.assertEqual((now["paid"], now["given_back"], now["left"]), (total, part, total - part))
            self.assertEqual(now["fee"], sums["fees"])
            self.assertEqual(now["left"] - now["fee"], sums["clearing"])
            self.assertEqual(now["net"], -sums["sales"] - sums.get("returns", 0) - sums["fees"])
            self.assertEqual(now["left"], now["net"] + now["fee"] + now["tax"] + now["owed"] + now["waiting"])
        ada = join(self.card_shop, "ada", made_link(self.card_shop, "owner"))
        page = ada.browser.get("/desk/orders/" + self.reference).page.text
        for name, amount in (("Paid by the buyer", total), ("Given back", -120), ("Left of the payment", total - 120),
                             ("Kept by the processor", -now["fee"]), ("Net, for the shop", now["net"])):
            self.assertIn(f"{name} {'−' if amount < 0 else ''}${abs(amount) / 100:.2f}", re.sub(r"\s+", " ", page))
        said = self.card_shop.run("order", "show", self.reference).stdout
        self.assertIn("net, for the shop", said)
        self.assertIn("kept by the processor", said)

    def test_the_fee_is_in_the_books(self):
        accounts = {one["account"] for one in self.card_shop.json("ledger", "balances")["balances"]}
        self.assertTrue(any("fee" in account for account in accounts), accounts)

    def test_a_dispute_closes_the_downloads_and_a_won_one_opens_them(self):
        dispute = self.stripe.act("dispute", session=self.session)
        self.wait_for_state("disputed")
        self.assertFalse(self.browser.get(self.order_page).page.forms_to("/downloads"))
        self.stripe.act("clock", advance_s=60)
        self.stripe.act("close_dispute", dispute=dispute["id"], is_won=True)
        self.wait_for_state("fulfilled")
        self.assertTrue(self.browser.get(self.order_page).page.forms_to("/downloads"))

    def test_a_dispute_that_is_lost_is_charged_back(self):
        dispute = self.stripe.act("dispute", session=self.session)
        self.wait_for_state("disputed")
        self.stripe.act("close_dispute", dispute=dispute["id"], is_won=False)
        self.wait_for_state("charged_back")

    def needs(self, *kinds):
        until(lambda: [one["kind"] for one in self.items()] == list(kinds), f"items {kinds}", self.card_shop)

    def items(self):
        return json.loads(self.card_shop.run("attention", "--json").stdout)["items"]

    def money(self):
        """What would show that money or rights moved."""
        return (self.the_order()["state"], self.card_shop.json("ledger", "balances")["balances"],
                len(self.browser.get(self.order_page).page.forms_to("/downloads")))

    def test_an_inquiry_stands_with_its_deadline_until_it_is_closed_and_moves_nothing(self):
        until(lambda: int(self.shown()["account"]["fee"]["amount"]) > 0, "the fee", self.card_shop)
        before = self.money()
        inquiry = self.stripe.act("inquiry", session=self.session)
        self.needs("inquiry_open")
        item, = self.items()
        due, = (one["due_at"] for one in self.shown()["bank_matters"])
        self.assertEqual((item["label"], item["due_at"]), (self.reference, due))
        self.assertEqual(self.money(), before)
        ada = join(self.card_shop, "ada", made_link(self.card_shop, "owner"))
        page = ada.browser.get("/desk/orders/" + self.reference).page.text
        self.assertIn("Inquiry: ", page)
        self.assertIn("No money has moved", page)
        rows = self.card_shop.json("dispute", "list")["disputes"]
        self.assertEqual([(one["order"], one["state"], one["evidence_due_at"]) for one in rows],
                         [(self.reference, "inquiry", due)])
        listed = ada.browser.get("/desk/disputes").page.text
        self.assertIn(self.reference, listed)
        self.assertIn("inquiry", listed)
        self.assertIn("inquiry", self.card_shop.run("order", "show", self.reference).stdout)
        seen = self.browser.get(self.order_page).page.text + self.api(self.card_shop).get("/api/v1" + self.order_page).text
        self.assertNotIn("inquiry", seen.lower(), "that is between the bank and the shop")
        self.stripe.act("answer_dispute", dispute=inquiry["id"])
        self.needs()
        self.assertTrue(self.shown()["bank_matters"][0]["answered_at"])
        page = ada.browser.get("/desk/orders/" + self.reference).page.text
        self.assertIn("answered, the bank looks at it", page)
        self.assertNotIn("No money has moved", page)
        row, = self.card_shop.json("dispute", "list")["disputes"]
        self.assertIsNone(row["evidence_due_at"], "nothing is waited for")
        self.stripe.act("ask_inquiry", dispute=inquiry["id"])
        self.needs("inquiry_open")
        self.stripe.act("answer_dispute", dispute=inquiry["id"])
        self.needs()
        self.stripe.act("close_inquiry", dispute=inquiry["id"])
        until(lambda: self.shown()["bank_matters"][0]["closed_at"], "the end of it", self.card_shop)
        events = [one["detail"] for one in self.shown()["events"] if one["kind"] == "inquiry"]
        self.assertEqual(events, ["opened", "answered", "asked", "answered", "over"])
        page = ada.browser.get("/desk/orders/" + self.reference).page.text
        evidence = json.loads(self.card_shop.run("order", "evidence", self.reference, "--json").stdout)["html"]
        for words in ("asks about the payment (an inquiry)", "answered the inquiry", "asks again", "The inquiry is over"):
            self.assertIn(words, page)
            self.assertIn(words, evidence)
        seen = self.browser.get(self.order_page).page.text + self.api(self.card_shop).get("/api/v1" + self.order_page).text
        self.assertNotIn("inquiry", seen.lower(), "that is between the bank and the shop")
        self.assertEqual(self.money(), before)
        self.assertEqual(self.card_shop.json("dispute", "list")["disputes"], [])
        self.assertTrue(self.shown()["bank_matters"][0]["closed_at"])

    def test_an_inquiry_becomes_a_dispute_and_a_lost_one_is_appealed_and_won_back(self):
        inquiry = self.stripe.act("inquiry", session=self.session)["id"]
        self.needs("inquiry_open")
        self.stripe.act("escalate_inquiry", dispute=inquiry)
        self.needs("dispute_open")
        self.wait_for_state("disputed")
        self.assertFalse(self.browser.get(self.order_page).page.forms_to("/downloads"))
        self.stripe.act("clock", advance_s=60)
        self.stripe.act("close_dispute", dispute=inquiry, is_won=False)
        self.wait_for_state("charged_back")
        self.needs("dispute_lost")
        self.stripe.act("appeal", dispute=inquiry)
        self.needs("appeal_open")
        rows = self.card_shop.json("dispute", "list")["disputes"]
        self.assertEqual([one["state"] for one in rows], ["appeal", "lost"])
        self.assertTrue(rows[0]["evidence_due_at"])
        self.assertEqual(self.the_order()["state"], "charged_back")
        self.stripe.act("answer_dispute", dispute=inquiry)
        self.stripe.act("clock", advance_s=60)
        self.stripe.act("close_dispute", dispute=inquiry, is_won=True)
        self.wait_for_state("fulfilled")
        self.needs()
        self.assertTrue(self.browser.get(self.order_page).page.forms_to("/downloads"))

    def test_an_appeal_that_is_lost_too_ends_its_item(self):
        dispute = self.stripe.act("dispute", session=self.session)["id"]
        self.stripe.act("close_dispute", dispute=dispute, is_won=False)
        self.needs("dispute_lost")
        self.stripe.act("appeal", dispute=dispute)
        self.needs("appeal_open")
        self.stripe.act("close_dispute", dispute=dispute, is_won=False)
        self.needs("dispute_lost")


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
        browser, order = Trouble.order_under(self, self.card_shop, self.stripe, "503")
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
