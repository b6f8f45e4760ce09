"""Codes that take something off, from the operator's command line to the buyer's receipt."""

import re
import unittest

from corpus.good import good_cases
from harness import Shop, ShopCase, free_key, fresh_folder
from harness.case import at_once
from harness.postgresql import Postgresql

BUYERS = 200
USES = 10
MISTAKES = 20  # GuessPace::Limits::burst


def cents(money):
    return int(money["amount"])


def a_book():
    path = fresh_folder("book") / "book.epub"
    path.write_bytes(next(iter(good_cases())).bytes)
    return path


class Coupons(ShopCase):
    def coupon(self, shop, code, *options):
        return shop.json("coupon", "add", code, *options)

    def quote(self, api, book, coupon, status=200):
        return api.post_json("/api/v1/quotes", {"items": [{"book": book["slug"]}], "coupon": coupon}, None, status)

    def reason(self, api, book, coupon, status=409):
        return self.quote(api, book, coupon, status).json()["reason"]

    def test_a_buyer_without_scripts_types_a_code_and_pays_less(self):
        self.coupon(self.shop, "HALF-OF-IT", "--percent", "50")
        browser, api = self.shop.client(), self.api()
        book = self.priced_book(api)
        price = cents(book["price"])
        off = (price + 1) // 2
        self.put_in_cart(browser, book["slug"])
        cart = browser.get("/cart")
        wrong = browser.submit(cart.page.form_to("/cart/coupon"), {"coupon": "no such code"}, status=404)
        self.assertIn("This shop knows no such code", wrong.page.text)
        self.assertIn('value="no such code"', wrong.text, "what was typed can be mended")
        cart = browser.submit(wrong.page.form_to("/cart/coupon"), {"coupon": " half of 1T "})
        self.assertEqual((cart.path, cart.status), ("/cart", 200))
        self.assertIn("The code HALF-OF-IT counts.", cart.page.text)
        self.assertNotIn("Prices that you set yourself", cart.page.text, "there are none")
        self.assertIn(f"${(price - off) / 100:.2f}", cart.page.text)
        checkout = self.to_checkout(browser, cart.page)
        self.assertIn("Discount, code HALF-OF-IT", checkout.page.text)
        counter = browser.submit(checkout.page.form_to("/checkout"), {"method": "sandbox"})
        self.assertIn(f"Pay ${(price - off) / 100:.2f}", counter.page.headings[0])
        order = self.press(browser, counter, "pay")
        self.assertIn("Discount, code HALF-OF-IT", order.page.text)
        self.assertNotIn("HALF", browser.get("/cart").text, "the next cart begins without")
        self.assert_ledger_is_clean(self.shop)

    def test_a_code_typed_in_the_cart_goes_along_to_the_checkout(self):
        self.coupon(self.shop, "COMES-ALONG", "--percent", "50")
        browser = self.shop.client()
        self.put_in_cart(browser, self.priced_book(self.api())["slug"])
        cart = browser.get("/cart").page
        wrong = browser.submit(cart.form_to("/cart/coupon"), {"coupon": "no such code"}, ("go", "checkout"), 404)
        self.assertIn("This shop knows no such code", wrong.page.text)
        checkout = self.to_checkout(browser, cart, "comes along")
        self.assertEqual(checkout.path, "/checkout")
        self.assertIn("Discount, code COMES-ALONG", checkout.page.text)
        again = self.to_checkout(browser, browser.get("/cart").page)
        self.assertIn("Discount, code COMES-ALONG", again.page.text, "what counts already stays")

    def test_a_code_is_typed_at_the_checkout_of_one_book_and_taken_out_again(self):
        self.coupon(self.shop, "ONE-BOOK", "--amount", "0.50")
        browser, api = self.shop.client(), self.api()
        book = self.priced_book(api)
        checkout = browser.get("/checkout?book=" + book["slug"])
        # Enter in a field presses the first button of its form: it applies the code, and never pays.
        first = re.search(r'<button[^>]*form="pay"[^>]*>', checkout.text)[0]
        self.assertIn('formaction="/checkout/coupon" formnovalidate', first)
        self.assertNotIn("disabled", first)
        checkout = browser.submit(checkout.page.form_to("/checkout/coupon"),
                                  {"coupon": "one-book", "receipt_name": "Ada Lovelace"})
        self.assertEqual(checkout.page.form_to("/checkout").field("receipt_name"), "Ada Lovelace", "nothing typed is lost")
        self.assertIn("Discount, code ONE-BOOK", checkout.page.text)
        self.assertRegex(checkout.text, r'<button[^>]*form="pay"[^>]* disabled>', "and pays nothing when there is none to apply")
        checkout = browser.submit(checkout.page.form_to("/checkout/coupon"))
        self.assertNotIn("ONE-BOOK", checkout.page.text)
        self.assertTrue(checkout.page.form_to("/checkout"), "the book is still there")

    def test_a_code_that_is_typed_and_not_applied_counts_when_it_is_sent_with_the_payment(self):
        self.coupon(self.shop, "SENT-ALONG", "--percent", "50")
        browser, api = self.shop.client(), self.api()
        book = self.priced_book(api)
        pay = {"method": "sandbox", "receipt_name": "Ada Lovelace"}
        checkout = browser.get("/checkout?book=" + book["slug"])
        wrong = browser.submit(checkout.page.form_to("/checkout"), {**pay, "coupon": "no such code"}, status=422)
        self.assertEqual(wrong.page.form_to("/checkout").field("coupon"), "no such code")
        again = browser.submit(wrong.page.form_to("/checkout"), {**pay, "coupon": "sent along"}, status=422)
        self.assertIn("The total has changed by what you typed", again.page.text)
        self.assertIn("Discount, code SENT-ALONG", again.page.text)
        counter = browser.submit(again.page.form_to("/checkout"), pay)
        self.assertIn("Discount, code SENT-ALONG", self.press(browser, counter, "pay").page.text)
        self.assert_ledger_is_clean(self.shop)

    def test_the_api_says_what_is_taken_off_and_freezes_it(self):
        self.coupon(self.shop, "API-THIRD", "--percent", "33.33")
        api = self.api()
        books = [self.priced_book(api, 0), self.priced_book(api, 1)]
        request = {"items": [{"book": book["slug"]} for book in books], "coupon": "api third"}
        quote = api.post_json("/api/v1/quotes", request, None, 200).json()["quote"]
        self.assertEqual(quote["coupon"], "API-THIRD")
        whole = sum(cents(book["price"]) for book in books)
        self.assertEqual(cents(quote["discount"]), (whole * 3333 + 5000) // 10000)
        self.assertEqual(sum(cents(line["discount"]) for line in quote["lines"]), cents(quote["discount"]))
        self.assertEqual(sum(cents(line["total"]) for line in quote["lines"]), cents(quote["total"]))
        key = free_key()
        order = self.place(api, *books, coupon="API-THIRD", key=key)
        self.assertEqual(self.place(api, *books, coupon="api third", key=key)["id"], order["id"], "one request")
        api.post_json("/api/v1/orders", {**request, "method": "sandbox", "coupon": "ANOTHER"}, key, 409)
        self.shop.run("coupon", "end", "API-THIRD")
        self.act(self.shop, order)
        order = self.order(api, order)
        self.assertEqual(order["state"], "fulfilled")
        for name in ("coupon", "discount", "total"):
            self.assertEqual(order[name], quote[name], "frozen, whatever becomes of the coupon")
        self.assertEqual(self.shop.json("coupon", "show", "API-THIRD")["uses"], 1)
        self.assertEqual(self.reason(api, books[0], "API-THIRD"), "coupon_expired")

    def test_why_a_code_does_not_work(self):
        shop, api = self.shop, self.api()
        book, other = self.priced_book(api, 0), self.priced_book(api, 1)
        self.coupon(shop, "WHY-EARLY", "--percent", "10", "--from", "2999-01-01")
        self.coupon(shop, "WHY-PAST", "--percent", "10", "--until", "2001-01-01")
        self.coupon(shop, "WHY-SMALL", "--percent", "10", "--minimum", "1000")
        self.coupon(shop, "WHY-OTHER", "--percent", "10", "--book", other["slug"])
        self.assertEqual(self.reason(api, book, "WHY-EARLY"), "coupon_not_yet")
        self.assertEqual(self.reason(api, book, "WHY-PAST"), "coupon_expired")
        self.assertEqual(self.reason(api, book, "WHY-SMALL"), "coupon_minimum")
        self.assertEqual(self.reason(api, book, "WHY-OTHER"), "coupon_nothing_to_discount")
        self.quote(api, other, "WHY-OTHER")
        browser = shop.client()
        self.put_in_cart(browser, book["slug"])
        refused = browser.submit(browser.get("/cart").page.form_to("/cart/coupon"), {"coupon": "why-small"},
                                 status=409)
        self.assertIn("This code works for carts of $1,000.00 or more.", refused.page.text)

    def test_an_order_given_up_gives_its_use_back_and_its_money_too_when_somebody_else_has_it(self):
        shop = self.own_shop()
        api = self.api(shop)
        book = self.priced_book(api)
        self.coupon(shop, "ONLY-ONE", "--percent", "20", "--uses", "1")
        first = self.place(api, book, coupon="ONLY-ONE")
        self.assertEqual(self.reason(api, book, "ONLY-ONE"), "coupon_held")
        browser = shop.client()
        self.put_in_cart(browser, book["slug"])
        told = browser.submit(browser.get("/cart").page.form_to("/cart/coupon"), {"coupon": "only-one"}, status=409)
        until = self.order(api, first)["held_until"][11:16]
        self.assertIn(f"hold the last uses of this code. One may be free again after {until} UTC", told.page.text)
        api.post_json(f"/api/v1/orders/{first['token']}/cancel", {}, free_key(), 200)
        self.assertEqual(shop.json("coupon", "show", "ONLY-ONE")["uses"], 0)
        second = self.place(api, book, coupon="ONLY-ONE")
        self.act(shop, second)
        self.act(shop, first, "pay-late")
        shop.wait_until(lambda: [one for one in self.order(api, first)["refunds"] if one["state"] == "settled"], "the money back")
        late = self.order(api, first)
        self.assertEqual((late["state"], late["total"], late["discount"]),
                         ("cancelled", first["total"], first["discount"]))
        self.assertEqual([event["detail"] for event in late["events"] if event["kind"] == "withheld"], ["coupon_used_up"])
        self.assertFalse([one for one in late["lines"] if one["downloads"]])
        again = api.post_json(f"/api/v1/orders/{first['token']}/payments", {"method": "sandbox"}, free_key())
        self.assert_problem(again, 409, "order_withheld")
        self.assertEqual(shop.json("coupon", "show", "ONLY-ONE")["uses"], 1)
        self.assert_ledger_is_clean(shop)

    def test_guessing_is_slowed(self):
        shop = self.own_shop()
        api = self.api(shop)
        book = self.priced_book(api)
        self.coupon(shop, "SECRET-WORD", "--percent", "20")
        browser = shop.client()
        self.put_in_cart(browser, book["slug"])
        browser.submit(browser.get("/cart").page.form_to("/cart/coupon"), {"coupon": "secret word"})
        for number in range(MISTAKES):
            self.assertEqual(self.reason(api, book, f"GUESS-{number}", 404), "coupon_unknown")
        slowed = self.quote(api, book, "SECRET-WORD", 429)
        self.assertEqual(slowed.json()["reason"], "coupon_tries_too_fast")
        self.assertGreater(int(slowed.header("retry-after")), 0)
        self.assertIn("The code SECRET-WORD counts.", browser.get("/cart").page.text, "it is known already")
        api.post_json("/api/v1/quotes", {"items": [{"book": book["slug"]}]}, None, 200)

    def test_the_operator_adds_lists_shows_and_ends(self):
        shop = self.shop
        added = self.coupon(shop, "ops list 1", "--percent", "12.5", "--uses", "3", "--until", "2999-12-24")
        self.assertEqual((added["code"], added["percent_bps"], added["uses_max"], added["ends_at"], added["state"]),
                         ("OPS LIST 1", 1250, 3, "2999-12-25T00:00:00Z", "valid"))
        twice = shop.run("coupon", "add", "OPSL1ST1", "--percent", "1")
        self.assertEqual(twice.returncode, 4, twice.stderr)
        self.assertIn("OPS LIST 1", [one["code"] for one in shop.json("coupon", "list")["coupons"]])
        self.assertIn("12.5 %", shop.run("coupon", "list").stdout)
        self.assertEqual(shop.json("coupon", "end", "ops-list-1")["state"], "expired")
        self.assertEqual(shop.run("coupon", "show", "NOSUCHCODE").returncode, 3)
        for wrong in (["X1X"], ["X2X", "--percent", "0"], ["X3X", "--percent", "101"], ["X4X", "--amount", "0"],
                      ["X5X", "--percent", "10", "--amount", "1"], ["ü", "--percent", "10"],
                      ["X6X", "--percent", "10", "--until", "tomorrow"]):
            self.assertEqual(shop.run("coupon", "add", *wrong).returncode, 2, wrong)


class ManyAtOnce(ShopCase):
    """200 buyers at one moment, a code for ten orders, on each engine."""

    def redeem_at_once(self, shop):
        slug = self.api(shop).get("/api/v1/books").json()["books"][0]["slug"]
        shop.json("coupon", "add", "TEN-ONLY", "--percent", "100", "--uses", str(USES))
        request = {"items": [{"book": slug}], "coupon": "ten-only"}

        def buy(_):
            api = self.api(shop)
            while True:
                answer = api.post_json("/api/v1/orders", request, free_key())
                if answer.status != 503:  # a shop that is very busy asks to come again
                    return answer

        answers = at_once(BUYERS, buy)
        orders = [answer.json()["order"] for answer in answers if answer.status == 201]
        self.assertEqual(len(orders), USES, answers[:3])
        self.assertEqual({answer.json()["reason"] for answer in answers if answer.status != 201}, {"coupon_used_up"})
        self.assertTrue(all(order["state"] == "fulfilled" and cents(order["total"]) == 0 for order in orders))
        shown = shop.json("coupon", "show", "TEN-ONLY")
        self.assertEqual((shown["uses"], shown["state"]), (USES, "used_up"))
        self.assert_ledger_is_clean(shop)
        self.assert_no_errors_logged(shop)

    def stocked(self, **env):
        shop = Shop(is_demo=False, env=env).start()
        self.addCleanup(self.end, shop)
        done = shop.run("import", a_book(), "--price", "4.99", "--currency", "USD", "--json")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return shop

    def test_sqlite(self):
        self.redeem_at_once(self.stocked())

    @unittest.skipUnless(Postgresql.is_installed(), "PostgreSQL is not installed")
    def test_postgresql(self):
        database = Postgresql()
        self.addCleanup(database.stop)
        self.redeem_at_once(self.stocked(DATABASE_URL=database.url))
