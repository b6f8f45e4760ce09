"""A new version of a file, for those who buy and those who bought; the one that was bought stays theirs."""

import hashlib

from corpus.book import epub, metadata, package
from harness import ShopCase, Shop, fresh_folder, free_key
from harness.desk import first_link, join
from harness.stripe import until
from test_desk_api import BOUNDARY, Program

CORPUS = {number: epub(package(metadata(title="The Night Shelf", more=f"<dc:description>{number}</dc:description>")))
          for number in (1, 2, 3, 4)}
SHA256 = {number: hashlib.sha256(content).hexdigest() for number, content in CORPUS.items()}


class Versions(ShopCase):
    def with_book(self):
        shop = Shop(is_demo=False).start()
        self.addCleanup(self.end, shop)
        self.folder = fresh_folder("versions")
        for number, content in CORPUS.items():
            (self.folder / f"{number}.epub").write_bytes(content)
        shop.json("import", self.folder / "1.epub", "--price", "4.99")
        return shop

    def put(self, shop, number, note):
        return shop.json("book", "version", "the-night-shelf", self.folder / f"{number}.epub", "--note", note)

    def fetch(self, shop, api, order, version=None, status=201):
        grant = order["lines"][0]["downloads"][0]["grant_id"]
        wish = {"grant_id": grant} if version is None else {"grant_id": grant, "version": version}
        answer = api.post_json(f"/api/v1/orders/{order['token']}/downloads", wish, free_key(), status).json()
        return api.get(answer["url"].replace(shop.origin, "")).body if status == 201 else answer

    def book(self, api):
        return api.get("/api/v1/books/the-night-shelf").json()["book"]

    def test_who_bought_gets_every_later_version_and_keeps_the_one_that_was_bought(self):
        shop = self.with_book()
        api = self.api(shop)
        old = self.buy(shop, api, self.book(api))
        self.assertEqual(old["lines"][0]["downloads"][0]["version"], 1)
        self.assertEqual(self.put(shop, 2, "Typos in chapter 3\nA map")["version"], 2)
        middle = self.buy(shop, api, self.book(api))
        self.assertEqual(self.put(shop, 3, "An index")["version"], 3)
        download = self.order(api, old)["lines"][0]["downloads"][0]
        self.assertEqual([(one["version"], one["note"]) for one in download["versions"]],
                         [(1, ""), (2, "Typos in chapter 3\nA map"), (3, "An index")])
        self.assertEqual(self.order(api, old)["lines"][0]["edition_version"], 1, "the order keeps what it pinned")
        self.assertEqual(self.order(api, middle)["lines"][0]["edition_version"], 2)
        self.assertEqual(self.fetch(shop, api, old), CORPUS[3])
        for number in (1, 2, 3):
            self.assertEqual(self.fetch(shop, api, old, number), CORPUS[number])
        self.assertEqual(self.fetch(shop, api, middle, 2), CORPUS[2])
        self.assertEqual(self.fetch(shop, api, middle, 1, status=404)["reason"], "no_such_version")
        self.assertEqual(self.fetch(shop, api, old, 4, status=404)["reason"], "no_such_version")
        self.assertEqual(self.order(api, old)["lines"][0]["downloads"][0]["uses_left"], 1, "one count for all versions")
        self.assert_ledger_is_clean(shop)
        self.assert_no_errors_logged(shop)

    def test_the_order_page_says_what_changed_and_gives_both_without_scripts(self):
        shop = self.with_book()
        api = self.api(shop)
        old = self.buy(shop, api, self.book(api))
        self.put(shop, 2, "Typos in chapter 3 <b>")
        page = shop.client().get("/orders/" + old["token"]).page
        self.assertIn("New since you bought it", page.text)
        self.assertIn("Typos in chapter 3 <b>", page.text)
        forms = [form for form in page.forms if form.action.endswith("/downloads")]
        self.assertEqual([form.field("version") for form in forms], [None, "1"])
        browser = shop.client()
        self.assertEqual(browser.submit(forms[0]).body, CORPUS[2])
        self.assertEqual(browser.submit(forms[1]).body, CORPUS[1])
        new = self.buy(shop, api, self.book(api))
        page = shop.client().get("/orders/" + new["token"]).page
        self.assertNotIn("Earlier versions", page.text)

    def test_the_evidence_names_the_version_that_was_fetched(self):
        shop = self.with_book()
        api = self.api(shop)
        order = self.buy(shop, api, self.book(api))
        self.fetch(shop, api, order)
        self.wait_for_arrivals(shop, order, 1)
        self.put(shop, 2, "A map")
        pack = self.evidence(shop, order)
        self.assertIn("version 1, the one that the order was made with", pack)
        for whose in ("The buyer began a download", "A file arrived at the buyer in full"):
            self.assertRegex(pack, whose + r" \S+, version 1, SHA-256 " + SHA256[1])
        self.assertNotIn("version 2, SHA-256", pack, "nobody fetched it")
        for number in (1, 2):
            self.assertEqual(pack.count(f"<code>{SHA256[number]}</code>"), 1, "what the order has a right to")
        self.fetch(shop, api, order)
        self.fetch(shop, api, order, 1)
        self.wait_for_arrivals(shop, order, 3)
        answer = shop.json("order", "evidence", order["reference"])
        self.assertEqual(answer["html"].count("version 2, SHA-256 " + SHA256[2]), 4, "two facts, among the deliveries and among all")
        versions = answer["lines"][0]["downloads"][0]["versions"]
        self.assertEqual([(one["version"], one["sha256"], one["bought"]) for one in versions],
                         [(1, SHA256[1], True), (2, SHA256[2], False)])
        fetched = [event["fetched"] for event in answer["events"] if event["kind"] == "downloaded"]
        self.assertEqual([(one["version"], one["sha256"]) for one in fetched],
                         [(1, SHA256[1]), (2, SHA256[2]), (1, SHA256[1])])
        self.assertTrue(all(event["fetched"] is None for event in answer["events"] if event["kind"] == "state"))

    def test_the_evidence_says_of_a_version_that_was_taken_out_that_it_was(self):
        shop = self.with_book()
        api = self.api(shop)
        order = self.buy(shop, api, self.book(api))
        self.put(shop, 2, "A map")
        self.fetch(shop, api, order)
        shop.json("book", "take-out", "the-night-shelf", "epub")
        self.put(shop, 3, "An index")
        pack = self.evidence(shop, order)
        self.assertIn("a version that was taken out of the book since, SHA-256 " + SHA256[2], pack)
        self.assertNotIn("version 2, SHA-256", pack, "another one has the number now")

    def wait_for_arrivals(self, shop, order, number):
        until(lambda: number == [event["kind"] for event in shop.json("order", "show", order["reference"])["events"]].count(
            "downloaded"), "the arrivals", shop)

    def evidence(self, shop, order):
        return shop.run("order", "evidence", order["reference"]).stdout

    def test_whoever_has_an_earlier_version_can_see_that_it_is_genuine(self):
        shop = self.with_book()
        api = self.api(shop)
        order = self.buy(shop, api, self.book(api))
        path = "/books/the-night-shelf"
        self.assertNotIn("Version 1", shop.client().get(path).page.text)
        self.put(shop, 2, "A map")
        receipt = shop.client().get(f"/orders/{order['token']}/receipt").text.replace("<wbr>", "")
        for text in (shop.client().get(path).text, receipt):
            for number in (1, 2):
                self.assertEqual(text.count(SHA256[number]), 1)
            self.assertIn("Version 1", text)

    def test_what_cannot_be_a_version_is_refused_with_its_reason_and_changes_nothing(self):
        shop = self.with_book()
        bad = self.folder / "bad.epub"
        bad.write_bytes(b"no book")
        for words, code in ((("the-night-shelf", self.folder / "1.epub", "--note", "same"), 4),
                            (("the-night-shelf", bad, "--note", "bad"), 2),
                            (("the-night-shelf", self.folder / "none.epub", "--note", "bad"), 2),
                            (("the-night-shelf", self.folder / "2.epub", "--note", " "), 2),
                            (("the-night-shelf", self.folder / "2.epub", "--note", "x" * 2001), 2),
                            (("no-such-book", self.folder / "2.epub", "--note", "x"), 3)):
            self.assertEqual(shop.run("book", "version", *words).returncode, code, words)
        self.assertEqual(len(shop.json("book", "versions", "the-night-shelf")["versions"]), 1)

    def test_another_books_file_is_asked_about_and_a_version_that_nobody_bought_is_taken_out_again(self):
        shop = self.with_book()
        api = self.api(shop)
        old = self.buy(shop, api, self.book(api))
        other = epub(package(metadata(title="Quite Another", creator="Eve Else")))
        (self.folder / "other.epub").write_bytes(other)
        refused = shop.run("book", "version", "the-night-shelf", self.folder / "other.epub", "--note", "x")
        self.assertEqual(refused.returncode, 4)
        self.assertIn('says that it is "Quite Another", another book', refused.stderr)
        self.assertIn("--all-the-same", refused.stderr)
        robot = Program(self, shop, "change_books")
        kind = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
        asked = robot.ask("POST", "books/the-night-shelf/version", 409, self.form({"note": "x"}, other), headers=kind)
        self.assertEqual(asked["reason"], "version_other_book")
        ada = join(shop, "ada", first_link(shop))
        path = "/desk/books/the-night-shelf"
        page = ada.browser.get(path)
        self.assertNotIn("all the same", page.text)
        token = next(one for one in page.page.forms if one.action.endswith("/version")).field("form_token")
        sent = ada.browser.request("POST", path + "/version", kind, self.form({"form_token": token, "note": "kept"}, other))
        self.assertEqual(sent.status, 409)
        self.assertIn("It is this book all the same", sent.page.text)
        self.assertIn("kept</textarea>", sent.text)
        sent = ada.browser.request("POST", path + "/version", kind,
                                   self.form({"form_token": token, "note": "kept", "all_the_same": "yes"}, other))
        self.assertEqual(sent.status, 303)
        self.assertEqual(self.fetch(shop, api, old), other)
        shop.json("book", "take-out", "the-night-shelf", "epub")
        self.assertEqual(self.fetch(shop, api, old), CORPUS[1])
        self.assertEqual([one["version"] for one in self.order(api, old)["lines"][0]["downloads"][0]["versions"]], [1])
        # The same at the desk, and by a program; the next version takes the number.
        self.assertEqual(shop.json("book", "version", "the-night-shelf", self.folder / "other.epub", "--note", "x",
                                   "--all-the-same")["version"], 2)
        form = next(one for one in ada.browser.get(path).page.forms if one.field("act") == "take-out")
        said = ada.browser.submit(form).page.text
        self.assertIn("The file is out of the book", said)
        self.assertNotIn("Version 2", said)
        self.assertEqual(self.put(shop, 2, "A map")["version"], 2)
        robot.ask("POST", "book.take-out", body='{"book": "the-night-shelf", "format": "epub"}')
        self.assertEqual(len(shop.json("book", "versions", "the-night-shelf")["versions"]), 1)
        # What somebody bought stays.
        self.put(shop, 3, "An index")
        new = self.buy(shop, api, self.book(api))
        refused = shop.run("book", "take-out", "the-night-shelf", "epub")
        self.assertEqual((refused.returncode, "Somebody ordered it" in refused.stderr), (4, True))
        self.assertEqual(self.fetch(shop, api, new), CORPUS[3])
        self.assertEqual(self.fetch(shop, api, old), CORPUS[3])
        taken = [one["actor"] for one in shop.json("audit", "list", "--limit", "50")["entries"] if one["action"] == "book.take-out"]
        self.assertEqual(sorted(taken), ["ada", "key:robot", "operator"])
        self.assertEqual(shop.run("book", "check").returncode, 0)
        self.assert_ledger_is_clean(shop)
        self.assert_no_errors_logged(shop)

    @staticmethod
    def form(fields, content):
        parts = "".join(f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
                        for name, value in fields.items())
        return (parts + f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="n.epub"\r\n\r\n'
                ).encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()

    def test_a_version_comes_in_by_the_desk_and_by_the_api(self):
        shop = self.with_book()
        ada = join(shop, "ada", first_link(shop))
        form = next(one for one in ada.browser.get("/desk/books/the-night-shelf").page.forms
                    if one.action.endswith("/version"))
        token = form.field("form_token")

        body = self.form
        kind = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
        sent = ada.browser.request("POST", "/desk/books/the-night-shelf/version", kind,
                                   body({"form_token": token, "note": ""}, CORPUS[2]))
        self.assertEqual(sent.status, 422)
        self.assertIn('autofocus>\n</textarea><span class="field-fault" id="fault-note" role="alert">Say what changed', sent.text)
        # What is wrong with the file is said at the file, in the open form, and the note stays.
        for content, words in ((b"no book", "is not an EPUB"), (CORPUS[1], "in the shop already")):
            sent = ada.browser.request("POST", "/desk/books/the-night-shelf/version", kind,
                                       body({"form_token": token, "note": "A map"}, content))
            opened = sent.text[sent.text.index('<details open><summary>'):]
            opened = opened[:opened.index("</details>")]
            self.assertRegex(opened, f'name="files"[^>]* aria-invalid="true" autofocus><span class="field-fault"[^>]*>[^<]*{words}')
            self.assertIn(">\nA map</textarea>", opened)
            self.assertEqual(sent.text.count('role="alert"'), 1, "said once")
        sent = ada.browser.request("POST", "/desk/books/the-night-shelf/version", kind,
                                   body({"form_token": token, "note": "A map"}, CORPUS[2]))
        self.assertEqual(sent.status, 303, sent)
        self.assertIn("A map", ada.browser.get("/desk/books/the-night-shelf").page.text)
        robot = Program(self, shop, "change_books")
        made = robot.ask("POST", "books/the-night-shelf/version", body=body({"note": "An index"}, CORPUS[3]), headers=kind)
        self.assertEqual(made["version"], 3)
        self.assertEqual(robot.ask("POST", "books/the-night-shelf/version", 409, body({"note": "again"}, CORPUS[3]),
                                   headers=kind)["reason"], "version_known")
        reader = Program(self, shop, "see_books", name="reader")
        self.assertEqual(reader.ask("POST", "books/the-night-shelf/version", 403, body({"note": "x"}, CORPUS[4]),
                                    headers=kind)["reason"], "api_key_scope")
        versions = reader.ask("GET", "book.versions?book=the-night-shelf")["versions"]
        self.assertEqual([one["current"] for one in versions], [False, False, True])
        entries = shop.json("audit", "list", "--limit", "5")["entries"]
        self.assertEqual({entry["actor"] for entry in entries if entry["action"] == "book.version"}, {"ada", "key:robot"})
