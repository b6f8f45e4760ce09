"""Names that are written in several ways are one, and characters that no XML may hold stay out of what is kept."""

import json
from xml.etree import ElementTree

from corpus.book import epub, metadata, package
from harness.lists import ListCase
from test_desk_api import BOUNDARY, Program

# The first as it came first; what follows is the same name. The soft hyphen and the joiner are not seen.
SPELT = [("Hawai'i", "Hawai\u2018i"), ("\u0633\u064e\u0644\u0627\u0645", "\u0633\u0644\u0627\u0645"), ("\u05e9\u05c1\u05dc\u05d5\u05dd", "\u05e9\u05dc\u05d5\u05dd"),
         ("\u4e2d\u56fd \u5386\u53f2", "\u4e2d\u56fd\u5386\u53f2"), ("Year 1984", "Year \uff11\uff19\uff18\uff14"), ("Hyphens", "Hyph\u00adens"),
         ("\u0646\u0627\u0645\u0647\u0627", "\u0646\u0627\u0645\u200d\u0647\u0627")]
SUBJECT = "<Subject><SubjectSchemeIdentifier>04</SubjectSchemeIdentifier><SubjectHeadingText>{}</SubjectHeadingText></Subject>"
PRODUCT = ("<Product><RecordReference>{0}</RecordReference><NotificationType>03</NotificationType><DescriptiveDetail><ProductForm>ED</ProductForm>"
           "<TitleDetail><TitleType>01</TitleType><TitleElement><TitleElementLevel>01</TitleElementLevel><TitleText>{1}</TitleText></TitleElement>"
           "</TitleDetail>{2}</DescriptiveDetail></Product>")
MESSAGE = '<?xml version="1.0" encoding="UTF-8"?><ONIXMessage release="3.0">{}</ONIXMessage>'


def rows(names):
    return "source,source_id,title,author,subjects\n" + "".join(f"acme,{i},T{i},A{i},{name}\n" for i, name in enumerate(names))


