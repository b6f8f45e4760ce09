"""A buyer who goes back, pays in parts, or comes by a form's address: never lost, never asked too much."""

import time

from harness import ShopCase

ANSWERED_WITHIN_S = 30


class OrderAgain(ShopCase):
    def ordered(self, browser):
        book = self.priced_book(self.api())
        self.put_in_cart(browser, book["slug"])
        return self.check_out(browser)

    def wait_for_refund(self, api, placed, state):
        end = time.monotonic() + ANSWERED_WITHIN_S
        while [refund["state"] for refund in self.order(api, placed)["refunds"]] != [state]:
            self.assertLess(time.monotonic(), end)
            time.sleep(0.1)  # between two looks: nobody is told when the outbox has run

    def test_going_back_from_the_counter_finds_the_order(self):
        browser = self.shop.client()
        counter = self.ordered(browser)
        order = counter.page.link_to("/orders/")
        cart = browser.get("/cart")
        self.assertIn("waits for your payment", cart.page.text)
        self.assertEqual(cart.page.link_to("/orders/"), order)
        self.assertEqual(cart.header("cache-control"), "no-store")
        self.assertNotIn(order.split("/")[-1], str(browser.cookies), "the cookie holds no key to the books")
        self.press(browser, counter, "pay")
        self.assertIn("has a page of its own", browser.get("/cart").page.text)
        self.assertNotIn("/orders/", self.shop.client().get("/cart").text)

    def test_the_same_form_sent_again_leads_to_the_order(self):
        browser = self.shop.client()
        self.put_in_cart(browser, self.priced_book(self.api())["slug"])
        form = browser.get("/checkout").page.form_to("/checkout")
        order = browser.submit(form, {"method": "sandbox"}).page.link_to("/orders/")
        again = browser.submit(form, {"method": "sandbox"})
        self.assertEqual(again.path, order, "though the cart is empty by now")

    def test_the_same_form_sent_twice_by_an_impatient_finger_leads_to_its_order_though_the_last_copy_is_gone(self):
        shop = self.own_shop()
        for others in (0, 1):
            with self.subTest(others=others):
                browser, api = shop.client(), self.api(shop)
                last, other = self.priced_book(api, 0), self.priced_book(api, 1)
                shop.json("book", "stock", last["slug"], "1")
                for book in [last, other][: others + 1]:
                    self.put_in_cart(browser, book["slug"])
                form = browser.get("/checkout").page.form_to("/checkout")
                cookies = dict(browser.cookies)
                first = browser.submit(form, {"method": "sandbox"}).page.link_to("/orders/")
                browser.cookies = dict(cookies)  # both left before the first answer came
                second = browser.submit(form, {"method": "sandbox"})
                self.assertEqual(second.page.link_to("/orders/") if "/orders/" not in second.path else second.path, first)
                self.assertEqual(len(shop.json("order", "list")["orders"]), others + 1, "one order each")

    def test_a_part_paid_order_that_was_given_up_asks_for_the_rest_everywhere(self):
        shop = self.own_shop()
        browser, api = shop.client(), self.api(shop)
        book = self.priced_book(api)
        placed = self.place(api, book)
        price = int(placed["total"]["amount"])
        self.act(shop, placed, "refuse-refunds")  # else the part goes back at once
        self.act(shop, placed, "pay-too-little")
        api.post_json(f"/api/v1/orders/{placed['token']}/cancel", {}, "a-key-of-this-very-test", 200)
        self.wait_for_refund(api, placed, "failed")
        half = int(self.order(api, placed)["captured"]["amount"])
        rest = f"${(price - half) / 100:.2f}"
        page = browser.get("/orders/" + placed["token"]).page
        self.assertIn("You cancelled it.", page.text)
        self.assertIn(f"Pay the missing {rest}", page.text)
        counter = browser.submit(page.form_to("/payments"), {"method": "sandbox"})
        self.assertIn(f"Pay {rest}", counter.page.headings[0])
        attempt = self.order(api, placed)["attempts"][-1]
        self.assertEqual((int(attempt["due"]["amount"]), attempt["status"]), (price - half, "new"))
        self.press(browser, counter, "pay")
        order = self.order(api, placed)
        self.assertEqual((order["state"], int(order["captured"]["amount"]), order["refund_due"]["amount"]),
                         ("fulfilled", price, "0"))
        self.assert_ledger_is_clean(shop)

    def test_a_part_of_an_order_that_was_given_up_goes_back_and_the_whole_price_is_asked_for(self):
        shop = self.own_shop()
        browser, api = shop.client(), self.api(shop)
        placed = self.place(api, self.priced_book(api))
        price = int(placed["total"]["amount"])
        self.act(shop, placed, "pay-too-little")
        api.post_json(f"/api/v1/orders/{placed['token']}/cancel", {}, "a-key-of-this-very-test", 200)
        page = browser.get("/orders/" + placed["token"]).page
        self.assertIn("What had come goes back to you", page.text)
        self.assertNotIn("the rest", page.text)
        counter = browser.submit(page.form_to("/payments"), {"method": "sandbox"})
        self.assertIn(f"Pay ${price / 100:.2f}", counter.page.headings[0])
        self.press(browser, counter, "pay")
        self.wait_for_refund(api, placed, "settled")
        order = self.order(api, placed)
        self.assertEqual((order["state"], order["refund_due"]["amount"]), ("fulfilled", "0"))
        self.assert_ledger_is_clean(shop)

    def test_a_paid_counter_says_so_first(self):
        browser = self.shop.client()
        counter = self.ordered(browser)
        self.press(browser, counter, "pay")
        mine = browser.get(counter.path).page
        self.assertEqual(mine.headings[0], "Paid")
        self.assertTrue(mine.link_to("/orders/"))
        stranger = self.shop.client().get(counter.path)
        self.assertNotIn("/orders/", stranger.text)
        self.assertIn("<details", stranger.text.split("<form class=\"play-form\"")[0])

    def test_what_cannot_be_bought_stays_in_the_cart_and_the_rest_is_ordered(self):
        shop = self.own_shop()
        browser, api = shop.client(), self.api(shop)
        stays, goes = self.priced_book(api, 0), self.priced_book(api, 1)
        for book in (stays, goes):
            self.put_in_cart(browser, book["slug"])
        shop.run("book", "price", stays["slug"], "none")
        checkout = self.to_checkout(browser, browser.get("/cart").page)
        self.assertIn(f"{stays['title']} cannot be bought at the moment", checkout.page.text)
        order = self.press(browser, browser.submit(checkout.page.form_to("/checkout"), {"method": "sandbox"}), "pay")
        self.assertIn(goes["title"], order.page.text)
        self.assertNotIn(stays["title"], order.page.text)
        cart = browser.get("/cart")
        self.assertIn(stays["title"], cart.page.text)
        self.assertFalse(cart.page.forms_to("/cart/coupon"))
        refused = browser.request("GET", "/checkout?book=" + stays["slug"])
        self.assertEqual(refused.status, 409)
        self.assertNotIn("cart to buy", refused.text)
        self.assertNotIn("Back to the cart", refused.text)

    def test_a_book_off_the_shelf_has_no_link_on_the_order(self):
        shop = self.own_shop()
        api = self.api(shop)
        book = self.priced_book(api)
        order = self.buy(shop, api, book)
        shop.run("book", "hide", book["slug"])
        page = shop.client().get("/orders/" + order["token"])
        self.assertNotIn('href="/books/' + book["slug"], page.text)
        self.assertIn("No longer sold; your copy stays on this page.", page.page.text)
