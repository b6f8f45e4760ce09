"""A thousand buyers at one moment who press twice, change their minds, pay and pay again, also by two pages of one order,
while Stripe's messages come twice, shuffled and not at all: nobody has a book for nothing, nobody pays for nothing or
twice, and the ledger says so."""

import os
import queue
import random
import threading
import unittest
from collections import Counter

from harness import free_key
from harness.cards import CardCase
from harness.case import when_not_busy
from harness.stripe import until

BUYERS = 1000
# All of them act at once, fewer where a sanitizer makes one take as long as twenty; each has two connections, as a double click has.
HANDS = int(os.environ.get("AAN_HANDS", BUYERS))
SETTLES_WITHIN_S = 240  # hundreds of messages and refunds, one after the other, on a machine that does other things too
MOST = ("pays", "pays", "pays twice", "leaves", "cancels", "pays and cancels", "cancels and pays")
WAYS = (*MOST, "pays", *MOST, "pays both")


def together(*deeds):
    threads = [threading.Thread(target=deed) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class Buyer:
    def __init__(self, case, number):
        self.case, self.number = case, number
        self.way = WAYS[number % len(WAYS)]
        self.orders = []
        self.pages_paid = []

    def act(self, slug):
        self.place(slug)
        order = self.orders[0]
        if self.way == "cancels":
            self.cancel(order)
        elif self.way == "pays and cancels":
            together(lambda: self.pay(order), lambda: self.cancel(order))
        elif self.way == "cancels and pays":
            self.cancel(order)
            self.pay(order)
        elif self.way == "pays both":
            answer = self.post(f"/api/v1/orders/{order['token']}/payments", {"method": "card"}, free_key())
            if answer.status != 201:
                raise AssertionError(f"{self.number}: {answer}")
            other = answer.json()["order"]
            together(lambda: self.pay(order), lambda: self.pay(other))
        elif self.way.startswith("pays"):
            self.pay(order)
            if self.way == "pays twice":
                self.pay(order)  # the page is sent again by an impatient finger

    def post(self, path, body, key):
        """Sent again with the same key while the shop is too busy."""
        api = self.case.api(self.case.own)
        answer = when_not_busy(lambda: api.post_json(path, body, key))
        api.close()
        return answer

    def place(self, slug):
        """The same request twice at once: one order, the same answer."""
        key, answers = free_key(), []

        def press():
            answers.append(self.post("/api/v1/orders", {"items": [{"book": slug}], "method": "card"}, key))

        together(press, press)
        self.orders = [answer.json()["order"] for answer in answers if answer.status == 201]
        if not self.orders or len({order["token"] for order in self.orders}) != 1:
            raise AssertionError(f"{self.number}: {answers}")
        if {answer.status for answer in answers} - {201, 409}:  # 409: the first one is at work
            raise AssertionError(f"{self.number}: {answers}")

    def pay(self, order):
        status, _ = self.case.stripe.press(order["pay_url"])
        if status == 303:
            self.pages_paid.append(order["pay_url"])

    def cancel(self, order):
        answer = self.post(f"/api/v1/orders/{order['token']}/cancel", b"", free_key())
        if answer.status not in (200, 409):
            raise AssertionError(f"{self.number}: {answer}")


class Crowd(CardCase):
    def setUp(self):
        super().setUp()
        self.own = self.card_shop
        self.stripe.act("manner", copies=2, shuffle=True, drop=BUYERS // 4)
        # Of the pages that the shop wants closed, many stay open and can be paid.
        self.stripe.act("fault", name="odd", path="/v1/checkout/sessions/", method="POST", count=BUYERS // 4)

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
        """Who paid has the books, also after giving the order up, as nobody else wanted them; what was paid beyond their
        price is back. Who did not pay has none."""
        order = self.seen(buyer.orders[0])
        if not buyer.pages_paid:
            return order["state"] in ("open", "cancelled")
        back = [one for one in order["refunds"] if one["state"] == "settled"]
        return order["state"] == "fulfilled" and len(back) == len(buyer.pages_paid) - 1

    def money_of(self, state):
        """What Stripe has of each card page: taken, and given back of it."""
        back = Counter()
        for one in state["refunds"]:
            back[one["payment_intent"]] += one["amount"]
        intents = {one["id"]: one for one in state["intents"]}
        return {one["id"]: (intents[one["payment_intent"]]["amount_received"], back[one["payment_intent"]])
                for one in state["sessions"] if one["payment_intent"]}

    def test_a_thousand_buyers_end_with_their_books_or_their_money(self):
        buyers = self.come()
        self.client = self.api(self.own)
        waiting = list(buyers)

        def all_over():
            while waiting and self.is_over(waiting[-1]):
                waiting.pop()
            return not waiting

        until(all_over, "the end of all purchases", self.own, SETTLES_WITHIN_S)
        state = self.stripe.state()
        self.assertEqual(len(state["sessions"]), BUYERS + sum(buyer.way == "pays both" for buyer in buyers),
                         "a request that was sent twice opens one card page")
        money, fulfilled = self.money_of(state), 0
        for buyer in buyers:
            order = self.seen(buyer.orders[0])
            about = (buyer.way, order)
            downloads = [one for line in order["lines"] for one in line["downloads"]]
            is_fulfilled = order["state"] == "fulfilled"
            fulfilled += is_fulfilled
            self.assertEqual(len(downloads), int(is_fulfilled), about)
            self.assertEqual(sum(event["detail"].endswith(">fulfilled") for event in order["events"]), int(is_fulfilled), about)
            # What the shop says, and what Stripe says of this buyer: nobody has a book for nothing, or paid for it twice.
            price = int(order["total"]["amount"]) if is_fulfilled else 0
            moved = [money[page.rsplit("/", 1)[1]] for page in buyer.pages_paid]
            self.assertEqual(sum(taken - back for taken, back in moved), price, about)
            self.assertEqual(sorted(back for _, back in moved), [0] * is_fulfilled + [price] * (len(moved) - 1), about)
            self.assertEqual(int(order["captured"]["amount"]), sum(taken for taken, _ in moved), about)
            self.assertEqual(sum(int(one["amount"]["amount"]) for one in order["refunds"]), sum(back for _, back in moved), about)
            self.assertEqual(int(order["refund_due"]["amount"]), 0, about)
        self.assertGreater(fulfilled, BUYERS // 3)
        twice = sum(len(buyer.pages_paid) == 2 for buyer in buyers)
        self.assertGreater(twice, BUYERS // 50)
        self.assertEqual(len(state["refunds"]), twice, "one for each second payment")
        self.assert_ledger_is_clean(self.own)
        sums = Counter()
        for one in self.own.json("ledger", "balances")["balances"]:
            sums[one["account"].split(":")[0], one["balance"]["currency"]] += int(one["balance"]["amount"])
        self.assertEqual(set(sums.values()), {0}, sums)
        self.assert_no_errors_logged(self.own)
        print(f"     {fulfilled} books, {twice} paid twice", flush=True)


if __name__ == "__main__":
    unittest.main()
