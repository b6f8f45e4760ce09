"""The read shapes of the marketplace that this shop takes the place of: brands, books, search and products."""

import unittest

from corpus.book import epub, metadata, package
from harness import Shop, ShopCase, fresh_folder


class Shapes(ShopCase):
    def setUp(self):
        self.own = Shop(is_demo=False).start()
        self.addCleanup(self.end, self.own)
        folder = fresh_folder("brands")
        publishers = ["Night Press"] * 3 + ["night press", "Dåg & Co", ""]
        for number, publisher in enumerate(publishers):
            more = f"<dc:publisher>{publisher.replace('&', '&amp;')}</dc:publisher><dc:subject>Subject {number % 2}</dc:subject>"
            book = metadata(f"Book {number}", identifier=f"urn:x:{number}", more=more if publisher else "")
            (folder / f"{number}.epub").write_bytes(epub(package(book)))
        self.own.json("import", folder, "--price", "19.90")

    def pages(self, path):
        """All pages by the cursor that each names; every answer is judged by the document on its way in."""
        api, found, cursor = self.api(self.own), [], ""
        while cursor is not None:
            page = api.get(path + ("&" if "?" in path else "?") + f"limit=2&cursor={cursor}").json()
            found += page.get("data") or page.get("products") or page.get("books") or []
            cursor = page.get("nextCursor", page.get("next_cursor"))
        return found

    def test_publishers_are_brands_with_their_books(self):
        api = self.api(self.own)
        answer = api.get("/api/brands").json()
        brands = {one["name"]: one for one in answer["brands"]}
        self.assertEqual((answer["success"], answer["count"], len(brands)), (True, 3, 3))
        self.assertEqual({one["id"] for one in answer["brands"]}, {"night-press", "night-press-2", "dag-co"})
        self.assertEqual((brands["Night Press"]["bookCount"], brands["Night Press"]["active"]), (3, True))
        for brand in answer["brands"]:
            books = api.get(f"/api/books?brand={brand['id']}").json()
            self.assertEqual(books["total"], brand["bookCount"])
            for book in books["data"]:
                self.assertEqual((book["brand"], book["brandName"]), (brand["id"], brand["name"]))
        for wrong in ("/api/books?brand=nobody", "/api/books?brand=Night%20Press"):
            self.assert_problem(api.request("GET", wrong), 404, "no_such_brand")

    def test_books_and_products_have_prices_as_numbers_beside_the_money(self):
        api = self.api(self.own)
        for path, key in (("/api/books", "data"), ("/api/storefront/catalog", "products"), ("/api/search?q=book", "results")):
            answer = api.get(path)
            self.assertIn('"price":19.90,', answer.text, "written from the integer")
            for book in answer.json()[key]:
                self.assertEqual(book["priceMoney"], {"amount": "1990", "currency": "USD"})
                self.assertEqual(book["currency"], "USD")
        slug = api.get("/api/books").json()["data"][0]["slug"]
        self.own.json("book", "price", slug, "0.07")
        self.assertIn('"price":0.07,', api.get("/api/books").text)
        self.own.json("book", "price", slug, "99999999.99")
        self.assertIn('"price":99999999.99,', api.get("/api/books").text, "no floating point number was in between")

    def test_cursors_leave_nothing_out(self):
        for path in ("/api/books", "/api/storefront/catalog", "/api/catalog", "/api/v1/books", "/api/v1/books?sort=title"):
            found = self.pages(path)
            titles = [book["title"] for book in found]
            self.assertEqual(sorted(titles), [f"Book {number}" for number in range(6)], path)
        for path in ("/api/books?cursor=x", "/api/v1/books?cursor=t.YQ.YQ", "/api/v1/books?sort=title&cursor=m.1.YQ"):
            self.assert_problem(self.api(self.own).request("GET", path), 400, "cursor")

    def test_search_says_how_many_and_wants_words(self):
        api = self.api(self.own)
        answer = api.get("/api/search?q=book&limit=2").json()
        self.assertEqual((answer["success"], answer["query"], answer["count"], len(answer["results"])), (True, "book", 6, 2))
        self.assertEqual(api.get("/api/search?q=zzzz").json()["results"], [])
        for path, hits in (("/api/search", "results"), ("/api/catalog/search", "books"), ("/api/v1/search", "books")):
            forgiven, loose = (api.get(f"{path}?q={words}").json() for words in ("subjcet", "book+zzzz+subject"))
            self.assertEqual((len(forgiven[hits]), forgiven["searched"]), (5, "subject"), path)
            self.assertEqual((bool(loose[hits]), loose["loose"]), (True, True), path)
        self.assertFalse({"searched", "loose"} & set(answer), "nothing was forgiven")
        for path in ("/api/search", "/api/search?q=", "/api/search?q=%20"):
            self.assert_problem(api.request("GET", path), 400, "request")

    def test_products_are_of_the_shop_and_of_a_category(self):
        api = self.api(self.own)
        catalog = api.get("/api/storefront/catalog").json()
        self.assertEqual((catalog["total"], catalog["categories"], catalog["btcUsdRate"]), (6, ["Subject 0", "Subject 1"], None))
        product = next(one for one in catalog["products"] if one["title"] == "Book 0")
        self.assertEqual((product["id"], product["fulfillment"], product["digitalAssetUrl"], product["active"]),
                         ("night-press:book-0", "digital", None, True))
        for category in ("subject-1", "Subject%201"):
            found = api.get("/api/storefront/catalog/" + category).json()
            self.assertEqual(sorted(one["title"] for one in found["products"]), ["Book 1", "Book 3"])
        self.assert_problem(api.request("GET", "/api/storefront/catalog/none"), 404, "no_such_subject")
        unnamed = next(one for one in catalog["products"] if one["title"] == "Book 5")
        self.assertEqual((unnamed["id"], unnamed["metadata"]["brandId"]), ("books:book-5", ""))

    def test_a_hidden_book_is_of_no_brand(self):
        api = self.api(self.own)
        slug = api.get("/api/books?brand=dag-co").json()["data"][0]["slug"]
        self.own.json("book", "hide", slug)
        self.assertEqual({one["id"] for one in api.get("/api/brands").json()["brands"]}, {"night-press", "night-press-2"})
        self.assert_problem(api.request("GET", "/api/books?brand=dag-co"), 404, "no_such_brand")
        self.own.json("book", "publish", slug)
        self.assertEqual(api.get("/api/books?brand=dag-co").json()["total"], 1)


