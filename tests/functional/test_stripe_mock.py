"""What the shop sends to Stripe, held to Stripe's own document of its API by Stripe's own program. It remembers nothing, so
the double answers while the shop works, and every request is judged afterwards."""

import http.client
import os
import re
import subprocess
import threading
import unittest

from harness import run_aan
from harness.stripe import environment, until
from harness.cards import CardCase

STRIPE_MOCK = os.environ.get("AAN_STRIPE_MOCK")
LISTENS = re.compile(r"Listening for HTTP at address: 127\.0\.0\.1:(\d+)")


class Judge:
    def __init__(self):
        self.process = subprocess.Popen([STRIPE_MOCK, "-http-addr", "127.0.0.1:0"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.port = next(int(said[1]) for line in self.process.stdout if (said := LISTENS.search(line)))
        threading.Thread(target=self.process.stdout.read, daemon=True).start()

    def stop(self):
        self.process.terminate()
        self.process.wait(10)

    def judge(self, asked):
        """(status, what it says) of one request."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(asked["method"], asked["path"] + asked["query"], asked["form"] or None,
                               {"Authorization": "Bearer sk_test_123", "Content-Type": "application/x-www-form-urlencoded"})
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()


@unittest.skipUnless(STRIPE_MOCK, "stripe-mock could not be built: no Go")
class Forms(CardCase):
    def test_stripes_own_program_takes_the_form_of_every_request(self):
        browser = self.card_shop.client()
        page = self.order_by_card(browser)
        _, back = self.stripe.press(page)
        self.come_back(browser, back)
        self.order_by_card(self.card_shop.client())
        reference = next(one["reference"] for one in self.card_shop.json("order", "list")["orders"] if one["state"] == "fulfilled")
        self.assertEqual(self.card_shop.run("order", "refund", reference).returncode, 0)
        until(lambda: self.stripe.state()["refunds"], "the refund", self.card_shop)
        run_aan("doctor", "stripe", "--data", self.card_shop.data, env={**environment(self.stripe), "NODE_URL": "https://books.example"})
        judge = Judge()
        self.addCleanup(judge.stop)
        forms = self.stripe.state()["forms"]
        kinds = {(one["method"], re.sub(r"/(cs|re|pi|ch|evt)_\w+", "/ID", one["path"])) for one in forms}
        self.assertGreaterEqual(kinds, {("POST", "/v1/checkout/sessions"), ("POST", "/v1/refunds"), ("GET", "/v1/account")}, kinds)
        self.assertEqual(judge.judge({"method": "POST", "path": "/v1/refunds", "query": "", "form": "no_such_field=1"})[0], 400,
                         "the judge judges")
        for one in forms:
            status, said = judge.judge(one)
            self.assertEqual(status, 200, f"{one}: {said}")
