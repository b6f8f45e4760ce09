"""A program buys a book through the API; every answer is checked against openapi.json on the way."""

import hashlib
import json
import re
from urllib.parse import quote as encoded

from corpus.good import good_cases
from harness import SPEC, Shop, ShopCase, free_key, fresh_folder
from harness.case import token_in


class ApiPurchase(ShopCase):
    def test_from_a_quote_to_the_file(self):
        api = self.api()
        book = self.priced_book(api)
        quote = api.post_json("/api/v1/quotes", {"items": [{"offer_id": book["offer_id"]}]}, status=200).json()["quote"]
        self.assertEqual(quote["total"], book["price"])
        key = free_key()
        request = {"items": [{"book": book["id"]}], "method": "sandbox", "receipt_name": "Inés 書店", "locale": "pt-BR"}
        placed = api.post_json("/api/v1/orders", request, key, 201)
        order = placed.json()["order"]
        self.assertEqual(placed.header("location"), "/api/v1/orders/" + order["token"])
        self.assertEqual((order["state"], order["total"], order["receipt_name"]), ("open", book["price"], "Inés 書店"))
        self.assertEqual(order["lines"][0]["downloads"], [])
        self.assertTrue(order["sandbox"])
        self.act(self.shop, order)
        order = self.order(api, order)
        self.assertEqual((order["state"], order["captured"], order["pay_url"]), ("fulfilled", book["price"], None))
        self.assertEqual(order["refund_due"]["amount"], "0")
        download = order["lines"][0]["downloads"][0]
        self.assertEqual((download["uses_left"], download["refusal"]), (5, None))
        started = self.start_download(api, order, download)
        file = api.get(started["url"])
        self.assertEqual(hashlib.sha256(file.body).hexdigest(), download["sha256"])
        self.assertEqual(len(file.body), download["size"])
        after = self.order(api, order)["lines"][0]["downloads"][0]
        self.assertEqual(after["uses_left"], 4)
        again = api.post_json("/api/v1/orders", request, key, 201).json()["order"]
        self.assertEqual(again["id"], order["id"])

    def test_the_order_page_and_the_api_open_with_one_token(self):
        api = self.api()
        order = self.buy(self.shop, api, self.priced_book(api))
        page = self.shop.client().get(order["url"])
        self.assertIn(order["reference"], page.page.text)
        self.assertEqual(token_in(page.url), order["token"])

    def test_a_free_order_is_fulfilled_at_once(self):
        api = self.api()
        order = api.post_json("/api/v1/orders", {"items": [{"book": self.free_book(api)["slug"]}]}, free_key(),
                              201).json()["order"]
        self.assertEqual((order["state"], order["attempts"], order["sandbox"]), ("fulfilled", [], False))
        self.assertEqual(len(order["lines"][0]["downloads"]), 1)

    def test_what_was_to_be_paid_with_play_money_is_not_offered_when_that_has_ended(self):
        shop = Shop(is_demo=False).start()  # a demonstration takes no live key
        self.addCleanup(self.end, shop)
        book = fresh_folder("book") / "book.epub"
        book.write_bytes(next(iter(good_cases())).bytes)
        shop.json("import", book, "--price", "4.99")
        api = self.api(shop)
        order = self.place(api, self.priced_book(api))
        self.assertIn("/sandbox/", order["pay_url"])
        public = {"NODE_URL": "https://books.example", "TRUSTED_PROXIES": "127.0.0.1"}
        through = {"Host": "books.example", "X-Forwarded-Proto": "https"}
        cards = {**public, "ENABLE_STRIPE": "true", "STRIPE_WEBHOOK_SECRET": "whsec_" + "x" * 30, "STRIPE_API_BASE": "http://127.0.0.1:1"}
        for kind in ("live", "test"):
            shop.stop()
            shop.env.update(cards, STRIPE_SECRET_KEY=f"sk_{kind}_" + "x" * 30)
            shop.start()
            now = self.api(shop).get("/api/v1/orders/" + order["token"], through).json()["order"]
            self.assertEqual((now["state"], now["pay_url"], now["attempts"][0]["pay_url"]), ("open", None, None))
            page = shop.client().get("/orders/" + order["token"], through).page
            self.assertNotIn("/sandbox/", " ".join(page.addresses))
            # Test cards are no real money either, and can pay it; real money cannot.
            offered = any(form.action.endswith("/payments") for form in page.forms)
            self.assertEqual((offered, "Place it anew" in page.text), (kind == "test", kind == "live"))

    def test_the_receipt_is_a_file_that_says_what_was_bought(self):
        api = self.api()
        order = self.buy(self.shop, api, self.priced_book(api, 0), self.priced_book(api, 1))
        answer = api.get(f"/api/v1/orders/{order['token']}/receipt")
        self.assertIn(f"receipt-{order['reference']}.json", answer.header("content-disposition"))
        receipt = answer.json()["receipt"]
        self.assertEqual([line["title"] for line in receipt["lines"]], [line["title"] for line in order["lines"]])
        self.assertEqual(receipt["lines"][0]["files"][0]["sha256"], order["lines"][0]["downloads"][0]["sha256"])
        self.assertEqual((receipt["total"], receipt["order_url"]), (order["total"], order["url"]))

    def test_an_unpaid_order_can_be_given_up_and_taken_up_again(self):
        api = self.api()
        order = self.place(api, self.priced_book(api))
        path = f"/api/v1/orders/{order['token']}"
        self.assertEqual(api.post_json(path + "/cancel", b"", free_key(), 200).json()["order"]["state"], "cancelled")
        self.assertEqual(api.post_json(path + "/cancel", {}, free_key(), 200).json()["order"]["state"], "cancelled")
        order = self.buy(self.shop, api, self.priced_book(api))
        refused = api.post_json(f"/api/v1/orders/{order['token']}/cancel", {}, free_key())
        self.assert_problem(refused, 409, "already_paid")

    def test_a_paid_order_takes_no_further_attempt(self):
        api = self.api()
        order = self.buy(self.shop, api, self.priced_book(api))
        again = api.post_json(f"/api/v1/orders/{order['token']}/payments", {"method": "sandbox"}, free_key())
        self.assert_problem(again, 409, "already_paid")

    def test_mistakes_are_named_with_their_places(self):
        api = self.api()
        book = self.priced_book(api)["slug"]
        orders = "/api/v1/orders"
        unknown = api.post_json(orders, {"items": [{"book": book}, {"book": "no-such"}], "method": "sandbox"}, free_key())
        self.assert_problem(unknown, 404, "no_such_offer")
        self.assertEqual([one["pointer"] for one in unknown.json()["errors"]], ["/items/1"])
        method = api.post_json(orders, {"items": [{"book": book}], "method": "barter"}, free_key())
        self.assert_problem(method, 400, "method")
        twice = api.post_json(orders, {"items": [{"book": book}, {"book": book}], "method": "sandbox"}, free_key())
        self.assert_problem(twice, 400, "duplicate_offer")
        quoted = api.post_json("/api/v1/quotes", {"items": [{"book": book}, {"book": book}]})
        self.assert_problem(quoted, 400, "duplicate_offer")
        priced = api.post_json(orders, {"items": [{"book": book, "price": "1"}], "total": "1"}, free_key())
        self.assertEqual({one["pointer"] for one in self.assert_problem(priced, 400).json()["errors"]},
                         {"/items/0/price", "/total"})
        self.assert_problem(api.request("GET", "/api/v1/orders/" + "A" * 27), 404)


