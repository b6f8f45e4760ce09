"""What machines find the shop by: site map, robots.txt, feed of new books, JSON-LD, Open Graph, security.txt, manifest."""

import json
import re
from urllib.parse import quote
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from corpus.book import epub, metadata, package
from harness import Shop, ShopCase, fresh_folder

HOME = "https://books.example"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ATOM = "{http://www.w3.org/2005/Atom}"
TITLE = 'Ends </script><b>"&amp; begins'


def data_of(answer):
    return json.loads(re.search('<script type="application/ld[+]json">(.*?)</script>', answer.text, re.DOTALL).group(1))


class Found(ShopCase):
    def addresses(self, path="/sitemap.xml", shop=None):
        answer = (shop or self.shop).client().get(path)
        self.assertEqual(answer.header("content-type"), "application/xml; charset=utf-8")
        return [one.text for one in ElementTree.fromstring(answer.body).iter(MAP + "loc")]

    def with_address(self, *files, **settings):
        shop = Shop(is_demo=False, env={"NODE_URL": HOME, "NODE_NAME": "Calder & Daughters", **settings}).start()
        self.addCleanup(self.end, shop)
        folder = fresh_folder("found")
        for number, content in enumerate(files):
            (folder / f"{number}.epub").write_bytes(content)
        if files:
            shop.json("import", folder, "--price", "4.99")
        return shop

    def test_the_site_map_has_every_listed_book_and_each_address_answers(self):
        addresses = self.addresses()
        slugs = [book["slug"] for book in self.api().get("/api/catalog").json()["books"]]
        self.assertEqual(sorted(a.split("/books/")[1] for a in addresses if "/books/" in a), sorted(slugs))
        self.assertEqual(len(slugs), 40)
        for address in addresses:
            self.assertTrue(address.startswith(self.shop.origin + "/"), address)
            self.assertEqual(self.shop.client().get(address[len(self.shop.origin):]).status, 200, address)

    def test_the_site_map_says_when_each_book_changed_last(self):
        shop = self.with_address(epub(package(metadata(title="The Night Shelf"))))
        book = shop.json("book", "list")["books"][0]["slug"]

        def told():
            pages = ElementTree.fromstring(shop.client().get("/sitemap.xml").body).iter(MAP + "url")
            times = {one.findtext(MAP + "loc"): one.findtext(MAP + "lastmod") for one in pages}
            entry = ElementTree.fromstring(shop.client().get("/feed.atom").body).find(ATOM + "entry")
            return times[f"{HOME}/books/{book}"], entry.findtext(ATOM + "updated"), entry.findtext(ATOM + "published")

        def changed():
            return self.api(shop).get("/api/v1/books/" + book).json()["book"]["updated_at"]

        self.assertEqual(told()[:2], (changed(),) * 2)
        shop.json("book", "price", book, "5.99")
        self.assertEqual(told()[:2], (changed(),) * 2)
        self.assertLessEqual(told()[2], told()[1])

    def test_the_site_map_has_the_pages_of_authors_series_and_names(self):
        paths = {a[len(self.shop.origin):] for a in self.addresses()}
        self.assertLessEqual({"/subjects", "/authors", "/series", "/publishers", "/languages", "/formats"}, paths)
        books = self.api().get("/api/v1/books?limit=100").json()["books"]
        pages = "".join(self.shop.client().get("/books/" + book["slug"]).text for book in books)
        for folder in ("authors", "series"):
            linked = set(re.findall(rf'href="(/{folder}/[^"?]+)"', pages))
            self.assertTrue(linked)
            self.assertLessEqual(linked, paths)

    def test_names_lead_to_their_shelves_and_new_to_the_newest(self):
        browser = self.shop.client()
        for kind in ("subjects", "authors", "series", "publishers", "languages", "formats"):
            page = browser.get("/ar/" + kind)
            self.assertIn(f'rel="canonical" href="{self.shop.origin}/ar/{kind}"', page.text)
            names = re.findall(rf'<li><a href="(/{kind}/[^"?]+)"><span class="index-name"', page.text)
            self.assertTrue(names, kind)
            self.assertEqual(browser.get(names[-1]).status, 200)
        for wrong in ("/subjects?letter=~~", "/subjects?under=nothing", "/authors?letter=9", "/publishers?letter=%C3%9F", "/subjects?letter=aaaaa",
                      "/series?letter=%7B", "/series?letter=%5B"):
            self.assertEqual(browser.send("GET", wrong).status, 404, wrong)
        for kind in ("subjects", "authors", "series", "publishers"):
            self.assertEqual(browser.send("GET", f"/{kind}?behind=x").status, 400)
            self.assertIn('class="letters"', browser.get(f"/{kind}?letter=c").text)
            typed = browser.get(f"/{kind}?letter=C").text
            self.assertEqual(re.findall('<main.*</main>', typed, re.S), re.findall('<main.*</main>', browser.get(f"/{kind}?letter=c").text, re.S))
            self.assertIn(f'rel="canonical" href="{self.shop.origin}/ar/{kind}?letter=c"', typed)
        for path, to in (("/new", "/books"), ("/de/new", "/de/books")):
            answer = browser.send("GET", path)
            self.assertEqual((answer.status, answer.header("location")), (308, to))

    def test_the_address_of_a_name_that_was_mended_leads_to_the_new_one(self):
        shop = self.own_shop()
        book, = shop.json("book", "list", "--limit", "1")["books"]
        browser = shop.client()

        def named(person, subject, series, publisher):
            shop.json("book", "edit", book["slug"], "--author", person, "--subject", subject, "--series", series, "--publisher", publisher)

        named("Ines Caldr", "Gardns", "Pond & Wod", "Nite & Co")
        old = ("/authors/ines-caldr", "/subjects/gardns", "/series/pond-wod", "/publishers/Nite%20%26%20Co")
        new = ("/authors/ines-calder", "/subjects/gardens", "/series/pond-wood", "/publishers/Night%20%26%20Co")
        for path in old:
            self.assertEqual(browser.get(path).status, 200)
        named("Ines Calder", "Gardens", "Pond & Wood", "Night & Co")
        for before, now in zip(old, new):
            for language in ("", "/de"):
                answer = browser.send("GET", language + before)
                self.assertEqual((answer.status, answer.header("location")), (301, language + now))
            self.assertEqual(browser.get(now).status, 200)
        self.assertEqual(browser.send("GET", "/series/pond-wodd").status, 404)

    def test_names_in_other_scripts_have_their_letters(self):
        shop = self.own_shop()
        books = [one["slug"] for one in shop.json("book", "list", "--limit", "4")["books"]]
        for slug, name in zip(books, ("دار النشر", "عين", "Дом", "***")):
            shop.json("book", "edit", slug, "--publisher", name, "--author", name, "--series", name)
        browser = shop.client()
        for kind in ("publishers", "authors", "series"):
            page = browser.get(f"/{kind}?letter=%D8%B9").text
            self.assertIn("عين", page)
            self.assertNotIn("دار النشر", page, "it begins there")
            letters = re.findall(r"letter=([^\"&]+)\"[^>]*>([^<]+)</a>", page)
            self.assertEqual([letter for letter in letters if not letter[0].isalnum()],
                             [("~", "Others"), ("%D0%B4", "Д"), ("%D8%AF", "د"), ("%D8%B9", "ع")], kind)
            for path, _ in letters:
                self.assertEqual(browser.get(f"/{kind}?letter={path}").status, 200)
            self.assertEqual(browser.send("GET", f"/{kind}?letter=%D8%AD").status, 404, "no name begins so")
            self.assertIn('aria-current="true">ع</a>', page)

    def test_a_book_in_another_script_has_one_address_wherever_it_is_named(self):
        shop = Shop(is_demo=False).start()
        self.addCleanup(self.end, shop)
        rows = fresh_folder("other-script") / "rows.csv"
        rows.write_text("source,source_id,title,author,language\ns,1,羅生門,芥川龍之介,ja\n")
        self.assertEqual(shop.json("import", rows)["lists"][0]["new"], 1)
        address = "/books/" + quote("羅生門")
        browser = shop.client()
        page = browser.get(address)
        links = {one.get("rel"): one.get("href") for tag, one in page.page.tags if tag == "link" and "hreflang" not in one}
        shared = {one.get("property"): one.get("content") for tag, one in page.page.tags if tag == "meta"}
        data = data_of(page)
        named = {links["canonical"], shared["og:url"], data["@id"], data["url"]}
        self.assertEqual([one.split("/", 3)[3] for one in named], [address[1:]])
        for path in ("/sitemap.xml", "/feed.atom", "/opds/new"):
            text = browser.get(path).text
            self.assertIn(address, text, path)
            self.assertNotIn("/books/羅生門", text, path)
        self.assertNotIn("/buy/羅生門", browser.get("/buy/" + quote("羅生門")).text)

    def test_homes_in_every_language_are_named_by_addresses_that_lead_nowhere_else(self):
        links = [one for tag, one in self.shop.client().get("/").page.tags if tag == "link" and "hreflang" in one]
        self.assertEqual(len(links), 6)
        for one in links:
            answer = self.shop.client().send("GET", one["href"][len(self.shop.origin):])
            self.assertEqual(answer.status, 200, one["href"])
            self.assertIn(f'rel="canonical" href="{one["href"]}"' if one["hreflang"] != "x-default" else "canonical", answer.text)

    def test_a_hidden_book_leaves_site_map_and_feed_at_once(self):
        shop = self.own_shop()
        feed = shop.client().get("/feed.atom").text
        slug = next(a.split("/books/")[1] for a in self.addresses(shop=shop) if "/books/" in a and a in feed)
        shop.json("book", "hide", slug)
        self.assertFalse([a for a in self.addresses(shop=shop) if a.endswith("/" + slug)])
        self.assertNotIn(f"/books/{slug}\"", shop.client().get("/feed.atom").text)

    def test_parts_of_a_site_map_that_are_not_there_are_not_found(self):
        first = min(book["slug"] for book in self.api().get("/api/catalog").json()["books"])
        for path in ("/sitemap/zzzz.xml", "/sitemap/a.xml", "/sitemap/a-year-at-the-till", "/sitemap/.txt", f"/sitemap/{first}.xml"):
            self.assertEqual(self.shop.client().send("GET", path).status, 404, path)

    def test_a_site_map_of_many_books_has_the_parts_that_it_names_and_no_others(self):
        shop = self.with_address()
        titles = [f"Title {number:04}" for number in range(2050)]
        many = fresh_folder("many") / "many.csv"
        many.write_text("title\n" + "".join(title + "\n" for title in titles))
        shop.json("import", many)
        parts = [one[len(HOME):] for one in self.addresses(shop=shop)]
        self.assertEqual(parts, ["/sitemap-pages.xml", "/sitemap/title-0000.xml", "/sitemap/title-2000.xml"])
        books = [one for part in parts[1:] for one in self.addresses(part, shop)]
        self.assertEqual(books, [HOME + "/books/" + title.lower().replace(" ", "-") for title in titles])
        self.assertNotIn(books[0], self.addresses(parts[0], shop))
        for slug in ("title-0001", "title-1999", "title-2049", "title-20"):
            self.assertEqual(shop.client().send("GET", f"/sitemap/{slug}.xml").status, 404, slug)

    def test_robots_are_told_of_the_site_map_and_of_what_is_nobodys_business(self):
        text = self.shop.client().get("/robots.txt").text
        self.assertIn(f"Sitemap: {self.shop.origin}/sitemap.xml", text.splitlines())
        for private in ("/orders/", "/read/", "/gifts/"):
            self.assertIn("Disallow: " + private, text.splitlines())

    def test_the_feed_names_the_newest_books_first_and_books_by_what_stays(self):
        answer = self.shop.client().get("/feed.atom")
        self.assertEqual(answer.header("content-type"), "application/atom+xml; charset=utf-8")
        feed = ElementTree.fromstring(answer.body)
        entries = feed.findall(ATOM + "entry")
        self.assertEqual(len(entries), 40)
        published = [one.findtext(ATOM + "published") for one in entries]
        self.assertEqual(published, sorted(published, reverse=True))
        self.assertEqual(feed.findtext(ATOM + "updated"), published[0])
        ids = {one.findtext(ATOM + "id") for one in entries}
        self.assertEqual(len(ids), 40)
        for one in ids:
            self.assertRegex(one, "^urn:aan:work:[0-9a-z_]+$")
        for one in entries:
            self.assertTrue(one.findtext(ATOM + "title"))
            self.assertTrue(one.find(ATOM + "author") is not None)
        again = self.shop.client().request("GET", "/feed.atom", {"If-None-Match": answer.header("etag")})
        self.assertEqual(again.status, 304)
        self.assertIn('href="/feed.atom"', self.shop.client().get("/").text)

    def test_whatever_name_a_visitor_came_by_addresses_are_the_shops_own(self):
        shop = self.with_address(epub(package(metadata(title=escape(TITLE)))))
        self.assertEqual(set(a[:len(HOME) + 1] for a in self.addresses(shop=shop)), {HOME + "/"})
        slug = shop.json("book", "list")["books"][0]["slug"]
        page = shop.client().get("/books/" + slug).text
        self.assertIn(f'<link rel="canonical" href="{HOME}/books/{slug}">', page)
        self.assertIn(f'<meta property="og:url" content="{HOME}/books/{slug}">', page)
        self.assertIn(f'<meta property="og:image" content="{HOME}/covers/', page)
        self.assertIn('<meta property="og:image:width" content="640">', page)
        self.assertRegex(page, r'<meta property="og:image:height" content="\d{3,4}">')

    def test_the_data_of_a_book_say_what_its_page_says_and_end_where_they_end(self):
        shop = self.with_address(epub(package(metadata(title=escape(TITLE)))))
        slug = shop.json("book", "list")["books"][0]["slug"]
        answer = shop.client().get("/books/" + slug)
        data = data_of(answer)
        self.assertEqual((data["@type"], data["name"], data["url"]), (["Book", "Product"], TITLE, f"{HOME}/books/{slug}"))
        self.assertNotIn("</script><b>", answer.text)
        offer = data["offers"]
        self.assertEqual((offer["price"], offer["priceCurrency"]), ("4.99", "USD"))
        shop.json("book", "stock", slug, "0")
        self.assertEqual(data_of(shop.client().get("/books/" + slug))["offers"]["availability"], "https://schema.org/SoldOut")

    def test_pages_of_one_person_are_not_shared(self):
        for path in ("/cart", "/library"):
            page = self.shop.client().get(path).text
            self.assertNotIn("og:", page)
            self.assertNotIn("canonical", page)

    def test_who_finds_a_hole_is_told_where_to_write(self):
        shop = self.with_address(NODE_CONTACT="desk@books.example")
        lines = shop.client().get("/.well-known/security.txt").text.splitlines()
        self.assertEqual(lines[0], "Contact: mailto:desk@books.example")
        self.assertRegex(lines[1], r"^Expires: \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
        self.assertEqual(lines[2], f"Canonical: {HOME}/.well-known/security.txt")
        self.assertEqual(self.shop.client().send("GET", "/.well-known/security.txt").status, 404, "a shop without an address")

    def test_a_browser_may_load_the_manifest(self):
        self.assertIn("manifest-src 'self'", self.shop.client().get("/").header("content-security-policy"))

    def test_the_manifest_names_the_shop_and_a_picture_that_is_there(self):
        answer = self.with_address().client().get("/manifest.webmanifest")
        self.assertEqual(answer.header("content-type"), "application/manifest+json")
        manifest = answer.json()
        self.assertEqual(manifest["name"], "Calder & Daughters")
        self.assertEqual(self.shop.client().get(manifest["icons"][0]["src"]).status, 200)
