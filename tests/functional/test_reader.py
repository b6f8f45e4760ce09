"""A book to a reading device by mail: with the file beside it, counted, sealed, and never promised."""

import contextlib
import json
import sqlite3
import unittest

from corpus.book import epub, metadata, package
from corpus.zip_writer import STORED, Entry
from harness import Shop, fresh_folder, free_key
from harness.case import at_once
from harness.stripe import until
from test_mail import SHOP, MailCase

DEVICE = "ada.kindle@reader.example"
PRESS = "Night Press"


def book(title, **options):
    more = f"<dc:publisher>{PRESS}</dc:publisher>"
    return epub(package(metadata(title=title, identifier=f"urn:x:{title}", more=more)), **options)


class Reader(MailCase):
    def with_book(self, content=None, price="4.99", **env):
        self.mailbox = self.double()
        shop = Shop(is_demo=False, env={**SHOP, "SMTP_URL": self.mailbox.url, **env}).start()
        self.addCleanup(self.end, shop)
        self.folder = fresh_folder("reader")
        self.content = content or book("Walden")
        (self.folder / "walden.epub").write_bytes(self.content)
        shop.json("import", self.folder / "walden.epub", "--price", price)
        return shop

    def paid(self, shop):
        api = self.api(shop)
        order = self.place(api, {"slug": "walden"})
        if order["state"] == "open":
            self.act(shop, order)
        return self.order(api, order)

    def send(self, shop, order, to=DEVICE, key=None, status=202, grant=None):
        grant = grant or order["lines"][0]["downloads"][0]["grant_id"]
        return self.api(shop).post_json(f"/api/v1/orders/{order['token']}/reader", {"grant_id": grant, "email": to},
                                        key or free_key(), status)

    def file_in(self, letter):
        parts = [part for part in letter.message.walk() if part.get_content_disposition() == "attachment"]
        self.assertEqual(len(parts), 1)
        return parts[0].get_content_type(), parts[0].get_filename(), parts[0].get_payload(decode=True)

    def kept_of_ended(self, shop):
        """What is still kept of letters that have left or were given up."""
        with contextlib.closing(sqlite3.connect(f"file:{shop.data / 'aan.db'}?mode=ro", uri=True)) as database:
            return database.execute("SELECT key_wrapped, address_sealed FROM reader_letter WHERE ended_at IS NOT NULL").fetchall()

    def test_it_is_sent_from_the_order_page_without_scripts_and_counts_as_a_download(self):
        shop = self.with_book()
        order = self.paid(shop)
        browser = shop.client()
        path = "/orders/" + order["token"]
        page = browser.get(path).page
        self.assertIn("desk@books.example", page.text, "what belongs on the list of approved senders")
        done = browser.submit(page.form_to("/reader"), {"email": DEVICE})
        self.assertIn("“Walden” was asked to be sent to a reading device", done.page.text)
        letter = self.mailbox.wait_for(1, shop)[0]
        self.assertEqual((letter.sender, letter.to), ("desk@books.example", [DEVICE]))
        kind, name, data = self.file_in(letter)
        self.assertEqual((kind, data), ("application/epub+zip", self.content))
        self.assertTrue(name.endswith(".epub"))
        self.assertEqual(str(letter.message["Subject"]), "Walden")
        for kind in ("text/plain", "text/html"):
            self.assertIn(order["reference"], letter.part(kind))
            self.assertNotIn(order["token"], letter.part(kind), "not the key to the order")
        self.assertEqual(self.mailbox.findings, [])
        until(lambda: "“Walden” left for the reading device" in browser.get(path).page.text, "the fact", shop)
        self.assertEqual(self.order(self.api(shop), order)["lines"][0]["downloads"][0]["uses_left"], 4)
        self.assertNotIn("ada.kindle", browser.get(path).text)
        for file in shop.data.rglob("*"):
            if file.is_file():
                self.assertNotIn(b"ada.kindle", file.read_bytes().lower(), file)
        self.assertNotIn("ada.kindle", shop.log().lower())
        self.assertNotIn("ada.kindle", shop.run("order", "show", order["reference"], "--json").stdout)
        self.assert_no_errors_logged(shop)

    def test_a_refused_address_stays_in_its_form(self):
        shop = self.with_book()
        order = self.paid(shop)
        browser = shop.client()
        page = browser.get("/orders/" + order["token"]).page
        self.assertNotIn('<details class="earlier reader" open', browser.get("/orders/" + order["token"]).text)
        for typed in ("-oQ@reader.example", "ada at kindle"):
            refused = browser.submit(page.form_to("/reader"), {"email": typed}, status=400)
            self.assertEqual(refused.page.form_to("/reader").field("email"), typed)
            self.assertIn('<details class="earlier reader" open', refused.text)
            self.assertIn("not an e-mail address", refused.page.text)
        self.assertEqual(self.mailbox.letters, [])

    def test_the_same_key_sends_it_once_and_five_a_day_is_all(self):
        shop = self.with_book()
        order = self.paid(shop)
        key = free_key()
        answers = at_once(10, lambda _: self.send(shop, order, key=key).json())
        self.assertEqual(answers, [{"state": "queued"}] * 10)
        self.mailbox.wait_for(1, shop)
        self.assert_problem(self.send(shop, order, "other@reader.example", key, 409), 409, "idempotency_key_reused")
        for _ in range(4):
            self.send(shop, order)
        self.assert_problem(self.send(shop, order, status=429), 429, "reader_letters_used_up")
        self.mailbox.wait_for(5, shop)
        self.assertEqual(len(self.mailbox.letters), 5)
        self.assertEqual(self.order(self.api(shop), order)["lines"][0]["downloads"][0]["uses_left"], 0)
        self.assert_problem(self.send(shop, order, "no address", status=400), 400, "mail_address")
        self.assert_problem(self.send(shop, {"token": "A" * 27}, status=404, grant="x"), 404, "no_such_download")
        self.assert_problem(self.send(shop, order, status=404, grant="x"), 404, "no_such_download")

    def test_unpaid_and_refunded_orders_send_nothing(self):
        shop = self.with_book()
        api = self.api(shop)
        open_order = self.place(api, {"slug": "walden"})
        self.assert_problem(self.send(shop, open_order, status=403, grant="x"), 403, "unpaid")
        self.mailbox.act = "defer"
        order = self.paid(shop)
        self.send(shop, order)
        until(lambda: [job for job in self.waiting(shop) if job["kind"] == "mail.reader" and job["attempts"]], "a try", shop)
        shop.json("order", "refund", order["reference"])
        until(lambda: self.order(api, order)["state"] == "refunded", "the refund", shop)
        # The server goes on deferring: a try that was under way when the money went back is not the one that is judged.
        until(lambda: not [job for job in self.waiting(shop) if job["kind"] == "mail.reader"], "the end", shop)
        self.assertEqual([letter for letter in self.mailbox.letters if letter.to == [DEVICE]], [])
        self.assert_problem(self.send(shop, order, status=410), 410, "withdrawn")

    def test_a_dead_server_keeps_it_and_one_that_refuses_ends_it_with_its_address(self):
        shop = self.with_book()
        order = self.paid(shop)
        self.mailbox.act = "defer"
        self.send(shop, order)
        until(lambda: [job for job in self.waiting(shop) if job["attempts"] > 1], "two tries", shop)
        self.assertEqual(self.mailbox.letters, [])
        self.mailbox.act = "take"
        self.assertEqual(self.file_in(self.mailbox.wait_for(1, shop)[0])[2], self.content)
        self.mailbox.act = "refuse"
        self.send(shop, order)
        until(lambda: "could not be sent to the reading device" in shop.client().get("/orders/" + order["token"]).page.text,
              "the fact", shop)
        self.assertEqual(json.loads(shop.run("queue", "list", "--json").stdout)["dead"][0]["kind"], "mail.reader")
        self.assertEqual(self.kept_of_ended(shop), [("", "")] * 2, "one left, one was given up, and no address stays")

    def test_what_does_not_fit_is_said_beside_the_button_and_by_the_api(self):
        large = book("Walden", extra=[Entry(b"EPUB/p", b"x" * 1_000_000, STORED)])
        shop = self.with_book(large, MAIL_MAX_MB="1")
        order = self.paid(shop)
        page = shop.client().get("/orders/" + order["token"]).page
        self.assertIn("letters take up to", page.text)
        self.assertFalse([form for form in page.forms if form.action.endswith("/reader")])
        self.assert_problem(self.send(shop, order, status=400), 400, "reader_too_large")
        self.assertEqual(self.order(self.api(shop), order)["lines"][0]["downloads"][0]["uses_left"], 5, "nothing was used")

    def test_a_large_one_arrives_whole(self):
        large = book("Walden", extra=[Entry(f"EPUB/p{n}".encode(), bytes(range(256)) * 4096, STORED) for n in range(12)])
        shop = self.with_book(large)
        self.send(shop, self.paid(shop))
        self.assertEqual(self.file_in(self.mailbox.wait_for(1, shop)[0])[2], large)
        self.assertEqual(self.mailbox.findings, [])

    def test_it_is_stamped_where_downloads_are(self):
        shop = self.with_book()
        shop.json("publisher", "stamp", PRESS)
        order = self.paid(shop)
        self.send(shop, order)
        sent = self.file_in(self.mailbox.wait_for(1, shop)[0])[2]
        (self.folder / "sent.epub").write_bytes(sent)
        self.assertEqual(shop.json("stamp", self.folder / "sent.epub")["stamps"][0]["order"], order["reference"])

    def test_free_books_write_to_few(self):
        shop = self.with_book(price="0")
        for _ in range(2):
            order = self.paid(shop)
            for _ in range(5):
                self.send(shop, order)
        self.assert_problem(self.send(shop, self.paid(shop), status=429), 429, "reader_too_many")

    def test_a_shop_without_mail_offers_none(self):
        api = self.api()
        order = self.buy(self.shop, api, self.priced_book(api))
        self.assert_problem(self.send(self.shop, order, status=400), 400, "mail_not_offered")
        page = self.shop.client().get("/orders/" + order["token"]).page
        self.assertFalse([form for form in page.forms if form.action.endswith("/reader")])

    def test_another_link_and_a_forgotten_person_end_what_waits(self):
        shop = self.with_book()
        self.mailbox.act = "defer"
        order = self.paid(shop)
        self.send(shop, order)
        until(lambda: [job for job in self.waiting(shop) if job["attempts"]], "a try", shop)
        shop.json("order", "link", order["reference"], "--renew")
        # The server goes on deferring: a try that was under way when the link was renewed is not the one that is judged.
        until(lambda: not self.waiting(shop), "the end", shop)
        self.assertEqual(self.mailbox.letters, [])


if __name__ == "__main__":
    unittest.main()
