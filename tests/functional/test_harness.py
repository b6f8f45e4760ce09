"""The judge is judged: a wrong answer does not pass for a right one."""

import json
import os
import signal
import subprocess
import sys
import unittest
from pathlib import Path

from harness import SPEC, Mismatch, Page, Response, Shop, ShopCase
from harness.process import ServerGone
from harness.schema import FORMATS, Schemas


def answer(status, value, kind="application/json", **headers):
    body = value if isinstance(value, bytes) else json.dumps(value).encode()
    sent = [("content-type", kind), *((name.replace("_", "-"), text) for name, text in headers.items())]
    return Response("GET", "http://shop/", status, sent, body)


class Gone(ShopCase):
    def test_a_server_that_is_gone_is_said_with_its_end_and_its_log(self):
        shop = Shop(is_demo=False).start()
        api = self.api(shop)
        api.get("/api/health")
        shop.wait_until(lambda: "/api/health" in shop.log(), "the line of its log")
        os.kill(shop.process.pid, signal.SIGABRT)  # behind the harness's back, as a crash would
        shop.process.wait(60)  # on a busy machine it answers for a while yet
        with self.assertRaises(ServerGone) as gone:
            api.get("/api/health")
        self.assertIn("SIGABRT", str(gone.exception))
        self.assertIn("/api/health", str(gone.exception), "the last of its log")
        with self.assertRaises(ServerGone):
            shop.stop()

    def test_a_server_that_a_test_kills_is_not_gone(self):
        shop = Shop(is_demo=False).start()
        api = self.api(shop)
        shop.kill()
        with self.assertRaises(OSError) as refused:
            api.get("/api/health")
        self.assertNotIsInstance(refused.exception, ServerGone)


class Judge(unittest.TestCase):
    HEALTHY = {"status": "healthy", "timestamp": "2026-11-23T01:02:03Z", "service": "x"}

    def assert_refused(self, path, response, method="GET"):
        with self.assertRaises(Mismatch):
            SPEC.check(method, path, response)

    def test_right_answers_pass(self):
        SPEC.check("GET", "/api/health", answer(200, self.HEALTHY))
        SPEC.check("GET", "/api/catalog?limit=1", answer(200, {"books": [], "total": 0, "nextCursor": None}))
        SPEC.check("HEAD", "/api/catalog", answer(200, b""))

    def test_wrong_answers_do_not(self):
        for value in ({**self.HEALTHY, "more": 1}, {"status": "healthy"}, {**self.HEALTHY, "status": "ill"},
                      {**self.HEALTHY, "timestamp": "yesterday"}, {**self.HEALTHY, "timestamp": "2026-11-23T01:02:03Z\n"},
                      [], None, b"{", b'{"status":"healthy","status":"healthy"}'):
            self.assert_refused("/api/health", answer(200, value))
        self.assert_refused("/api/health", answer(200, self.HEALTHY, "text/html"))
        self.assert_refused("/api/health", answer(418, self.HEALTHY))
        self.assert_refused("/api/health", answer(500, {"error": "no"}))
        self.assert_refused("/api/no/such", answer(200, {}))
        self.assert_refused("/api/catalog", answer(200, {"books": [], "total": -1}))
        self.assert_refused("/api/catalog", answer(200, {"books": [], "total": True}))
        self.assert_refused("/api/catalog", answer(200, {"books": [], "total": 1.5}))
        self.assert_refused("/api/v1/orders", answer(201, {"order": {}}), "POST")

    def test_plain_text_is_for_requests_that_cannot_be_read(self):
        SPEC.check("GET", "/api/catalog", answer(400, b"The request cannot be read: bad path.\n", "text/plain"))
        self.assert_refused("/api/catalog", answer(400, b"No.\n", "text/plain"))

    def test_formats_are_not_only_words(self):
        for text in ("2026-11-23T01:02:03Z", "2024-02-29T23:59:59.5+01:00"):
            self.assertTrue(FORMATS["date-time"][1](text), text)
        for text in ("2026-02-30T01:02:03Z", "2026-11-23T25:02:03Z", "2026-11-23 01:02:03Z", "2026-11-23T01:02:03",
                     "2026-11-23", "", "2026-11-23T01:02:03Z "):
            self.assertFalse(FORMATS["date-time"][1](text), text)
        for text in ("http://127.0.0.1:1/books/a%20b", "urn:aan:problem:x", "https://shop.example/?q=a&b#c"):
            self.assertTrue(FORMATS["uri"][1](text), text)
        for text in ("/books/a", "books", "", "http://", "http://a b/", "http://a/é", "http://a/%zz", "http://a/%2",
                     "http://a/<x>"):
            self.assertFalse(FORMATS["uri"][1](text), text)
        with self.assertRaises(ValueError):
            Schemas({}).check("x", {"type": "string", "format": "idn-email"})

    def test_what_has_no_body_has_none(self):
        SPEC.check("GET", "/api/catalog", answer(304, b""))
        self.assert_refused("/api/catalog", answer(304, {"books": [], "total": 0}))
        self.assert_refused("/api/catalog", answer(200, {"books": [], "total": 0}), "HEAD")

    def test_pages_that_are_not_well_formed_are_seen(self):
        self.assertEqual(Page("<html><body><h1>A</h1><p>b<p>c</body></html>", "http://shop/").problems, [])
        for text in ("<html><body><div></body></html>", "<html><body></b></body></html>", "<html><body><p a='1' a='2'>"
                     "</body></html>", "<html><body><form><form></form></form></body></html>"):
            self.assertTrue(Page(text, "http://shop/").problems, text)

    def test_forms_send_what_a_browser_would(self):
        page = Page("""<body><form action="/go" method="post"><input type="hidden" name="k" value="1"><input type="radio"
                    name="m" value="a"><input type="radio" name="m" value="b" checked><input type="checkbox" name="c">
                    <select name="s"><option value="x"><option value="y" selected></select><input name="t" disabled>
                    <textarea name="w">\n\nA &amp; b\nc</textarea><button name="do" value="it">Do</button></form></body>""",
                    "http://shop/here")
        form = page.form_to("/go")
        self.assertEqual(form.fields_to_send({}), [("k", "1"), ("m", "b"), ("s", "y"), ("w", "\nA & b\nc")])
        self.assertEqual(form.fields_to_send({"m": "a"}, ["do", "it"])[1:],
                         [("m", "a"), ("s", "y"), ("w", "\nA & b\nc"), ["do", "it"]])
        self.assertEqual(form.buttons, [["do", "it", "Do"]])
        with self.assertRaises(AssertionError):
            form.fields_to_send({"nothing": "1"})

    def test_fields_belong_to_the_form_that_they_name_and_buttons_send_it_elsewhere(self):
        page = Page("""<body><input name="before" value="1" form="f"><button form="f" formaction="/try">Try</button>
                    <form id="f" action="/go" method="post"><input name="in" value="2"></form><form action="/other">
                    <select name="after" form="f"><option value="3"></select></form></body>""", "http://shop/here")
        self.assertEqual(page.problems, [])
        self.assertEqual(page.form_to("/go").fields_to_send({}), [("before", "1"), ("in", "2"), ("after", "3")])
        self.assertEqual(page.form_to("/try").fields_to_send({"in": "4"})[1], ("in", "4"))
        self.assertEqual(page.form_to("/try").method, "post")
        self.assertEqual(page.form_to("/other").names(), set())
        self.assertTrue(Page("<body><input name='a' form='nowhere'></body>", "http://shop/").problems)


