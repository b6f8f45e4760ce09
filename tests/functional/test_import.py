"""Real EPUBs come in, with a server running and without, and each of them can be bought."""

import hashlib
import os
import re
import shutil
import subprocess
import unittest
from concurrent.futures import ThreadPoolExecutor

from harness import Shop, ShopCase, compare_golden, epub_folder, free_key, fresh_folder
from test_demo_books import JAR, JAVA

FOLDER = epub_folder()


def digest(*texts):
    """Of texts that are not ours: a change of them is seen, the texts are not kept. "" of none."""
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:12] if any(texts) else ""


def sample_text(page):
    """A sample's text as it stands on its page, without what the shop says around it."""
    return re.search(r'<div class="prose sample-text".*?(?=<section class="sample-end")', page, re.DOTALL).group(0)


def facts_of(entry, book, sample):
    """What the reader found in a file: facts as they are, the text of the book as digests. `sample`: its page, or None."""
    edition = book["edition"]
    access = edition["accessibility"]
    words = " ".join(access["access_modes"] + access["features"] + access["hazards"] + access["conforms_to"])
    return {"title": book["title"], "subtitle": book["subtitle"], "series": f"{book['series']} {book['series_position']}".strip(),
            "people": [f"{one['role']} {one['name']}" for one in book["contributors"]],
            "language": edition["language"], "isbn": edition["isbn13"], "publisher": edition["publisher"],
            "published": edition["published"], "subjects": [one["name"] for one in book["subjects"]],
            "description": digest(book["description"]), "rights": digest(edition["rights"]), "words": edition["words"],
            "contents": [len(edition["contents"]), digest(*(f"{one['depth']} {one['title']}" for one in edition["contents"]))],
            "access": words, "summary": digest(access["summary"]), "fixed": edition["fixed_layout"],
            "scripts": edition["has_scripts"], "remote": edition["has_remote_resources"],
            "cover": bool(book["cover_url"]), "sample": sample and digest(sample_text(sample)), "notes": entry["notes"]}


