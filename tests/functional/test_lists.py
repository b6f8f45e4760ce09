"""Lists of books come in, in every shape, and what they name is known again, merged and parted."""

import gzip
import hashlib
import json
import lzma
import os
import re
import sqlite3
import time
import unittest
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from urllib.parse import quote, unquote

from corpus.book import epub, metadata, package
from harness import ROOT, Shop, compare_golden
from harness.desk import first_link, join
from harness.lists import HEAD, ROWS, ListCase
from test_desk_api import BOUNDARY, Program
from test_desk_upload import send

DATA = Path(os.environ.get("AAN_TEST_DATA") or ROOT.parent / "shared" / "data")


class Lists(ListCase):
    def test_rows_become_works_that_are_found_and_honestly_not_sold(self):
        shop = self.begun()
        entry = self.bring(shop, self.write("books.csv", HEAD + ROWS))
        self.assertEqual(self.counts(entry), (4, 1, 0, 0, 0, 0, 0))
        self.assertEqual([(row["line"], row["verdict"], row["slug"]) for row in entry["reports"]],
                         [(2, "new", "walden"), (3, "new", "the-watsons"), (4, "merged", "watsons"), (5, "new", "alone")])
        api = self.api(shop)
        book = api.get("/api/v1/books/walden").json()["book"]
        self.assertEqual(book["id"], entry["reports"][0]["work_id"])
        listed = {one["slug"]: one["availability"] for one in api.get("/api/v1/books?limit=100").json()["books"]}
        self.assertEqual((listed["walden"], book["offer"]["availability"]), ("not_for_sale", "not_for_sale"))
        page = shop.client().get("/books/walden").page
        self.assertIn("not for sale here yet", page.text)
        self.assertNotIn("$4.99", page.text, "what cannot be bought has no price")
        self.assertNotIn("buy-drm", shop.client().get("/books/walden").text)
        self.assertEqual(page.problems, [])
        refused = api.post_json("/api/v1/quotes", {"items": [{"book": "walden"}]})
        self.assert_problem(refused, 409, "not_for_sale")
        for address in ("/", "/books", "/books?language=fr", "/search?q=walden"):
            self.assertEqual(shop.client().get(address).page.problems, [], address)
        self.wait_found(shop, "walden")
        self.assertEqual(shop.json("book", "show", "walden")["state"], "no file")
        page = join(shop, "eve", first_link(shop)).browser.get("/desk/books/walden").page
        self.assertIn("It has no file and cannot be sold yet", page.text)
        self.assertTrue(page.link_to("/desk/books/upload?to=/books/walden"), "and how it gets one")
        again = self.bring(shop, self.folder / "books.csv")
        self.assertEqual(self.counts(again), (0, 0, 0, 0, 4, 0, 0))
        self.assertEqual(again["reports"], [])
        told = shop.run("import", self.folder / "books.csv")
        self.assertIn("0 new, 0 changed, 4 as before.", told.stdout)
        entries = [one for one in shop.json("audit", "list", "--limit", "10")["entries"] if one["action"] == "list.import"]
        self.assertEqual(entries[-1]["detail"].split("; run ")[0],
                         "4 new, 0 changed, 0 as before, 1 of the new merged with a book that is the same")
        self.assert_no_errors_logged(shop)

    def test_a_book_of_a_list_gets_its_first_file_with_cover_and_sample_and_is_bought(self):
        shop = self.begun()
        self.bring(shop, self.write("books.csv", HEAD + ROWS))
        (self.folder / "walden.epub").write_bytes(epub(package(metadata(title="Walden"))))
        done = shop.run("import", self.folder / "walden.epub", "--to", "walden", "--json")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        page = shop.client().get("/books/walden").page
        self.assertNotIn("not for sale here yet", page.text)
        book = self.api(shop).get("/api/v1/books/walden").json()["book"]
        self.assertIsNotNone(book["cover_url"])
        self.assertIsNotNone(book["sample_url"])
        # It came to the wrong book: taken out, it comes again; once it is ordered it stays.
        left = shop.json("book", "take-out", "walden", "epub")
        self.assertEqual((left["files"], left["state"]), ([], "no file"))
        self.assertIn("not for sale here yet", shop.client().get("/books/walden").text)
        self.assertEqual(shop.run("import", self.folder / "walden.epub", "--to", "walden").returncode, 0)
        ada = join(shop, "ada", first_link(shop))
        form = next(one for one in ada.browser.get("/desk/books/walden").page.forms_to("/desk/books/walden")
                    if one.field("act") == "take-out")
        self.assertIn("The file is out of the book", ada.browser.submit(form).page.text)
        self.assertEqual(shop.run("import", self.folder / "walden.epub", "--to", "walden").returncode, 0)
        order = self.buy(shop, self.api(shop), book)
        self.assertEqual(order["state"], "fulfilled")
        robot = Program(self, shop, "see_books", "change_books")
        self.assertEqual(robot.ask("POST", "book.take-out", 409, '{"book": "walden", "format": "epub"}')["reason"], "file_sold")
        self.assertIn("Somebody ordered it", ada.browser.submit(form, status=409).page.text)
        self.assert_no_errors_logged(shop)

    def test_a_shelf_beside_a_search_says_how_many_books_stand_on_it(self):
        shop = self.begun()
        self.bring(shop, self.write("books.csv", "id,title,author,translator\n1,Ferns,Vera Lind,\n2,Moss,Ann Ode,Vera Lind\n3,Reeds,Vera Lind,\n"))
        self.wait_found(shop, "lind", "ferns")
        browser = shop.client()
        self.assertEqual(len(self.api(shop).get("/api/v1/search?q=vera+lind").json()["books"]), 3)
        for address in ("/search?q=vera+lind", "/search?q=lind+ferns"):
            found = browser.get(address).page.text
            self.assertEqual("Author, 3 books" in found, "ferns" not in address, address)
        items = browser.get("/search/suggestions?q=vera+lind").json()["items"]
        self.assertIn(("Vera Lind", "Author, 3 books"), [(one["name"], one["detail"]) for one in items])
        self.assertEqual(len(set(re.findall(r'href="/books/([a-z]+)"', browser.get("/authors/vera-lind").text))), 3)

    def test_letters_are_offered_that_names_begin_with(self):
        shop = self.begun()
        people = [f"Ann {number}" for number in range(110)] + ["Émile Zola", "Zoë Finch", "1001 Nights", "علي", "ليلى"]
        self.bring(shop, self.write("many.csv", "title,author\n" + "".join(f"Of {name},{name}\n" for name in people)))
        feed = shop.client().get("/opds/authors").text
        offered = re.findall(r'/opds/authors\?from=([^"&]+)', feed)
        self.assertEqual([unquote(one) for one in dict.fromkeys(offered)], ["A", "E", "Z", "ع", "ل"])
        for letter, name in (("A", "Ann 0"), ("E", "Émile Zola"), ("Z", "Zoë Finch"), ("%D8%B9", "علي"), ("%D9%84", "ليلى")):
            first = re.findall(r"<entry>.*?<title>([^<]*)", shop.client().get("/opds/authors?from=" + letter).text, re.S)[0]
            self.assertEqual(first, name)

    def test_names_come_back_as_given_whatever_their_slugs(self):
        shop = self.begun("names")
        army = "United States. Army. Department of the %s -- History -- Civil War, 1861-1865 -- %s"
        names = ["C++ (Computer program language)", "C# (Computer program language)",
                 army % ("Ohio", "Regimental histories"), army % ("Ohio", "Regimental registers"),
                 "Война и мир " * 7 + "первая", "Война и мир " * 7 + "вторая",
                 "吾輩は猫である" * 5 + "上", "吾輩は猫である" * 5 + "下"]
        rows = "".join(f's,{i},Book {i},"{name}",en,"{name}","{name}"\n' for i, name in enumerate(names))
        head = "source,source_id,title,author,language,subjects,series\n"
        path = self.write("names.csv", head + rows)
        self.assertEqual(self.counts(self.bring(shop, path))[0], len(names))
        self.assertEqual(self.counts(self.bring(shop, path))[4], len(names), "as before")
        out = json.loads(shop.run("export").stdout)
        works = {one["work"]["title"]: one["work"] for one in out["books"]}
        addresses = set()
        for i, name in enumerate(names):
            work = works[f"Book {i}"]
            self.assertEqual([one["name"] for one in work["contributors"]], [name])
            self.assertEqual([one["name"] for one in work["subjects"]], [name])
            self.assertEqual(work["series"], name)
            page = shop.client().get(f"/books/{work['slug']}").page
            for folder in ("/subjects/", "/authors/", "/series/"):
                (link,) = {address for address, _ in page.links if (address or "").startswith(folder) and address != folder}
                self.assertNotIn(link, addresses, "a shelf of its own")
                addresses.add(link)
                shelf = shop.client().get(link).text
                self.assertIn(f"Book {i}<", shelf)
                self.assertNotIn(f"Book {i ^ 1}<", shelf)
        # Another shop of the same export has the same hash, addresses of subjects too.
        other = Shop(is_demo=False).start()
        self.addCleanup(self.end, other)
        self.bring(other, self.write("taken.json", shop.run("export").stdout))
        self.assertEqual(self.hash_of(other), self.hash_of(shop))
        # Who has another one's name gets their own by an edit.
        shop.json("book", "edit", "book-1", "--author", "C++ (Computer program language)")
        shop.json("book", "edit", "book-1", "--author", "C# (Computer program language)")
        self.assertEqual(shop.json("book", "show", "book-1")["authors"], ["C# (Computer program language)"])
        # Where nobody edited a book, too, the same list says all of it again.
        shop.json("book", "edit", "book-2", "--follow-lists")
        self.assertEqual(self.counts(self.bring(shop, path))[3], 1, "changed")

    def test_no_kept_page_is_that_of_another_shelf(self):
        shop = self.begun()
        shelves = (("Go", "/series/go", "/series/Go"), ("Go!", "/series/go-2", "/series/Go%21"))
        rows = "".join(f'Of {i},Jo,"{name}","{name} & Co"\n' for i, (name, _, _) in enumerate(shelves))
        self.bring(shop, self.write("shelves.csv", "title,author,series,publisher\n" + rows))
        browser = shop.client()
        for i in (1, 0):
            name, canonical, named = shelves[i]
            asked = (named, "/books?series=" + quote(name), canonical, "/books?series=" + canonical.rpartition("/")[2],
                     "/publishers/" + quote(name + " & Co"), "/books?publisher=" + quote(name + " & Co"))
            for address in asked * 2:
                page = browser.get(address).text
                self.assertIn(f"Of {i}<", page, address)
                self.assertNotIn(f"Of {1 - i}<", page, address)
                if "series" in address:
                    self.assertIn(f'rel="canonical" href="{shop.origin}{canonical}"', page, address)
        # A list of nothing is a page, a shelf of nothing is not there, whichever was asked for before.
        for kind, name in (("publisher", "Nobody"), ("format", "xyz"), ("language", "xx")):
            for address, status in ((f"/books?{kind}={name}", 200), (f"/{kind}s/{name}", 404)) * 2:
                self.assertEqual(browser.request("GET", address).status, status, address)

    def test_chains_of_merges_end_and_are_all_taken_out(self):
        shop = self.begun()
        names = [f"Chain {number}" for number in range(1, 9)]
        self.bring(shop, self.write("chain.csv", "title,author\n" + "".join(f"{name},Jo\n" for name in names)))
        codes = [shop.run("book", "merge", f"chain-{at}", f"chain-{at + 1}").returncode for at in range(1, 8)]
        self.assertEqual(codes, [0, 0, 0, 0, 4, 0, 0], "the fifth in a row is refused")
        for at in range(1, 9):
            self.assertIn(shop.client().request("GET", f"/books/chain-{at}").status, (200, 302))
        taken = shop.run("export").stdout
        self.assertEqual([name for name in names if json.dumps(name) not in taken], [])
        self.assertEqual(shop.run("book", "publish", "chain-1").returncode, 4, "another one stands for it")

    def test_a_row_that_changed_is_changed_and_nothing_else(self):
        shop = self.begun()
        self.bring(shop, self.write("books.csv", HEAD + ROWS))
        changed = ROWS.replace("Alone,,fr", "Alone Again,Nobody,de").replace("4.99", "5.99")
        entry = self.bring(shop, self.write("books.csv", HEAD + changed))
        self.assertEqual(self.counts(entry), (0, 0, 0, 2, 2, 0, 0))
        book = shop.json("book", "show", "alone")
        self.assertEqual((book["title"], book["authors"], book["language"]), ("Alone Again", ["Nobody"], "de"))
        self.assertEqual(shop.json("book", "show", "walden")["price"]["amount"], "599")

    def test_rows_that_are_none_are_told_with_line_and_reason_and_the_rest_comes_in(self):
        shop = self.begun()
        text = HEAD.encode() + b's,1,Good,A,en,,,\n' + b's,3,"x"y,A,en,,,\n' + \
            b's,1,Twice,A,en,,,\n' + b's,5,,A,en,,,\n' + b's,6,"' + b"x" * 300_000 + b'",A,en,,,\n' + b's,7,Last,B,en,,,\n'
        entry = self.bring(shop, self.write("books.csv", text), code=6)
        self.assertEqual(self.counts(entry), (2, 0, 0, 0, 0, 0, 4))
        refused = [(row["line"], row["notes"][0]) for row in entry["reports"] if row["verdict"] == "refused"]
        self.assertEqual(refused, [(3, "There is text after a closing quote."),
                                   (4, "A row before it has the same name: 1."), (5, "It has no title."),
                                   (6, "A field of it is larger than 256 KB.")])
        told = shop.run("import", self.folder / "books.csv")
        self.assertEqual(told.returncode, 6)
        self.assertIn("line 3: There is text after a closing quote.", told.stdout)
        saved = shop.run("import", self.write("saved.csv", HEAD.encode() + b's,8,Bare,A,en,,,\n' + "s,9,Müller,A,en,,,\n".encode("cp1252")))
        self.assertIn("Save it as CSV UTF-8 and send it again.", saved.stdout + saved.stderr)
        self.assertEqual(shop.run("book", "show", "bare").returncode, 3, "nothing of such a list comes in")

    def test_whose_a_list_was_what_it_refused_and_what_it_changed_of_sold_books_is_kept(self):
        shop = self.begun()
        head = "id,title,author,publisher,price\n"
        self.bring(shop, self.write("books.csv", head + "1,Walden,Jo,Old House,4.99\n2,Listed,Ann,Old House,3.00\n"), "--source", "Acme")
        (self.folder / "walden.epub").write_bytes(epub(package(metadata(title="Walden"))))
        self.assertEqual(shop.run("import", self.folder / "walden.epub", "--to", "walden").returncode, 0)
        rows = ("1,Walden,Jo,New House,5.99,,\n2,Listed,Ann,New House,1.00,,\n3,=2+1,Jo,,,nineteen,\n3,Twice,Jo,,,,\n,,Jo,,,,\n"
                "4,Short,Jo\n5,Dear,Jo,,lots,1999,red\n")
        head = head.strip() + ",year,shelf\n"
        entry = self.bring(shop, self.write("books.csv", head + rows), "--source", "acme", code=6)
        self.assertEqual(entry["source"], "acme")
        self.assertEqual([(one["field"], one["before"], one["after"]) for row in entry["reports"] for one in row["changes"]],
                         [("price", "4.99 USD", "5.99 USD"), ("publisher", "Old House", "New House")], "of sold books alone")
        self.assertIn("bring the list in again", next(row for row in entry["reports"] if row["line"] == 5)["next_step"])
        robot = Program(self, shop, "see_books", "change_books")
        runs = robot.ask("GET", "list.runs")["runs"]
        self.assertEqual([(one["source"], one["refused"], one["values_changed"]) for one in runs], [("acme", 2, 2), ("acme", 0, 0)])
        kept = robot.ask("GET", "list.show?run=" + entry["run"])
        self.assertEqual(kept["list"], runs[0])
        self.assertEqual([(one["line"], one["why"]) for one in kept["refused"]],
                         [(5, "A row before it has the same name: 3."), (6, "It has no title.")])
        self.assertTrue(all(one["next_step"] for one in kept["refused"]))
        self.assertEqual([(one["slug"], one["field"], one["after"]) for one in kept["changed"]],
                         [("walden", "price", "5.99 USD"), ("walden", "publisher", "New House")])
        self.assertEqual((kept["list"]["remarks"], kept["list"]["price_not_set"]), (4, 3))
        self.assertEqual([(one["line"], one["slug"], one["said"]) for one in kept["remarks"]], [
            (4, "2-1", "“nineteen” in the column year holds no year of four digits and was left out."),
            (7, "short", "It has 3 fields, the first line 7: it was taken to end without publisher and what follows it."),
            (8, "dear", "Its price is no amount: lots."), (0, "", "Columns that were not used: shelf.")])
        shown = shop.run("book", "lists", "--run", entry["run"]).stdout
        for line in ("the whole list: Columns that were not used: shelf.\n", "line 8  Dear: Its price is no amount: lots.\n",
                     "cannot be bought: 3.\n", "line 6  : It has no title. ", "Walden: price 4.99 USD is now 5.99 USD\n"):
            self.assertIn(line, shown)
        for unknown in ("x", entry["run"][:-1] + "z"):
            self.assertEqual(robot.ask("GET", "list.show?run=" + unknown, 404)["reason"], "no_such_list")
        detail = next(one for one in shop.json("audit", "list", "--limit", "9")["entries"] if one["action"] == "list.import")["detail"]
        for word in ("of acme", "2 values of books with a file changed", "run " + entry["run"], "line 6: It has no title."):
            self.assertIn(word, detail)
        ada = join(shop, "ada", first_link(shop))
        lists = ada.browser.get("/desk/lists").page
        self.assertIn("of acme", lists.text)
        page = ada.browser.get(lists.link_to("/desk/lists/" + entry["run"])).page
        self.assertEqual(page.problems, [])
        for word in ("acme", "2 in all", "It has no title.", "Correct the row", "4.99 USD", "5.99 USD", "New House", "Publisher", "3 of its books are listed without a price",
                     "Its price is no amount: lots.", "The whole list", "The first line 7".lower(), "4 in all"):
            self.assertIn(word, page.text)
        out = ada.browser.get(page.link_to(f"/desk/lists/{entry['run']}/csv"))
        self.assertIn("attachment", out.header("content-disposition"))
        lines = out.text.splitlines()
        self.assertEqual((lines[0], len(lines)), ("line,kind,title,book,field,before,after,why,next_step", 9))
        self.assertIn("8,remark,Dear,dear,,,,Its price is no amount: lots.,", lines)
        self.assertIn("2,changed,Walden,walden,price,4.99 USD,5.99 USD,,", lines)
        self.assertEqual(ada.browser.get("/desk/lists/nothing", status=404).status, 404)
        # A person reads the same of what was uploaded; a run has the id that its page gave it, once.
        back = head + "1,Walden,Jo,Old House,4.99,,\n"
        form = ada.browser.get("/desk/books/upload")
        run = re.search('data-run="([^"]+)"', form.text)[1]
        page = send(ada, [("books.csv", back.encode())], source="acme", run=run).page
        self.assertIn("Line 2: price of Walden was 5.99 USD and is 4.99 USD now.", page.text)
        send(ada, [("books.csv", back.encode())], source="acme", run=run)
        told = ada.browser.request("GET", "/desk/lists", {"Accept": "text/plain"}).text.splitlines()
        self.assertEqual([line.split("\t")[0] == run for line in told], [False, True])
        self.assertEqual(shop.client().get("/books/walden").status, 200)
        # However many rows there is something to say of, what is said of the whole list stays.
        long = "id,title,price,shelf\n" + "".join(f"n{i},Novel {i},lots,red\n" for i in range(1001))
        entry = self.bring(shop, self.write("long.csv", long), "--source", "acme")
        kept = robot.ask("GET", "list.show?run=" + entry["run"])
        self.assertEqual((kept["list"]["remarks"], len(kept["remarks"])), (1002, 1001))
        self.assertEqual([(one["line"], one["said"]) for one in kept["remarks"][999:]],
                         [(1001, "Its price is no amount: lots."), (0, "Columns that were not used: shelf.")])
        page = ada.browser.get("/desk/lists/" + entry["run"]).page
        self.assertIn("The first 1,001 of 1,002.", page.text)
        self.assert_no_errors_logged(shop)

    def test_packed_lists_are_unpacked_and_damaged_ones_refused(self):
        shop = self.begun()
        text = (HEAD + ROWS).encode()
        self.assertEqual(self.counts(self.bring(shop, self.write("a.csv.xz", lzma.compress(text))))[0], 4)
        self.assertEqual(self.counts(self.bring(shop, self.write("b.csv.gz", gzip.compress(text))))[4], 4)
        two = lzma.compress(text[:60]) + lzma.compress(text[60:])
        self.assertEqual(self.counts(self.bring(shop, self.write("two.csv.xz", two)))[4], 4)
        for name, content in (("cut.csv.xz", lzma.compress(text)[:-20]), ("cut.csv.gz", gzip.compress(text)[:-12]),
                              ("bad.csv.xz", lzma.compress(text)[:40] + b"x" * 40), ("no.csv", b"a,b\n1,2\n"),
                              ("empty.csv", b""), ("zip.csv", b"PK\x03\x04" + b"\0" * 60),
                              ("no.json", b'{"a": 1}'), ("no.xml", b"<a/>")):
            with self.subTest(name=name):
                entry = self.bring(shop, self.write(name, content), code=6)
                why = " ".join([*entry["notes"], *[note for row in entry["reports"] for note in row["notes"]]])
                self.assertRegex(why, "damaged|cut off|title|empty|archive|no books|ONIX|no list|no list of books")
        bomb = lzma.compress(HEAD.encode() + b"s,1,Bomb,A,en,,,\n" + b"," * (1 << 28))
        began = time.monotonic()
        self.bring(shop, self.write("bomb.csv.xz", bomb), code=6)
        # Millions of rows in a few kilobytes: none of them comes in.
        alike = lzma.compress(b"title,author,language\n" + b"Bomb,A,en\n" * 2_000_000)
        entry = self.bring(shop, self.write("alike.csv.xz", alike), code=6)
        self.assertRegex(json.dumps(entry), r"300 times as large as its file.*behind line \d+, and no row was taken")
        self.assertLess(time.monotonic() - began, 60)
        shop.client().get("/books/bomb", status=404)
        self.assert_no_errors_logged(shop)

    def test_what_is_the_same_by_isbn_is_not_a_second_book(self):
        shop = self.begun()
        self.bring(shop, self.write("a.csv", HEAD + ROWS))
        entry = self.bring(shop, self.write("b.csv", "id,title,author,isbn\nx,Walden; or Life,H. D. Thoreau,0306406152\n"))
        self.assertEqual(self.counts(entry), (0, 0, 1, 0, 0, 0, 0))

    def test_two_books_become_one_and_are_parted_again_by_command_api_and_desk(self):
        shop = self.begun()
        for number in (1, 2):
            self.write(f"{number}.epub", epub(package(metadata(title=f"Book {number}", identifier="urn:isbn:9780306406157" if number == 2 else "urn:uuid:1"))))
            shop.json("import", self.folder / f"{number}.epub", "--price", "4.99")
        def taken():
            return [shop.run("export", "--hash").stdout, *(shop.run("export", "--format", form).stdout for form in ("json", "csv"))]
        before = taken()
        shop.json("book", "merge", "book-2", "book-1")
        self.assertNotEqual(taken(), before)
        moved = shop.client().request("GET", "/books/book-2")
        self.assertEqual((moved.status, moved.header("location")), (302, "/books/book-1"))
        self.assertEqual([book["slug"] for book in self.api(shop).get("/api/v1/books").json()["books"]], ["book-1"])
        self.assertEqual(shop.run("book", "merge", "book-2", "book-1").returncode, 4)
        self.assertEqual(shop.run("book", "merge", "book-1", "book-2").returncode, 4)
        self.assertEqual(shop.run("book", "merge", "book-1", "book-1").returncode, 2)
        robot = Program(self, shop, "see_books", "change_books")
        self.assertTrue(robot.ask("POST", "book.unmerge", body='{"book": "book-2"}')["listed"])
        self.assertEqual(robot.ask("POST", "book.unmerge", 409, '{"book": "book-2"}')["reason"], "not_merged")
        self.assertEqual(shop.client().get("/books/book-2").status, 200)
        self.assertEqual(taken(), before, "parted again it is byte for byte as it was")
        # What was in a cart or is asked for by an old name is the book that stands for it, once.
        reader = shop.client()
        for slug in ("book-2", "book-1"):
            reader.submit(reader.get("/books/" + slug).page.form_to("/cart/add"))
        offer = shop.json("book", "show", "book-2")["offer_id"]
        robot.ask("POST", "book.merge", body='{"book": "book-2", "into": "book-1"}')
        cart = reader.get("/cart").page
        self.assertIn("ISBN 9780306406157", shop.client().get("/books/book-1").text)
        for isbn in ("9780306406157", "0-306-40615-2"):
            self.wait_found(shop, isbn, "book-1")
            for path in ("/api/search?q=", "/api/v1/search?q=", "/opds/search?q="):
                self.assertIn("Book 1", shop.client().get(path + isbn).text, path + isbn)
        self.assertEqual((cart.text.count("Book 1") > 0, "Book 2" in cart.text, "$4.99" in cart.text), (True, False, True), cart.text)
        self.assertEqual(len(cart.forms_to("/cart/remove")), 1)
        for item in ({"book": "book-2"}, {"offer_id": offer}):
            lines = self.api(shop).post_json("/api/v1/quotes", {"items": [item]}, status=200).json()["quote"]["lines"]
            self.assertEqual([line["title"] for line in lines], ["Book 1"])
        reader.submit(cart.forms_to("/cart/remove")[0])
        self.assertEqual(reader.get("/cart").page.forms_to("/cart/remove"), [])
        ada = join(shop, "ada", first_link(shop))
        page = ada.browser.get("/desk/books/book-2").page
        self.assertIn("Another book stands for this one", page.text)
        self.assertIn("Merged into Book 1", page.text)
        self.assertIn("Merged into Book 1", ada.browser.get("/desk/books").page.text)
        self.assertIn("2 books", ada.browser.get("/desk/books").page.text)
        acts = {one.field("act") for one in page.forms_to("/desk/books/book-2")}
        self.assertFalse(acts & {"publish", "hide", "merge", "price", "stock", "dates", "countries", "licence"},
                         "nothing is offered that is refused or has no effect")
        self.assertLess(page.text.index("Another book stands for this one"), page.text.index("Revision"), "what happened comes first")
        form = next(one for one in page.forms_to("/desk/books/book-2") if one.field("act") == "unmerge")
        self.assertIn("parted again", ada.browser.submit(form).page.text)
        self.assertEqual(shop.client().get("/books/book-2").status, 200)
        form = next(one for one in ada.browser.get("/desk/books/book-2").page.forms_to("/desk/books/book-2")
                    if one.field("act") == "merge")
        for name in ("nothing-like-it", "Book 2", "book-2"):
            self.assertIn("No book of this shop fits", ada.browser.submit(form, {"into": name}, status=404).page.text, name)
        ada.browser.submit(form, {"into": "book 1"})
        self.assertEqual(shop.client().request("GET", "/books/book-2").status, 302)
        self.assert_no_errors_logged(shop)

    def test_lists_are_uploaded_by_programs_and_at_the_desk(self):
        shop = self.begun()
        robot = Program(self, shop, "see_books", "change_books")
        body = (f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="books.csv"\r\n'
                f"Content-Type: text/csv\r\n\r\n{HEAD}{ROWS}s,9,,x,en,,,\n\r\n--{BOUNDARY}--\r\n").encode()
        report = robot.ask("POST", "books", body=body, headers={"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"})
        entry = report["files"][0]
        self.assertEqual((entry["verdict"], entry["list"]["new"], entry["list"]["refused"]), ("warned", 4, 1))
        self.assertTrue(entry["list"]["reports"][0]["work_id"])
        ada = join(shop, "ada", first_link(shop))
        page = send(ada, [("books.csv", (HEAD + ROWS).encode())]).page
        self.assertIn("0 new, 0 changed, 4 as before", page.text)
        page = send(ada, [("books.xml", b"<html/>")]).page
        self.assertIn("no ONIX message", page.text)
        # How far each came, to programs, people and scripts.
        runs = robot.ask("GET", "list.runs")["runs"]
        self.assertEqual([(one["file"], one["state"], one["done"], one["rows"]) for one in runs],
                         [("books.xml", "failed", 0, 0), ("books.csv", "done", 4, 4), ("books.csv", "done", 5, 5)])
        self.assertEqual((runs[1]["by"], runs[2]["run"]), ("ada", entry["list"]["run"]))
        self.assertIn("no ONIX message", runs[0]["said"])
        page = ada.browser.get(ada.browser.get("/desk/books").page.link_to("/desk/lists")).page
        self.assertEqual(page.problems, [])
        for word in ("books.csv", "5 of 5 rows", "0 new, 0 changed, 4 as before", "All in", "Failed", "no ONIX message"):
            self.assertIn(word, page.text)
        lines = ada.browser.request("GET", "/desk/lists", {"Accept": "text/plain"}).text.splitlines()
        self.assertEqual([line.split("\t")[1:] for line in lines], [["failed", "0", "0", "books.xml"], ["done", "4", "4", "books.csv"]])
        # A file of another publisher than its like says which book it may be, by id, page and command, each where it belongs.
        self.bring(shop, self.write("like.csv", "id,title,author,language,publisher\na,Emma,Ada Author,en,Old House\nb,Ruth,Ada Author,en,Old House\n"))
        like = lambda title: epub(package(metadata(title=title, more="<dc:publisher>New House</dc:publisher>")))  # noqa: E731
        (self.folder / "ruth.epub").write_bytes(like("Ruth"))
        told = shop.run("import", self.folder / "ruth.epub", "--price", "3.00")
        ids = [shop.json("book", "show", name)["id"] for name in ("ruth", "ruth-2")]
        self.assertIn("its publisher is Old House, that of the file New House", told.stdout)
        self.assertIn(f"aan book merge {ids[0]} {ids[1]}\n", told.stdout)
        self.assertNotIn("may_be", shop.json("import", self.folder / "ruth.epub")["files"][0], "it is here, and may be no other")
        page = send(ada, [("emma.epub", like("Emma"))]).page
        self.assertIn("merge emma into this one, which stays", page.text)
        self.assertIn("Price not set", page.text)
        self.assertNotIn("aan book", page.text)
        emma = shop.json("book", "show", "emma")["id"]
        self.assertEqual(ada.browser.get(page.link_to(f"/desk/books/{emma}")).status, 200)
        body = (f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="e.epub"\r\n'
                "Content-Type: application/epub+zip\r\n\r\n").encode() + epub(package(metadata(
                    title="Emma", more="<dc:publisher>Third House</dc:publisher>"))) + f"\r\n--{BOUNDARY}--\r\n".encode()
        third = robot.ask("POST", "books", body=body, headers={"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"})["files"][0]
        self.assertEqual(third["may_be"], emma)
        # Two suppliers call two books alike; each is known again.
        for supplier, counts in (("Acme!", "1 new, 0 changed, 0"), ("acme", "0 new, 0 changed, 1 as before")):
            page = send(ada, [("own.csv", b"id,title,author\n17,Ours,Jo\n")], source=supplier).page
            self.assertIn(counts, page.text)
        self.write("other.csv", "id,title,author\n17,Theirs,Ann\n")
        self.assertEqual(self.counts(self.bring(shop, self.folder / "other.csv", "--source", "other"))[0], 1)
        self.assertEqual(self.counts(self.bring(shop, self.folder / "other.csv"))[0], 1, "known by no supplier: a name of its own")
        self.assertEqual(shop.json("book", "show", "ours")["title"], "Ours")
        # Whatever a supplier's list says of itself counts among that supplier's names alone.
        own = shop.json("book", "show", "ours")["id"]
        forged = self.write("forged.csv", f"id,source,title,author\n17,csv of acme,Hijacked,Eve\n{own},aan,Hijacked too,Eve\n")
        self.assertEqual(self.counts(self.bring(shop, forged, "--source", "bad"))[:5], (2, 0, 0, 0, 0))
        self.assertEqual(shop.json("book", "show", "ours")["title"], "Ours")
        taken = self.write("taken.json", shop.run("export", "--format", "json").stdout)
        refused = self.bring(shop, taken, "--source", "bad", code=6)
        self.assertEqual((refused["verdict"], "not the list of a supplier" in refused["notes"][0]), ("refused", True), refused)
        self.assertEqual(shop.run("import", forged, "--source", "a" * 41).returncode, 2, "a name that would be cut is none")
        self.assertIn("letters or digits", send(ada, [("own.csv", b"id,title\n1,A\n")], 422, source="!!").page.text)
        # The desk takes out what the command does, and each way is written down.
        form = ada.browser.get("/desk/lists").page.form_to("/desk/lists")
        for taken_as in ("csv", "json", "onix"):
            out = ada.browser.submit(form, {"format": taken_as})
            self.assertIn("attachment", out.header("content-disposition"))
            if taken_as != "onix":
                self.assertEqual(out.text.splitlines(), shop.run("export", "--format", taken_as).stdout.splitlines())
        # One at a time: the first waits for the store, the other one is told so at once.
        holder = sqlite3.connect(shop.data / "aan.db", isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        with ThreadPoolExecutor(2) as both:
            tab = shop.client()
            tab.cookies.update(ada.browser.cookies)
            fields = form.fields_to_send({"format": "csv"}, None)
            asked = [both.submit(one.post_form, form.action, fields) for one in (ada.browser, tab)]
            refused = next(as_completed(asked, timeout=4)).result()
            holder.rollback()
            holder.close()
            self.assertEqual(sorted(one.result().status for one in asked), [200, 429])
        self.assertEqual((refused.status, "exported already" in refused.page.text), (429, True))
        robot.ask("GET", "catalogue.export?format=csv")
        taken = [(one["actor"].split(" ")[0], one["detail"]) for one in shop.json("audit", "list", "--limit", "20")["entries"]
                 if one["action"] == "catalogue.export"]
        self.assertEqual(len(taken), 8, taken)
        self.assertEqual({actor for actor, _ in taken[1:]}, {"ada", "operator"})
        helper = Program(self, shop, "see_books", name="reader")
        helper.ask("GET", "catalogue.export?format=csv", 403)
        self.assert_no_errors_logged(shop)

    def test_lists_and_files_of_one_folder_become_one_catalogue_that_people_correct(self):
        shop = self.begun()
        both = self.folder / "both"
        both.mkdir()
        head = "source,source_id,title,author,language,isbn13,price,currency\n"
        rows = "s,1,Walden,Ada Author,en,9780306406157,,\ns,2,=1+1,Jo,en,,,\ns,3,Twin,Jo,en,,3.00,USD\ns,4,Odd,Jo,en,,9.99,GBP\n"
        (both / "list.csv").write_text(head + rows)
        more = '<dc:identifier>urn:isbn:9780306406157</dc:identifier><dc:identifier>9780306406157</dc:identifier>'
        (both / "walden.epub").write_bytes(epub(package(metadata(title="Walden; or, Life", more=more))))
        done = shop.run("import", both, "--json")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        report = json.loads(done.stdout)
        self.assertEqual((report["lists"][0]["new"], report["lists"][0]["price_not_set"]), (4, 3))
        self.assertEqual(report["files"][0]["slug"], "walden", report["files"])
        self.assertIn("the same ISBN", report["files"][0]["notes"][0])
        self.assertEqual(shop.json("book", "list")["total"], 4)
        # A price that is given with the list is for those that have none, and comes once.
        told = shop.run("import", both / "list.csv", "--price", "4.99")
        self.assertIn("3 changed, 1 as before", told.stdout)
        self.assertEqual(self.counts(self.bring(shop, both / "list.csv", "--price", "4.99"))[4], 4)
        self.assertEqual(shop.json("book", "show", "twin")["price"]["amount"], "300")
        # No file, no free book.
        shop.json("book", "price", "twin", "free")
        self.assertNotIn("/books/twin", shop.client().get("/books?free=1").text)
        # What is written stays, whatever lists say, until they may again.
        robot = Program(self, shop, "change_books")
        edited = robot.ask("POST", "book.edit", body='{"book": "walden", "title": "Walden Pond", "authors": "Jo; Ada Author"}')
        self.assertEqual((edited["title"], edited["authors"], edited["edited"]), ("Walden Pond", ["Jo", "Ada Author"], ["authors", "title"]))
        self.wait_found(shop, "pond", "walden")
        entry = self.bring(shop, self.write("again.csv", head + rows.replace("Walden,Ada Author,en", "Walden 2,Ada Author,de")))
        self.assertIn("Kept as the shop wrote it: title, authors.", entry["reports"][0]["notes"])
        book = shop.json("book", "show", "walden")
        self.assertEqual((book["title"], book["language"]), ("Walden Pond", "de"))
        self.assertEqual(edited["changed"], ["title", "authors"])
        self.assertEqual(shop.json("book", "edit", "walden", "--title", "Walden Pond")["changed"], [])
        self.assertIn("Nothing changed", shop.run("book", "edit", "walden", "--title", " Walden Pond ").stdout)
        for option, value in (("--title", ""), ("--title", " "), ("--author", "")):
            refused = shop.run("book", "edit", "walden", option, value)
            self.assertEqual(refused.returncode, 2)
            self.assertIn(option, refused.stderr)
        shop.json("book", "edit", "walden", "--follow-lists")
        self.bring(shop, self.folder / "again.csv")
        self.assertEqual(shop.json("book", "show", "walden")["title"], "Walden 2")
        ada = join(shop, "ada", first_link(shop))
        form = next(one for one in ada.browser.get("/desk/books/walden").page.forms_to("/desk/books/walden")
                    if one.field("act") == "edit")
        page = ada.browser.submit(form, {"title": "Walden", "authors": "Ada Author", "description": "One.\r\n\r\nTwo."}).page
        self.assertIn("Saved.", page.text)
        self.assertIn("description and title", page.text)
        self.assertEqual(shop.json("book", "show", "walden")["description"], "One.\n\nTwo.")
        self.assertIn("\nOne.\n\nTwo.</textarea>", ada.browser.get("/desk/books/walden").text, "as it is saved again")
        page = send(ada, [("notes.csv", (head + "t,1,Pounds,Jo,en,,9.99,GBP\n").encode())]).page
        self.assertIn("Its price in GBP was left out", page.text)
        self.assertIn("listed with price not set", page.text)
        # A program takes the same list part by part, without files.
        out = shop.run("export", "--format", "csv").stdout
        part = robot.ask("GET", "catalogue.export?format=csv")
        self.assertEqual((part["text"].splitlines(), part["next"], part["files"]), (out.splitlines(), None, 0))
        whole = json.loads(robot.ask("GET", "catalogue.export?format=json")["text"])
        self.assertEqual(whole, json.loads(shop.run("export").stdout))
        robot.ask("GET", "catalogue.export?format=pdf", 400)
        robot.ask("GET", "catalogue.export?format=json&files_to=%2Ftmp", 400)
        # Spreadsheets take no cell for a formula, and the shop reads it as it was.
        self.assertIn(",'=1+1,", out)
        # Who comes by the address of a merged book buys the one that stands for it; its bundles rest.
        shop.json("bundle", "add", "Two", "--price", "4.00", "--book", "walden", "--book", "twin")
        merged = shop.json("book", "merge", "twin", "walden")
        self.assertEqual(merged["resting_bundles"], ["Two"])
        moved = shop.client().request("GET", "/buy/twin")
        self.assertEqual((moved.status, moved.header("location")), (302, "/buy/walden"))
        self.assertIn("Walden", shop.client().get("/checkout?book=twin").page.text)
        self.assertIn("cannot be bought meanwhile: Two", ada.browser.get("/desk/books/twin").page.text)
        self.assert_no_errors_logged(shop)
        folder = self.folder
        other = self.begun("lists-guarded")
        self.bring(other, self.write("out.csv", out))
        self.assertIn("=1+1", [one["title"] for one in other.json("book", "list")["books"]])
        self.folder = folder

    @unittest.skipIf(not (DATA / "upstream").is_dir(), "no catalogues: AAN_TEST_DATA/upstream is not there")
    def test_every_catalogue_of_the_reference_implementation_comes_in(self):
        shop = self.begun()
        found, notes, rows = {}, {}, {}
        for path in sorted((DATA / "upstream").glob("*.json")):
            done = shop.run("import", path, "--json")
            entry = json.loads(done.stdout)["lists"][0]
            self.assertEqual(entry["format"], "upstream")
            found[path.stem] = (entry["new"], entry["refused"])
            notes[path.stem] = entry["notes"]
            for row in entry["reports"]:
                came = shop.json("book", "show", row["slug"]) if row["slug"] else {}
                prices = [came[name] and f"{came[name]['amount']} {came[name]['currency']}" for name in ("price", "compare_at") if came]
                people = "; ".join(came.get("authors", []))
                text = hashlib.sha256(came["description"].encode()).hexdigest()[:12] if came.get("description") else ""
                rows[f"{path.stem} {row['line']}"] = [row["verdict"], row["title"], *prices, people, text, *row["notes"]]
        compare_golden(self, "upstream", rows)
        self.assertEqual(found["quantum_youth_publishing"], (0, 1), "a placeholder is no book")
        self.assertEqual(found["test_automation_brand"], (1, 0))
        self.assertEqual(found["teneo"][0], 6)
        book = shop.json("book", "show", "introduction-to-quantum-computing")
        self.assertEqual((book["price"]["amount"], book["compare_at"]["amount"]), ("999", "1499"))
        # Collections with a price are bundles, which rest until their books can be bought.
        made = shop.json("bundle", "list")["bundles"]
        self.assertEqual(sorted((one["title"], one["price"]["amount"]) for one in made),
                         [("Complete Revolutionary Library", "14999"), ("The Complete Consciousness Collection", "8999")])
        self.assertEqual([said[:5] for said in notes["teneo"] if "bundle" in said], ["New: "] * 2, notes["teneo"])
        self.assertIn("rests until", notes["teneo"][-1])
        self.assertEqual([said for said in notes["information_asymmetry"] if "the collection" in said],
                         ["A subject of its books: the collection “Institutional Crime Exposure”. It has no price.",
                          *(f"Left out: the collection “{name}”. It names no books." for name in
                            ("Know Your Enemy Series", "The Foundation Layer"))])
        self.assertIn("institutional-crime-exposure", shop.client().get("/books/hospital-billing-fraud-the-full-exposure-demo").text)
        again = self.bring(shop, DATA / "upstream" / "teneo.json")
        self.assertEqual((again["new"], again["changed"], [said for said in again["notes"] if "bundle" in said]), (0, 0, []))
        self.assertEqual(shop.json("bundle", "list")["bundles"], made)
        # Our own JSON has them, too.
        path = self.write("taken.json", shop.run("export").stdout)
        other = self.begun("lists-bundles")
        self.bring(other, path)
        there = other.json("bundle", "list")["bundles"]
        for one in made + there:
            one.pop("created_at")
        self.assertEqual(sorted(there, key=str), sorted(made, key=str), "with ids, slugs, prices and books")
        self.assertEqual(made[0]["slug"], "the-complete-consciousness-collection")
