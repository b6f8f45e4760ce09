"""The desk on a listener of its own (DESK_LISTEN=admin): there and nowhere else, links to it lead there, and it works there."""

import re

from corpus.book import epub, metadata, package
from harness import Client, Shop, ShopCase, fresh_folder
from harness.desk import join, made_link

SETTINGS = {"ADMIN_LISTEN": "127.0.0.1:0", "DESK_LISTEN": "admin"}


class DeskApart(ShopCase):
    def apart(self, **settings):
        shop = Shop(is_demo=False, env={**SETTINGS, **settings}).start()
        self.addCleanup(self.end, shop)
        folder = fresh_folder("apart")
        (folder / "one.epub").write_bytes(epub(package(metadata(title="The Night Shelf"))))
        shop.json("import", folder, "--price", "4.99")
        return shop

    def desk_of(self, shop):
        return "http://" + re.findall(r'"admin.listening","address":"([^"]+)"', shop.log())[-1]

    def test_the_shop_where_buyers_are_has_no_desk(self):
        shop = self.apart()
        for path in ("/desk", "/desk/books", "/desk/begin/" + "a" * 43, "/desk/sign-in", "/desk/events"):
            self.assertEqual(shop.client().send("GET", path).status, 404, path)
        self.assertEqual(shop.client().send("GET", "/metrics").status, 404)
        self.assertEqual(shop.client().get("/").status, 200)

    def test_a_person_begins_by_the_link_and_works_there(self):
        shop = self.apart()
        desk = self.desk_of(shop)
        link = shop.json("desk", "link", "--role", "owner")["url"]
        self.assertTrue(link.startswith(desk + "/desk/begin/"), link)
        ada = join(shop, "ada", link[len(desk):], Client(desk))
        self.assertIn("The Night Shelf", ada.browser.get("/desk/books").page.text)
        self.assertEqual(ada.browser.get("/books/the-night-shelf").status, 200, "the shop is there too")
        ada.post("/desk/books/the-night-shelf", "price", price="6.50")
        self.assertIn("$6.50", shop.client().get("/books/the-night-shelf").text)

    def test_a_setting_changed_there_counts_at_once_and_the_desk_stays(self):
        shop = self.apart()
        desk = self.desk_of(shop)
        ada = join(shop, "ada", made_link(shop, "owner"), Client(desk))
        form = ada.browser.get("/desk/settings").page.form_to("/desk/settings")
        ada.browser.submit(form, {"NODE_NAME": "Calder & Daughters"})
        self.assertIn("Calder &amp; Daughters", shop.client().get("/").text)
        self.assertEqual(self.desk_of(shop), desk, "the same address")
        self.assertEqual(ada.browser.get("/desk/settings").status, 200)
        self.assertEqual(shop.client().send("GET", "/desk").status, 404)

    def test_other_sites_and_other_names_are_turned_away_there_too(self):
        shop = self.apart()
        desk = Client(self.desk_of(shop))
        self.assertEqual(desk.send("GET", "/desk", {"Host": "evil.example"}).status, 421)
        answer = desk.send("POST", "/desk/sign-in", {"Origin": "https://evil.example", "Content-Type": "application/x-www-form-urlencoded"}, b"name=ada")
        self.assertEqual(answer.status, 403)

    def test_a_desk_that_no_browser_could_reach_is_refused_at_the_start(self):
        for settings, words in (({"ADMIN_LISTEN": "off"}, "ADMIN_LISTEN names none"), ({"ADMIN_LISTEN": "unix:/tmp/never.sock"}, "ADMIN_LISTEN names none"),
                                ({"DESK_LISTEN": "elsewhere"}, "write main or admin")):
            shop = Shop(is_demo=False, env={**SETTINGS, **settings})
            done = shop.run("serve", "--listen", "127.0.0.1:0")
            self.assertEqual(done.returncode, 2, done.stdout + done.stderr)
            self.assertIn(words, done.stderr)
