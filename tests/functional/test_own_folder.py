"""A demonstration's folder takes in nothing else, and the process keeps its secrets from others of the machine."""

import os
import re
import shutil
import stat
import subprocess
import unittest
from pathlib import Path

from harness import AAN, Shop, ShopCase, free_key, fresh_folder
from harness.process import environment, run_aan

NOBODY = 65534


class DemonstrationFolder(ShopCase):
    def setUp(self):
        self.file = fresh_folder("book") / "own.epub"
        api = self.api()
        order = self.buy(self.shop, api, self.priced_book(api))
        self.file.write_bytes(api.get(self.start_download(api, order, order["lines"][0]["downloads"][0])["url"]).body)

    def assert_closed(self, shop):
        before = shop.json("book", "list")
        for arguments in (("import", self.file, "--price", "4.99"), ("import", self.file.parent), ("init",)):
            done = shop.run(*arguments)
            self.assertEqual(done.returncode, 4, done)
            self.assertIn("demonstration", done.stderr)
            self.assertIn("--data", done.stderr, "says what to do")
        self.assertEqual(shop.json("book", "list"), before)
        # Looking, and the stock's own prices, are nobody else's data.
        slug = before["books"][0]["slug"]
        self.assertEqual(shop.json("book", "price", slug, "7.00")["price"]["decimal"], "7.00")
        self.assertEqual(shop.json("book", "show", slug)["price"]["decimal"], "7.00")
        self.assertTrue(shop.json("ledger", "check")["good"])

    def test_nothing_is_brought_into_it_with_and_without_a_server(self):
        shop = self.own_shop()
        self.assert_closed(shop)
        shop.stop()
        self.assert_closed(shop)
        own = Shop(is_demo=False)
        self.assertEqual(own.run("init").returncode, 0)
        self.assertEqual(own.json("import", self.file, "--price", "4.99")["summary"]["ok"], 1)

    def assert_not_served(self, shop, *arguments):
        done = shop.run("serve", "--listen", "127.0.0.1:0", *arguments)
        self.assertEqual(done.returncode, 4, done)
        self.assertIn("--data", done.stderr, "says what to do")

    def test_a_path_that_is_too_long_for_a_database_is_said_before_anything_is_made(self):
        above = fresh_folder("longer")
        folder = above / ("x" * 240) / ("y" * 240)
        for arguments in (("init",), ("serve", "--listen", "127.0.0.1:0"), ("import", self.file)):
            done = run_aan(*arguments, "--data", folder)
            self.assertEqual(done.returncode, 2, done)
            self.assertIn("it may have 480. Choose a shorter one.", done.stderr)
        self.assertEqual(list(above.iterdir()), [])

    def test_a_folder_of_a_long_path_is_served_and_commanded_by_either_path(self):
        above = fresh_folder("long") / ("x" * 60) / ("y" * 60)
        above.mkdir(parents=True)
        shop = Shop("shop", is_demo=False)
        shop.cwd = above
        shop.start()
        self.addCleanup(self.end, shop)
        for path in ("shop", above / "shop"):
            for arguments in (("settings", "NODE_NAME"), ("book", "list")):
                done = run_aan(*arguments, "--data", path, "--json", cwd=above)
                self.assertEqual((done.returncode, done.stderr), (0, ""), path)
        again = run_aan("serve", "--data", above / "shop", "--listen", "127.0.0.1:0")
        self.assertIn("A server is running on", again.stderr)
        shop.stop()
        shop.data = above / "shop"
        shop.start()
        self.assertEqual(shop.json("book", "list")["total"], 0)

    def test_a_folder_is_a_demonstrations_or_a_shops_from_the_moment_it_is_made(self):
        made = Shop(is_demo=False)
        self.assertEqual(made.run("init").returncode, 0)
        self.assert_not_served(made, "--demo")
        made.start()
        self.addCleanup(self.end, made)
        self.assertFalse(made.client().get("/api/config").json()["demo"])
        self.assertEqual(made.json("settings", "NODE_NAME", "Calder & Daughters")["changed"], ["NODE_NAME"])
        made.stop()
        self.assert_not_served(made, "--demo")
        begun = Shop(is_demo=False).start()
        begun.stop()
        self.assert_not_served(begun, "--demo")
        demo = self.own_shop()
        demo.stop()
        self.assert_not_served(demo)
        demo.start()
        self.assertTrue(demo.client().get("/api/config").json()["demo"], "what was marked stays one")


class PrivateProcess(ShopCase):
    def test_limits_and_mask_of_a_running_shop(self):
        folder = fresh_folder("open") / "data"
        folder.mkdir()
        folder.chmod(0o755)
        shop = Shop(folder, is_demo=False)
        before = os.umask(0o022)
        try:
            shop.start()
        finally:
            os.umask(before)
        self.addCleanup(self.end, shop)
        of_process = Path("/proc") / str(shop.process.pid)
        self.assertRegex((of_process / "limits").read_text(), r"Max core file size +0 +0 ")
        self.assertIn("Umask:\t0077", (of_process / "status").read_text())
        self.place_free_order(shop)
        for path in folder.rglob("*"):
            mode = stat.S_IMODE(path.lstat().st_mode)
            self.assertEqual(mode & 0o077, 0, f"{path} is open to others: {mode:o}")

    def place_free_order(self, shop):
        self.assertEqual(shop.client().get("/books").status, 200)
        self.api(shop).post_json("/api/v1/orders", {"items": [{"book": "none"}]}, free_key())

    @unittest.skipUnless(os.geteuid() == 0, "needs root, to start a shop as somebody else")
    def test_others_of_the_same_user_cannot_read_its_memory(self):
        folder = fresh_folder("nobody")
        for above in (folder, *folder.parents):
            if above == Path("/tmp"):
                break
            above.chmod(0o755)
        os.chown(folder, NOBODY, NOBODY)
        for program in (AAN, Path(AAN).with_name("aan-worker")):
            shutil.copy(program, folder / program.name)
        command = [str(folder / "aan"), "serve", "--data", str(folder / "data"), "--listen", "127.0.0.1:0"]
        process = subprocess.Popen(command, user=NOBODY, group=NOBODY, extra_groups=[], env=environment(), cwd=folder,
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        try:
            self.assertTrue(any("Ready" in line for line in process.stdout))
            read = subprocess.run(["head", "-c", "1", f"/proc/{process.pid}/environ"], user=NOBODY, group=NOBODY,
                                  extra_groups=[], capture_output=True, check=False)
            self.assertNotEqual(read.returncode, 0, "another process of this user reads its secrets")
            self.assertTrue(re.search(b"denied", read.stderr), read.stderr)
        finally:
            process.terminate()
            self.assertEqual(process.wait(40), 0)
            process.stdout.close()

