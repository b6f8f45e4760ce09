"""Prices that the buyer sets, prices to compare with, and copies of which there are only so many."""

import unittest
from collections import Counter
from urllib.parse import urlsplit

from corpus.good import good_cases
from harness import Shop, ShopCase, free_key, fresh_folder
from harness.case import at_once, when_not_busy
from harness.postgresql import Postgresql
from harness.stripe import until

BUYERS = 500
COPIES = 50
PRICE = 499
HELD_FOR = "PT31M"


def cents(money):
    return int(money["amount"])


def usd(amount):
    return {"amount": str(amount), "currency": "USD"}


class OwnPrice(ShopCase):
    def setUp(self):
        self.here = self.own_shop()
        self.client = self.api(self.here)
        self.book = self.priced_book(self.client)
        self.here.json("book", "price", self.book["slug"], "--at-least", "3", "--suggested", "8")

    def quote(self, amount, status=200):
        item = {"book": self.book["slug"], **({"amount": amount} if amount else {})}
        return self.client.post_json("/api/v1/quotes", {"items": [item]}, None, status).json()

    def test_the_api_takes_an_amount_within_its_limits(self):
        offer = self.client.get("/api/v1/books/" + self.book["slug"]).json()["book"]["offer"]
        self.assertTrue(offer["buyer_sets_price"])
        self.assertEqual((offer["price"], offer["suggested"]), (usd(300), usd(800)))
        self.assertEqual(self.quote(None)["quote"]["total"], usd(300), "the price that was shown")
        self.assertEqual(self.quote(usd(1234))["quote"]["total"], usd(1234))
        self.assertEqual(self.quote(usd(299), 400)["reason"], "amount_below_minimum")
        self.assertEqual(self.quote(usd(10_000_000_001), 400)["reason"], "amount_above_maximum")
        self.assertEqual(self.quote({"amount": "900", "currency": "EUR"}, 400)["reason"], "amount_currency")
        other = self.priced_book(self.client, 1)
        request = {"items": [{"book": other["slug"], "amount": usd(1)}]}
        quote = self.client.post_json("/api/v1/quotes", request, None, 200).json()["quote"]
        self.assertEqual(quote["total"], other["price"], "a price that nobody may send")
        order = self.client.post_json("/api/v1/orders", {
            "items": [{"book": self.book["slug"], "amount": usd(700)}], "method": "sandbox"}, free_key(), 201)
        self.act(self.here, order.json()["order"])
        self.assertEqual(self.order(self.client, order.json()["order"])["captured"], usd(700))
        self.assert_ledger_is_clean(self.here)

    def test_a_buyer_without_scripts_writes_an_amount_and_changes_it(self):
        browser = self.here.client()
        page = browser.get("/books/" + self.book["slug"])
        self.assertIn("From $3.00", page.page.text)
        form = page.page.form_to("/cart/add")
        self.assertIn('value="8.00"', page.text)
        refused = browser.submit(form, {"amount": "2,99"}, status=400)
        self.assertIn("The least for this book is $3.00.", refused.page.text)
        wrong = browser.submit(form, {"amount": "eight"}, status=400).page
        self.assertIn("That is no amount", wrong.text)
        self.assertEqual(wrong.form_to("/cart/add").field("amount"), "eight", "its form, with what was typed")
        asked = browser.get(f"/checkout?book={self.book['slug']}&amount=eight", status=400).page
        self.assertEqual(asked.form_to("/checkout").field("amount"), "eight")
        cart = browser.submit(form, {"amount": "5,50"})
        self.assertIn("$5.50", cart.page.text)
        self.here.json("coupon", "add", "TENTH", "--percent", "10")
        price = next(name for name in cart.page.form_to("/cart/coupon").names() if name.startswith("amount-"))
        cart = browser.submit(cart.page.form_to("/cart/coupon"), {price: "7"}, button=("go", "cart"))
        self.assertIn("$7.00", cart.page.text)
        both = browser.submit(cart.page.form_to("/cart/coupon"), {price: "2,99", "coupon": "TENTH"},
                              button=("go", "checkout"), status=400).page
        self.assertIn("The least for this book is $3.00.", both.text)
        self.assertEqual((both.form_to("/cart/coupon").field(price), both.form_to("/cart/coupon").field("coupon")),
                         ("2,99", "TENTH"), "what was typed")
        odd = browser.submit(cart.page.form_to("/cart/coupon"), {price: "8,5", "coupon": "NOSUCH"},
                             button=("go", "checkout"), status=(404, 409, 400, 422))
        self.assertIn("$8.50", odd.page.text, "the price counts beside a code that does not")
        checkout = browser.submit(cart.page.form_to("/cart/coupon"), {price: "6"}, button=("go", "checkout"))
        self.assertEqual(checkout.path, "/checkout", "a price that was typed and not set goes along")
        counter = browser.submit(checkout.page.form_to("/checkout"), {"method": "sandbox"})
        self.assertIn("Pay $6.00", counter.page.headings[0])
        self.press(browser, counter, "pay")
        self.assert_ledger_is_clean(self.here)

    def test_a_code_says_that_it_leaves_such_a_price_alone(self):
        self.here.json("coupon", "add", "TENTH", "--percent", "10")
        browser = self.here.client()
        for book in (self.book, self.priced_book(self.client, 1)):
            cart = browser.submit(browser.get("/books/" + book["slug"]).page.form_to("/cart/add"))
        cart = browser.submit(cart.page.form_to("/cart/coupon"), {"coupon": "TENTH"})
        self.assertIn("The code TENTH counts. Prices that you set yourself stay as they are.", cart.page.text)

    def test_nothing_at_all_goes_the_free_way(self):
        self.here.json("book", "price", self.book["slug"], "--at-least", "0", "--suggested", "5")
        browser = self.here.client()
        page = browser.get("/books/" + self.book["slug"])
        self.assertIn("Name your price", page.page.text)
        cart = browser.submit(page.page.form_to("/cart/add"), {"amount": "0"})
        checkout = self.to_checkout(browser, cart.page)
        order = browser.submit(checkout.page.form_to("/checkout"))
        self.assertTrue(order.path.startswith("/orders/"), order)
        self.assertTrue(order.page.forms_to("/downloads"))

    def test_the_operator_is_told_what_cannot_be(self):
        slug = self.book["slug"]
        for wrong in ([], ["4.99", "--at-least", "3"], ["4.99", "--suggested", "8"], ["4.99", "--compare-at", "4.99"],
                      ["--at-least", "3", "--suggested", "2"], ["--at-least", "3", "--compare-at", "9"]):
            done = self.here.run("book", "price", slug, *wrong)
            self.assertEqual(done.returncode, 2, (wrong, done.stdout, done.stderr))
        self.assertEqual(self.here.json("book", "show", slug)["suggested"]["amount"], "800", "nothing was changed")


