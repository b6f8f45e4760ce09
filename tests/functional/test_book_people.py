"""Who had which part in a book: said by files and lists, typed by people, shown on pages, and kept by whatever takes it elsewhere."""

import json
import re

from corpus.book import epub, metadata, package
from corpus.formats import cbz, info_xml
from harness import Shop, ShopCase, fresh_folder
from harness.desk import first_link, join
from test_desk_api import Program

ROLES = ("aut", "trl", "ill", "edt", "nrt", "adp", "com", "aui", "aft", "ann", "cmm", "art", "pht", "pnc", "ink", "clr", "ltr", "cov", "cmp", "trc")


def person(number, role):
    """A contributor of an EPUB."""
    return (f'<dc:contributor id="p{number}">Jo {role.title()}</dc:contributor><meta refines="#p{number}" property="role">{role}</meta>'
            f'<meta refines="#p{number}" property="file-as">{role.title()}, Jo</meta>')


class BookPeople(ShopCase):
    def begun(self, name):
        self.folder = fresh_folder(name)
        shop = Shop(is_demo=False).start()
        self.addCleanup(self.end, shop)
        return shop

    def bring(self, shop, name, content, *more):
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return shop.json("import", path, *more)

    def parts(self, shop, slug):
        found = self.api(shop).get("/api/v1/books/" + slug).json()["book"]["contributors"]
        return [(one["role"], one["name"]) for one in found]

    def height(self, person, slug):
        return int(re.search(r'name="contributors" rows="(\d+)"', person.browser.get("/desk/books/" + slug).text)[1])

    def test_every_part_that_a_file_names_is_kept_wherever_the_book_goes(self):
        shop = self.begun("people")
        more = "".join(person(number, role) for number, role in enumerate(ROLES[1:] + ("bkp",)))
        self.bring(shop, "parts.epub", epub(package(metadata(title="Parts", creator="Jo Aut", more=more))), "--price", "4.99")
        self.bring(shop, "plain.epub", epub(package(metadata(title="Plain", identifier="urn:uuid:2"))), "--price", "4.99")
        expected = [(role, f"Jo {role.title()}") for role in ROLES] + [("ctb", "Jo Bkp")]
        self.assertEqual(self.parts(shop, "parts"), expected)
        # The page names each part in the reader's words.
        page = shop.client().get("/books/parts").text
        for label, name in (("Introduction", "Jo Aui"), ("Cover design", "Jo Cov"), ("Transcriber", "Jo Trc"), ("Contributor", "Jo Bkp")):
            self.assertRegex(page, rf"<dt>{label}</dt>\s*<dd><a [^>]*>{name}</a>", label)
        self.assertIn("<dt>Umschlaggestaltung</dt>", shop.client().get("/de/books/parts").text)
        data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)[1])
        self.assertEqual(([one["name"] for one in data["readBy"]], len(data["contributor"])), (["Jo Nrt"], 16))
        # Reading apps have a property for some of them, and are told the part of the others.
        listed = shop.client().get("/opds/v2/books/parts").json()["metadata"]
        for name, role in (("artist", "Art"), ("penciler", "Pnc"), ("inker", "Ink"), ("colorist", "Clr"), ("letterer", "Ltr")):
            self.assertEqual([one["name"] for one in listed[name]], ["Jo " + role])
        self.assertEqual({one["name"]: one.get("role") for one in listed["contributor"]},
                         {f"Jo {role.title()}": role for role in ("adp", "com", "aui", "aft", "ann", "cmm", "pht", "cov", "cmp", "trc")} | {"Jo Bkp": None})
        # Our own JSON makes the same catalogue elsewhere; CSV and ONIX keep the parts that they have.
        taken = {form: shop.run("export", "--format", form).stdout for form in ("csv", "onix")}
        own = self.folder / "taken"
        self.assertEqual(shop.run("export", "--with-files", own).returncode, 0)
        other = self.begun("people-json")
        other.json("import", own / "catalogue.json")
        self.assertEqual(other.run("export", "--hash").stdout, shop.run("export", "--hash").stdout)
        other = self.begun("people-csv")
        self.bring(other, "list.csv", taken["csv"])
        self.assertEqual(self.parts(other, "parts"), expected)
        without_ids = lambda text: sorted(line.split(",", 1)[1] for line in text.splitlines())  # noqa: E731
        self.assertEqual(without_ids(other.run("export", "--format", "csv").stdout), without_ids(taken["csv"]))
        other = self.begun("people-onix")
        self.bring(other, "list.xml", taken["onix"])
        self.assertEqual(self.parts(other, "parts"), [({"pnc": "ill", "trc": "ctb"}.get(role, role), name) for role, name in expected])

    def test_a_comic_names_who_drew_inked_coloured_and_lettered_it(self):
        shop = self.begun("people-comic")
        comic = cbz(info=info_xml(Title="Tides", Writer="Ada", Penciller="Bo, Cy", Inker="Bo", Colorist="Di", Letterer="Ed", CoverArtist="Fay"))
        self.bring(shop, "tides.cbz", comic, "--price", "4.99")
        self.assertEqual(self.parts(shop, "tides"), [("aut", "Ada"), ("pnc", "Bo"), ("pnc", "Cy"), ("ink", "Bo"), ("clr", "Di"), ("ltr", "Ed"), ("cov", "Fay")])
        # What has one word for all of these names Bo once.
        self.assertEqual(re.findall("<contributor><name>(.*?)</name>", shop.client().get("/opds/new").text), ["Bo", "Cy", "Di", "Ed", "Fay"])
        page = shop.client().get("/books/tides").text
        data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)[1])
        self.assertEqual([one["name"] for one in data["contributor"]], ["Bo", "Cy", "Di", "Ed", "Fay"])

    def test_what_a_name_is_sorted_by_can_be_typed(self):
        shop = self.begun("people-sorted")
        for number, title in enumerate(("Rocannon", "Planet")):
            content = epub(package(metadata(title=title, creator="Ursula K. Le Guin", identifier=f"urn:uuid:{number}")))
            self.bring(shop, f"{title}.epub", content, "--price", "4.99")
        self.bring(shop, "other.epub", epub(package(metadata(title="Tides", creator="Max Moor", identifier="urn:uuid:9"))), "--price", "4.99")
        api = self.api(shop)

        def sorted_by(slug):
            return [one["sort_name"] for one in api.get("/api/v1/books/" + slug).json()["book"]["contributors"]]

        def order():
            return re.findall(r'<span class="index-name"[^>]*>([^<]*)<', shop.client().get("/authors").text)

        self.assertEqual(order(), ["Max Moor", "Ursula K. Le Guin"])
        ada = join(shop, "ada", first_link(shop))

        def form():
            return next(one for one in ada.browser.get("/desk/books/planet").page.forms_to("/desk/books/planet") if one.field("act") == "edit")

        ada.browser.submit(form(), {"authors": "Ursula K. Le Guin | Le Guin, Ursula K."})
        self.assertEqual(form().field("authors"), "Ursula K. Le Guin | Le Guin, Ursula K.")
        self.assertEqual((sorted_by("planet"), sorted_by("rocannon")), (["Le Guin, Ursula K."],) * 2, "one person in every book")
        self.assertEqual(order(), ["Le Guin, Ursula K.", "Max Moor"])
        # A form that was opened before a name was sorted otherwise says nothing of it.
        old = form()
        shop.json("book", "edit", "rocannon", "--author", "Ursula K. Le Guin | Guin, Ursula K. Le")
        ada.browser.submit(old, {"subtitle": "Of exile"})
        self.assertEqual(sorted_by("planet"), ["Guin, Ursula K. Le"])
        ada.browser.submit(old, {"authors": old.field("authors") + "\nBo Zed | Zed, Bo"})
        self.assertEqual(sorted_by("planet"), ["Guin, Ursula K. Le", "Zed, Bo"])
        ada.browser.submit(form(), {"authors": "Ursula K. Le Guin | Le Guin, Ursula K."})
        # Without a bar it stays; a program and a command type it in the same way.
        ada.browser.submit(form(), {"authors": "Ursula K. Le Guin"})
        self.assertEqual(sorted_by("planet"), ["Le Guin, Ursula K."])
        robot = Program(self, shop, "see_books", "change_books")
        robot.ask("POST", "book.edit", body='{"book": "planet", "contributors": "cover: Bo Zed | Zed, Bo"}')
        shop.json("book", "edit", "tides", "--author", "Max Moor | Zz Moor")
        self.assertEqual((sorted_by("planet"), sorted_by("tides")), (["Le Guin, Ursula K.", "Zed, Bo"], ["Zz Moor"]))

    def test_every_part_can_be_typed_at_the_desk_and_by_a_program(self):
        shop = self.begun("people-typed")
        self.bring(shop, "plain.epub", epub(package(metadata(title="Plain"))), "--price", "4.99")
        robot = Program(self, shop, "see_books", "change_books")
        typed = robot.ask("POST", "book.edit", body='{"book": "plain", "contributors": "cover: Bo Line; Afterword: Cy Page"}')
        self.assertEqual(typed["contributors"], [{"role": "cover", "name": "Bo Line"}, {"role": "afterword", "name": "Cy Page"}])
        ada = join(shop, "ada", first_link(shop))
        form = next(one for one in ada.browser.get("/desk/books/plain").page.forms_to("/desk/books/plain") if one.field("act") == "edit")
        self.assertEqual(form.field("contributors"), "cover: Bo Line\nafterword: Cy Page")
        self.assertEqual(self.height(ada, "plain"), 3)
        ada.browser.submit(form, {"contributors": "\n".join(f"composer: Bo Line {number}" for number in range(5))})
        self.assertEqual(self.height(ada, "plain"), 5, "as many lines as stand in it")
        ada.browser.submit(form, {"contributors": "composer: Bo Line"})
        self.assertEqual(self.parts(shop, "plain"), [("aut", "Ada Author"), ("cmp", "Bo Line")])
        self.assertIn("The parts are translator,", ada.browser.submit(form, {"contributors": "cook: Bo Line"}, status=422).page.text)

    def test_long_names_and_many_of_them_make_no_page_heavy(self):
        shop = self.begun("heavy")
        names = "; ".join("&" * 470 + f" {number}" for number in range(40))
        rows = "".join(f'z,{number},{"&" * 470} {number},"{names}",{"&" * 19_990},{"&" * 480},"{names[:3_800]}",en\n' for number in range(30))
        told = self.bring(shop, "heavy.csv", "source,source_id,title,author,description,publisher,subjects,language\n" + rows)
        self.assertEqual(told["lists"][0]["new"], 30)
        browser = shop.client()
        slug = re.search(r'href="(/books/[^"?]+)"', browser.get("/books").text)[1]
        for path, most in (("/", 100_000), ("/books", 100_000), ("/search?q=1", 100_000), (slug, 100_000), ("/authors", 100_000),
                           ("/feed.atom", 1_000_000), ("/opds/new", 1_000_000), ("/opds/v2/new", 1_000_000)):
            with self.subTest(path=path):
                page = browser.get(path)
                self.assertEqual(page.status, 200)
                self.assertLess(len(page.body), most)
        self.assertRegex(browser.get("/books").text, "and 3[0-9] others</p>")
        self.assertIn("and 28 others</p>", browser.get(slug).text)
        # The entry of the book alone says everything.
        whole = browser.get("/opds/v2" + slug).json()["metadata"]
        self.assertEqual((len(whole["author"]), len(whole["author"][39]["name"])), (40, 473))
