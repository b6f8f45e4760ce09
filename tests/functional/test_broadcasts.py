"""The buyers of a book are told of its new version: once each across kills, and not who stopped such letters."""

import re

from corpus.book import epub, metadata, package
from corpus.pdf_writer import pdf
from harness import Shop, free_key, fresh_folder
from harness.case import set_in_database
from harness.desk import first_link, join
from harness.stripe import until
from test_mail import SHOP, WITH_CRASH_POINTS, MailCase

BOOKS = [epub(package(metadata(title="The Night Shelf", more=f"<dc:description>{n}</dc:description>"))) for n in range(4)]


class Broadcasts(MailCase):
    def with_book(self, double, *arguments):
        shop = Shop(is_demo=False, env={**SHOP, "SMTP_URL": double.url}, arguments=arguments).start()
        self.addCleanup(self.end, shop)
        self.folder = fresh_folder("broadcasts")
        for number, content in enumerate(BOOKS):
            (self.folder / f"{number}.epub").write_bytes(content)
        shop.json("import", self.folder / "0.epub", "--price", "4.99")
        return shop

    def put(self, shop, number, note="Typos in chapter 3"):
        shop.json("book", "version", "the-night-shelf", self.folder / f"{number}.epub", "--note", note)

    def sell(self, shop, double, *addresses):
        for address in addresses:
            self.bought(shop, email=address)
        double.wait_for(len([one for one in addresses if one]), shop)
        double.letters.clear()

    def ended(self, shop):
        return until(lambda: [one for one in shop.json("book", "letters")["broadcasts"]
                              if one["ended_at"] and not one["waiting"]], "the end", shop)[0]

    def test_every_buyer_gets_one_letter_with_what_changed_and_a_way_to_stop_them(self):
        double = self.double()
        shop = self.with_book(double)
        self.sell(shop, double, "ada@example.org", "bob@example.org", "ada@example.org", None)
        self.assertNotEqual(shop.run("book", "tell", "the-night-shelf").returncode, 0, "there is nothing new")
        self.put(shop, 1)
        shop.json("book", "tell", "the-night-shelf")
        self.assertEqual(shop.run("book", "tell", "the-night-shelf").returncode, 4, "they were told already")
        self.assertEqual(self.ended(shop)["sent"], 2)
        self.assertEqual(sorted(letter.to[0] for letter in double.letters), ["ada@example.org", "bob@example.org"])
        self.assertEqual(double.findings, [])
        letter = next(one for one in double.letters if one.to == ["ada@example.org"])
        text, html = letter.part("text/plain"), letter.part("text/html")
        for form in (text, html):
            self.assertIn("Typos in chapter 3", form)
            self.assertNotIn("example.org", form.replace("books.example", ""))
        stop = re.search(r"<(http\S+/letters/\S+)>", letter.message["List-Unsubscribe"]).group(1)
        self.assertEqual(letter.message["List-Unsubscribe-Post"], "List-Unsubscribe=One-Click")
        self.assertIn(stop, text)
        order = re.search(r"https?://\S+/orders/\S+", text).group(0)
        self.assertIn("New since you bought it", shop.client().get(order).page.text)
        self.assertNotIn("ada@", shop.log())

    def test_who_asked_for_them_at_the_checkout_hears_of_versions_long_after_the_address_of_others_went(self):
        double = self.double()
        shop = self.with_book(double, "--sandbox-clock")
        for name in ("ada", "bob"):
            browser = shop.client()
            answer = browser.get("/checkout?book=the-night-shelf")
            form = answer.page.form_to("/checkout")
            self.assertNotIn("checked", re.search('<input id="versions"[^>]*>', answer.text).group(0), "nobody is by default")
            wish = {"versions": "1"} if name == "ada" else {}
            counter = browser.submit(form, {"method": "sandbox", "email": f"{name}@example.org", **wish})
            browser.submit(counter.page.form_to(counter.path), button=next(
                [key, value] for key, value, _ in counter.page.form_to(counter.path).buttons if value == "pay"))
        self.bought(shop, email="eve@example.org", tell_of_versions=True)
        double.wait_for(3, shop)
        double.letters.clear()
        shop.json("clock", "advance", "P40D")
        self.put(shop, 1)
        shop.json("book", "tell", "the-night-shelf")
        self.assertEqual(self.ended(shop)["sent"], 2)
        self.assertEqual(sorted(letter.to[0] for letter in double.letters), ["ada@example.org", "eve@example.org"])
        ada = next(one for one in double.letters if one.to == ["ada@example.org"])
        stop = re.search(r"/letters/[\w-]+", ada.message["List-Unsubscribe"]).group(0)
        browser = shop.client()
        browser.submit(browser.get(stop).page.form_to(stop))
        self.bought(shop, email="ada@example.org", tell_of_versions=True)  # which anybody could send
        double.wait_for(3, shop)
        shop.json("clock", "advance", "P40D")
        self.assertEqual(shop.run("privacy", "export", "--email", "ada@example.org").returncode, 3, "the address went with the wish")
        page = browser.get(stop).page
        self.assertIn("keeps no address of yours", page.text)
        self.assertEqual(page.forms_to(stop), [], "nothing could come")
        self.put(shop, 2, "A map")
        double.letters.clear()
        shop.json("book", "tell", "the-night-shelf")
        until(lambda: double.letters, "a letter", shop)
        self.assertEqual([letter.to for letter in double.letters], [["eve@example.org"]])

    def test_who_asks_for_them_without_an_address_is_told_and_keeps_what_was_typed(self):
        shop = self.with_book(self.double())
        browser = shop.client()
        form = browser.get("/checkout?book=the-night-shelf").page.form_to("/checkout")
        refused = browser.submit(form, {"method": "sandbox", "versions": "1", "receipt_name": "Ada Lovelace"}, status=422)
        self.assertIn("name an e-mail address, or take the tick away", refused.page.text)
        again = refused.page.form_to("/checkout")
        self.assertEqual((again.field("receipt_name"), again.field("method")), ("Ada Lovelace", "sandbox"))
        self.assertIn("checked", re.search('<input id="versions"[^>]*>', refused.text).group(0), "the wish is kept")
        self.assertIn("/sandbox/", browser.submit(again, {"email": "ada@example.org"}).path)
        refused = self.api(shop).post_json("/api/v1/orders", {"items": [{"book": "the-night-shelf"}], "method": "sandbox",
                                           "tell_of_versions": True}, free_key())
        self.assert_problem(refused, 400, "versions_address")

    def test_letters_are_stopped_by_a_mail_programs_button_and_by_the_page_and_not_by_a_look(self):
        double = self.double()
        shop = self.with_book(double)
        self.sell(shop, double, "ada@example.org", "bob@example.org", "eve@example.org")
        self.put(shop, 1)
        shop.json("book", "tell", "the-night-shelf")
        self.ended(shop)
        stops = {one.to[0]: re.search(r"/letters/[\w-]+", one.message["List-Unsubscribe"]).group(0) for one in double.letters}
        double.letters.clear()
        # RFC 8058: no cookie, no origin, no page of ours.
        program = shop.client(is_browser=False)
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        for _ in range(2):
            answer = program.request("POST", stops["ada@example.org"], form, "List-Unsubscribe=One-Click")
            self.assertEqual(answer.status, 200, answer)
        browser = shop.client()
        for _ in range(3):
            page = browser.get(stops["bob@example.org"]).page
        browser.submit(page.form_to(stops["bob@example.org"]))
        browser.get(stops["eve@example.org"])  # a scanner looks, and nothing happens
        self.put(shop, 2, "A map")
        shop.json("book", "tell", "the-night-shelf")
        until(lambda: double.letters, "a letter", shop)
        self.assertEqual(self.ended(shop)["sent"], 1)
        self.assertEqual([letter.to for letter in double.letters], [["eve@example.org"]])
        page = browser.get(stops["bob@example.org"]).page
        self.assertIn("You get no more letters", page.text)
        browser.submit(page.form_to(stops["bob@example.org"]))
        self.assertIn("Send no more of them", browser.get(stops["bob@example.org"]).page.text)
        self.assertEqual(browser.get("/letters/" + "A" * 27, status=404).status, 404)

    def test_nobody_is_forgotten_or_told_twice_by_a_shop_that_is_killed_in_between(self):
        double = self.double()
        shop = self.with_book(double)
        people = [f"reader{number}@example.org" for number in range(6)]
        self.sell(shop, double, *people)
        self.put(shop, 1)
        shop.stop()
        due = "UPDATE queue_job SET due_at = 0, lease_until = 0 WHERE queue = 'mail' AND state = 'waiting'"
        shop.program = WITH_CRASH_POINTS
        shop.json("book", "tell", "the-night-shelf")
        for point in ("broadcast.queued:1", "mail.sent:1", "mail.sent:2"):
            shop.env["AAN_CRASH_AT"] = point
            shop.start(wait=False)
            until(lambda: shop.process.poll() is not None, point, shop)
            shop.kill()
            set_in_database(shop, due)
        shop.env.pop("AAN_CRASH_AT")
        shop.start()
        self.ended(shop)
        to = [letter.to[0] for letter in double.letters]
        self.assertEqual(sorted(set(to)), people)
        self.assertLessEqual(len(to), len(people) + 2, "one more for each kill after a letter left")
        self.assertEqual(len({letter.message["Message-ID"] for letter in double.letters}), len(people))

    def test_each_reader_of_a_book_in_two_formats_hears_of_the_files_that_they_have(self):
        double = self.double()
        shop = self.with_book(double)
        ada = join(shop, "ada", first_link(shop))
        self.sell(shop, double, "bob@example.org")
        for number in (1, 2):
            (self.folder / f"{number}.pdf").write_bytes(pdf(title="The Night Shelf", pages=20 + number, language=""))
        shop.json("import", self.folder / "1.pdf", "--to", "the-night-shelf")
        self.sell(shop, double, "eve@example.org")
        self.put(shop, 1)
        put = shop.json("book", "version", "the-night-shelf", self.folder / "2.pdf", "--note", "Wider margins")
        self.assertNotIn("its language is und", " ".join(put["notes"]), "a file that says no language says none")
        path = "/desk/books/the-night-shelf"
        text = ada.browser.get(path).page.text
        for words in ("EPUB, version 2: 2 buyers", "PDF, version 2: 1 buyer"):
            self.assertIn(words, text)
        begun = shop.json("book", "tell", "the-night-shelf")
        self.assertEqual((begun["format"], [one["format"] for one in begun["others"]]), ("epub", ["pdf"]))
        until(lambda: len(double.letters) == 2 and all(one["ended_at"] and not one["waiting"]
              for one in shop.json("book", "letters")["broadcasts"]), "the end", shop)
        notes = {letter.to[0]: [line[2:] for line in letter.part("text/plain").splitlines() if line.startswith("> ")]
                 for letter in double.letters}
        self.assertEqual(notes, {"bob@example.org": ["Typos in chapter 3"],
                                 "eve@example.org": ["EPUB", "Typos in chapter 3", "PDF", "Wider margins"]})
        self.assertIn("PDF, version 2: 0 sent", ada.browser.get(path).page.text, "it stands with the first")
        self.assertEqual(shop.run("book", "tell", "the-night-shelf").returncode, 4)

    def test_the_desk_begins_it_and_shows_how_far_it_is(self):
        double = self.double()
        shop = self.with_book(double)
        ada = join(shop, "ada", first_link(shop))
        self.sell(shop, double, "bob@example.org")
        self.put(shop, 1)
        path = "/desk/books/the-night-shelf"
        self.assertIn("1 buyer of an earlier version left an address", ada.browser.get(path).page.text)
        ada.post(path, "tell")
        until(lambda: "1 sent, 0 waiting" in ada.browser.get(path).page.text, "the progress", shop)
        self.assertEqual([letter.to for letter in double.letters], [["bob@example.org"]])
        actions = [entry["action"] for entry in shop.json("audit", "list", "--limit", "10")["entries"]]
        self.assertIn("broadcast.begun", actions)
        self.put(shop, 2)
        double.stop()
        begun = shop.json("book", "tell", "the-night-shelf")
        until(lambda: [one for one in shop.json("book", "letters")["broadcasts"] if one["id"] == begun["id"] and one["waiting"]],
              "a letter that waits", shop)
