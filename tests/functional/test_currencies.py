"""One shop, several currencies, each with prices of its own: nothing is converted, and what is shown is charged."""

import csv
import io
import json
import unittest
from urllib.parse import urlsplit

from harness import ShopCase, free_key
from harness.case import at_once
from harness.desk import first_link, join
from harness.stripe import SECRET, StripeDouble, environment, node

CURRENCIES = "EUR, GBP, JPY, BHD"


def money(amount, currency):
    return {"amount": str(amount), "currency": currency}


class CurrencyCase(ShopCase):
    def setUp(self):
        self.here = self.own_shop(env=self.environment())
        self.client = self.api(self.here)
        self.books = [self.priced_book(self.client, number) for number in range(3)]
        self.price(self.books[0], "4.49", "EUR")
        self.price(self.books[1], "7.20", "EUR")

    def environment(self):
        return {"SHOP_CURRENCIES": CURRENCIES}

    def price(self, book, amount, currency, *more):
        return self.here.json("book", "price", book["slug"], amount, "--currency", currency, *more)

    def quote(self, *books, status=200, **more):
        request = {"items": [{"book": book["slug"]} for book in books], **more}
        answer = self.client.post_json("/api/v1/quotes", request, None, status).json()
        return answer["quote"] if status == 200 else answer

    def choose(self, browser, code, at="/books"):
        """Presses the button of a currency, where prices are; gives back the page that it leads to."""
        form = browser.get(at).page.forms_to("/currency")[-1]
        button = next([name, value] for name, value, _ in form.buttons if value == code)
        return browser.submit(form, button=button)


class Prices(CurrencyCase):
    def test_a_book_has_a_price_for_each_currency_and_nothing_is_converted(self):
        shown = self.here.json("book", "show", self.books[0]["slug"])
        self.assertEqual([one["price"]["decimal"] for one in shown["prices"]], ["4.49"])
        self.assertEqual(shown["price"]["amount"], self.books[0]["price"]["amount"], "the first price stays")
        in_euros = self.client.get("/api/v1/books/" + self.books[0]["slug"] + "?currency=EUR").json()["book"]["offer"]
        self.assertEqual((in_euros["price"], in_euros["sold_in"]), (money(449, "EUR"), ["EUR", "USD"]))
        not_in_euros = self.client.get("/api/v1/books/" + self.books[2]["slug"] + "?currency=EUR").json()["book"]["offer"]
        self.assertEqual((not_in_euros["price"], not_in_euros["for_sale"], not_in_euros["availability"]),
                         (None, False, "not_in_currency"))
        self.assertEqual(not_in_euros["sold_in"], ["USD"])
        listed = {book["slug"]: book["price"] for book in
                  self.client.get("/api/v1/books?limit=100&currency=EUR").json()["books"]}
        self.assertEqual(listed[self.books[1]["slug"]], money(720, "EUR"))
        self.assertIsNone(listed[self.books[2]["slug"]])
        whole = {book["slug"]: book["currency"] for book in
                 self.client.get("/api/catalog?limit=100&currency=EUR").json()["books"]}
        self.assertEqual(whole[self.books[0]["slug"]], "EUR")
        self.client.get("/api/v1/books?currency=CHF", status=400)
        config = self.client.get("/api/config").json()
        self.assertEqual((config["currency"], config["currencies"]), ("USD", ["USD", "BHD", "EUR", "GBP", "JPY"]))

    def test_every_price_is_a_revision_that_keeps_the_others(self):
        slug = self.books[0]["slug"]
        before = self.client.get("/api/v1/books/" + slug).json()["book"]["offer"]["revision"]
        self.price(self.books[0], "3.99", "GBP")
        self.here.json("book", "price", slug, "5.00")
        offer = self.client.get("/api/v1/books/" + slug).json()["book"]["offer"]
        self.assertEqual((offer["revision"], offer["sold_in"]), (before + 2, ["EUR", "GBP", "USD"]))
        self.price(self.books[0], "none", "EUR")
        offer = self.client.get("/api/v1/books/" + slug).json()["book"]["offer"]
        self.assertEqual(offer["sold_in"], ["GBP", "USD"])
        self.assertIn("This shop sells in USD, BHD, EUR, GBP, JPY, not in CHF",
                      self.here.run("book", "price", slug, "5", "--currency", "CHF").stderr)
        self.assertIn("JPY", self.here.run("book", "price", slug, "5.50", "--currency", "JPY").stderr, "yen have no decimals")

    def test_own_prices_and_prices_from_before_are_of_their_currency(self):
        book = self.books[2]
        self.here.json("book", "price", book["slug"], "--at-least", "2", "--suggested", "5", "--currency", "EUR")
        self.price(self.books[1], "7.20", "EUR", "--compare-at", "9.90")
        offer = self.client.get("/api/v1/books/" + book["slug"] + "?currency=EUR").json()["book"]["offer"]
        self.assertEqual((offer["buyer_sets_price"], offer["price"], offer["suggested"]),
                         (True, money(200, "EUR"), money(500, "EUR")))
        self.assertFalse(self.client.get("/api/v1/books/" + book["slug"]).json()["book"]["offer"]["buyer_sets_price"])
        item = {"book": book["slug"], "amount": money(350, "EUR")}
        asked = {"items": [item], "currency": "EUR"}
        self.assertEqual(self.client.post_json("/api/v1/quotes", asked, None, 200).json()["quote"]["total"], money(350, "EUR"))
        item["amount"] = money(350, "USD")
        self.assertEqual(self.client.post_json("/api/v1/quotes", asked, None, 400).json()["reason"], "amount_currency")
        browser = self.here.client()
        self.choose(browser, "EUR")
        page = browser.get("/books/" + book["slug"])
        self.assertIn("From €2.00", page.page.text)
        cart = browser.submit(page.page.form_to("/cart/add"), {"amount": "3,50"})
        self.assertIn("€3.50", cart.page.text)
        self.assertIn("€9.90", browser.get("/books/" + self.books[1]["slug"]).page.text)

    def test_free_is_of_its_currency(self):
        self.price(self.books[2], "free", "GBP")
        self.assertEqual(self.quote(self.books[2], currency="GBP")["total"], money(0, "GBP"))
        in_pounds = self.client.get("/api/v1/books?free=true&currency=GBP").json()["books"]
        self.assertEqual([book["slug"] for book in in_pounds], [self.books[2]["slug"]])
        self.assertNotIn(self.books[2]["slug"], [book["slug"] for book in self.client.get("/api/v1/books?free=true").json()["books"]])
        browser = self.here.client()
        self.choose(browser, "GBP", "/books/" + self.books[2]["slug"])
        found = browser.get("/search?q=" + self.books[2]["title"].split()[0] + "&free=1").page
        self.assertIn(self.books[2]["title"], found.text)

    def test_a_shop_that_sells_in_fewer_currencies_again_keeps_the_prices(self):
        self.here.stop()
        self.here.env["SHOP_CURRENCIES"] = ""
        self.here.start()
        client = self.api(self.here)
        browser = self.here.client()
        browser.cookies["currency-plain"] = "EUR"
        page = browser.get("/books/" + self.books[0]["slug"])
        self.assertNotIn("€", page.text)
        self.assertFalse(page.page.forms_to("/currency"), "with one currency there is nothing to choose")
        self.assertEqual(client.get("/api/v1/books/" + self.books[0]["slug"]).json()["book"]["offer"]["sold_in"], ["USD"])
        client.get("/api/v1/books?currency=EUR", status=400)
        self.here.stop()
        self.here.env["SHOP_CURRENCIES"] = "EUR"
        self.here.start()
        client = self.api(self.here)
        offer = client.get("/api/v1/books/" + self.books[0]["slug"] + "?currency=EUR").json()["book"]["offer"]
        self.assertEqual(offer["price"], money(449, "EUR"))

    def test_the_setting_takes_codes_of_currencies(self):
        self.here.stop()
        self.here.env["SHOP_CURRENCIES"] = "EUR, Taler"
        with self.assertRaisesRegex(AssertionError, "“Taler” is none that is known here"):
            self.here.start()
        self.here.process = None
        self.here.env["SHOP_CURRENCIES"] = "USD, EUR, EUR"
        self.here.start()
        self.assertEqual(self.api(self.here).get("/api/config").json()["currencies"], ["USD", "EUR"])


