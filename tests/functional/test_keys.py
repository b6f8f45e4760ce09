"""Rotation with overlap, seen from outside: what was made with an old key still opens, new things use the new one."""

import concurrent.futures

from harness import Shop, ShopCase
from harness.case import set_in_database

PURPOSES = ("cookies", "links", "wrapping")


class Keys(ShopCase):
    def ids(self, shop):
        """(id of the key in use, ids of the retired) by purpose."""
        keys = shop.json("keys", "list")["keys"]
        return {purpose: ([key["id"] for key in keys if key["purpose"] == purpose and "retired_at" not in key],
                          [key["id"] for key in keys if key["purpose"] == purpose and "retired_at" in key])
                for purpose in (*PURPOSES, "node_identity")}

    def buy_as_a_person(self, shop, slug, name):
        """A cookie jar with a book in its cart, and the address of a paid order with a name on its receipt."""
        browser = shop.client()
        self.put_in_cart(browser, slug)
        counter = self.check_out(browser, name=name)
        order = self.press(browser, counter, "pay")
        self.put_in_cart(browser, slug)
        return browser, order.path

    def assert_all_opens(self, shop, browser, path, name):
        browser.origin = shop.origin
        browser.close()
        self.assertEqual(len(browser.get("/cart").page.forms_to("/cart/remove")), 1, "the cart of the cookie")
        page = browser.get(path)
        self.assertIn(name, self.receipt(shop, path), "the name on the receipt")
        self.assertTrue([form for form in page.page.forms if form.action.endswith("/downloads")], "its downloads")

    def receipt(self, shop, path):
        return shop.client().get(path + "/receipt").text

    def test_old_carts_links_and_receipts_outlive_two_rotations_and_new_ones_use_the_new_keys(self):
        shop = self.own_shop()
        slug = self.priced_book(self.api(shop))["slug"]
        old = self.buy_as_a_person(shop, slug, "Zoë Old")
        first = self.ids(shop)
        shop.stop()
        for purpose in PURPOSES * 2:
            self.assertEqual(shop.run("keys", "rotate", purpose).returncode, 0)
        second = self.ids(shop)
        for purpose in PURPOSES:
            self.assertEqual((len(second[purpose][0]), len(second[purpose][1])), (1, 2), purpose)
            self.assertIn(first[purpose][0][0], second[purpose][1])
        self.assertEqual(second["node_identity"], first["node_identity"])
        shop.start()
        self.assert_all_opens(shop, *old, "Zoë Old")
        new = self.buy_as_a_person(shop, slug, "Ada New")
        self.assert_all_opens(shop, *new, "Ada New")
        shop.stop()
        # An order of before cannot be opened with the new link key alone, so the new one is used for new orders.
        used = set_in_database(shop, "UPDATE orders SET link_key_id = link_key_id WHERE link_key_id = ?",
                               second["links"][0][0])
        self.assertEqual(used, 1, "one order was made with the new link key")
        wrapped = set_in_database(shop, "UPDATE orders SET locale = locale WHERE link_key_id = ?", first["links"][0][0])
        self.assertEqual(wrapped, 1, "and one with the first")

    def test_without_its_old_keys_a_shop_knows_old_carts_no_more(self):
        shop = self.own_shop()
        slug = self.priced_book(self.api(shop))["slug"]
        browser, path = self.buy_as_a_person(shop, slug, "Zoë Old")
        shop.stop()
        for purpose in PURPOSES:
            shop.run("keys", "rotate", purpose)
        lines = (shop.data / "keys").read_text().splitlines(keepends=True)
        (shop.data / "keys").write_text("".join(line for line in lines if line.split()[4] == "-"))
        shop.start()
        browser.origin = shop.origin
        browser.close()
        self.assertEqual(len(browser.get("/cart").page.forms_to("/cart/remove")), 0)

    def test_keys_are_rotated_while_the_shop_sells_and_it_uses_the_new_ones_at_once(self):
        shop = self.own_shop()
        slug = self.priced_book(self.api(shop))["slug"]
        old = self.buy_as_a_person(shop, slug, "Zoë Old")
        first = self.ids(shop)
        for purpose in PURPOSES:
            said = shop.json("keys", "rotate", purpose)["keys"]
            self.assertEqual(len([key for key in said if key["purpose"] == purpose]), 2)
        second = self.ids(shop)
        for purpose in PURPOSES:
            self.assertEqual(second[purpose][1], first[purpose][0], "the one before is retired")
        self.assertEqual(second["node_identity"], first["node_identity"])
        self.assert_all_opens(shop, *old, "Zoë Old")
        new = self.buy_as_a_person(shop, slug, "Ada New")
        # What was made before the server is killed opens after: the fresh keys were on the disk first.
        shop.kill()
        shop.start()
        self.assertEqual(self.ids(shop), second)
        self.assert_all_opens(shop, *old, "Zoë Old")
        self.assert_all_opens(shop, *new, "Ada New")
        shop.stop()
        used = set_in_database(shop, "UPDATE orders SET link_key_id = link_key_id WHERE link_key_id = ?",
                               second["links"][0][0])
        self.assertEqual(used, 1, "one order was made with the new link key")

    def test_of_rotations_at_once_none_is_lost(self):
        shop = self.own_shop()
        with concurrent.futures.ThreadPoolExecutor(6) as pool:
            done = list(pool.map(lambda _: shop.run("keys", "rotate", "cookies"), range(6)))
        self.assertEqual([one.returncode for one in done], [0] * 6, [one.stderr for one in done])
        self.assertEqual((len(self.ids(shop)["cookies"][0]), len(self.ids(shop)["cookies"][1])), (1, 6))

    def test_keys_that_others_can_read_stop_everything(self):
        shop = Shop(is_demo=False)
        shop.run("init")
        for mode in (0o640, 0o604, 0o660):
            (shop.data / "keys").chmod(mode)
            for command in (["keys", "list"], ["keys", "rotate", "links"], ["book", "list"]):
                done = shop.run(*command)
                self.assertEqual(done.returncode, 2, (command, done.stderr))
                self.assertIn("chmod 600", done.stderr)
            with self.assertRaises(AssertionError):
                Shop(shop.data, is_demo=False).start()
        (shop.data / "keys").chmod(0o600)
        self.assertEqual(shop.run("book", "list").returncode, 0)

    def test_a_wrong_purpose_is_named(self):
        shop = Shop(is_demo=False)
        self.assertEqual(shop.run("keys", "list").returncode, 3)
        shop.run("init")
        for purpose in ("node_identity", "cookie"):
            done = shop.run("keys", "rotate", purpose)
            self.assertEqual(done.returncode, 2)
            self.assertIn("cookies, links, wrapping", done.stderr)
