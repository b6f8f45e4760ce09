"""What happens is told as it happens, once, in order, also across a restart, and costs little."""

import re
import time
from pathlib import Path

from harness import AAN, ShopCase
from harness.desk import first_link, join
from harness.listener import Listener
from harness.stripe import until
from test_desk_api import Program

SALE = ["order.placed", "order.paid", "order.fulfilled"]
IDLE = 100
IDLE_BYTES_MAX = 64 << 10  # of each, the kernel's not among them


class Events(ShopCase):
    def listen(self, shop, key, **more):
        listener = Listener(shop, key, **more)
        if listener.status == 200:
            self.addCleanup(lambda: self.assertEqual(listener.findings, []))
            self.addCleanup(listener.close)
        else:
            self.assertEqual(listener.findings, [])
        return listener

    def key(self, shop, *scopes, name="ears"):
        return Program(self, shop, *(scopes or ("see_orders",)), name=name).made["key"]

    def sell(self, shop):
        api = self.api(shop)
        return self.buy(shop, api, self.priced_book(api))

    def test_a_sale_is_told_with_the_names_and_the_json_of_webhooks(self):
        shop = self.own_shop()
        ears = self.listen(shop, self.key(shop))
        self.assertEqual(ears.answer.getheader("content-type"), "text/event-stream")
        order = self.sell(shop)
        until(lambda: len(ears.events) == 3, "the sale", shop)
        self.assertEqual(ears.names(), SALE)
        paid = ears.events[1].json
        self.assertEqual(set(paid), {"type", "id", "timestamp", "test", "data"})
        self.assertEqual((paid["type"], paid["test"]), ("order.paid", True))
        self.assertEqual(paid["data"]["order"]["reference"], order["reference"])
        shop.json("order", "refund", order["reference"])
        until(lambda: "order.refunded" in ears.names(), "the refund", shop)
        self.assertIn("refund.settled", ears.names())
        self.assert_no_errors_logged(shop)

    def test_who_comes_back_after_a_restart_is_told_everything_once(self):
        shop = self.own_shop()
        key = self.key(shop)
        told, last = [], None
        for round_ in range(3):
            ears = self.listen(shop, key, last=last)
            self.sell(shop)
            until(lambda: len(ears.events) >= (3 if round_ == 0 else 6), "the sale", shop)
            told += ears.events
            last = ears.last
            # Sold while nobody listens, and then the shop ends: once gently, once in the middle of it all.
            if round_ < 2:
                ears.close()
                self.sell(shop)
                shop.stop() if round_ == 0 else shop.kill()
                shop.start()
        numbers = [event.number for event in told]
        self.assertEqual(numbers, list(range(numbers[0], numbers[0] + 15)), "none lost, none twice")
        self.assertEqual([event.name for event in told], SALE * 5)
        self.assertEqual(len({event.json["id"] for event in told}), 15)

    def test_a_stream_ends_with_the_shop_and_does_not_keep_it_from_ending(self):
        shop = self.own_shop()
        ears = self.listen(shop, self.key(shop))
        begun = time.monotonic()
        shop.stop()
        self.assertTrue(ears.is_over.wait(10))
        self.assertLess(time.monotonic() - begun, 8)

    def test_only_a_key_that_may_and_only_as_many_as_may_be(self):
        shop = self.own_shop()
        api = self.api(shop)
        self.assert_problem(api.request("GET", "/api/v1/events"), 401, "api_key")
        other = self.key(shop, "see_books", name="other")
        self.assert_problem(api.request("GET", "/api/v1/events", {"Authorization": "Bearer " + other}), 403, "api_key_scope")
        key = self.key(shop)
        bearer = {"Authorization": "Bearer " + key}
        self.assert_problem(api.request("GET", "/api/v1/events", {**bearer, "Last-Event-ID": "one"}), 400, "last_event_id")
        ears = [self.listen(shop, key) for _ in range(16)]
        self.assert_problem(api.request("GET", "/api/v1/events", bearer), 429, "too_many_streams")
        ears[0].close()
        until(lambda: self.listen(shop, key).status == 200, "room for another", shop)

    def test_who_comes_with_a_number_that_was_never_given_is_told_of_a_gap(self):
        shop = self.own_shop()
        ears = self.listen(shop, self.key(shop), last=999)
        until(lambda: ears.events, "the gap", shop)
        self.assertEqual(ears.names(), ["gap"])
        self.sell(shop)
        until(lambda: len(ears.events) == 4, "the sale", shop)
        self.assertEqual(ears.names()[1:], SALE)

    def test_what_needs_somebody_is_told(self):
        shop = self.own_shop()
        ears = self.listen(shop, self.key(shop))
        api = self.api(shop)
        order = self.place(api, self.priced_book(api))
        self.act(shop, order, "pay-too-little")
        until(lambda: "attention.opened" in ears.names(), "the fault", shop)
        opened = next(event for event in ears.events if event.name == "attention.opened").json
        self.assertEqual((opened["data"]["attention"]["kind"], opened["data"]["attention"]["about"]),
                         ("underpaid", order["reference"]))

    def test_a_key_that_is_ended_ends_its_streams(self):
        shop = self.own_shop()
        ears = self.listen(shop, self.key(shop))
        shop.json("apikey", "end", "ears")
        self.assertTrue(ears.is_over.wait(40), "the next heartbeat ends it")

    def test_the_desk_listens_with_its_session(self):
        shop = self.own_shop()
        ada = join(shop, "ada", first_link(shop))
        cookie = "; ".join(f"{name}={value}" for name, value in ada.browser.cookies.items())
        self.assertIn("data-live-events", ada.browser.get("/desk").text)
        self.assertEqual(shop.client().request("GET", "/desk/events").status, 303, "strangers are led to the door")

        ears = Listener(shop, "none", path="/desk/events", cookie=cookie)
        self.addCleanup(ears.close)
        self.sell(shop)
        until(lambda: len(ears.events) == 3, "the sale", shop)
        self.assertEqual(ears.names(), SALE)

    def memory(self, shop):
        status = Path(f"/proc/{shop.process.pid}/status").read_text()
        return int(re.search(r"RssAnon:\s+(\d+) kB", status).group(1)) << 10

    def test_a_hundred_that_only_listen_cost_little(self):
        shop = self.own_shop()
        keys = [self.key(shop, name=f"ears-{number}") for number in range(10)]
        self.listen(shop, keys[0]).close()
        self.sell(shop)
        threads = len(list(Path(f"/proc/{shop.process.pid}/task").iterdir()))
        before = self.memory(shop)
        ears = [self.listen(shop, keys[number % 10]) for number in range(IDLE)]
        each = (self.memory(shop) - before) // IDLE
        self.assertEqual(len(list(Path(f"/proc/{shop.process.pid}/task").iterdir())), threads, "no thread for any")
        print(f"     {each} bytes for each of {IDLE} that listen", flush=True)
        # What a sanitizer keeps of freed memory is not the shop's.
        self.assertLess(each, IDLE_BYTES_MAX * (8 if b"__asan_init" in AAN.read_bytes() else 1))
        self.sell(shop)
        until(lambda: all(len(one.events) == 3 for one in ears), "everybody is told", shop)