class Buying(CurrencyCase):
    def test_what_is_shown_is_charged_also_when_the_shop_ends_in_between(self):
        browser = self.here.client()
        page = self.choose(browser, "EUR", "/books/" + self.books[0]["slug"])
        self.assertEqual(page.path, "/books/" + self.books[0]["slug"], "the choice leads back to where it was made")
        self.assertIn("€4.49", page.page.text)
        self.put_in_cart(browser, self.books[0]["slug"])
        self.put_in_cart(browser, self.books[1]["slug"])
        cart = browser.get("/cart")
        self.assertIn("€11.69", cart.page.text)
        self.here.restart()
        browser.origin = self.here.origin
        browser.close()
        counter = self.check_out(browser)
        self.assertIn("€11.69", counter.page.text)
        self.here.kill()
        self.here.start()
        browser.origin = self.here.origin
        browser.close()
        counter = browser.get(counter.path)
        order_page = self.press(browser, counter, "pay")
        self.assertIn("€11.69", order_page.page.text)
        self.assertTrue(order_page.page.forms_to("/downloads"))
        self.assertFalse(order_page.page.forms_to("/currency"), "an order has its currency")
        order, = self.here.json("order", "list")["orders"]
        self.assertEqual((order["state"], order["total"]["decimal"], order["total"]["currency"]), ("fulfilled", "11.69", "EUR"))
        self.assert_ledger_is_clean(self.here)
        self.here.json("order", "refund", order["reference"])
        self.wait_for_state(order["reference"], "refunded")
        owed = self.here.json("ledger", "check")
        self.assertEqual(owed["findings"], [])

    def wait_for_state(self, reference, state):
        def is_there():
            return self.here.json("order", "show", reference)["state"] == state
        self.here.wait_until(is_there, state)

    def test_a_cart_is_of_one_currency_and_says_what_is_not_sold_in_it(self):
        browser = self.here.client()
        for book in self.books:
            self.put_in_cart(browser, book["slug"])
        cart = self.choose(browser, "EUR", "/cart")
        self.assertEqual(cart.path, "/cart")
        self.assertIn("Is sold in USD only: it stays in your cart", cart.page.text)
        self.assertIn("€11.69", cart.page.text)
        checkout = browser.get("/checkout")
        self.assertIn(self.books[2]["title"] + " is not sold in EUR.", checkout.page.text, "what is left out is said")
        self.assertIn("€11.69", checkout.page.text)
        counter = browser.submit(checkout.page.form_to("/checkout"), {"method": "sandbox"})
        self.press(browser, counter, "pay")
        left = browser.get("/cart")
        self.assertIn("There is nothing to order now", left.page.text)
        self.assertIn(self.books[2]["title"], left.page.text)
        self.assertIn("$", self.choose(browser, "USD", "/cart").page.text)
        self.assertTrue(browser.get("/cart").page.form_to("/cart/coupon"))
        self.assert_ledger_is_clean(self.here)

    def test_a_book_that_is_not_sold_in_the_currency_says_where_it_is(self):
        browser = self.here.client()
        page = self.choose(browser, "EUR", "/books/" + self.books[2]["slug"])
        self.assertIn("This book is not sold in EUR.", page.page.text)
        self.assertIn("Only in USD", page.page.text)
        self.assertFalse(page.page.forms_to("/cart/add"))
        back = page.page.forms_to("/currency")[0]
        self.assertEqual([value for _, value, _ in back.buttons], ["USD"])
        page = browser.submit(back, button=back.buttons[0][:2])
        self.assertTrue(page.page.forms_to("/cart/add"))
        self.choose(browser, "EUR")
        refused = browser.post_form("/cart/add", {"book": self.books[2]["offer_id"]})
        self.assertEqual(refused.status, 409)
        self.assertIn("is not sold in EUR, but in USD", refused.page.text)

    def test_what_was_typed_at_the_checkout_stays_when_its_currency_is_changed(self):
        browser = self.here.client()
        self.put_in_cart(browser, self.books[0]["slug"])

        def turn(page, code, typed):
            return browser.submit(page.form_to("/checkout/currency/" + code), typed)
        plain = turn(browser.get("/checkout").page, "EUR", {"consent": ""})
        self.assertEqual(plain.url, self.here.origin + "/checkout", "nothing was typed: its own address")
        self.assertIn("€4.49", plain.page.text)
        typed = {"receipt_name": "Zanzibar Quokkamund", "gift_name": "Nadia", "gift_message": "For the winter"}
        page = turn(plain.page, "USD", typed)
        self.assertEqual(page.page.form_to("/checkout").field("currency"), "USD")
        form = turn(page.page, "EUR", {}).page.form_to("/checkout")
        self.assertEqual({name: form.field(name) for name in typed}, typed)
        self.assertEqual((form.field("currency"), form.field("seen_total")), ("EUR", "449"))
        self.assertEqual(browser.get("/checkout").page.form_to("/checkout").field("currency"), "EUR", "the choice is kept")
        counter = browser.submit(form, {"method": "sandbox"})
        self.assertIn("€4.49", counter.page.text)
        wrong = browser.post_form("/checkout/currency/TALER", typed)
        self.assertEqual(wrong.status, 400)
        self.assertIn("This shop sells in USD, BHD, EUR, GBP, JPY.", wrong.page.text)

    def test_the_form_that_was_shown_counts_whatever_is_chosen_beside_it(self):
        browser = self.here.client()
        self.choose(browser, "EUR")
        self.put_in_cart(browser, self.books[0]["slug"])
        form = browser.get("/checkout").page.form_to("/checkout")
        self.assertEqual((form.field("currency"), form.field("seen_total")), ("EUR", "449"))
        self.choose(browser, "USD")
        counter = browser.submit(form, {"method": "sandbox"})
        self.assertIn("€4.49", counter.page.text)
        order, = self.here.json("order", "list")["orders"]
        self.assertEqual(order["total"]["currency"], "EUR")

    def test_another_currency_of_the_same_number_is_another_price(self):
        browser = self.here.client()
        self.price(self.books[0], "4.49", "GBP")
        self.choose(browser, "EUR")
        self.put_in_cart(browser, self.books[0]["slug"])
        form = browser.get("/checkout").page.form_to("/checkout")
        refused = browser.submit(form, {"method": "sandbox", "currency": "Taler"}, status=400)
        self.assertIn("This shop sells in USD, BHD, EUR, GBP, JPY.", refused.page.text)
        refused = browser.submit(form, {"method": "sandbox", "currency": "USD"}, status=422)
        self.assertIn("The price has changed", refused.page.text, "it is not what was shown")
        self.assertEqual(self.here.json("order", "list")["orders"], [])

    def sell_in(self, currencies, browser, *forms):
        """The shop sells in these from now on, and forms that a visitor has lead to it."""
        self.here.stop()
        self.here.env["SHOP_CURRENCIES"] = currencies
        self.here.start()
        browser.origin = self.here.origin
        browser.close()
        for form in forms:
            form.action = urlsplit(form.action).path

    def test_a_currency_that_goes_while_somebody_is_at_the_checkout_takes_nothing_along(self):
        early, browser = self.here.client(), self.here.client()
        for one in (early, browser):
            self.choose(one, "EUR")
            for book in self.books[:2]:
                self.put_in_cart(one, book["slug"])
        typed = {"method": "sandbox", "receipt_name": "Zanzibar Quokkamund", "gift_name": "Nadia", "gift_message": "For the winter"}
        form = early.get("/checkout").page.form_to("/checkout")
        unheard = dict(early.cookies)
        before = early.submit(form, typed)
        self.assertIn("€11.69", before.page.text)
        late = browser.get("/checkout").page.form_to("/checkout")
        place = browser.get("/checkout").page.form_to("/checkout")
        self.sell_in("GBP", browser, form, late)
        early.origin = self.here.origin
        early.close()
        early.cookies = unheard  # as if the answer had not come
        again = early.submit(form, typed)
        self.assertIn("€11.69", again.page.text, "what was ordered before is that order")
        said = browser.submit(late, typed, status=422)
        self.assertIn("This shop does not sell in EUR any more. It charges USD now", said.page.text)
        anew = said.page.form_to("/checkout")
        for name in ("receipt_name", "gift_name"):
            self.assertEqual(anew.field(name), typed[name], "what was typed stays")
        self.assertIn(typed["gift_message"], said.page.text)
        total = sum(int(book["price"]["amount"]) for book in self.books[:2])
        self.assertEqual((anew.field("currency"), anew.field("seen_total")), ("USD", str(total)))
        self.assertIn(f"${total / 100:.2f}", said.page.text)
        self.assertEqual(len(self.here.json("order", "list")["orders"]), 1, "nothing is ordered before it was agreed to")
        for path in ("/checkout/place", "/checkout/coupon"):
            sent = [one for one in place.fields_to_send(typed) if one[0] != "coupon"]
            asked = browser.post_form(path, [*sent, ("coupon", ""), ("country", "DE")])
            self.assertIn(asked.status, (200, 422), path)
            self.assertIn("does not sell in EUR any more", asked.page.text, path)
            self.assertIn("Zanzibar Quokkamund", asked.text, path)
        self.press(browser, browser.submit(anew, {"method": "sandbox"}), "pay")
        totals = {one["total"]["currency"]: one["total"]["amount"] for one in self.here.json("order", "list")["orders"]}
        self.assertEqual(totals, {"EUR": "1169", "USD": str(total)})
        self.assert_ledger_is_clean(self.here)
        self.assert_no_errors_logged(self.here)

    def test_a_price_of_ones_own_in_a_currency_that_goes_is_asked_for_anew(self):
        slug = self.books[2]["slug"]
        self.here.json("book", "price", slug, "--at-least", "2", "--suggested", "5", "--currency", "EUR")
        browser = self.here.client()
        self.choose(browser, "EUR")
        form = browser.get(f"/checkout?book={slug}&amount=3,50").page.form_to("/checkout")
        self.assertEqual(form.field("seen_total"), "350")
        self.sell_in("GBP", browser, form)
        said = browser.submit(form, {"method": "sandbox", "receipt_name": "Zanzibar Quokkamund"}, status=422)
        anew = said.page.form_to("/checkout")
        self.assertEqual(anew.field("seen_total"), self.books[2]["price"]["amount"])
        self.assertEqual(anew.field("receipt_name"), "Zanzibar Quokkamund")
        self.assertEqual(self.here.json("order", "list")["orders"], [])

    def test_programs_name_the_currency_and_never_the_price(self):
        self.assertEqual(self.quote(self.books[0], self.books[1], currency="EUR")["total"], money(1169, "EUR"))
        self.assertEqual(self.quote(self.books[2], currency="EUR", status=409)["reason"], "not_in_currency")
        self.assertEqual(self.quote(self.books[0], currency="CHF", status=400)["reason"], "currency_not_sold")
        self.assertEqual(self.quote(self.books[0])["total"], self.books[0]["price"], "without one it is the shop's own")
        sent = {"items": [{"book": self.books[0]["slug"], "amount": money(1, "EUR")}], "currency": "EUR"}
        self.assertEqual(self.client.post_json("/api/v1/quotes", sent, None, 200).json()["quote"]["total"], money(449, "EUR"))
        key = free_key()
        order = self.place(self.client, self.books[0], key=key, currency="EUR")
        self.assertEqual(order["total"], money(449, "EUR"))
        self.assertEqual(self.place(self.client, self.books[0], key=key, currency="EUR")["reference"], order["reference"])
        other = {"items": [{"book": self.books[0]["slug"]}], "method": "sandbox"}
        again = self.client.post_json("/api/v1/orders", other, key, 409).json()
        self.assertEqual(again["reason"], "idempotency_key_reused", "another currency is another request")
        self.act(self.here, order)
        self.assertEqual(self.order(self.client, order)["captured"], money(449, "EUR"))
        self.assert_ledger_is_clean(self.here)

    def test_currencies_without_decimals_and_with_three(self):
        self.price(self.books[0], "600", "JPY")
        self.price(self.books[0], "1.755", "BHD")
        for code, amount, shown in (("JPY", 600, "600"), ("BHD", 1755, "1.755")):
            with self.subTest(code):
                order = self.place(self.client, self.books[0], currency=code)
                self.assertEqual(order["total"], money(amount, code))
                self.act(self.here, order)
                self.assertEqual(self.order(self.client, order)["captured"], money(amount, code))
                browser = self.here.client()
                self.assertIn(shown, self.choose(browser, code, "/books/" + self.books[0]["slug"]).page.text)
        self.assert_ledger_is_clean(self.here)

    def test_a_change_of_price_meanwhile_is_shown_before_it_is_paid(self):
        browser = self.here.client()
        self.choose(browser, "EUR")
        self.put_in_cart(browser, self.books[0]["slug"])
        form = browser.get("/checkout").page.form_to("/checkout")
        self.price(self.books[0], "4.99", "EUR")
        refused = browser.submit(form, {"method": "sandbox"}, status=422)
        self.assertIn("The price has changed", refused.page.text)
        self.assertIn("€4.99", refused.page.text)

    def test_limited_copies_are_one_stock_for_all_currencies(self):
        self.here.json("book", "stock", self.books[0]["slug"], "3")
        request = {"items": [{"book": self.books[0]["slug"]}], "method": "sandbox"}

        def buy(number):
            more = {"currency": "EUR"} if number % 2 else {}
            return self.api(self.here).post_json("/api/v1/orders", {**request, **more}, free_key()).status
        self.assertEqual(sorted(at_once(12, buy)), [201] * 3 + [409] * 9)
        self.assert_ledger_is_clean(self.here)


