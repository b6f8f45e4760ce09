"""Delivery at once is asked for where somebody pays, and stands in the order with its words and its time."""

import time

from harness import ShopCase, free_key
from harness.spec import SPEC

WORDS = "I know that my right to withdraw ends with the delivery."
NOW = 3  # the version of the words of a delivery at once
LATER = "Deliver on the day of release. Where that day comes before my 14 days to withdraw from this purchase are over"


class Consent(ShopCase):
    def setUp(self):
        self.client = self.api()
        self.book = self.priced_book(self.client)

    def evidence(self, order):
        """The words of the page; what it says of consent as data is checked on the way."""
        said = self.shop.json("order", "evidence", order["reference"])
        self.assertIsNone(said["consent"])
        return said["html"]

    def checkout(self, browser, book):
        return browser.get(f"/checkout?book={book['slug']}")

    def test_a_buyer_who_pays_is_asked_and_the_order_says_what_was_agreed_to(self):
        browser = self.shop.client()
        page = self.checkout(browser, self.book).page
        self.assertIn(WORDS, page.text)
        box = next(attributes for tag, attributes in page.tags if attributes.get("id") == "consent")
        self.assertEqual((box["type"], "required" in box, "checked" in box), ("checkbox", True, False))
        counter = browser.submit(page.form_to("/checkout"), {"method": "sandbox"})
        order = self.press(browser, counter, "pay")
        self.assertIn("Delivery at once Agreed to on", order.page.text)
        self.assertIn("You asked to be delivered at once", order.page.text)
        self.assertIn("Agreed to on", browser.get(order.path + "/receipt").page.text)
        token = order.path.split("/")[2]
        seen = self.client.get("/api/v1/orders/" + token).json()["order"]
        self.assertEqual(seen["consent"], {"text": NOW, "at": seen["created_at"], "delivery": "at_once"})
        receipt = self.client.get(f"/api/v1/orders/{token}/receipt").json()["receipt"]
        self.assertEqual(receipt["consent"], seen["consent"])
        evidence = self.shop.json("order", "evidence", seen["reference"])
        self.assertEqual(evidence["consent"], seen["consent"])
        self.assertIn(f"The buyer asked to be delivered at once and knew that the right to withdraw ends with it "
                      f"({seen['created_at']}, version {NOW} of the words)", evidence["html"])

    def test_without_it_nothing_is_ordered_and_what_was_typed_stays(self):
        browser = self.shop.client()
        orders = self.shop.json("order", "list")["total"]
        for answer in ("", "0", "1", "2", "yes", "3 "):
            with self.subTest(answer=answer):
                form = self.checkout(browser, self.book).page.form_to("/checkout")
                fields = [(name, value) for name, value in form.fields_to_send(
                    {"method": "sandbox", "receipt_name": "Ada Buyer"}) if name != "consent"]
                refused = browser.post_form("/checkout", fields + ([("consent", answer)] if answer else []))
                self.assertEqual(refused.status, 422)
                self.assertIn("Please agree to the delivery", refused.page.text)
                self.assertEqual(refused.page.form_to("/checkout").field("receipt_name"), "Ada Buyer")
        self.assertEqual(self.shop.json("order", "list")["total"], orders)

    def test_a_free_book_is_had_without_being_asked(self):
        browser = self.shop.client()
        page = self.checkout(browser, self.free_book(self.client)).page
        self.assertNotIn("consent", page.form_to("/checkout").names())
        order = browser.submit(page.form_to("/checkout"))
        seen = self.client.get("/api/v1/orders/" + order.path.split("/")[2]).json()["order"]
        self.assertIsNone(seen["consent"])
        self.assertIn("Nothing was to be paid, so no consent to immediate delivery was asked for.", self.evidence(seen))
        self.assertNotIn("Delivery at once", order.page.text)

    def test_a_program_says_which_words_its_buyer_agreed_to(self):
        words = SPEC.document["components"]["schemas"]["OrderRequest"]["properties"]["consent_text"]["description"]
        self.assertIn(WORDS, words)
        self.assertIn(LATER, words)
        agreed = self.place(self.client, self.book, consent_text=NOW)
        self.assertEqual(agreed["consent"], {"text": NOW, "at": agreed["created_at"], "delivery": "at_once"})
        self.assertIsNone(self.place(self.client, self.book)["consent"])
        self.assertIsNone(self.place(self.client, self.free_book(self.client), consent_text=NOW)["consent"])
        request = {"items": [{"book": self.book["slug"]}], "method": "sandbox", "consent_text": 7}
        self.assert_problem(self.client.post_json("/api/v1/orders", request, free_key()), 400, "consent")
        for wrong in (0, -1, "1", True, 1001):
            request["consent_text"] = wrong
            answer = self.client.post_json("/api/v1/orders", request, free_key())
            self.assertEqual(answer.status, 400, wrong)
            self.assertIn("/consent_text", [one.get("pointer") for one in answer.json()["errors"]])

    def due(self, api, *books):
        request = {"items": [{"book": book["slug"]} for book in books]}
        return api.post_json("/api/v1/quotes", request, None, 200).json()["quote"]["consent_text"]

    def test_where_nothing_is_there_at_once_nobody_is_asked_whether_they_want_it_so(self):
        shop = self.own_shop()
        api, browser = self.api(shop), shop.client()
        coming, there = self.priced_book(api), self.priced_book(api, 1)
        shop.json("book", "dates", coming["slug"], "--release", "2099-03-01")
        self.assertEqual([self.due(api, there), self.due(api, coming), self.due(api, coming, there)], [NOW, 2, NOW])
        self.assertIsNone(self.due(api, self.free_book(api)))
        page = self.checkout(browser, coming).page
        self.assertIn(LATER, page.text)
        self.assertNotIn("Deliver at once", page.text)
        self.assertIn(f"Nothing is delivered before its day: {coming['title']} (1 March 2099).", page.text)
        form = page.form_to("/checkout")
        self.assertEqual(form.field("consent"), "2")
        wrong = browser.post_form("/checkout", [(name, str(NOW) if name == "consent" else value)
                                                for name, value in form.fields_to_send({"method": "sandbox"})])
        self.assertEqual(wrong.status, 422, "the words of another delivery")
        counter = browser.submit(page.form_to("/checkout"), {"method": "sandbox"})
        order = self.press(browser, counter, "pay")
        self.assertIn("Delivery on the day of release Agreed to on", order.page.text)
        self.assertIn("You agreed to be delivered on the day of release", order.page.text)
        self.assertNotIn("elivered at once", order.page.text)
        self.assertIn("Delivery on the day of release", browser.get(order.path + "/receipt").page.text)
        seen = api.get("/api/v1/orders/" + order.path.split("/")[2]).json()["order"]
        self.assertEqual(seen["consent"], {"text": 2, "at": seen["created_at"], "delivery": "on_release"})
        evidence = shop.run("order", "evidence", seen["reference"]).stdout
        self.assertIn("The buyer agreed to be delivered on the day of release", evidence)
        request = {"items": [{"book": coming["slug"]}], "method": "sandbox", "consent_text": NOW}
        self.assert_problem(api.post_json("/api/v1/orders", request, free_key()), 400, "consent")
        self.assertEqual(self.place(api, coming, consent_text=2)["consent"]["text"], 2)

    def test_of_a_mixed_cart_it_is_said_what_comes_at_once_and_what_later(self):
        shop = self.own_shop()
        api, browser = self.api(shop), shop.client()
        coming, there = self.priced_book(api), self.priced_book(api, 1)
        shop.json("book", "dates", coming["slug"], "--release", "2099-03-01")
        for book in (coming, there):
            self.put_in_cart(browser, book["slug"])
        page = browser.get("/checkout").page
        self.assertEqual(page.form_to("/checkout").field("consent"), str(NOW))
        self.assertIn(f"What comes out later is delivered on its day: {coming['title']} (1 March 2099). "
                      "Until then your 14 days stay as they are.", page.text)
        self.assertNotIn(there["title"] + " (1 March 2099)", page.text)

    def test_the_evidence_says_that_none_was_given_where_a_program_did_not_ask(self):
        order = self.place(self.client, self.book)
        self.assertIsNone(order["consent"])
        self.assertIn("No consent to immediate delivery was given.", self.evidence(order))

    def test_the_same_key_with_another_word_is_another_request(self):
        key = free_key()
        self.place(self.client, self.book, key=key, consent_text=NOW)
        request = {"items": [{"book": self.book["slug"]}], "method": "sandbox"}
        self.assert_problem(self.client.post_json("/api/v1/orders", request, key), 409, "idempotency_key_reused")

    def test_a_gift_is_agreed_to_be_delivered_when_it_is_claimed(self):
        shop = self.own_shop()
        api, browser = self.api(shop), shop.client()
        book = self.priced_book(api)
        page = browser.get(f"/checkout?book={book['slug']}").page
        self.assertIn("Deliver at once; a gift, as soon as it is claimed.", page.text)
        day = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 40 * 24 * 3600))
        counter = browser.submit(page.form_to("/checkout"), {"method": "sandbox", "gift_name": "Ada", "gift_day": day})
        order = self.press(browser, counter, "pay")
        self.assertIn("Delivery when the gift is claimed Agreed to on", order.page.text)
        self.assertIn("You agreed that the gift is delivered when it is claimed", order.page.text)
        self.assertNotIn("elivered at once", order.page.text)
        self.assertNotIn("Delivery at once", order.page.text)
        seen = api.get("/api/v1/orders/" + order.path.split("/")[2]).json()["order"]
        self.assertEqual(seen["consent"], {"text": NOW, "at": seen["created_at"], "delivery": "on_claim"})
        self.assertIn("The buyer agreed that the gift is delivered when it is claimed",
                      shop.run("order", "evidence", seen["reference"]).stdout)
