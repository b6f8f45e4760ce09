"""Money that comes in other ways than in full, at once and told of. Each begins in a shop where the order stands already.

What the processor holds is the oracle: a payment that it has is found, delivered and owed back where it is too much, once;
one that it has not leaves the order as it was.
"""

import json
import time

from harness import free_key
from sale import ALONE_SECONDS_MAX, BOOK, count_rows, rows, times_fulfilled


OFFER_OF_BOOK = f"SELECT o.id FROM offer o JOIN work w ON w.id = o.work_id WHERE w.slug = '{BOOK}'"


def ordered(api):
    request = {"items": [{"book": BOOK}], "method": "sandbox"}
    return api.post_json("/api/v1/orders", request, free_key(), 201).json()["order"]


def another_attempt(api, order, key):
    path = f"/api/v1/orders/{order['token']}/payments"
    return api.post_json(path, {"method": "sandbox"}, key, 201).json()["order"]


def another_attempt_or_none(api, order, key):
    """The same, of an order that may be paid by now."""
    path = f"/api/v1/orders/{order['token']}/payments"
    answer = api.post_json(path, {"method": "sandbox"}, key, (201, 409))
    return answer.json()["order"]["pay_url"] if answer.status == 201 else None


def pay(api, pay_url, key, action="pay"):
    answer = api.post_form("/sandbox/" + pay_url.rsplit("/", 1)[1], {"action": action, "idempotency_key": key},
                           {"Sec-Fetch-Site": "same-origin"})
    if answer.status != 303:
        raise AssertionError(f"paying: {answer}")


