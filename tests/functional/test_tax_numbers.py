"""A reverse charge, only when the Union's service has said yes, and never charged then."""

import sys
import unittest

from harness import ROOT, ShopCase, free_key

sys.path.insert(0, str(ROOT / "tests" / "peers" / "vies"))
from vies import Vies  # noqa: E402

FRENCH = "FRXX123456789"
NOBODYS = "FRXX000000000"


def cents(money):
    return int(money["amount"])


def held(gross, bps):
    return (2 * gross * bps + 10000 + bps) // (2 * (10000 + bps))


def german(vies):
    """What a shop is set to that asks about numbers."""
    return {"TAX_COUNTRY": "DE", "TAX_OSS": "true", "SELLER_TAX_NUMBER": "DE123456789", "SELLER_ADDRESS": "Lane 4",
            "ENABLE_VIES": "true", "VIES_API_BASE": vies.url}


class TaxNumbers(ShopCase):
    def setUp(self):
        self.vies = Vies(FRENCH)
        self.addCleanup(self.vies.stop)

    def german(self, **more):
        return self.own_shop(env={**german(self.vies), **more})

    def quote(self, api, book, status=200, **more):
        return api.post_json("/api/v1/quotes", {"items": [{"book": book["slug"]}], **more}, None, status).json()

    def test_a_confirmed_business_abroad_pays_without_tax_and_the_proof_is_kept(self):
        shop = self.german()
        api = self.api(shop)
        book = self.priced_book(api)
        price = cents(book["price"])
        quote = self.quote(api, book, country="FR", tax_number="fr xx 123456789")["quote"]
        self.assertEqual((quote["tax_treatment"], quote["tax_number"]), ("reverse_charge", "confirmed"))
        self.assertEqual(cents(quote["tax"]), 0)
        self.assertEqual(cents(quote["total"]), price - held(price, 550), "what the price held is not charged")
        self.assertEqual(self.vies.asked[0], {"countryCode": "FR", "vatNumber": "XX123456789",
                                              "requesterMemberStateCode": "DE", "requesterNumber": "123456789"})
        request = {"items": [{"book": book["slug"]}], "method": "sandbox", "country": "FR", "tax_number": FRENCH}
        self.assert_problem(api.post_json("/api/v1/orders", request, free_key()), 400, "name_needed")
        order = self.place(api, book, country="FR", tax_number=FRENCH, receipt_name="SARL Lune")
        self.assertEqual(len(self.vies.asked), 1, "it was asked a moment ago")
        self.act(shop, order)
        order = self.order(api, order)
        self.assertEqual((order["state"], order["tax_treatment"]), ("fulfilled", "reverse_charge"))
        shown = shop.json("order", "show", order["reference"])
        self.assertEqual(shown["tax_number"]["reference"], "WAPIAAAA0001")
        self.assertEqual(shown["tax_number"]["number"], FRENCH)
        self.assert_kept_nowhere(shop, FRENCH, FRENCH[2:], "SARL Lune", seen=order["reference"])
        browser = shop.client()
        invoice = browser.submit(browser.get("/orders/" + order["token"]).page.form_to("/invoice"), {})
        self.assertIn("SARL Lune", invoice.page.text, "whom the receipt names")
        self.assertIn("Reverse charge", invoice.page.text)
        self.assertIn("VAT number " + FRENCH, invoice.page.text)
        self.assert_ledger_is_clean(shop)

    def test_without_a_clear_yes_tax_is_charged_and_said(self):
        shop = self.german()
        api = self.api(shop)
        book = self.priced_book(api)
        price = cents(book["price"])
        for mode in ("unavailable", "down", "page", "no_reference", "another"):
            self.vies.mode = mode
            quote = self.quote(api, book, country="FR", tax_number=FRENCH)["quote"]
            self.assertEqual((quote["tax_treatment"], quote["tax_number"]), ("taxed", "no_answer"), mode)
            self.assertEqual(cents(quote["tax"]), held(price, 550), mode)
        self.vies.mode = "ok"
        quote = self.quote(api, book, country="FR", tax_number=NOBODYS)["quote"]
        self.assertEqual((quote["tax_treatment"], quote["tax_number"]), ("taxed", "unknown"))
        for number, reason in (("FR12", "tax_number_form"), ("DE123456789", "tax_number_country")):
            refused = self.quote(api, book, status=400, country="FR", tax_number=number)
            self.assertEqual(refused["reason"], reason)
        # At home a number changes nothing, and nobody is asked.
        asked = len(self.vies.asked)
        quote = self.quote(api, book, country="DE", tax_number="DE999999999")["quote"]
        self.assertEqual((quote["tax_treatment"], quote["tax_number"]), ("taxed", "none"))
        self.assertEqual(len(self.vies.asked), asked)

    def test_the_page_says_what_became_of_the_number(self):
        shop = self.german()
        browser, api = shop.client(), self.api(shop)
        book = self.priced_book(api)
        price = cents(book["price"])
        checkout = browser.get("/checkout?book=" + book["slug"])
        self.vies.mode = "unavailable"
        checkout = browser.submit(checkout.page.form_to("/checkout/place"), {"country": "FR", "tax_number": FRENCH})
        self.assertIn("no answer about this VAT number", checkout.page.text)
        self.assertIn("VAT 5.5 % (France), included", checkout.page.text)
        self.vies.mode = "ok"
        wrong = browser.submit(checkout.page.form_to("/checkout/place"), {"country": "FR", "tax_number": "FR1"}, status=422)
        self.assertIn("no VAT number", wrong.page.text)
        checkout = browser.submit(wrong.page.form_to("/checkout/place"), {"country": "FR", "tax_number": FRENCH})
        self.assertIn("VAT not charged: reverse charge", checkout.page.text)
        total = price - held(price, 550)
        self.assertIn(f"${total / 100:.2f}", checkout.page.text)
        form = checkout.page.forms_to("/checkout")[0]
        nameless = browser.submit(form, {"method": "sandbox", "receipt_name": " "}, status=422)
        self.assertIn("has to name its buyer", nameless.page.text)
        form = nameless.page.forms_to("/checkout")[0]
        counter = browser.submit(form, {"method": "sandbox", "receipt_name": "SARL Lune"})
        order = self.press(browser, counter, "pay")
        self.assertIn("VAT not charged: reverse charge", order.page.text)
        self.assert_ledger_is_clean(shop)

    def test_a_number_that_is_typed_and_not_applied_counts_when_it_is_sent_with_the_payment(self):
        shop = self.german()
        browser, api = shop.client(), self.api(shop)
        book = self.priced_book(api)
        checkout = browser.get("/checkout?book=" + book["slug"])
        checkout = browser.submit(checkout.page.form_to("/checkout/place"), {"country": "FR"})
        pay = {"method": "sandbox", "receipt_name": "Ada Lovelace"}
        wrong = browser.submit(checkout.page.form_to("/checkout"), {**pay, "tax_number": "FR1"}, status=422)
        self.assertIn("no VAT number", wrong.page.text)
        self.assertEqual(wrong.page.form_to("/checkout").field("tax_number"), "FR1", "what was typed stays")
        self.assertEqual(wrong.page.form_to("/checkout").field("receipt_name"), "Ada Lovelace")
        again = browser.submit(wrong.page.form_to("/checkout"), {**pay, "tax_number": FRENCH}, status=422)
        self.assertIn("The total has changed by what you typed", again.page.text)
        self.assertIn("VAT not charged: reverse charge", again.page.text)
        counter = browser.submit(again.page.form_to("/checkout"), pay)
        order = self.press(browser, counter, "pay")
        self.assertIn("VAT not charged: reverse charge", order.page.text)
        self.assert_ledger_is_clean(shop)

    def test_a_shop_without_the_service_charges_tax(self):
        shop = self.german(ENABLE_VIES="false")
        api = self.api(shop)
        quote = self.quote(api, self.priced_book(api), country="FR", tax_number=FRENCH)["quote"]
        self.assertEqual((quote["tax_treatment"], quote["tax_number"]), ("taxed", "no_answer"))
        self.assertEqual(self.vies.asked, [])
        checkout = shop.client().get("/checkout?book=" + self.priced_book(api)["slug"])
        self.assertNotIn("tax_number", checkout.page.form_to("/checkout/place").names())


if __name__ == "__main__":
    unittest.main()
