"""A bundle of five books, ordered and paid: five rights, or none yet."""

from harness import free_key
from sale import count_rows, times_fulfilled

BOOKS = 5


def counts(shop):
    return count_rows(shop, "orders", "order_line", "entitlement", "download_grant", "payment")


class BundleSale:
    """From an order of a bundle to a right to each of its books."""

    name = "sale of a bundle"

    @staticmethod
    def prepare(shop):
        books = shop.client(is_browser=False).get("/api/v1/books?limit=100").json()["books"]
        slugs = [book["slug"] for book in books if book["price"] and book["price"]["amount"] != "0"][:BOOKS]
        options = [word for slug in slugs for word in ("--book", slug)]
        return shop.json("bundle", "add", "Five", "--price", "1.01", *options)["slug"]

    def __init__(self, slug):
        self.slug = slug
        self.order_key, self.pay_key = free_key(), free_key()
        self.order = None
        self.is_paid = False

    def run(self, api):
        request = {"items": [{"bundle": self.slug}], "method": "sandbox"}
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

    def check(self, shop):
        order = shop.client(is_browser=False).get("/api/v1/orders/" + self.order["token"]).json()["order"]
        facts = (order["state"], order["captured"], order["refund_due"]["amount"], times_fulfilled(order))
        if facts != ("fulfilled", order["total"], "0", 1) or order["total"]["amount"] != "101":
            raise AssertionError(f"after the restart: {facts}")
        now = counts(shop)
        if now != [1, BOOKS, BOOKS, BOOKS, 1]:
            raise AssertionError(f"orders, lines, rights, grants, payments: {now}")

    def check_alone(self, shop):
        """Nobody comes back: all five rights, or none."""
        now = counts(shop)
        orders, lines, rights, grants, _ = now
        if (lines, rights, grants) not in ((orders * BOOKS, 0, 0), (orders * BOOKS, BOOKS, BOOKS)):
            raise AssertionError(f"orders, lines, rights, grants, payments: {now}")
