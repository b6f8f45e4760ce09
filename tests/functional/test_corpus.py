"""Three hundred files in one import: each is judged rightly, and none stops the others. Three hundred damaged ones made of real books."""

import fcntl
import json
import os
import signal
import struct
import subprocess
import sys
import tempfile
import time
import unittest
from urllib.parse import quote

from corpus import all_cases
from corpus.mutants import catalogue_mutants, mutants
from harness import AAN, Shop, ShopCase, epub_folder, fresh_folder
from harness.process import environment

SECONDS_FOR_EACH = 2  # on average, on a busy machine; the worker itself has ten
MEMORY_BYTES_MAX = 420 << 20  # the worker's address space is 384 MB
# Runs a program and says how much memory the greatest of its processes had: nobody else's count.
MEASURED = ("import resource, subprocess, sys; done = subprocess.run(sys.argv[1:]); "
            "print('ru_maxrss', resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr); "
            "sys.exit(done.returncode)")
PLACE_FOR_READ, PLACE_FOR_ANSWER = 3, 4
WORKER_SECONDS_MAX, WORKER_BYTES_MAX = 5, 256 << 20  # of one book
ASAN_BYTES_MAX = 576 << 20  # there the address space has no limit: the same, an eighth of shadow, and 256 MB that wait to be given back
MAGIC, TAG_FAULT, TAG_REASON, TAG_BOOK = b"AANF", 1, 2, 3  # how the worker's answer begins
TAG_FORMAT, TAG_ROW = 120, 121  # of a list
FAILED = "made the reader fail"


def read_fields(book, notes):
    edition = book["edition"]
    return {"title": book["title"], "language": edition["language"], "isbn": edition["isbn13"],
            "creators": [one["name"] for one in book["contributors"] if one["role"] == "aut"],
            "fixed_layout": edition["fixed_layout"], "has_scripts": edition["has_scripts"],
            "has_remote_resources": edition["has_remote_resources"], "words": edition["words"],
            "is_drawn": any("no cover" in note for note in notes)}


class Corpus(ShopCase):
    def test_every_file_gets_its_verdict_and_every_book_its_fields(self):
        cases = {case.name: case for case in all_cases(epub_folder())}
        self.assertGreaterEqual(sum(not name.startswith(("real-", "hurt-")) for name in cases), 300)
        folder = fresh_folder("corpus")
        for case in cases.values():
            (folder / (case.name + ".epub")).write_bytes(case.bytes)
        shop = Shop(is_demo=False)
        began = time.monotonic()
        done, memory = self.run_import(shop, folder)
        took = time.monotonic() - began
        report = json.loads(done.stdout)
        entries = {entry["file"].removesuffix(".epub"): entry for entry in report["files"]}
        self.assertEqual(entries.keys(), cases.keys(), "every file has its line")
        self.assertEqual(done.returncode, 6, "some were refused")
        for name, case in cases.items():
            with self.subTest(file=name):
                self.check_verdict(entries[name], case)
        self.assertLess(took, SECONDS_FOR_EACH * len(cases))
        self.assertLess(memory, MEMORY_BYTES_MAX)
        with shop:
            self.check_shop(shop, cases, entries)
        print(f"     {len(cases)} files in {took:.0f} s", flush=True)

    def run_import(self, shop, folder):
        """How it ended, and the most memory that it or one of its workers had."""
        command = [AAN, "import", folder, "--price", "4.99", "--currency", "USD", "--json", "--data", shop.data]
        done = subprocess.run([sys.executable, "-c", MEASURED, *map(str, command)], env=environment(shop.env),
                              cwd=shop.cwd, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=1200)
        self.assertIn(done.returncode, (0, 6), done.stderr[-2000:])
        return done, int(done.stderr.splitlines()[-1].split()[1]) << 10

    def check_verdict(self, entry, case):
        notes = " ".join(entry["notes"])
        self.assertIn(entry["verdict"], case.verdicts, notes)
        self.assertIn(case.says, notes)
        self.assertNotIn(FAILED, notes, "the worker must decide, not die")
        if entry["verdict"] == "refused":
            self.assertTrue(entry["notes"] and len(entry["notes"][0]) > 10, entry)

    def check_shop(self, shop, cases, entries):
        api = self.api(shop)
        sold = [name for name, entry in entries.items() if entry["verdict"] != "refused"]
        self.assertEqual(api.get("/api/v1/books?limit=1").json()["total"], len(sold))
        for name in sold:
            with self.subTest(file=name):
                book = api.get("/api/v1/books/" + quote(entries[name]["slug"])).json()["book"]
                found = read_fields(book, entries[name]["notes"])
                expected = cases[name].fields
                self.assertEqual({key: found[key] for key in expected}, expected)
                self.assertTrue(book["cover_url"] and book["title"].strip())
                self.assertEqual(api.get(book["cover_url"]).header("content-type"), "image/jpeg")
        self.assert_no_errors_logged(shop)


