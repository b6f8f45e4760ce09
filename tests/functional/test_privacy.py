"""What is personal stays sealed, what is secret stays out of files and logs, and no page calls another host."""

from urllib.parse import urljoin, urlsplit

from harness import ShopCase
from harness.traces import shapes

CANARY = "Zanzibar Quokkamund Öxl"
SEARCHED = "wombatological"
PAGES_MAX = 200


class Privacy(ShopCase):
    def assert_nowhere(self, shop, secret, name):
        for path in sorted(shop.data.rglob("*")):
            if path.is_file():
                data = path.read_bytes()
                for shape in shapes(secret):
                    self.assertNotIn(shape, data, f"{name} lies in {path.relative_to(shop.data)}")
        for shape in shapes(secret):
            self.assertNotIn(shape, shop.log().encode(), f"{name} is in the log")

    def test_names_links_and_searches_leave_no_trace(self):
        shop = self.own_shop(env={"LOG_LEVEL": "debug"})
        browser = shop.client()
        api = self.api(shop)
        self.put_in_cart(browser, self.priced_book(api)["slug"])
        order = self.press(browser, self.check_out(browser, CANARY), "pay")
        self.assertIn(CANARY, order.page.text)
        download = browser.submit(order.page.form_to("/downloads"))
        browser.get("/search?q=" + SEARCHED)
        api.get("/api/catalog/search?q=" + SEARCHED)
        by_api = self.place(api, self.priced_book(api), receipt_name=CANARY)
        self.act(shop, by_api)
        self.assertEqual(self.order(api, by_api)["receipt_name"], CANARY)
        api.request("GET", "/no/such/place/" + SEARCHED + "?q=" + SEARCHED)
        secrets = {"the name": CANARY, "the name's last word": "Quokkamund", "the order's link": order.path.split("/")[2],
                   "the API order's link": by_api["token"], "the download's link": download.path.split("/")[2],
                   "the search": SEARCHED}
        for moment in ("running", "stopped"):
            with self.subTest(moment=moment):
                for name, secret in secrets.items():
                    if name == "the search" and moment == "running":
                        continue
                    self.assert_nowhere(shop, secret, name)
            if moment == "running":
                shop.stop()
        self.assertIn('"event"', shop.log())

    def test_the_commands_of_the_operator_show_no_names(self):
        api = self.api()
        order = self.place(api, self.priced_book(api), receipt_name=CANARY)
        for command in (["order", "list"], ["order", "show", order["reference"]]):
            for form in ([], ["--json"]):
                done = self.shop.run(*command, *form)
                self.assertNotIn("Quokkamund", done.stdout + done.stderr)
                self.assertNotIn(order["token"], done.stdout + done.stderr)


class EveryPage(ShopCase):
    def assert_sound(self, response):
        page = response.page
        self.assertEqual(page.problems, [], response.url)
        self.assertEqual(len(page.headings), 1, response.url)
        for address in page.addresses:
            target = urlsplit(urljoin(response.url, address))
            if target.scheme in ("http", "https"):
                self.assertEqual(f"{target.scheme}://{target.netloc}", self.shop.origin, f"{response.url}: {address}")
            elif target.scheme == "opds":  # a reading app's way to the shop itself
                self.assertEqual(target.netloc, urlsplit(self.shop.origin).netloc, f"{response.url}: {address}")
            else:
                self.assertIn(target.scheme, ("mailto", "data"), f"{response.url}: {address}")
        for tag, attributes in page.tags:
            self.assertNotIn("style", attributes, response.url)
            self.assertFalse([name for name in attributes if name.startswith("on")], response.url)
            if tag == "script" and attributes.get("type") != "application/ld+json":  # a block of data, which nothing runs
                self.assertTrue(attributes.get("src"), response.url)
            self.assertNotEqual(tag, "style", response.url)
            if tag == "img":
                self.assertIn("alt", attributes, response.url)
            if tag == "html":
                self.assertTrue(attributes.get("lang"), response.url)
        self.assert_headers(response)
        return page

    def assert_headers(self, response):
        policy = response.header("content-security-policy") or ""
        self.assertIn("default-src 'none'", policy, response.url)
        self.assertNotIn("unsafe-inline", policy, response.url)
        self.assertNotIn("http", policy, response.url)
        self.assertEqual(response.header("x-content-type-options"), "nosniff", response.url)
        self.assertIn(response.header("referrer-policy"), ("no-referrer", "same-origin", "strict-origin"), response.url)
        self.assertTrue(response.header("x-request-id"), response.url)
        self.assertTrue("frame-ancestors 'none'" in policy or response.header("x-frame-options"), response.url)

    def test_every_page_that_links_lead_to(self):
        browser = self.shop.client()
        waiting, seen = ["/", "/about-fallback"], set()
        while waiting and len(seen) < PAGES_MAX:
            path = waiting.pop(0)
            if path in seen:
                continue
            seen.add(path)
            response = browser.request("GET", path)
            if response.status in (303, 308):
                waiting.append(browser.path_of(urljoin(response.url, response.header("location"))))
                continue
            self.assertEqual(response.status, 200, response)
            kind = response.header("content-type").split(";")[0]
            if kind != "text/html":
                continue
            page = self.assert_sound(response)
            self.assertEqual(response.all("set-cookie"), [], path)
            for address, _ in page.links:
                target = urlsplit(urljoin(response.url, address or ""))
                if f"{target.scheme}://{target.netloc}" == self.shop.origin:
                    waiting.append(target.path + (f"?{target.query}" if target.query else ""))
            for address in page.addresses:
                if address.startswith(("/assets/", "/covers/")) and address not in seen:
                    seen.add(address)
                    self.assertEqual(browser.request("GET", address).status, 200, address)
        self.assertGreater(len(seen), 60)
        self.assertEqual(browser.cookies, {})

    def test_private_pages_and_errors(self):
        browser = self.shop.client()
        api = self.api()
        self.put_in_cart(browser, self.priced_book(api)["slug"])
        order = self.place(api, self.priced_book(api))
        bought = self.buy(self.shop, api, self.priced_book(api))
        for path in ("/cart", "/checkout", order["url"], order["pay_url"], bought["url"]):
            response = browser.get(path)
            self.assert_sound(response)
            self.assertEqual(response.header("cache-control"), "no-store", path)
            self.assertIsNone(response.header("content-encoding"))
        for path, status in (("/no-such-page", 404), ("/books/no-such", 404), ("/orders/" + "A" * 27, 404),
                             ("/cart/add", 405)):
            response = browser.request("GET", path)
            self.assertEqual(response.status, status)
            self.assert_sound(response)

    def test_catalogue_pages_are_compressed_and_conditional(self):
        browser = self.shop.client()
        for path in ("/", "/books", "/books/" + self.priced_book(self.api())["slug"]):
            whole = browser.get(path)
            packed = browser.send("GET", path, {"Accept-Encoding": "gzip"})
            self.assertEqual(packed.header("content-encoding"), "gzip")
            self.assertIn("accept-encoding", ", ".join(packed.all("vary")).lower())
            self.assertEqual(browser.request("GET", path, {"If-None-Match": whole.header("etag")}).status, 304)
            self.assertTrue(browser.send("GET", path, {"Accept-Encoding": "br"}).header("content-encoding") == "br")
