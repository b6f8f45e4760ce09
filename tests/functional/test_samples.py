"""A sample that the shop does not show: by the desk, the command and the API; it stays away with new versions until it is shown again."""

import json

from corpus.book import epub, metadata, package
from harness import Shop, ShopCase, fresh_folder
from harness.desk import first_link, join, made_link
from test_desk_api import Program

PATH = "/desk/books/the-night-shelf"
SAMPLE = "/books/the-night-shelf/sample"


class Samples(ShopCase):
    def with_book(self):
        shop = Shop(is_demo=False).start()
        self.addCleanup(self.end, shop)
        self.folder = fresh_folder("samples")
        for number in (1, 2):
            more = f"<dc:description>{number}</dc:description>"
            (self.folder / f"{number}.epub").write_bytes(epub(package(metadata(title="The Night Shelf", more=more))))
        shop.json("import", self.folder / "1.epub", "--price", "4.99")
        return shop

    def is_shown(self, shop):
        """By the page, by its own address and by the API alike."""
        reader = shop.client()
        page = reader.get("/books/the-night-shelf").page
        said = {SAMPLE in [path for path, _ in page.links], reader.request("GET", SAMPLE).status == 200,
                self.api(shop).get("/api/v1/books/the-night-shelf").json()["book"]["sample_url"] is not None}
        self.assertEqual(len(said), 1, "all say the same")
        return said.pop()

    def press(self, person, act):
        form = next(one for one in person.browser.get(PATH).page.forms if one.field("act") == act)
        return person.browser.submit(form, {}).page.text

    def test_the_desk_takes_a_sample_off_and_shows_it_again_made_anew(self):
        shop = self.with_book()
        ada = join(shop, "ada", first_link(shop))
        self.assertTrue(self.is_shown(shop))
        self.assertEqual(ada.browser.get(PATH).page.link_to(SAMPLE), SAMPLE)
        self.assertIn("No sample is shown", self.press(ada, "hide-sample"))
        self.assertFalse(self.is_shown(shop))
        shop.json("book", "version", "the-night-shelf", self.folder / "2.epub", "--note", "Typos")
        self.assertFalse(self.is_shown(shop), "nor of a new version")
        shop.stop()
        done = shop.run("book", "cover", "the-night-shelf", "--own")
        self.assertEqual(done.returncode, 0, done.stderr)
        shop.start()
        ada.browser.origin = shop.origin
        self.assertFalse(self.is_shown(shop), "nor with another cover")
        self.assertIn("The sample is shown again", self.press(ada, "show-sample"))
        self.assertTrue(self.is_shown(shop))
        self.assertIn("Hid or showed the sample of a book", ada.browser.get("/desk/audit").page.text)

    def test_commands_and_the_api_do_the_same_once_and_those_who_may_not_change_books_do_not(self):
        shop = self.with_book()
        ada = join(shop, "ada", first_link(shop))
        for _ in range(2):
            shop.json("book", "hide-sample", "the-night-shelf")
            self.assertFalse(self.is_shown(shop))
        robot = Program(self, shop, "change_books", name="robot")
        robot.ask("POST", "book.show-sample", 200, json.dumps({"book": "the-night-shelf"}))
        self.assertTrue(self.is_shown(shop))
        robot.ask("POST", "book.show-sample", 200, json.dumps({"book": "the-night-shelf"}))
        self.assertEqual(shop.run("book", "hide-sample", "no-such-book").returncode, 3)
        told = [one for one in shop.json("audit", "list")["entries"] if one["action"] == "book.sample"]
        self.assertEqual(len(told), 2, "what changes nothing is not written down")
        support = join(shop, "sue", made_link(shop, "support"))
        self.assertEqual([one for one in support.browser.get(PATH).page.forms if one.field("act") == "hide-sample"], [])
        token = ada.browser.get(PATH).page.forms[0].field("form_token")
        answer = support.browser.post_form(PATH, {"form_token": token, "act": "hide-sample"})
        self.assertEqual(answer.status, 403)
        self.assertTrue(self.is_shown(shop))
