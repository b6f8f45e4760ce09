"""A shop that sells by card, at the double of Stripe."""

import unittest
from urllib.parse import urlsplit

from .case import ShopCase
from .client import free_key
from .stripe import SECRET, StripeDouble, environment, node, until


@unittest.skipUnless(node(), "no Node to run the double of Stripe with")
class CardCase(ShopCase):
    def setUp(self):
        self.stripe = StripeDouble()
        self.addCleanup(self.stripe.stop)
        self.card_shop = self.own_shop(env=environment(self.stripe))
        self.hook()

    def hook(self):
        """Stripe learns where the shop is; after a start it is elsewhere."""
        self.stripe.act("endpoint", url=self.card_shop.origin + "/webhooks/stripe", secrets=[SECRET])

    def kill_and_start(self):
        self.card_shop.kill()
        self.card_shop.start()
        self.hook()

    def order_by_card(self, browser):
        """From a book to the card page: its address."""
        book = self.priced_book(self.api(self.card_shop))
        self.put_in_cart(browser, book["slug"])
        form = browser.get("/checkout").page.form_to("/checkout")
        return self.sent_to_pay(browser, form)

    def sent_to_pay(self, browser, form):
        answer = browser.post_form(form.action, form.fields_to_send({"method": "card"} if "method" in form.names() else {}, None))
        self.assertEqual(answer.status, 303, answer)
        self.assertTrue(answer.header("location").startswith(self.stripe.origin + "/c/pay/"), answer.header("location"))
        return answer.header("location")

    def choose_again(self, order):
        """Another attempt on the same order, as a program asks for it: the page offers it when there is a choice."""
        token = order.path.rsplit("/", 1)[1]
        said = self.api(self.card_shop).post_json(f"/api/v1/orders/{token}/payments", {"method": "card"}, free_key(), 201)
        return said.json()["order"]["pay_url"]

    def come_back(self, browser, address):
        """Follows the way back from the card page; the same shop may listen on another port by now."""
        browser.origin = self.card_shop.origin
        browser.close()
        return browser.get(urlsplit(address).path)

    def until_delivered(self, browser, path):
        until(lambda: browser.get(path).page.forms_to("/downloads"), "the books", self.card_shop)

    def the_order(self):
        orders = self.card_shop.json("order", "list")["orders"]
        self.assertEqual(len(orders), 1, orders)
        return orders[0]

    def order_under(self, shop, stripe, fault):
        """An order that is placed while Stripe has a fault: the buyer, and the page that they are shown."""
        browser = shop.client()
        self.put_in_cart(browser, self.priced_book(self.api(shop))["slug"])
        form = browser.get("/checkout").page.form_to("/checkout")
        stripe.act("fault", name=fault, path="/v1/checkout")
        answer = browser.post_form(form.action, form.fields_to_send({}, None))
        stripe.act("fault", name="ok")
        self.assertEqual(answer.status, 303, answer)
        order = browser.get(answer.header("location"))
        self.assertEqual((order.path.startswith("/orders/"), order.page.problems), (True, []))
        return browser, order