class Shown(CurrencyCase):
    """A page that is kept is kept for each currency, and nothing else of the choice gets anywhere."""

    def test_two_visitors_of_one_page_see_their_own_currency(self):
        euro, dollar = self.here.client(), self.here.client()
        self.choose(euro, "EUR")
        paths = ["/books/" + self.books[0]["slug"], "/", "/books", "/books/" + self.books[0]["slug"] + "/sample"]
        for path in paths + paths:
            self.assertNotIn("€4.49", dollar.get(path).text, path)
            page = euro.get(path)
            self.assertEqual(page.header("cache-control"), "private, no-cache")
            self.assertNotIn(f"${int(self.books[0]['price']['amount']) / 100:.2f}", page.page.text, path)
        self.assertIn("€4.49", euro.get(paths[0]).page.text)
        tags = {client: client.get(paths[0]).header("etag") for client in (euro, dollar)}
        self.assertNotEqual(*tags.values())
        self.assertEqual(dollar.request("GET", paths[0], {"If-None-Match": tags[euro]}).status, 200)

    def test_a_cookie_that_is_none_of_ours_is_the_shops_own_currency(self):
        for value in ("CHF", "eur", "EUR%00", "../../etc", "EUR x", "E" * 3000):
            browser = self.here.client()
            browser.cookies["currency-plain"] = value
            self.assertNotIn("€", browser.get("/books/" + self.books[0]["slug"]).page.text, value)

    def test_the_choice_leads_to_pages_of_this_shop_alone(self):
        browser = self.here.client()
        for back in ("//evil.example", "https://evil.example/", "/\\evil.example", "evil", "/a\r\nb", "/" + "a" * 2100):
            answer = browser.post_form("/currency", {"currency": "EUR", "back": back})
            self.assertEqual((answer.status, answer.header("location")), (303, "/"), back)
        refused = browser.post_form("/currency", {"currency": "CHF", "back": "/"})
        self.assertEqual(refused.status, 400)
        self.assertIn("This shop sells in USD, BHD, EUR, GBP, JPY.", refused.page.text)

    def test_the_shops_own_currency_needs_no_cookie(self):
        browser = self.here.client()
        self.choose(browser, "EUR")
        self.assertEqual(browser.cookies["currency-plain"], "EUR")
        self.choose(browser, "USD")
        self.assertNotIn("currency-plain", browser.cookies)


