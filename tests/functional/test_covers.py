"""Another cover than the one in a book's file: by the desk, the command and the API; it stays, and a bad picture is refused."""

from corpus.book import epub, metadata, package
from corpus.pictures import png
from harness import Shop, ShopCase, free_key, fresh_folder
from harness.desk import first_link, join, made_link
from test_desk_api import BOUNDARY, Program

CONTENT = {number: epub(package(metadata(title="The Night Shelf", more=f"<dc:description>{number}</dc:description>")))
           for number in (1, 2)}
PATH = "/desk/books/the-night-shelf"


def body(fields, content=None, name="cover"):
    lines = [f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
             for key, value in fields.items()]
    if content is not None:
        lines.append(f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"; filename="new.png"\r\n'
                     f"Content-Type: image/png\r\n\r\n".encode() + content + b"\r\n")
    return b"".join(lines) + f"--{BOUNDARY}--\r\n".encode()


class Covers(ShopCase):
    def with_book(self):
        shop = Shop(is_demo=False).start()
        self.addCleanup(self.end, shop)
        self.folder = fresh_folder("covers")
        for number, content in CONTENT.items():
            (self.folder / f"{number}.epub").write_bytes(content)
        (self.folder / "new.png").write_bytes(png(400, 600))
        shop.json("import", self.folder / "1.epub", "--price", "4.99")
        return shop

    def cover(self, shop):
        return self.pictures(shop)[0]

    def pictures(self, shop):
        """The names of the cover and of a thumbnail."""
        book = self.api(shop).get("/api/v1/books/the-night-shelf").json()["book"]
        return [book[field].split("/covers/")[1].split(".")[0] for field in ("cover_url", "thumbnail_url")]

    def send(self, person, content, status=303, **fields):
        token = person.browser.get(PATH).page.form_to(PATH + "/cover").field("form_token")
        answer = person.browser.request("POST", PATH + "/cover", {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"},
                                        body({"form_token": token, **fields}, content))
        return person.browser.expect(answer, status)

    def test_the_demonstration_takes_no_other_cover(self):
        shop = self.own_shop()
        ada = join(shop, "ada", first_link(shop))
        picture = fresh_folder("covers") / "new.png"
        picture.write_bytes(png(400, 600))
        slug = shop.json("book", "list")["books"][0]["slug"]
        done = shop.run("book", "cover", slug, picture)
        self.assertEqual(done.returncode, 4, done)
        self.assertIn("demonstration", done.stderr)
        path = f"/desk/books/{slug}"
        token = ada.browser.get(path).page.form_to(path + "/cover").field("form_token")
        answer = ada.browser.request("POST", path + "/cover", {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"},
                                     body({"form_token": token}, png(400, 600)))
        self.assertIn("demonstration", ada.browser.expect(answer, 409).page.text)

    def test_the_desk_shows_another_cover_which_stays_with_new_versions_and_restarts(self):
        shop = self.with_book()
        ada = join(shop, "ada", first_link(shop))
        own = self.cover(shop)
        done = self.send(ada, png(400, 600))
        self.assertIn("The cover is changed", ada.browser.get(done.header("location")).page.text)
        other = self.cover(shop)
        self.assertNotEqual(other, own)
        self.assertIn("Changed the cover of a book", ada.browser.get("/desk/audit").page.text)
        shop.json("book", "version", "the-night-shelf", self.folder / "2.epub", "--note", "Typos")
        self.assertEqual(self.cover(shop), other, "a new version leaves it")
        shop.restart()
        shop.json("import", self.folder / "2.epub")
        self.assertEqual(self.cover(shop), other)
        ada.browser, _ = ada.sign_in()
        done = self.send(ada, None, act="own")
        self.assertIn("The cover of the file is shown again", ada.browser.get(done.header("location")).page.text)
        self.assertEqual(self.cover(shop), own)
        self.assert_no_errors_logged(shop)

    def test_a_damaged_thumbnail_is_drawn_again_from_the_chosen_cover(self):
        shop = self.with_book()
        shop.json("book", "cover", "the-night-shelf", self.folder / "new.png")
        cover, thumbnail = self.pictures(shop)
        blob = shop.data / "blobs" / thumbnail[-3:-1] / thumbnail
        data = bytearray(blob.read_bytes())
        data[len(data) // 2] ^= 1
        blob.chmod(0o600)
        blob.write_bytes(data)
        shop.client().request("GET", f"/covers/{thumbnail}.jpg")
        shop.wait_until(lambda: '"pictures.restored"' in shop.log(), "the picture again")
        after = self.pictures(shop)
        self.assertEqual(after[0], cover, "the chosen one, not that of the file")
        for name in after:
            self.assertEqual(shop.client().get(f"/covers/{name}.jpg").header("content-type"), "image/jpeg")
        self.assertEqual(shop.run("book", "check").stdout, "Every file is whole.\n")

    def test_the_command_and_the_api_do_the_same_and_bad_pictures_are_refused(self):
        shop = self.with_book()
        own = self.cover(shop)
        shop.json("book", "cover", "the-night-shelf", self.folder / "new.png")
        other = self.cover(shop)
        self.assertNotEqual(other, own)
        shop.json("book", "cover", "the-night-shelf", "--own")
        self.assertEqual(self.cover(shop), own)
        (self.folder / "bad.png").write_bytes(b"no picture")
        for wrong in (["the-night-shelf", self.folder / "bad.png"], ["the-night-shelf"],
                      ["the-night-shelf", self.folder / "nowhere.png"], ["the-night-shelf", self.folder]):
            self.assertEqual(shop.run("book", "cover", *wrong).returncode, 2, wrong)
        self.assertEqual(shop.run("book", "cover", "no-such-book", self.folder / "new.png").returncode, 3)
        robot = Program(self, shop, "change_books", "see_books")
        headers = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
        key = free_key()
        for _ in range(2):
            answer = robot.ask("POST", "books/the-night-shelf/cover", 200, body({}, png(400, 600)), key, headers)
            self.assertTrue(self.api(shop).get(answer["cover_url"]).body.startswith(b"\xff\xd8"), "a JPEG of our own")
        self.assertEqual(self.cover(shop), other, "the same picture is the same cover")
        refused = robot.ask("POST", "books/the-night-shelf/cover", 400, body({}, b"no picture"), None, headers)
        self.assertEqual(refused["reason"], "cover_file")
        self.assertEqual(robot.ask("POST", "books/the-night-shelf/cover", 400, body({}), None, headers)["reason"], "no_file")
        ada = join(shop, "ada", first_link(shop))
        for content in (b"no picture", png(8, 8), png(4000, 40), png(10, 10, declared=(40_000, 40_000))):
            page = self.send(ada, content, 422).page
            self.assertIn("cannot be the cover", page.text)
        self.assertIn("No file was chosen", self.send(ada, None, 422).page.text)
        self.assertEqual(self.cover(shop), other, "nothing of that changed anything")
        support = join(shop, "max", made_link(shop, "support"))
        self.assertFalse(support.browser.get(PATH).page.forms_to(PATH + "/cover"))