class ReadingApi(ShopCase):
    def test_the_document_served_is_the_one_in_the_tree(self):
        served = self.api().get("/api/openapi.json")
        self.assertEqual(json.loads(served.body), SPEC.document)
        self.assertEqual(self.api().request("GET", "/api/openapi.json", {"If-None-Match": served.header("etag")}).status,
                         304)

    def test_health_readiness_and_configuration(self):
        api = self.api()
        self.assertEqual(api.get("/api/health").json()["status"], "healthy")
        self.assertEqual(api.get("/api/ready").json()["status"], "ready")
        config = api.get("/api/config").json()
        self.assertEqual((config["paymentMode"], config["stripeEnabled"], config["cryptoEnabled"]),
                         ("primary", False, False))
        self.assertEqual([one["method"] for one in config["methods"]], ["sandbox"])
        self.assertTrue(config["sandbox"] and config["demo"])
        self.assertTrue(config["publicKey"])

    def test_the_catalogue_in_the_originals_shape(self):
        api = self.api()
        whole = api.get("/api/catalog?limit=100").json()
        self.assertEqual(whole["total"], len(whole["books"]))
        self.assertGreaterEqual(whole["total"], 40)
        first, second = (api.get(f"/api/catalog?limit=7&offset={offset}").json() for offset in (0, 7))
        self.assertEqual(first["books"] + second["books"], whole["books"][:14])
        book = next(one for one in whole["books"] if one["price"])
        self.assertEqual(round(book["price"] * 100), int(book["priceMoney"]["amount"]))
        cover = self.shop.client().get(book["coverImage"])
        self.assertEqual((cover.header("content-type"), cover.body[:3]), ("image/jpeg", b"\xff\xd8\xff"))
        self.assertEqual(self.shop.client().get(book["url"]).page.headings[0].strip(), book["title"])
        self.assertIn(book["title"], self.shop.client().get("/checkout?book=" + book["id"]).page.text)
        category = api.get("/api/catalog?category=" + book["category"].replace(" ", "%20").replace("&", "%26")).json()
        self.assertIn(book["id"], [one["id"] for one in category["books"]])
        self.assertTrue(all(book["category"] in one["categories"] for one in category["books"]))

    def test_search_in_the_originals_shape(self):
        api = self.api()
        book = api.get("/api/catalog?limit=1").json()["books"][0]
        found = api.get("/api/catalog/search?q=" + book["title"].replace(" ", "+")).json()
        self.assertEqual(found["books"][0]["id"], book["id"])
        self.assertGreaterEqual(found["total"], 1)
        self.assertEqual(api.get("/api/catalog/search?q=qqqqzzzzxxxx").json(),
                         {"books": [], "total": 0, "nextCursor": None})
        self.assertEqual(api.get("/api/catalog/search?q=").json()["total"], api.get("/api/catalog").json()["total"])

    def test_search_says_what_it_can_be_narrowed_to(self):
        api, browser = self.api(), self.shop.client()
        def found(query):
            return api.get("/api/v1/search?limit=100&q=" + query).json()
        whole = found("shop")
        self.assertEqual((whole["searched"], whole["loose"]), ("shop", False))
        for kind, facets in whole["facets"].items():
            self.assertTrue(facets, kind)
            for facet in facets[:3]:
                self.assertFalse(facet["estimate"], facet)
                narrowed = found(f"shop&{kind}={encoded(facet['value'])}")
                self.assertEqual((narrowed["total"], len(narrowed["books"])), (facet["count"], facet["count"]), (kind, facet))
                self.assertEqual(narrowed["facets"][kind], facets, "a facet is counted without what is chosen of it")
        author, price = whole["facets"]["author"][0]["value"], whole["facets"]["price"][-1]["value"]
        both = found(f"shop&author={author}&price={price}")
        self.assertEqual(next((one["count"] for one in found(f"shop&author={author}")["facets"]["price"] if one["value"] == price), 0), both["total"])
        amounts = [int(book["price"]["amount"]) for book in found("shop&sort=cheapest")["books"] if book["price"]]
        self.assertEqual(amounts, sorted(amounts))
        title = api.get("/api/v1/books?limit=1").json()["books"][0]["title"]
        typed = browser.get("/search/suggestions?q=" + encoded(title[:-1])).json()
        self.assertIn(title, [one["name"] for one in typed["items"]])
        self.assertTrue(typed["items"][-1]["path"].startswith("/search?q="))
        page = browser.get("/search?q=shop")
        self.assertIn(f"/search?q=shop&amp;author={author}", page.text)
        chosen = browser.get(f"/search?q=shop&author={author}").page
        self.assertIn("remove this filter", chosen.text)
        writer = next(one["authors"][0] for one in api.get("/api/v1/books").json()["books"] if one["authors"])
        named = browser.get("/search?q=" + encoded(writer)).page
        self.assertRegex(named.text, re.escape(writer) + r"\s+Author, \d+ book", "what a shelf is of stands beside its name, without scripts too")
        self.assertIn("Author, ", next(one["detail"] for one in browser.get("/search/suggestions?q=" + encoded(writer)).json()["items"]
                                       if one["kind"] == "shelf" and one["name"] == writer))
        slip = browser.get("/search?q=" + encoded(title.replace("e", "ee", 1)))
        self.assertIn(title, slip.page.text)

    def test_books_with_filters_and_one_book(self):
        api = self.api()
        free = api.get("/api/v1/books?free=true&limit=100").json()
        self.assertTrue(free["books"] and all(one["price"]["amount"] == "0" for one in free["books"]))
        titles = [one["title"] for one in api.get("/api/v1/books?sort=title&limit=100").json()["books"]]
        self.assertEqual(len(titles), len(set(titles)))
        language = free["books"][0]["language"]
        self.assertTrue(all(one["language"] == language
                            for one in api.get("/api/v1/books?language=" + language).json()["books"]))
        one = api.get("/api/v1/books/" + free["books"][0]["slug"]).json()["book"]
        self.assertTrue(one["offer"]["for_sale"])
        self.assertTrue(one["files"][0]["file_name"].endswith(".epub"))
        subject = one["subjects"][0]["slug"]
        self.assertIn(one["id"], [book["id"] for book in
                                  api.get("/api/v1/books?limit=100&subject=" + subject).json()["books"]])
        self.assert_problem(api.request("GET", "/api/v1/books/no-such-book"), 404)

    def test_wrong_windows_are_refused_by_name(self):
        api = self.api()
        for query in ("limit=0", "limit=101", "limit=x", "limit=1.5", "offset=-1", "limit=", "limit=1e2", "offset=99999999"):
            for path in ("/api/catalog", "/api/catalog/search", "/api/v1/books"):
                answer = self.assert_problem(api.request("GET", f"{path}?{query}"), 400)
                self.assertEqual(answer.json()["errors"][0]["parameter"], query.split("=")[0])
        self.assert_problem(api.request("GET", "/api/v1/books?sort=price"), 400)

    def test_reading_is_conditional_and_has_heads(self):
        api = self.api()
        for path in ("/api/catalog", "/api/v1/books", "/api/v1/books/" + self.priced_book(api)["slug"]):
            whole = api.get(path)
            self.assertEqual(api.request("GET", path, {"If-None-Match": whole.header("etag")}).status, 304)
            head = api.head(path)
            self.assertEqual((head.status, head.header("content-length")), (200, str(len(whole.body))))
            packed = api.request("GET", path, {"Accept-Encoding": "gzip"})
            self.assertEqual(packed.body, whole.body)

    def test_other_origins_may_read_the_catalogue_and_nothing_of_orders(self):
        api = self.api()
        other = {"Origin": "https://reader.example", "Sec-Fetch-Site": "cross-site"}
        self.assertEqual(api.request("GET", "/api/catalog", other).header("access-control-allow-origin"), "*")
        order = self.place(api, self.priced_book(api))
        answer = api.request("GET", "/api/v1/orders/" + order["token"], other)
        self.assertIsNone(answer.header("access-control-allow-origin"))
        self.assertEqual(answer.header("cache-control"), "no-store")

    def test_other_methods_and_addresses_get_problem_documents(self):
        api = self.api()
        for method, path in (("DELETE", "/api/v1/orders"), ("PUT", "/api/catalog"), ("POST", "/api/health")):
            answer = api.request(method, path, {"Content-Type": "application/json"})
            self.assertEqual(answer.status, 405, answer)
        self.assert_problem(api.request("GET", "/api/nothing/here"), 404)
        self.assert_problem(api.request("GET", "/api/v1"), 404)