class Offers(CurrencyCase):
    def test_a_code_with_an_amount_holds_in_its_own_currency_alone(self):
        self.here.json("coupon", "add", "ZWEI", "--amount", "2,00", "--currency", "EUR")
        self.here.json("coupon", "add", "TENTH", "--percent", "10")
        self.here.json("coupon", "add", "MANY", "--percent", "10", "--minimum", "5")
        self.assertEqual(self.quote(self.books[0], currency="EUR", coupon="zwei")["total"], money(249, "EUR"))
        self.assertEqual(self.quote(self.books[0], coupon="zwei", status=409)["reason"], "coupon_other_currency")
        self.assertEqual(self.quote(self.books[0], currency="EUR", coupon="tenth")["total"], money(404, "EUR"))
        self.assertEqual(self.quote(self.books[0], currency="EUR", coupon="many", status=409)["reason"], "coupon_other_currency")
        self.assertIn("This shop sells in", self.here.run("coupon", "add", "FR-5", "--amount", "5", "--currency", "CHF").stderr)
        browser = self.here.client()
        self.put_in_cart(browser, self.books[0]["slug"])
        said = browser.submit(browser.get("/cart").page.form_to("/cart/coupon"), {"coupon": "ZWEI"}, status=409)
        self.assertIn("This code works for orders in EUR.", said.page.text)

    def test_a_bundle_has_prices_of_its_own(self):
        bundle = self.here.json("bundle", "add", "Two", "--price", "1.00", "--book", self.books[0]["slug"], "--book", self.books[1]["slug"])
        asked = {"items": [{"bundle": bundle["slug"]}], "currency": "EUR"}
        self.assertEqual(self.client.post_json("/api/v1/quotes", asked, None, 409).json()["reason"], "not_in_currency")
        too_dear = self.here.run("bundle", "price", bundle["slug"], "11.70", "--currency", "EUR")
        self.assertIn("One by one these books cost 11.69 EUR", too_dear.stderr)
        self.here.json("bundle", "price", bundle["slug"], "9.99", "--currency", "EUR")
        quote = self.client.post_json("/api/v1/quotes", asked, None, 200).json()["quote"]
        self.assertEqual(quote["total"], money(999, "EUR"))
        self.assertEqual(sum(int(line["price"]["amount"]) for line in quote["lines"]), 999)
        shown = self.client.get("/api/v1/bundles/" + bundle["slug"] + "?currency=EUR").json()["bundle"]
        self.assertEqual((shown["price"], shown["saved"], shown["sold_in"]), (money(999, "EUR"), money(170, "EUR"), ["EUR", "USD"]))
        self.assertIsNone(self.client.get("/api/v1/bundles/" + bundle["slug"] + "?currency=GBP").json()["bundle"]["price"])
        browser = self.here.client()
        page = self.choose(browser, "EUR", "/bundles/" + bundle["slug"])
        self.assertIn("€9.99", page.page.text)
        cart = browser.submit(page.page.form_to("/cart/add"))
        self.assertIn("€9.99", cart.page.text)
        self.assertNotIn("GBP", [button[1] for button in browser.get("/cart").page.forms_to("/currency")[-1].buttons],
                         "in which nothing has a price yet")
        self.price(self.books[2], "5", "GBP")
        cart = self.choose(browser, "GBP", "/cart")
        self.assertIn("Is sold in EUR and USD only", cart.page.text)
        self.choose(browser, "EUR")
        self.press(browser, self.check_out(browser), "pay")
        self.price(self.books[1], "none", "EUR")
        self.assertEqual(self.client.post_json("/api/v1/quotes", asked, None, 409).json()["reason"], "not_in_currency")
        self.assert_ledger_is_clean(self.here)

    def test_gifts_and_preorders_are_paid_in_the_currency_too(self):
        self.here.json("book", "dates", self.books[0]["slug"], "--release", "2099-01-01")
        order = self.place(self.client, self.books[0], currency="EUR")
        self.act(self.here, order)
        self.assertEqual(self.order(self.client, order)["captured"], money(449, "EUR"))
        gift = self.place(self.client, self.books[1], currency="EUR", gift={"name": "Nadia"})
        self.act(self.here, gift)
        self.assertEqual(self.order(self.client, gift)["captured"], money(720, "EUR"))
        self.assert_ledger_is_clean(self.here)


