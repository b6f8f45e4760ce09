"""Which book is meant: the same names for a buyer's page, a program and the operator's commands."""

import re

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

    def test_a_hidden_book_is_answered_as_one_that_was_never_there(self):
        shop = self.own_shop()
        api, browser = self.api(shop), shop.client()
        book = self.priced_book(api)
        key = free_key()
        request = {"items": [{"book": book["slug"]}], "method": "sandbox"}
        before = api.post_json("/api/v1/orders", request, key, 201).json()["order"]
        browser.submit(browser.get("/books/" + book["slug"]).page.form_to("/cart/add"))
        adding = browser.get("/books/" + book["slug"]).page.form_to("/cart/add")
        used = free_key()  # for another order, so that it stands for no other
        self.place(api, self.priced_book(api, 1), key=used)
        shop.json("book", "hide", book["slug"])

        def said(name):  # to a stranger, of whom the answer shows nothing but the name itself
            stranger = shop.client()
            fields = {**dict(adding.fields_to_send({})), "book": name}
            pages = [stranger.send("GET", f"/checkout?book={name}"), stranger.post_form("/cart/add", fields)]
            problems = [self.quote(api, name), api.post_json("/api/v1/orders", {**request, "items": [{"book": name}, {"book": "no-such"}]}, free_key()),
                        api.post_json("/api/v1/orders", {**request, "items": [{"book": name}]}, used)]
            for wrong in ({}, {"email": "ada@example.org"}, {"gift": {"name": "Ada", "email": "ada@example.org"}}, {"method": "no-such"}, {"coupon": "NO-SUCH"},
                          {"country": "AQ"}, {"tell_of_versions": True}, {"items": [{"book": name}, {"book": name}]}):
                problems.append(api.post_json("/api/v1/orders", {**request, "items": [{"book": name}], **wrong}, free_key()))
            for one in problems:
                self.assert_problem(one, 404, "no_such_offer")
            for one in pages + problems:
                self.assertNotIn(book["title"], one.text)
            self.assertEqual([one.status for one in pages], [404, 400 if name == book["slug"] else 404], "the cart takes ids alone")
            return [re.sub(r'"instance":"[^"]*"', "", one.text) for one in problems]

        other = book["offer_id"][:-1] + ("0" if book["offer_id"][-1] != "0" else "1")
        for name in (book["slug"], book["id"], book["offer_id"]):
            with self.subTest(name=name):
                self.assertEqual(said(name), said(other))
                self.assertFalse(shop.json("book", "show", name)["listed"])
        again = api.post_json("/api/v1/orders", request, key, 201).json()["order"]
        self.assertEqual(again["id"], before["id"], "what was ordered before it was hidden is answered as before")
        cart = browser.get("/cart").page
        self.assertIn(book["title"], cart.text, "who had it in the cart is told which one left")

    @staticmethod
    def quote(api, name):
        return api.post_json("/api/v1/quotes", {"items": [{"book": name}]})
