"""What somebody bought, in a reading app: behind a reader password that opens nothing else and can be ended."""

import hashlib
import re
import sqlite3
import unittest

from harness import ShopCase, free_key
from harness.feeds import REL, apps, atom, basic, jing, walk, walk_json
from harness.process import fresh_folder
from harness.stripe import until

OWN = REL + "acquisition"
AUTH = "application/opds-authentication+json"


class ReaderCase(ShopCase):
    def setUp(self):
        self.own = self.own_shop()

    def library(self, order):
        """A browser in which the library of an order is open."""
        browser = self.own.client()
        page = browser.get("/orders/" + order["token"]).page
        browser.submit(page.form_to("/library"))
        return browser

    def put_in(self, browser, order):
        browser.submit(browser.get("/library").page.form_to("/library/orders"), {"order": order["token"]})

    def login(self, browser):
        """Name and password that the page shows."""
        text = browser.get("/library").text
        return re.search(r"<code>([a-z2-9]{4}-[a-z2-9]{4})</code>.*?<code>([a-z2-9-]{19})</code>", text, re.DOTALL).groups()

    def make(self, browser):
        browser.submit(browser.get("/library").page.form_to("/library/reader"))
        return self.login(browser)

    def fetch(self, href, login):
        """A whole file; while the last bytes of the one before are still counted, an app is asked to come again."""
        got = []
        until(lambda: got.append(self.app().request("GET", href, basic(*login))) or got[-1].status == 200 or
              got[-1].json()["reason"] != "busy", "a download", self.own)
        return got[-1]

    def app(self):
        return self.own.client(is_browser=False)

    def shelf(self, login, path="/opds/shelf"):
        return self.app().request("GET", path, basic(*login))


