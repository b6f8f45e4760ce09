"""Where machines watch the shop: /metrics and /healthz on a listener of their own, and what they say."""

import http.client
import json
import re
import socket
import time

from harness import ROOT, Shop, ShopCase, fresh_folder
from harness.case import demo_folder
from harness.exposition import Measured, parse, Malformed
from harness.process import run_aan

WITHIN_S = 30
ATTENTION = ROOT / "docs" / "how-to" / "attention.md"  # names every kind, with when it stands and until when


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def fetch(address, path="/metrics", host=None):
    if str(address).startswith("unix:"):
        link = http.client.HTTPConnection("localhost")
        link.sock = socket.socket(socket.AF_UNIX)
        link.sock.connect(str(address)[5:])
    else:
        link = http.client.HTTPConnection(address, timeout=20)
    try:
        link.request("GET", path, headers={"Host": host} if host else {})
        answer = link.getresponse()
        return answer.status, answer.getheader("content-type"), answer.read().decode()
    finally:
        link.close()


class Monitor(ShopCase):
    def watched(self, **env):
        """A shop that is watched on a port that the system chose."""
        shop = self.own_shop(env={"ADMIN_LISTEN": "127.0.0.1:0", **env})
        return shop, self.address(shop)

    def address(self, shop):
        return re.search(r'"admin.listening","address":"([^"]+)"', shop.log()).group(1)

    def measured(self, address):
        status, kind, text = fetch(address)
        self.assertEqual(status, 200, text)
        self.assertEqual(kind, "text/plain; version=0.0.4; charset=utf-8")
        return Measured(text)

    def wait_for(self, is_there):
        end = time.monotonic() + WITHIN_S
        while not (found := is_there()):
            self.assertLess(time.monotonic(), end)
            time.sleep(0.2)
        return found

    def test_the_text_is_what_a_strict_reader_takes_and_counts_what_happened(self):
        shop, address = self.watched()
        before = self.measured(address)
        client = self.api(shop)
        order = self.place(client, self.priced_book(client))
        self.act(shop, order, "refuse-refunds")
        self.act(shop, order, "pay-twice")
        shop.client().get("/books/no-such-book", status=404)
        self.wait_for(lambda: self.measured(address)("aan_attention_items", kind="refund_failed", urgency="now") == 1)
        after = self.measured(address)
        self.assertEqual(after("aan_orders", state="fulfilled") - before("aan_orders", state="fulfilled"), 1)
        self.assertEqual(after("aan_payment_events_total", provider="sandbox", kind="settled"), 2)
        self.assertEqual(after("aan_refunds_total", provider="sandbox", outcome="failed"), 1)
        self.assertEqual(after("aan_payment_method_up", method="sandbox"), 1)
        self.assertEqual(after("aan_store_up"), 1)
        self.assertEqual(after("aan_books"), 40)
        for route, status in (("api", "2xx"), ("page", "4xx")):
            self.assertGreater(after("aan_http_requests_total", route=route, status=status),
                               before("aan_http_requests_total", route=route, status=status), route)
        self.assertGreater(after("process_resident_memory_bytes"), 1e6)
        self.assertGreater(after("process_open_fds"), 5)
        self.assertGreater(after("aan_disk_free_bytes"), 0)
        self.assertLess(abs(after("process_start_time_seconds") - time.time()), 600)
        self.assertEqual({"waiting", "dead"}, after.values("aan_jobs", "state"))

    def test_every_kind_of_fault_has_its_measurement_before_it_ever_happens(self):
        shop, address = self.watched()
        samples = [dict(labels) for _, labels in self.measured(address).families["aan_attention_items"]["samples"]]
        rows = [line.split("|")[1] for line in ATTENTION.read_text().splitlines() if line.startswith("| `")]
        documented = re.findall(r"`(\w+)`", " ".join(rows))
        self.assertEqual(sorted(one["kind"] for one in samples), sorted(documented), "one of each, and all are described")
        self.assertEqual({one["urgency"] for one in samples}, {"now", "soon", "note"})

    def test_nothing_of_a_person_a_book_or_a_secret_is_in_it(self):
        shop, address = self.watched(NODE_CONTACT="desk@canary.example")
        client = self.api(shop)
        book = self.priced_book(client)
        order = self.place(client, book, receipt_name="Ada Canary")
        self.act(shop, order)
        shop.client().get("/search?q=canaryquery")
        _, _, text = fetch(address)
        for secret in ("anary", order["token"], order["reference"], book["slug"], book["title"], str(shop.data)):
            self.assertNotIn(secret, text)

    def test_it_is_not_on_the_shops_own_listener(self):
        shop, address = self.watched()
        for path in ("/metrics", "/healthz"):
            shop.client().get(path, status=404)
        status, _, text = fetch(address, "/healthz")
        self.assertEqual((status, text), (200, "ok\n"))
        for path in ("/", "/desk", "/api/v1/books", "/commands/book.list"):
            self.assertEqual(fetch(address, path)[0], 404, path)
        self.assertEqual(fetch(address, host="evil.example")[0], 421)

    def test_a_socket_file_serves_as_well_and_goes_with_the_shop(self):
        place = fresh_folder("admin") / "admin.sock"
        shop = self.own_shop(env={"ADMIN_LISTEN": f"unix:{place}"})
        self.assertEqual(self.measured(f"unix:{place}")("aan_store_up"), 1)
        self.assertEqual(place.stat().st_mode & 0o777, 0o600)
        shop.stop()
        self.assertFalse(place.exists())

    def test_off_is_off(self):
        shop = self.own_shop()
        self.assertNotIn("admin.listening", shop.log())

    def test_an_address_that_somebody_chose_is_needed_and_the_default_gives_way(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            chosen = f"127.0.0.1:{taken.getsockname()[1]}"
            done = run_aan("serve", "--data", demo_folder(), "--demo", "--listen", "127.0.0.1:0",
                           env={"ADMIN_LISTEN": chosen}, timeout=120)
            self.assertEqual(done.returncode, 5, done.stderr)
            self.assertIn("ADMIN_LISTEN", done.stderr)
        with socket.socket() as default:
            default.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                default.bind(("127.0.0.1", 9090))
                default.listen()
            except OSError:
                pass  # somebody has it already, which is as good
            shop = Shop(demo_folder())
            del shop.env["ADMIN_LISTEN"]
            shop.start()
            self.addCleanup(self.end, shop)
            self.assertIn("admin.not_listening", shop.log())
            self.assertTrue(shop.is_ready())

    def test_what_cannot_be_listened_on_is_refused_with_what_to_write(self):
        for bad in ("9090", "localhost:9090", "unix:relative.sock", "127.0.0.1:99999"):
            done = run_aan("serve", "--data", fresh_folder() / "shop", env={"ADMIN_LISTEN": bad})
            self.assertEqual(done.returncode, 2, bad)
            self.assertIn("ADMIN_LISTEN", done.stderr)
            self.assertIn("such as", done.stderr)

    def test_beyond_the_machine_it_is_warned_about(self):
        shop = self.own_shop(env={"ADMIN_LISTEN": "0.0.0.0:0"})
        warned = [json.loads(line) for line in shop.log().splitlines() if '"config"' in line]
        self.assertTrue(any("ADMIN_LISTEN" in one.get("what", "") for one in warned), warned)


class Reader(ShopCase):
    def test_the_reader_is_strict(self):
        good = "# HELP a_total A.\n# TYPE a_total counter\na_total{b=\"c\"} 1\n"
        parse(good)
        for bad in (good + "a_total{b=\"c\"} 2\n", good[:-1], good.replace("counter", "count"),
                    "a_total 1\n", good + "# HELP b B.\n# TYPE b gauge\nb 1\n" + good,
                    good.replace("b=\"c\"", "b=c"), good.replace("} 1", "} one")):
            with self.assertRaises((Malformed, ValueError), msg=bad):
                parse(bad)
