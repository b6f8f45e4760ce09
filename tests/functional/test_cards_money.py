"""What comes later and goes back: disputes, refunds, payouts, warnings, and messages that were missed."""

import json
import re

from harness.cards import CardCase
from harness.case import set_in_database
from harness.desk import join, made_link
from harness.stripe import environment, signed, until


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
