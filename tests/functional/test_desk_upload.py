"""Books come in through the desk: several in one form, each with its word; nobody else may send anything."""

import http.client
import uuid
from urllib.parse import urlsplit

from corpus.book import epub, metadata, package
from harness import Shop, ShopCase
from harness.desk import first_link, join, made_link

BOUNDARY = "functional" + uuid.uuid4().hex
UPLOAD = "/desk/books/upload"


def book(title="A Book", identifier="urn:uuid:1"):
    return epub(package(metadata(title=title, identifier=identifier)))


def body_of(fields, files):
    lines = []
    for name, value in fields.items():
        lines.append(f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode())
    for name, content in files:
        lines.append(f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n'
                     f"Content-Type: application/epub+zip\r\n\r\n".encode() + content + b"\r\n")
    return b"".join(lines) + f"--{BOUNDARY}--\r\n".encode()


def send(person, files, status=200, headers=None, **fields):
    page = person.browser.get(UPLOAD).page
    token = page.form_to(UPLOAD).field("form_token")
    answer = person.browser.request("POST", UPLOAD, {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
                                                     **(headers or {})},
                                    body_of({"form_token": token, **fields}, files))
    return person.browser.expect(answer, status)


class DeskUpload(ShopCase):
    def begun(self):
        shop = Shop(is_demo=False).start()
        self.addCleanup(self.end, shop)
        return shop, join(shop, "ada", first_link(shop))

    def test_several_files_come_in_at_once_and_each_has_its_word(self):
        shop, ada = self.begun()
        self.assertIn('data-rows="row %done of %rows"', ada.browser.get(UPLOAD).text, "for the script to fill in")
        good = book(title="The Night Shelf")
        other = book(title="The Day Shelf", identifier="urn:uuid:2")
        page = send(ada, [("night.epub", good), ("C:\\\\books\\\\day.epub", other), ("bad.epub", b"no book"),
                          ("again.epub", good)], price="4.99").page
        for word in ("in the shop", "refused", "was here already", "The Night Shelf", "The Day Shelf", "day.epub"):
            self.assertIn(word, page.text)
        self.assertNotIn("C:", page.text)
        self.assertLess(page.text.index("2 books are in the shop. 1 file was refused"), page.text.index("What became of the files"))
        self.assertIn("$4.99", shop.client().get("/books/the-night-shelf").page.text, "sold at once")
        entries = shop.json("audit", "list", "--limit", "10")["entries"]
        self.assertEqual([(one["actor"], one["action"], one["subject"], one["detail"]) for one in entries
                          if one["action"] == "book.import"],
                         [("ada", "book.import", "the-day-shelf", "day.epub"),
                          ("ada", "book.import", "the-night-shelf", "night.epub")])
        self.assertEqual(list((shop.data / "uploads").iterdir()), [], "nothing is left lying")
        self.assertIn("1 book is in the shop.", send(ada, [("again.epub", good)]).page.text)
        line = send(ada, [("night.epub", good)], headers={"Accept": "text/plain"})
        self.assertEqual(line.header("content-type").split(";")[0], "text/plain")
        self.assertEqual(line.text.split("\t")[:4],
                         ["known", "was here already", "The Night Shelf", "/desk/books/the-night-shelf"])
        # Beside a book that is named by its title: the right one is found, and has that format already.
        third = book(title="The Third", identifier="urn:uuid:3")
        self.assertIn("The book has a file of this format", send(ada, [("b.epub", third)], to="the night shelf").page.text)
        self.assertIn("“night” is not the whole title", send(ada, [("b.epub", third)], 409, to="night").page.text)
        several = send(ada, [("b.epub", third)], 409, to="shelf")
        self.assertIn("Several books fit “shelf”. Write the ISBN", several.page.text)
        self.assertIn('aria-describedby="to-hint" aria-invalid="true" autofocus', several.text)
        self.assert_no_errors_logged(shop)

    def test_what_was_not_a_good_form_is_said_and_changes_nothing(self):
        shop, ada = self.begun()
        self.assertIn("No file was chosen", send(ada, [], 422).page.text)
        self.assertIn("No file was chosen", send(ada, [("", b"")], 422).page.text)
        self.assertIn("no price in", send(ada, [("a.epub", book())], 422, price="cheap").page.text)
        wrong = {"source": ("...", "source"), "price": ("cheap", "price"), "to": ("no-such-book", "to")}
        for name, (value, field) in wrong.items():
            refused = send(ada, [("a.epub", book())], 422 if name != "to" else 404, **{name: value})
            self.assertIn(f'aria-describedby="{field}-hint" aria-invalid="true" autofocus', refused.text)
            self.assertEqual(refused.text.count("autofocus"), 1)
            said = send(ada, [("a.epub", book())], 422, {"Accept": "text/plain"}, **{name: value})
            self.assertEqual(said.header("x-field"), field)
        answer = ada.browser.request("POST", UPLOAD, {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"},
                                     body_of({"form_token": "another"}, [("a.epub", book())]))
        ada.browser.expect(answer, 403)
        self.assertEqual(self.api(shop).get("/api/catalog").json()["total"], 0)

    def test_strangers_and_other_roles_are_turned_away_before_they_have_sent_anything(self):
        shop, ada = self.begun()
        reader = join(shop, "max", made_link(shop, "support"))
        reader.browser.get(UPLOAD, status=403)
        parts = urlsplit(shop.origin)
        for cookies, status in (({}, 303), (reader.browser.cookies, 403)):
            connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=10)
            connection.putrequest("POST", UPLOAD)
            for name, value in (("Origin", shop.origin), ("Sec-Fetch-Site", "same-origin"),
                                ("Content-Type", f"multipart/form-data; boundary={BOUNDARY}"),
                                ("Content-Length", str(1 << 30)),
                                ("Cookie", "; ".join(f"{name}={value}" for name, value in cookies.items()))):
                if value:
                    connection.putheader(name, value)
            connection.endheaders()  # and not one byte of a gigabyte
            answer = connection.getresponse()
            self.assertEqual(answer.status, status)
            connection.close()
        self.assertEqual(ada.browser.get(UPLOAD).status, 200)

    def test_the_demonstration_takes_no_other_books(self):
        shop = self.own_shop()
        ada = join(shop, "ada", first_link(shop))
        self.assertIn("demonstration", send(ada, [("a.epub", book())], 409).page.text)