class CompareAt(ShopCase):
    def test_a_price_from_before_is_struck_through_for_eyes_and_ears(self):
        shop = self.own_shop()
        api, browser = self.api(shop), shop.client()
        book = self.priced_book(api)
        shop.json("book", "price", book["slug"], "4.99", "--compare-at", "9.99")
        for path in ("/books/" + book["slug"], "/books"):
            page = browser.get(path)
            self.assertRegex(page.text, r'Before</span> <s class="was">\$9.99</s> <span class="unseen">Now</span> \$4.99')
        listed = next(one for one in api.get("/api/v1/books?limit=100").json()["books"] if one["id"] == book["id"])
        self.assertEqual((listed["price"], listed["compare_at"]), (usd(499), usd(999)))
        shop.json("book", "price", book["slug"], "4.99", "--compare-at", "none")
        self.assertNotIn("<s class", browser.get("/books/" + book["slug"]).text)


class Stock(ShopCase):
    def test_few_copies_are_counted_and_then_sold_out_everywhere(self):
        shop = self.own_shop()
        api, browser = self.api(shop), shop.client()
        book = self.priced_book(api)
        page = "/books/" + book["slug"]

        def offer():
            return api.get("/api/v1/books/" + book["slug"]).json()["book"]["offer"]

        def says(path, words):
            # Pages that are kept follow the catalogue a moment later.
            shop.wait_until(lambda: words in browser.get(path).page.text.lower(), f"{words} on {path}")

        self.assertEqual(shop.json("book", "stock", book["slug"], "7")["copies_left"], 7)
        self.assertNotIn("copies left", browser.get(page).page.text)
        self.assertIsNone(offer()["copies_left"])
        shop.json("book", "stock", book["slug"], "2")
        self.assertIn("2 copies left", browser.get(page).page.text)
        self.buy(shop, api, book)
        says(page, "1 copy left")
        self.put_in_cart(browser, book["slug"])
        last = self.place(api, book)
        request = {"items": [{"book": book["slug"]}], "method": "sandbox"}

        def gone(word, state, is_sold_out):
            shop.wait_until(lambda: offer()["availability"] == word, "the API saying so")
            listed = next(one for one in api.get("/api/v1/books?limit=100").json()["books"] if one["id"] == book["id"])
            self.assertEqual((listed["sold_out"], listed["availability"]), (is_sold_out, word))
            self.assertEqual(offer()["copies_left"], 0)
            refused = api.post_json("/api/v1/orders", request, free_key(), 409).json()
            self.assertEqual(refused["reason"], word)
            self.assertEqual(shop.json("book", "show", book["slug"])["state"], state)
            return browser.get("/checkout?book=" + book["slug"], status=409).page.text

        for path in (page, "/books", "/cart"):
            says(path, "in other orders")
        self.assertIn("in other orders just now. Try again after", gone("all_held", "in unpaid orders", False))
        self.assertEqual(offer()["copies_back_at"], self.order(api, last)["held_until"])
        self.act(shop, last)
        for path in (page, "/books", "/cart"):
            says(path, "sold out")
        self.assertIn("is sold out", gone("sold_out", "sold out", True))
        self.assertIsNone(offer()["copies_back_at"])
        shop.json("book", "stock", book["slug"], "1")
        last = self.place(api, book)
        # Given up, it is there again; who gave it up and pays after somebody else has it gets the money back.
        api.post_json(f"/api/v1/orders/{last['token']}/cancel", {}, free_key(), 200)
        says(page, "1 copy left")
        self.buy(shop, api, book)
        self.act(shop, last, "pay-late")
        shop.wait_until(lambda: [one for one in self.order(api, last)["refunds"] if one["state"] == "settled"], "the money back")
        late = self.order(api, last)
        self.assertEqual(late["state"], "cancelled")
        self.assertEqual([event["detail"] for event in late["events"] if event["kind"] == "withheld"], ["sold_out"])
        shop.json("book", "stock", book["slug"], "unlimited")
        self.buy(shop, api, book)
        self.assert_ledger_is_clean(shop)
        self.assertEqual(shop.run("book", "stock", book["slug"], "-1").returncode, 2)
        self.assertEqual(shop.run("book", "stock", book["slug"], "many").returncode, 2)