@unittest.skipUnless(os.environ.get("AAN_ASAN_WORKER"), "no worker with sanitizers: AAN_ASAN_WORKER is not set")
class CorpusUnderSanitizers(unittest.TestCase):
    """The same files through the worker alone, built with the address and undefined behaviour sanitizers."""

    def test_no_file_makes_a_sanitizer_speak(self):
        worker = os.environ["AAN_ASAN_WORKER"]
        for case in all_cases(epub_folder()):
            with self.subTest(file=case.name):
                code, said, _, used = run_worker(worker, "read-archive", case.bytes)
                # The CPU limit may end a slow build; nothing else may.
                self.assertIn(code, (0, -signal.SIGXCPU), said[-3000:])
                self.assertNotIn("Sanitizer", said)
                self.assertNotIn("runtime error", said)
                self.assertLess(used.ru_maxrss << 10, ASAN_BYTES_MAX)


class Mutants(unittest.TestCase):
    """What a seed makes of the real books: no crash, a reason for every verdict, and a worker that stays small."""

    def setUp(self):
        if epub_folder() is None:
            self.skipTest("the real books are not there")

    def test_every_one_has_a_verdict_with_a_reason_from_a_worker_that_stays_within_its_limits(self):
        refused = taken = 0
        for name, data in mutants(epub_folder()):
            with self.subTest(file=name):
                code, said, answer, used = run_worker(AAN.with_name("aan-worker"), "read-archive", data)
                self.assertEqual(code, 0, said)
                self.assertLess(used.ru_utime + used.ru_stime, WORKER_SECONDS_MAX)
                self.assertLess(used.ru_maxrss << 10, WORKER_BYTES_MAX)
                tag, size = struct.unpack_from("<HI", answer, len(MAGIC))
                if tag == TAG_BOOK:
                    taken += 1
                    continue
                refused += 1
                reason, length = struct.unpack_from("<HI", answer, len(MAGIC) + 6 + size)
                self.assertEqual((tag, reason), (TAG_FAULT, TAG_REASON))
                self.assertGreater(length, 20, "a sentence that says why")
        self.assertGreaterEqual(refused + taken, 300)
        self.assertGreater(min(refused, taken), 50, "both kinds are there")

    def test_every_harmed_catalogue_has_its_rows_or_a_reason(self):
        names, rows = [], 0
        for name, data in self.catalogues():
            with self.subTest(file=name):
                names.append(name)
                code, said, answer, used = run_worker(AAN.with_name("aan-worker"), "read-list-upstream", data)
                self.assertEqual(code, 0, said)
                self.assertLess(used.ru_utime + used.ru_stime, WORKER_SECONDS_MAX)
                self.assertLess(used.ru_maxrss << 10, WORKER_BYTES_MAX)
                found = fields_of(answer)
                if found[0][0] == TAG_FAULT:
                    self.assertEqual(found[1][0], TAG_REASON)
                    self.assertGreater(len(found[1][1]), 20, "a sentence that says why")
                    continue
                rows += sum(tag == TAG_ROW for tag, _ in found)
                self.assertTrue({tag for tag, _ in found} & {TAG_FORMAT, TAG_ROW}, "what it read, row by row")
        self.assertGreaterEqual(len(names), 12)
        self.assertGreater(rows, 0, "some can be read in part")

    def catalogues(self):
        folder = epub_folder().parent / "upstream"
        if not folder.is_dir():
            self.skipTest("the catalogues of the reference implementation are not there")
        return catalogue_mutants(folder)

    @unittest.skipUnless(os.environ.get("AAN_ASAN_WORKER"), "no worker with sanitizers: AAN_ASAN_WORKER is not set")
    def test_none_makes_a_sanitizer_speak(self):
        jobs = [("read-archive", *one) for one in mutants(epub_folder())]
        jobs += [("read-list-upstream", *one) for one in self.catalogues()]
        for job, name, data in jobs:
            with self.subTest(file=name):
                code, said, _, used = run_worker(os.environ["AAN_ASAN_WORKER"], job, data)
                self.assertIn(code, (0, -signal.SIGXCPU), said[-3000:])
                self.assertNotIn("Sanitizer", said)
                self.assertNotIn("runtime error", said)
                self.assertLess(used.ru_maxrss << 10, ASAN_BYTES_MAX)


def fields_of(answer):
    """Tags and values of an answer, in their order."""
    found, at = [], len(MAGIC)
    while at + 6 <= len(answer):
        tag, size = struct.unpack_from("<HI", answer, at)
        found.append((tag, answer[at + 6: at + 6 + size]))
        at += 6 + size
    return found


def run_worker(worker, job, data):
    """How the worker ended, what it said and answered, and what it used."""
    with tempfile.TemporaryFile() as book, tempfile.TemporaryFile() as answer, tempfile.TemporaryFile() as said:
        book.write(data)
        book.flush()
        book.seek(0)
        # Numbers above those that the worker expects, so that nothing is overwritten on the way.
        high = [fcntl.fcntl(file.fileno(), fcntl.F_DUPFD, 200) for file in (book, answer, said)]
        actions = [(os.POSIX_SPAWN_DUP2, high[2], 2), (os.POSIX_SPAWN_DUP2, high[0], PLACE_FOR_READ),
                   (os.POSIX_SPAWN_DUP2, high[1], PLACE_FOR_ANSWER)]
        pid = os.posix_spawn(worker, [str(worker), job],
                             {"LC_ALL": "C.UTF-8", "ASAN_OPTIONS": "detect_leaks=0"}, file_actions=actions)
        for descriptor in high:
            os.close(descriptor)
        _, status, used = os.wait4(pid, 0)
        answer.seek(0)
        said.seek(0)
        return os.waitstatus_to_exitcode(status), said.read().decode(errors="replace"), answer.read(), used