class Spellings(ListCase):
    def exported(self, shop):
        done = shop.run("export", "--format", "json")
        self.assertEqual(done.returncode, 0, done.stderr)
        return {one["work"]["title"]: one["work"]["subjects"] for one in json.loads(done.stdout)["books"]}

    def subjects_of(self, shop):
        return {title: [one["name"] for one in subjects] for title, subjects in self.exported(shop).items()}

    def test_subjects_of_a_list_that_are_spelt_two_ways_are_one(self):
        shop = self.begun("spelt")
        names = [name for pair in SPELT for name in pair]
        entry = self.bring(shop, self.write("spelt.csv", rows(names)))
        self.assertEqual(self.counts(entry)[0], len(names))
        found = self.subjects_of(shop)
        for i, (first, _) in enumerate(SPELT):
            with self.subTest(first=first):
                self.assertEqual((found[f"T{2 * i}"], found[f"T{2 * i + 1}"]), ([first], [first]))
        # The same of a program's list, and of ONIX: "C#" keeps its scheme beside "C", whose slug it would have.
        robot = Program(self, shop, "see_books", "change_books")
        body = (f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="more.csv"\r\n\r\n'
                + rows(["O'ahu", "O\u2018ahu"]).replace("acme", "program").replace(",T", ",P") + f"\r\n--{BOUNDARY}--\r\n").encode()
        (sent,) = robot.ask("POST", "books", body=body, headers={"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"})["files"]
        self.assertEqual(sent["list"]["new"] + sent["list"]["merged"], 2, sent)
        products = "".join(PRODUCT.format(i, f"Onix {i}", SUBJECT.format(name)) for i, name in enumerate(("C", "C#", "Kaua'i", "Kaua\u2018i")))
        entry = self.bring(shop, self.write("onix.xml", MESSAGE.format(products.replace(SUBJECT.format("C"), SUBJECT.format("C").replace(">04<", ">20<")))))
        self.assertEqual(self.counts(entry)[0], 4)
        taken = self.exported(shop)
        self.assertEqual([(one["slug"], one["scheme"]) for one in taken["Onix 0"] + taken["Onix 1"]], [("c", ""), ("c-2", "lcsh")])
        # Who writes the subjects of a book keeps them, whatever its list comes to say; nothing is lost.
        shop.json("book", "edit", "t0", "--subject", "Mine")
        entry = self.bring(shop, self.write("again.csv", rows(["Quite another", "Yet another"])))
        self.assertEqual(self.counts(entry)[3], 2)
        self.assertEqual(self.subjects_of(shop)["T0"], ["Mine"])
        self.assert_no_errors_logged(shop)

    def test_a_book_has_a_subject_once_however_it_spells_it(self):
        shop = self.begun("once")
        pair = "".join(f"<dc:subject>{name}</dc:subject>" for pair in SPELT[:4] for name in pair)
        self.write("evil.epub", epub(package(metadata(title="Twice", more=pair))))
        shop.json("import", self.folder / "evil.epub", "--price", "4.99")
        tags = [name for pair in SPELT for name in pair]
        books = {"brand": "acme", "books": [{"id": "a", "title": "Tags", "author": "A", "price": 9.99, "tags": tags}]}
        self.bring(shop, self.write("books.json", json.dumps(books)))
        found = self.subjects_of(shop)
        self.assertEqual(found["Twice"], [first for first, _ in SPELT[:4]])
        self.assertEqual(found["Tags"], [first for first, _ in SPELT])
        taken = self.folder / "taken"
        self.assertEqual(shop.run("export", "--with-files", taken).returncode, 0)
        other = self.begun("once-other")
        self.bring(other, taken / "catalogue.json")
        self.assertEqual(self.hash_of(other), self.hash_of(shop))

    def test_what_no_xml_may_hold_is_kept_nowhere_and_breaks_no_document(self):
        shop = self.begun("no-xml")
        bad = "\ufffe\uffff\ufdd0\U0001fffe"
        head = "source,source_id,title,author,description,series,publisher,subjects,language,price\n"
        self.bring(shop, self.write("bad.csv", head + f"z,1,Csv{bad} one,Jo{bad}el,Long{bad} text,Ser{bad}ies,Ho{bad}use,Sub{bad}ject,en,0\n"))
        self.bring(shop, self.write("bad.xml", MESSAGE.format(PRODUCT.format("r1", "Onix&#xFFFD; one", SUBJECT.format("Ti" + bad[2:] + "des")))))
        # Of ONIX a number that XML forbids leaves the row in or out, and nothing broken behind.
        shop.run("import", self.write("worse.xml", MESSAGE.format(PRODUCT.format("r2", "Onix&#xFFFE; two" + bad, SUBJECT.format("Dunes&#xFFFF;")))))
        books = {"brand": "acme", "books": [{"id": "a" + bad, "title": "Json" + bad, "author": "A" + bad, "price": 9.99, "tags": ["Tag" + bad]}]}
        self.bring(shop, self.write("bad.json", json.dumps(books)))
        more = f"<dc:subject>Epub{bad[2:]}subject</dc:subject><dc:description>Of&#xFFFD; it{bad[2:]}</dc:description>"
        self.write("bad.epub", epub(package(metadata(title="Epub" + bad[2:] + " one", more=more))))
        shop.json("import", self.folder / "bad.epub", "--price", "4.99")
        shop.run("import", self.write("worse.epub", epub(package(metadata(title="Worse&#xFFFE;" + bad, identifier="urn:uuid:2")))), "--price", "4.99")
        text = shop.run("export", "--format", "json").stdout
        for one in bad:
            self.assertNotIn(one, text)
        found = self.exported(shop)
        for title in ("Csv one", "Json", "Epub one", "Onix\ufffd one"):
            self.assertIn(title, found)
        self.assertEqual([one["name"] for one in found["Csv one"] + found["Epub one"]], ["Subject", "Epubsubject"])
        # Their own list, changed on its way: its row is refused.
        other = self.begun("no-xml-own")
        self.write("own.json", text.replace("Csv one", "Csv\ufffe one"))
        self.assertEqual(self.counts(self.bring(other, self.folder / "own.json", code=6))[6], 1)
        for one in (shop, other):
            pages = [one.client().get(path).text for path in ("/sitemap.xml", "/feed.atom", "/opds", "/opds/books", "/opds/search?q=%EF%BF%BE%F0%9F%BF%BFcsv", "/opds/search?q=%EF%BF%BF")]
            for said in [*pages, one.run("export", "--format", "onix").stdout]:
                for char in bad:
                    self.assertNotIn(char, said)
                ElementTree.fromstring(said.encode())
