"""Under which names a shop answers, where play money is refused, and what a shop without a way to pay says."""

import re
import socket
import unittest

from harness import Shop, ShopCase, fresh_folder, run_aan
from harness.case import demo_folder


def own_address():
    """The address of this machine that others would use; nothing without a network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            return probe.getsockname()[0]
        except OSError:
            return None


class Addresses(ShopCase):
    def serve(self, env=None, **more):
        shop = Shop(is_demo=False, env=env, **more)
        self.addCleanup(self.end, shop)
        return shop.start()

    def config(self, shop):
        return shop.client(is_browser=False).get("/api/config").json()

    def test_names_that_only_begin_like_this_machine_have_no_play_money(self):
        for env, word in (({"NODE_URL": "https://localhost.books.example"}, "NODE_URL"),
                          ({"NODE_URL": "https://127.books.example"}, "NODE_URL"),
                          ({"NODE_URL": "http://books.example"}, "NODE_URL"),
                          ({"PRIMARY_DOMAIN": "books.example"}, "PRIMARY_DOMAIN")):
            with self.subTest(env=env):
                shop = self.serve(env)
                config = self.config(shop)
                self.assertEqual((config["sandbox"], config["methods"], config["paymentMode"]), (False, [], "none"))
                said = [one for one in config["warnings"] if "Play money is off because " + word in one]
                self.assertEqual(len(said), 1, config["warnings"])
                self.assertIn("There is no way to pay yet", said[0])
                self.assertEqual(shop.log().count("Play money is off"), 1)
                shop.stop()

    def test_a_demonstration_that_gets_no_play_money_is_told(self):
        shop = self.own_shop(env={"PRIMARY_DOMAIN": "books.example"})
        self.assertFalse(self.config(shop)["sandbox"])
        self.assertEqual(shop.log().count("Play money is off because PRIMARY_DOMAIN"), 1)

    def test_a_shop_with_play_money_is_not_warned(self):
        self.assertEqual(self.config(self.serve({"NODE_URL": "https://localhost"}))["warnings"], [])

    def test_a_path_in_the_address_is_refused(self):
        done = run_aan("serve", "--data", fresh_folder() / "shop", env={"NODE_URL": "https://books.example/shop"})
        self.assertEqual(done.returncode, 2)
        self.assertIn("without a path", done.stderr)

    def test_a_name_is_no_address_to_listen_on(self):
        done = run_aan("serve", "--data", fresh_folder() / "shop", "--listen", "localhost:8080")
        self.assertEqual(done.returncode, 2)
        self.assertIn("LISTEN (--listen): write an IP address and a port, such as 127.0.0.1:8080", done.stderr)

    def test_the_fallback_page_names_every_address_and_no_way_that_is_not_there(self):
        shop = self.serve({"NODE_URL": "https://books.example", "PRIMARY_DOMAIN": "shop.example"})
        browser = shop.client()
        page = browser.get("/about-fallback")
        self.assertIn("https://books.example", page.text)
        self.assertIn("https://shop.example", page.text)
        self.assertNotIn("has one address", page.text)
        self.assertNotIn("These are the ways to pay", page.text)
        self.assertIn("Free books can be taken", page.text)
        for host in ("books.example", "shop.example"):
            self.assertEqual(browser.send("GET", "/about-fallback", {"host": host}).status, 200, host)
        page = self.shop.client().get("/about-fallback")
        self.assertIn("has one address", page.text)
        self.assertIn("These are the ways to pay", page.text)

    def test_a_shop_that_cannot_be_paid_says_so_where_a_book_would_be_bought(self):
        folder = demo_folder()
        before = Shop(folder)
        self.addCleanup(self.end, before)
        before.start()
        api = self.api(before)
        waiting = self.place(api, self.priced_book(api))
        self.assertIsNone(waiting["pay_stop"])
        before.stop()
        stocked = Shop(folder, env={"PRIMARY_DOMAIN": "books.example"})
        self.addCleanup(self.end, stocked)
        stocked.start()
        api = self.api(stocked)
        browser = stocked.client()
        priced, free = self.priced_book(api), self.free_book(api)
        for path in (f"/books/{priced['slug']}", f"/books/{priced['slug']}/sample"):
            page = browser.get(path).page
            self.assertEqual(page.forms_to("/cart/add"), [], path)
            self.assertFalse([link for link, _ in page.links if "/checkout" in link], path)
        self.assertIn("no way to be paid yet", browser.get(f"/books/{priced['slug']}").text)
        checkout = browser.get(f"/checkout?book={priced['slug']}")
        self.assertIn("no way to be paid yet", checkout.text)
        self.assertNotIn("in a few minutes", checkout.text)
        order = browser.submit(browser.get(f"/checkout?book={free['slug']}").page.form_to("/checkout"))
        self.assertIn("Your book is ready", order.text)
        self.assertEqual(self.order(self.api(stocked), waiting)["pay_stop"], "none_offered")
        self.assertIn("look again before then, or ask the shop", browser.get(f"/orders/{waiting['token']}").text)

    def test_listening_everywhere_says_so_and_warns(self):
        shop = Shop(is_demo=False, listen="0.0.0.0")
        self.addCleanup(self.end, shop)
        shop.start()
        self.assertIn("Listening on http://0.0.0.0:", shop.lines[0])
        self.assertEqual(shop.log().count("until NODE_URL"), 1)
        refused = shop.client().send("GET", "/", {"host": "192.0.2.7:80"})
        self.assertEqual(refused.status, 421)
        self.assertEqual([link for link in re.findall(r'class="button[^"]*" href="([^"]*)"', refused.text)], [])
        shop.stop()
        self.assertEqual(shop.log().count("net.stopped"), 1)

    @unittest.skipIf(own_address() is None, "this machine has no address but loopback")
    def test_a_literal_address_is_answered(self):
        shop = Shop(is_demo=False, listen=own_address())
        self.addCleanup(self.end, shop)
        shop.start()
        self.assertIn(own_address(), shop.origin)
        self.assertEqual(shop.client().get("/").status, 200)
        self.assertEqual(shop.client().send("GET", "/", {"host": "books.example"}).status, 421)
