"""Customers at the desk: found by a sealed address or an order, what the shop knows of them, handed out and forgotten, by page, API and command."""

import json
import re
import unittest

from harness import free_key
from harness.case import at_once, set_in_database
from harness.desk import PASSWORD, first_link, join, made_link
from harness.stripe import until
from test_desk_api import Program
from test_library import LibraryCase
from test_privacy import shapes

ADDRESS = "zanzibar.quokkamund@example.org"
NAME = "Zanzibar Quokkamund Öxl"


class CustomerCase(LibraryCase):
    def begun(self):
        return join(self.own, "ada", first_link(self.own))

    def buyer(self, **more):
        order = self.bought(self.own, email=ADDRESS, receipt_name=NAME, consent_text=3, **more)
        self.post.wait_for(1, self.own)
        return order

    def find(self, person, whom, status=200):
        browser = person.browser
        form = next(one for one in browser.get("/desk/customers").page.forms if "whom" in one.names())
        self.assertEqual(form.method.lower(), "post", "an address that is looked for stands in no history")
        return browser.submit(form, {"whom": whom}, status=status)

    def press(self, person, path, act, status=200, **fields):
        form = next(one for one in person.browser.get(path).page.forms if one.field("act") == act)
        answer = person.browser.post_form(form.action, form.fields_to_send(fields))
        return person.browser.expect(answer, status)

    def entry(self, action):
        return next(one for one in self.own.json("audit", "list")["entries"] if one["action"] == action)