# A run of two tests; the first lasts until somebody stops it.
TWO_TESTS = """
import sys, threading, unittest
sys.path.insert(0, sys.argv[1])
import run
class Two(unittest.TestCase):
    def test_a(self):
        print("in the first", flush=True)
        threading.Event().wait(120)
    def test_b(self):
        print("in the second", flush=True)
sys.exit(run.run([Two("test_a"), Two("test_b")]))
"""


# Three files of tests for two processes, which only say what they were given.
A_PROCESS = """
import sys
given = []
while True:
    print("NEXT", flush=True)
    name = sys.stdin.readline().strip()
    if not name:
        break
    print("ok   " + name, flush=True)
    given.append(name)
print(f"{len(given)} passed, 0 failed, 0 skipped")
sys.exit(3 if "c" in given else 0)
"""
SHARED = """
import sys, types
sys.path.insert(0, sys.argv[1])
import share
tests = [types.SimpleNamespace(id=lambda name=name: name + ".Class.test") for name in "abc"]
sys.exit(share.out(share.files_of(tests), 2, [sys.executable, "-c", sys.argv[2]]))
"""


class Sharing(unittest.TestCase):
    def test_every_file_is_given_out_once_and_a_process_that_ends_badly_is_a_failure(self):
        run = subprocess.run([sys.executable, "-c", SHARED, Path(__file__).parent, A_PROCESS], text=True,
                             capture_output=True, timeout=60, check=False)
        said = run.stdout.splitlines()
        self.assertEqual(sorted(said[:-1]), ["ok   a", "ok   b", "ok   c"], run)
        self.assertEqual(said[-1], "3 passed, 0 failed, 0 skipped")
        self.assertEqual(run.returncode, 1, "the one that was given `c` ended with 3")


class Stopping(unittest.TestCase):
    def test_a_run_that_is_stopped_does_not_go_on_to_the_next_test(self):
        run = subprocess.Popen([sys.executable, "-c", TWO_TESTS, Path(__file__).parent], text=True,
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.assertEqual(run.stdout.readline(), "in the first\n")
        run.terminate()
        said, _ = run.communicate(timeout=60)
        self.assertNotIn("in the second", said)
        self.assertIn("FAIL stopped by a signal", said)
        self.assertTrue(said.endswith("0 passed, 1 failed, 0 skipped\n"), said)
        self.assertEqual(run.returncode, 1)
