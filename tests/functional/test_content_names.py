"""Contents are stored under the names that npm's importer of IPFS gives them."""

import io
import os
import random
import shutil
import subprocess
import unittest
import zipfile
from pathlib import Path

from corpus.good import good_cases
from harness import Shop, ShopCase, fresh_folder
from harness.paths import ROOT

NODE = os.environ.get("AAN_NODE") or shutil.which("node")
MODULES = Path(os.environ.get("AAN_NODE_MODULES") or ROOT / "tests" / "npm" / "node_modules")
JUDGE = ROOT / "tests" / "functional" / "judge_unixfs.mjs"
MIB = 1 << 20


def judged(files):
    said = subprocess.run([NODE, JUDGE, *files], capture_output=True, text=True, timeout=300, check=True,
                          env={**os.environ, "AAN_NODE_MODULES": str(MODULES)}).stdout
    return {name: cid for cid, name in (line.split("  ", 1) for line in said.splitlines())}


def of_size(book, size):
    """The book with a file beside it that fills it up to so many bytes."""
    def filled(count):
        out = io.BytesIO(book)
        with zipfile.ZipFile(out, "a", zipfile.ZIP_STORED) as archive:
            archive.writestr(zipfile.ZipInfo("OPS/noise.bin"), random.Random(size).randbytes(count))
        return out.getvalue()

    return filled(size - len(filled(0)))


@unittest.skipUnless(NODE and (MODULES / "ipfs-unixfs-importer").exists(), "Node or npm's importer (tests/npm) is not here")
class ContentNames(ShopCase):
    def test_every_stored_file_has_the_name_that_the_importer_gives_it(self):
        folder = fresh_folder("books")
        book = next(iter(good_cases())).bytes
        for size in (len(book), MIB, MIB + 1, 5 * MIB + 3):
            (folder / f"book-{size}.epub").write_bytes(book if size == len(book) else of_size(book, size))
        shop = Shop(is_demo=False)
        done = shop.run("import", folder, "--price", "4.99", "--currency", "USD")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        stored = [file for file in (shop.data / "blobs").rglob("*") if file.is_file() and file.suffix == ""]
        sizes = {file.stat().st_size for file in stored}
        self.assertLessEqual({MIB, MIB + 1, 5 * MIB + 3}, sizes)
        names = judged(stored)
        self.assertEqual(len(names), len(stored))
        for name, cid in names.items():
            self.assertEqual(Path(name).name, cid)
