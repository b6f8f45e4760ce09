"""kill -9 at random moments while people order, pay and download: what was acknowledged is never lost, never twice."""

import http.client
import json
import os
import random
import sqlite3
import threading
import time
import unittest

from harness import Shop, ShopCase, free_key
from harness.case import demo_folder

KILLS = int(os.environ.get("AAN_KILLS") or 200)
BUYERS = 4
USES = 5
LEAVE = 0.2
LIVES_FOR_S = (0.05, 0.7)
SETTLES_WITHIN_S = 20  # a message that was taken in and not yet understood when the shop died


class Purchase:
    """One purchase and how far the shop has acknowledged it. Every step keeps its key until it has its answer."""

    def __init__(self, chance, books):
        self.book = chance.choice(books)
        self.order_key = free_key()
        self.pay_key = free_key()
        self.token = None
        self.order_id = None
        self.prompt = None
        self.is_paid = False       # the processor took the money
        self.is_fulfilled = False  # the shop said so
        self.downloads = 0
        self.downloads_wanted = chance.choice((1, 2, USES + 1))  # the last of them needs a renewal
        self.is_renewed = False
        self.renew_key = free_key()
        self.download_key = free_key()
        self.download_url = None
        self.is_done = False

    def uses_left(self):
        return USES * (1 + self.is_renewed) - self.downloads

    def step(self, api):
        """The next step, or an exception when the shop dies under it."""
        if self.token is None:
            request = {"items": [{"book": self.book}], "method": "sandbox", "receipt_name": "A Buyer"}
            order = api.post_json("/api/v1/orders", request, self.order_key, 201).json()["order"]
            if self.order_id not in (None, order["id"]):
                raise AssertionError("one key, two orders")
            self.order_id, self.token = order["id"], order["token"]
        elif self.prompt is None:
            order = api.get("/api/v1/orders/" + self.token).json()["order"]
            if order["pay_url"]:
                self.prompt = "/sandbox/" + order["pay_url"].rsplit("/", 1)[1]
        elif not self.is_paid:
            answer = api.post_form(self.prompt, {"action": "pay", "idempotency_key": self.pay_key},
                                   {"Sec-Fetch-Site": "same-origin"})
            if answer.status != 303:
                raise AssertionError(f"paying: {answer}")
            self.is_paid = True
        elif self.downloads < self.downloads_wanted:
            order = api.get("/api/v1/orders/" + self.token).json()["order"]
            if order["state"] != "fulfilled":
                if self.is_fulfilled:
                    raise AssertionError(f"fulfilled, acknowledged, and {order['state']}")
                return
            self.is_fulfilled = True
            grant = order["lines"][0]["downloads"][0]["grant_id"]
            path = f"/api/v1/orders/{self.token}/downloads"
            if self.downloads == USES and not self.is_renewed:
                api.post_json(f"{path}/{grant}/renew", {}, self.renew_key, 200)
                self.is_renewed = True
            api.post_json(path, {"grant_id": grant}, self.download_key, 201)
            self.downloads += 1
            self.download_key = free_key()
        else:
            self.is_done = True


