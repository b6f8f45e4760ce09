"""The log: one event is one line, for machines where it is read by machines and for people on a terminal."""

import json
import os
import pty
import re
import signal
import subprocess
import time

from harness import AAN, Shop, ShopCase
from harness.case import demo_folder
from harness.process import environment

TEXT_LINE = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z  (debug|info |warn |error)  [a-z_.]+(  \S.*)?$")

# Alone on its line: what the log says meanwhile takes its place.
PROGRESS = re.compile(r"^Stocking the demonstration: \d+ of \d+ books$")


def on_a_terminal(**more):
    """What `aan serve` says on a terminal, from start to stop."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen([AAN, "serve", "--demo", "--data", demo_folder(), "--listen", "127.0.0.1:0"],
                               env=environment({"TERM": "xterm", **more}), stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL, stderr=theirs)
    os.close(theirs)
    said, end = b"", time.monotonic() + 60
    try:
        while b"serve.ready" not in said and time.monotonic() < end:
            said += os.read(ours, 65536)
        process.send_signal(signal.SIGTERM)
        while True:
            said += os.read(ours, 65536)
    except OSError:  # the other side is closed: the program has ended
        process.wait(40)
    finally:
        process.kill()
        os.close(ours)
    lines = said.decode().replace("\r\n", "\n").replace("\x1b[K", "").splitlines()
    return "\n".join(line for line in lines if line and not PROGRESS.match(line))


class Log(ShopCase):
    def test_each_request_is_one_line_that_parses_whatever_was_asked(self):
        shop = self.own_shop()
        client = self.api(shop)
        nasty = ["/books/%0d%0a%1b[31m", "/search?q=%00%0aX%e2%80%a8", "/no/such?email=a@b.example", "/api/v1/books/%ff"]
        for path in nasty:
            client.send("GET", path, {"User-Agent": "\x1b]0;x\x07", "X-Forwarded-For": "203.0.113.9", "Cookie": "a=\x1b"})
        shop.stop()
        lines = [json.loads(line) for line in shop.log().splitlines()]
        self.assertGreaterEqual(sum(line["event"] == "http.request" for line in lines), len(nasty))
        for line in lines:
            self.assertTrue({"at", "level", "event"} <= line.keys(), line)
        for secret in ("a@b.example", "203.0.113.9", "127.0.0.1\"", "\x1b", "[31m"):
            self.assertNotIn(secret, shop.log())

    def test_a_request_says_its_route_and_never_its_token(self):
        shop = self.own_shop()
        api = self.api(shop)
        order = self.buy(shop, api, self.priced_book(api))
        shop.client().get("/orders/" + order["token"])
        shop.stop()
        self.assertIn('"route":"/orders/{token}"', shop.log())
        self.assertNotIn(order["token"], shop.log())

    def test_people_get_plain_lines_when_they_ask(self):
        shop = Shop(demo_folder(), env={"LOG_FORMAT": "text"}).start()
        shop.stop()
        for line in shop.log().splitlines():
            self.assertRegex(line, TEXT_LINE)
        self.assertIn("  serve.ready  address=http://127.0.0.1:", shop.log())

    def test_a_terminal_gets_text_in_colour_unless_it_is_not_wanted(self):
        said = on_a_terminal()
        self.assertIn("\x1b[32minfo \x1b[0m  serve.ready  address=", said)
        for line in on_a_terminal(NO_COLOR="1").splitlines():
            self.assertRegex(line, TEXT_LINE)
        for line in on_a_terminal(LOG_FORMAT="json").splitlines():
            json.loads(line)

    def test_no_other_form_is_known(self):
        shop = Shop(env={"LOG_FORMAT": "xml"})
        with self.assertRaises(AssertionError):
            shop.start()
        self.assertIn("LOG_FORMAT (environment): write auto, json or text.", shop.log())
