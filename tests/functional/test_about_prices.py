"""Prices shown about in a currency that nothing is charged in, beside what is charged and never in its place."""

import json

from harness import ShopCase
from harness.desk import first_link, join
from harness.process import Shop
from harness.stripe import until

RATES = "GBP=0.79, JPY=150"


def pounds(cents):
    return f"about £{(cents * 79 + 50) // 100 / 100:.2f}"


def dollars(cents):
    return f"${cents / 100:.2f}"


class AboutCase(ShopCase):
    def shop_with(self, arguments=(), **env):
        shop = self.own_shop(arguments=list(arguments), env=env)
        self.client = self.api(shop)
        self.books = [self.priced_book(self.client, number) for number in range(3)]
        self.cents = [int(book["price"]["amount"]) for book in self.books]
        return shop

    def choose(self, browser, code, at="/books"):
        form = browser.get(at).page.forms_to("/currency")[-1]
        button = next([name, value] for name, value, _ in form.buttons if value == code)
        return browser.submit(form, button=button)

    def chooser(self, browser, code):
        self.choose(browser, code)
        return browser


class Beside(AboutCase):
    def test_the_charged_price_stands_first_and_the_other_beside_it_until_it_is_paid(self):
        shop = self.shop_with(SHOW_ABOUT=RATES)
        book, cents = self.books[0], self.cents[0]
        bundle = shop.json("bundle", "add", "Two", "--price", "1.00", "--book", book["slug"], "--book", self.books[1]["slug"])
        browser = shop.client()
        page = self.choose(browser, "GBP", "/books/" + book["slug"])
        self.assertEqual(page.path, "/books/" + book["slug"])
        both = dollars(cents) + " " + pounds(cents)
        for path in ("/books/" + book["slug"], "/books/" + book["slug"] + "/sample", "/books",
                     "/search?q=" + book["title"].split()[0]):
            self.assertIn(both, browser.get(path).page.text, path)
        for path in ("/bundles", "/bundles/" + bundle["slug"], "/"):
            self.assertIn("$1.00 about £0.79", browser.get(path).page.text, path)
        self.put_in_cart(browser, book["slug"])
        self.put_in_cart(browser, self.books[1]["slug"])
        total = cents + self.cents[1]
        cart = browser.get("/cart")
        self.assertIn(both, cart.page.text)
        self.assertIn(dollars(total) + " " + pounds(total), cart.page.text)
        checkout = browser.get("/checkout")
        self.assertIn(dollars(total) + " " + pounds(total), checkout.page.text)
        self.assertIn("You pay " + dollars(total), checkout.page.text)
        form = checkout.page.form_to("/checkout")
        self.assertEqual((form.field("currency"), form.field("seen_total")), ("USD", str(total)))
        counter = browser.submit(form, {"method": "sandbox"})
        order_page = self.press(browser, counter, "pay")
        for text in (counter.text, order_page.text):
            self.assertNotIn("£", text, "from here on there is one amount")
        self.assertFalse(order_page.page.forms_to("/currency"))
        receipt = browser.get(order_page.path + "/receipt")
        self.assertNotIn("£", receipt.text)
        order, = shop.json("order", "list")["orders"]
        self.assertEqual((order["total"]["amount"], order["total"]["currency"]), (str(total), "USD"))
        self.assertNotIn("GBP", json.dumps(shop.json("order", "show", order["reference"])))
        self.assert_ledger_is_clean(shop)
        self.assert_no_errors_logged(shop)

    def test_amounts_for_programs_are_those_that_are_charged(self):
        shop = self.shop_with(SHOW_ABOUT=RATES)
        for path in ("/api/v1/books?limit=100", "/api/v1/books/" + self.books[0]["slug"], "/api/catalog?limit=100", "/api/config"):
            self.assertNotIn("GBP", self.client.get(path).text, path)
        self.client.get("/api/v1/books?currency=GBP", status=400)
        self.assertEqual(self.client.get("/api/config").json()["currencies"], ["USD"])

    def test_a_kept_page_is_kept_for_each_choice(self):
        shop = self.shop_with(SHOW_ABOUT=RATES, SHOP_CURRENCIES="EUR")
        shop.json("book", "price", self.books[0]["slug"], "4.49", "--currency", "EUR")
        browsers = {code: self.chooser(shop.client(), code) for code in ("GBP", "JPY", "EUR")}
        browsers["USD"] = shop.client()
        path = "/books/" + self.books[0]["slug"]
        shown = {"GBP": "about £", "JPY": "about JPY ", "EUR": "€4.49"}
        for _ in range(2):
            for at in (path, "/books", "/"):
                for code, browser in browsers.items():
                    text = browser.get(at).page.text
                    for other, mark in shown.items():
                        (self.assertIn if other == code else self.assertNotIn)(mark, text, (at, code, other))
        page = browsers["JPY"].get(path).page
        self.assertIn(f"{dollars(self.cents[0])} about JPY {(self.cents[0] * 150 + 50) // 100:,}", page.text)
        self.assertNotIn("about £", self.choose(browsers["GBP"], "USD", path).page.text, "the shop's own currency ends it")
        self.assertNotIn("currency-plain", browsers["GBP"].cookies)

    def test_free_books_and_own_prices_keep_their_words(self):
        shop = self.shop_with(SHOW_ABOUT=RATES)
        shop.json("book", "price", self.books[0]["slug"], "free")
        shop.json("book", "price", self.books[1]["slug"], "--at-least", "2", "--suggested", "5")
        browser = self.chooser(shop.client(), "GBP")
        free = browser.get("/books/" + self.books[0]["slug"]).text
        self.assertNotIn("about £0", free)
        own = browser.get("/books/" + self.books[1]["slug"])
        self.assertIn("From $2.00 about £1.58", own.page.text)
        form = own.page.form_to("/cart/add")
        self.assertEqual((form.field("currency"), form.field("amount")), ("USD", "5.00"))
        cart = browser.submit(form, {"amount": "3"})
        self.assertIn("$3.00 about £2.37", cart.page.text)

    def test_without_rates_nothing_is_offered_and_a_choice_from_before_shows_nothing(self):
        shop = self.shop_with()
        browser = shop.client()
        browser.cookies["currency-plain"] = "GBP"
        page = browser.get("/books/" + self.books[0]["slug"])
        self.assertNotIn("£", page.text)
        self.assertFalse(page.page.forms_to("/currency"))
        self.assertEqual(browser.post_form("/currency", {"currency": "GBP"}).status, 400)


