"""Rotation with overlap, seen from outside: what was made with an old key still opens, new things use the new one."""

import concurrent.futures
import contextlib
import os
import sqlite3
import unittest
from urllib.parse import urlsplit

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
        browser = shop.client()
        self.put_in_cart(browser, slug)
        shop.stop()
        for purpose in PURPOSES:
            shop.run("keys", "rotate", purpose)
        self.lose_retired_keys(shop)
        shop.start()
        browser.origin = shop.origin
        browser.close()
        self.assertEqual(len(browser.get("/cart").page.forms_to("/cart/remove")), 0)

    def lose_retired_keys(self, shop):
        lines = (shop.data / "keys").read_text().splitlines(keepends=True)
        (shop.data / "keys").write_text("".join(line for line in lines if line.split()[4] == "-"))

    def assert_refuses(self, shop, *named):
        """Neither serving nor writing; looking is free."""
        (shop.data / "keys.epub").write_bytes(b"")
        for command in (["book", "hide", "nothing"], ["import", shop.data / "keys.epub"], ["keys", "rotate", "links"], ["init"]):
            done = shop.run(*command)
            self.assertEqual(done.returncode, 4, (command, done.stderr))
            for word in (*named, str(shop.data / "keys"), "keys accept-loss", "copy of that file"):
                self.assertIn(word, done.stderr)
        with self.assertRaisesRegex(AssertionError, "keys accept-loss"):
            shop.start()
        shop.process = None
        self.assertEqual(shop.run("order", "list").returncode, 0)

    def test_a_shop_without_the_keys_of_its_orders_refuses_until_they_are_back(self):
        shop = self.own_shop()
        slug = self.priced_book(self.api(shop))["slug"]
        old = self.buy_as_a_person(shop, slug, "Zoë Old")
        first = self.ids(shop)
        shop.stop()
        for purpose in PURPOSES:
            shop.run("keys", "rotate", purpose)
        newest = (shop.data / "keys").read_text()
        self.lose_retired_keys(shop)
        self.assert_refuses(shop, first["links"][0][0], first["wrapping"][0][0])
        (shop.data / "keys").unlink()
        self.assert_refuses(shop, first["links"][0][0])
        self.assertFalse((shop.data / "keys").exists(), "no fresh keys beside orders of others")
        (shop.data / "keys").write_text(newest)
        (shop.data / "keys").chmod(0o600)
        shop.start()
        self.assert_all_opens(shop, *old, "Zoë Old")

    def test_a_copy_of_the_keys_from_before_a_rotation_is_refused_once_the_new_one_was_used(self):
        shop = self.own_shop()
        slug = self.priced_book(self.api(shop))["slug"]
        before = (shop.data / "keys").read_text()
        shop.run("keys", "rotate", "links")
        used = self.ids(shop)["links"][0][0]
        shop.stop()
        newest = (shop.data / "keys").read_text()
        (shop.data / "keys").write_text(before)
        shop.start()  # nothing was made with it
        shop.stop()
        (shop.data / "keys").write_text(newest)
        shop.start()
        self.buy_as_a_person(shop, slug, "Zoë Old")
        shop.stop()
        (shop.data / "keys").write_text(before)
        self.assert_refuses(shop, used)

    def test_an_accepted_loss_closes_names_and_nothing_else(self):
        shop = self.own_shop()
        slug = self.priced_book(self.api(shop))["slug"]
        browser, path = self.buy_as_a_person(shop, slug, "Zoë Old")
        waiting = self.place(self.api(shop), {"slug": slug})
        reference = shop.json("order", "list")["orders"][-1]["reference"]
        shop.stop()
        (shop.data / "keys").unlink()
        done = shop.run("keys", "accept-loss")
        self.assertEqual(done.returncode, 0, done.stderr)
        shop.start()
        for page in (path, path + "/receipt"):
            answer = shop.client().get(page)
            self.assertEqual(answer.status, 200)
            self.assertNotIn("Zoë Old", answer.text)
        self.assertEqual(self.order(self.api(shop), waiting)["reference"], waiting["reference"])
        shop.client().get(urlsplit(waiting["pay_url"]).path, status=410)  # it cannot lead back to the order any more
        self.assertEqual(shop.run("order", "show", reference).returncode, 0)
        self.assertEqual(shop.run("order", "link", reference).returncode, 4)
        renewed = shop.json("order", "link", reference, "--renew")["url"]
        self.assertEqual(shop.client().get("/" + renewed.split("/", 3)[3]).status, 200)
        self.assertEqual(shop.log().count("order.name_closed"), 1)
        self.buy_as_a_person(shop, slug, "Ada New")
        shop.restart()
        self.assert_no_errors_logged(shop)

    def test_keys_that_are_no_keys_say_where_and_what_to_do(self):
        shop = Shop(is_demo=False)
        shop.run("init")
        whole = (shop.data / "keys").read_text()
        for text in (whole[:-1], whole + "nonsense\n", ""):
            (shop.data / "keys").write_text(text)
            done = shop.run("keys", "list")
            self.assertEqual(done.returncode, 2)
            self.assertIn(str(shop.data / "keys"), done.stderr)
            self.assertIn("copy of it", done.stderr)

    def test_looking_takes_no_authority(self):
        shop = Shop(is_demo=False)
        shop.run("init")
        before = self.epoch(shop)
        for command in (["queue", "list"], ["keys", "list"], ["order", "list"], ["ledger", "check"], ["book", "list"]):
            self.assertEqual(shop.run(*command).returncode, 0, command)
        self.assertEqual(self.epoch(shop), before)

    @staticmethod
    def epoch(shop):
        with contextlib.closing(sqlite3.connect(shop.data / "aan.db")) as database:
            return database.execute("SELECT epoch FROM authority").fetchall()

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

    @unittest.skipIf(os.geteuid() != 0, "only root gives files away")
    def test_keys_of_another_user_stop_everything(self):
        shop = Shop(is_demo=False)
        shop.run("init")
        os.chown(shop.data / "keys", 12345, -1)
        for command in (["keys", "list"], ["keys", "rotate", "links"], ["book", "list"]):
            done = shop.run(*command)
            self.assertEqual(done.returncode, 2, (command, done.stderr))
            self.assertIn(f"chown {os.geteuid()} {shop.data / 'keys'}", done.stderr)
        with self.assertRaises(AssertionError):
            Shop(shop.data, is_demo=False).start()
        os.chown(shop.data / "keys", os.geteuid(), -1)
        self.assertEqual(shop.run("book", "list").returncode, 0)

    def test_a_wrong_purpose_is_named(self):
        shop = Shop(is_demo=False)
        self.assertEqual(shop.run("keys", "list").returncode, 3)
        shop.run("init")
        for purpose in ("node_identity", "cookie"):
            done = shop.run("keys", "rotate", purpose)
            self.assertEqual(done.returncode, 2)
            self.assertIn("cookies, links, wrapping", done.stderr)
