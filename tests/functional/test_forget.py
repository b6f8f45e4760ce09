"""A person's data in one file, and forgetting them: accounts and rights stay, nothing of the person does."""

import hashlib
import json
import re
import sqlite3

from harness import fresh_folder
from harness.traces import files_with
from test_library import LibraryCase
from test_tax_numbers import FRENCH, Vies, german

ADDRESS = "zanzibar.quokkamund@example.org"
NAME = "Zanzibar Quokkamund Öxl"
CANARIES = ("zanzibar.quokkamund", "Quokkamund", "Zanzibar Q")
DEVICE = {"progress": "/body/DocFragment[2]/body/p[73]/text().8291", "device": "Wombatreader", "device_id": "numbat-4417"}
INVOICED = {"name": "Ferrywright & Axolotl", "address": "4 Pangolin Lane"}
TAX_CANARIES = (FRENCH, FRENCH[2:], "Ferrywright", "Pangolin Lane")
DEVICE_CANARIES = ("p[73]/text().8291", "Wombatreader", "numbat-4417")


class Forget(LibraryCase):
    def buyer(self, **more):
        order = self.bought(self.own, email=ADDRESS, receipt_name=NAME, consent_text=3, **more)
        self.post.wait_for(1, self.own)
        return order

    def sealed(self):
        """What lies in the database for this person; the shop stands still."""
        connection = sqlite3.connect(self.own.data / "aan.db")
        try:
            rows = connection.execute("SELECT key_wrapped, address_sealed, address_index FROM customer "
                                      "WHERE address_index IS NOT NULL").fetchall()
            rows += connection.execute("SELECT buyer_key_wrapped, receipt_name_sealed FROM orders "
                                       "WHERE buyer_key_wrapped <> ''").fetchall()
            return [value for row in rows for value in row]
        finally:
            connection.close()

    def read_on_a_device(self, order):
        """A place that a reading device keeps in the book of the order."""
        browser = self.own.client()
        browser.submit(browser.get("/orders/" + order["token"]).page.form_to("/library"))
        browser.submit(browser.get("/library").page.form_to("/library/reader"))
        name, password = re.search(r"<code>([a-z2-9]{4}-[a-z2-9]{4})</code>.*?<code>([a-z2-9-]{19})</code>",
                                   browser.get("/library").text, re.DOTALL).groups()
        file = order["lines"][0]["downloads"][0]["file_name"]
        place = dict(DEVICE, document=hashlib.md5(file.encode()).hexdigest(), percentage=0.5)
        headers = {"x-auth-user": name, "x-auth-key": hashlib.md5(password.encode()).hexdigest(), "Content-Type": "application/json"}
        device = self.own.client(is_browser=False)
        for _ in range(2):  # what it said before is nowhere either
            self.assertEqual(device.request("PUT", "/kosync/syncs/progress", headers, json.dumps(place).encode()).status, 200)
        heard = device.request("GET", "/kosync/syncs/progress/" + place["document"], headers).json()
        self.assertEqual({key: heard[key] for key in DEVICE}, DEVICE)

    def places(self):
        connection = sqlite3.connect(self.own.data / "aan.db")
        try:
            return connection.execute("SELECT key_wrapped, device_sealed, share FROM reading_place").fetchall()
        finally:
            connection.close()

    def assert_nowhere(self, folder, secrets):
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                data = path.read_bytes()
                for secret in secrets:
                    self.assertNotIn(secret, data, path)

    def test_export_has_everything_and_erase_leaves_accounts_rights_and_links(self):
        order = self.buyer()
        other = self.bought(self.own, email="bob@example.org", receipt_name="Bob")
        exported = json.loads(self.own.run("privacy", "export", "--email", ADDRESS.upper()).stdout)
        self.assertEqual(exported["person"]["email"], ADDRESS)
        (one,) = exported["orders"]
        self.assertEqual((one["reference"], one["receipt_name"], one["total"]),
                         (order["reference"], NAME, order["total"]))
        self.assertTrue(one["lines"] and one["payments"] and one["downloads"] and one["delivery_at_once_agreed_at"])
        self.assertNotIn(order["token"], json.dumps(exported), "a file that may travel opens nothing")
        self.own.stop()
        before = [value.encode() for value in self.sealed()]
        self.assertEqual(len(before), 2 * 3 + 2 * 2)
        self.own.start()
        erased = self.own.json("privacy", "erase", "--email", ADDRESS)
        self.assertEqual(erased, {"names": 1, "address": True, "gifts": 0, "libraries": 0})
        self.assertEqual(self.own.run("privacy", "export", "--email", ADDRESS).returncode, 3)
        seen = self.order(self.api(self.own), order)
        self.assertEqual((seen["state"], seen["receipt_name"], seen["has_email"]), ("fulfilled", "", False))
        browser = self.own.client()
        page = browser.get("/orders/" + order["token"])
        self.assertIn("The name on the receipt was forgotten", page.page.text)
        self.assertEqual(browser.submit(page.page.form_to("/downloads")).body[:2], b"PK")
        self.assertEqual(self.order(self.api(self.own), other)["receipt_name"], "Bob")
        self.assert_ledger_is_clean(self.own)
        self.assertTrue(self.own.json("audit", "verify")["good"])
        self.assertIn("privacy.erase", json.dumps(self.own.json("audit", "list")))
        self.own.stop()
        after = [value.encode() for value in self.sealed()]
        gone = [value for value in before if value not in after]
        self.assertEqual((len(after), len(gone)), (5, 5))
        self.assert_nowhere(self.own.data, gone)

    def test_the_person_alone_gets_their_file_and_forgets_themselves(self):
        order = self.buyer()
        browser = self.own.client()
        self.assertEqual(browser.request("GET", "/library/data").status, 303)
        self.ask(browser, ADDRESS)
        library = self.enter(browser, self.letter_link(2))
        file = browser.get("/library/data")
        self.assertIn("attachment", file.header("content-disposition"))
        self.assertEqual(json.loads(file.text)["person"]["email"], ADDRESS)
        form = library.page.form_to("/library/erase")
        unsure = browser.submit(form, {"sure": ""}, status=400)
        self.assertIn("Please tick", unsure.page.text)
        closed = browser.submit(form, {"sure": "yes"})
        self.assertIn("By the address of an order", closed.page.text)
        self.assertIn("You are forgotten", closed.page.text)
        self.assertNotIn(order["reference"], browser.get("/library").page.text)
        self.assertEqual(self.own.client().get(order["url"]).status, 200)

    def test_an_order_without_any_address_is_forgotten_by_its_reference(self):
        order = self.bought(self.own, email=None, receipt_name=NAME)
        self.assertEqual(self.own.json("privacy", "erase", "--order", order["reference"]),
                         {"names": 1, "address": False, "gifts": 0, "libraries": 0})
        self.assertEqual(self.order(self.api(self.own), order)["receipt_name"], "")
        self.assertEqual(self.own.run("privacy", "erase", "--order", "ZZZZ-ZZZZ").returncode, 3)

    def test_canaries_are_in_no_file_no_log_and_no_backup(self):
        vies = Vies(FRENCH)
        self.addCleanup(vies.stop)
        self.own = self.mailing(self.post, **german(vies))
        order = self.buyer(country="FR", tax_number=FRENCH)
        self.read_on_a_device(order)
        browser = self.own.client()
        invoice = browser.submit(browser.get("/orders/" + order["token"]).page.form_to("/invoice"), INVOICED)
        for word in (*INVOICED.values(), FRENCH):
            self.assertIn(word, invoice.page.text)
        words = CANARIES + TAX_CANARIES + DEVICE_CANARIES
        self.assertTrue((self.own.data / "aan.db-wal").stat().st_size)
        self.assert_kept_nowhere(self.own, *words, seen=order["reference"])
        ((key, device, share),) = self.places()
        self.assertTrue(key and device and share == 500_000)
        place = fresh_folder("backup")
        self.assertEqual(self.own.run("backup", place).returncode, 0)
        (kept,) = json.loads(self.own.run("privacy", "export", "--email", ADDRESS).stdout)["orders"][0]["places_in_books"]
        self.assertEqual((kept["device"], kept["device_id"], kept["position"]),
                         (DEVICE["device"], DEVICE["device_id"], DEVICE["progress"]))
        self.own.run("privacy", "erase", "--email", ADDRESS)
        self.own.run("order", "show", order["reference"])
        self.own.stop()
        self.assertEqual(self.places(), [])
        self.assert_nowhere(self.own.data, [key.encode(), device.encode()])
        self.assert_kept_nowhere(self.own, *words, seen=order["reference"])
        self.assertTrue(files_with(place, order["reference"]), "the copy was read")
        self.assertEqual(files_with(place, *words), [])


