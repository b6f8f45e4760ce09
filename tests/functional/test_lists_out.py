"""The catalogue goes out and comes in again: ONIX, JSON with files, CSV; prices in currencies that a shop does not sell in."""

import csv
import io
import json
import os
import signal
import struct
import subprocess
import time
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

from corpus.book import epub, metadata, package
from corpus.pdf_writer import pdf
from corpus.pictures import png
from harness import AAN, ROOT, Shop, fresh_folder
from harness.desk import first_link, join
from harness.lists import HEAD, ROWS, ListCase
from test_desk_api import BOUNDARY, Program
from test_desk_upload import send

DATA = Path(os.environ.get("AAN_TEST_DATA") or ROOT.parent / "shared" / "data")
ONIX = "{http://ns.editeur.org/onix/3.0/reference}"


def jpeg_size(content):
    """Width and height, of the frame's head."""
    at = max(content.find(b"\xff\xc0"), content.find(b"\xff\xc2"))
    return struct.unpack(">HH", content[at + 5:at + 9])[::-1]


class ListsOut(ListCase):
    def test_onix_comes_in_goes_out_and_takes_back(self):
        shop = self.begun()
        product = ("<Product><RecordReference>{0}</RecordReference><NotificationType>{1}</NotificationType><ProductIdentifier>"
                   "<ProductIDType>15</ProductIDType><IDValue>9780306406157</IDValue></ProductIdentifier><DescriptiveDetail>"
                   "<ProductForm>ED</ProductForm><TitleDetail><TitleType>01</TitleType><TitleElement><TitleElementLevel>01"
                   "</TitleElementLevel><TitleText>Pond &amp; Wood</TitleText></TitleElement></TitleDetail><Contributor>"
                   "<ContributorRole>A01</ContributorRole><PersonName>Ines Calder</PersonName></Contributor><Subject>"
                   "<SubjectSchemeIdentifier>93</SubjectSchemeIdentifier><SubjectCode>FBA</SubjectCode></Subject>"
                   "</DescriptiveDetail><ProductSupply><SupplyDetail><Price><PriceAmount>18.99</PriceAmount><CurrencyCode>USD"
                   "</CurrencyCode></Price></SupplyDetail></ProductSupply></Product>")
        message = '<?xml version="1.0" encoding="UTF-8"?><ONIXMessage release="3.0">{}</ONIXMessage>'
        entry = self.bring(shop, self.write("onix.xml", message.format(product.format("r1", "03"))))
        self.assertEqual(self.counts(entry)[0], 1)
        out = self.folder / "out.xml"
        self.assertEqual(shop.run("export", "--format", "onix", "--to", out).returncode, 0)
        text = out.read_text()
        for part in ("<TitleText>Pond &amp; Wood</TitleText>", "<SubjectCode>FBA</SubjectCode>", "<PriceAmount>18.99</PriceAmount>",
                     "<IDValue>9780306406157</IDValue>"):
            self.assertIn(part, text)
        other = self.begun("lists-onix")
        self.assertEqual(self.counts(self.bring(other, out))[0], 1)
        entry = self.bring(shop, self.write("gone.xml", message.format(product.format("r1", "05"))))
        self.assertEqual(self.counts(entry)[5], 1)
        shop.client().get("/books/pond-wood", status=404)
        entry = self.bring(shop, self.write("back.xml", message.format(product.format("r1", "03"))))
        self.assertEqual(self.counts(entry)[3], 1)
        self.assertEqual(shop.client().get("/books/pond-wood").status, 200)
        # What the shop hid is not the list's to show again.
        shop.json("book", "hide", "pond-wood")
        for kind in ("05", "03"):
            self.bring(shop, self.write("again.xml", message.format(product.format("r1", kind))))
        shop.client().get("/books/pond-wood", status=404)
        # Nor does a list take back, by its ISBN, a book of which the shop has the file from elsewhere.
        (self.folder / "pond.epub").write_bytes(epub(package(metadata(title="Pond & Wood"))))
        shop.json("import", self.folder / "pond.epub", "--to", "pond-wood")
        shop.json("book", "publish", "pond-wood")
        entry = self.bring(shop, self.write("theirs.xml", message.format(product.format("r9", "05"))), "--source", "bad", code=6)
        self.assertEqual(self.counts(entry)[5:], (0, 1))
        self.assertEqual(shop.client().get("/books/pond-wood").status, 200)
        # Nor says it what files and stamps go by.
        house = "<PublishingDetail><Publisher><PublishingRole>01</PublishingRole><PublisherName>Someone Else</PublisherName></Publisher></PublishingDetail>"
        theirs = product.format("r9", "03")
        other = theirs.replace("<ProductSupply>", house + "<ProductSupply>").replace("9780306406157", "9783161484100")
        for one, verdict in ((theirs, 2), (other, 3)):
            entry = self.bring(shop, self.write("theirs.xml", message.format(one)), "--source", "bad")
            self.assertEqual(self.counts(entry)[verdict], 1, entry)
        book = shop.run("export").stdout
        self.assertEqual(("9780306406157" in book, "9783161484100" in book, "Someone Else" in book), (True, False, False))
        # What the files are, whether copies bear a mark, and each language of two letters.
        self.bring(shop, self.write("night.csv", "id,title,author,publisher,language\nz,Marked,Ann,Night,ukr\n"))
        (self.folder / "marked.epub").write_bytes(epub(package(metadata(title="Marked"))))
        (self.folder / "marked.pdf").write_bytes(pdf(title="Marked"))
        for name in ("marked.epub", "marked.pdf"):
            shop.json("import", self.folder / name, "--to", "marked")
        self.assertEqual(shop.json("book", "show", "marked")["language"], "uk")
        for mark in ("00", "02"):
            text = next(one for one in shop.run("export", "--format", "onix").stdout.split("<Product>") if "Marked" in one)
            for part in ("<ProductFormDetail>E101</ProductFormDetail><ProductFormDetail>E107</ProductFormDetail>",
                         f"<EpubTechnicalProtection>{mark}</EpubTechnicalProtection>", "<LanguageCode>ukr</LanguageCode>"):
                self.assertIn(part, text)
            shop.json("publisher", "stamp", "Night")

    def test_onix_takes_back_by_its_isbn_no_book_that_is_another_suppliers(self):
        shop = self.begun()

        def told(source, reference, kind, isbn, of=shop):
            text = ("<?xml version='1.0'?><ONIXMessage release='3.0'><Product><RecordReference>{}</RecordReference><NotificationType>{}"
                    "</NotificationType><ProductIdentifier><ProductIDType>15</ProductIDType><IDValue>{}</IDValue></ProductIdentifier>"
                    "<DescriptiveDetail><TitleDetail><TitleType>01</TitleType><TitleElement><TitleElementLevel>01</TitleElementLevel>"
                    "<TitleText>Pond {}</TitleText></TitleElement></TitleDetail></DescriptiveDetail></Product></ONIXMessage>")
            path = self.write("told.xml", text.format(reference, kind, isbn, isbn[-1]))
            command = ["import", path, *(["--source", source] if source else [])]
            return json.loads(of.run(*command, "--json").stdout)["lists"][0]

        named, unnamed = "9780306406157", "9783161484100"
        self.assertEqual(self.counts(told("acme", "r1", "03", named))[0], 1)
        # Another one, one without a name, and one that has the book too: none of them brought it.
        for source, kinds in (("bad", ("05",)), ("", ("05",)), ("late", ("03", "05"))):
            for kind in kinds:
                entry = told(source, "x9", kind, named)
            self.assertEqual(self.counts(entry)[5:], (0, 1), source)
            said = json.dumps(entry)
            self.assertIn("the lists of acme", said)
            self.assertIn("Hide pond-7 if it shall go", said)
            self.assertEqual(shop.client().get("/books/pond-7").status, 200)
        # Nor where an export brought it, which has a name of its own and says whose it was.
        taken = self.write("taken.json", shop.run("export").stdout)
        elsewhere = Shop(is_demo=False).start()
        self.addCleanup(self.end, elsewhere)
        self.bring(elsewhere, taken)
        entry = told("", "x9", "05", named, of=elsewhere)
        self.assertEqual(self.counts(entry)[5:], (0, 1))
        self.assertEqual(elsewhere.client().get("/books/pond-7").status, 200)
        # Whose list brought it takes it back under another name, too.
        self.assertEqual(self.counts(told("acme", "r2", "05", named))[5:], (1, 0))
        # The shop follows the command: a page that was kept goes with the next look at the catalogue.
        shop.wait_until(lambda: shop.client().request("GET", "/books/pond-7").status == 404, "the book's leave")
        # What no supplier was named of is there for whoever says so, until a supplier has it.
        self.assertEqual(self.counts(told("", "r1", "03", unnamed))[0], 1)
        self.assertEqual(self.counts(told("acme", "r3", "03", unnamed))[2], 1)
        self.assertEqual(self.counts(told("bad", "x1", "05", unnamed))[5:], (0, 1))
        self.assertEqual(self.counts(told("acme", "r3", "05", unnamed))[5:], (1, 0))

    def test_onix_says_what_can_be_had_when_and_is_read_back_so(self):
        shop = self.begun_in("EUR")
        names = ("Open", "Preorder", "Later", "Over", "Gift", "Gone", "Anew")
        for name in names:
            dated = "<dc:date>1999-05-05</dc:date>" if name == "Anew" else ""
            self.write(name + ".epub", epub(package(metadata(title=name, identifier="urn:uuid:" + name, more=dated))))
            shop.json("import", self.folder / (name + ".epub"), "--price", "4.99")
        self.bring(shop, self.write("listed.csv", "id,title,published\n1,Listed,2031\n"))
        shop.json("book", "dates", "preorder", "--release", "2090-01-02")
        shop.json("book", "dates", "later", "--from", "2090-01-01", "--release", "2090-02-02T12:00:00Z", "--until", "2090-12-31")
        shop.json("book", "dates", "over", "--from", "2020-01-01", "--until", "2020-12-31")
        shop.json("book", "dates", "anew", "--from", "2090-03-01")
        shop.json("book", "price", "gift", "free")
        shop.json("book", "price", "gift", "4.49", "--currency", "EUR")
        shop.json("book", "stock", "gone", "0")
        out = self.folder / "out.xml"
        self.assertEqual(shop.run("export", "--format", "onix", "--to", out).returncode, 0)
        found = {}
        for product in ElementTree.parse(out).getroot().iter(ONIX + "Product"):
            def texts(path, product=product):
                return [one.text for one in product.iterfind("/".join(ONIX + step for step in path.split("/")))]
            (title,) = texts("DescriptiveDetail/TitleDetail/TitleElement/TitleText")
            dates = zip(texts("PublishingDetail/PublishingDate/PublishingDateRole") + texts("ProductSupply/SupplyDetail/SupplyDate/SupplyDateRole"),
                        texts("PublishingDetail/PublishingDate/Date") + texts("ProductSupply/SupplyDetail/SupplyDate/Date"))
            found[title] = (*texts("NotificationType"), *texts("PublishingDetail/PublishingStatus"),
                            *texts("ProductSupply/SupplyDetail/ProductAvailability"), dict(dates))
        self.assertEqual(found, {
            "Open": ("03", "04", "20", {}), "Gift": ("03", "04", "20", {}), "Gone": ("03", "04", "40", {}),
            "Preorder": ("02", "02", "10", {"01": "20900102", "08": "20900102"}),
            "Later": ("02", "02", "10", {"01": "20900202", "27": "20900101", "08": "20900202T120000Z", "51": "20910101"}),
            "Over": ("03", "08", "40", {"51": "20210101"}),
            "Anew": ("02", "02", "10", {"01": "20900301", "27": "20900301", "08": "20900301"}),
            "Listed": ("03", "00", "40", {"01": "2031"})})
        other = self.begun_in("EUR")
        entry = self.bring(other, out)
        self.assertEqual((entry["new"], entry["refused"], [row["notes"] for row in entry["reports"] if row["notes"]]), (8, 0, []))
        for name in (*names, "Listed"):
            was, came = (one.json("book", "show", name.lower()) for one in (shop, other))
            for field in ("sold_until", "release_at", "prices", "price") + (() if name == "Over" else ("sold_from",)):
                self.assertEqual(came[field], was[field], (name, field))
        self.assertEqual(self.counts(self.bring(other, out))[4], 8)
        # Another day in the list is told, and the one that stands here stays.
        moved = self.write("moved.xml", out.read_text().replace("20900102", "20900105"))
        (row,) = self.bring(other, moved)["reports"]
        self.assertEqual((row["title"], row["notes"]), ("Preorder", ["When it is sold was left out: the book has other days."]))
        self.assertEqual(other.json("book", "show", "preorder")["release_at"], "2090-01-02T00:00:00Z")

    def test_a_price_of_upstream_that_is_none_is_told_with_its_row(self):
        shop = self.begun()
        books = [{"id": str(number), "title": f"Book {number}", "price": price}
                 for number, price in enumerate((5, -5, "ask us", 1e30, 0.001))]
        path = self.write("books.json", json.dumps({"books": books}))
        entry = self.bring(shop, path)
        self.assertEqual((entry["new"], entry["price_not_set"]), (5, 4))
        self.assertEqual([(row["line"], row["notes"]) for row in entry["reports"] if row["notes"]],
                         [(2, ["Its price is no amount: -5."]), (3, ["Its price is no amount: ask us."]),
                          (4, ["Its price is no amount: 1e+30."]), (5, ["Its price is no amount: 0.001."])])
        again = self.write("again.json", json.dumps({"books": [{"title": "X"}, {"title": "Y", "price": -5}]}))
        self.assertIn("Its price is no amount: -5.", shop.run("import", again).stdout)

    def test_what_was_taken_out_with_files_makes_the_same_catalogue_elsewhere(self):
        shop = self.begun()
        for number in (1, 2, 3):
            self.write(f"{number}.epub", epub(package(metadata(title=f"Book {number} “ü”", identifier=f"urn:uuid:{number}"))))
            shop.json("import", self.folder / f"{number}.epub", "--price", "4.99")
        slugs = [book["slug"] for book in shop.json("book", "list")["books"]]
        shop.json("book", "price", slugs[0], "--at-least", "3", "--suggested", "8")
        shop.json("book", "countries", slugs[1], "only", "DE", "AT")
        shop.json("book", "dates", slugs[1], "--until", "2031-12-31")
        shop.json("book", "stock", slugs[1], "7")
        shop.json("book", "hide", slugs[2])
        shop.json("book", "cover", slugs[0], self.write("new.png", png(400, 600)))
        shop.json("book", "hide-sample", slugs[0])
        self.bring(shop, self.write("books.csv", HEAD + ROWS))
        shop.json("book", "edit", "alone", "--title", "Alone at Sea")
        taken = self.folder / "taken"
        done = shop.run("export", "--with-files", taken, "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(json.loads(done.stdout)["books"], 7)
        self.assertEqual(len(list((taken / "files").iterdir())), 4, "three books and a cover")
        listed = self.folder / "listed.csv"
        self.assertEqual(shop.json("export", "--format", "csv", "--to", listed)["books"], 5, "two of the seven are not listed")
        self.assertEqual(len(list(csv.DictReader(io.StringIO(listed.read_text())))), 5)
        self.assertIn("5 books in ", shop.run("export", "--format", "onix", "--to", listed).stdout)
        before = self.hash_of(shop)
        self.assertEqual((before["works"], before["editions"], before["offers"]), (7, 7, 7))
        folder = self.folder
        other = self.begun("lists-other")
        entry = self.bring(other, taken / "catalogue.json")
        self.assertEqual(self.counts(entry)[0], 7)
        self.assertEqual(self.hash_of(other), before)
        self.assertEqual(other.run("export", "--hash").stdout.strip(), before["catalogue_hash"])
        self.assertEqual(self.counts(self.bring(other, taken / "catalogue.json"))[4], 7)
        self.assertEqual(self.hash_of(other), before, "a second time changes nothing")
        # What the shop chose to show comes, too: its own cover, and no sample.
        for one, name in ((shop, "there"), (other, "here")):
            books = [self.api(one).get("/api/v1/books/" + slug).json()["book"] for slug in slugs[:2]]
            picture = one.client().get(urlsplit(books[0]["cover_url"]).path)
            self.assertEqual(jpeg_size(picture.body), (400, 600), name)
            self.assertEqual([book["sample_url"] is None for book in books], [True, False], name)
        # The shop knows the lists that the other one knew, and what a person wrote there.
        self.assertEqual(self.counts(self.bring(other, folder / "books.csv")), (0, 0, 0, 0, 4, 0, 0))
        self.assertEqual(self.hash_of(other), before, "the same list as there changes nothing")
        moved_on = ROWS.replace("Alone,,fr", "Alone Again,Nobody,fr")
        entry = self.bring(other, self.write("moved-on.csv", HEAD + moved_on))
        self.assertEqual(self.counts(entry), (0, 0, 0, 1, 3, 0, 0))
        self.assertIn("Kept as the shop wrote it: title.", entry["reports"][0]["notes"])
        moved = other.client().request("GET", "/books/watsons")
        self.assertEqual((moved.status, moved.header("location")), (302, "/books/the-watsons"))
        sold = next(book for book in self.api(other).get("/api/v1/books?limit=100").json()["books"]
                    if book["formats"] and book["slug"] == slugs[0])
        self.assertTrue(sold["cover_url"], "pictures are made again of the file")
        other.json("book", "price", slugs[0], "9.99")
        self.assertNotEqual(self.hash_of(other)["catalogue_hash"], before["catalogue_hash"])
        self.assert_no_errors_logged(other)
        self.folder = folder
        # Without the files the books are there and cannot be bought, and that is said.
        alone = self.begun("lists-alone")
        path = self.write("alone.json", (taken / "catalogue.json").read_bytes())
        entry = self.bring(alone, path)
        self.assertTrue(any("not beside the list" in note for row in entry["reports"] for note in row["notes"]))
        self.assertIn("The cover that its shop chose is not beside the list.",
                      [note for row in entry["reports"] for note in row["notes"]])
        self.assertEqual(alone.json("book", "show", slugs[0])["state"], "no file")

    def test_a_book_of_an_export_that_takes_anothers_ids_is_refused_alone(self):
        shop = self.begun("lists-ids")
        self.bring(shop, self.write("books.csv", HEAD + ROWS))
        taken = self.folder / "taken.json"
        self.assertEqual(shop.run("export", "--format", "json", "--to", taken).returncode, 0)
        export = json.loads(taken.read_text())
        model = export["books"][0]
        other = self.begun("lists-ids-other")
        self.assertEqual(self.counts(self.bring(other, self.write("all.json", json.dumps(export))))[0], 4)

        def book(number, **ids):
            made = json.loads(json.dumps(model)) | {"merged_into": "", "names": []}
            made["work"] |= {"id": f"w{number}", "slug": f"w{number}", "title": f"Other {number}"}
            for part in ("edition", "offer"):
                made[part]["id"] = ids.get(part, f"{part[0]}{number}")
            made["edition"]["isbn13"] = ""
            return made

        export["books"] = [book(1, edition=model["edition"]["id"]), book(2, offer=model["offer"]["id"]), book(3), book(4, offer="o3")]
        entry = self.bring(other, self.write("odd.json", json.dumps(export | {"bundles": []})), code=6)
        self.assertEqual((self.counts(entry)[0], self.counts(entry)[6]), (1, 3))
        said = [row["notes"][0] for row in entry["reports"] if row["verdict"] == "refused"]
        self.assertEqual(said, ["The id of its edition is that of another book."] + ["The id of its offer is that of another book."] * 2)
        self.assert_no_errors_logged(other)

    def test_an_empty_shop_refuses_prices_in_another_currency_until_it_sells_in_it(self):
        shop = self.begun()
        shop.json("settings", "SHOP_CURRENCY", "EUR")
        self.write("1.epub", epub(package(metadata(title="Book 1", identifier="urn:uuid:1"))))
        shop.json("import", self.folder / "1.epub", "--price", "4.99")
        taken = self.folder / "taken"
        self.assertEqual(shop.run("export", "--with-files", taken).returncode, 0)
        before = self.hash_of(shop)
        other = self.begun("lists-euro")
        refused = other.run("import", taken / "catalogue.json")
        self.assertNotEqual(refused.returncode, 0)
        self.assertIn("aan settings SHOP_CURRENCY EUR", " ".join((refused.stdout + refused.stderr).split()))
        self.assertEqual(other.json("book", "list")["books"], [])
        other.json("settings", "SHOP_CURRENCY", "EUR")
        self.bring(other, taken / "catalogue.json")
        self.assertEqual(self.hash_of(other), before)

    def test_prices_of_an_export_in_a_currency_that_is_not_sold_in_are_counted_until_they_are_taken(self):
        shop = self.begun_in("EUR,GBP")
        for number in (1, 2, 3):
            self.write(f"{number}.epub", epub(package(metadata(title=f"Book {number}", identifier=f"urn:uuid:{number}"))))
            shop.json("import", self.folder / f"{number}.epub", "--price", "4.99")
        for slug, code in (("book-1", "EUR"), ("book-1", "GBP"), ("book-2", "EUR")):
            shop.json("book", "price", slug, "4.49", "--currency", code)
        taken = self.folder / "taken"
        self.assertEqual(shop.run("export", "--with-files", taken).returncode, 0)
        before = self.hash_of(shop)
        other = self.begun("lists-narrow")
        entry = self.bring(other, taken / "catalogue.json", code=6)
        self.assertEqual((entry["new"], entry["prices_left_out"]), (3, 2))
        note = "Prices in EUR, GBP of 2 entries were left out: this shop sells in USD."
        self.assertTrue(any(said.startswith(note) for said in entry["notes"]), entry["notes"])
        # What is as before is left out as before.
        told = other.run("import", taken / "catalogue.json")
        self.assertEqual(told.returncode, 6, told.stdout)
        self.assertIn(note, told.stdout)
        self.assertIn("3 as before, 2 with prices left out.", told.stdout)
        catalogue = (taken / "catalogue.json").read_bytes()
        robot = Program(self, other, "see_books", "change_books")
        body = (f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="catalogue.json"\r\n'
                "Content-Type: application/json\r\n\r\n").encode() + catalogue + f"\r\n--{BOUNDARY}--\r\n".encode()
        (uploaded,) = robot.ask("POST", "books", body=body,
                                headers={"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"})["files"]
        self.assertEqual((uploaded["verdict"], uploaded["list"]["prices_left_out"]), ("warned", 2))
        self.assertTrue(any(said.startswith(note) for said in uploaded["notes"]), uploaded["notes"])
        kept = robot.ask("GET", "list.show?run=" + entry["run"])
        self.assertIn("2 with prices left out", kept["list"]["said"])
        self.assertTrue(any(one["said"].startswith(note) for one in kept["remarks"]), kept["remarks"])
        page = send(join(other, "ada", first_link(other)), [("catalogue.json", catalogue)]).page
        self.assertIn(note, page.text)
        other.json("settings", "SHOP_CURRENCIES", "EUR, GBP")
        entry = self.bring(other, taken / "catalogue.json")
        self.assertEqual((entry["changed"], entry["prices_left_out"]), (2, 0))
        self.assertEqual(self.hash_of(other), before)
        # Of a supplier's list a shop takes what it can: its other prices are a remark.
        theirs = self.write("theirs.csv", HEAD.strip() + ",currency\ns,9,Odd,Jo,en,,,9.99,CHF\n")
        self.assertEqual(self.bring(other, theirs)["prices_left_out"], 1)

    def test_what_the_note_promises_of_prices_that_were_left_out_comes_true(self):
        shop = self.begun()
        self.write("here.epub", epub(package(metadata(title="Here", identifier="urn:isbn:9780486284958"))))
        shop.json("import", self.folder / "here.epub", "--price", "4.99")
        head = HEAD.strip() + ",currency\n"
        rows = "s,1,Odd,Jo,en,,,9.99,EUR\ns,2,Even,Jo,en,,,9.99,EUR\n"
        lists = [self.write("theirs.csv", head + rows), self.write("isbn.csv", head + "s,3,Here,Jo,en,,9780486284958,9.99,EUR\n")]
        entry = self.bring(shop, lists[0])
        self.assertEqual(entry["prices_left_out"], 2)
        note = next(said for said in entry["notes"] if said.startswith("Prices in EUR of 2 entries were left out"))
        self.assertIn("it takes them then, but for books whose price somebody of the shop set.", note)
        entry = self.bring(shop, lists[1])
        self.assertEqual((entry["matched"], entry["prices_left_out"]), (1, 0), "the price of a book that was here is the shop's")
        shop.json("book", "price", "odd", "5.00")
        self.assertEqual(self.bring(shop, lists[0])["prices_left_out"], 1)
        shop.json("settings", "SHOP_CURRENCIES", "EUR")
        entry = self.bring(shop, lists[0])
        self.assertEqual((entry["changed"], entry["as_before"], entry["prices_left_out"]), (2, 0, 0))
        shown = shop.json("book", "show", "even")
        self.assertIn("EUR", json.dumps(shown))
        self.assertNotIn("EUR", json.dumps(shop.json("book", "show", "odd")))

    def test_csv_goes_out_and_comes_back(self):
        shop = self.begun()
        self.bring(shop, self.write("books.csv", HEAD + ROWS))
        out = shop.run("export", "--format", "csv").stdout
        self.assertEqual(out.splitlines()[0].split(",")[:4], ["source_id", "title", "subtitle", "author"])
        self.assertEqual(len(out.splitlines()), 4, "what another book stands for is not said")
        other = self.begun("lists-csv")
        self.assertEqual(self.counts(self.bring(other, self.write("out.csv", out)))[0], 3)
        self.assertEqual(other.json("book", "show", "walden")["price"]["amount"], "499")

    def test_marks_inside_of_names_make_no_more_names_of_them_in_csv(self):
        shop = self.begun()
        book = package(metadata(title="Marks", creator="Smith; Jones | Co", more="<dc:subject>Woods | Ponds</dc:subject>"))
        (self.folder / "marks.epub").write_bytes(epub(book))
        shop.json("import", self.folder / "marks.epub", "--price", "4.99")
        out = shop.run("export", "--format", "csv").stdout
        other = self.begun("lists-marks")
        self.bring(other, self.write("out.csv", out))
        found = self.api(other).get("/api/v1/books/marks").json()["book"]
        self.assertEqual([one["name"] for one in found["contributors"]], ["Smith, Jones / Co"])
        self.assertEqual([one["name"] for one in found["subjects"]], ["Woods / Ponds"])

    def test_killed_in_the_middle_it_is_begun_again_and_nothing_is_there_twice(self):
        self.folder = fresh_folder("lists-killed")
        rows = "".join(f"s,{number},Title {number},Author {number % 97},en,Subject {number % 13},,\n" for number in range(9000))
        path = self.write("many.csv", HEAD + rows)
        shop = Shop(is_demo=False)
        shop.run("init")
        importing = subprocess.Popen([AAN, "import", str(path), "--data", str(shop.data)], stdout=subprocess.PIPE,
                                     stderr=subprocess.PIPE)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and importing.poll() is None:
            if (shop.data / "aan.db-wal").exists() and (shop.data / "aan.db-wal").stat().st_size > 4 << 20:
                break
            time.sleep(0.01)
        importing.send_signal(signal.SIGKILL)
        importing.communicate()
        entry = self.bring(shop, path)
        counts = self.counts(entry)
        self.assertEqual(counts[0] + counts[4], 9000)
        with shop:
            runs = Program(self, shop, "see_books").ask("GET", "list.runs")["runs"]
        self.assertEqual([one["state"] for one in runs], ["done", "stopped"], "also said after a kill")
        self.assertEqual((runs[0]["done"], runs[1]["rows"] in (0, 9000)), (9000, True))
        self.assertEqual(self.hash_of(shop)["works"], 9000)
        with shop:
            self.addCleanup(self.end, shop)
            self.assertEqual(self.api(shop).get("/api/v1/books?limit=1").json()["total"], 9000 - counts[1] if counts[1] else 9000)
