"""The steps of docs/how-to/back-up.md, typed as they stand there, and what the copy is worth."""

import os
import re
import shutil
import subprocess
import unittest

from harness import AAN, ROOT, Shop, ShopCase, fresh_folder
from harness.case import demo_folder
from harness.process import environment

PAGE = ROOT / "docs/how-to/back-up.md"


def steps(name):
    """The block of the page that stands under <!-- tried: NAME -->."""
    return re.search(rf"<!-- tried: {name} -->\n```sh\n(.*?)```", PAGE.read_text(), re.S).group(1)


class BackUp(ShopCase):
    def setUp(self):
        self.folder = fresh_folder("place")
        shutil.copytree(demo_folder(), self.folder / "shop")
        self.own = Shop(self.folder / "shop").start()
        self.addCleanup(self.end, self.own)
        api = self.api(self.own)
        self.book = self.priced_book(api)
        self.orders = [self.buy(self.own, api, self.book) for _ in range(3)]

    def type(self, name):
        path = f"{AAN.parent}:{os.environ.get('PATH', '/usr/bin:/bin')}"
        done = subprocess.run(["sh", "-euc", steps(name)], cwd=self.folder, text=True, capture_output=True,
                              env=environment({"PATH": path}), stdin=subprocess.DEVNULL, timeout=300)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout

    def assert_the_copy_is_a_shop(self):
        # Elsewhere, and nothing of the original is there to lean on.
        (self.folder / "shop").rename(self.folder / "away")
        said = self.type("restore")
        self.assertIn("The ledger is in order.", said)
        self.assertIn("Every file is whole.", said)
        with Shop(self.folder / "restored") as copy:
            api = self.api(copy)
            self.assertEqual(api.get("/api/v1/books?limit=1").json()["total"], 40)
            sold = {order["reference"] for order in copy.json("order", "list", "--state", "fulfilled")["orders"]}
            self.assertEqual(sold, {order["reference"] for order in self.orders})
            for order in self.orders:
                download = self.order(api, order)["lines"][0]["downloads"][0]
                started = self.start_download(api, order, download)
                self.assertEqual(api.get(started["url"]).status, 200)
            self.assertTrue(api.get("/api/catalog/search?q=" + self.book["title"].split()[0]).json()["total"])
            self.buy(copy, api, self.book)
            self.assert_ledger_is_clean(copy)

    def test_a_shop_that_was_stopped(self):
        self.own.stop()
        self.type("stopped")
        self.assertFalse((self.folder / "backup/shop/keys").exists(), "keys apart")
        self.assert_the_copy_is_a_shop()

    @unittest.skipIf(shutil.which("sqlite3") is None, "sqlite3 is not installed")
    def test_a_shop_that_goes_on_selling(self):
        self.type("running")
        later = self.buy(self.own, self.api(self.own), self.book)
        self.assert_ledger_is_clean(self.own)
        self.own.stop()
        self.assert_the_copy_is_a_shop()
        self.assertNotIn(later["reference"], {order["reference"] for order in self.orders})
