"""Which book is meant: the same names for a buyer's page, a program and the operator's commands."""

from harness import ShopCase, free_key


class BookNames(ShopCase):
    def test_slug_work_and_offer_mean_one_book_everywhere(self):
        api, browser = self.api(), self.shop.client()
        book = self.priced_book(api)
        for name in (book["slug"], book["id"], book["offer_id"]):
            with self.subTest(name=name):
                line = self.quote(api, name).json()["quote"]["lines"][0]
                self.assertEqual((line["offer_id"], line["price"]), (book["offer_id"], book["price"]))
                self.assertIn(book["title"], browser.get(f"/checkout?book={name}").page.text)
                self.assertEqual(self.shop.json("book", "show", name)["slug"], book["slug"])

    def test_an_offer_id_is_an_offer_and_nothing_else(self):
        api = self.api()
        book = self.priced_book(api)
        for name in (book["slug"], book["id"]):
            answer = api.post_json("/api/v1/quotes", {"items": [{"offer_id": name}]})
            self.assert_problem(answer, 404, "no_such_offer")

    def test_what_names_no_book_is_not_found_everywhere(self):
        api = self.api()
        for name in ("no-such-book", "aaaa_" + "0" * 26):
            self.assert_problem(self.quote(api, name), 404, "no_such_offer")
            self.assertEqual(self.shop.client().request("GET", f"/checkout?book={name}").status, 404)
            self.assertEqual(self.shop.run("book", "show", name).returncode, 3)

    def test_a_hidden_book_is_known_and_not_for_sale_everywhere(self):
        shop = self.own_shop()
        api = self.api(shop)
        book = self.priced_book(api)
        key = free_key()
        request = {"items": [{"book": book["slug"]}], "method": "sandbox"}
        before = api.post_json("/api/v1/orders", request, key, 201).json()["order"]
        shop.json("book", "hide", book["slug"])
        for name in (book["slug"], book["id"], book["offer_id"]):
            with self.subTest(name=name):
                self.assert_problem(self.quote(api, name), 409, "not_for_sale")
                self.assertEqual(shop.client().request("GET", f"/checkout?book={name}").status, 409)
                self.assertFalse(shop.json("book", "show", name)["listed"])
        again = api.post_json("/api/v1/orders", request, key, 201).json()["order"]
        self.assertEqual(again["id"], before["id"], "what was ordered before it was hidden is answered as before")

    @staticmethod
    def quote(api, name):
        return api.post_json("/api/v1/quotes", {"items": [{"book": name}]})
