"""Long lists are read to their end, page by page: nothing twice and nothing left out while books come in."""

import json
import time

from harness import Shop, ShopCase, fresh_folder
from harness.feeds import atom, walk, walk_json

BOOKS = 130
ENTRIES_MAX = 50
INDEX_SECONDS_MAX = 20


def next_link(page):
    return next((one["href"] for one in page["links"] if one.get("rel") == "next"), None)


class Pages(ShopCase):
    def test_subjects_and_lists_lead_on_to_the_last_while_books_come_in(self):
        folder, shop = fresh_folder("paging"), Shop(is_demo=False).start()
        self.addCleanup(self.end, shop)
        titles = {f"Lamp of the coast {number}" for number in range(BOOKS)}
        self.bring(shop, folder / "books.csv", [f"s,{at},{title},Ada {at % 7},Lamps; Thing {at:03}"
                                                for at, title in enumerate(sorted(titles))])
        self.walk_subjects(shop)
        api = self.api(shop)
        self.wait_for(api, BOOKS)
        lists = [self.html, self.atom_search, self.json_search, self.search, self.old_search, self.older_search]
        pages = [one(shop, api) for one in lists]
        firsts = [next(one) for one in pages]
        # What came in last stands first, and fits best.
        self.bring(shop, folder / "more.csv", [f"s,n{at},Lamp {at},Zoe,Lamps" for at in range(5)])
        self.wait_for(api, BOOKS + 5)
        for one, first, rest in zip(lists, firsts, pages):
            with self.subTest(one.__name__):
                found = [*first, *(title for page in rest for title in page)]
                self.assertEqual(len(found), len(set(found)), "twice")
                self.assertEqual(set(found), titles)
        for path in ("/api/search?q=lamp&cursor=x", "/api/catalog/search?q=lamp&cursor=s.1", "/api/search?q=lamp&cursor=m.1.YQ",
                     "/api/v1/search?q=lamp&cursor=s.9.x"):
            self.assert_problem(api.request("GET", path), 400, "cursor")
        self.assertIn(shop.client().request("GET", "/books?page=2&behind=x").status, (400, 404))
        for path in ("/search?q=lamp&page=2&upto=4294967296", "/opds/search?q=lamp&page=2&upto=x"):
            self.assertEqual(shop.client().request("GET", path).status, 400, path)

    def bring(self, shop, path, rows):
        path.write_text("source,source_id,title,author,subjects\n" + "\n".join(rows) + "\n")
        done = shop.run("import", path, "--json")
        self.assertEqual(json.loads(done.stdout)["lists"][0]["new"], len(rows), done.stdout + done.stderr)

    def wait_for(self, api, count):
        end = time.monotonic() + INDEX_SECONDS_MAX
        while api.get("/api/v1/search?q=lamp").json()["total"] < count:
            self.assertLess(time.monotonic(), end, "the index does not follow")
            time.sleep(0.1)

    def walk_subjects(self, shop):
        api = self.api(shop)
        feeds = walk(api, "/opds/subjects")
        self.assertTrue(all(len(one.entries) <= ENTRIES_MAX for one in feeds))
        names = [entry.title for one in feeds for entry in one.entries if "from=" not in entry.links[0].href]
        self.assertEqual(names, ["Lamps", *(f"Thing {at:03}" for at in range(BOOKS))])
        letters = [entry for entry in feeds[0].entries if "from=" in entry.links[0].href]
        self.assertEqual([one.title for one in letters], ["L", "T"])
        self.assertEqual(atom(api.get(letters[1].links[0].href)).entries[0].title, "Thing 000")
        as_json = walk_json(api, "/opds/v2/subjects")
        self.assertEqual(len(as_json), len(feeds))
        self.assertEqual([one["title"] for page in as_json for one in page["navigation"] if "from=" not in one["href"]], names)

    # Each gives the titles of page after page.

    def html(self, shop, _api):
        browser, path = shop.client(), "/subjects/lamps"
        while path:
            answer = browser.get(path)
            yield [text.strip() for href, text in answer.page.links if href.startswith("/books/")]
            path = next((href for href, text in answer.page.links if text == "Next"), None)

    def atom_search(self, _shop, api):
        path = "/opds/search?q=lamp"
        while path:
            feed = atom(api.get(path))
            yield [one.title for one in feed.entries]
            path = feed.href("next")

    def json_search(self, _shop, api):
        path = "/opds/v2/search?query=lamp"
        while path:
            feed = api.get(path).json()
            yield [one["metadata"]["title"] for one in feed["publications"]]
            path = next_link(feed)

    def search(self, _shop, api):
        cursor = ""
        while cursor is not None:
            page = api.get("/api/v1/search?q=lamp&limit=40&cursor=" + cursor).json()
            yield [one["title"] for one in page["books"]]
            cursor = page["next_cursor"]

    def old_search(self, _shop, api):
        cursor = ""
        while cursor is not None:
            page = api.get("/api/catalog/search?q=lamp&limit=40&cursor=" + cursor).json()
            yield [one["title"] for one in page["books"]]
            cursor = page["nextCursor"]

    def older_search(self, _shop, api):
        cursor = ""
        while cursor is not None:
            page = api.get("/api/search?q=lamp&limit=40&cursor=" + cursor).json()
            yield [one["title"] for one in page["results"]]
            cursor = page["nextCursor"]