class Desk(CurrencyCase):
    def setUp(self):
        super().setUp()
        self.owner = join(self.here, "Ada", first_link(self.here)).browser

    def test_the_form_of_a_price_has_a_field_for_each_currency(self):
        path = "/desk/books/" + self.books[0]["slug"]
        form = next(one for one in self.owner.get(path).page.forms_to(path) if one.field("act") == "price")
        self.assertEqual((form.field("price.EUR"), form.field("price.GBP")), ("4.49", ""))
        before = self.client.get("/api/v1/books/" + self.books[0]["slug"]).json()["book"]["offer"]["revision"]
        page = self.owner.submit(form, {"price": "5,00", "price.EUR": "4,99", "price.GBP": "3.99", "price.JPY": "0"})
        self.assertIn("€4.99", page.page.text)
        self.assertIn("free in JPY", page.page.text)
        offer = self.client.get("/api/v1/books/" + self.books[0]["slug"]).json()["book"]["offer"]
        self.assertEqual((offer["revision"], offer["sold_in"]), (before + 1, ["EUR", "GBP", "JPY", "USD"]))
        form = next(one for one in page.page.forms_to(path) if one.field("act") == "price")
        wrong = self.owner.submit(form, {"price.JPY": "5.50"}, status=422)
        self.assertIn("That is no price in JPY", wrong.page.text)
        self.assertIn('value="5.50"', wrong.text, "what was typed stays")
        self.owner.submit(form, {"price.EUR": "", "price.JPY": ""})
        offer = self.client.get("/api/v1/books/" + self.books[0]["slug"]).json()["book"]["offer"]
        self.assertEqual(offer["sold_in"], ["GBP", "USD"])

    def test_a_form_from_before_a_currency_was_added_leaves_its_price_alone(self):
        self.here.json("bundle", "add", "Two", "--price", "1.00", "--book", self.books[0]["slug"], "--book", self.books[1]["slug"])
        self.here.json("bundle", "price", "two", "0.99", "--currency", "EUR")
        path = "/desk/books/" + self.books[0]["slug"]

        def without_euros(form, fields):
            return [one for one in form.fields_to_send(fields) if not one[0].endswith(".EUR")]
        form = next(one for one in self.owner.get(path).page.forms_to(path) if one.field("act") == "price")
        self.owner.post_form(path, without_euros(form, {"price": "5.00", "price.GBP": "3.99"}))
        shown = self.here.json("book", "show", self.books[0]["slug"])
        self.assertEqual(sorted((one["price"]["currency"], one["price"]["decimal"]) for one in shown["prices"]),
                         [("EUR", "4.49"), ("GBP", "3.99")])
        self.assertEqual(shown["price"]["decimal"], "5.00")
        wrong = self.owner.post_form(path, without_euros(form, {"price.GBP": "many"}))
        self.assertEqual(wrong.status, 422)
        again = next(one for one in wrong.page.forms_to(path) if one.field("act") == "price")
        self.assertEqual((again.field("price.EUR"), again.field("price.GBP")), ("4.49", "many"))
        form = next(one for one in self.owner.get("/desk/bundles").page.forms_to("/desk/bundles") if one.field("act") == "price")
        self.owner.post_form("/desk/bundles", without_euros(form, {"price": "0.90", "price.GBP": "0.80"}))
        shown = self.here.json("bundle", "show", "two")
        self.assertEqual((shown["price"]["decimal"], sorted(one["decimal"] for one in shown["prices"])), ("0.90", ["0.80", "0.99"]))

    def test_a_bundle_says_in_which_currency_it_is_not_sold_and_why(self):
        self.here.json("bundle", "add", "Two", "--price", "1.00", "--book", self.books[0]["slug"], "--book", self.books[2]["slug"])
        self.here.json("bundle", "price", "two", "0.99", "--currency", "EUR")
        text = self.owner.get("/desk/bundles").page.text
        self.assertIn(f"Not sold in EUR: “{self.books[2]['title']}” has no price in it", text)
        shown = self.here.json("bundle", "show", "two")
        self.assertEqual([(one["currency"], one["because_of"]) for one in shown["not_sold_in"]], [("EUR", self.books[2]["title"])])
        self.price(self.books[2], "3.00", "EUR")
        self.assertNotIn("Not sold in EUR", self.owner.get("/desk/bundles").page.text)
        self.assertEqual(self.here.json("bundle", "show", "two")["not_sold_in"], [])
        self.here.json("book", "price", self.books[0]["slug"], "none")
        self.assertIn(f"rests: “{self.books[0]['title']}” has no price in the shop’s own currency",
                      self.owner.get("/desk/bundles").page.text)

    def test_a_currency_that_is_not_sold_is_one_slip_wherever_it_is_made(self):
        self.here.json("bundle", "add", "Two", "--price", "1.00", "--book", self.books[0]["slug"], "--book", self.books[1]["slug"])
        for words in (["book", "price", self.books[0]["slug"], "5", "--currency", "CHF"],
                      ["bundle", "price", "two", "0.50", "--currency", "CHF"],
                      ["coupon", "add", "FR-5", "--amount", "5", "--currency", "CHF"]):
            said = self.here.run(*words)
            self.assertEqual(said.returncode, 2, said.stderr)
            self.assertIn("This shop sells in USD, BHD, EUR, GBP, JPY, not in CHF.", said.stderr)

    def test_currencies_are_a_setting_that_counts_at_once(self):
        shop = self.own_shop()
        shop.json("settings", "SHOP_CURRENCIES", "EUR")
        shop.wait_until(lambda: self.api(shop).get("/api/config").json()["currencies"] == ["USD", "EUR"], "the setting")

    def test_what_was_sold_is_shown_for_each_currency_and_never_added_across(self):
        for currency in ("EUR", "EUR", None):
            order = self.place(self.client, self.books[0], **({"currency": currency} if currency else {}))
            self.act(self.here, order)
        page = self.owner.get("/desk/sales").page
        self.assertIn("€8.98", page.text)
        dollars = f"${int(self.books[0]['price']['amount']) / 100:.2f}"
        self.assertIn(dollars, page.text)
        overview = self.owner.get("/desk").page.text
        self.assertIn("€8.98", overview)
        self.assertIn(dollars, overview)
        rows = list(csv.DictReader(io.StringIO(self.owner.get("/desk/sales/export?play=1").text)))
        sums = {}
        for row in rows:
            if row["account"].endswith(":sales"):
                sums[row["currency"]] = sums.get(row["currency"], 0) + round(float(row["amount"]) * 100)
        self.assertEqual(sums, {"EUR": -898, "USD": -int(self.books[0]["price"]["amount"])})
        self.assert_ledger_is_clean(self.here)

    def test_bundles_and_codes_are_priced_at_the_desk(self):
        form = next(one for one in self.owner.get("/desk/bundles").page.forms_to("/desk/bundles") if one.field("act") == "add")
        page = self.owner.submit(form, {"title": "Two", "price": "1.00", "price.EUR": "9,99",
                                        "books": f"{self.books[0]['slug']}, {self.books[1]['slug']}"})
        self.assertIn("€9.99", page.page.text)
        form = next(one for one in page.page.forms_to("/desk/bundles") if one.field("act") == "price")
        self.assertEqual((form.field("price.EUR"), form.field("price.GBP")), ("9.99", ""))
        page = self.owner.submit(form, {"price.EUR": "8.88"})
        self.assertIn("€8.88", page.page.text)
        form = next(one for one in self.owner.get("/desk/coupons").page.forms_to("/desk/coupons") if one.field("act") == "add")
        page = self.owner.submit(form, {"code": "ZWEI", "amount": "2,00", "currency": "EUR"})
        self.assertIn("€2.00", page.page.text)


