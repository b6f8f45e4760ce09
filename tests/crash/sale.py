"""What a buyer does from an order to a download, step by step, each with a key that stays the same when it is repeated; and
what must be true after the shop has died under it."""

import json
import sqlite3
import time

from harness import free_key

BOOK = "pricing-is-a-promise"
USES, RENEWALS = 5, 10
ALONE_SECONDS_MAX = 30  # a message at rest, or a round of asking the processor


def rows(shop, statement):
    connection = sqlite3.connect(f"file:{shop.data}/aan.db?mode=ro", uri=True)
    try:
        return connection.execute(statement).fetchall()
    finally:
        connection.close()


def count_rows(shop, *tables):
    """How many rows each has at one moment: the shop goes on by itself between two statements."""
    return list(rows(shop, "SELECT " + ", ".join(f"(SELECT count(*) FROM {table})" for table in tables))[0])


def counts(shop):
    return count_rows(shop, "orders", "entitlement", "payment", "download_token")


def download_of(order):
    return order["lines"][0]["downloads"][0]


def times_fulfilled(order):
    return sum(event["detail"].endswith(">fulfilled") for event in order["events"])


class Sale:
    """From an order to a download."""

    name = "sale"

    def __init__(self, _prepared=None):
        self.order_key, self.pay_key, self.download_key = free_key(), free_key(), free_key()
        self.order = None
        self.is_paid = False  # the processor said that it took the money

    def run(self, api):
        """From the first step to the last. Safe to repeat from the beginning."""
        request = {"items": [{"book": BOOK}], "method": "sandbox", "receipt_name": "A Buyer"}
        order = api.post_json("/api/v1/orders", request, self.order_key, 201).json()["order"]
        if self.order is not None and order["id"] != self.order["id"]:
            raise AssertionError("one key, two orders")
        self.order = order
        path = "/api/v1/orders/" + order["token"]
        prompt = "/sandbox/" + api.get(path).json()["order"]["pay_url"].rsplit("/", 1)[1] if order["pay_url"] else None
        if prompt:
            answer = api.post_form(prompt, {"action": "pay", "idempotency_key": self.pay_key},
                                   {"Sec-Fetch-Site": "same-origin"})
            if answer.status != 303:
                raise AssertionError(f"paying: {answer}")
            self.is_paid = True
        order = api.get(path).json()["order"]
        if order["state"] != "fulfilled":
            raise AssertionError(f"paid and {order['state']}")
        api.post_json(path + "/downloads", {"grant_id": download_of(order)["grant_id"]}, self.download_key, 201)

    def check(self, shop):
        """After a buyer who repeated everything that had no answer."""
        order = shop.client(is_browser=False).get("/api/v1/orders/" + self.order["token"]).json()["order"]
        facts = (order["state"], order["captured"], order["refund_due"]["amount"], download_of(order)["uses_left"],
                 times_fulfilled(order))
        if facts != ("fulfilled", order["total"], "0", USES - 1, 1):
            raise AssertionError(f"after the restart: {facts}")
        if counts(shop) != [1, 1, 1, 1]:
            raise AssertionError(f"orders, entitlements, payments, downloads: {counts(shop)}")

    def check_alone(self, shop):
        """After a buyer who never came back: what the processor holds is delivered by the shop alone."""
        if self.order is None:
            if rows(shop, "SELECT count(*) FROM orders WHERE state <> 'open'") != [(0,)]:
                raise AssertionError("an order that was never paid has moved")
            return
        api = shop.client(is_browser=False)
        path = "/api/v1/orders/" + self.order["token"]
        holds_money = any(json.loads(text)["movements"] for text, in rows(
            shop, "SELECT value FROM record WHERE record_key LIKE 'session/%'"))
        if self.is_paid and not holds_money:
            raise AssertionError("the processor has forgotten a payment that it acknowledged")
        order = api.get(path).json()["order"]
        end = time.monotonic() + ALONE_SECONDS_MAX
        while holds_money and order["state"] != "fulfilled":
            if time.monotonic() > end:
                raise AssertionError(f"paid, nobody retries, and {order['state']} after {ALONE_SECONDS_MAX} s")
            time.sleep(0.1)
            order = api.get(path).json()["order"]
        if not holds_money:
            if order["state"] != "open" or counts(shop)[1:] != [0, 0, 0]:
                raise AssertionError(f"unpaid and {order['state']}: {counts(shop)}")
            return
        tokens = counts(shop)[3]
        facts = (order["captured"], order["refund_due"]["amount"], download_of(order)["uses_left"],
                 times_fulfilled(order))
        if facts != (order["total"], "0", USES - tokens, 1) or counts(shop) != [1, 1, 1, tokens] or tokens > 1:
            raise AssertionError(f"without a buyer: {facts}, {counts(shop)}")


class Gift:
    """An order of nothing, which is settled where it is placed, without an attempt; and its download."""

    name = "order of zero total"

    def __init__(self, _prepared=None):
        self.order_key, self.download_key = free_key(), free_key()
        self.order = None
        self.is_started = False

    def run(self, api):
        free = api.get("/api/v1/books?free=true").json()["books"][0]["slug"]
        order = api.post_json("/api/v1/orders", {"items": [{"book": free}]}, self.order_key, 201).json()["order"]
        if self.order is not None and order["id"] != self.order["id"]:
            raise AssertionError("one key, two orders")
        self.order = order
        if order["state"] != "fulfilled":
            raise AssertionError(f"a gift that is {order['state']}")
        api.post_json(f"/api/v1/orders/{order['token']}/downloads", {"grant_id": download_of(order)["grant_id"]},
                      self.download_key, 201)
        self.is_started = True

    def facts(self, shop):
        states = [state for state, in rows(shop, "SELECT state FROM orders")]
        uses = [left for left, in rows(shop, "SELECT uses_left FROM download_grant")]
        intents, = rows(shop, "SELECT count(*) FROM payment_intent")[0]
        return states, uses, intents, counts(shop)

    def check(self, shop):
        if self.facts(shop) != (["fulfilled"], [USES - 1], 0, [1, 1, 0, 1]):
            raise AssertionError(f"after the restart: {self.facts(shop)}")

    def check_alone(self, shop):
        """Nothing, or an order that is fulfilled, or one with its download; never less than was acknowledged."""
        steps = [([], [], 0, [0, 0, 0, 0]), (["fulfilled"], [USES], 0, [1, 1, 0, 0]),
                 (["fulfilled"], [USES - 1], 0, [1, 1, 0, 1])]
        facts = self.facts(shop)
        acknowledged = 2 if self.is_started else 1 if self.order else 0
        if facts not in steps or steps.index(facts) < acknowledged:
            raise AssertionError(f"without a buyer: {facts}")