class AtTheDesk(CustomerCase):
    def test_somebody_is_found_by_address_or_order_and_nothing_sealed_is_shown(self):
        ada = self.begun()
        order = self.buyer()
        self.bought(self.own, email="bob@example.org", receipt_name="Bob")
        self.start_download(self.api(self.own), order, order["lines"][0]["downloads"][0])
        found = self.find(ada, " " + ADDRESS.upper() + " ")
        self.assertRegex(found.path, r"^/desk/customers/[0-9A-Za-z_-]+$", "no address in the address")
        self.assertEqual(self.find(ada, order["reference"].lower().replace("-", "")).path, found.path)
        text = found.page.text
        for words in (order["reference"], "kept, sealed", "Downloads begun 1", "Orders with a name on the receipt 1"):
            self.assertIn(words, re.sub(r"\s+", " ", text))
        for secret in (ADDRESS, "Quokkamund", order["token"]):
            self.assertNotIn(secret, found.text)
        shown = self.own.json("privacy", "show", "--order", order["reference"])
        self.assertEqual((shown["customer"], shown["orders"]["count"], shown["has_email"]),
                         (found.path.rsplit("/", 1)[1], 1, True))
        self.assertNotIn("Quokkamund", json.dumps(shown))
        page = ada.browser.get("/desk/orders/" + order["reference"]).page
        self.assertIn(order["reference"], ada.browser.get(page.link_to("/desk/customers/")).page.text)
        for nobody in ("nobody@example.org", "ZZZZ-ZZZZ", "x" * 300, "%", "'; DROP TABLE customer"):
            self.assertIn("knows nobody by that", self.find(ada, nobody, 404).page.text)
        ada.browser.get("/desk/customers/" + "0" * 40, status=404)
        self.assertNotIn("quokkamund", self.own.log().lower(), "what was looked for is not written down")
        self.assertNotIn("nobody@", self.own.log())

    def test_the_file_of_a_person_is_taken_at_the_desk_and_written_down(self):
        ada = self.begun()
        order = self.buyer()
        path = self.find(ada, ADDRESS).path
        until(lambda: "receipt sent" in [one["detail"] for one in self.own.json("order", "show", order["reference"])["events"]],
              "the receipt", self.own)
        file = self.press(ada, path, "export")
        self.assertIn('attachment; filename="personal-data.json"', file.header("content-disposition"))
        self.assertEqual(file.header("cache-control"), "no-store")
        data, same = json.loads(file.text), self.own.json("privacy", "export", "--email", ADDRESS)
        for one in (data, same):
            one.pop("made_at")
        self.assertEqual(data, same, "page and command give the same")
        self.assertEqual((data["person"]["email"], data["orders"][0]["receipt_name"]), (ADDRESS, NAME))
        self.assertNotIn(order["token"], file.text, "a file that may travel opens nothing")
        self.assertEqual([one["actor"] for one in self.own.json("audit", "list")["entries"] if one["action"] == "privacy.export"],
                         ["operator", "ada"])
        self.assertIn("Took the file of what the shop knows", ada.browser.get("/desk/audit").page.text)

    def test_somebody_is_forgotten_once_it_is_meant_and_what_stays_was_said_before(self):
        ada = self.begun()
        order = self.buyer()
        path = self.find(ada, ADDRESS).path
        page = ada.browser.get(path).page
        for words in ("the law asks for accounts", "they paid for them", "names on receipts"):
            self.assertIn(words.lower(), page.text.lower())
        unsure = self.press(ada, path, "erase", 422, sure="")
        self.assertIn("Please tick", unsure.page.text)
        self.assertEqual(self.order(self.api(self.own), order)["receipt_name"], NAME)
        done = ada.browser.get(self.press(ada, path, "erase", 303, sure="yes").header("location"))
        self.assertIn("They are forgotten", done.page.text)
        self.assertIn("knows nobody by that", self.find(ada, ADDRESS, 404).page.text)
        seen = self.order(self.api(self.own), order)
        self.assertEqual((seen["state"], seen["receipt_name"], seen["has_email"]), ("fulfilled", "", False))
        browser = self.own.client()
        self.assertEqual(browser.submit(browser.get("/orders/" + order["token"]).page.form_to("/downloads")).body[:2], b"PK")
        entry = self.entry("privacy.erase")
        self.assertEqual((entry["actor"], entry["detail"]), ("ada", "names 1, address"))
        self.assertIn("none, or forgotten", self.find(ada, order["reference"]).page.text)
        self.assert_ledger_is_clean(self.own)
        self.assertTrue(self.own.json("audit", "verify")["good"])

    def test_who_left_no_address_is_found_handed_their_data_and_forgotten_by_their_order(self):
        ada = self.begun()
        order = self.bought(self.own, email=None, receipt_name=NAME)
        page = self.find(ada, order["reference"])
        self.assertEqual(page.path, "/desk/customers/" + order["reference"])
        self.assertIn("none was left with this order", page.page.text)
        data = json.loads(self.press(ada, page.path, "export").text)
        self.assertEqual((data["person"]["email"], [one["receipt_name"] for one in data["orders"]]), ("", [NAME]))
        self.press(ada, page.path, "erase", 303, sure="yes")
        self.assertEqual(self.order(self.api(self.own), order)["receipt_name"], "")

    def test_who_was_only_given_something_is_found_by_their_address(self):
        ada = self.begun()
        api = self.api(self.own)
        order = self.place(api, self.priced_book(api), email="giver@example.org",
                           gift={"name": "Quokkamund", "email": ADDRESS})
        page = self.find(ada, ADDRESS)
        self.assertIn("Somebody who was given a book", page.page.text)
        self.assertNotIn(ADDRESS, page.text)
        self.assertEqual(json.loads(self.press(ada, page.path, "export").text)["gifts_for_this_person"][0]["name"], "Quokkamund")
        self.press(ada, page.path, "erase", 303, sure="yes")
        self.find(ada, ADDRESS, 404)
        self.assertEqual(self.order(api, order)["state"], "open")

    def test_roles_and_fresh_proof(self):
        ada = self.begun()
        order = self.buyer()
        path = self.find(ada, ADDRESS).path
        for role in ("editor", "accountant", "read-only"):
            person = join(self.own, "p-" + role, made_link(self.own, role))
            for page in ("/desk/customers", path):
                person.browser.get(page, status=403)
            self.assertNotIn("/desk/customers", person.browser.get("/desk").text)
            if role != "editor":
                self.assertNotIn("/desk/customers", person.browser.get("/desk/orders/" + order["reference"]).text)
        support = join(self.own, "sue", made_link(self.own, "support"))
        self.assertTrue(json.loads(self.press(support, path, "export").text)["orders"])
        self.own.stop()
        set_in_database(self.own, "UPDATE desk_session SET proven_at = proven_at - ?", 6 * 60 * 1_000_000)
        self.own.start()
        ada.browser.origin = self.own.origin
        ada.browser.close()
        page = ada.browser.get(path)
        self.assertFalse([one for one in page.page.forms if one.field("act") in ("export", "erase")])
        confirm = page.page.link_to("/desk/confirm")
        token = next(one for one in page.page.forms if one.field("form_token")).field("form_token")
        stale = ada.browser.post_form(path, [("form_token", token), ("act", "erase"), ("sure", "yes")])
        held = ada.browser.submit(stale.page.form_to("/desk/confirm"), {"password": PASSWORD, "code": ada.phone.code()}).page
        self.assertIn("Forget a person", held.text)
        self.assertIn('name="sure" type="checkbox" value="yes" required', held.source, "that one is sure is asked again")
        self.press(ada, path, "erase", 303, sure="yes")


