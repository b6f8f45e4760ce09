"""Money that goes back after a sale: what the processor's books hold is the oracle again. A refund that was reserved goes
back, once; one that was not leaves the order as it was; what the bank did is found out, told or not."""

import json
import time

from harness import free_key
from payments import ordered, pay
from sale import ALONE_SECONDS_MAX, rows


class AfterTheSale:
    """Something that happens to an order that is paid and delivered."""

    state_after = ""

    def __init__(self, prepared):
        self.order = prepared
        self.price = int(self.order["total"]["amount"])
        self.key = free_key()

    @staticmethod
    def prepare(shop):
        api = shop.client(is_browser=False)
        order = ordered(api)
        pay(api, order["pay_url"], free_key())
        return order

    def state(self, api):
        return api.get("/api/v1/orders/" + self.order["token"]).json()["order"]["state"]

    def wait_for(self, api, state):
        end = time.monotonic() + ALONE_SECONDS_MAX
        while (found := self.state(api)) != state:
            if time.monotonic() > end:
                raise AssertionError(f"{found} instead of {state} after {ALONE_SECONDS_MAX} s")
            time.sleep(0.05)

    def held(self, shop, what):
        return [one for text, in rows(shop, "SELECT value FROM record WHERE record_key LIKE 'session/%'")
                for one in json.loads(text).get(what, [])]


class DeskRefund(AfterTheSale):
    """The operator gives the price back, with a key of his own."""

    name = "refund by the operator"

    def run(self, api):
        done = self.shop.run("order", "refund", self.order["reference"], "--key", self.key)
        if done.returncode != 0:
            raise ConnectionError(done.stdout + done.stderr)
        self.wait_for(api, "refunded")

    def check(self, shop):
        self.wait_for(shop.client(is_browser=False), "refunded")
        refunds = rows(shop, "SELECT state, refund_amount FROM refund")
        given_back = [refund["amount"] for refund in self.held(shop, "refunds")]
        if refunds != [("settled", self.price)] or given_back != [str(self.price)]:
            raise AssertionError(f"given back: {refunds} by the shop, {given_back} by the processor")

    def check_alone(self, shop):
        if rows(shop, "SELECT count(*) FROM refund") != [(0,)]:
            self.check(shop)
            return
        state = self.state(shop.client(is_browser=False))
        if self.held(shop, "refunds") or state != "fulfilled":
            raise AssertionError(f"nothing was reserved, and the order is {state}")


class Dispute(AfterTheSale):
    """The payer's bank takes the money and decides for the shop."""

    name = "dispute that is won"
    acts = (("dispute", "disputed"), ("win-dispute", "fulfilled"))

    def __init__(self, prepared):
        super().__init__(prepared)
        self.left = [(action, state, free_key()) for action, state in self.acts]

    def run(self, api):
        """From the first act that had no answer."""
        while self.left:
            action, state, key = self.left[0]
            pay(api, self.order["pay_url"], key, action)
            self.wait_for(api, state)
            del self.left[0]

    def check(self, shop):
        self.wait_for(shop.client(is_browser=False), "fulfilled")
        disputes = rows(shop, "SELECT state, is_withdrawn, dispute_amount FROM dispute")
        if disputes != [("won", 0, self.price)]:
            raise AssertionError(f"disputes: {disputes}")

    def check_alone(self, shop):
        held = self.held(shop, "disputes")
        self.wait_for(shop.client(is_browser=False), "disputed" if held and "closed_at" not in held[0] else "fulfilled")
