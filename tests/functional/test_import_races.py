"""Imports that meet, and files that are refused: each book is there once, and nothing else stays."""

import json
import subprocess

from corpus.good import good_cases
from harness import AAN, Shop, ShopCase, fresh_folder
from harness.process import environment

BOOKS = 12
IMPORTS = 3
JUNK_BYTES = 8 << 20


class ImportRaces(ShopCase):
    def test_imports_of_one_folder_at_once_bring_each_book_once(self):
        folder = fresh_folder("books")
        for case in list(good_cases())[:BOOKS]:
            (folder / (case.name + ".epub")).write_bytes(case.bytes)
        with Shop(is_demo=False) as shop:
            command = [AAN, "import", folder, "--price", "4.99", "--currency", "USD", "--data", shop.data, "--json"]
            running = [subprocess.Popen([str(word) for word in command], env=environment(shop.env), text=True,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(IMPORTS)]
            reports = []
            for one in running:
                said, error = one.communicate()
                self.assertEqual(one.returncode, 0, said + error)
                reports += json.loads(said)["files"]
            fresh = [entry for entry in reports if entry["verdict"] != "known"]
            self.assertEqual(len(reports), BOOKS * IMPORTS)
            self.assertEqual(len({entry["cid"] for entry in fresh}), len(fresh), "each was new once")
            self.assertEqual(len(fresh), BOOKS)
            self.assertEqual(self.api(shop).get("/api/catalog").json()["total"], BOOKS)

    def test_of_a_refused_file_nothing_is_kept(self):
        junk = fresh_folder("junk") / "junk.epub"
        junk.write_bytes(b"no book at all " * (JUNK_BYTES // 15))
        with Shop(is_demo=False) as shop:
            done = shop.run("import", junk, "--price", "4.99", "--currency", "USD", "--json")
            self.assertEqual([entry["verdict"] for entry in json.loads(done.stdout)["files"]], ["refused"])
            kept = sum(path.stat().st_size for path in (shop.data / "blobs").rglob("*") if path.is_file())
            self.assertEqual(kept, 0)