class Rates(AboutCase):
    def refused(self, shop, rates, words):
        answer = shop.run("settings", "SHOW_ABOUT", rates)
        self.assertNotEqual(answer.returncode, 0, rates)
        self.assertIn(words, answer.stderr, rates)

    def test_nonsense_is_refused_and_what_was_set_stays(self):
        shop = self.shop_with(SHOP_CURRENCIES="EUR")
        shop.json("settings", "SHOW_ABOUT", "GBP=0.79")
        until(lambda: "serve.begun_anew" in shop.log(), "the setting", shop)
        for rates, words in (("GBP=0", "more than nothing"), ("GBP=-1", "is no rate"), ("GBP=0,79", "point"),
                             ("GBP=0.123456789", "too many digits"), ("GBP=1234567890123", "too many digits"),
                             ("XYZ=1", "known here"), ("pound", "known here"), ("GBP=1 GBP=2", "two rates for GBP"),
                             ("GBP=1@2026-02-30", "no day"), ("EUR=0.9", "sells in EUR"), ("USD=1", "sells in USD")):
            self.refused(shop, rates, words)
        browser = self.chooser(shop.client(), "GBP")
        self.assertIn(pounds(self.cents[0]), browser.get("/books/" + self.books[0]["slug"]).page.text)
        broken = Shop(is_demo=False, env={"SHOW_ABOUT": "GBP=zero"})
        with self.assertRaisesRegex(AssertionError, "SHOW_ABOUT"):
            broken.start()
        broken.process = None

    def test_a_currency_cannot_become_charged_while_it_is_shown_about(self):
        shop = self.shop_with(SHOW_ABOUT=RATES)
        answer = shop.run("settings", "SHOP_CURRENCIES", "GBP")
        self.assertNotEqual(answer.returncode, 0)
        self.assertIn("SHOW_ABOUT", answer.stderr)

    def test_at_the_desk_a_rate_counts_at_once_and_a_wrong_one_is_said_at_its_field(self):
        shop = self.own_shop()
        ada = join(shop, "Ada", first_link(shop))
        form = next(one for one in ada.browser.get("/desk/settings").page.forms
                    if one.action.endswith("/desk/settings") and one.field("group") == "Shop")
        wrong = ada.browser.submit(form, {"SHOW_ABOUT": "GBP=0"}, status=422)
        self.assertIn("more than nothing", wrong.page.text)
        ada.browser.submit(form, {"SHOW_ABOUT": "GBP=0.79"})
        shop.wait_ready()
        book = self.priced_book(self.api(shop))
        browser = self.chooser(shop.client(), "GBP")
        self.assertIn("about £", browser.get("/books/" + book["slug"]).page.text)

    def test_an_old_rate_is_said_to_the_operator_and_after_a_year_to_nobody(self):
        shop = self.shop_with(["--sandbox-clock"], SHOW_ABOUT="GBP=0.79")
        path = "/books/" + self.books[0]["slug"]

        def items():
            return [one for one in json.loads(shop.run("attention", "--json").stdout)["items"] if one["kind"] == "rates_old"]
        browser = self.chooser(shop.client(), "GBP")
        shop.json("clock", "advance", "P20D")
        shop.restart()
        browser.origin = shop.origin
        browser.close()
        self.assertEqual(items(), [], "a start does not make it older or younger")
        shop.json("clock", "advance", "P13D")
        item, = items()
        self.assertIn("GBP=0.79@", item["detail"])
        self.assertIn("about £", browser.get(path).page.text)
        shop.json("clock", "advance", "P335D")
        page = browser.get(path)
        self.assertNotIn("£", page.text)
        self.assertIn(dollars(self.cents[0]), page.page.text)
        self.assertFalse(page.page.forms_to("/currency"), "a kept page does not offer it either")
        shop.stop()
        shop.env["SHOW_ABOUT"] = "GBP=0.80"
        shop.start()
        browser.origin = shop.origin
        browser.close()
        self.assertEqual(items(), [], "a new rate is of today")
        self.assertIn(f"about £{(self.cents[0] * 80 + 50) // 100 / 100:.2f}", browser.get(path).page.text)
        self.assert_no_errors_logged(shop)

    def test_a_day_may_be_named_and_none_is_to_come(self):
        shop = self.shop_with(["--sandbox-clock"], SHOW_ABOUT="GBP=0.79@2020-01-01, JPY=150@2999-01-01")
        codes = [value for _, value, _ in shop.client().get("/books").page.forms_to("/currency")[-1].buttons]
        self.assertEqual(codes, ["USD", "JPY"], "one is six years old")
        shop.json("clock", "advance", "P370D")
        self.assertFalse(shop.client().get("/books").page.forms_to("/currency"), "the other became old from today on")