class Payment:
    """One more payment for an order. A kind of it says how many there were (`payments_before`), whether the order was
    fulfilled (`state_before`), and, in parts of the price, what is captured and owed back before and after."""

    action = "pay"
    state_before = "open"
    payments_before = 0
    before = after = (0, 0)

    def __init__(self, prepared):
        self.order, self.pay_url = prepared
        self.price = int(self.order["total"]["amount"])
        self.attempt_key, self.pay_key = free_key(), free_key()
        self.is_paid = False  # the processor said that it took the money

    def run(self, api):
        self.pay(api)
        self.expect(self.facts_of(self.ask(api)), self.wanted(), "paid")

    def pay(self, api):
        pay(api, self.pay_url, self.pay_key, self.action)
        self.is_paid = True

    def ask(self, api):
        return api.get("/api/v1/orders/" + self.order["token"]).json()["order"]

    @staticmethod
    def facts_of(order):
        owed = sum(event["kind"].startswith("refund_due") for event in order["events"])
        return (order["state"], int(order["captured"]["amount"]), int(order["refund_due"]["amount"]), times_fulfilled(order),
                owed)

    def stored(self, shop):
        """Orders, entitlements, payments, grants and entries of the ledger that owe something back."""
        return count_rows(shop, "orders", "entitlement", "payment", "download_grant",
                          "journal_entry WHERE kind LIKE 'refund_due%'")

    def parts(self, halves):
        return tuple(self.price // 2 if half == 0.5 else self.price * half for half in halves)

    def wanted(self):
        captured, owed = self.parts(self.after)
        return "fulfilled", captured, owed, 1, int(owed > 0)

    def unchanged(self):
        captured, owed = self.parts(self.before)
        return self.state_before, captured, owed, int(self.state_before == "fulfilled"), 0

    @staticmethod
    def expect(facts, wanted, when):
        if facts != wanted:
            raise AssertionError(f"{when}: {facts} instead of {wanted}")

    def check(self, shop):
        self.expect(self.facts_of(self.ask(shop.client(is_browser=False))), self.wanted(), "after the restart")
        self.expect(self.stored(shop), [1, 1, self.payments_before + 1, 1, int(self.parts(self.after)[1] > 0)], "stored")

    def check_alone(self, shop):
        held = sum(len(json.loads(text)["movements"]) for text, in rows(
            shop, "SELECT value FROM record WHERE record_key LIKE 'session/%'"))
        if held == self.payments_before:
            if self.is_paid:
                raise AssertionError("the processor has forgotten a payment that it acknowledged")
            self.expect(self.facts_of(self.ask(shop.client(is_browser=False))), self.unchanged(), "unpaid")
            fulfilled = int(self.state_before == "fulfilled")
            self.expect(self.stored(shop), [1, fulfilled, self.payments_before, fulfilled, 0], "stored, unpaid")
            return
        self.wait_until_settled(shop.client(is_browser=False))
        self.check(shop)

    def wait_until_settled(self, api):
        end = time.monotonic() + ALONE_SECONDS_MAX
        while (facts := self.facts_of(self.ask(api))) != self.wanted():
            if time.monotonic() > end:
                raise AssertionError(f"nobody retries, and after {ALONE_SECONDS_MAX} s: {facts}")
            time.sleep(0.05)


class TopUp(Payment):
    """Too little was paid; another attempt asks for the rest, and the two parts pay the order together."""

    name = "top-up of an underpayment"
    payments_before = 1
    before, after = (0.5, 0), (1, 0)

    @staticmethod
    def prepare(shop):
        api = shop.client(is_browser=False)
        order = ordered(api)
        pay(api, order["pay_url"], free_key(), "pay-too-little")
        return order, None

    def pay(self, api):
        pay_url = another_attempt(api, self.order, self.attempt_key)["pay_url"]
        if pay_url:  # else it was paid before the shop died
            self.pay_url = pay_url
        pay(api, self.pay_url, self.pay_key)
        self.is_paid = True


class SecondPayment(Payment):
    """Two attempts, both paid: all of the second payment goes back by itself, once, and nothing is delivered again."""

    name = "second payment"
    state_before = "fulfilled"
    payments_before = 1
    before, after = (1, 0), (2, 1)

    def run(self, api):
        self.pay(api)
        self.wait_until_settled(api)

    def wanted(self):
        """Nothing is owed any more, and the time line has said once that it was."""
        state, captured, _, fulfilled, owed = super().wanted()
        return state, captured, 0, fulfilled, owed

    def check(self, shop):
        self.wait_until_settled(shop.client(is_browser=False))
        super().check(shop)
        refunds = rows(shop, "SELECT state, refund_amount FROM refund")
        given_back = [refund["amount"] for text, in rows(
            shop, "SELECT value FROM record WHERE record_key LIKE 'session/%'") for refund in json.loads(text)["refunds"]]
        if refunds != [("settled", self.price)] or given_back != [str(self.price)]:
            raise AssertionError(f"given back: {refunds} by the shop, {given_back} by the processor")

    @staticmethod
    def prepare(shop):
        api = shop.client(is_browser=False)
        order = ordered(api)
        pay(api, another_attempt(api, order, free_key())["pay_url"], free_key())
        return order, order["pay_url"]


class LatePayment(Payment):
    """The order was given up; its money comes all the same, and the book is delivered."""

    name = "payment of a cancelled order"
    state_before = "cancelled"
    after = (1, 0)

    @staticmethod
    def prepare(shop):
        api = shop.client(is_browser=False)
        order = ordered(api)
        api.post_json(f"/api/v1/orders/{order['token']}/cancel", {}, free_key(), 200)
        return order, order["pay_url"]


class LastCopy(Payment):
    """The order had given the last copy back; whoever pays it after all holds it again first, and it is sold once."""

    name = "payment that holds the last copy again"
    state_before = "cancelled"
    after = (1, 0)

    @staticmethod
    def prepare(shop):
        shop.json("book", "stock", BOOK, "1")
        return LatePayment.prepare(shop)

    def pay(self, api):
        pay_url = another_attempt_or_none(api, self.order, self.attempt_key)
        if pay_url:  # else it was paid before the shop died
            self.pay_url = pay_url
        pay(api, self.pay_url, self.pay_key)
        self.is_paid = True

    def stored(self, shop):
        left, held, sold, holds = count_rows(
            shop, f"offer WHERE copies_left = 1 AND id IN ({OFFER_OF_BOOK})", "stock_hold WHERE held_until IS NOT NULL",
            "stock_hold WHERE is_held = 1 AND held_until IS NULL", "order_hold")
        if left + held + sold != 1 or held != holds:
            raise AssertionError(f"copies: {left} left, {held} held, {sold} sold, {holds} orders that hold")
        return super().stored(shop)


class SilentPayment(Payment):
    """The processor never says that it was paid: the shop asks. It dies while it settles what it was told then."""

    name = "payment found by asking"
    action = "pay-never-report"
    after = (1, 0)
    is_found_by_asking = True
    arm = staticmethod(lambda: None)  # the points count once the money is there

    @staticmethod
    def prepare(shop):
        order = ordered(shop.client(is_browser=False))
        return order, order["pay_url"]

    def run(self, api):
        self.pay(api)
        self.arm()
        self.wait_until_settled(api)
