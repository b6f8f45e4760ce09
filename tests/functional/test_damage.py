"""A file that rots: never served, off sale, nobody loses a use, and importing it again mends everything."""

import json
import os

from harness import Shop, ShopCase, free_key, fresh_folder


class Damage(ShopCase):
    def setUp(self):
        self.file = fresh_folder("book") / "book.epub"
        api = self.api()
        order = self.buy(self.shop, api, self.priced_book(api))
        started = self.start_download(api, order, order["lines"][0]["downloads"][0])
        self.file.write_bytes(api.get(started["url"]).body)
        self.own = Shop(is_demo=False).start()
        self.addCleanup(self.end, self.own)
        report = self.own.json("import", self.file, "--price", "4.99")
        self.cid = report["files"][0]["cid"]
        self.book = {"slug": report["files"][0]["slug"], "offer_id": report["files"][0]["offer_id"]}

    def blob(self, cid=None):
        cid = cid or self.cid
        return self.own.data / "blobs" / cid[-3:-1] / cid

    def rot(self, cid=None):
        data = bytearray(self.blob(cid).read_bytes())
        data[len(data) // 2] ^= 1
        self.blob(cid).chmod(0o600)
        self.blob(cid).write_bytes(data)

    def restored(self):
        report = self.own.json("import", self.file, "--price", "9.99")
        self.assertEqual(report["summary"]["restored"], 1, report)
        self.assertEqual(report["files"][0]["price"]["decimal"], "4.99", "the price stays")
        self.assertEqual(self.own.run("book", "check").returncode, 0)
        return report

    def offer(self):
        return self.api(self.own).get("/api/v1/books/" + self.book["slug"]).json()["book"]["offer"]

    def catalogue_books(self):
        api = self.api(self.own)
        whole = api.get("/api/catalog").json()["books"]
        found = api.get("/api/catalog/search?q=" + whole[0]["title"].split()[0].strip(",.:")).json()["books"]
        self.assertEqual([book["slug"] for book in whole], [self.book["slug"]])
        return whole + found

    def cover(self):
        cover = self.api(self.own).get("/api/v1/books/" + self.book["slug"]).json()["book"]["cover_url"]
        return cover.rsplit("/", 1)[1][:-4]

    def uses(self, order):
        return self.order(self.api(self.own), order)["lines"][0]["downloads"][0]["uses_left"]

    def assert_off_sale(self):
        self.own.wait_until(lambda: self.offer()["being_restored"], "the book off sale")
        self.assertFalse(self.offer()["for_sale"])
        for listed in self.catalogue_books():
            self.assertEqual(listed["availability"], "being_restored")
        request = {"items": [{"book": self.book["slug"]}], "method": "sandbox"}
        self.assert_problem(self.api(self.own).post_json("/api/v1/orders", request, free_key()), 409, "being_restored")
        self.assert_problem(self.api(self.own).post_json("/api/v1/quotes", {"items": request["items"]}, None), 409,
                            "being_restored")
        path = "/books/" + self.book["slug"]
        self.own.wait_until(lambda: "being restored" in self.own.client().get(path).text, "the page that says so")
        self.assertFalse(self.own.client().get(path).page.forms_to("/cart/add"))

    def test_the_look_of_each_day_finds_by_itself_what_changed_at_the_same_size_and_time(self):
        self.own.stop()
        self.own.arguments.append("--sandbox-clock")
        self.own.start()
        api = self.api(self.own)
        order = self.buy(self.own, api, self.book)

        def looks():
            return [json.loads(line) for line in self.own.log().splitlines() if '"files.checked"' in line]
        self.own.json("clock", "advance", "PT11M")
        self.own.wait_until(looks, "the first look")
        self.assertEqual([(one["files"], one["bad"]) for one in looks()], [(1, 0)])
        before = self.blob().stat()
        self.rot()
        os.utime(self.blob(), ns=(before.st_atime_ns, before.st_mtime_ns))
        after = self.blob().stat()
        self.assertEqual((after.st_size, after.st_mtime_ns), (before.st_size, before.st_mtime_ns))
        # From here on nobody asks for the file: time passes, and that is all.
        self.own.json("clock", "advance", "P1D")
        self.own.wait_until(lambda: len(looks()) == 2, "the look of the next day")
        self.assertEqual(looks()[1]["bad"], 1)
        self.assertFalse(self.blob().exists(), "it cannot be served")
        self.assertTrue(list((self.own.data / "quarantine").glob(self.cid + "*")))
        self.own.wait_until(lambda: '"kind":"file_damaged"' in self.own.log(), "its item")
        item, = [one for one in json.loads(self.own.run("attention", "--json").stdout)["items"]
                 if one["kind"] == "file_damaged"]
        self.assertEqual(item["label"], self.book["slug"])
        self.assert_off_sale()
        path = f"/api/v1/orders/{order['token']}/downloads"
        grant = order["lines"][0]["downloads"][0]["grant_id"]
        self.assert_problem(api.post_json(path, {"grant_id": grant}, free_key()), 503, "file_damaged")
        self.assertIn("is damaged", self.own.client().get("/orders/" + order["token"]).page.headings[0])
        found, = [one for one in json.loads(self.own.run("doctor", "--json").stdout)["steps"] if one["step"] == "files"]
        self.assertEqual(found["found"], "Files of books: 0 missing, 1 damaged.")
        self.restored()
        self.own.wait_until(lambda: '"attention.cleared","kind":"file_damaged"' in self.own.log(), "the end of it")

    def test_a_first_open_finds_it_and_an_import_mends_it_without_a_restart(self):
        api = self.api(self.own)
        order, waiting = self.buy(self.own, api, self.book), self.place(api, self.book)
        started = self.start_download(api, order, order["lines"][0]["downloads"][0])
        browser = self.own.client()
        self.put_in_cart(browser, self.book["slug"])
        self.assertEqual(self.uses(order), 4)
        self.rot()
        path = f"/api/v1/orders/{order['token']}/downloads"
        grant = order["lines"][0]["downloads"][0]["grant_id"]
        self.assert_problem(api.post_json(path, {"grant_id": grant}, free_key()), 503, "file_damaged")
        self.assertEqual(self.uses(order), 4, "refused before a use was taken")
        address = "/download/" + started["url"].rsplit("/", 1)[1]
        resting = self.own.client().request("GET", address)
        self.assertEqual(resting.status, 503)
        self.assertIn("this address has ended", resting.text, "it does not invite to try the address again")
        self.assertEqual(self.uses(order), 5, "the use of an address that brought nothing is given back")
        self.assert_off_sale()
        page = self.own.client().get("/orders/" + order["token"])
        self.assertEqual(page.page.headings[0], "Our copy of your book is damaged")
        self.assertFalse(page.page.forms_to("/downloads"), "no button that would be refused")
        self.assertIn("being restored", browser.get("/cart").text)
        refused = browser.request("GET", "/checkout")
        self.assertEqual((refused.status, refused.header("location")), (303, "/cart"))
        self.assertIn("none of these can be bought", browser.get("/cart").text)
        self.assertEqual(browser.request("GET", "/checkout?book=" + self.book["slug"]).status, 409)
        # Who owes money may pay it; the delivery waits.
        self.act(self.own, waiting)
        waiting = self.order(api, waiting)
        self.assertEqual(waiting["state"], "fulfilled")
        self.assertEqual(waiting["lines"][0]["downloads"][0]["refusal"], "file_damaged")
        shown = self.own.json("book", "show", self.book["slug"])
        self.assertTrue(shown["being_restored"] and shown["files"][0]["damaged"])
        self.assertIn('"file.damaged"', self.own.log())
        checked = self.own.run("book", "check", "--json")
        self.assertEqual((checked.returncode, json.loads(checked.stdout)["damaged_count"]), (6, 1))
        self.own.restart()
        self.assert_off_sale()
        self.restored()
        self.own.wait_until(lambda: self.offer()["for_sale"], "the book on sale")
        api = self.api(self.own)
        for one in (order, waiting, self.buy(self.own, api, self.book)):
            fresh = self.start_download(api, one, self.order(api, one)["lines"][0]["downloads"][0])
            self.assertEqual(api.get(fresh["url"]).body, self.file.read_bytes())
        ended = self.own.client().request("GET", address)
        self.assertEqual(ended.status, 429)
        self.assertIn("the file behind it had to be replaced", ended.text)
        self.assertEqual(self.own.client().get("/checkout?book=" + self.book["slug"]).status, 200)
        self.assert_ledger_is_clean(self.own)

    def test_a_check_finds_what_rotted_and_what_is_gone(self):
        # original 6.1.14: a broken file made a whole shelf vanish without a word
        for spoil, word in ((lambda: self.blob().unlink(), "missing"), (self.rot, "damaged")):
            spoil()
            checked = self.own.run("book", "check")
            self.assertEqual(checked.returncode, 6, checked.stdout)
            self.assertRegex(checked.stdout, f"^{word}: .*{self.cid}")
            self.assertRegex(self.own.run("book", "list").stdout, f"^{word} ")
            self.assertIn(f"  {word}", self.own.run("book", "show", self.book["slug"]).stdout)
            self.assert_off_sale()
            self.restored()
            self.own.wait_until(lambda: self.offer()["for_sale"], "the book on sale")

    def test_a_picture_that_rots_is_not_found_and_comes_back_by_itself(self):
        cid = self.cover()
        path = "/covers/" + cid + ".jpg"
        before = self.own.client().get(path).body
        self.rot(cid)
        self.assertEqual(self.own.client().request("GET", path).status, 404)
        self.own.wait_until(lambda: self.own.client().request("GET", path).status == 200, "the cover again")
        self.assertEqual(self.own.client().get(path).body, before)
        self.assertEqual(self.own.log().count('"picture.damaged"'), 1, "said once, not at every hit")
        self.own.wait_until(lambda: '"pictures.restored"' in self.own.log(), "the word of it")
        self.assertNotIn('"status":500', self.own.log())
        self.assertEqual(self.own.run("book", "check").stdout, "Every file is whole.\n")

    def test_without_the_books_file_pictures_wait_for_an_import(self):
        path = "/covers/" + self.cover() + ".jpg"
        cid = self.cover()
        self.own.stop()
        self.blob(cid).unlink()
        self.blob().unlink()
        self.own.start()
        for _ in range(3):
            self.assertEqual(self.own.client().request("GET", path).status, 404)
        self.own.wait_until(lambda: '"pictures.not_restored"' in self.own.log(), "what became of it")
        self.assertEqual(self.own.log().count('"picture.damaged"'), 1)
        self.assertIn("cover missing", self.own.run("book", "list").stdout)
        self.assertIn("cover missing", self.own.run("book", "show", self.book["slug"]).stdout)
        checked = self.own.run("book", "check")
        self.assertEqual(checked.returncode, 6)
        self.assertRegex(checked.stdout, "missing: cover of .*; import the same file again\n")
        report = self.own.json("import", self.file)
        self.assertEqual(report["summary"]["restored"], 1, report)
        self.assertEqual(self.own.client().get(path).status, 200)
        self.assertEqual(self.own.json("book", "show", self.book["slug"])["bad_pictures"], [])

    def test_without_a_server_a_check_makes_pictures_again(self):
        book = self.api(self.own).get("/api/v1/books/" + self.book["slug"]).json()["book"]
        cid = self.cover()
        self.own.stop()
        self.blob(cid).unlink()
        checked = self.own.run("book", "check")
        self.assertEqual(checked.returncode, 0, checked.stdout)
        self.assertRegex(checked.stdout, "^made again: cover of .*; it was missing\n")
        self.assertTrue(self.blob(cid).exists())
        self.own.start()
        sample = book["sample_url"]
        if sample:
            self.assertEqual(self.own.client().get("/books/" + self.book["slug"] + "/sample").status, 200)

    def test_what_the_catalogue_says_is_what_an_order_is_told(self):
        self.assertEqual({book["availability"] for book in self.catalogue_books()}, {"available"})
        self.own.json("book", "price", self.book["slug"], "none")
        self.own.wait_until(lambda: self.catalogue_books()[0]["price"] is None, "the change")
        self.assertEqual({book["availability"] for book in self.catalogue_books()}, {"not_for_sale"})
        request = {"items": [{"book": self.book["slug"]}], "method": "sandbox"}
        self.assert_problem(self.api(self.own).post_json("/api/v1/orders", request, free_key()), 409, "not_for_sale")
