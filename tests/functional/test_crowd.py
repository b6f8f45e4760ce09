"""A thousand buyers at one moment who press twice, change their minds, pay and pay again, while Stripe's messages come
twice, shuffled and not at all: nobody has a book for nothing, nobody pays for nothing, and the ledger says so."""

import os
import queue
import random
import threading
import time
import unittest

from harness import ShopCase, free_key
from harness.stripe import SECRET, StripeDouble, environment, node, until

BUYERS = 1000
# All of them act at once, fewer where a sanitizer makes one take as long as twenty; each has two connections, as a double click has.
HANDS = int(os.environ.get("AAN_HANDS", BUYERS))
TRIES_MAX = 600
WAYS = ("pays", "pays", "pays", "pays twice", "leaves", "cancels", "pays and cancels", "cancels and pays")


class Buyer:
    def __init__(self, case, number):
        self.case, self.number = case, number
        self.way = WAYS[number % len(WAYS)]
        self.orders = []
        self.captured = 0

    def act(self, slug):
        self.place(slug)
        order = self.orders[0]
        if self.way == "cancels":
            self.cancel(order)
        elif self.way == "pays and cancels":
            both = [threading.Thread(target=self.pay, args=(order,)), threading.Thread(target=self.cancel, args=(order,))]
            for one in both:
                one.start()
            for one in both:
                one.join()
        elif self.way == "cancels and pays":
            self.cancel(order)
            self.pay(order)
        elif self.way.startswith("pays"):
            self.pay(order)
            if self.way == "pays twice":
                self.pay(order)  # the page is sent again by an impatient finger

    def post(self, path, body, key):
        """Sent again with the same key while the shop says that it is too busy, as its page asks people to."""
        api = self.case.api(self.case.own)
        for _ in range(TRIES_MAX):
            answer = api.post_json(path, body, key)
            if answer.status != 503:
                break
            time.sleep(0.2)  # fewer at once is what it asks for
        api.close()
        return answer

    def place(self, slug):
        """The same request twice at once: one order, the same answer."""
        key, answers = free_key(), []

        def press():
            answers.append(self.post("/api/v1/orders", {"items": [{"book": slug}], "method": "card"}, key))

        other = threading.Thread(target=press)
        other.start()
        press()
        other.join()
        self.orders = [answer.json()["order"] for answer in answers if answer.status == 201]
        if not self.orders or len({order["token"] for order in self.orders}) != 1:
            raise AssertionError(f"{self.number}: {answers}")
        if {answer.status for answer in answers} - {201, 409}:  # 409: the first one is at work
            raise AssertionError(f"{self.number}: {answers}")

    def pay(self, order):
        status, _ = self.case.stripe.press(order["pay_url"])
        self.captured += status == 303

    def cancel(self, order):
        answer = self.post(f"/api/v1/orders/{order['token']}/cancel", b"", free_key())
        if answer.status not in (200, 409):
            raise AssertionError(f"{self.number}: {answer}")


@unittest.skipUnless(node(), "no Node to run the double of Stripe with")
class Crowd(ShopCase):
    def setUp(self):
        self.stripe = StripeDouble()
        self.addCleanup(self.stripe.stop)
        self.own = self.own_shop(env=environment(self.stripe))
        self.stripe.act("endpoint", url=self.own.origin + "/webhooks/stripe", secrets=[SECRET])
        self.stripe.act("manner", copies=2, shuffle=True, drop=BUYERS // 4)

    def come(self):
        """All of them, in an order that nobody chose."""
        slugs = [self.priced_book(self.api(self.own), number)["slug"] for number in range(5)]
        buyers = [Buyer(self, number) for number in range(BUYERS)]
        waiting, wrong = queue.SimpleQueue(), []
        for buyer in random.Random(20261126).sample(buyers, BUYERS):
            waiting.put(buyer)

        def work():
            while not wrong:
                try:
                    buyer = waiting.get_nowait()
                except queue.Empty:
                    return
                try:
                    buyer.act(slugs[buyer.number % len(slugs)])
                except Exception as error:  # noqa: BLE001 - told below, by the test
                    wrong.append(repr(error))

        hands = [threading.Thread(target=work) for _ in range(HANDS)]
        for hand in hands:
            hand.start()
        for hand in hands:
            hand.join()
        self.assertEqual(wrong, [])
        return buyers

    def seen(self, order):
        return self.order(self.client, order)

    def is_over(self, buyer):
        """Who paid has the books, also after giving the order up, as nobody else wanted them; who did not has none."""
        state = self.seen(buyer.orders[0])["state"]
        return state == "fulfilled" if buyer.captured else state in ("open", "cancelled")

    def test_a_thousand_buyers_end_with_their_books_or_their_money(self):
        buyers = self.come()
        self.client = self.api(self.own)
        waiting = list(buyers)

        def all_over():
            waiting[:] = [buyer for buyer in waiting if not self.is_over(buyer)]
            return not waiting

        until(all_over, "the end of all purchases", self.own)
        sessions = {one["id"]: one for one in self.stripe.state()["sessions"]}
        self.assertEqual(len(sessions), BUYERS, "a request that was sent twice opens one card page")
        paid = sum(one["payment_status"] == "paid" for one in sessions.values())
        self.assertGreater(paid, BUYERS // 3)
        fulfilled = 0
        for buyer in buyers:
            order = self.seen(buyer.orders[0])
            lines = [line for line in order["lines"] if line["downloads"]]
            fulfilled += order["state"] == "fulfilled"
            self.assertEqual(len(lines), 1 if order["state"] == "fulfilled" else 0, (buyer.way, order))
            if order["state"] == "fulfilled":
                self.assertGreaterEqual(buyer.captured, 1, "nobody has a book for nothing")
        self.assertGreater(fulfilled, BUYERS // 3)
        self.assert_ledger_is_clean(self.own)
        self.assert_no_errors_logged(self.own)


if __name__ == "__main__":
    unittest.main()
