"""Dates and territories: sold from, until and in; bought before the day and delivered on it, once."""

import datetime
import os
import random
import re
import time
from urllib.parse import quote

from harness import ShopCase, free_key
from harness.case import set_in_database
from harness.desk import first_link, join
from harness.smtp import SmtpDouble
from harness.stripe import until

RELEASE_SECONDS_MAX = 30


def moment(seconds):
    at = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds)
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


class Dates(ShopCase):
    def released(self, api, order):
        return [event["detail"] for event in self.order(api, order)["events"] if event["kind"] == "released"]

    def wait_for(self, is_so, what):
        end = time.monotonic() + RELEASE_SECONDS_MAX
        while not is_so():
            self.assertLess(time.monotonic(), end, what)
            time.sleep(0.1)

    def let_the_day_come(self, shop, slug):
        """The clock jumps over the day, while the shop stands still."""
        set_in_database(shop, "UPDATE offer SET release_at = 1000000, sale_changes_at = 1000000 WHERE work_id = "
                              "(SELECT id FROM work WHERE slug = ?)", slug)

    def test_what_is_bought_before_its_day_comes_on_it_by_itself(self):
        shop = self.own_shop()
        api, browser = self.api(shop), shop.client()
        coming, there = self.priced_book(api), self.priced_book(api, 1)
        shop.json("book", "dates", coming["slug"], "--release", "2099-03-01")
        self.assertEqual(api.get("/api/v1/books/" + coming["slug"]).json()["book"]["offer"]["sale_state"], "preorder")
        page = browser.get("/books/" + coming["slug"]).page
        self.assertIn("It comes out on 1 March 2099. You pay now", page.text)
        browser.submit(page.form_to("/cart/add"))
        self.put_in_cart(browser, there["slug"])
        for path in ("/cart", "/checkout"):
            self.assertEqual(browser.get(path).page.text.count("comes on 1 March 2099"), 1, path)
        self.assertIn(f"delivered on its day: {coming['title']} (1 March 2099)", browser.get("/checkout").page.text)
        order_page = self.press(browser, self.check_out(browser), "pay")
        self.assertIn("A part of your order is here", order_page.page.text)
        self.assertIn("comes on 1 March 2099", order_page.page.text)
        library = browser.submit(order_page.page.form_to("/library"))
        self.assertEqual((library.path, library.page.text.count("comes on 1 March 2099")), ("/library", 1))
        reference = shop.json("order", "list")["orders"][0]["reference"]
        self.assertIn("comes on 2099-03-01", shop.run("order", "show", reference).stdout)
        self.assert_ledger_is_clean(shop)
        shop.json("book", "dates", coming["slug"], "--release", moment(2))
        self.wait_for(lambda: "Your books are ready" in browser.get(order_page.path).page.text, "the day")
        page = browser.get(order_page.path).page
        self.assertIn("came out and was delivered", page.text)
        self.assertEqual(len(page.forms_to(order_page.path + "/downloads")), 2)
        self.assertNotIn("comes out on", browser.get("/books/" + coming["slug"]).page.text)
        self.assert_ledger_is_clean(shop)
        self.assert_no_errors_logged(shop)

    def test_no_page_and_no_paper_says_delivered_before_the_day(self):
        shop = self.own_shop(env={"TAX_COUNTRY": "DE", "SELLER_NAME": "Calder", "SELLER_ADDRESS": "4 Bakery Lane",
                                  "SELLER_TAX_NUMBER": "DE123456789"})
        api, browser = self.api(shop), shop.client()
        coming, there = self.priced_book(api), self.priced_book(api, 1)
        shop.json("book", "dates", coming["slug"], "--release", "2099-03-01")
        ada = join(shop, "ada", first_link(shop))

        def said_of(order):
            self.act(shop, order)
            page = browser.get("/orders/" + order["token"]).page
            invoice = browser.submit(page.form_to("/invoice"), {"name": "Ines"}).page.text
            desk = ada.browser.get("/desk/orders/" + order["reference"]).page.text
            evidence = shop.run("order", "evidence", order["reference"]).stdout
            return page.text, invoice, desk, evidence

        def listed(order, words):
            for path in ("/desk/orders", "/desk/customers/" + order["reference"]):
                row = re.search(rf"<tr>(?:(?!</tr>).)*{order['reference']}.*?</tr>", ada.browser.get(path).text, re.S).group()
                self.assertIn(f">{words}<", row, path)

        alone = self.place(api, coming, country="DE")
        page, invoice, desk, evidence = said_of(alone)
        for text in (page, desk):
            self.assertIn("1 March 2099", text)
        for text in (page, invoice, desk):
            self.assertNotIn("Delivered", text)
        self.assertIn("Day of delivery when it comes out", invoice)
        self.assertIn("Comes on 1 March 2099", desk)
        listed(alone, "Comes on 1 March 2099")
        self.assertIn("It comes to this page on its day", page)
        self.assertIn("is released 2099-03-01T00:00:00Z. Until then nothing of it can be opened", evidence)
        self.assertNotIn("<dt>Delivered</dt>", evidence)
        both, given = self.place(api, coming, there, country="DE"), self.place(api, there, country="DE", gift={"name": "Ada"})
        self.act(shop, given)
        listed(given, "A gift that waits to be claimed")
        page, invoice, desk, evidence = said_of(both)
        listed(both, "Delivered in part, more comes on 1 March 2099")
        self.assert_to_come(shop, ada, {alone["reference"], given["reference"], both["reference"]}, 3)
        self.assertIn("Delivered to this page, but for what comes later", page)
        self.assertIn("day of delivery: when it comes out", invoice)
        self.assertIn("Delivered in part, more comes on 1 March 2099", desk)
        self.assertIn("<dt>Delivered</dt>", evidence)
        paper = browser.get("/orders/" + alone["token"] + "/invoice")
        shop.json("book", "dates", coming["slug"], "--release", "2099-04-02")
        self.assertEqual(browser.get(paper.path).page.text, paper.page.text, "a paper that was given out stays as it is")
        shop.json("book", "dates", coming["slug"], "--release", moment(1))
        self.wait_for(lambda: self.released(api, alone), "the day")
        self.assertEqual(browser.get(paper.path).page.text, paper.page.text)
        desk = ada.browser.get("/desk/orders/" + alone["reference"]).page.text
        self.assertNotIn("Comes on", desk)
        listed(alone, "Delivered")
        self.assert_to_come(shop, ada, {given["reference"]}, 1)
        evidence = shop.run("order", "evidence", alone["reference"]).stdout
        self.assertIn("Delivered on its day", evidence)
        self.assertNotIn("Not delivered yet", evidence)

    def assert_to_come(self, shop, ada, references, count):
        """Filter, overview, command and API are of one mind about what is still to come."""
        for state, is_there in (("to_come", True), ("fulfilled", False)):
            text = ada.browser.get("/desk/orders?state=" + state).page.text
            self.assertEqual({one for one in references if one in text}, references if is_there else set(), state)
        self.assertIn(f"Something still to come {count}", ada.browser.get("/desk").page.text)
        found = shop.json("order", "list", "--to-come")
        self.assertEqual(({one["reference"] for one in found["orders"]}, found["total"]), (references, count))
        rows = shop.json("order", "list")["orders"]
        self.assertEqual({one["reference"] for one in rows if one["to_come"]}, references)
        self.assertTrue(shop.json("order", "show", next(iter(references)))["to_come"])

    def test_a_jump_of_the_clock_releases_once_also_across_kills(self):
        shop = self.own_shop()
        api = self.api(shop)
        coming = self.priced_book(api)
        shop.json("book", "dates", coming["slug"], "--release", "2099-03-01")
        orders = [self.place(api, coming) for _ in range(12)]
        for order in orders:
            self.act(shop, order)
            order = self.order(api, order)
            self.assertEqual((order["state"], order["lines"][0]["downloads"]), ("fulfilled", []))
            self.assertEqual(order["lines"][0]["waits_until"], "2099-03-01T00:00:00Z")
        shop.stop()
        self.let_the_day_come(shop, coming["slug"])
        chance = random.Random(os.environ.get("AAN_SEED", "7"))
        for _ in range(6):
            shop.start(wait=False)
            time.sleep(chance.random() * 0.4)
            shop.kill()
        shop.start()
        api = self.api(shop)
        self.wait_for(lambda: all(self.order(api, order)["lines"][0]["downloads"] for order in orders), "the releases")
        for order in orders:
            self.assertEqual(self.released(api, order), [coming["title"]])
            self.assertEqual(len(self.order(api, order)["lines"][0]["downloads"]), 1)
        self.assert_ledger_is_clean(shop)

    def test_whoever_left_an_address_gets_a_letter_on_the_day_and_who_was_paid_back_does_not(self):
        server = SmtpDouble()
        self.addCleanup(server.stop)
        shop = self.own_shop(env={"MAIL_FROM": "desk@books.example", "SMTP_TLS": "none", "SMTP_URL": server.url})
        api = self.api(shop)
        coming = self.priced_book(api)
        shop.json("book", "dates", coming["slug"], "--release", "2099-03-01")
        kept = self.place(api, coming, email="kept@example.org")
        back = self.place(api, coming, email="back@example.org")
        for order in (kept, back):
            self.act(shop, order)
        until(lambda: len(server.letters) == 2, "the receipts")
        for letter in server.letters:
            self.assertIn("comes on 1 March 2099", letter.part("text/plain"))
        shop.json("order", "refund", back["reference"])
        shop.wait_until(lambda: self.order(api, back)["state"] == "refunded", "the money back")
        shop.json("book", "dates", coming["slug"])
        until(lambda: len(server.letters) == 3, "the letter of the day")
        letter = server.letters[-1]
        self.assertIn("kept@example.org", str(letter.message["To"]))
        self.assertIn("is here", str(letter.message["Subject"]))
        self.assertIn(kept["token"], letter.part("text/plain"))
        self.assertEqual(server.findings, [])
        self.wait_for(lambda: self.released(api, back), "the release of the other")
        self.assertEqual(self.order(api, back)["lines"][0]["downloads"][0]["refusal"], "withdrawn")
        self.assertEqual(len(server.letters), 3)

    def test_outside_of_its_dates_nothing_is_sold(self):
        shop = self.own_shop()
        api, browser = self.api(shop), shop.client()
        book = self.priced_book(api)
        path, request = "/books/" + book["slug"], {"items": [{"book": book["slug"]}]}
        shop.json("book", "dates", book["slug"], "--from", "2099-01-01")
        self.assertIn("On sale from 1 January 2099", browser.get(path).page.text)
        self.assertFalse(browser.get(path).page.forms_to("/cart/add"))
        self.assertIn("On sale from 1 January 2099", browser.get("/search?q=" + quote(book["title"])).page.text)
        self.assert_problem(api.post_json("/api/v1/quotes", request, None), 409, "not_yet_sold")
        shop.json("book", "dates", book["slug"], "--until", moment(2))
        self.put_in_cart(browser, book["slug"])
        self.wait_for(lambda: "is not sold any more" in browser.get(path).page.text, "the end of the sale")
        self.assert_problem(api.post_json("/api/v1/quotes", request, None), 409, "no_longer_sold")
        self.assertIn("Cannot be bought", browser.get("/cart").page.text)
        self.assertEqual(shop.json("book", "show", book["slug"])["state"], "not sold now")
        for wrong in (["--from", "soon"], ["--from", "2027-01-02", "--until", "2027-01-01"], ["--release", "2027-13-01"]):
            self.assertEqual(shop.run("book", "dates", book["slug"], *wrong).returncode, 2, wrong)
        shop.json("book", "dates", book["slug"])
        self.assertTrue(browser.get(path).page.forms_to("/cart/add"))

    def test_what_is_not_sold_everywhere_asks_where_the_buyer_lives(self):
        shop = self.own_shop()
        api, browser = self.api(shop), shop.client()
        book, other = self.priced_book(api), self.priced_book(api, 1)
        shown = shop.json("book", "countries", book["slug"], "only", "de", "AT")
        self.assertEqual((shown["territory"], shown["countries"]), ("only", ["AT", "DE"]))
        self.assertIn("Germany", browser.get("/books/" + book["slug"]).page.text)
        quote = api.post_json("/api/v1/quotes", {"items": [{"book": book["slug"]}]}, None, 200).json()["quote"]
        self.assertTrue(quote["asks_country"])
        request = {"items": [{"book": book["slug"]}], "method": "sandbox"}
        self.assert_problem(api.post_json("/api/v1/orders", request, free_key()), 400, "sale_country")
        self.assert_problem(api.post_json("/api/v1/orders", {**request, "country": "US"}, free_key()), 409, "not_sold_there")
        self.act(shop, self.place(api, book, country="AT"))
        self.put_in_cart(browser, book["slug"])
        self.put_in_cart(browser, other["slug"])
        checkout = browser.get("/checkout")
        self.assertFalse(checkout.page.forms_to("/checkout"), "nothing is paid before it is known")
        wrong = browser.submit(checkout.page.form_to("/checkout/place"), {"country": "US"}, status=422)
        self.assertIn("is not sold in United States", wrong.page.text)
        right = browser.submit(wrong.page.form_to("/checkout/place"), {"country": "DE"})
        self.assertEqual(right.path, "/checkout")
        counter = browser.submit(right.page.form_to("/checkout"), {"method": "sandbox"})
        self.assertIn("Your books are ready", self.press(browser, counter, "pay").page.text)
        shop.json("book", "countries", book["slug"], "except", "DE")
        self.put_in_cart(browser, book["slug"])
        self.assertIn("is not sold in Germany", browser.expect(browser.request("GET", "/checkout"), 422).page.text)
        for words in (["only"], ["only", "XX"], ["nowhere"], ["everywhere", "DE"]):
            self.assertEqual(shop.run("book", "countries", book["slug"], *words).returncode, 2, words)
        self.assert_ledger_is_clean(shop)
