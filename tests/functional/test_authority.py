"""Who may write: looking takes no authority, and a process that lost it says so and ends."""

import sqlite3
import time
import unittest

from corpus.good import good_cases
from harness import Shop, ShopCase, free_key, fresh_folder, run_aan
from harness.postgresql import Postgresql

ENDS_WITHIN_S = 30
UNAVAILABLE = 5  # the exit code: a supervisor starts it again


def a_book():
    path = fresh_folder("book") / "book.epub"
    path.write_bytes(next(iter(good_cases())).bytes)
    return path


class Fenced(ShopCase):
    def test_a_fenced_server_is_not_ready_blames_nobody_says_it_once_and_ends(self):
        shop = self.own_shop()
        api = self.api(shop)
        book = self.priced_book(api)
        with sqlite3.connect(shop.data / "aan.db") as other:
            other.execute("UPDATE authority SET epoch = epoch + 1")
        other.close()
        seen = set()
        try:
            end = time.monotonic() + ENDS_WITHIN_S
            while shop.process.poll() is None and time.monotonic() < end:
                seen.add(("ready", api.request("GET", "/api/ready").status))
                seen.add(("order", self.place_raw(api, book)))
        except (OSError, ConnectionError):
            pass
        self.assertIsNotNone(shop.process.poll(), f"it lives on: {seen}")
        code = shop.process.returncode
        shop.process = None
        self.assertEqual(code, UNAVAILABLE, shop.log_tail())
        self.assertLessEqual(seen, {("ready", 503), ("order", 503)})
        self.assertEqual(shop.log().count("store.fenced"), 1, shop.log_tail())
        shop.start()
        self.assertEqual(self.place(self.api(shop), book)["state"], "open")

    def place_raw(self, api, book):
        request = {"items": [{"book": book["slug"]}], "method": "sandbox"}
        return api.post_json("/api/v1/orders", request, free_key()).status


@unittest.skipUnless(Postgresql.is_installed(), "PostgreSQL is not installed")
class SharedServer(ShopCase):
    def test_commands_from_another_folder_fence_nobody(self):
        database = Postgresql()
        self.addCleanup(database.stop)
        shop = Shop(is_demo=False, env={"DATABASE_URL": database.url}).start()
        self.addCleanup(self.end, shop)
        done = shop.run("import", a_book(), "--price", "4.99", "--currency", "USD", "--json")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        slug = self.api(shop).get("/api/v1/books").json()["books"][0]["slug"]
        terms = database.sql("SELECT COUNT(*) FROM terms")
        elsewhere = fresh_folder("elsewhere") / "data"
        self.assertEqual(run_aan("init", "--data", elsewhere, env=shop.env).returncode, 0)
        (elsewhere / "terms.md").write_text("# Other terms\n")
        for command in (["order", "list"], ["book", "list"], ["book", "price", slug, "3.50"], ["ledger", "check"]):
            done = run_aan(*command, "--data", elsewhere, env=shop.env)
            self.assertEqual(done.returncode, 0, f"{command}: {done.stdout}{done.stderr}")
        self.assertEqual(database.sql("SELECT epoch FROM authority"), "1")
        self.assertEqual(database.sql("SELECT COUNT(*) FROM terms"), terms, "only who serves puts terms in force")
        self.assertEqual(self.api(shop).get("/api/ready").status, 200)
        order = self.place(self.api(shop), {"slug": slug})
        self.assertEqual((order["state"], order["total"]["amount"]), ("open", "350"))

    def test_two_servers_share_it_and_both_sell(self):
        database = Postgresql()
        self.addCleanup(database.stop)
        shops = [Shop(is_demo=False, env={"DATABASE_URL": database.url}).start() for _ in range(2)]
        for shop in shops:
            self.addCleanup(self.end, shop)
        # Their content is shared as well in earnest; a free choice of one of them does here.
        done = shops[0].run("import", a_book(), "--price", "4.99", "--currency", "USD", "--json")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        slug = self.api(shops[0]).get("/api/v1/books").json()["books"][0]["slug"]
        for shop in shops:
            self.assertEqual(self.place(self.api(shop), {"slug": slug})["state"], "open")
            self.assertEqual(self.api(shop).get("/api/ready").status, 200)