class ReaderPassword(ReaderCase):
    def test_the_shelf_has_what_was_bought_and_nothing_else_in_both_forms(self):
        api = self.api(self.own)
        books = [self.priced_book(api, number) for number in range(3)]
        orders = [self.buy(self.own, api, books[0], books[1]), self.buy(self.own, api, books[1])]
        self.buy(self.own, api, books[2])
        browser = self.library(orders[0])
        self.put_in(browser, orders[1])
        self.assertIn(self.own.origin + "/opds", browser.get("/library").page.text)
        login = self.make(browser)
        page = walk(self.app(), "/opds/shelf", basic(*login))
        self.assertEqual(len(page), 1)
        self.assertEqual(sorted(entry.title for entry in page[0].entries), sorted(book["title"] for book in books[:2]))
        as_json = walk_json(self.app(), "/opds/v2/shelf", basic(*login))
        self.assertEqual([one["metadata"]["title"] for one in as_json[0]["publications"]], [one.title for one in page[0].entries])
        for entry, publication in zip(page[0].entries, as_json[0]["publications"], strict=True):
            links = entry.all(OWN)
            self.assertEqual([one.type for one in links], ["application/epub+zip"])
            self.assertEqual([one["href"] for one in publication["links"] if one["rel"] == OWN], [links[0].href])
            self.assertTrue(links[0].href.endswith(".epub"))
            file = self.app().get(links[0].href, basic(*login))
            self.assertEqual(file.body[:2], b"PK")
            self.assertIn("attachment", file.header("content-disposition"))
            self.assertEqual(self.app().request("GET", links[0].href).status, 401)
            for secret in orders:
                self.assertNotIn(secret["token"], links[0].href)
        self.assertEqual([entry.id for entry in page[0].entries],
                         [atom(api.get("/opds/books/" + book["slug"])).id for book in
                          sorted(books[:2], key=lambda one: [e.title for e in page[0].entries].index(one["title"]))])

    def test_who_does_not_sign_in_is_told_how(self):
        for path in ("/opds/shelf", "/opds/v2/shelf", "/opds/shelf/x/y.epub"):
            for headers in ({}, {"Authorization": "Basic %%%"}, {"Authorization": "Bearer x"}, basic("abcd-efgh", "x" * 19), basic("", ""),
                            {"Authorization": "Basic " + "A" * 5000}):
                answer = self.app().request("GET", path, headers)
                self.assertEqual((answer.status, answer.header("content-type")), (401, AUTH), (path, headers))
                self.assertEqual(answer.header("www-authenticate"), 'Basic realm="Books", charset="UTF-8"')
                self.assertIn(f'<{self.own.origin}/opds/auth.json>; rel="{REL}auth/document"; type="{AUTH}"', answer.header("link"))
                self.assertEqual(answer.json(), self.app().get("/opds/auth.json").json())
                self.assertIn("no-store", answer.header("cache-control"))

    def test_a_download_by_an_app_uses_one_right_however_often_it_asks(self):
        api = self.api(self.own)
        order = self.buy(self.own, api, self.priced_book(api))
        uses = order["lines"][0]["downloads"][0]["uses_left"]
        login = self.make(self.library(order))
        href = atom(self.shelf(login)).entries[0].href(OWN)
        left = lambda: self.order(api, order)["lines"][0]["downloads"][0]["uses_left"]  # noqa: E731
        head = self.app().request("HEAD", href, basic(*login))
        self.assertEqual(head.status, 200)
        self.assertEqual(left(), uses, "a look takes nothing")
        first = self.app().request("GET", href, basic(*login))
        self.assertEqual(head.header("content-length"), str(len(first.body)))
        digest = hashlib.sha256(first.body).hexdigest()
        self.assertEqual(left(), uses - 1)
        again = self.app().request("GET", href, {**basic(*login), "If-None-Match": first.header("etag")})
        self.assertEqual(again.status, 304)
        part = self.app().request("GET", href, {**basic(*login), "Range": "bytes=2-5"})
        self.assertEqual((part.status, part.body), (206, first.body[2:6]))
        self.assertEqual(left(), uses - 1)
        # Three whole files for a use, as by the order's page; then the next use.
        for _ in range(2 * uses):
            self.assertEqual(hashlib.sha256(self.fetch(href, login).body).hexdigest(), digest)
        self.assertLess(left(), uses - 2)
        whole = 1 + 2 * uses
        while whole < 100 and (answer := self.fetch(href, login)).status == 200:
            whole += 1
        self.assertGreater(whole, 3 * uses, "an app presses no button: what the order's page would renew is renewed")
        self.assertEqual((answer.status, answer.json()["reason"], left()), (429, "address_spent", 0), "there is an end to it")
        self.assertEqual(answer.header("content-type"), "application/problem+json")

    def test_a_new_link_of_the_order_gives_the_book_by_the_same_shelf_again(self):
        api = self.api(self.own)
        order = self.buy(self.own, api, self.priced_book(api))
        browser = self.library(order)
        login = self.make(browser)
        href = atom(self.shelf(login)).entries[0].href(OWN)
        self.assertEqual(self.fetch(href, login).status, 200)
        renewed = api.post_json(f"/api/v1/orders/{order['token']}/link", {}, free_key(), 201).json()["order"]
        self.assertEqual(self.shelf(login).status, 200)
        self.put_in(browser, renewed)
        href = atom(self.shelf(login)).entries[0].href(OWN)
        self.assertEqual(self.fetch(href, login).status, 200)

    def test_a_password_that_was_ended_replaced_or_outlived_by_its_link_opens_nothing(self):
        api = self.api(self.own)
        browser = self.library(self.buy(self.own, api, self.priced_book(api)))
        first = self.make(browser)
        self.assertEqual(self.shelf(first).status, 200)
        href = atom(self.shelf(first)).entries[0].href(OWN)
        second = self.make(browser)
        self.assertNotEqual(first, second)
        self.assertEqual((self.shelf(first).status, self.shelf(second).status), (401, 200))
        self.assertEqual(self.shelf(first, href).status, 401)
        browser.submit(browser.get("/library").page.form_to("/library/reader/end"))
        self.assertEqual(self.shelf(second).status, 401)
        self.assertIn("Make a reader password", browser.get("/library").page.text)
        third = self.make(browser)
        browser.submit(browser.get("/library").page.form_to("/library/link"))
        self.assertEqual(self.shelf(third).status, 401, "whoever had the old link has seen it")
        acts = [one["action"] for one in self.own.json("audit", "list")["entries"]]
        self.assertEqual(acts.count("library.reader_password_made"), 3)
        self.assertEqual(acts.count("library.reader_password_ended"), 1)

    def test_the_password_opens_no_page_and_no_other_secret_opens_the_shelf(self):
        api = self.api(self.own)
        order = self.buy(self.own, api, self.priced_book(api))
        browser = self.library(order)
        login = self.make(browser)
        page = self.own.client().get("/library", basic(*login)).page
        self.assertNotIn(order["reference"], page.text)
        link = re.search(r"/library/open/([A-Za-z0-9_-]{27})", browser.get("/library").text).group(1)
        for secret in (order["token"], link):
            for name in (login[0], order["reference"], ""):
                self.assertEqual(self.shelf((name, secret)).status, 401)
        # An open library in the same browser is no sign-in of an app: nothing is told by a cookie.
        self.assertEqual(browser.request("GET", "/opds/shelf").status, 401)

    def test_what_is_typed_by_hand_is_forgiven_its_hyphens_and_capitals(self):
        api = self.api(self.own)
        name, password = self.make(self.library(self.buy(self.own, api, self.priced_book(api))))
        self.assertEqual(self.shelf((name.replace("-", ""), password.upper().replace("-", " "))).status, 200)
        self.assertEqual(self.shelf((name.upper(), password.replace("-", ""))).status, 200)
        self.assertEqual(self.shelf((name, password[:-1])).status, 401)
        self.assertEqual(self.shelf((name, password + "a")).status, 401)

    def test_guesses_about_one_login_are_slow_and_keep_nobody_else_out(self):
        api = self.api(self.own)
        one = self.make(self.library(self.buy(self.own, api, self.priced_book(api))))
        other = self.make(self.library(self.buy(self.own, api, self.priced_book(api, 1))))
        statuses = [self.shelf((one[0], f"aaaa-aaaa-aaaa-{number:04}")).status for number in range(22)]
        self.assertEqual(statuses[:20], [401] * 20)
        self.assertEqual(statuses[-1], 429)
        slow = self.shelf((one[0], "aaaa-aaaa-aaaa-aaaa"))
        self.assertEqual(slow.status, 429)
        self.assertGreater(int(slow.header("retry-after")), 0)
        self.assertEqual(slow.json()["reason"], "proofs_too_fast")
        self.assertEqual(self.shelf(one).status, 200, "whoever guesses keeps nobody from their own books")
        self.assertEqual(self.shelf(other).status, 200)

    def test_only_a_digest_is_stored_and_the_log_knows_nothing(self):
        api = self.api(self.own)
        name, password = self.make(self.library(self.buy(self.own, api, self.priced_book(api))))
        self.shelf((name, password))
        letters = password.replace("-", "")
        with sqlite3.connect(f"file:{self.own.data / 'aan.db'}?mode=ro", uri=True) as database:
            kept = database.execute("SELECT password_digest, used_at FROM reader_password").fetchall()
        self.assertEqual([row[0] for row in kept], [hashlib.sha256(letters.encode()).hexdigest()])
        self.assertIsNotNone(kept[0][1])
        log = self.own.log()
        for secret in (letters, password, name, name.replace("-", "")):
            self.assertNotIn(secret, log)
        self.own.stop()
        for file in self.own.data.rglob("*"):
            if file.is_file() and file.suffix != ".log":
                self.assertNotIn(letters.encode(), file.read_bytes(), file)

    def test_a_pre_order_a_gift_and_what_was_paid_back_are_not_on_the_shelf(self):
        api = self.api(self.own)
        books = [self.priced_book(api, number) for number in range(3)]
        orders = [self.buy(self.own, api, book) for book in books[:2]]
        browser = self.library(orders[0])
        self.put_in(browser, orders[1])
        self.put_in(browser, self.place(api, books[2]))
        given = self.place(api, books[2], gift={"name": "Eve"})
        self.act(self.own, given)
        self.put_in(browser, given)
        login = self.make(browser)
        self.assertEqual({entry.title for entry in atom(self.shelf(login)).entries}, {book["title"] for book in books[:2]})
        href = next(one for one in atom(self.shelf(login)).entries if one.title == books[1]["title"]).href(OWN)
        self.own.json("order", "refund", orders[1]["reference"])
        self.assertEqual([entry.title for entry in atom(self.shelf(login)).entries], [books[0]["title"]])
        self.assertEqual(self.shelf(login, href).status, 410)

    def test_another_library_s_file_is_none(self):
        api = self.api(self.own)
        one = self.make(self.library(self.buy(self.own, api, self.priced_book(api))))
        other = self.make(self.library(self.buy(self.own, api, self.priced_book(api, 1))))
        href = atom(self.shelf(one)).entries[0].href(OWN)
        refused = self.shelf(other, href)
        self.assertEqual((refused.status, refused.json()["reason"]), (404, "no_such_download"))

    def test_who_is_forgotten_has_no_shelf_and_the_file_about_them_names_the_login(self):
        api = self.api(self.own)
        browser = self.library(self.buy(self.own, api, self.priced_book(api)))
        self.assertIsNone(browser.get("/library/data").json()["reading_apps"])
        login = self.make(browser)
        data = browser.get("/library/data")
        self.assertEqual(data.json()["reading_apps"]["login"], login[0])
        self.assertNotIn(login[1], data.text)
        browser.submit(browser.get("/library").page.form_to("/library/erase"), {"sure": "yes"})
        self.assertEqual(self.shelf(login).status, 401)

    def test_a_shelf_is_judged_by_those_who_read_it(self):
        api = self.api(self.own)
        login = self.make(self.library(self.buy(self.own, api, self.priced_book(api), self.priced_book(api, 1))))
        feeds = {"atom": self.shelf(login), "feed": self.shelf(login, "/opds/v2/shelf")}
        file = fresh_folder("shelf") / "shelf.xml"
        file.write_bytes(feeds["atom"].body)
        self.assertEqual(jing([file]), "")
        seen = apps([(kind, kind, answer.text) for kind, answer in feeds.items()])
        self.assertEqual(seen["feed"]["findings"], [])
        for books in (seen["atom"]["thorium"]["books"], seen["atom"]["foliate"]["books"], seen["feed"]["thorium"]["books"]):
            self.assertEqual(len(books), 2)
            for book in books:
                self.assertEqual([one["type"] for one in book["links"] if one["rel"] == OWN], ["application/epub+zip"])

    def test_a_password_outlives_a_restart_and_a_turn_of_the_keys(self):
        api = self.api(self.own)
        browser = self.library(self.buy(self.own, api, self.priced_book(api)))
        login = self.make(browser)
        self.own.json("keys", "rotate", "links")
        self.assertEqual(self.shelf(login).status, 200)
        self.assertEqual(self.login(browser), login)
        self.own.stop()
        self.own.start()
        self.assertEqual(self.shelf(login).status, 200)


class LongShelf(ReaderCase):
    def test_a_long_shelf_comes_in_pages_each_book_once(self):
        api = self.api(self.own)
        books = api.get("/api/v1/books?limit=100").json()["books"]
        able = [book for book in books if book["price"] and not book["sold_out"] and not book["buyer_sets_price"]]
        orders = [self.buy(self.own, api, *able[:20]), self.buy(self.own, api, *able[20:])]
        browser = self.library(orders[0])
        self.put_in(browser, orders[1])
        login = self.make(browser)
        pages = walk(self.app(), "/opds/shelf", basic(*login))
        self.assertEqual(len([entry for page in pages for entry in page.entries]), len(able))
        behind = pages[0].entries[4].element
        self.assertIsNotNone(behind)


if __name__ == "__main__":
    unittest.main()
