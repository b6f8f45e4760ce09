"""A bought book on the shop's own pages: nothing hostile, a place that is kept and in step with KOReader, no use of a download;
and a sample as a file."""

import hashlib
import io
import json
import re
import sqlite3
import subprocess
import unittest
import zipfile
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

from corpus.book import COVER_ITEM, NAV_ITEM, epub, metadata, package
from corpus.formats import cbz, info_xml
from corpus.pdf_writer import pdf
from corpus.pictures import JPEG
from harness import Shop, ShopCase, epub_folder, fresh_folder
from harness.feeds import basic
from test_demo_books import JAR, JAVA

FOLDER = epub_folder()
PAGE_BYTES_MAX = 100_000  # with its style and script, unpacked

CHAPTERS = 6
WORD = "bright cold words and the clocks were striking "
ARABIC = "كان يومًا باردًا مشرقًا والمكتبة مفتوحة والقراء قليلون. "
HOSTILE = ('<p onclick="x()">Safe<script>alert(1)</script></p><form action="/cart/add"><input name="book"/></form>'
           '<iframe src="https://evil.example/"></iframe><p><img src="https://evil.example/t.gif" alt="Beacon"/></p>'
           '<p><img src="cover.jpg" alt="The cover"/></p><p><a href="https://evil.example/">Away</a> '
           '<a href="javascript:alert(1)">Run</a> <a href="c3.xhtml#note">Note</a></p><style>body{display:none}</style>'
           '<object data="https://evil.example/x.swf"></object><svg xmlns="http://www.w3.org/2000/svg"><script>x</script></svg>')


def page(body):
    return ('<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>A</title>'
            '<link rel="stylesheet" href="https://evil.example/x.css"/></head><body>' + body + "</body></html>")


def novel(title, language, word):
    """A book of chapters that are a page each, the first of them hostile."""
    items = COVER_ITEM + NAV_ITEM
    spine = ""
    more = {}
    entries = ""
    for number in range(1, CHAPTERS + 1):
        items += f'<item id="c{number}" href="c{number}.xhtml" media-type="application/xhtml+xml"/>'
        spine += f'<itemref idref="c{number}"/>'
        entries += f'<li><a href="c{number}.xhtml">Chapter {number}</a></li>'
        more[f"EPUB/c{number}.xhtml"] = page(f"<h1>Chapter {number}</h1>" + (HOSTILE if number == 1 else "") +
                                             f'<p id="note">{word * 20}</p>' * 1 + f"<p>{word * 20}</p>" * 12)
    more["EPUB/nav.xhtml"] = ('<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>C'
                              f'</title></head><body><nav epub:type="toc"><ol>{entries}</ol></nav></body></html>')
    more["EPUB/cover.jpg"] = JPEG
    return epub(package(metadata(title=title, language=language), items, spine), without=("EPUB/one.xhtml",), more=more)


def of_chapters(title, count):
    """A book of many short chapters, all of them in its contents."""
    entries = "".join(f'<li><a href="one.xhtml#c{number}">The longest chapter of this kind, by its number {number}</a></li>' for number in range(1, count + 1))
    nav = ('<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>C'
           f'</title></head><body><nav epub:type="toc"><ol>{entries}</ol></nav></body></html>')
    text = "".join(f'<h2 id="c{number}">Chapter {number}</h2><p>{WORD * 6}</p>' for number in range(1, count + 1))
    items = NAV_ITEM + '<item id="one" href="one.xhtml" media-type="application/xhtml+xml"/>'
    return epub(package(metadata(title=title), items, '<itemref idref="one"/>'), more={"EPUB/nav.xhtml": nav, "EPUB/one.xhtml": page(text)})


def partial_md5(data):
    digest = hashlib.md5()
    for at in range(-1, 11):
        piece = data[(0 if at < 0 else 1024 << (2 * at)):][:1024]
        if not piece:
            break
        digest.update(piece)
    return digest.hexdigest()