@unittest.skipIf(FOLDER is None, "no EPUBs: AAN_TEST_DATA/epub is not there")
class ImportRealBooks(ShopCase):
    def import_all(self, shop, *arguments):
        done = shop.run("import", FOLDER, *arguments, "--json")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        from json import loads
        return loads(done.stdout)

    def assert_each_can_be_bought(self, shop, report):
        files = {hashlib.sha256(path.read_bytes()).hexdigest(): path.name for path in FOLDER.glob("*.epub")}
        api = self.api(shop)
        for entry in report["files"]:
            with self.subTest(file=entry["file"]):
                order = self.buy(shop, api, {"slug": entry["slug"]})
                download = order["lines"][0]["downloads"][0]
                self.assertEqual(files.get(download["sha256"]), entry["file"], "what is sold is what was brought in")
                started = self.start_download(api, order, download)
                data = api.get(started["url"]).body
                self.assertEqual(hashlib.sha256(data).hexdigest(), download["sha256"])
        self.assert_ledger_is_clean(shop)

    def assert_report(self, report, verdicts=("ok", "warned")):
        self.assertEqual(len(report["files"]), len(list(FOLDER.glob("*.epub"))))
        self.assertGreaterEqual(len(report["files"]), 28)
        for entry in report["files"]:
            self.assertIn(entry["verdict"], verdicts, entry)
            self.assertTrue(entry["title"] and entry["slug"] and entry["cid"], entry)
        self.assertEqual(sum(report["summary"].values()), len(report["files"]))

    def test_imported_without_a_server_then_sold(self):
        shop = Shop(is_demo=False)
        report = self.import_all(shop, "--price", "4.99", "--currency", "USD")
        self.assert_report(report)
        with shop:
            books = self.api(shop).get("/api/v1/books?limit=100").json()
            self.assertEqual(books["total"], len(report["files"]))
            self.assertEqual({book["price"]["amount"] for book in books["books"]}, {"499"})
            self.assert_each_can_be_bought(shop, report)
            entries, facts = {entry["slug"]: entry for entry in report["files"]}, {}
            for book in books["books"]:
                page = shop.client().get("/books/" + book["slug"]).page
                self.assertEqual((page.problems, len(page.headings)), ([], 1), book["slug"])
                found = self.api(shop).get("/api/v1/books/" + book["slug"]).json()["book"]
                sample = found["sample_url"] and shop.client().get(found["sample_url"])
                if sample:
                    self.assertEqual(sample.page.problems, [], book["slug"])
                facts[entries[book["slug"]]["file"]] = facts_of(entries[book["slug"]], found, sample and sample.text)
            compare_golden(self, "epub", facts)
            # EPUBCheck takes seconds for each: only where this suite was asked for by its name.
            if os.environ.get("AAN_ALL_BOOKS") and JAVA and JAR.exists():
                self.assert_samples_are_valid(shop, [book["slug"] for book in books["books"]])
            self.assert_no_errors_logged(shop)

    def assert_samples_are_valid(self, shop, slugs):
        folder = fresh_folder("real-samples")

        def judge(slug):
            answer = shop.client().request("GET", f"/books/{slug}/sample.epub")
            if answer.status == 404:
                return None
            file = folder / (slug + ".epub")
            file.write_bytes(answer.body)
            done = subprocess.run([JAVA, "-XX:TieredStopAtLevel=1", "-jar", str(JAR), str(file)], capture_output=True,
                                  text=True, timeout=600)
            return slug, done.returncode, done.stdout + done.stderr

        with ThreadPoolExecutor(2) as pool:
            judged = [one for one in pool.map(judge, slugs) if one]
        self.assertGreater(len(judged), len(slugs) // 2, "most of them have a sample")
        for slug, code, said in judged:
            with self.subTest(sample=slug):
                self.assertEqual(code, 0, said[-800:])

    def test_imported_while_the_server_runs_then_sold(self):
        with Shop(is_demo=False) as shop:
            self.assertEqual(self.api(shop).get("/api/catalog").json(), {"books": [], "total": 0, "nextCursor": None})
            report = self.import_all(shop, "--price", "4.99", "--currency", "USD")
            self.assert_report(report)
            self.assertEqual(self.api(shop).get("/api/catalog").json()["total"], len(report["files"]))
            self.assert_each_can_be_bought(shop, report)
            self.assert_report(self.import_all(shop), ("known",))
            self.assertEqual(self.api(shop).get("/api/catalog").json()["total"], len(report["files"]))


@unittest.skipIf(FOLDER is None, "no EPUBs: AAN_TEST_DATA/epub is not there")
class ImportOneBook(ShopCase):
    def one(self, name="se_henry-david-thoreau_walden.epub"):
        return FOLDER / name

    def test_without_a_price_it_is_listed_and_cannot_be_bought_until_it_has_one(self):
        with Shop(is_demo=False) as shop:
            entry = shop.json("import", self.one())["files"][0]
            self.assertIsNone(entry["price"])
            self.assertTrue(any("price" in note.lower() for note in entry["notes"]), entry["notes"])
            api = self.api(shop)
            book = api.get("/api/v1/books/" + entry["slug"]).json()["book"]
            self.assertEqual((book["offer"]["price"], book["offer"]["for_sale"]), (None, False))
            page = shop.client().get("/books/" + entry["slug"]).page
            self.assertFalse(page.forms_to("/cart/add"))
            self.assertIn("Price not set", page.text)
            request = {"items": [{"book": entry["slug"]}], "method": "sandbox"}
            self.assert_problem(api.post_json("/api/v1/orders", request, free_key()), 409, "not_for_sale")
            shop.json("book", "price", entry["slug"], "12.50")
            self.assertEqual(api.get("/api/v1/books/" + entry["slug"]).json()["book"]["offer"]["price"],
                             {"amount": "1250", "currency": "USD"})
            self.buy(shop, api, {"slug": entry["slug"]})
            shop.json("book", "price", entry["slug"], "free")
            self.assertEqual(self.place(api, {"slug": entry["slug"]})["state"], "fulfilled")

    def test_a_hidden_book_is_gone_for_new_buyers_and_stays_for_old_ones(self):
        with Shop(is_demo=False) as shop:
            slug = shop.json("import", self.one(), "--price", "3")["files"][0]["slug"]
            api = self.api(shop)
            order = self.buy(shop, api, {"slug": slug})
            shop.json("book", "hide", slug)
            self.assertEqual(api.request("GET", "/api/v1/books/" + slug).status, 404)
            self.assertEqual(shop.client().request("GET", "/books/" + slug).status, 404)
            self.assertEqual(api.get("/api/catalog/search?q=walden").json()["books"], [])
            request = {"items": [{"book": slug}], "method": "sandbox"}
            self.assert_problem(api.post_json("/api/v1/orders", request, free_key()), 404, "no_such_offer")
            started = self.start_download(api, order, order["lines"][0]["downloads"][0])
            self.assertEqual(api.get(started["url"]).status, 200)
            shop.json("book", "publish", slug)
            self.assertEqual(api.get("/api/v1/books/" + slug).status, 200)

    def test_a_price_change_leaves_placed_orders_as_they_are(self):
        with Shop(is_demo=False) as shop:
            slug = shop.json("import", self.one(), "--price", "3")["files"][0]["slug"]
            api = self.api(shop)
            order = self.place(api, {"slug": slug})
            shop.json("book", "price", slug, "300")
            self.act(shop, order)
            order = self.order(api, order)
            self.assertEqual((order["state"], order["captured"]["amount"]), ("fulfilled", "300"))
            self.assertEqual(self.place(api, {"slug": slug})["total"]["amount"], "30000")

    def test_one_bad_file_stops_nothing_and_is_said(self):
        folder = fresh_folder("mixed")
        shutil.copy(self.one(), folder / "good.epub")
        (folder / "bad.epub").write_bytes(b"this is no book")
        (folder / "cut.epub").write_bytes(self.one().read_bytes()[:5000])
        (folder / "empty.epub").write_bytes(b"")
        (folder / "notes.txt").write_text("not a book")
        shop = Shop(is_demo=False)
        done = shop.run("import", folder, "--price", "1", "--json")
        self.assertEqual(done.returncode, 6, done.stderr)
        from json import loads
        report = loads(done.stdout)
        verdicts = {entry["file"]: entry["verdict"] for entry in report["files"]}
        self.assertEqual({name for name, verdict in verdicts.items() if verdict == "refused"},
                         {"bad.epub", "cut.epub", "empty.epub"})
        self.assertIn(verdicts["good.epub"], ("ok", "warned"))
        for entry in report["files"]:
            if entry["verdict"] == "refused":
                self.assertTrue(entry["notes"] and len(entry["notes"][0]) > 10, entry)


class ImportNothing(ShopCase):
    def test_what_is_not_there_is_said(self):
        shop = Shop(is_demo=False)
        self.assertEqual(shop.run("import", "/no/such/folder").returncode, 3)
        empty = fresh_folder("empty")
        self.assertEqual(shop.run("import", empty).returncode, 3)
        (empty / "notes.txt").write_text("not a book")
        done = shop.run("import", empty)
        self.assertEqual(done.returncode, 3)
        self.assertIn(f"1 file of another kind was passed over: {empty}/notes.txt", done.stderr)
        from json import loads
        self.assertEqual(loads(shop.run("import", empty, "--json").stderr)["passed_over"], {"count": 1, "names": [f"{empty}/notes.txt"]})
        self.assertEqual(shop.run("import", empty, "--price", "free-ish").returncode in (2, 3), True)
