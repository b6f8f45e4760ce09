"""The shop behind Caddy, with the very Caddyfile that is shipped: https, cards and their messages, certificates by ACME."""

import http.client
import os
import shutil
import subprocess
import unittest
from urllib.parse import urlsplit

from harness import ROOT, ShopCase, free_key, fresh_folder
from harness.caddy import Caddy, Pebble, SecureClient, authority, free_ports
from harness.stripe import SECRET, StripeDouble, environment, node, until

CADDY = os.environ.get("AAN_CADDY")
PEBBLE = os.environ.get("AAN_PEBBLE")


@unittest.skipUnless(CADDY, "Caddy could not be fetched")
class BehindCaddy(ShopCase):
    def behind(self, name, ports, options, root, env=None):
        """A shop that is called `name` and the Caddy in front of it, when it answers."""
        shop = self.own_shop(env={"NODE_URL": f"https://{name}:{ports[0]}", "TRUSTED_PROXIES": "127.0.0.1", **(env or {})})
        caddy = Caddy(name, ports, urlsplit(shop.origin).port, options)
        self.addCleanup(caddy.stop)
        return shop, caddy, root

    def with_own_authority(self, env=None, given=None):
        cert, key = given or authority()
        options = ["local_certs", "pki {", "\tca local {", "\t\troot {", f"\t\t\tcert {cert}", f"\t\t\tkey {key}", "\t\t}", "\t}", "}"]
        shop, caddy, root = self.behind("localhost", free_ports(2), options, cert, env)
        return shop, caddy.wait_for(root), root

    def test_visitors_come_by_https_and_the_shop_knows_it(self):
        shop, caddy, root = self.with_own_authority()
        browser = SecureClient(caddy.origin, root)
        slug = self.priced_book(SecureClient(caddy.origin, root, is_browser=False))["slug"]
        self.put_in_cart(browser, slug)
        self.assertTrue(all(name.startswith("__Host-") for name in browser.cookies), browser.cookies)
        self.assertIn(slug, browser.get("/cart").text)
        plain = http.client.HTTPConnection("127.0.0.1", caddy.http, timeout=20)
        plain.request("GET", "/books", headers={"Host": f"localhost:{caddy.http}"})
        answer = plain.getresponse()
        self.assertIn(answer.status, (301, 302, 307, 308))
        self.assertTrue(answer.getheader("location").startswith("https://localhost"))
        plain.close()
        order = self.place(SecureClient(caddy.origin, root, is_browser=False), {"slug": slug})
        self.assertTrue(order["url"].startswith(caddy.origin + "/orders/"), order["url"])
        asset = next(address for address in browser.get("/books/" + slug).page.addresses if address.startswith("/assets/"))
        packed = SecureClient(caddy.origin, root).send("GET", asset, {"Accept-Encoding": "br"})
        self.assertEqual(packed.header("content-encoding"), "br", "the shop's own compression arrives")
        cover = next(address for address in browser.get("/books/" + slug).page.addresses if address.startswith("/covers/"))
        part = SecureClient(caddy.origin, root).send("GET", cover, {"Range": "bytes=0-9"})
        self.assertEqual((part.status, len(part.body)), (206, 10))
        self.assert_no_errors_logged(shop)

    def test_a_stranger_cannot_say_where_he_comes_from(self):
        shop, caddy, root = self.with_own_authority()
        client = SecureClient(caddy.origin, root)
        self.assertEqual(client.send("GET", "/", {"X-Forwarded-Proto": "http", "X-Forwarded-For": "203.0.113.9"}).status, 200)
        self.assertEqual(client.send("GET", "/", {"X-Forwarded-Host": "evil.example"}).status, 200)
        self.assertNotIn("evil.example", client.get("/").text)
        self.assertNotIn("203.0.113.9", shop.log())

    @unittest.skipUnless(node(), "no Node to run the double of Stripe with")
    def test_a_book_is_sold_by_card_and_stripes_message_arrives_as_it_was_signed(self):
        given = authority()
        stripe = StripeDouble(trusted=given[0])
        self.addCleanup(stripe.stop)
        # Asking is far away, so that only the message can tell.
        shop, caddy, root = self.with_own_authority({**environment(stripe), "RECONCILE_SECONDS": "3600"}, given)
        stripe.act("endpoint", url=caddy.origin + "/webhooks/stripe", secrets=[SECRET])
        api = SecureClient(caddy.origin, root, is_browser=False)
        book = self.priced_book(api)
        order = api.post_json("/api/v1/orders", {"items": [{"book": book["slug"]}], "method": "card"}, free_key(), 201).json()["order"]
        stripe.press(order["pay_url"])
        until(lambda: self.order(api, order)["state"] == "fulfilled", "the message", shop)
        download = self.order(api, order)["lines"][0]["downloads"][0]
        url = self.start_download(api, order, download)["url"]
        self.assertTrue(url.startswith(caddy.origin + "/download/"), url)
        self.assertEqual(SecureClient(caddy.origin, root).get(url).body[:2], b"PK")
        self.assert_ledger_is_clean(shop)

    @unittest.skipUnless(PEBBLE, "needs the ACME server pebble, which is built with Go")
    def test_the_certificate_comes_by_acme(self):
        ports = free_ports(2)
        pebble = Pebble(*ports)
        self.addCleanup(pebble.stop)
        options = [f"acme_ca {pebble.directory}", f"acme_ca_root {pebble.root}", "email keeper@shop.test"]
        shop, caddy, root = self.behind("shop.test", ports, options, pebble.issuer())
        caddy.wait_for(root)
        self.assertEqual(SecureClient(caddy.origin, root).get("/").status, 200)
        self.assert_no_errors_logged(shop)


class Unit(ShopCase):
    @unittest.skipUnless(shutil.which("systemd-analyze"), "systemd is not installed")
    def test_the_service_file_is_one(self):
        text = (ROOT / "deploy" / "aan.service").read_text()
        file = fresh_folder("unit") / "aan.service"
        file.write_text(text.replace("/usr/local/bin/aan ", "/bin/true ").replace("User=aan\nGroup=aan\n", ""))
        done = subprocess.run(["systemd-analyze", "verify", file], capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stderr), (0, ""))


if __name__ == "__main__":
    unittest.main()
