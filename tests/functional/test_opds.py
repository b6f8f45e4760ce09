"""The catalogue for reading apps: OPDS 1.2 and 2.0, judged by their schemas and by the parsers of apps that there are."""

import json
import unicodedata
import unittest
from pathlib import Path
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from corpus.book import epub, metadata, package
from harness import Shop, ShopCase, fresh_folder
from harness.feeds import ACQUISITION, FEED, NAVIGATION, REL, apps, atom, calibre, jing, walk, walk_json

BUY, OPEN, SAMPLE = REL + "acquisition/buy", REL + "acquisition/open-access", REL + "acquisition/sample"
SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
PATHS = ("", "/new", "/books?sort=title", "/free", "/subjects", "/authors", "/search?q=bread")


def named(books, title):
    return next(one for one in books if one.title == title)


def named_in(shown, title):
    return next(one for one in shown if one["title"] == title)


def letters(name):
    return "".join(one for one in unicodedata.normalize("NFD", name).lower() if one == " " or one.isalnum())


class Feeds(ShopCase):
    def books(self):
        return self.api().get("/api/v1/books?limit=100").json()["books"]

    def test_the_root_leads_to_every_part_of_the_catalogue_in_both_forms(self):
        api = self.api()
        answer = api.get("/opds")
        self.assertEqual(answer.header("content-type"), NAVIGATION + ";charset=utf-8")
        root = atom(answer)
        for rel, type_ in (("self", NAVIGATION), ("start", NAVIGATION), ("alternate", FEED), (REL + "shelf", ACQUISITION),
                           ("search", "application/opensearchdescription+xml")):
            self.assertEqual(root.one(rel).type, type_, rel)
        self.assertEqual(len({one.id for one in root.entries}), len(root.entries))
        for entry in root.entries:
            link = entry.links[0]
            # Apps follow no other relation of an entry.
            self.assertIn(link.rel, ("subsection", REL + "sort/new"), entry.title)
            self.assertTrue(entry.id.startswith("urn:uuid:"), entry.id)
            if not link.href.endswith("/shelf"):
                self.assertEqual(api.get(link.href).header("content-type"), link.type + ";charset=utf-8")
        json_root = api.get("/opds/v2").json()
        self.assertEqual([one["title"] for one in json_root["navigation"]], [one.title for one in root.entries])
        self.assertEqual(api.get("/opds/v2").header("content-type"), FEED)
        self.assertIn({"rel": "alternate", "href": self.shop.origin + "/opds", "type": NAVIGATION, "title": "OPDS 1.2"},
                      json_root["links"])

    def test_every_listed_book_is_there_once_in_each_form_and_order(self):
        api = self.api()
        titles = sorted(one["title"] for one in self.books())
        for path in ("/new", "/books?sort=title"):
            seen = [entry.title for page in walk(api, "/opds" + path) for entry in page.entries]
            self.assertEqual(sorted(seen), titles)
            again = [one["metadata"]["title"] for page in walk_json(api, "/opds/v2" + path) for one in page["publications"]]
            self.assertEqual(again, seen)
        self.assertEqual(walk_json(api, "/opds/v2/new")[0]["metadata"]["numberOfItems"], len(titles))

    def test_a_book_has_its_price_as_in_the_shop_and_leads_to_the_page_that_sells_it(self):
        api = self.api()
        entries = [entry for page in walk(api, "/opds/new") for entry in page.entries]
        publications = [one for page in walk_json(api, "/opds/v2/new") for one in page["publications"]]
        priced = [one for one in self.books() if one["price"] and one["price"]["amount"] != "0" and not one["sold_out"]]
        self.assertGreater(len(priced), 10)
        for book in priced:
            entry = named(entries, book["title"])
            link = entry.one(BUY)
            amount = int(book["price"]["amount"])
            self.assertEqual(link.prices, [(book["price"]["currency"], f"{amount // 100}.{amount % 100:02}")])
            self.assertEqual((link.type, link.types), ("text/html", ["application/epub+zip"]))
            self.assertEqual(link.href, f"{self.shop.origin}/buy/{book['slug']}")
            publication = next(one for one in publications if one["metadata"]["title"] == book["title"])
            self.assertEqual(publication["metadata"]["identifier"], entry.id)
            buy = next(one for one in publication["links"] if one["rel"] == BUY)
            self.assertEqual(buy["properties"]["price"], {"currency": "USD", "value": amount / 100})
            self.assertEqual(buy["href"], link.href)
            self.assertIn(f'"value":{amount // 100}.{amount % 100:02}', api.get("/opds/v2/books/" + book["slug"]).text)

    def test_buying_begins_on_a_page_that_does_nothing_by_itself(self):
        shop = self.own_shop()
        api = self.api(shop)
        book = self.priced_book(api)
        app = shop.client(is_browser=False)
        orders = shop.json("order", "list")["orders"]
        for _ in range(3):
            answer = app.get(f"/buy/{book['slug']}")
            self.assertEqual(answer.header("set-cookie"), None)
        self.assertEqual(app.head(f"/buy/{book['slug']}").status, 200)
        self.assertEqual(shop.json("order", "list")["orders"], orders)
        self.assertIn(f"{shop.origin}/buy/{book['slug']}", answer.page.text)
        self.assertIn("<svg", answer.text)
        buyer = shop.client()
        page = buyer.get(f"/buy/{book['slug']}").page
        checkout = buyer.get(page.link_to(f"{shop.origin}/checkout"))
        paying = buyer.submit(checkout.page.form_to("/checkout"))
        self.assertIn("/downloads", self.press(buyer, paying, "pay").text)

    def test_the_book_stands_before_its_samples_which_say_what_they_are(self):
        """KOReader's catalogue sync fetches the first link that it can read, and its buttons bear the titles of the links."""
        api = self.api()
        titles = {"application/epub+zip": "Sample (EPUB)", "text/html": "Sample (page)"}
        ways = {}
        for page in walk(api, "/opds/new") + walk(api, "/opds/free"):
            for entry in page.entries:
                ways["1.2 " + entry.title] = [(one.rel, one.type, one.title) for one in entry.links]
        for page in walk_json(api, "/opds/v2/new") + walk_json(api, "/opds/v2/free"):
            for one in page["publications"]:
                ways["2.0 " + one["metadata"]["title"]] = [(link["rel"], link["type"], link.get("title")) for link in one["links"]]
        for book, links in ways.items():
            links = [one for one in links if one[0].startswith(REL + "acquisition")]
            samples = [one for one in links if one[0] == SAMPLE]
            self.assertIn(links[0][0], (BUY, OPEN), book)
            self.assertEqual(links[-len(samples):], samples, book)
            self.assertEqual({type_: title for _, type_, title in samples}, titles, book)

    def test_a_free_book_is_fetched_without_an_order(self):
        api = self.api()
        free = walk(api, "/opds/free")[0].entries
        self.assertTrue(free)
        for entry in free:
            link = entry.one(OPEN)
            self.assertEqual(link.type, "application/epub+zip")
            self.assertTrue(link.href.endswith(".epub"))
            path = urlsplit(link.href).path
            head = api.head(path)
            self.assertEqual((head.status, head.header("content-length")), (200, link.length))
            whole = api.get(path)
            self.assertEqual((whole.body[:2], str(len(whole.body))), (b"PK", link.length))
            self.assertEqual(api.request("GET", path, {"If-None-Match": whole.header("etag")}).status, 304)

    def test_what_is_not_free_for_everybody_is_never_given_away(self):
        shop = self.own_shop()
        api = self.api(shop)
        book = self.free_book(api)
        path = urlsplit(named(walk(api, "/opds/free")[0].entries, book["title"]).href(OPEN)).path
        self.assertEqual(api.get(path).body[:2], b"PK")
        paid = api.get("/api/v1/books/" + self.priced_book(api)["slug"]).json()["book"]
        known = path.split("/")[3]
        for file in (paid["files"][0]["id"], "none", known[:-1] + ("1" if known.endswith("0") else "0")):
            refused = api.request("GET", f"/opds/files/{file}/x.epub")
            self.assertEqual((refused.status, refused.json()["reason"]), (404, "no_such_download"))
        shop.json("book", "price", book["slug"], "1.00")
        self.assertEqual(api.request("GET", path).status, 404)
        self.assertIsNotNone(atom(api.get("/opds/books/" + book["slug"])).one(BUY))
        shop.json("book", "price", book["slug"], "free")
        shop.json("book", "stock", book["slug"], "3")
        self.assertEqual(api.request("GET", path).status, 404, "there are only so many: each goes by an order")
        self.assertEqual(atom(api.get("/opds/books/" + book["slug"])).one(BUY).prices, [("USD", "0.00")])

    def test_what_cannot_be_bought_now_says_so_and_never_offers_a_price_to_pay(self):
        shop = self.own_shop()
        api = self.api(shop)
        book = self.priced_book(api)
        shop.json("book", "stock", book["slug"], "0")
        entry = atom(api.get("/opds/books/" + book["slug"]))
        self.assertIsNone(entry.one(BUY))
        publication = api.get("/opds/v2/books/" + book["slug"]).json()
        buy = next(one for one in publication["links"] if one["rel"] == BUY)
        self.assertEqual(buy["properties"]["availability"], {"state": "unavailable"})
        page = shop.client().get("/buy/" + book["slug"])
        self.assertIn("cannot be bought here now", page.page.text)
        self.assertNotIn("/checkout", page.text)
        file = fresh_folder("entry") / "entry.xml"
        file.write_bytes(api.get("/opds/books/" + book["slug"]).body)
        self.assertEqual(jing([file]), "")
        self.assertEqual(apps([("sold out", "publication", json.dumps(publication))])["sold out"]["findings"], [])

    def test_prices_are_named_in_every_currency_that_the_book_is_sold_in(self):
        shop = self.own_shop(env={"SHOP_CURRENCIES": "EUR,JPY"})
        api = self.api(shop)
        book = self.priced_book(api)
        shop.json("book", "price", book["slug"], "4.49", "--currency", "EUR")
        shop.json("book", "price", book["slug"], "700", "--currency", "JPY")
        prices = atom(api.get("/opds/books/" + book["slug"])).one(BUY).prices
        self.assertEqual(prices[0][0], "USD", "apps show the first: the shop's own")
        self.assertEqual(prices[1:], [("EUR", "4.49"), ("JPY", "700")])
        buy = next(one for one in api.get("/opds/v2/books/" + book["slug"]).json()["links"] if one["rel"] == BUY)
        self.assertEqual(buy["properties"]["price"]["currency"], "USD")

    def test_facets_narrow_the_list_and_one_of_each_group_is_chosen(self):
        api = self.api()
        page = walk(api, "/opds/new")[0]
        facets = page.all(REL + "facet")
        groups = {one.group for one in facets}
        self.assertTrue({"Order", "Price", "Language", "Subject"} <= groups, groups)
        for group in groups:
            self.assertLessEqual(sum(one.is_active for one in facets if one.group == group), 1, group)
        for one in facets:
            narrowed = walk(api, one.href)
            found = sum(len(part.entries) for part in narrowed)
            if one.count:
                self.assertEqual(found, int(one.count), one.title)
            again = [other for other in narrowed[0].all(REL + "facet") if other.is_active and other.group == one.group]
            if narrowed[0].entries and one.title not in ("Any price",):
                self.assertEqual([other.title for other in again], [one.title])
        as_json = api.get("/opds/v2/new").json()["facets"]
        self.assertEqual([one["metadata"]["title"] for one in as_json], list(dict.fromkeys(one.group for one in facets)))

    def test_names_and_subjects_lead_to_their_books(self):
        api = self.api()
        for path in ("/opds/authors", "/opds/subjects"):
            ways = [entry for page in walk(api, path) for entry in page.entries]
            self.assertGreater(len(ways), 5)
            for way in ways[:12]:
                books = [entry for page in walk(api, way.links[0].href) for entry in page.entries]
                self.assertEqual(str(len(books)), way.links[0].count, way.title)
        names = [entry.title for page in walk(api, "/opds/authors") for entry in page.entries]
        self.assertEqual(names, sorted(names, key=letters), "accents tell none apart")

    def test_letters_of_other_scripts_lead_into_names_each_by_itself(self):
        shop = Shop(is_demo=False).start()
        self.addCleanup(shop.stop)
        (folder := fresh_folder("opds-letters")).joinpath("names.csv").write_text(
            "id,title,author\n" + "".join(f"{number},Book {number},Ann {number}\n" for number in range(60))
            + "a,Book of Anna,Анна\nf,Book of Fedor,Фёдор\ne,Book of Ein,عين\n")
        shop.json("import", folder / "names.csv")
        api = self.api(shop)
        ways = {entry.title: entry.links[0].href for entry in atom(api.get("/opds/authors")).entries if "from=" in entry.links[0].href}
        self.assertEqual(list(ways)[-3:], ["А", "Ф", "ع"])
        for letter, name in (("А", "Анна"), ("Ф", "Фёдор"), ("ع", "عين")):
            self.assertEqual(atom(api.get(ways[letter])).entries[0].title, name)

    def test_of_very_many_letters_those_of_another_script_stand_one_level_below(self):
        shop = Shop(is_demo=False).start()
        self.addCleanup(shop.stop)
        names = [f"{first}nn {number}" for first in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" for number in range(2)]
        names += [f"{first}нна {number}" for first in "АБВГДЕЖЗИК" for number in range(6)] + ["عين"]
        (folder := fresh_folder("opds-scripts")).joinpath("names.csv").write_text(
            "id,title,author\n" + "".join(f"{number},Book {number},{name}\n" for number, name in enumerate(names)))
        shop.json("import", folder / "names.csv")
        api = self.api(shop)

        def ways(feed):
            return {entry.title: entry.links[0].href for entry in feed.entries if "from=" in entry.links[0].href}

        first = atom(api.get("/opds/authors"))
        self.assertEqual(list(ways(first)), [*"ABCDEFGHIJKLMNOPQRSTUVWXYZ", "А–К", "ع"])
        self.assertEqual(len(first.entries), 50, "names stand on the page, too")
        below = atom(api.get(ways(first)["А–К"]))
        self.assertEqual(list(ways(below)), list("БВГДЕЖЗИК"))
        self.assertEqual(below.entries[9].title, "Анна 0")
        self.assertEqual(atom(api.get(ways(below)["К"])).entries[0].title, "Кнна 0")
        from_json = api.get("/opds/v2/authors").json()["navigation"]
        self.assertEqual([one["title"] for one in from_json], [one.title for one in first.entries])
        seen = [entry.title for href in ("/opds/authors", ways(first)["А–К"]) for page in walk(api, href)
                for entry in page.entries if "from=" not in entry.links[0].href]
        self.assertEqual((set(seen), seen.count("Анна 0")), (set(names), 2), "every name is reached by paging, too")

    def test_search_finds_pages_and_is_described(self):
        api = self.api()
        description = ElementTree.fromstring(api.get("/opds/opensearch.xml").body)
        urls = {one.get("type"): one.get("template") for one in description.findall(SEARCH + "Url")}
        self.assertEqual(urls[ACQUISITION], self.shop.origin + "/opds/search?q={searchTerms}")
        self.assertLessEqual(len(description.findtext(SEARCH + "ShortName")), 16)
        book = self.books()[3]
        found = atom(api.get(urls[ACQUISITION].replace("{searchTerms}", quote(book["title"]))))
        self.assertEqual(found.entries[0].title, book["title"])
        template = next(one for one in api.get("/opds/v2").json()["links"] if one["rel"] == "search")
        self.assertEqual((template["templated"], template["href"]), (True, self.shop.origin + "/opds/v2/search{?query}"))
        again = api.get(template["href"].replace("{?query}", "?query=" + quote(book["title"]))).json()
        self.assertEqual(again["publications"][0]["metadata"]["title"], book["title"])
        # What an app did not fill in was not said.
        self.assertEqual(atom(api.get("/opds/search?q={searchTerms}")).title, "New books")
        self.assertEqual(atom(api.get(f"/opds/search?q={quote(book['title'])}&page=-3&language=%7Blanguage%3F%7D")).entries[0].title,
                         book["title"])
        nothing = api.get("/opds/v2/search?query=zzzzqqqxxx").json()
        self.assertNotIn("publications", nothing)
        self.assertEqual(nothing["navigation"][0]["rel"], "start")

    def test_wrong_addresses_are_refused_with_a_problem(self):
        api = self.api()
        for path, status in (("/opds/books/no-such-book", 404), ("/opds/v2/books/no-such-book", 404), ("/opds/books?subject=zzz", 404),
                             ("/opds/books?author=zzz", 404), ("/opds/v2/books?series=zzz", 404), ("/opds/new?cursor=x", 400),
                             ("/opds/new?cursor=t.YQ.YQ", 400), ("/opds/authors?cursor=m.1.YQ", 400), ("/opds/new?a=%ff", 400),
                             ("/opds/nowhere", 404), ("/opds/v2/nowhere", 404), ("/opds/files/x/y", 404)):
            answer = api.request("GET", path)
            self.assertEqual((answer.status, answer.header("content-type")), (status, "application/problem+json"), path)
        self.assertEqual(api.request("POST", "/opds/new", {"Content-Length": "0"}).status, 405)

    def test_feeds_are_kept_compressed_compared_and_follow_the_catalogue(self):
        shop = self.own_shop()
        api = self.api(shop)
        for path in PATHS:
            for root in ("/opds", "/opds/v2"):
                first = api.get(root + path)
                again = api.request("GET", root + path, {"If-None-Match": first.header("etag")})
                self.assertEqual(again.status, 304, root + path)
                packed = api.request("GET", root + path, {"Accept-Encoding": "gzip"})
                self.assertEqual((packed.status, packed.body), (200, first.body), root + path)
                head = api.head(root + path)
                self.assertEqual((head.status, head.header("content-length")), (200, str(len(first.body))))
                self.assertIsNone(first.header("last-modified"), "there is no truthful one")
        book = self.priced_book(api)
        shop.json("book", "price", book["slug"], "7.77")
        self.assertEqual(atom(api.get("/opds/books/" + book["slug"])).one(BUY).prices, [("USD", "7.77")])
        shop.json("book", "hide", book["slug"])
        self.assertNotIn(book["title"], [entry.title for page in walk(api, "/opds/new") for entry in page.entries])
        self.assertEqual(api.request("GET", "/opds/books/" + book["slug"]).status, 404)

    def empty_shop(self):
        shop = Shop(is_demo=False).start()
        self.addCleanup(self.end, shop)
        return shop

    @staticmethod
    def bring(shop, *titles):
        folder = fresh_folder("books")
        for number, title in enumerate(titles):
            (folder / f"{number}.epub").write_bytes(epub(package(metadata(escape(title), identifier=f"urn:x:{number}:{len(title)}"))))
        shop.json("import", folder, "--price", "1.00")

    def test_pages_have_nothing_twice_while_books_come_in(self):
        shop = self.empty_shop()
        self.bring(shop, *(f"Book {number}" for number in range(40)))
        api = self.api(shop)
        known = sorted(entry.id for page in walk(api, "/opds/new") for entry in page.entries)
        first = atom(api.get("/opds/new"))
        self.bring(shop, *(f"Late book {number}" for number in range(3)))
        seen = [entry.id for entry in first.entries]
        seen += [entry.id for page in walk(api, first.href("next")) for entry in page.entries]
        self.assertEqual(sorted(seen), known)

    def test_a_search_has_no_page_behind_its_last(self):
        shop = self.empty_shop()
        self.bring(shop, *(f"Fern {number}" for number in range(40)))
        api = self.api(shop)
        for root in ("/opds", "/opds/v2"):
            walked = walk(api, "/opds/search?q=fern") if root == "/opds" else walk_json(api, "/opds/v2/search?query=fern")
            self.assertEqual(len(walked), 2)
            self.assertEqual(api.request("GET", root + "/search?q=fern&page=2").status, 200)
            for page in ("3", "334", "335", "9" * 18, "9" * 30):
                answer = api.request("GET", f"{root}/search?q=fern&page={page}")
                self.assertEqual((answer.status, answer.json().get("reason")), (404, "no_such_page"), page)
            self.assertEqual(api.request("GET", root + "/search?q=zzzzqqqxxx&page=2").status, 404)
            for page in ("0", "-3", "x", ""):
                self.assertEqual(api.get(f"{root}/search?q=fern&page={page}").body, api.get(root + "/search?q=fern").body, page)

    def test_addresses_are_whole_ones_of_the_host_that_was_asked(self):
        shop = self.own_shop(env={"NODE_URL": "https://books.example", "PRIMARY_DOMAIN": "mirror.example"})
        app = shop.client(is_browser=False)
        for host in ("books.example", "mirror.example"):
            for path in ("/opds/new", "/opds/v2/new", "/opds/auth.json", "/opds/opensearch.xml"):
                text = app.request("GET", path, {"Host": host}).text
                self.assertIn(f"http://{host}/", text, path)
                for other in {"books.example", "mirror.example", shop.origin.removeprefix("http://")} - {host}:
                    self.assertNotIn(f"://{other}/", text, path)
        self.assertEqual(app.request("GET", "/opds", {"Host": "evil.example"}).status, 421)
        one, other = (atom(app.request("GET", "/opds/new", {"Host": host})) for host in ("books.example", "mirror.example"))
        self.assertEqual([entry.id for entry in one.entries], [entry.id for entry in other.entries])
        self.assertEqual(one.id, other.id)

    def test_odd_books_make_well_formed_feeds(self):
        shop = self.empty_shop()
        titles = ("Ends ]]></entry><b>\"&amp;' begins", "A" * 300, "كتاب", "\u201cQuoted\u201d & co")
        self.bring(shop, *titles)
        api = self.api(shop)
        by_title = {one["title"] for one in api.get("/api/v1/books?limit=100").json()["books"]}
        seen = {entry.title for page in walk(api, "/opds/new") for entry in page.entries}
        self.assertEqual(seen, by_title)
        self.assertEqual(len(seen), len(titles))
        self.assertEqual({one["metadata"]["title"] for page in walk_json(api, "/opds/v2/new") for one in page["publications"]}, by_title)
        self.assert_valid(api, [entry.one("alternate").href for page in walk(api, "/opds/new") for entry in page.entries[:4]])

    def assert_valid(self, api, more=()):
        folder = fresh_folder("feeds")
        files = []
        for number, path in enumerate([*("/opds" + path for path in PATHS), *more]):
            file = Path(folder) / f"{number}.xml"
            file.write_bytes(api.get(path).body)
            files.append(file)
        self.assertEqual(jing(files), "")


class Judged(ShopCase):
    """By those who wrote the specifications, and by those who read feeds."""

    def test_the_atom_form_is_valid_by_its_grammar(self):
        api = self.api()
        pages = [page for path in ("/opds/new", "/opds/authors") for page in walk(api, path)]
        books = [entry.one("alternate").href for entry in pages[0].entries[:10]]
        nexts = [page.href("self") for page in pages]
        Feeds.assert_valid(self, api, [*books, *nexts])

    def test_the_json_form_is_valid_by_its_schemas(self):
        api = self.api()
        feeds = [(path, "feed", api.get("/opds/v2" + path).text) for path in PATHS]
        slugs = [one["slug"] for one in api.get("/api/v1/books?limit=100").json()["books"]]
        feeds += [(slug, "publication", api.get("/opds/v2/books/" + slug).text) for slug in slugs]
        feeds.append(("auth", "authentication", api.get("/opds/auth.json").text))
        for name, seen in apps(feeds).items():
            self.assertEqual(seen["findings"], [], name)

    def test_thorium_palace_and_foliate_see_the_books_with_prices_and_pictures(self):
        api = self.api()
        entry = atom(api.get("/opds/new")).entries[0]
        seen = apps([("root", "atom", api.get("/opds").text), ("new", "atom", api.get("/opds/new").text),
                     ("json", "feed", api.get("/opds/v2/new").text), ("names", "atom", api.get("/opds/authors").text),
                     ("entry", "atom", api.get(entry.one("alternate").href).text)])
        titles = [one.title for one in atom(api.get("/opds/new")).entries]
        for app in ("thorium", "foliate"):
            self.assertEqual([one["title"] for one in seen["new"][app]["books"]], titles, app)
            self.assertEqual([one["title"] for one in seen["root"][app]["ways"]][:2], ["New books", "All books"], app)
            self.assertGreater(len(seen["names"][app]["ways"]), 5)
            self.assertIn("Language", [one["group"] for one in seen["new"][app]["facets"]], app)
        self.assertEqual(seen["root"]["palace"]["kind"], "NavigationFeed")
        self.assertEqual(seen["new"]["palace"]["kind"], "AcquisitionFeed")
        self.assertEqual([one["title"] for one in seen["new"]["palace"]["books"]], titles)
        self.assertEqual(seen["entry"]["thorium"]["title"], entry.title)
        for book in seen["new"]["thorium"]["books"] + seen["new"]["foliate"]["books"] + seen["json"]["thorium"]["books"]:
            self.assertGreaterEqual(book["images"], 1, book)
            self.assertTrue(book["authors"], book)
            ways = [one for one in book["links"] if one["rel"] in (BUY, OPEN)]
            self.assertEqual(len(ways), 1, book)
            if ways[0]["rel"] == BUY:
                self.assertGreater(float(ways[0]["price"]), 0)
                self.assertEqual((ways[0]["currency"], ways[0]["type"], ways[0]["indirect"][0]),
                                 ("USD", "text/html", "application/epub+zip"))
            # Thorium knows a type only without parameters.
            self.assertNotIn(";", ways[0]["type"])

    def test_calibre_finds_a_book_its_price_and_where_it_is_bought(self):
        api = self.api()
        books = api.get("/api/v1/books?limit=100").json()["books"]
        priced = next(one for one in books if one["price"] and one["price"]["amount"] != "0" and not one["sold_out"])
        free = next(one for one in books if one["price"] and one["price"]["amount"] == "0")
        description = self.shop.origin + "/opds/opensearch.xml"
        seen = named_in(calibre(description, priced["title"]), priced["title"])
        amount = int(priced["price"]["amount"])
        self.assertEqual(seen["price"], f"{priced['price']['currency']} {amount // 100}.{amount % 100:02}")
        self.assertEqual(seen["detail_item"], f"{self.shop.origin}/buy/{priced['slug']}")
        self.assertEqual(self.shop.client(is_browser=False).get(urlsplit(seen["detail_item"]).path).status, 200)
        self.assertTrue(all(name in seen["author"] for name in priced["authors"]), seen)
        self.assertEqual(api.get(urlsplit(seen["cover_url"]).path).body[:2], b"\xff\xd8")
        seen = named_in(calibre(description, free["title"]), free["title"])
        self.assertEqual((seen["formats"], api.get(urlsplit(seen["downloads"]["EPUB"]).path).body[:2]), ("EPUB", b"PK"))
        self.assertEqual(calibre(description, "zzzzqqqxxx"), [])


if __name__ == "__main__":
    unittest.main()
