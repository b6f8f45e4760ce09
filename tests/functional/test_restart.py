"""The server is stopped and started again between every two steps of a purchase; nothing is lost."""

import hashlib
import shutil
import sqlite3
from urllib.parse import urlsplit

from harness import ShopCase, free_key


class Restart(ShopCase):
    def test_a_purchase_survives_a_restart_between_every_two_steps(self):
        shop = self.own_shop()
        browser = shop.client()

        def again(kill=False):
            if kill:
                shop.kill()
                shop.start()
            else:
                shop.restart()
            old = browser.origin
            browser.close()
            browser.origin = shop.origin
            return lambda url: url.replace(old, shop.origin)

        book = self.priced_book(self.api(shop))
        page = browser.get("/books/" + book["slug"]).page
        again()
        page.form_to("/cart/add").action = "/cart/add"
        cart = browser.submit(page.form_to("/cart/add"))
        self.assertIn(book["title"], cart.page.text)
        again(kill=True)
        self.assertIn(book["title"], browser.get("/cart").page.text, "the cart is the visitor's")
        form = browser.get("/checkout").page.form_to("/checkout")
        again()
        form.action = "/checkout"
        answer = browser.post_form("/checkout", form.fields_to_send({"method": "sandbox"}))
        self.assertEqual(answer.status, 303)
        prompt = answer.header("location")
        again(kill=True)
        paying = browser.get(prompt).page
        form = paying.form_to(urlsplit(prompt).path)
        again()
        answer = browser.post_form(prompt, form.fields_to_send({}, ["action", "pay"]))
        self.assertEqual(answer.status, 303)
        order_path = answer.header("location")
        again(kill=True)
        order = browser.get(order_path).page
        form = order.form_to("/downloads")
        again()
        answer = browser.post_form(order_path + "/downloads", form.fields_to_send({}))
        self.assertEqual(answer.status, 303)
        again(kill=True)
        file = browser.get(answer.header("location"))
        token = order_path.rsplit("/", 1)[1]
        again()
        stored = self.api(shop).get("/api/v1/orders/" + token).json()["order"]
        download = stored["lines"][0]["downloads"][0]
        self.assertEqual(hashlib.sha256(file.body).hexdigest(), download["sha256"])
        self.assertEqual((stored["state"], download["uses_left"]), ("fulfilled", 4))
        self.assert_ledger_is_clean(shop)

    def test_a_repeated_request_is_answered_alike_after_a_restart(self):
        shop = self.own_shop()
        api = self.api(shop)
        book = self.priced_book(api)
        key = free_key()
        order = self.place(api, book, key=key)
        shop.restart()
        self.assertEqual(self.place(self.api(shop), book, key=key)["id"], order["id"])
        self.assertEqual(len(shop.json("order", "list")["orders"]), 1)

    def test_a_second_start_is_quick_and_keeps_the_identity(self):
        shop = self.own_shop()
        before = self.api(shop).get("/api/config").json()["publicKey"]
        shop.restart()
        self.assertEqual(self.api(shop).get("/api/config").json()["publicKey"], before)

    def test_the_socket_answers_503_while_the_database_is_brought_up_to_date(self):
        shop = self.own_shop()
        shop.stop()
        with sqlite3.connect(shop.data / "aan.db") as older:
            newest = older.execute("SELECT max(version) FROM schema_migration").fetchone()[0]
            self.assertEqual(newest, 89, "say here how the newest step is undone")
            for undo in ("DROP INDEX shelf_subjects", "DROP INDEX shelf_publishers", "DROP INDEX shelf_languages",
                         "ALTER TABLE shelf DROP COLUMN name", "CREATE INDEX shelf_busiest ON shelf (works, id)",
                         "DELETE FROM schema_migration WHERE version = 89"):
                older.execute(undo)
        older.close()
        holder = sqlite3.connect(shop.data / "aan.db", isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")  # the migration has to wait for it
        try:
            shop.start(wait=False)
            client = shop.client(is_browser=False)
            for path in ("/", "/books", "/api/ready"):
                answer = client.request("GET", path)
                self.assertEqual((answer.status, answer.header("retry-after")), (503, "1"), path)
                self.assertIn("being prepared", answer.text, path)
            self.assertEqual(self.api(shop).get("/api/health").json()["status"], "healthy")
            self.assertNotIn('"store.migrated"', shop.log())
        finally:
            holder.rollback()
            holder.close()
        shop.wait_ready()
        self.assertEqual(shop.client().get("/").status, 200)
        self.assertIn('"store.migrated"', shop.log())

    def test_a_lost_index_comes_back_while_the_shop_is_open(self):
        shop = self.own_shop()

        def found():
            return self.api(shop).get("/api/catalog/search?q=shop").json()["total"]
        before = found()
        self.assertGreaterEqual(before, 1)
        shop.stop()
        shutil.rmtree(shop.data / "index")
        shop.start()
        self.assertIn("/books/", self.api(shop).get("/books").text)
        shop.wait_until(lambda: found() == before, "an index of all books")

    def test_two_servers_do_not_share_a_folder(self):
        shop = self.own_shop()
        from harness import Shop
        second = Shop(shop.data)
        with self.assertRaises(AssertionError) as refused:
            second.start()
        self.assertIn("ended with 4", str(refused.exception))
        self.assertEqual(self.api(shop).get("/api/ready").status, 200)

    def test_a_demonstration_and_a_shop_do_not_mix(self):
        from harness import Shop
        shop = self.own_shop()
        shop.stop()
        with self.assertRaises(AssertionError):
            Shop(shop.data, is_demo=False).start()