class Killed(ShopCase):
    def test_killed_again_and_again(self):
        chance = random.Random(int(os.environ.get("AAN_SEED") or 20261122))
        shop = Shop(demo_folder()).start()
        self.addCleanup(shop.kill)
        books = [book["slug"] for book in self.api(shop).get("/api/v1/books?limit=100").json()["books"]
                 if book["price"] and book["price"]["amount"] != "0"]
        self.current = [Purchase(chance, books) for _ in range(BUYERS)]
        self.all = list(self.current)
        self.gone = []  # buyers who never came back
        self.wrong = []
        for number in range(KILLS):
            self.run_until_killed(shop, chance, books)
            before = list(self.current)
            self.some_never_come_back(chance, books)
            shop.start()
            self.check_acknowledged(shop, before)
            self.assertEqual(self.wrong, [], f"after kill {number + 1}")
        self.check_gone(shop)
        self.finish(shop)
        self.check_everything(shop)
        everybody = self.all + self.gone
        print(f"     {KILLS} kills, {len(everybody)} orders, {sum(one.is_paid for one in everybody)} paid, "
              f"{sum(one.is_renewed for one in everybody)} renewed, {len(self.gone)} abandoned", flush=True)

    def run_until_killed(self, shop, chance, books):
        over = threading.Event()
        buyers = [threading.Thread(target=self.keep_buying, args=(shop, number, over, books))
                  for number in range(BUYERS)]
        for buyer in buyers:
            buyer.start()
        time.sleep(chance.uniform(*LIVES_FOR_S))  # the pause is the subject: killed at any moment
        shop.kill()
        over.set()
        for buyer in buyers:
            buyer.join()

    def keep_buying(self, shop, number, over, books):
        api = shop.client(is_browser=False)
        chance = random.Random()
        while not over.is_set():
            try:
                self.current[number].step(api)
            except (OSError, http.client.HTTPException):
                over.wait(0.01)
            except AssertionError as wrong:
                self.wrong.append(str(wrong))
                return
            if self.current[number].is_done:
                self.current[number] = Purchase(chance, books)
                self.all.append(self.current[number])
        api.close()

    def some_never_come_back(self, chance, books):
        """Of those who had an order when the shop died, whatever they were about to do."""
        for number, one in enumerate(self.current):
            if one.token and not one.is_done and chance.random() < LEAVE:
                self.all.remove(one)
                self.gone.append(one)
                self.current[number] = Purchase(chance, books)
                self.all.append(self.current[number])

    def check_acknowledged(self, shop, purchases):
        api = self.api(shop)
        for one in purchases:
            if one.token is None:
                continue
            order = api.get("/api/v1/orders/" + one.token).json()["order"]
            if order["id"] != one.order_id:
                self.wrong.append(f"another order behind the link: {order}")
            if one.is_fulfilled and order["state"] != "fulfilled":
                self.wrong.append(f"fulfilled, acknowledged, and {order['state']} after the restart")
            if one.is_paid and not self.becomes_fulfilled(api, one):
                self.wrong.append(f"paid, acknowledged, and never fulfilled: {self.order(api, order)}")

    @staticmethod
    def becomes_fulfilled(api, one):
        end = time.monotonic() + SETTLES_WITHIN_S
        while api.get("/api/v1/orders/" + one.token).json()["order"]["state"] != "fulfilled":
            if time.monotonic() > end:
                return False
            time.sleep(0.1)  # between two looks: the shop tells nobody when it is fulfilled
        return True

    def check_gone(self, shop):
        """What the processor holds of them was delivered, by the shop alone; what it does not hold was not."""
        paid = self.orders_with_money(shop)
        api = self.api(shop)
        for one in self.gone:
            if one.order_id in paid:
                self.assertTrue(self.becomes_fulfilled(api, one), "paid, abandoned, and never fulfilled")
            order = api.get("/api/v1/orders/" + one.token).json()["order"]
            self.assertEqual(order["state"], "fulfilled" if one.order_id in paid else "open")
            if one.order_id not in paid:
                self.assertFalse(one.is_paid, "acknowledged by the processor, and not in its books")
                self.assertEqual(order["captured"]["amount"], "0")
                continue
            self.assertEqual((order["captured"], order["refund_due"]["amount"]), (order["total"], "0"))
            self.assertEqual(sum(event["detail"].endswith(">fulfilled") for event in order["events"]), 1)
            # The step that had no answer was carried out once, or not at all.
            left = order["lines"][0]["downloads"][0]["uses_left"]
            self.assertIn(left, (one.uses_left(), one.uses_left() - 1, USES if one.downloads == USES else -1))

    @staticmethod
    def orders_with_money(shop):
        connection = sqlite3.connect(f"file:{shop.data}/aan.db?mode=ro", uri=True)
        try:
            orders = dict(connection.execute("SELECT id, order_id FROM payment_intent"))
            sessions = connection.execute("SELECT value FROM record WHERE record_key LIKE 'session/%'")
            books = [json.loads(text) for text, in sessions]
        finally:
            connection.close()
        return {orders[session["intent"]] for session in books if session["movements"]}

    def finish(self, shop):
        """Everybody comes to an end, repeating what had no answer with the same keys."""
        api = self.api(shop)
        for one in self.all:
            end = time.monotonic() + 60
            while not one.is_done:
                one.step(api)
                if time.monotonic() > end:
                    self.fail(f"an order does not come to its end: {api.get('/api/v1/orders/' + one.token).json()}")

    def check_everything(self, shop):
        api = self.api(shop)
        for one in self.all:
            order = api.get("/api/v1/orders/" + one.token).json()["order"]
            self.assertEqual((order["id"], order["state"]), (one.order_id, "fulfilled"))
            self.assertEqual((order["captured"], order["refund_due"]["amount"]), (order["total"], "0"))
            self.assertEqual(len(order["lines"][0]["downloads"]), 1, "one entitlement")
            self.assertEqual(order["lines"][0]["downloads"][0]["uses_left"], one.uses_left())
            self.assertEqual(sum(event["detail"].endswith(">fulfilled") for event in order["events"]), 1)
        self.assert_ledger_is_clean(shop)
        count = self.count_orders(shop)
        self.assertEqual(count, len(self.all) + len(self.gone), "an order that nobody placed")
        shop.stop()
        self.assert_ledger_is_clean(shop)

    @staticmethod
    def count_orders(shop):
        connection = sqlite3.connect(f"file:{shop.data}/aan.db?mode=ro", uri=True)
        try:
            return connection.execute("SELECT count(*) FROM orders").fetchone()[0]
        finally:
            connection.close()


if __name__ == "__main__":
    unittest.main()
