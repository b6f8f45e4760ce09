"""One sale through the API, step by step, each with a key that stays the same when it is repeated."""

import sqlite3

from harness import free_key

BOOK = "pricing-is-a-promise"


class Sale:
    def __init__(self):
        self.order_key, self.pay_key, self.download_key = free_key(), free_key(), free_key()
        self.order = None

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
        order = api.get(path).json()["order"]
        if order["state"] != "fulfilled":
            raise AssertionError(f"paid and {order['state']}")
        grant = order["lines"][0]["downloads"][0]["grant_id"]
        api.post_json(path + "/downloads", {"grant_id": grant}, self.download_key, 201)

    def check(self, shop):
        order = shop.client(is_browser=False).get("/api/v1/orders/" + self.order["token"]).json()["order"]
        facts = (order["state"], order["captured"], order["refund_due"]["amount"],
                 order["lines"][0]["downloads"][0]["uses_left"],
                 sum(event["detail"].endswith(">fulfilled") for event in order["events"]))
        if facts != ("fulfilled", order["total"], "0", 4, 1):
            raise AssertionError(f"after the restart: {facts}")
        connection = sqlite3.connect(f"file:{shop.data}/aan.db?mode=ro", uri=True)
        try:
            counts = [connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
                      for table in ("orders", "entitlement", "payment", "download_token")]
        finally:
            connection.close()
        if counts != [1, 1, 1, 1]:
            raise AssertionError(f"orders, entitlements, payments, downloads: {counts}")