class ByPrograms(CustomerCase):
    def test_a_key_finds_hands_out_and_forgets_with_its_scopes_alone(self):
        order = self.buyer()
        helper = Program(self, self.own, "see_orders", "help_buyers", name="helper")
        self.assertEqual(helper.ask("POST", "privacy.show", body=json.dumps({"email": ADDRESS}))["orders"]["count"], 1)
        for operation in ("privacy.export", "privacy.erase"):
            self.assertEqual(helper.ask("POST", operation, 403, json.dumps({"email": ADDRESS}))["reason"], "api_key_scope")
        robot = Program(self, self.own, "manage_customers", name="robot")
        self.assertEqual(robot.ask("POST", "privacy.show", 403, json.dumps({"email": ADDRESS}))["reason"], "api_key_scope")
        robot.ask("GET", "privacy.show?email=" + ADDRESS, 405)
        for body, reason in (({}, "customer_unnamed"), ({"email": ADDRESS, "order": order["reference"]}, "customer_unnamed"),
                             ({"email": "no address"}, "mail_address"), ({"email": ADDRESS, "all": "yes"}, "unknown_argument")):
            self.assertEqual(robot.ask("POST", "privacy.erase", 400, json.dumps(body))["reason"], reason)
        self.assertEqual(robot.ask("POST", "privacy.export", 404, json.dumps({"email": "no@example.org"}))["reason"],
                         "no_such_customer")
        self.assertEqual(robot.ask("GET", "privacy.export?email=" + ADDRESS, 405)["reason"], "method_not_allowed")
        key, body = free_key(), json.dumps({"email": ADDRESS})
        data = robot.ask("POST", "privacy.export", body=body, key=key)
        self.assertEqual(data["orders"][0]["receipt_name"], NAME)
        again = robot.ask("POST", "privacy.export", body=body, key=key)
        self.assertEqual([again[name] for name in again if name != "made_at"], [data[name] for name in data if name != "made_at"])
        other = json.dumps({"email": "bob@example.org"})
        self.assertEqual(robot.ask("POST", "privacy.export", 409, other, key)["reason"], "idempotency_key_reused")
        key = free_key()
        answers = at_once(20, lambda _: json.dumps(Program.ask(robot_like(self, robot), "POST", "privacy.erase", body=body, key=key)))
        self.assertEqual(set(answers), {json.dumps({"names": 1, "address": True, "gifts": 0, "libraries": 0})}, "one effect, one answer")
        self.assertEqual(robot.ask("POST", "privacy.export", 404, body)["reason"], "no_such_customer")
        deeds = [(one["actor"], one["action"]) for one in self.own.json("audit", "list")["entries"] if one["action"].startswith("privacy")]
        self.assertEqual(deeds, [("key:robot", "privacy.erase")] + [("key:robot", "privacy.export")] * 2)

    def test_nothing_of_who_was_handed_out_and_forgotten_by_a_program_stays(self):
        self.buyer()
        robot = Program(self, self.own, "manage_customers", name="robot")
        body = json.dumps({"email": ADDRESS})
        robot.ask("POST", "privacy.export", body=body)
        robot.ask("POST", "privacy.erase", body=body)
        self.own.stop()
        secrets = [shape for word in ("zanzibar.quokkamund", "Quokkamund") for shape in shapes(word)]
        for path in sorted(self.own.data.rglob("*")):
            if path.is_file():
                for secret in secrets:
                    self.assertNotIn(secret, path.read_bytes(), path)
        import hashlib
        import sqlite3
        connection = sqlite3.connect(self.own.data / "aan.db")
        keys = [row[0] for row in connection.execute("SELECT id FROM api_key")]
        rows = [row for row in connection.execute("SELECT request_digest, length(answer_sealed) FROM idempotency")]
        connection.close()
        digests = {hashlib.sha256(f"desk.{operation}|{key}|{body}".encode()).hexdigest()
                   for operation in ("privacy.export", "privacy.erase") for key in keys}
        self.assertFalse(digests & {str(row[0]) for row in rows}, "who has the file cannot try addresses out")
        self.assertTrue(rows)
        self.assertLess(max(row[1] for row in rows), 400, "the file that was handed out is not kept")