class Reading(ShopCase):
    @classmethod
    def setUpClass(cls):
        cls.own = Shop(is_demo=False).start()
        folder = fresh_folder("reading")
        (folder / "novel.epub").write_bytes(novel("The Long Novel", "en", WORD))
        (folder / "arabic.epub").write_bytes(novel("رواية طويلة", "ar", ARABIC))
        (folder / "tides.cbz").write_bytes(cbz(info=info_xml(Title="tides", Manga="YesAndRightToLeft")))
        (folder / "pond.pdf").write_bytes(pdf())
        second = '<dc:creator>Bo Writer, Jr.</dc:creator>'
        (folder / "whale.epub").write_bytes(epub(package(metadata(title="Whale: or, What? A/B", identifier="urn:x:whale", more=second))))
        cls.own.json("import", folder, "--price", "4.99")

    @classmethod
    def tearDownClass(cls):
        cls.own.stop()

    def bought(self, title="The Long Novel"):
        api = self.api(self.own)
        book = next(one for one in api.get("/api/v1/books?limit=100").json()["books"] if one["title"] == title)
        order = self.buy(self.own, api, book)
        return order, f"/read/{order['token']}/{order['lines'][0]['downloads'][0]['grant_id']}"

    def at(self, base):
        """The page on which reading goes on."""
        answer = self.own.client().request("GET", base)
        self.assertEqual(answer.status, 303, answer)
        return int(answer.header("location").rsplit("/", 1)[1])

    def test_a_book_is_read_with_nothing_of_it_but_text_pictures_and_ways_and_no_use_is_taken(self):
        order, base = self.bought()
        reader = self.own.client()
        orders = reader.get("/orders/" + order["token"])
        self.assertEqual(orders.page.link_to("/read/"), base)
        self.assertIn("Read here", orders.text)
        first = reader.get(base + "/1")
        self.assertEqual(first.header("cache-control"), "no-store")
        self.assertIn("noindex", first.header("x-robots-tag"))
        self.assertIn("default-src 'none'", first.header("content-security-policy"))
        text = re.search(r'<div class="prose.*?<nav class="pager', first.text, re.DOTALL).group()
        for what in ("script", "<form", "iframe", "evil", "onclick", "javascript", "<object", "<svg", "style"):
            self.assertNotIn(what, text)
        for what in ("Safe", "Beacon", "Away", "Chapter 1"):
            self.assertIn(what, text)
        note = base + "/" + re.search(r'href="([^"]*#t\d+)">Note', text).group(1)
        self.assertIn(base + "/3#", note)
        self.assertIn(f'id="{note.rsplit("#", 1)[1]}"', reader.get(note.split("#")[0]).text)
        picture = base + "/" + re.search(r'src="([^"]*)"[^>]*alt="The cover"', text).group(1)
        shown = reader.request("GET", picture)
        self.assertEqual((shown.status, shown.header("content-type"), shown.body[:2]), (200, "image/jpeg", b"\xff\xd8"))
        self.assertTrue(shown.header("cache-control").startswith("private"))
        self.assertEqual(reader.request("GET", f"{base}/pictures/99.jpg").status, 404)
        self.assertEqual(reader.request("GET", f"{base}/{CHAPTERS + 2}").status, 404)
        self.assertEqual(reader.request("GET", f"{base}/x").status, 404)
        self.assertIn("Chapter 6", first.text)
        self.assertNotIn("Here the book ends", reader.get(f"{base}/{CHAPTERS}").text)
        end = reader.get(reader.get(f"{base}/{CHAPTERS}").page.link_to(f"{base}/{CHAPTERS + 1}"))
        self.assertIn("Here the book ends", end.text)
        self.assertEqual(end.page.problems, [])
        after = self.order(self.api(self.own), order)
        self.assertEqual([one["uses_left"] for one in after["lines"][0]["downloads"]],
                         [one["uses_left"] for one in order["lines"][0]["downloads"]])
        other, _ = self.bought()
        self.assertEqual(reader.request("GET", base.replace(order["token"], other["token"]) + "/1").status, 404)

    @unittest.skipIf(FOLDER is None, "no EPUBs: AAN_TEST_DATA/epub is not there")
    def test_every_page_of_a_long_book_is_light_with_its_style_and_script(self):
        self.own.json("import", FOLDER / "se_herman-melville_moby-dick.epub", "--price", "4.99")
        _, base = self.bought("Moby Dick")
        reader = self.own.client()
        first = reader.get(base + "/1")
        parts = set(re.findall(r'(?:<link rel="stylesheet" href|<script src)="([^"]*)"', first.text))
        self.assertGreater(len(parts), 1)
        beside = sum(len(reader.request("GET", part).body) for part in parts)
        pages = int(re.search(r"Page 1 of (\d+)", first.text).group(1))
        self.assertGreater(pages, 50)
        too_heavy = {}
        for number in range(1, pages + 1):
            bytes_of_page = len(reader.request("GET", f"{base}/{number}").body)
            if bytes_of_page + beside > PAGE_BYTES_MAX:
                too_heavy[number] = bytes_of_page
        self.assertEqual(too_heavy, {}, f"{beside} bytes of style and script, {pages} pages")

    def test_three_thousand_chapters_are_light_pages_and_each_of_them_is_reached(self):
        path = fresh_folder("reading-chapters") / "chapters.epub"
        path.write_bytes(of_chapters("Of Chapters", 3000))
        self.own.json("import", path, "--price", "4.99")
        reader = self.own.client()
        told, parts = [], [reader.get("/books/of-chapters")]
        while further := re.search(r'rel="next" href="([^"]*)#contents"', parts[-1].text):
            parts.append(reader.get(further.group(1)))
        number = r"The longest chapter of this kind, by its number (\d+)<"
        for at, part in enumerate(parts):
            self.assertLess(len(part.body), PAGE_BYTES_MAX)
            self.assertEqual(part.page.problems, [])
            told += re.findall(number, part.text)[14 if at else 0:]
        self.assertGreater(len(parts), 2)
        self.assertEqual([int(one) for one in told], list(range(1, 2001)), "so many are kept")
        self.assertEqual(reader.request("GET", f"/books/of-chapters?contents={len(parts) + 1}").status, 404)
        # Where it is read, a page lists those around it, and each page leads to the next.
        _, base = self.bought("Of Chapters")
        pages = int(re.search(r"Page 1 of (\d+)", reader.get(base + "/1").text).group(1))
        for at in (1, pages // 2, pages):
            page = reader.get(f"{base}/{at}")
            self.assertLess(len(page.body), PAGE_BYTES_MAX)
            self.assertGreater(len(re.findall(r'<a href="[^"]*">' + number, page.text)), 50)

    def test_the_place_is_kept_for_the_link_and_by_the_api_and_forgotten(self):
        order, base = self.bought()
        self.assertEqual(self.at(base), 1)
        self.own.client().get(base + "/4?look=night-5")
        self.assertEqual(self.at(base), 4, "in another browser")
        self.assertIn("light-night size-5", self.own.client().get(base + "/4").text)
        self.own.client().head(base + "/2")
        self.own.client().get(base + "/2", {"Sec-Purpose": "prefetch"})
        self.own.client().get(base + "/2", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "document"})
        self.assertEqual(self.at(base), 4, "nobody read there")
        api = self.api(self.own)
        path = f"/api/v1/orders/{order['token']}/places/{base.rsplit('/', 1)[1]}"
        place = api.get(path).json()["place"]
        self.assertEqual((place["page"], place["pages"], place["percent"], place["device"]), (4, CHAPTERS, 50, ""))
        self.assertIn("50 % read", self.own.client().get(base + "/4").text)
        passed = self.own.client().get(f"{base}/{CHAPTERS}").text
        self.assertNotIn("100 % read", passed, "who opens the last chapter has not read it")
        self.assertTrue(50 < api.get(path).json()["place"]["percent"] < 100)
        self.assertIn("Go on reading", self.own.client().get("/orders/" + order["token"]).text)
        end = self.own.client().get(f"{base}/{CHAPTERS + 1}")
        self.assertIn("Read again from the beginning", end.text)
        self.assertIn(f'href="{base}/1?look=night-5">Read again', end.text)
        self.assertIn(f'href="{base}/1"', self.own.client().get("/orders/" + order["token"]).text)
        for told in (end.text, self.own.client().get("/orders/" + order["token"]).text):
            self.assertIn("100 % read", told)
        self.assertEqual(api.get(path).json()["place"]["percent"], 100)
        self.assertEqual(self.at(base), CHAPTERS)
        put = api.request("PUT", path, {"Content-Type": "application/json"}, json.dumps({"page": 2}).encode())
        self.assertEqual((put.status, put.json()["place"]["page"]), (200, 2))
        self.assertEqual(self.at(base), 2)
        for body, status in (({"page": 0}, 400), ({"page": 99}, 404), ({}, 400), ({"page": 1, "x": 1}, 400)):
            self.assertEqual(api.request("PUT", path, {"Content-Type": "application/json"}, json.dumps(body).encode()).status, status)
        orders = self.own.client().get("/orders/" + order["token"]).text
        self.assertIn("Go on reading", orders)
        browser = self.own.client()
        browser.submit(browser.get(base + "/2").page.form_to("/forget"))
        self.assertEqual(self.at(base), 1)
        self.assertIsNone(api.get(path).json()["place"]["kept_at"])
        browser.get(base + "/3")
        self.own.json("privacy", "erase", "--order", order["reference"])
        self.assertEqual(self.at(base), 1, "a person that is forgotten reads nowhere")

    def test_who_reads_here_has_used_the_book_and_the_shop_can_show_it(self):
        order, base = self.bought()
        command = ("order", "show", order["reference"])
        use = lambda shown: [one for one in shown["events"] if one["kind"] in ("read", "place")]
        self.assertEqual(use(self.own.json(*command)), [])
        browser = self.own.client()
        for number in (1, 2, 4):
            browser.get(f"{base}/{number}")
        opened, place = use(self.own.json(*command))
        grant = base.rsplit("/", 1)[1]
        self.assertEqual((opened["fetched"]["file"], opened["fetched"]["version"]), (order["lines"][0]["downloads"][0]["file_name"], 1))
        self.assertEqual((place["detail"].split()[0], place["fetched"]), (grant, None))
        pack = self.own.json("order", "evidence", order["reference"])
        self.assertEqual(use(pack), [opened, place])
        for words in ("opened “The Long Novel” to read it here", "place kept in “The Long Novel”: 50 % is read"):
            self.assertIn(words, pack["html"])
        self.assertIn("You opened “The Long Novel” to read it here", browser.get("/orders/" + order["token"]).page.text)
        self.own.json("privacy", "erase", "--order", order["reference"])
        self.assertEqual(use(self.own.json(*command)), [opened], "how far stays forgotten")
        self.assertIn("nor opened it to read it here", browser.get("/terms").page.text)

    def test_a_comic_is_read_picture_by_picture_and_the_library_goes_on(self):
        order, base = self.bought("tides")
        browser = self.own.client()
        self.assertIn("Read here", browser.get("/orders/" + order["token"]).text)
        second = browser.get(base + "/2").text
        self.assertEqual(re.findall(r'src="([^"]*/pictures/[^"]*)"', second), [base + "/pictures/2.jpg"])
        self.assertIn('class="comic-stage" dir="rtl"', second, "as its ComicInfo.xml says")
        self.assertNotIn("Larger letters", second)
        self.assertEqual(browser.request("GET", base + "/pictures/2.jpg").body[:2], b"\xff\xd8")
        self.assertEqual(self.at(base), 2)
        browser.submit(browser.get("/orders/" + order["token"]).page.form_to("/library"))
        library = browser.get("/library")
        self.assertIn("Where you left off", library.text)
        self.assertEqual(library.page.link_to("/read/"), base)
        browser.get(base + "/12")
        again = browser.get("/library")
        self.assertIn("Read again", again.text)
        self.assertEqual(again.page.link_to("/read/"), base + "/1")

    def test_what_is_not_read_here_is_downloaded_from_the_library(self):
        order, _ = self.bought("The Pond")
        browser = self.own.client()
        browser.submit(browser.get("/orders/" + order["token"]).page.form_to("/library"))
        fetched = browser.submit(browser.get("/library").page.form_to("/downloads"))
        self.assertEqual((fetched.status, fetched.body[:5]), (200, b"%PDF-"))
        after = self.order(self.api(self.own), order)["lines"][0]["downloads"][0]
        self.assertEqual(after["uses_left"], order["lines"][0]["downloads"][0]["uses_left"] - 1)

    def test_who_got_the_money_back_reads_no_more(self):
        order, base = self.bought("رواية طويلة")
        first = self.own.client().get(base + "/1")
        self.assertIn('dir="rtl"', first.text)
        done = self.own.run("order", "refund", order["reference"])
        self.assertEqual(done.returncode, 0, done.stderr)
        for path in (base, base + "/1", base + "/pictures/1.jpg"):
            self.assertEqual(self.own.client().request("GET", path).status, 410, path)
        api = self.api(self.own)
        self.assert_problem(api.request("GET", f"/api/v1/orders/{order['token']}/places/{base.rsplit('/', 1)[1]}"), 410)
        waiting = self.place(api, next(one for one in api.get("/api/v1/books").json()["books"]))
        self.assertEqual(self.own.client().request("GET", f"/read/{waiting['token']}/{base.rsplit('/', 1)[1]}/1").status, 403)

    def sync(self, login, method, path, value=None, key=None):
        name, password = login
        headers = {"x-auth-user": name, "x-auth-key": key or hashlib.md5(password.encode()).hexdigest(),
                   "Accept": "application/vnd.koreader.v1+json"}
        body = None
        if value is not None:
            headers["Content-Type"] = "application/json"
            body = json.dumps(value).encode()
        return self.own.client(is_browser=False).request(method, "/kosync" + path, headers, body)

    def let_in(self, order):
        """A browser with the order's library, and its login for reading apps."""
        browser = self.own.client()
        browser.submit(browser.get("/orders/" + order["token"]).page.form_to("/library"))
        browser.submit(browser.get("/library").page.form_to("/library/reader"))
        text = browser.get("/library").text
        return browser, re.search(r"<code>([a-z2-9]{4}-[a-z2-9]{4})</code>.*?<code>([a-z2-9-]{19})</code>", text, re.DOTALL).groups()

    def told_at(self, login, document, share, device="Kobo", **more):
        """What a device tells of its place."""
        told = {"document": document, "progress": "/body/DocFragment[1]/body", "percentage": share, "device": device, "device_id": "K1"}
        return self.sync(login, "PUT", "/syncs/progress", {**told, **more})

    def share_of(self, login, document):
        return self.sync(login, "GET", "/syncs/progress/" + document).json().get("percentage")

    def test_a_device_may_type_the_reader_password_as_the_shelf_takes_it(self):
        """KOReader sends the MD5 of what was typed."""
        (name, password) = self.let_in(self.bought()[0])[1]
        plain = password.replace("-", "")
        ways = [form(end) for end in ("", " ") for form in (
            lambda end: password + end, lambda end: password.upper() + end, lambda end: password.capitalize() + end,
            lambda end: plain + end, lambda end: plain.upper() + end, lambda end: plain.capitalize() + end,
            lambda end: password.replace("-", " ") + end)]
        for typed in ways:
            self.assertEqual(self.sync((name, typed), "GET", "/users/auth").status, 200, repr(typed))
            shelf = self.own.client(is_browser=False).request("GET", "/opds/shelf", basic(name, typed))
            self.assertEqual(shelf.status, 200, repr(typed))
        self.assertEqual(self.sync((name.upper(), password), "GET", "/users/auth").status, 200)
        for wrong in (plain[:-1], password + "-a", plain[::-1], ""):
            self.assertEqual(self.sync((name, wrong), "GET", "/users/auth").status, 401, repr(wrong))

    def test_a_book_is_known_by_the_names_that_koreader_gives_its_file(self):
        order, _ = self.bought("Whale: or, What? A/B")
        login = self.let_in(order)[1]
        plain, fat = "Whale: or, What? A_B", "Whale_ or_ What_ A_B"
        names = [order["lines"][0]["downloads"][0]["file_name"], f"{plain}.epub", f"{fat}.epub"]
        for who in ("Ada Author", "Bo Writer, Jr.", "Ada Author, Bo Writer, Jr."):
            names += [f"{who} - {plain}.epub", f"{who.replace(',', '_')} - {fat}.epub"]
        for number, name in enumerate(names, 1):
            document = hashlib.md5(name.encode()).hexdigest()
            self.assertEqual(self.told_at(login, document, number / 100).status, 200)
            self.assertEqual(self.share_of(login, document), number / 100, name)
        login_of_comic = self.let_in(self.bought("tides")[0])[1]
        document = hashlib.md5(b"Unknown Author - tides.cbz").hexdigest()
        self.told_at(login_of_comic, document, 0.5)
        self.assertEqual(self.share_of(login_of_comic, document), 0.5, "where a feed names no author")
        # A sample that was named by what it says of itself, or by the shop, is not the book.
        for name in ("Ada Author - Whale_ or_ What_ A_B (sample).epub", "Whale: or, What? A_B (sample).epub", "whale-or-what-a-b-sample.epub"):
            document = hashlib.md5(name.encode()).hexdigest()
            self.told_at(login, document, 0.99)
            self.assertIsNone(self.share_of(login, document), name)
        self.assertEqual(self.share_of(login, hashlib.md5(names[-1].encode()).hexdigest()), len(names) / 100)

    def test_a_file_that_was_known_by_fewer_names_is_learnt_again(self):
        self.own = self.own_shop()
        api = self.api(self.own)
        book = self.priced_book(api)
        order = self.buy(self.own, api, book)
        login = self.let_in(order)[1]
        served, made = (hashlib.md5(name.encode()).hexdigest() for name in
                        (order["lines"][0]["downloads"][0]["file_name"], f"{book['authors'][0]} - {book['title']}.epub"))
        self.told_at(login, served, 0.5)
        self.own.stop()
        with sqlite3.connect(self.own.data / "aan.db") as database:
            database.execute("DELETE FROM reading_document WHERE document <> ?", [served])
        self.own.start()
        self.assertEqual(self.share_of(login, made), 0.5)

    def test_what_a_device_tells_at_length_is_taken_and_refusals_are_in_its_words(self):
        order, _ = self.bought()
        login = self.let_in(order)[1]
        document = hashlib.md5(order["lines"][0]["downloads"][0]["file_name"].encode()).hexdigest()
        long = {"authors": "An author with a name\n" * 400, "title": "The Long Novel"}
        self.assertEqual(self.told_at(login, document, 0.25, "é" * 120, metadata=long).status, 200)
        heard = self.sync(login, "GET", "/syncs/progress/" + document).json()
        self.assertEqual((heard["percentage"], heard["device"]), (0.25, "é" * 50))
        for method, path, status in (("PUT", "/syncs/progress", 413), ("GET", "/nowhere", 404), ("POST", "/syncs/progress", 405)):
            answer = self.sync(login, method, path, None if method == "GET" else {"metadata": "a" * 20_000})
            self.assertEqual((answer.status, answer.header("content-type")), (status, "application/json"), path)
            self.assertEqual(set(answer.json()), {"code", "message"})
        # Its client shows the sentence of a 401, and of no other refusal.
        answers = [self.sync((login[0], f"wrong {number}"), "GET", "/users/auth") for number in range(25)]
        self.assertEqual({one.status for one in answers}, {401})
        self.assertIn("wait", answers[-1].json()["message"])
        self.assertNotEqual(answers[0].json()["message"], answers[-1].json()["message"])
        self.assertIsNotNone(answers[-1].header("retry-after"))

    def test_koreader_and_the_pages_keep_in_step(self):
        order, base = self.bought()
        browser, login = self.let_in(order)
        library = browser.get("/library")
        self.assertIn(self.own.origin + "/kosync", library.text)
        self.assertEqual(library.page.link_to("/read/"), base)
        self.assertEqual(self.sync(login, "POST", "/users/create", {"username": "a", "password": "b"}).status, 402)
        self.assertEqual(self.sync(login, "GET", "/users/auth").json(), {"authorized": "OK"})
        plain = hashlib.md5(login[1].replace("-", "").encode()).hexdigest()
        self.assertEqual(self.sync(login, "GET", "/users/auth", key=plain).status, 200)
        for wrong in (("x", login[1]), (login[0], "wrong")):
            answer = self.sync(wrong, "GET", "/users/auth")
            self.assertEqual((answer.status, answer.json()["code"]), (401, 2001))
        started = self.start_download(self.api(self.own), order, order["lines"][0]["downloads"][0])
        file = self.own.client().get("/download/" + started["url"].rsplit("/", 1)[1]).body
        document = partial_md5(file)
        self.assertEqual(self.sync(login, "GET", "/syncs/progress/" + document).json(), {})
        told = {"document": document, "progress": "/body/DocFragment[5]/body/p[2]/text().7", "percentage": 0.7,
                "device": "Kobo", "device_id": "K1"}
        kept = self.sync(login, "PUT", "/syncs/progress", told)
        self.assertEqual((kept.status, kept.json()["document"]), (200, document))
        self.assertEqual(self.at(base), 5)
        for shown in (browser.get("/orders/" + order["token"]), browser.get(base + "/5")):
            self.assertIn("70 % read", shown.text)
        heard = self.sync(login, "GET", "/syncs/progress/" + document).json()
        self.assertEqual({name: heard[name] for name in told}, told)
        browser.get(base + "/5")
        self.assertEqual(self.sync(login, "GET", "/syncs/progress/" + document).json()["device"], "Kobo", "a page of the same place")
        browser.get(base + "/3")
        heard = self.sync(login, "GET", "/syncs/progress/" + document).json()
        self.assertEqual(heard["progress"], "/body/DocFragment[3]/body")
        self.assertTrue(0.25 < heard["percentage"] < 0.4, heard)
        by_name = hashlib.md5(order["lines"][0]["downloads"][0]["file_name"].encode()).hexdigest()
        self.assertEqual(self.sync(login, "GET", "/syncs/progress/" + by_name).json()["progress"], heard["progress"])
        unknown = dict(told, document="f" * 32)
        self.assertEqual(self.sync(login, "PUT", "/syncs/progress", unknown).status, 200)
        self.assertEqual(self.sync(login, "GET", "/syncs/progress/" + "f" * 32).json(), {}, "nothing of other books is kept")
        for bad in ({}, dict(told, percentage=2), dict(told, document="x"), dict(told, progress="a" * 5000)):
            self.assertEqual(self.sync(login, "PUT", "/syncs/progress", bad).status, 403)
        data = browser.get("/library/data").json()
        self.assertEqual(data["orders"][0]["places_in_books"][0]["device"], "")
        browser.submit(browser.get("/library").page.form_to("/library/reader/end"))
        self.assertEqual(self.sync(login, "GET", "/users/auth").status, 401)

    def test_the_sample_is_a_valid_epub_that_leads_back_to_the_book(self):
        reader = self.own.client()
        files = {}
        books = self.api(self.own).get("/api/v1/books?limit=100").json()["books"]
        for slug in [one["slug"] for one in books if one["title"] not in ("tides", "The Pond")]:  # a sample of pictures has no file
            book = reader.get("/books/" + quote(slug)).page
            link = next(path for path, _ in book.links if path.endswith("/sample.epub"))
            files[quote(slug)] = reader.get(link)
        for slug in ("walden-pond", "the-margins"):  # no such books: no sample
            self.assertEqual(reader.request("GET", f"/books/{slug}/sample.epub").status, 404)
        demo = self.shop.client()
        for one in self.shop.client(is_browser=False).get("/api/v1/books?limit=40").json()["books"][7:8]:
            files[one["slug"]] = demo.get(f"/books/{one['slug']}/sample.epub")
        for slug, marked in (("the-long-novel", "The Long Novel (sample)"), (quote("رواية-طويلة"), "رواية طويلة (عيّنة)")):
            with zipfile.ZipFile(io.BytesIO(files[slug].body)) as sample:
                opf = sample.read("EPUB/package.opf").decode()
            self.assertIn(f">{marked}</dc:title>", opf, "catalogues of books take it for another one than the book")
            self.assertNotIn(">urn:uuid:1<", opf, "which is the book's own identifier")
        folder = fresh_folder("samples")
        for slug, answer in files.items():
            self.assertEqual(answer.header("content-type"), "application/epub+zip")
            self.assertIn("-sample.epub", answer.header("content-disposition"))
            (folder / f"{len(list(folder.iterdir()))}.epub").write_bytes(answer.body)
        again = reader.get(f"/books/{next(iter(files))}/sample.epub")
        self.assertEqual(again.body, next(iter(files.values())).body)
        opds = self.own.client(is_browser=False).get("/opds/new").text
        self.assertRegex(opds, r'rel="http://opds-spec.org/acquisition/sample" href="[^"]*/sample.epub" type="application/epub\+zip"')
        if not (JAVA and JAR.exists()):
            raise unittest.SkipTest("java or EPUBCheck (tests/npm) is not here")

        def judge(file):
            return subprocess.run([JAVA, "-XX:TieredStopAtLevel=1", "-jar", str(JAR), str(file)], capture_output=True, text=True, timeout=600)

        with ThreadPoolExecutor(2) as pool:
            for done in pool.map(judge, sorted(folder.glob("*.epub"))):
                self.assertEqual(done.returncode, 0, done.stdout[-800:] + done.stderr[-800:])
                self.assertIn("0 errors / 0 warnings", done.stdout.replace("0 fatals / ", ""))
