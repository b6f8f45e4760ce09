"""Wrong, oversized, malformed input in every form and list of the desk: a clear word, never a 5xx; refused, it changes nothing."""

import re
import sqlite3
import unittest
from urllib.parse import quote, urlsplit

from harness import ShopCase
from harness.desk import first_link, join, made_link
from test_bad_input import NASTY_SEGMENTS, NASTY_TEXTS, NO_QUERIES

TEXTS = [*NASTY_TEXTS, "0.001", "101", "99999999.99", "2026-02-30", "0000-00-00", "9999-12-31"]
LISTS = ("page", "q", "search", "done", "state", "after", "before", "from", "to", "check", "next", "kind", "language", "version", "format", "sort")
# What a form may hold too much of: far more fields, and far more of one, than any page sends.
BODIES = [b"%", b"act=%zz", b"act=%00", b"act=%ff", b"=" * 300, b"&" * 5000, b"&".join(b"a%d=1" % n for n in range(400)), b"\xff\xfe\x00"]
KIND = "application/x-www-form-urlencoded"


class DeskBadInput(ShopCase):
    def setUp(self):
        self.own = self.own_shop()
        self.ada = join(self.own, "ada", first_link(self.own))
        join(self.own, "max", made_link(self.own, "support"))
        api = self.api(self.own)
        self.buy(self.own, api, self.priced_book(api))
        self.own.json("coupon", "add", "SPRING", "--percent", "10")
        self.pages = self.found_pages()

    def tearDown(self):
        self.assert_ledger_is_clean(self.own)
        self.assert_no_errors_logged(self.own)

    def found_pages(self):
        """Every address of the desk that its links lead to, one of each kind."""
        found, seen, waiting = {}, set(), ["/desk"]
        while waiting:
            path = waiting.pop(0)
            kind = re.sub(r"^(/desk/(?:books|orders|pages|customers|lists))/(?!upload)[^/]+", r"\1/{}", path)
            if kind in seen:
                continue
            seen.add(kind)
            answer = self.ada.browser.request("GET", path)
            if answer.status != 200 or "text/html" not in answer.header("content-type"):
                continue
            found[path] = answer.page
            for address, _ in answer.page.links:
                parts = urlsplit(address or "")
                if not parts.netloc and parts.path.startswith("/desk"):
                    waiting.append(parts.path)
        return found

    def forms(self):
        """Every form that changes something, once for each of its acts."""
        found = {}
        for page in self.pages.values():
            for form in page.forms:
                path = urlsplit(form.action).path
                # Forms with files: test_desk_upload, test_versions, test_covers.
                if path.endswith(("/upload", "/version", "/cover")) or path == "/desk/sign-out":
                    continue
                if form.method == "post" and path.startswith("/desk"):
                    found.setdefault((path, form.field("act")), form)
        return found

    def entries(self):
        """How much the log of changes holds: whatever changes something at the desk is written down in it."""
        with sqlite3.connect(f"file:{self.own.data / 'aan.db'}?mode=ro", uri=True) as database:
            kept = database.execute("SELECT count(*) FROM audit_entry WHERE action NOT LIKE '%.refused'").fetchone()[0]
        database.close()
        return kept

    def judge(self, answer, about, before):
        self.assertLess(answer.status, 500, f"{about!r:.200}: {answer}")
        self.assertNotIn("<script>alert", answer.text)
        if answer.status >= 400:
            self.assertIn("text/html", answer.header("content-type"))
            self.assertEqual(self.entries(), before, f"refused, and yet something changed: {about!r:.200}")

    def test_every_page_of_the_desk_is_found_and_has_its_forms(self):
        kinds = {re.sub(r"^(/desk/(?:books|orders|pages|customers|lists))/(?!upload)[^/]+", r"\1/{}", path) for path in self.pages}
        for kind in ("/desk/attention", "/desk/books", "/desk/books/{}", "/desk/books/upload", "/desk/orders", "/desk/orders/{}",
                     "/desk/orders/{}/refund", "/desk/disputes", "/desk/sales", "/desk/tax", "/desk/coupons", "/desk/publishers", "/desk/lists", "/desk/pages", "/desk/pages/{}", "/desk/keys",
                     "/desk/settings", "/desk/people", "/desk/audit", "/desk/me", "/desk/customers", "/desk/customers/{}"):
            self.assertIn(kind, kinds)
        self.assertGreaterEqual(len(self.forms()), 12, list(self.forms()))

    def test_nasty_fields_in_every_form(self):
        for (path, act), form in self.forms().items():
            fields = dict(form.fields_to_send({}))
            for name in fields:
                # A password is hashed at leisure, and wrong ones have to wait: a few say as much as all.
                texts = TEXTS if not re.search("password|code$", name) or path == "/desk/coupons" else TEXTS[:3]
                for text in texts:
                    with self.subTest(path=path, act=act, name=name, text=text[:40]):
                        before = self.entries()
                        answer = self.ada.browser.post_form(path, {**fields, name: text})
                        self.judge(answer, (path, act, name, text), before)
                        if name == "form_token":
                            self.assertEqual(answer.status, 403)

    def test_bodies_that_are_no_forms(self):
        for path, _act in self.forms():
            for body in BODIES:
                with self.subTest(path=path, body=body[:30]):
                    before = self.entries()
                    answer = self.ada.browser.request("POST", path, {"Content-Type": KIND}, body)
                    self.assertIn(answer.status, (400, 403, 413), answer)
                    self.judge(answer, (path, body), before)
            for other in ("application/json", "text/plain", "multipart/form-data; boundary=x"):
                self.assertEqual(self.ada.browser.request("POST", path, {"Content-Type": other}, b"{}").status, 415, path)
            large = b"act=x&a=" + b"x" * 300_000
            self.assertEqual(self.ada.browser.request("POST", path, {"Content-Type": KIND}, large).status, 413, path)
            self.ada.browser.close()

    def test_nasty_queries_and_names(self):
        before = self.entries()
        for path in self.pages:
            for name in LISTS:
                for text in TEXTS:
                    with self.subTest(path=path, name=name, text=text[:40]):
                        answer = self.ada.browser.request("GET", f"{path}?{name}={quote(text, safe='')}")
                        self.assertIn(answer.status, (200, 303, 400, 404, 422), answer)
                        self.assertNotIn("<script>alert", answer.text)
            for query in NO_QUERIES:
                self.assertEqual(self.ada.browser.send("GET", f"{path}?{query}").status, 400, f"{path}?{query[:40]}")
        cookies = "; ".join(f"{name}={value}" for name, value in self.ada.browser.cookies.items())
        for base in ("/desk/books/", "/desk/orders/", "/desk/pages/", "/desk/begin/", "/desk/orders/x/"):
            for segment in NASTY_SEGMENTS:
                with self.subTest(base=base, segment=segment):
                    answer = self.ada.browser.send("GET", base + segment, {"Cookie": cookies})
                    self.assertTrue(400 <= answer.status < 500, answer)
                    self.assertNotIn(b"root:", answer.body)
        self.assertEqual(self.entries(), before)


if __name__ == "__main__":
    unittest.main()
