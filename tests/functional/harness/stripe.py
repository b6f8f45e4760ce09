"""The double of Stripe (tests/peers/stripe) as a process of its own."""

import hashlib
import hmac
import http.client
import json
import os
import shutil
import subprocess
import time
from urllib.parse import urlencode, urlsplit

from .paths import ROOT

WAIT_SECONDS_MAX = 60
SECRET = "whsec_functional"


def node():
    """The Node to run the double with, or None."""
    return os.environ.get("AAN_NODE") or shutil.which("node")


class StripeDouble:
    def __init__(self, trusted=None):
        """`trusted`: a file of certificates that it believes shops with, beside those of the system."""
        script = ROOT / "tests" / "peers" / "stripe" / "double.mjs"
        self.process = subprocess.Popen([node(), str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                                        env={**os.environ, **({"NODE_EXTRA_CA_CERTS": str(trusted)} if trusted else {})})
        self.port = json.loads(self.process.stdout.readline())["port"]
        self.origin = f"http://127.0.0.1:{self.port}"

    def stop(self):
        self.process.stdin.close()
        self.process.wait(10)
        self.process.stdout.close()

    def send(self, method, path, body=None, headers=None):
        """(status, headers, body) of one request."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=WAIT_SECONDS_MAX)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read().decode()
        finally:
            connection.close()

    def act(self, control, **asked):
        status, _, body = self.send("POST", "/_double/" + control, json.dumps(asked))
        if status != 200:
            raise AssertionError(f"{control}: {body}")
        return json.loads(body)

    def state(self):
        return self.act("state")

    def press(self, url, how="card"):
        """A button of the page where buyers pay: (status, where it leads)."""
        status, headers, _ = self.send("POST", urlsplit(url).path, urlencode({"how": how}),
                                       {"Content-Type": "application/x-www-form-urlencoded"})
        return status, headers.get("location")

    def back(self, url):
        """Where the page's link back to the shop leads."""
        session = url.rsplit("/", 1)[1]
        return next(one["cancel_url"] for one in self.state()["sessions"] if one["id"] == session)


def environment(double):
    """What a shop is told to sell by card at this double."""
    return {"ENABLE_STRIPE": "true", "STRIPE_SECRET_KEY": "rk_test_double", "STRIPE_WEBHOOK_SECRET": "whsec_old," + SECRET,
            "STRIPE_API_BASE": double.origin}


def signed(body, secret=SECRET, at=None):
    """The Stripe-Signature of a message."""
    at = int(time.time()) if at is None else at
    return f"t={at},v1=" + hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()


def until(is_there, what, shop=None, seconds_max=WAIT_SECONDS_MAX):
    """Asks until it is so; gives back what was true."""
    end = time.monotonic() + seconds_max
    while True:
        found = is_there()
        if found:
            return found
        if time.monotonic() > end:
            raise AssertionError(f"never: {what}\n{shop.log_tail() if shop else ''}")
        time.sleep(0.02)  # a poll: another process does it
