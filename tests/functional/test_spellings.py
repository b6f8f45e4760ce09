"""Names that are written in several ways are one, and characters that no XML may hold stay out of what is kept."""

import json

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
