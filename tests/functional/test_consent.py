"""Delivery at once is asked for where somebody pays, and stands in the order with its words and its time."""

from harness import ShopCase, free_key
from harness.spec import SPEC

WORDS = "I know that my right to withdraw ends with the delivery."


class Consent(ShopCase):
    def setUp(self):
        self.client = self.api()
        self.book = self.priced_book(self.client)

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
        self.assertEqual(seen["consent"], {"text": 1, "at": seen["created_at"]})
        receipt = self.client.get(f"/api/v1/orders/{token}/receipt").json()["receipt"]
        self.assertEqual(receipt["consent"], seen["consent"])

    def test_without_it_nothing_is_ordered_and_what_was_typed_stays(self):
        browser = self.shop.client()
        orders = self.shop.json("order", "list")["total"]
        for answer in ("", "0", "2", "yes", "1 "):
            with self.subTest(answer=answer):
                form = self.checkout(browser, self.book).page.form_to("/checkout")
                fields = [(name, value) for name, value in form.fields_to_send(
                    {"method": "sandbox", "receipt_name": "Ada Buyer"}) if name != "consent"]
                refused = browser.post_form("/checkout", fields + ([("consent", answer)] if answer else []))
                self.assertEqual(refused.status, 422)
                self.assertIn("Please tick that you want to be delivered at once", refused.page.text)
                self.assertEqual(refused.page.form_to("/checkout").field("receipt_name"), "Ada Buyer")
        self.assertEqual(self.shop.json("order", "list")["total"], orders)

    def test_a_free_book_is_had_without_being_asked(self):
        browser = self.shop.client()
        page = self.checkout(browser, self.free_book(self.client)).page
        self.assertNotIn("consent", page.form_to("/checkout").names())
        order = browser.submit(page.form_to("/checkout"))
        seen = self.client.get("/api/v1/orders/" + order.path.split("/")[2]).json()["order"]
        self.assertIsNone(seen["consent"])
        self.assertNotIn("Delivery at once", order.page.text)

    def test_a_program_says_which_words_its_buyer_agreed_to(self):
        words = SPEC.document["components"]["schemas"]["OrderRequest"]["properties"]["consent_text"]["description"]
        self.assertIn(WORDS, words)
        agreed = self.place(self.client, self.book, consent_text=1)
        self.assertEqual(agreed["consent"], {"text": 1, "at": agreed["created_at"]})
        self.assertIsNone(self.place(self.client, self.book)["consent"])
        self.assertIsNone(self.place(self.client, self.free_book(self.client), consent_text=1)["consent"])
        request = {"items": [{"book": self.book["slug"]}], "method": "sandbox", "consent_text": 7}
        self.assert_problem(self.client.post_json("/api/v1/orders", request, free_key()), 400, "consent")
        for wrong in (0, -1, "1", True, 1001):
            request["consent_text"] = wrong
            answer = self.client.post_json("/api/v1/orders", request, free_key())
            self.assertEqual(answer.status, 400, wrong)
            self.assertIn("/consent_text", [one.get("pointer") for one in answer.json()["errors"]])

    def test_the_same_key_with_another_word_is_another_request(self):
        key = free_key()
        self.place(self.client, self.book, key=key, consent_text=1)
        request = {"items": [{"book": self.book["slug"]}], "method": "sandbox"}
        self.assert_problem(self.client.post_json("/api/v1/orders", request, key), 409, "idempotency_key_reused")
