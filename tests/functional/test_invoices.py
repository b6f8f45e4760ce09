"""Invoices, receipts and credit notes, as their buyer sees and keeps them."""

import base64
import shutil
import subprocess
import unittest

from harness import ShopCase, fresh_folder
from harness.desk import first_link, join, made_link

SELLER = {"SELLER_NAME": "Calder & Daughters Ltd", "SELLER_ADDRESS": "4 Bakery Lane | Harbour Town",
          "SELLER_TAX_NUMBER": "DE123456789"}
GERMANY = {"TAX_COUNTRY": "DE", **SELLER}
MADE = {"name": "Håkon & Søn “Ltd”", "address": "Lane <4>\nHarbour", "tax_number": "NO987654321"}


def cents(money):
    return int(money["amount"])


def held(gross, bps):
    return (2 * gross * bps + 10000 + bps) // (2 * (10000 + bps))


class Invoices(ShopCase):
    def bought(self, shop, **more):
        api = self.api(shop)
        order = self.place(api, self.priced_book(api), **more)
        self.act(shop, order)
        return api, self.order(api, order)

    def text_of(self, pdf):
        if not shutil.which("pdftotext") or not shutil.which("qpdf"):
            self.skipTest("poppler-utils or qpdf is not here")
        path = fresh_folder("pdf") / "paper.pdf"
        path.write_bytes(pdf)
        checked = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True, timeout=60)
        self.assertEqual(checked.returncode, 0, checked.stdout + checked.stderr)
        text = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, timeout=60)
        return text.stdout

    def test_the_shop_has_its_own_copy_at_the_desk_by_command_and_by_api(self):
        shop = self.own_shop(env=GERMANY)
        _, order = self.bought(shop, country="DE")
        ada = join(shop, "ada", first_link(shop))
        browser = shop.client()
        browser.submit(browser.get("/orders/" + order["token"]).page.form_to("/invoice"), MADE)
        link = ada.browser.get(f"/desk/orders/{order['reference']}").page.link_to("/desk/documents/TEST-INV-000001")
        pdf = ada.browser.get(link)
        self.assertEqual(pdf.header("content-type"), "application/pdf")
        self.assertIn(order["reference"], self.text_of(pdf.body))
        ada.browser.get("/desk/documents/TEST-INV-000009", status=404)
        editor = join(shop, "max", made_link(shop, "editor"))
        editor.browser.get(link, status=403)
        self.assertEqual(shop.run("order", "document", "INV-7").returncode, 3)
        said = shop.json("order", "document", "TEST-INV-000001")
        self.assertEqual((said["order"], said["file_name"]), (order["reference"], "TEST-INV-000001.pdf"))
        data = base64.urlsafe_b64decode(said["pdf_base64url"] + "==")
        self.assertIn("Håkon", self.text_of(data))

    def test_the_data_of_a_buyer_hold_country_and_invoice(self):
        shop = self.own_shop(env={**GERMANY, "SMTP_URL": "smtp://127.0.0.1:9", "SMTP_TLS": "none", "MAIL_FROM": "desk@books.example"})
        api, order = self.bought(shop, country="DE", email="ada@example.org")
        browser = shop.client()
        browser.submit(browser.get("/orders/" + order["token"]).page.form_to("/invoice"), MADE)
        data = shop.json("privacy", "export", "--email", "ada@example.org")
        self.assertEqual(data["orders"][0]["tax_country"], "DE")
        document, = data["documents"]
        self.assertEqual((document["name"], document["order"]), ("TEST-INV-000001", order["reference"]))
        self.assertEqual(document["billed_to"], {**MADE, "address": "Lane <4>\nHarbour"})
        self.assertEqual(shop.run("privacy", "erase", "--email", "ada@example.org").returncode, 0)
        self.assertIn("Håkon", browser.get(f"/orders/{order['token']}/documents/TEST-INV-000001").text, "accounts stay")

    def test_an_invoice_is_made_once_names_its_buyer_and_says_the_ledgers_tax(self):
        shop = self.own_shop(env=GERMANY)
        api, order = self.bought(shop, country="DE")
        self.assertEqual(order["documents"], [])
        browser = shop.client()
        page = browser.get("/orders/" + order["token"])
        invoice = browser.submit(page.page.form_to("/invoice"), MADE)
        self.assertTrue(invoice.path.endswith("/documents/TEST-INV-000001"), invoice.path)
        price, tax = cents(order["total"]), held(cents(order["total"]), 700)
        balances = {one["account"]: cents(one["balance"]) for one in shop.json("ledger", "balances")["balances"]}
        self.assertEqual(balances["sandbox:tax/DE/700"], -tax)
        words = ["Invoice TEST-INV-000001", "Calder & Daughters Ltd", "4 Bakery Lane", "VAT number DE123456789",
                 "Håkon & Søn “Ltd”", "Lane <4>", "VAT number NO987654321", "VAT 7 % (Germany)", f"${tax / 100:.2f}",
                 f"${(price - tax) / 100:.2f}", f"${price / 100:.2f}", order["reference"]]
        for word in words:
            self.assertIn(word, invoice.page.text)
        pdf = browser.get(invoice.page.link_to("/orders/" + order["token"] + "/documents/TEST-INV-000001/pdf"))
        self.assertEqual(pdf.header("content-type"), "application/pdf")
        self.assertIn("TEST-INV-000001.pdf", pdf.header("content-disposition"))
        text = self.text_of(pdf.body)
        for word in words:
            self.assertIn(word, text)
        again = browser.get("/orders/" + order["token"] + "/invoice")
        self.assertEqual(again.path, invoice.path)
        self.assertNotIn("Make the invoice", browser.get("/orders/" + order["token"]).page.text)
        listed = self.order(api, order)["documents"]
        self.assertEqual([one["number"] for one in listed], ["TEST-INV-000001"])
        self.assertEqual(cents(listed[0]["tax"]), tax)
        self.assertEqual(api.get(listed[0]["pdf_url"]).body, pdf.body, "the same bytes each time")
        for strange in ("TEST-INV-000002", "INV-000001", "x"):
            browser.get(f"/orders/{order['token']}/documents/{strange}", status=404)
        # Nothing of whom it names lies open.
        self.assert_kept_nowhere(shop, "Håkon & Søn", MADE["tax_number"], seen=order["reference"])

    def test_it_is_looked_at_before_it_is_made_and_a_slip_of_a_number_is_refused(self):
        shop = self.own_shop(env=GERMANY)
        api, order = self.bought(shop, country="DE")
        browser = shop.client()
        path = "/orders/" + order["token"]
        form = browser.get(path).page.form_to("/invoice")
        looked = browser.submit(form, MADE, button=("act", "look"))
        for word in ("Invoice, not made yet", "Håkon & Søn", "VAT number NO987654321", "VAT 7 % (Germany)", "Calder"):
            self.assertIn(word, looked.page.text)
        self.assertNotIn("TEST-INV", looked.page.text)
        self.assertEqual(self.order(api, order)["documents"], [], "nothing is made by looking")
        again = looked.page.form_to("/invoice")
        self.assertEqual((again.field("name"), again.field("tax_number")), (MADE["name"], MADE["tax_number"]))
        for number in ("none", "DE12", "my company"):
            for button in ("look", "make"):
                wrong = browser.submit(again, {"tax_number": number}, button=("act", button), status=422)
                self.assertIn("cannot be a VAT number", wrong.page.text)
                self.assertIn(f'value="{number}"', wrong.text, "it can be mended")
        self.assertEqual(self.order(api, order)["documents"], [])
        made = browser.submit(again, {"name": "Another"}, button=("act", "make"))
        self.assertIn("Invoice TEST-INV-000001", made.page.text)
        self.assertIn("Another", made.page.text)
        late = browser.submit(again, {"name": "Too late"}, button=("act", "look"))
        self.assertEqual(late.path, made.path, "there is one already")

    def test_a_refund_gets_a_credit_note(self):
        shop = self.own_shop(env=GERMANY)
        api, order = self.bought(shop, country="DE")
        browser = shop.client()
        browser.submit(browser.get("/orders/" + order["token"]).page.form_to("/invoice"), {})
        shop.json("order", "refund", order["reference"], "--amount", "1.00")
        shop.wait_until(lambda: len(self.order(api, order)["documents"]) == 2, "the credit note")
        note = self.order(api, order)["documents"][1]
        self.assertEqual((note["number"], note["kind"], cents(note["total"])),
                         ("TEST-CRN-000001", "credit_note", 100))
        text = self.text_of(api.get(note["pdf_url"]).body)
        for word in ("Credit note TEST-CRN-000001", "TEST-INV-000001", "$1.00", f"${cents(note['tax']) / 100:.2f}"):
            self.assertIn(word, text)
        self.assert_ledger_is_clean(shop)

    def test_a_shop_without_registration_gives_receipts(self):
        shop = self.own_shop(env=SELLER)
        _, order = self.bought(shop)
        browser = shop.client()
        receipt = browser.submit(browser.get("/orders/" + order["token"]).page.form_to("/invoice"), {})
        self.assertIn("Receipt TEST-REC-000001", receipt.page.text)
        self.assertIn("not registered", receipt.page.text)
        self.assertNotIn("VAT number", receipt.page.text.split("For")[0].replace("VAT number DE123456789", ""))

    def test_what_is_not_paid_or_too_long_is_refused_and_nothing_is_numbered(self):
        shop = self.own_shop(env=GERMANY)
        api = self.api(shop)
        unpaid = self.place(api, self.priced_book(api), country="DE")
        browser = shop.client()
        self.assertNotIn("Make the invoice", browser.get("/orders/" + unpaid["token"]).page.text)
        self.act(shop, unpaid)
        form = browser.get("/orders/" + unpaid["token"]).page.form_to("/invoice")
        long = browser.submit(form, {"address": "x" * 500}, status=422)
        self.assertIn("too long", long.page.text)
        made = browser.submit(form, {})
        self.assertTrue(made.path.endswith("TEST-INV-000001"), "the refused one took no number")


if __name__ == "__main__":
    unittest.main()
