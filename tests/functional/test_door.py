"""Who may change something: pages of this origin, and programs. Which names the shop answers to."""

import re

from harness import SPEC, Shop, ShopCase, free_key
from harness.case import demo_folder
from harness.paths import ROOT

FOREIGN = "https://evil.example"


class Door(ShopCase):
    def setUp(self):
        self.client = self.api()
        self.book = self.priced_book(self.client)
        self.placed = self.place(self.client, self.book)
        self.bought = self.buy(self.shop, self.client, self.book)
        given = self.place(self.client, self.book, gift={"name": "Ada"})
        self.act(self.shop, given)
        self.gift = "/gifts/" + self.order(self.client, given)["gift"]["claim_url"].rsplit("/", 1)[1]

    def changes(self):
        """Every route that changes something, with a body that would be accepted."""
        order, bought = f"/orders/{self.placed['token']}", f"/orders/{self.bought['token']}"
        grant = self.bought["lines"][0]["downloads"][0]["grant_id"]
        key = {"idempotency_key": free_key()}
        sandbox = "/sandbox/" + self.placed["pay_url"].rsplit("/", 1)[1]
        return [("/cart/add", {"book": self.book["offer_id"]}), ("/cart/remove", {"book": self.book["offer_id"]}),
                ("/currency", {"currency": "USD", "back": "/"}), ("/language", {"language": "de", "back": "/"}),
                ("/checkout", {"book": self.book["offer_id"], "method": "sandbox", **key}),
                (order + "/payments", {"method": "sandbox", **key}), (order + "/cancel", key),
                (bought + "/downloads", {"grant": grant, **key}), (bought + "/renewals", {"grant": grant, **key}), (sandbox, {"action": "pay", **key}),
                (bought + "/mail", key), (bought + "/library", key), (bought + "/address", {"email": "eve@example.org", **key}),
                (bought + "/link", key), (f"/read/{self.bought['token']}/{grant}/forget", {}),
                (bought + "/reader", {"grant": grant, "email": "eve@example.org", **key}), (self.gift + "/reader", {"grant": grant, "email": "eve@example.org", **key}), ("/address/" + "A" * 27, {}), ("/address/back/" + "A" * 27, {}),
                (bought + "/invoice", {}), ("/library/letters", {"email": "ada@example.org"}),
                (self.gift + "/claim", key), (self.gift + "/downloads", {"grant": grant, **key}),
                (self.gift + "/renewals", {"grant": grant, **key}), ("/library/letter/" + "A" * 27, {}), ("/library/open/" + "A" * 27, {}),
                ("/library/orders", {"order": self.bought["url"]}), ("/library/erase", {"sure": "yes"}),
                ("/library/key", {}), ("/library/keys", {}), ("/library/passkey", {}), ("/library/passkeys", {}),
                ("/library/keys/remove", {"key": "x"}), ("/library/close", {})]

    def test_the_changes_above_are_all_forms_of_the_router(self):
        source = "".join(file.read_text() for file in sorted((ROOT / "src" / "web").rglob("*_routes.cpp")) if "desk" not in file.parts)
        written = set(re.findall(r'post\(\s*"(/[^"]*)"', source))
        self.assertGreaterEqual(len(written), 8, written)
        known = {re.sub(r"^/(orders|gifts|library/letter|library/open|address/back|address(?!/back))/[^/]+", r"/\1/{token}",
                        re.sub(r"^/read/[^/]+/[^/]+", "/read/{token}/{grant}", re.sub(r"^/sandbox/[^/]+", "/sandbox/{ref}", path)))
                 for path, _ in self.changes()}
        written.discard("/letters/{token}")  # one click of a mail program: test_broadcasts
        self.assertEqual(known, written)

    def state(self):
        return (self.order(self.client, self.placed), self.order(self.client, self.bought),
                self.shop.json("order", "list"))

    def test_forms_of_other_origins_are_refused_on_every_route(self):
        before = self.state()
        own = self.shop.origin
        lies = [{"Origin": FOREIGN, "Sec-Fetch-Site": "cross-site"}, {"Origin": FOREIGN, "Sec-Fetch-Site": None},
                {"Origin": "null", "Sec-Fetch-Site": None}, {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
                {"Origin": None, "Sec-Fetch-Site": "cross-site"}, {"Origin": None, "Sec-Fetch-Site": "same-site"},
                {"Origin": own + ".evil.example", "Sec-Fetch-Site": None}, {"Origin": own[:-1], "Sec-Fetch-Site": None},
                {"Origin": None, "Sec-Fetch-Site": None}, {"Origin": "", "Sec-Fetch-Site": None},
                {"Origin": None, "Sec-Fetch-Site": None, "Referer": FOREIGN + "/page"},
                {"Origin": own, "Sec-Fetch-Site": "cross-site"}]
        for path, fields in self.changes():
            for headers in lies:
                with self.subTest(path=path.split("/")[1], headers=headers):
                    answer = self.shop.client().post_form(path, fields, headers)
                    self.assertEqual(answer.status, 403, answer)
                    self.assertEqual(answer.all("set-cookie"), [])
        self.assertEqual(self.state(), before)

    def test_forms_of_ours_pass(self):
        # original 4.3.3: no page of the shop sent the header that its own protection asked for
        book = {"book": self.book["offer_id"]}
        own = self.shop.origin
        for headers in ({"Origin": own, "Sec-Fetch-Site": "same-origin"}, {"Origin": own, "Sec-Fetch-Site": None},
                        {"Origin": None, "Sec-Fetch-Site": "same-origin"}, {"Origin": "null", "Sec-Fetch-Site": "same-origin"},
                        {"Origin": None, "Sec-Fetch-Site": None, "Referer": own + "/books"}):
            with self.subTest(headers=headers):
                self.assertEqual(self.shop.client().post_form("/cart/add", book, headers).status, 303)

    def test_the_api_takes_programs_and_no_foreign_pages(self):
        request = {"items": [{"book": self.book["slug"]}], "method": "sandbox"}
        self.client.post_json("/api/v1/orders", request, free_key(), 201)
        before = self.state()
        for headers in ({"Origin": FOREIGN}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}):
            with self.subTest(headers=headers):
                self.assert_problem(self.client.post_json("/api/v1/orders", request, free_key(), headers=headers), 403)
                for operation in SPEC.operations:
                    path = operation.path.replace("{token}", self.placed["token"]).replace("{grant}", "x").replace("{payment}", "x")
                    if operation.method == "POST" and path != "/api/v1/quotes":  # a quote changes nothing
                        answer = self.client.post_json(path, {"method": "sandbox"}, free_key(), headers=headers)
                        self.assert_problem(answer, 403)
        self.assertEqual(self.state(), before)

    def test_reading_is_open_to_links_from_anywhere(self):
        for path in ("/", "/books", "/orders/" + self.placed["token"], "/checkout?book=" + self.book["slug"]):
            answer = self.shop.client().request("GET", path, {"Sec-Fetch-Site": "cross-site", "Origin": None,
                                                              "Referer": FOREIGN + "/"})
            self.assertEqual(answer.status, 200, path)

    def test_other_hosts_are_misdirected(self):
        port = self.shop.origin.rsplit(":", 1)[1]
        for host in ("evil.example", "evil.example:" + port, "127.0.0.1:1", "localhost.evil.example:" + port, "[::2]:" + port):
            for path in ("/", "/api/catalog", "/api/", "/opds", "/api/nothing", "/orders/x", "/cart?x=%zz"):
                for method in ("GET", "POST", "OPTIONS"):
                    with self.subTest(host=host, path=path, method=method):
                        answer = self.client.request(method, path, {"Host": host})
                        self.assert_problem(answer, 421)
                        kind = "application/problem+json" if path.startswith(("/api", "/opds")) else "text/html; charset=utf-8"
                        self.assertEqual(answer.header("content-type"), kind)
                        self.assertNotIn(b"evil", answer.body)
        self.assertEqual(self.client.request("GET", "/", {"Host": "localhost:" + port}).status, 200)

    def test_absolute_addresses_follow_the_host_that_was_asked(self):
        port = self.shop.origin.rsplit(":", 1)[1]
        answer = self.client.request("GET", "/api/catalog?limit=1", {"Host": "localhost:" + port})
        self.assertTrue(answer.json()["books"][0]["url"].startswith(f"http://localhost:{port}/"))
        answer = self.client.request("GET", "/api/catalog?limit=1", {"X-Forwarded-Host": "evil.example"})
        self.assertTrue(answer.json()["books"][0]["url"].startswith(self.shop.origin))

    def test_headers_of_an_untrusted_proxy_count_nothing(self):
        answer = self.shop.client().post_form("/cart/add", {"book": self.book["offer_id"]},
                                              {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9"})
        cookie = answer.all("set-cookie")[0]
        self.assertNotIn("__Host-", cookie)
        self.assertNotIn("Secure", cookie)
        self.assertIn("HttpOnly", cookie)
        self.assertIn("SameSite=", cookie)
        self.assertIsNone(answer.header("strict-transport-security"))


class BehindAProxy(ShopCase):
    def test_https_by_a_trusted_proxy(self):
        shop = Shop(demo_folder(), env={"TRUSTED_PROXIES": "127.0.0.1", "PRIMARY_DOMAIN": "books.example"}).start()
        self.addCleanup(self.end, shop)
        book = self.priced_book(self.api(shop))
        through = {"Host": "books.example", "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9",
                   "Origin": "https://books.example"}
        answer = shop.client().post_form("/cart/add", {"book": book["offer_id"]}, through)
        self.assertEqual(answer.status, 303, answer)
        cookie = answer.all("set-cookie")[0]
        self.assertTrue(cookie.startswith("__Host-") and "Secure" in cookie and "Path=/" in cookie, cookie)
        self.assertIn("max-age", answer.header("strict-transport-security"))
        catalog = shop.client(is_browser=False).request("GET", "/api/catalog?limit=1", {**through, "Origin": None})
        self.assertTrue(catalog.json()["books"][0]["url"].startswith("https://books.example/"))
        name, value = cookie.split(";")[0].split("=", 1)
        plain = shop.client().request("GET", "/cart", {"Cookie": f"{name}={value}"})
        self.assertFalse(plain.page.forms_to("/cart/remove"), "a cookie of https is none on http")
        other = {**through, "Origin": "http://books.example"}
        self.assertEqual(shop.client().post_form("/cart/add", {"book": book["offer_id"]}, other).status, 403)
