"""aan backup and aan restore: typed as docs/how-to/back-up.md says, under load, from and to both engines, and what they refuse."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import threading
import unittest

from harness import AAN, ROOT, Shop, ShopCase, fresh_folder
from harness.case import demo_folder
from harness.postgresql import Postgresql
from harness.process import environment

PAGE = ROOT / "docs/how-to/back-up.md"
REFUSED, NOT_THERE, CONFLICT, PARTLY = 2, 3, 4, 6


def steps(name):
    """The block of the page that stands under <!-- tried: NAME -->."""
    return re.search(rf"<!-- tried: {name} -->\n```sh\n(.*?)```", PAGE.read_text(), re.S).group(1)


class BackUpCase(ShopCase):
    def begin(self, env=None):
        self.folder = fresh_folder("place")
        shutil.copytree(demo_folder(), self.folder / "shop")
        self.own = Shop(self.folder / "shop", env=env).start()
        self.addCleanup(self.end, self.own)
        self.book = self.priced_book(self.api(self.own))
        self.orders = [self.buy(self.own, self.api(self.own), self.book) for _ in range(3)]

    def type(self, name):
        path = f"{AAN.parent}:{os.environ.get('PATH', '/usr/bin:/bin')}"
        done = subprocess.run(["sh", "-euc", steps(name)], cwd=self.folder, text=True, capture_output=True,
                              env=environment({"PATH": path}), stdin=subprocess.DEVNULL, timeout=300)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout

    def back_up(self, *options, code=0, place="backup"):
        done = self.own.run("backup", self.folder / place, *options, "--json")
        self.assertEqual(done.returncode, code, done.stderr)
        return json.loads(done.stdout or done.stderr)

    def restore(self, *options, code=0, env=None):
        copy = Shop(fresh_folder("restored") / "shop", env=env)
        done = copy.run("restore", self.folder / "backup", *options, "--json")
        self.assertEqual(done.returncode, code, done.stderr)
        return copy, json.loads(done.stdout or done.stderr)

    @staticmethod
    def sold(shop):
        sold, total = set(), 1
        while len(sold) < total:
            page = shop.json("order", "list", "--state", "fulfilled", "--limit", 100, "--offset", len(sold))
            sold |= {order["reference"] for order in page["orders"]}
            total = page["total"]
        return sold

    def assert_it_is_the_shop(self, copy, orders):
        api = self.api(copy)
        self.assertEqual(api.get("/api/v1/books?limit=1").json()["total"], 40)
        sold = self.sold(copy)
        self.assertLessEqual({order["reference"] for order in orders}, sold)
        for order in orders:
            download = self.order(api, order)["lines"][0]["downloads"][0]
            started = self.start_download(api, order, download)
            self.assertEqual(api.get(started["url"]).status, 200)
        self.assertTrue(api.get("/api/catalog/search?q=" + self.book["title"].split()[0]).json()["total"])
        self.buy(copy, api, self.book)
        self.assert_ledger_is_clean(copy)
        return sold


class AsThePageSays(BackUpCase):
    def check(self, name, restore="restore"):
        self.begin()
        self.type(name)
        later = self.buy(self.own, self.api(self.own), self.book)
        self.own.stop()
        # Elsewhere, and nothing of the original is there to lean on.
        (self.folder / "shop").rename(self.folder / "away")
        said = self.type(restore)
        self.assertIn("The ledger is in order.", said)
        self.assertIn("Every file is whole.", said)
        with Shop(self.folder / "restored") as copy:
            sold = self.assert_it_is_the_shop(copy, self.orders)
        self.assertNotIn(later["reference"], sold, "the copy is of the moment before")

    def test_a_shop_that_goes_on_selling_comes_back(self):
        self.check("back up")

    def test_and_with_its_keys_kept_apart(self):
        self.check("keys apart", "restore with keys")
        self.assertFalse(list((self.folder / "backup").rglob("keys")), "keys apart")


class UnderLoad(BackUpCase):
    def test_what_was_sold_before_it_began_is_in_it_and_nothing_by_half(self):
        self.begin()
        is_over = threading.Event()
        sold, problems = [], []

        def keep_buying():
            api = self.api(self.own)
            while not is_over.is_set():
                try:
                    sold.append(self.buy(self.own, api, self.book))
                except Exception as problem:  # noqa: BLE001  whatever it is, the test tells it
                    problems.append(problem)
                    return

        buyers = [threading.Thread(target=keep_buying) for _ in range(3)]
        for buyer in buyers:
            buyer.start()
        names, before = [], []
        for _ in range(3):
            before.append(list(sold))
            names.append(self.back_up()["moment"])
            while sold and len(sold) < len(before[-1]) + 3 and not problems:
                is_over.wait(0.4)
        is_over.set()
        for buyer in buyers:
            buyer.join()
        self.assertEqual(problems, [])
        self.own.stop()
        for name, known in zip(names, before):
            copy, said = self.restore("--moment", name)
            self.assertTrue(said["good"], said)
            with copy:
                self.assert_it_is_the_shop(copy, self.orders + known[-3:])


class Engines(BackUpCase):
    def test_a_shop_moves_from_sqlite_to_postgresql_and_back(self):
        if not Postgresql.is_installed():
            self.skipTest("PostgreSQL is not installed")
        self.begin()
        self.back_up()
        self.own.stop()
        database = Postgresql()
        self.addCleanup(database.stop)
        moved, said = self.restore(env={"DATABASE_URL": database.url})
        self.assertTrue(said["good"], said)
        self.assertFalse((moved.data / "aan.db").exists())
        with moved:
            self.assert_it_is_the_shop(moved, self.orders)
            # A shop in the database is no empty place.
            _, refused = self.restore(code=CONFLICT, env={"DATABASE_URL": database.url})
            self.assertEqual(refused["reason"], "not_empty")
            self.own = moved
            shutil.rmtree(self.folder / "backup")
            self.back_up()
        back, said = self.restore()
        self.assertTrue(said["good"], said)
        with back:
            self.assert_it_is_the_shop(back, self.orders)


    def test_what_fails_after_the_rows_leaves_nothing_in_the_database_and_may_be_tried_again(self):
        if not Postgresql.is_installed():
            self.skipTest("PostgreSQL is not installed")
        self.begin()
        moment = self.folder / "backup/moments" / self.back_up()["moment"]
        database = Postgresql()
        self.addCleanup(database.stop)
        env = {"DATABASE_URL": database.url}
        site = moment / "site"
        whole = site.read_bytes()
        site.write_bytes(whole[:-3] + b"???")
        _, said = self.restore(code=1, env=env)
        self.assertRegex(said["detail"], "site")
        self.assertEqual(database.sql("SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'"), "0")
        site.write_bytes(whole)
        moved, said = self.restore(env=env)
        self.assertTrue(said["good"], said)
        with moved:
            self.assert_it_is_the_shop(moved, self.orders)


class Refusals(BackUpCase):
    def setUp(self):
        self.begin()

    def test_a_part_or_a_book_that_was_changed_stops_it_with_its_name(self):
        moment = self.folder / "backup/moments" / self.back_up()["moment"]
        for name in ("store.rows", "site", "keys", "manifest.json", "manifest.sig"):
            path = moment / name
            whole = path.read_bytes()
            path.write_bytes(whole[:-3] + b"???")
            copy, said = self.restore(code=1)
            self.assertEqual(said["error"], "corrupt", name)
            self.assertRegex(said["detail"], name if name != "manifest.json" else "manifest")
            path.write_bytes(whole)
            if name == "site":  # found when the rows are in; tried again in the same folder
                done = copy.run("restore", self.folder / "backup", "--json")
                self.assertEqual(done.returncode, 0, done.stderr)
        book = max((self.folder / "backup/blobs").rglob("*"), key=lambda path: path.stat().st_size * path.is_file())
        whole = book.read_bytes()
        book.chmod(0o600)
        book.write_bytes(whole[:-1])
        copy, said = self.restore(code=1)
        self.assertIn(book.name, said["detail"])
        self.assertFalse((copy.data / "keys").exists(), "no shop by half")
        # Made again, the backup mends its own copy from the shop's.
        self.back_up()
        copy, said = self.restore()
        self.assertTrue(said["good"])

    def test_whoever_can_write_there_adds_and_changes_nothing_that_a_shop_takes(self):
        moment = self.folder / "backup/moments" / self.back_up()["moment"]
        secret = self.folder / "operator.env"
        secret.write_text("STRIPE_SECRET_KEY=sk_live_of_nobody")
        (moment / "terms.md").unlink(missing_ok=True)
        manifest = json.loads((moment / "manifest.json").read_text())
        self.assertNotIn("terms.md", [part["name"] for part in manifest["parts"]])
        (moment / "terms.md").symlink_to(secret)
        copy, said = self.restore()
        self.assertFalse((copy.data / "terms.md").exists(), "no part of the backup")
        # Another's rows, with a manifest that fits them.
        rows = moment / "store.rows"
        changed = rows.read_bytes().replace(b"Demonstration", b"demonstration")
        rows.write_bytes(changed + b"\n")
        for part in manifest["parts"]:
            if part["name"] == "store.rows":
                part["size"] = rows.stat().st_size
                part["sha256"] = hashlib.sha256(rows.read_bytes()).hexdigest()
        (moment / "manifest.json").write_text(json.dumps(manifest))
        copy, said = self.restore(code=1)
        self.assertEqual(said["reason"], "backup_signature")
        self.assertFalse((copy.data / "keys").exists())
        (moment / "manifest.sig").unlink()
        _, said = self.restore(code=1)
        self.assertEqual(said["reason"], "backup_signature")

    def test_what_is_not_of_a_backup_stays_in_its_place(self):
        place = self.folder / "backup"
        (place / "tmp").mkdir(parents=True)
        (place / "tmp" / "mine.txt").write_text("mine")
        (place / "moments" / ".ssh").mkdir(parents=True)
        os.utime(place / "moments" / ".ssh", (0, 0))
        self.back_up()
        self.assertEqual((place / "tmp" / "mine.txt").read_text(), "mine")
        self.assertTrue((place / "moments" / ".ssh").exists())

    def test_a_book_that_is_not_whole_in_the_shop_is_named_and_the_rest_is_saved(self):
        book = max((self.own.data / "blobs").rglob("*"), key=lambda path: path.stat().st_size * path.is_file())
        self.own.stop()
        book.chmod(0o600)
        book.write_bytes(b"not a book")
        said = self.back_up(code=PARTLY)
        self.assertEqual(len(said["damaged"]), 1)
        copy, said = self.restore(code=PARTLY)
        self.assertFalse(said["books"]["good"])
        self.assertTrue(said["ledger"]["good"])

    def test_a_book_that_a_backup_finds_damaged_is_off_sale_and_named_again_by_the_next(self):
        self.back_up()
        book = max((self.own.data / "blobs").rglob("*"), key=lambda path: path.stat().st_size * path.is_file())
        book.chmod(0o600)
        book.write_bytes(b"not a book")
        damaged = self.back_up(code=PARTLY, place="another")["damaged"]
        self.assertEqual(len(damaged), 1)
        books = self.own.json("book", "list", "--limit", "100")["books"]
        self.assertEqual(sum(one["being_restored"] for one in books), 1)
        self.assertEqual(self.back_up(code=PARTLY)["damaged"], damaged, "the good copy there is not the shop's own")

    def test_places_that_cannot_be_are_refused(self):
        for place, code in ((self.own.data / "inside", REFUSED), (self.own.data, REFUSED), ("/proc/nothing", 5)):
            done = self.own.run("backup", place, "--json")
            self.assertEqual(done.returncode, code, (place, done.stderr))
        _, said = self.restore(code=NOT_THERE)
        self.assertIn("no backups", said["detail"])
        self.back_up()
        _, said = self.restore("--moment", "20200101T000000Z", code=NOT_THERE)
        done = self.own.run("restore", self.folder / "backup", "--json")
        self.assertEqual((done.returncode, json.loads(done.stderr)["reason"]), (CONFLICT, "not_empty"))

    def test_without_keys_it_asks_for_them_before_it_makes_anything(self):
        self.back_up("--without-keys")
        copy, said = self.restore(code=REFUSED)
        self.assertIn("--keys", said["detail"])
        self.assertFalse(copy.data.exists())
        copy, said = self.restore("--keys", self.own.data / "site", code=REFUSED)
        copy, said = self.restore("--keys", self.own.data / "keys")
        self.assertTrue(said["good"])
        copy, said = self.restore("--lost-keys")
        self.assertTrue(said["good"])

    def test_it_keeps_as_many_as_asked_and_lists_what_is_good(self):
        self.own.stop()
        names = []
        for _ in range(3):
            names.append(self.back_up("--keep", "2")["moment"])
        (self.folder / "backup/moments" / names[1] / "store.rows").write_text("aan-rows 1\n")
        done = self.own.run("restore", self.folder / "backup", "--list", "--json")
        listed = {one["moment"]: one["good"] for one in json.loads(done.stdout)["moments"]}
        self.assertEqual(listed, {names[1]: False, names[2]: True})


if __name__ == "__main__":
    unittest.main()