def robot_like(case, robot):
    """The same key in a connection of its own."""
    other = object.__new__(Program)
    other.case, other.client, other.made = case, case.api(case.own), robot.made
    return other


class Taxes(CustomerCase):
    def setUp(self):
        from harness import ROOT
        import sys
        sys.path.insert(0, str(ROOT / "tests" / "peers" / "vies"))
        from vies import Vies
        super().setUp()
        self.own.stop()
        self.vies = Vies("FRXX123456789")
        self.addCleanup(self.vies.stop)
        self.own = self.mailing(self.post, TAX_COUNTRY="DE", TAX_OSS="true", SELLER_TAX_NUMBER="DE123456789",
                                SELLER_ADDRESS="Lane 4", ENABLE_VIES="true", VIES_API_BASE=self.vies.url)

    def test_the_file_has_taxes_with_their_evidence_the_vat_number_and_refunds(self):
        business = self.buyer(country="FR", tax_number="FRXX123456789")
        private = self.bought(self.own, email=ADDRESS, country="FR")
        self.own.json("order", "refund", private["reference"], "--amount", "0.50")
        data = self.own.json("privacy", "export", "--email", ADDRESS)
        by = {one["reference"]: one for one in data["orders"]}
        tax = by[business["reference"]]["tax"]
        self.assertEqual((tax["treatment"], tax["vat_number"]["number"], tax["vat_number"]["reference"]),
                         ("reverse_charge", "FRXX123456789", "WAPIAAAA0001"))
        tax = by[private["reference"]]["tax"]
        self.assertEqual((tax["treatment"], tax["country"], tax["vat_number"]), ("taxed", "FR", None))
        self.assertIn(("declared", "FR"), [(one["sign"], one["country"]) for one in tax["evidence"]])
        (refund,) = by[private["reference"]]["refunds"]
        self.assertEqual(refund["amount"]["amount"], "50")
        self.assertNotIn("requested_by", refund, "who of the shop asked for it is theirs")
        self.own.json("privacy", "erase", "--email", ADDRESS)
        shown = self.own.json("order", "show", business["reference"])
        self.assertEqual(shown["tax_number"]["number"], "FRXX123456789", "the proof of the reverse charge stays")


if __name__ == "__main__":
    unittest.main()
