"""Copies that name their order, for publishers who want it; nothing else of a book changes."""

import hashlib
import io
import json
import os
import random
import shutil
import subprocess
import time
import unittest
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

from corpus.book import epub, metadata, package
from corpus.pdf_writer import pdf, stream, xmp_packet
from corpus.zip_writer import STORED, Entry
from harness import Shop, ShopCase, fresh_folder
from harness.desk import first_link, join
from harness.stripe import until
from test_demo_books import JAR, JAVA

DATA = Path(os.environ.get("AAN_TEST_DATA") or "none") / "epub"
OPF = '{http://www.idpf.org/2007/opf}'
PRESS = "Night & Press"
FIRST_BYTE_MS_MAX = 500


def book(title, publisher="Night &amp; Press", more="", **options):
    named = f"<dc:publisher>{publisher}</dc:publisher>" if publisher else ""
    return epub(package(metadata(title=title, identifier=f"urn:x:{title}", more=named + more)), **options)


class StampCase(ShopCase):
    def with_books(self, **books):
        shop = Shop(is_demo=False, env={"NODE_NAME": "Night Shelves"}).start()
        self.addCleanup(self.end, shop)
        folder = fresh_folder("stamps")
        for name, content in books.items():
            (folder / f"{name}.epub").write_bytes(content)
        imported = shop.json("import", folder, "--price", "4.99")
        self.assertEqual({entry["verdict"] for entry in imported["files"]} - {"ok", "warned"}, set(), imported)
        return shop

    def bought(self, shop, slug):
        return self.buy(shop, self.api(shop), {"slug": slug})

    def address(self, shop, order, line=0):
        api = self.api(shop)
        download = self.order(api, order)["lines"][line]["downloads"][0]
        return urlsplit(self.start_download(api, order, download)["url"]).path

    def fetch(self, shop, order, line=0):
        return self.api(shop).get(self.address(shop, order, line)).body

    def assert_copy_of(self, original, copy, reference, shop="Night Shelves"):
        """Every entry of the file is in the copy as it was, and the copy names order and shop."""
        old, new = zipfile.ZipFile(io.BytesIO(original)), zipfile.ZipFile(io.BytesIO(copy))
        self.assertIsNone(new.testzip())
        first = new.infolist()[0]
        self.assertEqual((first.filename, first.compress_type, first.header_offset), ("mimetype", zipfile.ZIP_STORED, 0))
        container = old.read("META-INF/container.xml").decode()
        opf = container.split('full-path="')[1].split('"')[0]
        for info in old.infolist():
            if info.filename == opf:
                continue
            same = new.getinfo(info.filename)
            self.assertEqual((same.CRC, same.compress_size, same.compress_type, same.date_time),
                             (info.CRC, info.compress_size, info.compress_type, info.date_time), info.filename)
            self.assertEqual(raw(original, info), raw(copy, same), info.filename)
        added = set(new.namelist()) - set(old.namelist())
        self.assertEqual(len(added), 1, added)
        page = new.read(added.pop()).decode()
        self.assertIn(f"This copy belongs to order {reference}", page)
        text = new.read(opf).decode()
        self.assertIn(f'name="asymmetry:order" content="{reference}"', text)
        self.assertIn(f'name="asymmetry:shop" content="{shop}"', text)


def raw(data, info):
    """The packed bytes of an entry, as they lie there."""
    name, extra = (int.from_bytes(data[info.header_offset + at:info.header_offset + at + 2], "little") for at in (26, 28))
    begin = info.header_offset + 30 + name + extra
    return data[begin:begin + info.compress_size]


