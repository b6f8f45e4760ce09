"""Base of the tests: one demonstration shop shared by all, and steps of a purchase."""

import re
import shutil
import sqlite3
import threading
import time
import unittest
from urllib.parse import urlsplit

from .buyer import Buyer
from .client import Client, free_key
from .process import ServerGone, Shop, fresh_folder
from .traces import files_with, shapes

_shared = {}


def shared_shop():
    """A running demonstration shop, for tests that leave it as good as they found it."""
    shop = _shared.get("shop")
    if shop is not None and shop.process is not None:
        try:
            shop.check_alive()
            return shop
        except ServerGone:
            # Said by the test that finds it; those after it have a new one.
            del _shared["shop"]
            raise
    _shared["shop"] = Shop(demo_folder()).start()
    return _shared["shop"]


def stop_shared():
    if "shop" in _shared:
        _shared.pop("shop").stop()


def demo_folder():
    """A copy of a stocked demonstration: stocking forty books takes longer than copying them."""
    if "template" not in _shared:
        shop = Shop().start()
        shop.stop()
        _shared["template"] = shop.data
    folder = fresh_folder("demo") / "data"
    shutil.copytree(_shared["template"], folder)
    return folder


class ShopCase(Buyer, unittest.TestCase):
    """`self.shop` is the shared shop; `self.own_shop()` one for this test alone."""

    maxDiff = 4000

    @property
    def shop(self):
        return shared_shop()

    def own_shop(self, **options):
        shop = Shop(demo_folder(), **options).start()
        self.addCleanup(self.end, shop)
        return shop

    @staticmethod
    def end(shop):
        if shop.process is not None:
            shop.stop()

    # What programs do.

    def api(self, shop=None):
        return (shop or self.shop).client(is_browser=False)

    def priced_book(self, api, number=0):
        books = api.get("/api/v1/books?limit=100").json()["books"]
        priced = [book for book in books if book["price"] and book["price"]["amount"] != "0"]
        return priced[number % len(priced)]

    def free_book(self, api):
        return next(book for book in api.get("/api/v1/books?free=true").json()["books"])

    def place(self, api, *books, key=None, **more):
        request = {"items": [{"book": book["slug"]} for book in books], "method": "sandbox", **more}
        return api.post_json("/api/v1/orders", request, key or free_key(), 201).json()["order"]

    def order(self, api, order):
        return api.get("/api/v1/orders/" + order["token"]).json()["order"]

    def act(self, shop, order, action="pay", key=None):
        """Presses a button of the play-money processor's page, as a browser would."""
        buyer = shop.client()
        page = buyer.get(order["pay_url"]).page
        form = page.form_to(urlsplit(order["pay_url"]).path)
        buttons = {value: [name, value] for name, value, _ in form.buttons}
        self.assertIn(action, buttons, "the sandbox has no such button")
        values = {"idempotency_key": key} if key else {}
        return buyer.submit(form, values, button=buttons[action])

    def buy(self, shop, api, *books):
        """An order placed, paid and fulfilled."""
        order = self.place(api, *books)
        self.act(shop, order)
        order = self.order(api, order)
        self.assertEqual(order["state"], "fulfilled")
        return order

    def start_download(self, api, order, download, key=None, status=201):
        return api.post_json(f"/api/v1/orders/{order['token']}/downloads", {"grant_id": download["grant_id"]},
                             key or free_key(), status).json()

    # What must hold of any answer.

    def assert_problem(self, response, status, reason=None):
        self.assertEqual(response.status, status, response)
        if response.path.startswith("/api/"):
            self.assertEqual(response.header("content-type"), "application/problem+json")
            if reason:
                self.assertEqual(response.json()["reason"], reason)
        return response

    def assert_ledger_is_clean(self, shop):
        checked = shop.json("ledger", "check")
        self.assertEqual(checked, {"good": True, "findings": []})

    def assert_kept_nowhere(self, shop, *words, seen):
        """No file of the shop and no line of its log has one of the words in the clear. `seen` does lie there: who
        looks finds what there is to find."""
        self.assertTrue([name for name in files_with(shop.data, seen) if name.startswith("aan.db")], "the database was read")
        self.assertIn('"event"', shop.log(), "and so was the log")
        self.assertEqual(files_with(shop.data, *words), [])
        for shape in (shape for word in words for shape in shapes(word)):
            self.assertNotIn(shape, shop.log().encode())

    def assert_no_errors_logged(self, shop):
        bad = [line for line in shop.log().splitlines() if '"level":"error"' in line]
        self.assertEqual(bad, [])


def set_in_database(shop, statement, *values):
    """Changes what cannot be waited for, such as a time, in a shop that stands still."""
    if shop.process is not None:
        raise AssertionError("the shop is running")
    connection = sqlite3.connect(shop.data / "aan.db")
    try:
        with connection:
            return connection.execute(statement, values).rowcount
    finally:
        connection.close()


def at_once(count, function):
    """Runs function(number) in as many threads at one moment; gives back what each returned or raised."""
    gate = threading.Barrier(count)
    results = [None] * count

    def run(number):
        gate.wait()
        try:
            results[number] = function(number)
        except Exception as error:  # noqa: BLE001 - every thread's outcome is looked at
            results[number] = error

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def when_not_busy(ask, tries_max=600):
    """The answer of ask(), asked again while the shop says that it is too busy, as its page asks people to."""
    for _ in range(tries_max):
        answer = ask()
        if answer.status != 503:
            break
        time.sleep(0.2)  # fewer at once is what it asks for
    return answer


def token_in(url):
    return re.search(r"/(?:orders|download)/([A-Za-z0-9_-]+)", url).group(1)


__all__ = ["Client", "ShopCase", "at_once", "demo_folder", "free_key", "set_in_database", "shared_shop", "stop_shared",
           "token_in"]
