"""PDF, comics and audiobooks: brought in, shown, bought and downloaded as EPUBs are; hostile and damaged ones decided."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
import unittest
from urllib.parse import quote

from corpus.book import epub, metadata, package
from corpus.formats import album, audio_zip, cbz, format_cases
from corpus.pdf_writer import pdf
from corpus.pictures import JPEG
from corpus.sound import m4b, mp3
from harness import AAN, Shop, ShopCase, free_key, fresh_folder
from harness.desk import first_link, join
from harness.process import environment
from test_corpus import FAILED, MEASURED, MEMORY_BYTES_MAX, run_worker
from test_desk_upload import send

SECONDS_FOR_EACH = 2
DRAWN = ("a cover is drawn", "cannot be the cover")
# A job for each kind, as the shop chooses it by the first bytes.
JOBS = {"pdf": ("read-pdf", "draw-pdf"), "cbz": ("read-archive",), "zip": ("read-archive",), "lpf": ("read-archive",),
        "audiobook": ("read-archive",), "mp3": ("read-audio",), "m4b": ("read-audio",), "flac": ("read-audio",), "ogg": ("read-audio",)}


def fields_of(book, notes):
    edition, file = book["edition"], book["files"][0]
    people = {role: [one["name"] for one in book["contributors"] if one["role"] == role] for role in ("aut", "nrt")}
    return {"title": book["title"], "language": edition["language"], "isbn": edition["isbn13"], "creators": people["aut"],
            "narrators": people["nrt"], "format": file["format"], "media_type": file["media_type"], "pages": file["pages"],
            "seconds": file["play_seconds"], "contents": [one["title"] for one in edition["contents"]],
            "has_scripts": edition["has_scripts"], "has_sample": book["sample_url"] is not None,
            "conforms": edition["accessibility"].get("conforms_to", []),
            "is_drawn": any(word in note for note in notes for word in DRAWN)}


class Formats(ShopCase):
    def begun(self, **files):
        """A running shop and a folder with these files."""
        folder = fresh_folder("formats")
        for name, data in files.items():
            (folder / name.replace("__", ".")).write_bytes(data)
        shop = Shop(is_demo=False).start()
        self.addCleanup(self.end, shop)
        return shop, folder

    def imported(self, shop, path, *more):
        report = shop.json("import", path, *more)
        self.assertEqual(len(report["files"]), 1, report)
        return report["files"][0]

    def check_bought(self, shop, slug, expected):
        """Bought by a program; each of its files, by format, is what was brought in."""
        api = self.api(shop)
        order = self.buy(shop, api, {"slug": slug})
        downloads = {one["format"]: one for one in order["lines"][0]["downloads"]}
        self.assertEqual(downloads.keys(), expected.keys())
        for name, (data, media_type, file_name) in expected.items():
            self.assertEqual((downloads[name]["media_type"], downloads[name]["file_name"]), (media_type, file_name))
            answer = api.get(self.start_download(api, order, downloads[name])["url"])
            self.assertEqual(answer.header("content-type"), media_type)
            self.assertIn("attachment", answer.header("content-disposition"))
            self.assertEqual(hashlib.sha256(answer.body).digest(), hashlib.sha256(data).digest())
        return order

    def test_a_pdf_goes_from_its_file_to_a_reader(self):
        data = pdf()
        shop, folder = self.begun(pond__pdf=data)
        entry = self.imported(shop, folder / "pond.pdf", "--price", "4.99")
        self.assertEqual((entry["verdict"], entry["title"]), ("ok", "The Pond"), entry["notes"])
        page = shop.client().get("/books/the-pond").page
        self.assertEqual(page.problems, [])
        for word in ("PDF", "30 pages", "DRM-free", "English (United Kingdom)", "The first walk"):
            self.assertIn(word, page.text)
        self.assertIn('"numberOfPages":30', shop.client().get("/books/the-pond").text)
        sample = shop.client().get("/books/the-pond/sample").page
        self.assertEqual(sample.problems, [])
        self.assertIn("walk with me along its shore", sample.text)
        book = self.api(shop).get("/api/v1/books/the-pond").json()["book"]
        self.assertEqual(self.api(shop).get(book["cover_url"]).header("content-type"), "image/jpeg")
        order = self.check_bought(shop, "the-pond", {"pdf": (data, "application/pdf", "the-pond.pdf")})
        self.assertIn("PDF", shop.client().get("/orders/" + order["token"]).page.text)
        self.assertEqual(self.imported(shop, folder / "pond.pdf")["verdict"], "known")
        self.assert_ledger_is_clean(shop)
        self.assert_no_errors_logged(shop)

    def test_a_comic_shows_its_first_pages_and_is_bought(self):
        data = cbz()
        shop, folder = self.begun(tides__cbz=data)
        self.assertEqual(self.imported(shop, folder / "tides.cbz", "--price", "3")["title"], "tides")
        page = shop.client().get("/books/tides").page
        self.assertIn("CBZ", page.text)
        self.assertIn("12 pages", page.text)
        sample = shop.client().get("/books/tides/sample")
        self.assertEqual(sample.page.problems, [])
        self.assertIn('alt="Page 1"', sample.text)
        address = sample.text.split('<p><img src="')[1].split('"')[0]
        self.assertEqual(shop.client().get(address).header("content-type"), "image/jpeg")
        self.check_bought(shop, "tides", {"cbz": (data, "application/vnd.comicbook+zip", "tides.cbz")})
        # Its pages come back when they rot, as a cover does.
        picture = shop.data / "blobs"
        rotten = [path for path in picture.rglob("*") if path.is_file() and path.name in address.split("/")[-1]]
        for path in rotten:
            path.unlink()
        self.assertEqual(self.imported(shop, folder / "tides.cbz")["verdict"], "restored" if rotten else "known")
        shop.client().get(address)
        self.assert_no_errors_logged(shop)

    def test_a_folder_of_tracks_is_one_audiobook_whenever_it_is_brought_in(self):
        shop, folder = self.begun()
        tracks = folder / "Along the Shore"
        tracks.mkdir()
        for name, data in {**album(12), "cover.jpg": JPEG, "notes.txt": b"mine alone"}.items():
            (tracks / name).write_bytes(data)
        entry = self.imported(shop, folder, "--price", "9.99")
        self.assertEqual((entry["file"], entry["title"]), ("Along the Shore", "Along the Shore"), entry["notes"])
        page = shop.client().get("/books/along-the-shore")
        for word in ("Audiobook", "8 min", "Nell Voice", "Part 12"):
            self.assertIn(word, page.page.text)
        self.assertIn('"@type":["Audiobook","Product"]', page.text)
        self.assertIn('"duration":"PT479S"', page.text)
        book = self.api(shop).get("/api/v1/books/along-the-shore").json()["book"]
        self.assertEqual([one["title"] for one in book["edition"]["contents"]], [f"Part {n}" for n in range(1, 13)])
        self.assertIsNone(book["sample_url"])
        self.assertEqual(book["edition"]["accessibility"]["stated"], False, "sound says nothing of it")
        self.assertIn("the book says nothing about its accessibility", page.page.text)
        self.assertNotIn("accessMode", page.text)
        listed = shop.client().get("/opds/v2/books/along-the-shore").json()["metadata"]
        self.assertEqual((listed["@type"], listed.get("duration")), ("http://schema.org/Audiobook", 479))
        self.assertNotIn("accessibility", listed)
        order = self.buy(shop, self.api(shop), {"slug": "along-the-shore"})
        download = order["lines"][0]["downloads"][0]
        data = self.api(shop).get(self.start_download(self.api(shop), order, download)["url"]).body
        self.assertNotIn(b"mine alone", data)
        import io
        import zipfile
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.assertIsNone(archive.testzip())
            self.assertEqual(len(archive.namelist()), 13)
        for track in tracks.iterdir():
            os.utime(track, (1, 1))
        self.assertEqual(self.imported(shop, folder)["verdict"], "known", "the same folder is the same file")
        self.assertEqual(list((shop.data / "uploads").iterdir()), [], "nothing is left lying")
        (tracks / "cover.jpg").unlink()
        made = shop.json("book", "version", "along-the-shore", tracks, "--note", "Without its picture")
        self.assertEqual((made["version"], list((shop.data / "uploads").iterdir())), (2, []), "a folder is a version, too")
        (tracks / "13.mp3").write_bytes(b"no sound")
        self.assertEqual(self.imported(shop, tracks)["verdict"], "warned")
        self.assert_no_errors_logged(shop)

    def test_a_folder_of_several_audiobooks_and_lists_gives_each_of_them(self):
        shop, folder = self.begun()
        mix = folder / "mix"
        mix.mkdir()
        for title, author in (("Walden", "Henry Thoreau"), ("Emma", "Jane Austen")):
            (mix / f"{title}.m4b").write_bytes(m4b(3600, ((b"\xa9alb", title), (b"\xa9ART", author))))
        (mix / "list.csv").write_text("title,author,price\nMiddlemarch,George Eliot,3.00\n")
        (mix / "pond.pdf").write_bytes(pdf())
        report = shop.json("import", mix, "--price", "4.99")
        self.assertEqual([(one["file"], one["title"]) for one in report["files"]],
                         [("Emma.m4b", "Emma"), ("Walden.m4b", "Walden"), ("pond.pdf", "The Pond")])
        self.assertEqual(([one["file"] for one in report["lists"]], report["passed_over"]["count"]), (["list.csv"], 0), report)
        for slug in ("walden", "emma", "middlemarch"):
            self.assertEqual(shop.json("book", "show", slug)["slug"], slug)

    def test_tracks_of_different_albums_are_not_made_one_book(self):
        shop, folder = self.begun()
        tracks = folder / "tracks"
        tracks.mkdir()

        def lay(*albums):
            for number, name in enumerate(albums):
                (tracks / f"{number}.mp3").write_bytes(mp3(40, ((b"TALB", name),)))
        lay("Emma", "Walden")
        answer = shop.run("import", tracks, "--json")
        entry = json.loads(answer.stdout)["files"][0]
        self.assertEqual((entry["verdict"], answer.returncode != 0), ("refused", True), entry)
        for word in ("Emma", "Walden", "folder"):
            self.assertIn(word, " ".join(entry["notes"]))
        lay("Emma (Disc 1)", "Emma - CD2", "EMMA")
        self.assertEqual(self.imported(shop, tracks, "--price", "3")["title"], "Emma (Disc 1)")

    def test_a_pdf_beside_an_epub_is_sold_with_it_from_then_on(self):
        one = epub(package(metadata(title="Walden", identifier="urn:x:1")))
        other = m4b(3600, ((b"\xa9alb", "Walden Read"),))
        data = pdf(title="Walden")
        shop, folder = self.begun(walden__epub=one, walden__pdf=data, walden__m4b=other)
        self.imported(shop, folder / "walden.epub", "--price", "4.99")
        before = self.buy(shop, self.api(shop), {"slug": "walden"})
        book = self.api(shop).get("/api/v1/books/walden").json()["book"]
        entry = self.imported(shop, folder / "walden.pdf", "--to", "walden")
        self.assertEqual((entry["slug"], entry["price"]["amount"]), ("walden", "499"), entry)
        self.assertEqual(self.imported(shop, folder / "walden.m4b", "--to", "walden")["verdict"], "warned")
        self.assertEqual(self.api(shop).get("/api/v1/books").json()["total"], 1)
        now = self.api(shop).get("/api/v1/books/walden").json()["book"]
        self.assertEqual(now["cover_url"], book["cover_url"], "the cover stays")
        page = shop.client().get("/books/walden").page
        for word in ("EPUB", "PDF", "30 pages", "1 h 0 min"):
            self.assertIn(word, page.text)
        self.check_bought(shop, "walden", {"epub": (one, "application/epub+zip", "walden.epub"),
                                           "pdf": (data, "application/pdf", "walden.pdf"),
                                           "m4b": (other, "audio/mp4", "walden.m4b")})
        self.assertEqual(len(self.order(self.api(shop), before)["lines"][0]["downloads"]), 1, "what was sold stays")
        self.assertEqual(self.imported(shop, folder / "walden.pdf", "--to", "walden")["verdict"], "known")
        (folder / "again.pdf").write_bytes(pdf(title="Walden", pages=31))
        refused = shop.run("import", folder / "again.pdf", "--to", "walden")
        self.assertNotEqual(refused.returncode, 0)
        self.assertIn("new version", refused.stdout + refused.stderr)
        shop.json("book", "version", "walden", folder / "again.pdf", "--note", "One page more")
        newer = self.api(shop).get("/api/v1/books/walden").json()["book"]
        self.assertEqual([one["pages"] for one in newer["files"]], [None, 31, None])
        self.assertEqual(newer["cover_url"], book["cover_url"])
        for arguments in (("--to", "nowhere"), ("--to", "walden", "--price", "3")):
            self.assertNotEqual(shop.run("import", folder / "walden.pdf", *arguments).returncode, 0)
        self.assert_ledger_is_clean(shop)
        self.assert_no_errors_logged(shop)

    def test_the_desk_and_programs_bring_them_in_too(self):
        shop, _ = self.begun()
        ada = join(shop, "ada", first_link(shop))
        page = send(ada, [("pond.pdf", pdf()), ("tides.cbz", cbz()), ("shore.zip", audio_zip(album()))], price="4.99").page
        for word in ("The Pond", "tides", "Along the Shore"):
            self.assertIn(word, page.text)
        page = send(ada, [("pond.m4b", m4b(3600, ((b"\xa9alb", "The Pond"),)))], to="the-pond").page
        self.assertIn("The Pond", page.text)
        self.assertIn("No book of this shop fits “nowhere”", send(ada, [("p.pdf", pdf(title="X"))], 404, to="nowhere").page.text)
        book = self.api(shop).get("/api/v1/books/the-pond").json()["book"]
        self.assertEqual([one["format"] for one in book["files"]], ["pdf", "m4b"])
        self.assertEqual(book["files"][1]["play_seconds"], 3600)
        self.assert_no_errors_logged(shop)


class FormatsCorpus(ShopCase):
    def test_every_file_gets_its_verdict_within_its_limits(self):
        cases = {case.name: case for case in format_cases()}
        folder = fresh_folder("formats-corpus")
        for case in cases.values():
            (folder / case.name).write_bytes(case.bytes)
        shop = Shop(is_demo=False)
        command = [AAN, "import", *[folder / name for name in cases], "--price", "4.99", "--currency", "USD", "--json",
                   "--data", shop.data]
        began = time.monotonic()
        done = subprocess.run([sys.executable, "-c", MEASURED, *map(str, command)], env=environment(shop.env), cwd=shop.cwd,
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=1200)
        took = time.monotonic() - began
        self.assertEqual(done.returncode, 6, done.stderr[-2000:])
        entries = {entry["file"]: entry for entry in json.loads(done.stdout)["files"]}
        self.assertEqual(entries.keys(), cases.keys())
        for name, case in cases.items():
            with self.subTest(file=name):
                notes = " ".join(entries[name]["notes"])
                self.assertIn(entries[name]["verdict"], case.verdicts, notes)
                self.assertIn(case.says, notes)
                self.assertNotIn(FAILED, notes, "the worker must decide, not die")
                if entries[name]["verdict"] == "refused":
                    self.assertGreater(len(entries[name]["notes"][0]), 10)
        self.assertLess(took, SECONDS_FOR_EACH * len(cases))
        self.assertLess(int(done.stderr.splitlines()[-1].split()[1]) << 10, MEMORY_BYTES_MAX)
        with shop:
            api = self.api(shop)
            for name, case in cases.items():
                if entries[name]["verdict"] == "refused" or not case.fields:
                    continue
                with self.subTest(file=name):
                    book = api.get("/api/v1/books/" + quote(entries[name]["slug"])).json()["book"]
                    found = fields_of(book, entries[name]["notes"])
                    self.assertEqual({key: found[key] for key in case.fields}, case.fields)
            self.assert_no_errors_logged(shop)
        print(f"     {len(cases)} files in {took:.0f} s", flush=True)


@unittest.skipUnless(os.environ.get("AAN_ASAN_WORKER"), "no worker with sanitizers: AAN_ASAN_WORKER is not set")
class FormatsUnderSanitizers(unittest.TestCase):
    def test_no_file_makes_a_sanitizer_speak(self):
        worker = os.environ["AAN_ASAN_WORKER"]
        for case in format_cases():
            for job in JOBS[case.name.rpartition(".")[2]]:
                with self.subTest(file=case.name, job=job):
                    code, said, _, _ = run_worker(worker, job, case.bytes)
                    self.assertIn(code, (0, -signal.SIGXCPU), said[-3000:])
                    self.assertNotIn("Sanitizer", said)
                    self.assertNotIn("runtime error", said)