class Stamps(StampCase):
    def test_copies_bear_their_orders_for_publishers_who_want_it_and_for_orders_from_then_on(self):
        content, other = book("Walden"), book("Emma", publisher="Other Press")
        shop = self.with_books(walden=content, emma=other)
        before = self.bought(shop, "walden")
        self.assertEqual(self.fetch(shop, before), content, "nobody is stamped unless somebody says so")
        self.assertNotIn("carries the reference", shop.client().get("/books/walden").page.text)
        listed = shop.json("publisher", "list")["publishers"]
        self.assertEqual([(line["publisher"], line["editions"], line["stamped_since"]) for line in listed],
                         [(PRESS, 1, None), ("Other Press", 1, None)])
        self.assertEqual(shop.json("publisher", "stamp", PRESS), {"publisher": PRESS, "stamped": True, "changed": True})
        self.assertFalse(shop.json("publisher", "stamp", PRESS)["changed"])
        self.assertIn("carries the reference of its order", shop.client().get("/books/walden").page.text)
        self.assertNotIn("carries the reference", shop.client().get("/books/emma").page.text)
        one, two = self.bought(shop, "walden"), self.bought(shop, "walden")
        copy = self.fetch(shop, one)
        self.assert_copy_of(content, copy, one["reference"])
        self.assert_copy_of(content, self.fetch(shop, two), two["reference"])
        self.assertEqual(self.fetch(shop, one), copy, "the same order, the same bytes")
        self.assertEqual(self.fetch(shop, before), content, "what was sold before stays as it was sold")
        self.assertEqual(self.fetch(shop, self.bought(shop, "emma")), other)
        shown = self.order(self.api(shop), one)["lines"][0]["downloads"][0]
        self.assertTrue(shown["stamped"])
        self.assertFalse(self.order(self.api(shop), before)["lines"][0]["downloads"][0]["stamped"])
        page = shop.client().get("/orders/" + one["token"]).page
        self.assertIn("carries your order’s reference", page.text)
        self.assertNotIn(hashlib.sha256(content).hexdigest(), shop.client().get(f"/orders/{one['token']}/receipt").text)
        checked = shop.json("book", "check")
        self.assertTrue(checked["good"], "the shop's own file is what it was")
        self.assertNotIn(one["token"].encode(), copy)
        shop.json("publisher", "unstamp", PRESS)
        self.assertEqual(self.fetch(shop, one), content)
        self.assert_no_errors_logged(shop)

    def test_a_copy_is_fetched_in_parts_and_named_by_its_bytes(self):
        content = book("Walden", more="<dc:description>long</dc:description>" * 50)
        shop = self.with_books(walden=content)
        shop.json("publisher", "stamp", PRESS)
        order, other = self.bought(shop, "walden"), self.bought(shop, "walden")
        api, path = self.api(shop), self.address(shop, order)
        head = api.head(path)
        whole = api.get(path)
        self.assertEqual(int(head.header("content-length")), len(whole.body))
        self.assertEqual(head.header("etag"), whole.header("etag"))
        self.assertNotEqual(whole.header("etag"), api.head(self.address(shop, other)).header("etag"))
        chance = random.Random(7)
        size = len(whole.body)
        cuts = sorted({0, size, *(chance.randrange(size) for _ in range(6)), len(content) - 40})
        got = b""
        for begin, end in zip(cuts, cuts[1:]):
            part = api.get(path, headers={"Range": f"bytes={begin}-{end - 1}", "If-Range": whole.header("etag")}, status=206)
            got += part.body
        self.assertEqual(got, whole.body)
        path = self.address(shop, order)  # one address carries a copy three times, its transfers under way counted
        changed = api.get(path, headers={"Range": "bytes=5-9", "If-Range": '"another"'})
        self.assertEqual((changed.status, changed.body), (200, whole.body))
        self.assertEqual(api.get(path, headers={"If-None-Match": whole.header("etag")}, status=304).body, b"")
        shop.restart()
        again = self.api(shop).get(self.address(shop, order))
        self.assertEqual((again.body, again.header("etag")), (whole.body, whole.header("etag")))
        until(lambda: "A file arrived in full" in shop.client().get("/orders/" + order["token"]).page.text, "the fact", shop)
        self.assert_no_errors_logged(shop)

    def test_a_copy_says_which_order_it_belongs_to(self):
        shop = self.with_books(walden=book("Walden"))
        shop.json("publisher", "stamp", PRESS)
        order = self.bought(shop, "walden")
        folder = fresh_folder("found")
        (folder / "copy.epub").write_bytes(self.fetch(shop, order))
        (folder / "plain.epub").write_bytes(book("Walden"))
        (folder / "none.epub").write_bytes(b"no book")
        found = shop.json("stamp", folder / "copy.epub")["stamps"]
        self.assertEqual(len(found), 1)
        self.assertEqual((found[0]["order"], found[0]["shop"], found[0]["of_this_shop"]),
                         (order["reference"], "Night Shelves", True))
        self.assertEqual(found[0]["found"]["reference"], order["reference"])
        self.assertIn(order["reference"], shop.run("stamp", folder / "copy.epub").stdout)
        self.assertIn("no proof", shop.run("stamp", folder / "copy.epub").stdout)
        self.assertEqual(shop.json("stamp", folder / "plain.epub")["stamps"], [])
        for name in ("none.epub", "gone.epub"):
            self.assertNotEqual(shop.run("stamp", folder / name).returncode, 0)
        # Whoever takes the page and the two lines out is not found; whoever leaves the page is.
        with zipfile.ZipFile(folder / "copy.epub") as copy, zipfile.ZipFile(folder / "less.epub", "w") as less:
            for name in copy.namelist():
                data = copy.read(name)
                if name.endswith(".opf"):
                    data = data.replace(b'asymmetry:order', b'x').replace(b'asymmetry:shop', b'y')
                less.writestr(name, data)
        self.assertEqual(shop.json("stamp", folder / "less.epub")["stamps"][0]["order"], order["reference"])

    def test_what_a_stamp_would_break_goes_out_as_it_is_and_the_desk_says_so_once(self):
        fixed = book("Fixed", more='<meta property="rendition:layout">pre-paginated</meta>')
        signed = book("Signed", more="", extra=[Entry(b"META-INF/signatures.xml", b"<signatures/>", STORED)])
        shop = self.with_books(fixed=fixed, signed=signed)
        shop.json("publisher", "stamp", PRESS)
        self.assertEqual(self.fetch(shop, self.bought(shop, "fixed")), fixed)
        self.assertEqual(self.fetch(shop, self.bought(shop, "signed")), signed)
        left_out = until(lambda: len(shop.json("publisher", "list")["left_out"]) == 2 and
                         shop.json("publisher", "list")["left_out"], "both are known", shop)
        self.assertEqual({(line["slug"], line["why"]) for line in left_out}, {("fixed", "fixed_layout"), ("signed", "signed")})
        items = until(lambda: len(self.items(shop)) == 2 and self.items(shop), "items", shop)
        self.assertEqual({item["label"] for item in items}, {"fixed", "signed"})
        self.assertNotIn("carries the reference", shop.client().get("/books/fixed").page.text)
        ada = join(shop, "ada", first_link(shop))
        page = ada.browser.get("/desk/publishers").page
        for words in ("Fixed", "Signed", "It is signed", "stamped"):
            self.assertIn(words, page.text)
        page = ada.browser.get("/desk/attention").page
        self.assertIn("It is signed: any change breaks the signature", page.text)
        self.assertTrue(page.link_to("/desk/books/signed"))
        self.assert_no_errors_logged(shop)

    def items(self, shop):
        items = json.loads(shop.run("attention", "--json").stdout)["items"]
        return [item for item in items if item["kind"] == "copy_unstamped"]

    def test_the_desk_turns_it_on_and_off_and_so_does_the_api(self):
        shop = self.with_books(walden=book("Walden"), bare=book("Bare", publisher=""))
        ada = join(shop, "ada", first_link(shop))
        page = ada.browser.get("/desk/books").page
        page = ada.browser.get(page.link_to("/desk/publishers")).page
        self.assertIn("(books that name no publisher)", page.text)
        form = next(form for form in page.forms if form.field("publisher") == PRESS)
        done = ada.browser.submit(form)
        self.assertIn("From now on copies of that publisher", done.page.text)
        listed = {line["publisher"]: bool(line["stamped_since"]) for line in shop.json("publisher", "list")["publishers"]}
        self.assertEqual(listed, {"": False, PRESS: True})
        audit = [entry for entry in shop.json("audit", "list")["entries"] if entry["action"] == "publisher.stamp"]
        self.assertEqual([(entry["actor"], entry["subject"]) for entry in audit], [("ada", PRESS)])
        refused = shop.run("publisher", "stamp", "Nigth & Press")
        self.assertEqual(refused.returncode, 3, refused)
        self.assertIn("Is it Night & Press?", refused.stderr)
        shop.json("publisher", "stamp")
        self.assertTrue({line["publisher"]: bool(line["stamped_since"])
                         for line in shop.json("publisher", "list")["publishers"]}[""])