class ManyAtOnce(ShopCase):
    """500 buyers at one moment, 50 copies, on each engine."""

    def for_sale(self, shop, price):
        """The name of the one book of the shop, of which there are few copies."""
        path = fresh_folder("book") / "book.epub"
        path.write_bytes(next(iter(good_cases())).bytes)
        done = shop.run("import", path, "--price", f"{price // 100}.{price % 100:02}", "--currency", "USD", "--json")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        slug = self.api(shop).get("/api/v1/books").json()["books"][0]["slug"]
        shop.json("book", "stock", slug, str(COPIES))
        return slug

    def sell_at_once(self, shop):
        slug = self.for_sale(shop, 0)
        request = {"items": [{"book": slug}]}

        def buy(_):
            api = self.api(shop)
            while True:
                answer = api.post_json("/api/v1/orders", request, free_key())
                if answer.status != 503:  # a shop that is very busy asks to come again
                    return answer

        answers = at_once(BUYERS, buy)
        broken = [answer for answer in answers if isinstance(answer, Exception)]
        self.assertEqual(broken, [])
        orders = [answer.json()["order"] for answer in answers if answer.status == 201]
        self.assertEqual(len(orders), COPIES)
        self.assertEqual({answer.json()["reason"] for answer in answers if answer.status != 201}, {"sold_out"})
        self.assertEqual({order["state"] for order in orders}, {"fulfilled"})
        self.assertEqual(shop.json("book", "show", slug)["copies_left"], 0)
        self.assert_ledger_is_clean(shop)
        self.assert_no_errors_logged(shop)

    def started(self, *arguments, **env):
        shop = Shop(is_demo=False, env=env, arguments=arguments).start()
        self.addCleanup(self.end, shop)
        return shop

    def test_sqlite(self):
        self.sell_at_once(self.started())

    def at_full_price(self, shop):
        """Twice as many orders as there are copies: the first ones held them until their time was over, the second ones hold
        them now; and all of them pay at one moment."""
        slug = self.for_sale(shop, PRICE)
        first = self.hold_at_once(shop, slug)
        shop.json("clock", "advance", HELD_FOR)
        self.assertEqual(shop.json("book", "show", slug)["copies_left"], COPIES)
        second = self.hold_at_once(shop, slug)
        acts = ["pay", "pay", "pay", "pay-twice"]
        paid = at_once(2 * COPIES, lambda number: self.press(shop, (first + second)[number], acts[number % len(acts)]))
        self.assertEqual(set(paid), {303})
        api = self.api(shop)

        def ended():
            orders = [self.order(api, order) for order in first + second]
            owed = [order for order in orders if cents(order["captured"]) - self.given_back(order) != self.price_of(order)]
            return not owed and orders

        orders = until(ended, "everybody has the book or the money", shop)
        self.assertEqual(Counter(order["state"] for order in orders), {"fulfilled": COPIES, "cancelled": COPIES})
        for order in orders:
            downloads = [one for line in order["lines"] for one in line["downloads"]]
            self.assertEqual(len(downloads), int(order["state"] == "fulfilled"), order)
            self.assertGreaterEqual(cents(order["captured"]), PRICE, order)
            self.assertEqual(cents(order["refund_due"]), 0, order)
        self.assertTrue([order for order in orders if cents(order["captured"]) == 2 * PRICE and order["state"] == "fulfilled"])
        shown = shop.json("book", "show", slug)
        self.assertEqual((shown["copies_sold"], shown["copies_held"], shown["copies_left"]), (COPIES, 0, 0))
        self.assert_ledger_is_clean(shop)
        self.assert_no_errors_logged(shop)

    @staticmethod
    def given_back(order):
        return sum(cents(one["amount"]) for one in order["refunds"] if one["state"] == "settled")

    @staticmethod
    def price_of(order):
        """What the shop may keep of an order."""
        return cents(order["total"]) if order["state"] == "fulfilled" else 0

    def hold_at_once(self, shop, slug):
        """The orders of those who got a copy; everybody else is turned away, and never asked for money."""
        request = {"items": [{"book": slug}], "method": "sandbox"}

        def hold(_):
            api = self.api(shop)
            return when_not_busy(lambda: api.post_json("/api/v1/orders", request, free_key()))

        answers = at_once(BUYERS // 2, hold)
        self.assertEqual([answer for answer in answers if isinstance(answer, Exception)], [])
        orders = [answer.json()["order"] for answer in answers if answer.status == 201]
        self.assertEqual(len(orders), COPIES)
        self.assertEqual({answer.json()["reason"] for answer in answers if answer.status != 201}, {"all_held"})
        self.assertEqual(shop.json("book", "show", slug)["copies_left"], 0)
        return orders

    def press(self, shop, order, action):
        """A button of the counter."""
        browser, path = shop.client(), urlsplit(order["pay_url"]).path
        form = when_not_busy(lambda: browser.request("GET", path)).page.form_to(path)
        button = next([name, value] for name, value, _ in form.buttons if value == action)
        return when_not_busy(lambda: browser.post_form(path, form.fields_to_send({}, button))).status

    def test_everybody_who_pays_has_the_book_or_the_money_sqlite(self):
        self.at_full_price(self.started("--sandbox-clock"))

    @unittest.skipUnless(Postgresql.is_installed(), "PostgreSQL is not installed")
    def test_everybody_who_pays_has_the_book_or_the_money_postgresql(self):
        database = Postgresql()
        self.addCleanup(database.stop)
        self.at_full_price(self.started("--sandbox-clock", DATABASE_URL=database.url))

    @unittest.skipUnless(Postgresql.is_installed(), "PostgreSQL is not installed")
    def test_postgresql(self):
        database = Postgresql()
        self.addCleanup(database.stop)
        self.sell_at_once(self.started(DATABASE_URL=database.url))
