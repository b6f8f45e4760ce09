"""Value added tax, from the operator's configuration to the accounts of the ledger."""

import csv
import datetime
import io
import unittest

from harness import Shop, ShopCase, free_key, fresh_folder, run_aan
from harness.desk import first_link, join

GERMANY = {"TAX_COUNTRY": "DE", "TAX_OSS": "true"}


def cents(money):
    return int(money["amount"])


def held(gross, bps):
    return (2 * gross * bps + 10000 + bps) // (2 * (10000 + bps))


class Tax(ShopCase):
    def registered(self, **more):
        return self.own_shop(env={**GERMANY, **more})

    def quote(self, api, book, **more):
        answer = api.post_json("/api/v1/quotes", {"items": [{"book": book["slug"]}], **more}, None, 200)
        return answer.json()["quote"]

    def buy_from(self, shop, api, book, country):
        order = self.place(api, book, country=country)
        self.act(shop, order)
        return self.order(api, order)

    def wait_for(self, shop, api, order, state):
        shop.wait_until(lambda: self.order(api, order)["state"] == state, state)

    def test_a_buyer_without_scripts_says_where_they_live_and_sees_the_tax_before_paying(self):
        shop = self.registered()
        browser, api = shop.client(), self.api(shop)
        book = self.priced_book(api)
        price = cents(book["price"])
        checkout = browser.get("/checkout?book=" + book["slug"])
        self.assertIn("Where do you live?", checkout.page.text)
        self.assertIsNone(self.pay_form(checkout), "nothing can be paid before")
        wrong = browser.submit(checkout.page.form_to("/checkout/place"), {"country": "XX"}, status=422)
        self.assertIn("Choose the country that you live in", wrong.page.text)
        checkout = browser.submit(wrong.page.form_to("/checkout/place"), {"country": "FR"})
        tax = held(price, 550)
        self.assertIn("VAT 5.5 % (France), included", checkout.page.text)
        self.assertIn(f"${tax / 100:.2f}", checkout.page.text)
        counter = browser.submit(self.pay_form(checkout), {"method": "sandbox"})
        order = self.press(browser, counter, "pay")
        self.assertIn("VAT 5.5 % (France), included", order.page.text)
        self.assertIn("VAT 5.5 % (France), included", browser.get(order.path + "/receipt").text)
        self.assert_ledger_is_clean(shop)

    def test_whoever_lives_where_there_is_no_right_to_withdraw_is_not_told_of_one(self):
        shop = self.registered()
        browser, api = shop.client(), self.api(shop)
        book, coming = self.priced_book(api), self.priced_book(api, 1)
        shop.json("book", "dates", coming["slug"], "--release", "2099-03-01")
        for one, inside, outside in ((book, 3, 4), (coming, 2, 5)):
            due = [self.quote(api, one, **where)["consent_text"] for where in ({}, {"country": "DE"}, {"country": "GB"}, {"country": "US"})]
            self.assertEqual(due, [inside, inside, inside, outside])
        pages = {}
        for country in ("DE", "US"):
            checkout = browser.get("/checkout?book=" + book["slug"])
            self.assertNotIn("consent", checkout.text.split("</header>", 1)[1].split("country")[0])
            pages[country] = browser.submit(checkout.page.form_to("/checkout/place"), {"country": country})
        self.assertIn("my right to withdraw ends with the delivery", pages["DE"].page.text)
        there = pages["US"]
        self.assertIn("Deliver at once; a gift, as soon as it is claimed. I agree to be delivered then. "
                      "Rights that the law of your country gives you stay as they are", there.page.text)
        self.assertNotIn("withdraw", there.page.text)
        order = self.press(browser, browser.submit(self.pay_form(there), {"method": "sandbox"}), "pay")
        for page in (order, browser.get(order.path + "/receipt")):
            self.assertIn("Delivery at once Agreed to on", page.page.text)
            self.assertNotIn("withdraw", page.page.text)
        seen = self.order(api, {"token": order.path.split("/")[2]})
        self.assertEqual(seen["consent"], {"text": 4, "at": seen["created_at"], "delivery": "at_once"})
        evidence = shop.run("order", "evidence", seen["reference"]).stdout
        self.assertIn("The buyer asked to be delivered at once", evidence)
        self.assertNotIn("right to withdraw", evidence)
        # Who agreed to more agreed to this; who agreed to this did not agree to more.
        self.assertEqual(self.place(api, book, country="US", consent_text=3)["consent"]["text"], 3)
        request = {"items": [{"book": book["slug"]}], "method": "sandbox", "country": "DE", "consent_text": 4}
        self.assert_problem(api.post_json("/api/v1/orders", request, free_key()), 400, "consent")

    @staticmethod
    def pay_form(page):
        forms = page.page.forms_to("/checkout")
        return forms[0] if forms else None

    def test_the_api_refuses_to_sell_without_a_country_and_freezes_the_tax(self):
        shop = self.registered()
        api = self.api(shop)
        self.assertEqual(api.get("/api/config").json()["tax"], {"country": "DE", "prices": "inclusive"})
        book = self.priced_book(api)
        self.assertEqual(self.quote(api, book)["tax_treatment"], "undecided")
        refused = api.post_json("/api/v1/orders", {"items": [{"book": book["slug"]}], "method": "sandbox"},
                                free_key(), 400).json()
        self.assertEqual(refused["reason"], "tax_country")
        bad = api.post_json("/api/v1/quotes", {"items": [{"book": book["slug"]}], "country": "XX"}, None, 400).json()
        self.assertEqual(bad["errors"][0]["pointer"], "/country")
        price = cents(book["price"])
        for country, treatment, bps in (("DE", "taxed", 700), ("FI", "taxed", 1350), ("IE", "taxed", 0),
                                        ("US", "outside", 0)):
            quote = self.quote(api, book, country=country)
            self.assertEqual((quote["tax_treatment"], quote["tax_country"], quote["tax_rate_bps"]),
                             (treatment, country, bps))
            self.assertEqual((cents(quote["total"]), cents(quote["tax"])), (price, held(price, bps)))
            self.assertEqual(sum(cents(line["tax"]) for line in quote["lines"]), cents(quote["tax"]))
        order = self.buy_from(shop, api, book, "DE")
        self.assertEqual(order["state"], "fulfilled")
        self.assertEqual(cents(order["tax"]), held(price, 700))

    def test_a_free_book_asks_for_nothing(self):
        shop = self.registered()
        browser, api = shop.client(), self.api(shop)
        checkout = browser.get("/checkout?book=" + self.free_book(api)["slug"])
        self.assertNotIn("Where do you live?", checkout.page.text)
        order = browser.submit(self.pay_form(checkout), {})
        self.assertNotIn("VAT", order.page.text.split("Prices include")[0])

    def test_the_export_equals_the_ledger_and_a_refund_takes_its_tax_back(self):
        shop = self.registered()
        api = self.api(shop)
        book = self.priced_book(api)
        price = cents(book["price"])
        orders = [self.buy_from(shop, api, book, country) for country in ("DE", "DE", "FR", "US")]
        shop.json("order", "refund", orders[1]["reference"])
        self.wait_for(shop, api, orders[1], "refunded")
        period = ("--from", "2020-01-01", "--until", "2100-01-01", "--play")
        rows = {row["country"]: row for row in shop.json("tax", "export", *period)["rows"]}
        real = period[:-1]
        self.assertTrue(shop.json("tax", "export", *real)["play_left_out"])
        for form in ((), ("--csv",)):
            self.assertIn("What was for play money is left out", shop.run("tax", "export", *real, *form).stderr)
        tax = {"DE": held(price, 700), "FR": held(price, 550), "US": 0}
        for country, amount in tax.items():
            self.assertEqual(cents(rows[country]["tax"]), amount, country)
            self.assertEqual(cents(rows[country]["net"]), price - amount, country)
        self.assertEqual(rows["DE"]["orders"], 2)
        balances = {one["account"]: cents(one["balance"]) for one in shop.json("ledger", "balances")["balances"]}
        self.assertEqual(balances["sandbox:tax/DE/700"], -tax["DE"])
        self.assertEqual(balances["sandbox:tax/FR/550"], -tax["FR"])
        self.assertEqual(sum(cents(row["sold"]) for row in rows.values()), -balances["sandbox:sales"])
        self.assertEqual(sum(cents(row["given_back"]) for row in rows.values()), balances["sandbox:returns"])
        lines = list(csv.DictReader(io.StringIO(shop.run("tax", "export", *period, "--csv").stdout)))
        self.assertEqual({line["country"] for line in lines}, set(tax))
        self.assertEqual({line["rate_percent"] for line in lines}, {"7", "5.5", "0"})
        one = shop.json("tax", "doubts", "--one")["orders"]
        self.assertEqual(len(one), 4, "play money tells of no country")
        self.assertEqual(one[0]["evidence"][0]["sign"], "declared")
        self.assertEqual(shop.json("tax", "doubts")["orders"], [])
        self.assert_ledger_is_clean(shop)

    def test_the_desk_shows_and_exports_for_a_quarter_what_the_command_does(self):
        shop = self.registered()
        api = self.api(shop)
        ada = join(shop, "ada", first_link(shop))
        books = [self.priced_book(api, number) for number in range(2)]
        sold = [self.buy_from(shop, api, book, country) for book in books for country in ("DE", "FR", "US")]
        shop.json("order", "refund", sold[0]["reference"])
        self.wait_for(shop, api, sold[0], "refunded")
        now = datetime.datetime.now(datetime.timezone.utc)
        quarter = (now.month - 1) // 3
        last = now.year + (quarter == 3), quarter % 4 * 3 + 4 if quarter < 3 else 1
        said = shop.run("tax", "export", "--from", f"{now.year}-{quarter * 3 + 1:02}-01", "--until", f"{last[0]}-{last[1]:02}-01",
                        "--play", "--csv").stdout
        rows = ada.browser.get(f"/desk/tax/export?quarter={now.year}-Q{quarter + 1}&play=1").text.splitlines()
        self.assertEqual(rows, said.splitlines())
        self.assertEqual(len(rows), 1 + 3)
        self.assertEqual(len(ada.browser.get("/desk/tax/export").text.splitlines()), 1, "play money leaves by name alone")
        page = ada.browser.get("/desk/tax").page
        for words in ("Germany", "Taxed 7 %", "France", "Taxed 5.5 %", "Outside"):
            self.assertIn(words, page.text)
        self.assertIn("Nothing was sold in this quarter", ada.browser.get("/desk/tax?quarter=2001-Q1").page.text)
        for wrong in ("2026-Q5", "2026-04", "nonsense", "2026-Q4x"):
            ada.browser.get("/desk/tax?quarter=" + wrong, status=400)

    def test_whether_a_price_holds_tax_stands_at_the_price_and_not_in_lists(self):
        words = {"inclusive": {"": "incl. VAT", "/de": "inkl. MwSt.", "/es": "IVA incluido", "/fr": "TVA comprise",
                               "/ar": "شامل ضريبة القيمة المضافة"},
                 "exclusive": {"": "without VAT", "/de": "ohne MwSt.", "/es": "sin IVA", "/fr": "hors TVA",
                               "/ar": "دون ضريبة القيمة المضافة"}}
        for prices, said in words.items():
            shop = self.registered(TAX_PRICES=prices)
            browser, api = shop.client(), self.api(shop)
            book, free = self.priced_book(api), self.free_book(api)
            for language, word in said.items():
                word = f'<span class="price-tax">{word}</span>'
                for path in ("/books/", "/buy/"):
                    self.assertEqual(browser.get(language + path + book["slug"]).text.count(word), 1, (language, path))
                    self.assertNotIn("price-tax", browser.get(language + path + free["slug"]).text)
                self.assertNotIn("price-tax", browser.get(language + "/books").text)
            buyer = shop.client()
            self.put_in_cart(buyer, book["slug"])
            cart = buyer.get("/cart")
            total = f"${cents(book['price']) / 100:.2f}"
            self.assertIn(f"Total {total} incl. VAT" if prices == "inclusive" else f"Total without VAT {total}", cart.page.text)
        plain = self.own_shop()
        self.assertNotIn("price-tax", plain.client().get("/books/" + self.priced_book(self.api(plain))["slug"]).text)

    def test_prices_without_tax_say_so_and_get_it_at_checkout(self):
        shop = self.registered(TAX_PRICES="exclusive")
        browser, api = shop.client(), self.api(shop)
        book = self.priced_book(api)
        price = cents(book["price"])
        self.assertIn("Prices are without VAT", browser.get("/").page.text)
        tax = (price * 700 + 5000) // 10000
        self.assertEqual(cents(self.quote(api, book, country="DE")["total"]), price + tax)
        self.put_in_cart(browser, book["slug"])
        self.assertIn(f"Total without VAT ${price / 100:.2f}", browser.get("/cart").page.text)
        checkout = browser.get("/checkout?book=" + book["slug"])
        self.assertIn("Total without VAT", checkout.page.text)
        checkout = browser.submit(checkout.page.form_to("/checkout/place"), {"country": "DE"})
        self.assertIn(f"${(price + tax) / 100:.2f}", checkout.page.text)
        self.assertNotIn("Total without VAT", checkout.page.text)

    def test_what_cannot_be_a_registration_keeps_the_shop_from_opening(self):
        for env, word in (({"TAX_COUNTRY": "Germany"}, "TAX_COUNTRY"), ({"TAX_PRICES": "net"}, "TAX_PRICES"),
                          ({"TAX_COUNTRY": "JP"}, "TAX_RATES"), ({"TAX_RATES": "DE=99"}, "TAX_RATES"),
                          ({"TAX_ALSO": "Norway"}, "TAX_ALSO"), ({"TAX_KIND": "film"}, "TAX_KIND")):
            refused = run_aan("serve", "--data", fresh_folder("data"), "--listen", "127.0.0.1:0", env=env)
            self.assertEqual(refused.returncode, 2, env)
            self.assertIn(word, refused.stderr, env)
        japan = Shop(is_demo=False, env={"TAX_COUNTRY": "JP", "TAX_RATES": "JP=10"})
        self.assertEqual(japan.run("init").returncode, 0)
        listed = japan.json("tax", "rates")
        self.assertEqual(listed["registered_in"], "JP")
        self.assertIn(1000, [row["ebook_bps"] for row in listed["rates"] if row["country"] == "JP"])


if __name__ == "__main__":
    unittest.main()