class ReferencePages(ShopCase):
    def test_the_document_is_read_as_pages_without_scripts(self):
        browser = self.shop.client()
        index = browser.get("/api")
        spec = self.api().get("/api/openapi.json").json()
        self.assertEqual(index.text.count("<script"), index.text.count('<script src="/assets/find.'), "the search field's alone")
        chapters = sorted({one.split("#")[0] for one, _ in index.page.links if one.startswith("/api-reference/")})
        self.assertGreater(len(chapters), 8)
        pages = {path: browser.get(path) for path in chapters}
        for path, page in pages.items():
            self.assertLess(len(page.body), 100_000, path)
            self.assertEqual(page.text.count("<script"), page.text.count('<script src="/assets/find.'))
        operations = [(path, method) for path, item in spec["paths"].items() for method in item]
        for path, method in operations:
            operation = spec["paths"][path][method]
            anchor = "op-" + operation["operationId"]
            link = next(one for one, _ in index.page.links if one.endswith("#" + anchor))
            page = pages[link.split("#")[0]].text
            self.assertEqual(page.count(f'id="{anchor}"'), 1, anchor)
            self.assertIn(f"{method.upper()} {path}", page)
        self.assertEqual(browser.get("/api-reference/none", status=404).status, 404)
        self.assertEqual(browser.get("/api-reference/index", status=404).status, 404)


if __name__ == "__main__":
    unittest.main()