class RealStamps(StampCase):
    @unittest.skipUnless(DATA.is_dir(), "no real EPUBs: AAN_TEST_DATA")
    @unittest.skipUnless(JAVA and JAR.exists(), "java or EPUBCheck (tests/npm) is not here")
    def test_epubcheck_finds_nothing_in_copies_that_it_did_not_find_in_the_books(self):
        shop = Shop(is_demo=False, env={"NODE_NAME": "Night Shelves <\"München\">"}).start()
        self.addCleanup(self.end, shop)
        files = {file.name: file.read_bytes() for file in sorted(DATA.glob("*.epub"))}
        imported = shop.json("import", DATA, "--price", "0")["files"]
        for line in shop.json("publisher", "list")["publishers"]:
            shop.json("publisher", "stamp", line["publisher"])
        folder = fresh_folder("judged")
        stamped = {}
        for entry in imported:
            order = self.order(self.api(shop), self.place(self.api(shop), {"slug": entry["slug"]}))
            copy = self.fetch(shop, order)
            if copy == files[entry["file"]]:
                continue
            stamped[entry["file"]] = order["reference"]
            self.assert_copy_of(files[entry["file"]], copy, order["reference"],
                                "Night Shelves &lt;&quot;München&quot;&gt;")
            (folder / ("copy-" + entry["file"])).write_bytes(copy)
            (folder / ("book-" + entry["file"])).write_bytes(files[entry["file"]])
        self.assertGreaterEqual(len(stamped), 25)
        left_out = {line["why"] for line in shop.json("publisher", "list")["left_out"]}
        self.assertEqual(left_out, {"fixed_layout"})

        # A judge takes seconds for a book: a few of each kind here, all of them where AAN_EVERY_BOOK is set.
        names = sorted(stamped)
        chosen = names if os.environ.get("AAN_EVERY_BOOK") else [
            name for number, name in enumerate(names) if name.startswith("idpf") or number % 6 == 0]

        def findings(file):
            out = file.with_suffix(".json")
            subprocess.run([JAVA, "-XX:TieredStopAtLevel=1", "-jar", str(JAR), str(file), "-j", str(out)],
                           capture_output=True, timeout=600, check=False)
            said = json.loads(out.read_text())
            return sorted((message["ID"], message["severity"]) for message in said["messages"]
                          if message["severity"] in ("ERROR", "FATAL", "WARNING")
                          for _ in range(max(1, len(message["locations"]) + message.get("additionalLocations", 0))))

        def judge(name):
            after = findings(folder / ("copy-" + name))
            return name, findings(folder / ("book-" + name)) if after else [], after

        clean = 0
        with ThreadPoolExecutor(2) as pool:
            for name, before, after in pool.map(judge, chosen):
                with self.subTest(book=name):
                    self.assertEqual(after, before)
                    clean += not before
        self.assertGreaterEqual(clean, len(chosen) // 2)


class BigStamp(StampCase):
    def test_the_first_byte_of_fifty_megabytes_comes_at_once_and_the_rest_is_the_file(self):
        chance = random.Random(50)
        pictures = [Entry(f"EPUB/p{number}".encode(), chance.randbytes(1 << 20), STORED) for number in range(48)]
        content = book("Big", extra=pictures)
        shop = self.with_books(big=content)
        shop.json("publisher", "stamp", PRESS)
        order = self.bought(shop, "big")
        client = self.api(shop)
        path = self.address(shop, order)
        connection = client.connect()
        began = time.monotonic()
        connection.request("GET", path)
        answer = connection.getresponse()
        first = answer.read(1)
        took_ms = (time.monotonic() - began) * 1000
        copy = first + answer.read()
        self.assertLess(took_ms, FIRST_BYTE_MS_MAX)
        self.assertEqual(len(copy), int(answer.getheader("content-length")))
        self.assert_copy_of(content, copy, order["reference"])
        at = zipfile.ZipFile(io.BytesIO(content)).getinfo("EPUB/package.opf").header_offset
        self.assertEqual(copy[:at], content[:at], "the file goes out as it lies there")
        self.assertLess(len(copy) - len(content), 4000)


def said(program, file, *more):
    """What a program prints about a file; its name is no part of it."""
    done = subprocess.run([program, *more, str(file), *(["-"] if program == "pdftotext" else [])],
                          capture_output=True, text=True, timeout=60, check=False)
    return (done.stdout + done.stderr).replace(str(file), "FILE")


def findings(file):
    """What qpdf finds, but whether the first page comes first."""
    return [line for line in said("qpdf", file, "--check").splitlines() if "linearized" not in line]


def facts(file):
    """What pdfinfo tells, but number of pages, size and whether the first page comes first."""
    return [line for line in said("pdfinfo", file).splitlines() if line.split(":")[0] not in ("Pages", "File size", "Optimized")]


@unittest.skipUnless(shutil.which("qpdf") and shutil.which("pdftotext"), "qpdf or poppler-utils is not here")
class PdfStamps(ShopCase):
    """Copies of PDFs of every build, judged by qpdf and poppler; one shop for all of them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.folder = fresh_folder("pdf-stamps")
        noise = random.Random(50).randbytes(50 << 20)
        table = pdf(title="Table", trailer=b"/ID[<4142><4344>]", catalog=b"/MarkInfo<</Marked true>>")
        cls.files = {"table": table, "lying": pdf(title="Lying", page_words=b"/Rotate 270/CropBox[20 20 400 580]"),
                     "large": pdf(title="Large", extra=[stream(noise, packed=False)])}
        for name, options in {"streams": ["--object-streams=generate"], "linear": ["--linearize"],
                              "both": ["--linearize", "--object-streams=generate"]}.items():
            source = cls.folder / "source"
            source.write_bytes(pdf(title=name.title()))
            subprocess.run(["qpdf", *options, source, cls.folder / "made"], check=True, timeout=60)
            cls.files[name] = (cls.folder / "made").read_bytes()
        cls.plain = {"moved": b"\n" + pdf(title="Moved"),
                     "signed": pdf(title="Signed", extra=[b"<</Type/Sig/ByteRange[0 9 20 9]/Contents<00>>>"]),
                     "archived": pdf(title="Archived", xmp=xmp_packet("<pdfaid:part xmlns:pdfaid='x'>2</pdfaid:part>"))}
        books = cls.folder / "books"
        books.mkdir()
        for name, data in {**cls.files, **cls.plain}.items():
            (books / f"{name}.pdf").write_bytes(data)
        cls.shop = Shop(is_demo=False, env={"NODE_NAME": "Night (Shelves) München"}).start()
        cls.addClassCleanup(cls.shop.stop)
        cls.imported = {entry["file"]: entry for entry in cls.shop.json("import", books, "--price", "0")["files"]}
        cls.shop.json("publisher", "stamp")

    def ordered(self, name):
        """An order of that file, the address of its copy, and a client."""
        api = self.api(self.shop)
        order = self.order(api, self.place(api, {"slug": self.imported[f"{name}.pdf"]["slug"]}))
        download = order["lines"][0]["downloads"][0]
        return order, download, urlsplit(self.start_download(api, order, download)["url"]).path, api

    def test_judges_find_nothing_in_copies_that_they_did_not_find_in_the_books(self):
        for name in ("table", "lying", "streams", "linear", "both"):
            with self.subTest(book=name):
                order, download, path, api = self.ordered(name)
                whole = api.get(path)
                copy = whole.body
                self.assertTrue(download["stamped"])
                self.assertTrue(copy.startswith(self.files[name]), "the file goes out as it lies there")
                self.assertLess(len(copy) - len(self.files[name]), 4000)
                cut = len(self.files[name]) - 20
                part = api.get(path, headers={"Range": f"bytes={cut}-", "If-Range": whole.header("etag")}, status=206)
                self.assertEqual(part.body, copy[cut:])
                book, copied = self.folder / f"{name}.pdf", self.folder / f"{name}-copy.pdf"
                book.write_bytes(self.files[name])
                copied.write_bytes(copy)
                self.assertEqual(findings(copied), findings(book))
                self.assertNotIn("WARNING", str(findings(copied)))
                self.assertEqual(facts(copied), facts(book))
                text, before = said("pdftotext", copied), said("pdftotext", book)
                self.assertTrue(text.startswith(before.rstrip("\f")), "the book's own words")
                closing = " ".join(text[len(before):].split())
                self.assertIn(f"This copy belongs to order {order['reference']} Sold by Night (Shelves) München", closing)
                self.assertEqual(text.count("\f"), before.count("\f") + 1)
                size = next(line for line in said("pdfinfo", copied, "-f", "31", "-l", "31").splitlines() if line.startswith("Page   31 size"))
                self.assertIn("560 x 380 pts" if name == "lying" else "420 x 595 pts", size, "as the page before it is seen")
                found = self.shop.json("stamp", copied)["stamps"]
                self.assertEqual([(one["order"], one["of_this_shop"]) for one in found], [(order["reference"], True)])
        page = self.shop.client().get(f"/books/{self.imported['table.pdf']['slug']}").page
        self.assertIn("Each EPUB or PDF copy carries the reference of its order", page.text)
        self.assert_no_errors_logged(self.shop)

    def test_the_first_byte_of_fifty_megabytes_comes_at_once(self):
        order, _, path, api = self.ordered("large")
        connection = api.connect()
        began = time.monotonic()
        connection.request("GET", path)
        answer = connection.getresponse()
        first = answer.read(1)
        took_ms = (time.monotonic() - began) * 1000
        copy = first + answer.read()
        self.assertLess(took_ms, FIRST_BYTE_MS_MAX)
        self.assertEqual(len(copy), int(answer.getheader("content-length")))
        self.assertEqual(copy[:len(self.files["large"])], self.files["large"])
        self.assertIn(order["reference"].encode(), copy[len(self.files["large"]):])

    def test_what_a_page_would_break_goes_out_as_it_is_and_the_desk_says_why(self):
        for name, data in self.plain.items():
            _, download, path, api = self.ordered(name)
            self.assertEqual(api.get(path).body, data, name)
        left_out = {line["slug"]: line["why"] for line in self.shop.json("publisher", "list")["left_out"]}
        self.assertEqual({name: left_out.get(self.imported[f"{name}.pdf"]["slug"]) for name in self.plain},
                         {"moved": "structure", "signed": "signed", "archived": "standard"})
        items = until(lambda: (found := {item["label"] for item in json.loads(self.shop.run("attention", "--json").stdout)["items"]
                                         if item["kind"] == "copy_unstamped"}) == set(left_out) and found, "items", self.shop)
        self.assertEqual(len(items), len(self.plain))


if __name__ == "__main__":
    unittest.main()