@unittest.skipUnless(node(), "no Node to run the double of Stripe with")
class Cards(CurrencyCase):
    def environment(self):
        self.stripe = StripeDouble()
        self.addCleanup(self.stripe.stop)
        return {"SHOP_CURRENCIES": CURRENCIES + ", ISK", **environment(self.stripe)}

    def setUp(self):
        super().setUp()
        self.stripe.act("endpoint", url=self.here.origin + "/webhooks/stripe", secrets=[SECRET])

    def test_stripe_is_asked_for_the_orders_currency_in_its_own_units(self):
        self.price(self.books[0], "600", "JPY")
        self.price(self.books[0], "1.750", "BHD")
        for code, amount in (("EUR", 449), ("JPY", 600), ("BHD", 1750)):
            order = self.place(self.client, self.books[0], method="card", currency=code)
            session = self.stripe.state()["sessions"][-1]
            self.assertEqual((session["currency"], session["amount_total"]), (code.lower(), amount))
            status, _ = self.stripe.press(order["pay_url"])
            self.assertEqual(status, 303)
            self.here.wait_until(lambda now=order: self.order(self.client, now)["state"] == "fulfilled", "the books")
            self.assertEqual(self.order(self.client, order)["captured"], money(amount, code))
        self.assert_ledger_is_clean(self.here)
        euro = next(one for one in self.here.json("order", "list")["orders"] if one["total"]["currency"] == "EUR")
        self.here.json("order", "refund", euro["reference"], "--amount", "2.00")
        self.here.wait_until(lambda: self.stripe.state()["refunds"], "the refund")
        refund, = self.stripe.state()["refunds"]
        self.assertEqual((refund["amount"], refund["currency"]), (200, "eur"))
        self.assert_ledger_is_clean(self.here)

    def test_a_refund_finer_than_cards_move_money_is_refused_and_the_rest_can_still_go_back(self):
        self.price(self.books[0], "1.750", "BHD")
        order = self.place(self.client, self.books[0], method="card", currency="BHD")
        self.stripe.press(order["pay_url"])
        self.here.wait_until(lambda: self.order(self.client, order)["state"] == "fulfilled", "the book")
        reference = self.here.json("order", "list")["orders"][0]["reference"]
        refused = self.here.run("order", "refund", reference, "--amount", "0.755")
        self.assertNotEqual(refused.returncode, 0)
        self.assertIn("in steps of 0.010 BHD", refused.stderr)
        self.here.json("order", "refund", reference, "--amount", "0.750")
        self.here.json("order", "refund", reference)
        self.here.wait_until(lambda: len(self.stripe.state()["refunds"]) == 2, "both refunds")
        self.assertEqual(sorted(one["amount"] for one in self.stripe.state()["refunds"]), [750, 1000])
        self.assertEqual(self.here.json("queue", "list")["dead_count"], 0)
        self.assert_ledger_is_clean(self.here)

    def test_a_fee_that_is_no_whole_amount_keeps_no_book_back_and_is_said(self):
        self.price(self.books[0], "500", "ISK")
        order = self.place(self.client, self.books[0], method="card", currency="ISK")
        self.assertEqual(self.stripe.state()["sessions"][-1]["amount_total"], 50000)
        _, back = self.stripe.press(order["pay_url"])
        self.here.client().get(urlsplit(back).path)
        self.here.wait_until(lambda: self.order(self.client, order)["state"] == "fulfilled", "the books")
        self.assertEqual(self.order(self.client, order)["captured"], money(500, "ISK"))
        self.stripe.act("resend")
        self.here.wait_until(lambda: self.stripe.state()["is_quiet"], "all messages")
        said = [json.loads(line)["fee"] for line in self.here.log().splitlines() if '"stripe.fee_unread"' in line]
        self.assertEqual(set(said), {1480}, "as Stripe has it")
        reference = self.here.json("order", "list")["orders"][0]["reference"]
        shown = self.here.json("order", "show", reference)["account"]
        self.assertEqual((shown["paid"]["amount"], shown["fee"]["amount"]), ("500", "0"), "a fee that nobody knows")
        self.here.json("order", "refund", reference)
        self.here.wait_until(lambda: self.here.json("order", "show", reference)["state"] == "refunded", "the money back")
        self.assert_ledger_is_clean(self.here)

    def test_an_amount_that_cards_do_not_take_in_this_currency_is_refused_before_anything_is_ordered(self):
        self.price(self.books[0], "1.755", "BHD")
        self.price(self.books[1], "0.10", "EUR")
        for book, code in ((self.books[0], "BHD"), (self.books[1], "EUR")):
            sent = {"items": [{"book": book["slug"]}], "method": "card", "currency": code}
            answer = self.client.post_json("/api/v1/orders", sent, free_key())
            self.assertIn(answer.status, (400, 409), answer)
        self.assertEqual(self.here.json("order", "list")["orders"], [])
