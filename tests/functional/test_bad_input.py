"""Wrong, oversized, malformed input on every route: a clear 4xx, never a 5xx, and nothing is changed."""

import http.client
import io
import json
import re
import socket
from urllib.parse import quote, urlsplit

from corpus.book import epub, metadata, package
from harness import SPEC, Response, Shop, ShopCase, free_key, fresh_folder
from harness.case import set_in_database
from harness.client import unpacked
from harness.paths import ROOT
from harness.smtp import SmtpDouble
from test_mail import ADDRESS, MailCase
from test_mail import SHOP as WITH_MAIL

LONG = "x" * 5000
LONG_SEARCH = 1001
NASTY_TEXTS = ["", " ", "'", '"', "' OR 1=1 --", "<script>alert(1)</script>", "../../etc/passwd", "%00", "\u202e", "\ufeff",
               "𝕬", "ﷺ" * 50, "-1", "0", "null", "NaN", "1e309", "9" * 40, "{{7*7}}", "${7*7}", "\r\nSet-Cookie: a=b",
               "A" * 27, "abcd_" + "0" * 26, LONG]
NASTY_SEGMENTS = ["%00", "%2e%2e", "..%2f..%2fetc%2fpasswd", "%c0%af", "%ff%fe", "%", "%zz", "a%2fb", "%0d%0aX:%20y",
                  "%E2%80%AE", "..%5c..%5cwindows", "." * 50, "%25%32%65", "~", "*", "'", "%22", "%3Cscript%3E"]
NASTY_BODIES = [b"", b" ", b"{", b"[", b"null", b"true", b"0", b'""', b"[]", b"{}", b'{"a":1,"a":2}', b"{'a':1}", b"{a:1}",
                b'{"items":[{"book":"x"}],}', b"\xff\xfe{\x00}\x00", b"\xef\xbb\xbf{}", b'{"items":"\xc3\x28"}',
                b'{"items":[{"book":"\\ud800"}]}', b'{"items":[{"book":"\\u0000"}]}', b"[" * 100000,
                b'{"a":' * 20000, b'{"items":[1.5]}', b'{"items":[1e400]}', b'{"items":[' + b"9" * 400 + b"]}",
                b'{"items":[' + b'{"book":"a"},' * 60 + b'{"book":"a"}]}', b'{"items":{}}', b'{"items":[[]]}',
                b'{"items":[{}]}', b'{"items":[{"book":null}]}', b'{"items":[{"book":1}]}', b'{"method":{}}',
                b'{"method":"' + b"m" * 1000 + b'"}', b'{"grant_id":["x"]}', b'{"grant_id":"\'; DROP TABLE orders; --"}',
                b'{"items":[{"book":"x","quantity":-1}]}', b"<xml/>", b"a=b&c=d", b"\x00" * 10]
NO_QUERIES = ["%", "%zz", "x=%zz", "x=%z", "x=%00", "x=a%00b", "x=%ff", "x=%c3%28", "x=%ed%a0%80", "%c0%af=1", "x=%0d%0aX:+y",
              "x=%1b", "x=%7f", "q=1&%00", "&".join(f"a{n}=1" for n in range(400))]
EXTRA = "utm_source=mail&utm_medium=&fbclid=%C3%A9+%F0%9F%98%80&=&&x"
AMOUNTS = ["0", "-1", "1", "0.01", "999999999999999999999", "1e2", "١٢", "NaN"]


def raw(origin, data):
    """What the server says to bytes that no HTTP client would send."""
    parts = urlsplit(origin)
    with socket.create_connection((parts.hostname, parts.port), timeout=20) as connection:
        connection.sendall(data)
        connection.shutdown(socket.SHUT_WR)
        answer = b""
        while chunk := connection.recv(65536):
            answer += chunk
    return answer


class RawAnswer:
    """What `raw` brought, as the judge wants it."""

    def __init__(self, status, head, body):
        self.status, self.body, self.text, self.method = status, body, body.decode(), "GET"
        self.headers = dict(line.split(": ", 1) for line in head.decode().split("\r\n")[1:])

    def header(self, name):
        return next((value for key, value in self.headers.items() if key.lower() == name.lower()), None)


class Replay:
    """Bytes that were received, as http.client wants to read them."""

    def __init__(self, data):
        self.data = data

    def makefile(self, _mode):
        return io.BytesIO(self.data)


def parsed(origin, data):
    """The answer in those bytes, for the document to judge."""
    answer = http.client.HTTPResponse(Replay(data), method="POST")
    answer.begin()
    headers = [(name.lower(), value) for name, value in answer.getheaders()]
    return Response("POST", origin + "/api/v1/orders", answer.status, headers, answer.read())


class BadInput(ShopCase):
    @classmethod
    def setUpClass(cls):
        cls.own = cls().own_shop_for_class()
        books = cls.own.client(is_browser=False).get("/api/v1/books?limit=100").json()["books"]
        dear = [one["slug"] for one in books if one["price"] and int(one["price"]["amount"]) > 100]
        cls.bundle = cls.own.json("bundle", "add", "A Pair", "--price", "0.99", "--book", dear[0], "--book", dear[1])["slug"]

    @classmethod
    def tearDownClass(cls):
        cls.own.stop()

    @staticmethod
    def own_shop_for_class():
        from harness import Shop
        from harness.case import demo_folder
        return Shop(demo_folder()).start()

    @property
    def shop(self):
        return self.own

    def setUp(self):
        self.client = self.api()
        self.bought = self.buy(self.shop, self.client, self.priced_book(self.client))
        self.open_order = self.place(self.client, self.priced_book(self.client, 1))
        given = self.place(self.client, self.priced_book(self.client, 2), gift={"name": "Ada"})
        self.gift = "/gifts/" + self.claim_token(given)
        right = self.order(self.client, self.bought)["lines"][0]["downloads"][0]["grant_id"]
        self.shop.client().get(f"/read/{self.bought['token']}/{right}/1")  # the first time stands in the time line
        self.before = self.state()

    def claim_token(self, given):
        self.act(self.shop, given)
        return self.order(self.client, given)["gift"]["claim_url"].rsplit("/", 1)[1]

    def state(self):
        catalogue = self.client.get("/api/catalog?limit=100").json()
        orders = [self.order(self.client, one) for one in (self.bought, self.open_order)]
        return catalogue, orders, self.shop.json("order", "list"), self.shop.json("ledger", "balances")

    def tearDown(self):
        self.assertEqual(self.state(), self.before, "something changed")
        self.assert_ledger_is_clean(self.shop)
        self.assert_no_errors_logged(self.shop)

    def assert_refused(self, response, context):
        self.assertTrue(400 <= response.status < 500, f"{context!r:.200}: {response}")

    def path_of(self, operation, token=None, grant=None, slug=None):
        usual = self.gift.rsplit("/", 1)[1] if operation.path.startswith("/api/v1/gifts") else self.bought["token"]
        path = operation.path.replace("{token}", token or usual)
        path = path.replace("{grant}", grant or self.bought["lines"][0]["downloads"][0]["grant_id"])
        path = path.replace("{category}", "essays")
        path = path.replace("{payment}", self.open_order["pay_url"].rsplit("/", 1)[1])
        if "/bundles/" in path:
            slug = slug or self.bundle
        return path.replace("{slug}", slug or self.bought["lines"][0]["slug"])

    def posts(self):
        return [one for one in self.open_operations() if one.method == "POST"]

    @staticmethod
    def open_operations():
        """Those that need no key of the desk: without one, nobody gets as far as their bodies (test_desk_api)."""
        return [one for one in SPEC.operations if not one.needs_desk_key]

    def test_malformed_bodies_on_every_route_of_the_api(self):
        for operation in self.posts():
            schema = SPEC.request_schema(operation)
            for body in NASTY_BODIES:
                if self.would_be_right(schema, body):
                    continue
                with self.subTest(operation=str(operation), body=body[:60]):
                    answer = self.client.post_json(self.path_of(operation), body, free_key())
                    self.assert_refused(answer, body)

    @staticmethod
    def would_be_right(schema, body):
        if not body.strip():
            return "Nothing" in str(schema)
        try:
            return SPEC.schemas.matches(json.loads(body), schema)
        except (ValueError, RecursionError):
            return False

    def test_other_kinds_of_body_and_too_much_of_it(self):
        for operation in self.posts():
            path = self.path_of(operation)
            for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/html",
                         "application/xml"):
                with self.subTest(operation=str(operation), kind=kind):
                    answer = self.client.request("POST", path, {"Content-Type": kind, "Idempotency-Key": free_key()}, b"{}")
                    self.assertIn(answer.status, (403, 415))
            with self.subTest(operation=str(operation), kind="large"):
                large = b'{"items":[{"book":"' + b"x" * (256 * 1024) + b'"}]}'
                answer = self.client.post_json(path, large, free_key())
                self.assertEqual(answer.status, 413)
            self.client.close()

    def test_unknown_members_are_refused_with_their_place(self):
        for operation in self.posts():
            with self.subTest(operation=str(operation)):
                answer = self.client.post_json(self.path_of(operation), {"surprise": 1}, free_key())
                self.assertIn("/surprise", [one.get("pointer") for one in answer.json()["errors"]])
                self.assertEqual(answer.status, 400)

    def test_nasty_names_in_every_path(self):
        for operation in SPEC.operations:
            if "{" not in operation.path:
                continue
            for segment in NASTY_SEGMENTS + [quote(text, safe="") for text in NASTY_TEXTS if text]:
                if re.fullmatch(r"abcd_0+", segment):
                    continue
                path = re.sub(r"\{[^}]+\}", lambda _: segment, operation.path, count=1)
                path = self.path_of(type(operation)(path, operation.method, {}))
                with self.subTest(operation=str(operation), segment=segment[:60]):
                    answer = self.ask_any(operation.method, path)
                    self.assert_refused(answer, segment)

    def ask_any(self, method, path):
        """Without the check against the document: such paths belong to no operation."""
        headers = {"Content-Type": "application/json", "Idempotency-Key": free_key()} if method == "POST" else {}
        body = b'{"method":"sandbox"}' if path.endswith("payments") else b'{"grant_id":"x"}'
        return self.client.send(method, path, headers, body if method == "POST" and not path.endswith(("cancel", "renew"))
                                else None)

    def test_nasty_queries(self):
        for path in ("/api/catalog", "/api/catalog/search", "/api/v1/books"):
            for name in ("limit", "offset", "category", "q", "subject", "language", "series", "free", "sort", "contributor"):
                for text in NASTY_TEXTS + ["(((((", "NOT NOT", "title:", "a" * 300 + "*", "AND OR", '"unclosed']:
                    with self.subTest(path=path, name=name, text=text[:40]):
                        answer = self.client.request("GET", f"{path}?{name}={quote(text, safe='')}")
                        self.assertIn(answer.status, (200, 400), answer)
            for query in ("%", "q=%zz", "q=%ff", "q=%00", "=", "&&&", "q", "limit=1&limit=x", "q=" + "a+" * 3000):
                with self.subTest(path=path, query=query[:40]):
                    self.assertIn(self.client.send("GET", f"{path}?{query}").status, (200, 400, 414))

    def pages(self):
        """Every GET route of the pages with an address that is right, and how it answers."""
        token, slug = self.bought["token"], self.bought["lines"][0]["slug"]
        grant = self.bought["lines"][0]["downloads"][0]
        browser = self.shop.client()
        home = browser.get("/").text
        file = re.search(r'/assets/[^"]+', home).group()
        cover = re.search(r'/covers/[^" ]+', home).group()
        book = browser.get("/books/" + slug).page.form_to("/cart/add").fields_to_send({})
        pattern_of = {"/": "/", "/books": "/books", "/books/{slug}": "/books/" + slug,
                      "/books/{slug}/sample": f"/books/{slug}/sample",
                      "/read/{token}/{grant}/{page}": f"/read/{token}/{grant['grant_id']}/1", "/search": "/search",
                      "/search/suggestions": "/search/suggestions", "/cart": "/cart",
                      **{f"/{names}": f"/{names}" for names in ("subjects", "authors", "series", "publishers", "languages", "formats")},
                      **self.shelves(browser, slug),
                      "/gifts/{token}": self.gift, "/robots.txt": "/robots.txt", "/manifest.webmanifest": "/manifest.webmanifest",
                      "/sitemap.xml": "/sitemap.xml", "/sitemap-pages.xml": "/sitemap-pages.xml",
                      "/feed.atom": "/feed.atom",
                      "/licences/key.pem": "/licences/key.pem", "/licences/revoked": "/licences/revoked",
                      "/bundles": "/bundles", "/bundles/{slug}": "/bundles/" + self.bundle,
                      "/checkout": "/checkout?book=" + dict(book)["book"], "/orders/{token}": "/orders/" + token,
                      "/orders/{token}/receipt": f"/orders/{token}/receipt",
                      "/download/{token}": urlsplit(self.download_url(token, grant)).path,
                      "/covers/{name}": cover, "/sandbox/{ref}": urlsplit(self.open_order["pay_url"]).path,
                      "/buy/{slug}": "/buy/" + slug, "/api": "/api", "/api-reference/{chapter}": "/api-reference/catalog",
                      "/help": "/help", "/about": "/about", "/ar/books": "/ar/books", "/de/books/{slug}": "/de/books/" + slug,
                      "/about-fallback": "/about-fallback", "/terms": "/terms",
                      "/terms/{version}": "/terms/1", "assets": file, "/library": "/library",
                      "/library/key": "/library/key", "/library/passkey": "/library/passkey",
                      "/library/open/{token}": "/library/open/" + "A" * 27}
        return pattern_of

    def shelves(self, browser, slug):
        """Pages of one subject, author and so on, as the pages of books lead to them."""
        series = next(book["slug"] for book in self.client.get("/api/v1/books?limit=100").json()["books"] if book["series"])
        books = "".join(browser.get("/books/" + one).text for one in (slug, series))
        folders = ("subjects", "authors", "series", "publishers", "languages", "formats")
        return {"/free": "/free"} | {f"/{folder}/{{name}}": re.search(rf'href="(/{folder}/[^"?]+)"', books).group(1) for folder in folders}

    def download_url(self, token, grant):
        started = self.start_download(self.client, {"token": token}, grant)
        self.before = self.state()
        return started["url"]

    def test_the_pages_above_are_all_routes_of_the_router(self):
        source = "".join(file.read_text() for file in sorted((ROOT / "src" / "web").rglob("*_routes.cpp")) if "desk" not in file.parts)
        calls = r"(?:router\.get\(|add_cached_page\(router, front, |add_document\(router, front, |add_text\(router, front, |add_in_languages\(router, )\s*"
        written = set(re.findall(calls + r'"(/[^"]*)"', source))
        self.assertGreaterEqual(len(written), 17, written)
        written.discard("/.well-known/security.txt")  # where the shop says how it is reached: test_found
        written.discard("/new")  # leads to the list: test_found
        written.discard("/return/{attempt}")  # its addresses are signed for card processors: test_cards
        written.discard("/sitemap/{name}")  # of a shop of many books: test_found
        # These lead on, or need a letter, an open library or a document: test_library, test_broadcasts, test_new_address, test_forget, test_invoices, test_own_keys.
        written -= {"/library/letter/{token}", "/letters/{token}", "/address/{token}", "/address/back/{token}", "/library/data", "/library/keys/new", "/library/passkeys/new", "/orders/{token}/library", "/orders/{token}/invoice",
                    "/orders/{token}/documents/{name}", "/orders/{token}/documents/{name}/pdf",
                    "/books/{slug}/sample.epub", "/read/{token}/{grant}", "/read/{token}/{grant}/forget", "/read/{token}/{grant}/pictures/{name}"}
        # Pages that have an address in each language are written once.
        self.assertEqual(written, {pattern for pattern in self.pages() if re.match("/(?!(ar|de)/)", pattern)})

    def test_a_query_that_is_no_text_is_refused_on_every_route(self):
        browser = self.shop.client()
        for pattern, path in self.pages().items():
            path = path.split("?")[0]
            for query in NO_QUERIES:
                with self.subTest(route=pattern, query=query[:30]):
                    answer = browser.send("GET", f"{path}?{query}")
                    self.assertEqual(answer.status, 400, answer)
                    self.assertIn("text/html", answer.header("content-type"))
        for operation in SPEC.operations:
            path = self.path_of(operation)
            for query in NO_QUERIES:
                with self.subTest(operation=str(operation), query=query[:30]):
                    answer = self.client.send(operation.method, f"{path}?{query}")
                    self.assert_problem(answer, 400, "query_encoding")
        for path in ("/nowhere", "/books/", "/cart/add"):
            self.assertEqual(browser.send("GET", path + "?%zz").status, 400)
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        for path in ("/cart/add", "/cart/remove", "/checkout", "/orders/x/cancel"):
            self.assertEqual(browser.request("POST", path + "?%zz", form, b"book=x").status, 400, path)

    def test_fields_that_nobody_asked_for_are_ignored_on_every_route(self):
        browser = self.shop.client()
        for pattern, path in self.pages().items():
            with self.subTest(route=pattern):
                plain, more = (browser.send("HEAD", one) for one in (path, path + ("&" if "?" in path else "?") + EXTRA))
                self.assertEqual((plain.status, more.status), (200, 200))
        for operation in self.open_operations():
            if operation.method == "GET" and not operation.path.startswith("/api/v1/addresses"):  # needs a letter
                is_of_another = operation.path.startswith("/api/v1/gifts/{token}/places/")  # the grant is that of the order
                with self.subTest(operation=str(operation)):
                    self.assertIn(self.client.send("GET", f"{self.path_of(operation)}?q=book&{EXTRA}").status,
                                  (404,) if is_of_another else (200, 503))

    @staticmethod
    def is_right(path, name, text):
        """Whether a page with such a list can narrow it so; fields that a page does not have are ignored."""
        size = len(text.encode())
        if re.search(r"[\x00-\x1f\x7f]", text):
            return False
        if path.endswith("/sample"):
            return name != "page" or not text
        path = re.sub(r"^/(?:ar|de|es|fr)(?=/books)", "", path)
        if path == "/search/suggestions":
            return name != "q" or len(text.strip().encode()) <= 1000
        if name in ("subject", "author", "series", "language") and re.match(f"/{name}s?/", path):
            return not text  # the path says which
        if re.match("/(?:(?:subjects|authors|series|publishers|languages|formats)/|free$)", path):
            path = "/books"
        if path == "/bundles":
            return name != "page" or not text
        if path not in ("/books", "/search") or (name == "q" and path == "/books"):
            return True
        if name in ("page", "free", "sort"):
            return not text
        if path == "/search" and name == "upto":
            return not text
        if path == "/books" and name in ("subject", "author", "series"):
            return not text  # nothing of these names is on sale
        if name == "language":
            return re.fullmatch(r"[A-Za-z0-9-]{0,35}", text) is not None
        return len(text.strip().encode()) <= 1000 if name == "q" else name in ("book", "version", "token") or size <= 200

    def test_nasty_queries_of_pages(self):
        browser = self.shop.client()
        fields = ("q", "page", "subject", "language", "free", "sort", "book", "author", "series", "version", "token")
        for pattern, path in self.pages().items():
            if pattern in ("/checkout", "/download/{token}", "assets", "/covers/{name}"):
                continue  # below, or files that read no field
            for name in fields:
                for text in NASTY_TEXTS:
                    with self.subTest(route=pattern, name=name, text=text[:40]):
                        answer = browser.request("GET", f"{path}?{name}={quote(text, safe='')}")
                        if self.is_right(path, name, text):
                            self.assertEqual(answer.status, 200, answer)
                        else:
                            self.assertIn(answer.status, (400, 404), answer)
                        self.assertNotIn("<script>alert", answer.text)
        for text in NASTY_TEXTS:
            answer = browser.request("GET", f"/checkout?book={quote(text, safe='')}")
            self.assertIn(answer.status, (303, 400, 404) if not text.strip() else (400, 404), f"{text!r:.60} {answer}")

    def test_filters_and_pages_outside_of_their_sets(self):
        browser = self.shop.client()
        for query in ("page=abc", "page=-5", "page=0", "page=1.5", "page=%2B1", "page=1000001", "page=99999999999999999999",
                      "free=banana", "free=true", "sort=banana", "language=%C3%A9", "language=" + "a" * 36,
                      "subject=" + "a" * 201, "author=" + "a" * 201, "series=" + "a" * 201, "publisher=" + "a" * 201, "format=" + "a" * 201):
            for path in ("/books?", "/search?q=a&", "/search?", *(["/bundles?"] if query.startswith("page") else [])):
                with self.subTest(path=path, query=query[:40]):
                    answer = browser.send("GET", path + query)
                    self.assertIn(answer.status, (400, 404), answer)
                    if answer.status == 400:
                        self.assertIn(query.split("=")[0], answer.text, "the page names the field")
        self.assertEqual(browser.send("GET", "/search?q=" + "x" * LONG_SEARCH).status, 400)
        longest = "/search?q=" + quote("the " * 32 + "ж" * 136)
        self.assertLess(len(browser.send("GET", longest).body), 100_000)
        self.assertEqual(browser.send("GET", longest + quote("ж")).status, 400)
        for path in ("/terms/1abc", "/terms/-1", "/terms/01", "/terms/99999999999999999999", "/terms/%2B1", "/terms/9"):
            self.assertEqual(browser.send("GET", path).status, 404, path)
        for query in ("upto=x", "upto=-1", "price=cheap", "sort=best"):
            self.assertEqual(browser.send("GET", "/search?q=a&" + query).status, 400, query)
        for query in ("sort=cheapest", "sort=dearest"):
            self.assertEqual([browser.send("GET", path + query).status for path in ("/books?", "/search?q=a&")], [400, 200], query)
        for path in ("/authors/nobody", "/subjects/nothing", "/series/none", "/series?letter=zz", "/series?behind=t.YQ",
                     "/series?behind=" + "a" * 1001, "/publishers/none", "/languages/zz", "/formats/zip", "/languages/%20"):
            self.assertEqual(browser.send("GET", path).status in (400, 404), True, path)
        sample = f"/books/{self.bought['lines'][0]['slug']}/sample"
        for page in ("-1", "abc", "0", "99999999999999999999", "1999"):
            self.assertIn(browser.send("GET", f"{sample}?page={page}").status, (400, 404), page)
        for path in ("/books?page=1&free=&sort=&language=&subject=", "/search?q=&page=", sample + "?page=1"):
            self.assertEqual(browser.get(path).status, 200, path)

    def test_a_known_field_is_sent_once(self):
        fields = {"/api/catalog": ("limit=5", "offset=0", "category=x"),
                  "/api/catalog/search": ("q=a", "limit=5", "offset=0", "category=x"),
                  "/api/v1/bundles": ("limit=5", "offset=0"),
                  "/api/v1/search": ("q=a", "limit=5", "offset=0", "upto=5", "cursor=s.0.5", "subject=x", "author=x", "language=en", "format=epub",
                                     "price=low", "free=true", "sort=best"),
                  "/api/v1/books": ("limit=5", "offset=0", "publisher=x", "format=x", "subject=x", "contributor=x", "series=x", "language=en",
                                    "free=true", "sort=title")}
        for path, known in fields.items():
            for field in known:
                name, other = field.split("=")[0], "q=a&" if path.endswith("search") and field != "q=a" else ""
                with self.subTest(path=path, name=name):
                    answer = self.client.request("GET", f"{path}?{other}{field}&{field}")
                    self.assert_problem(answer, 400)
                    self.assertIn(name, [one.get("parameter") for one in answer.json()["errors"]])
        self.assertEqual(self.client.request("GET", "/api/catalog?limit=5&x=1&x=2").status, 200)
        self.assert_problem(self.client.request("GET", "/api/catalog/search?q=" + "x" * LONG_SEARCH), 400)

    def test_heads_that_cannot_be_read_are_answered_in_the_words_of_their_place(self):
        host = urlsplit(self.shop.origin).netloc
        heads = {414: (f"/{{}}?x={'y' * 9000}", "X: y"), 431: ("/{}", "X: " + "y" * 17_000), 417: ("/{}", "Expect: tea"),
                 400: ("/{}", "folded"), 421: ("/{}", None)}
        for status, (target, line) in heads.items():
            for place in ("api/health", "api/v1/nothing", "books", "nowhere"):
                name = "Host: " + (host if line else "evil.example")
                data = f"GET {target.format(place)} HTTP/1.1\r\n{name}\r\n{line or 'X: y'}\r\nConnection: close\r\n\r\n"
                with self.subTest(status=status, place=place):
                    head, _, body = raw(self.shop.origin, data.encode()).partition(b"\r\n\r\n")
                    self.assertTrue(head.startswith(b"HTTP/1.1 %d " % status), head[:200])
                    kind = b"application/problem+json" if place.startswith("api/") else b"text/html"
                    self.assertIn(b"content-type: " + kind, head.lower())
                    self.assertNotIn(b"evil", head + body)
                    self.assertNotIn(b"yyyy", head + body)
                    if place.startswith("api/"):
                        SPEC.check("GET", "/" + place, RawAnswer(status, head, body))

    def test_nasty_paths_of_pages(self):
        browser = self.shop.client()
        for base in ("/books/", "/orders/", "/download/", "/return/", "/sandbox/", "/covers/", "/assets/", "/"):
            for segment in NASTY_SEGMENTS + [quote(text, safe="") for text in NASTY_TEXTS if text.strip()]:
                with self.subTest(base=base, segment=segment[:60]):
                    answer = browser.send("GET", base + segment)
                    self.assertTrue(400 <= answer.status < 500, answer)
                    self.assertNotIn(b"root:", answer.body)

    def forms(self):
        """Every form that the pages of a purchase hold, with what a browser would send."""
        spent = self.buy(self.shop, self.client, self.priced_book(self.client))
        self.spend(spent)
        failed = self.place(self.client, self.priced_book(self.client))
        self.act(self.shop, failed, "fail")
        self.before = self.state()
        browser = self.shop.client()
        self.put_in_cart(browser, self.bought["lines"][0]["slug"])
        pages = [browser.get(urlsplit(address).path).page for address in
                 ("/books/" + self.bought["lines"][0]["slug"], "/cart", "/checkout", self.bought["url"],
                  self.open_order["url"], self.open_order["pay_url"], spent["url"], failed["url"])]
        found = {}
        for page in pages:
            for form in page.forms:
                # Any words may be on an invoice, and no key is needed: it is given out once. test_invoices asks for it.
                if form.method == "post" and not urlsplit(form.action).path.endswith("/invoice"):
                    found.setdefault(urlsplit(form.action).path, (form, form.buttons and form.buttons[0][:2]))
        self.assertGreaterEqual(len(found), 6, list(found))
        for path in ("/cart/add", "/cart/remove", "/checkout", "/payments", "/cancel", "/downloads", "/renewals", "/sandbox/"):
            self.assertTrue(any(path in one for one in found), f"no form for {path} among {list(found)}")
        return browser, found

    def spend(self, order):
        """Uses the first download of an order up, long enough ago that its page offers a renewal."""
        grant = order["lines"][0]["downloads"][0]
        for _ in range(grant["uses_left"]):
            self.start_download(self.client, order, grant)
        self.shop.stop()
        set_in_database(self.shop, "UPDATE download_grant SET renewed_at = renewed_at - 3700000000 WHERE id = ?",
                        grant["grant_id"])
        self.shop.start()
        self.client = self.api()

    def test_nasty_fields_in_every_form(self):
        browser, forms = self.forms()
        for path, (form, button) in forms.items():
            fields = dict(form.fields_to_send({}))
            for name in [*fields, *([button[0]] if button and button[0] else [])]:
                for text in NASTY_TEXTS:
                    if self.is_harmless(path, name, text):
                        continue
                    with self.subTest(path=path, name=name, text=text[:40]):
                        sent = {**fields, name: text}
                        if button and button[0] and name != button[0] and "sandbox" in path:
                            sent[button[0]] = "no-such-button"
                        if path == "/checkout" and (name in ("receipt_name", "coupon") or name.startswith("gift_")):
                            sent["method"] = "barter"
                        answer = browser.post_form(path, sent)
                        self.assertNotIn("<script>alert", answer.text)
                        # Beside a code that is tried, or another language, what else was typed is only shown again.
                        if (path, name) != ("/checkout/coupon", "coupon") and path.endswith(("/coupon", "/language")) \
                                and path != "/cart/coupon" and name != "language":
                            self.assertLess(answer.status, 500, answer)
                        else:
                            self.assert_refused(answer, sent)

    @staticmethod
    def is_harmless(path, name, text):
        """A long enough text is as good an idempotency key as any; a book that is not in the cart is out of it; no code
        at all is one way to say so; the mark of a cart is compared with what the key asked for before, and never read (ADR 83)."""
        if path.startswith("/checkout") and name == "cart":
            return True
        if path.endswith("/coupon") and name == "coupon" and text == "":
            return True
        if name == "currency" and text == "":
            return True  # that which the visitor chose
        if name == "idempotency_key":
            return 16 <= len(text) <= 255 and text.isascii() and text.isprintable() and " " not in text
        return path == "/cart/remove" and name == "book" and re.fullmatch(r"abcd_0{26}|A{27}", text) is not None

    def test_bodies_that_are_no_forms(self):
        browser, forms = self.forms()
        kind = "application/x-www-form-urlencoded"
        for path in forms:
            for body in (b"%", b"a=%zz", b"a=%00", b"a=%ff", b"=" * 300, b"&" * 5000, b"a=" + b"x" * 200_000,
                         b"&".join(b"a%d=1" % n for n in range(400)), b"\xff\xfe\x00"):
                with self.subTest(path=path, body=body[:30]):
                    answer = browser.request("POST", path, {"Content-Type": kind}, body)
                    self.assert_refused(answer, body)
                    if len(body) > 100_000:
                        self.assertEqual(answer.status, 413)
                        browser.close()
            for other in ("application/json", "text/plain", "multipart/form-data; boundary=x"):
                with self.subTest(path=path, kind=other):
                    self.assertEqual(browser.request("POST", path, {"Content-Type": other}, b"{}").status, 415)

    def test_amounts_sent_along_are_refused_or_ignored(self):
        book = self.priced_book(self.client)
        for amount in AMOUNTS:
            for member in ("price", "amount", "total", "currency", "discount"):
                answer = self.client.post_json("/api/v1/orders", {"items": [{"book": book["slug"], member: amount}],
                                                                  "method": "sandbox"}, free_key())
                self.assertEqual(answer.status, 400)
                answer = self.client.post_json("/api/v1/quotes", {"items": [{"book": book["slug"]}], member: amount})
                self.assertEqual(answer.status, 400)
        quoted = self.client.post_json("/api/v1/quotes", {"items": [{"book": book["slug"]}]}, status=200)
        self.assertEqual(quoted.json()["quote"]["total"], book["price"])

    def test_other_methods_everywhere(self):
        paths = [self.path_of(one) for one in SPEC.operations] + ["/", "/books", "/cart", "/checkout", "/cart/add", "/help"]
        for path in paths:
            for method in ("PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "get", "FOO"):
                with self.subTest(path=path, method=method):
                    answer = self.shop.client(is_browser=False).send(method, path)
                    self.assertTrue(400 <= answer.status < 500 or answer.status == 501, answer)

    def test_bytes_that_are_not_http(self):
        host = urlsplit(self.shop.origin).netloc.encode()
        head = b"POST /api/v1/orders HTTP/1.1\r\nHost: " + host + b"\r\nContent-Type: application/json\r\n"
        for data in (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"GET / HTTP/1.1\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n",
                     b"GET /\r\n\r\n", b"\r\n\r\n\r\n", b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                     b"GET / HTTP/1.1\r\nHost : " + host + b"\r\n\r\n", head + b"Content-Length: -1\r\n\r\n{}",
                     head + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
                     head + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                     head + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
                     head + b"X: " + b"y" * 70_000 + b"\r\n\r\n", b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\nHost: " + host
                     + b"\r\n\r\n"):
            with self.subTest(data=data[:60]):
                answer = raw(self.shop.origin, data)
                self.assertFalse(answer.startswith(b"HTTP/1.1 2") or answer.startswith(b"HTTP/1.1 5"), answer[:200])
                if data.startswith(b"POST /api/"):
                    self.assertTrue(answer, "no answer")
                    SPEC.check("POST", "/api/v1/orders", unpacked(parsed(self.shop.origin, answer)))
        self.assertEqual(self.client.get("/api/health").status, 200)


class BehindLinks(MailCase):
    """What opens by a letter, a link or a cookie: libraries, gifts, letters that can be stopped, another address."""

    KIND = "application/x-www-form-urlencoded"
    NO_FORMS = (b"%", b"a=%zz", b"act=%00", b"email=%ff", b"a=%c3%28", b"sure=yes&%", b"\xff\xfe\x00",
                b"&".join(b"a%d=1" % n for n in range(400)))
    KINDS = ("application/json", "text/plain", "multipart/form-data; boundary=x", "application/xml", None)
    OURS = re.compile(r"/(library|gifts|letters|address)\b|/orders/\{token\}/library")

    def setUp(self):
        self.double_ = SmtpDouble()
        self.addCleanup(self.double_.stop)
        self.own = Shop(is_demo=False, env={**WITH_MAIL, "SMTP_URL": self.double_.url}).start()
        self.addCleanup(self.end, self.own)
        folder = fresh_folder("links")
        for number in range(2):
            book = epub(package(metadata(title="The Night Shelf", more=f"<dc:description>{number}</dc:description>")))
            (folder / f"{number}.epub").write_bytes(book)
        self.own.json("import", folder / "0.epub", "--price", "4.99")
        self.client = self.api(self.own)
        self.order_ = self.bought(self.own)
        self.link_in(1, "orders")
        self.client.post_json(f"/api/v1/orders/{self.order_['token']}/address", {"email": "new@example.net"}, free_key(), 202)
        self.address = self.link_in(2, "address")
        self.own.json("book", "version", "the-night-shelf", folder / "1.epub", "--note", "A map")
        self.own.json("book", "tell", "the-night-shelf")
        self.letters = self.link_in(3, "letters")
        self.browser = self.own.client()
        self.browser.submit(self.browser.get("/library").page.form_to("/library/letters"),
                            {"email": ADDRESS})
        self.letter = self.link_in(4, "library/letter")
        gift = self.bought(self.own, email=None, gift={"name": "Ada"})
        self.gift = "/gifts/" + gift["gift"]["claim_url"].rsplit("/", 1)[1]
        kept = self.bought(self.own, email=None)
        self.inside = self.browser.submit(self.browser.get("/orders/" + kept["token"]).page.form_to("/library"))
        self.open = re.search(r"/library/open/[\w-]+", self.inside.text).group(0)
        self.kept = kept
        moved = self.bought(self.own, email="before@example.org")
        self.link_in(5, "orders")
        self.client.post_json(f"/api/v1/orders/{moved['token']}/address", {"email": "after@example.net"}, free_key(), 202)
        confirm = self.link_in(6, "address")
        self.browser.submit(self.browser.get(confirm).page.form_to(confirm))
        self.back = self.link_in(7, "address/back")

    def link_in(self, number, what):
        """The address in the letter of that number; of a letter to many, the one that stops it."""
        letter = self.double_.wait_for(number, self.own)[number - 1]
        text = str(letter.message["List-Unsubscribe"]) if what == "letters" else letter.part("text/plain")
        return re.search(rf"/{what}/[\w-]+", text).group(0)

    def state(self):
        pages = [self.browser.get(path).page.text for path in
                 ("/library", self.letter, self.open, self.letters, self.address, self.back, self.gift)]
        orders = [self.order(self.client, one) for one in (self.order_, self.kept)]
        gift = self.client.get("/api/v1" + self.gift).json()
        newest = self.own.json("audit", "list", "--limit", "1")["entries"][0]["number"]
        return pages, orders, gift, newest, len(self.double_.letters), self.waiting(self.own)

    def posts(self):
        """Every POST of these pages, with an address that is right."""
        one = {"/library/letter/{token}": self.letter, "/library/open/{token}": self.open, "/letters/{token}": self.letters,
               "/address/{token}": self.address, "/address/back/{token}": self.back, "/orders/{token}/library": f"/orders/{self.order_['token']}/library"}
        source = "".join(file.read_text() for file in sorted((ROOT / "src" / "web").rglob("*_routes.cpp")) if "desk" not in file.parts)
        written = set(re.findall(r'(?:post|change)\(\s*"(/[^"]*)"', source))
        patterns = {pattern for pattern in written if self.OURS.match(pattern)}
        self.assertGreaterEqual(len(patterns), 20, patterns)
        return {pattern: one.get(pattern, pattern.replace("/gifts/{token}", self.gift)) for pattern in patterns}

    def test_what_is_no_form_is_refused_by_every_page_and_changes_nothing(self):
        before = self.state()
        for pattern, path in sorted(self.posts().items()):
            self.assertNotIn("{", path, "say where it is")
            for body in self.NO_FORMS:
                with self.subTest(route=pattern, body=body[:30]):
                    answer = self.browser.request("POST", path, {"Content-Type": self.KIND}, body)
                    self.assertIn(answer.status, (400, 413), answer)
                    self.assertIn("text/html", answer.header("content-type"))
            for kind in self.KINDS:
                with self.subTest(route=pattern, kind=kind):
                    answer = self.browser.request("POST", path, {"Content-Type": kind}, b"{}")
                    self.assertEqual(answer.status, 415, answer)
            with self.subTest(route=pattern, body="large"):
                large = b"a=" + b"x" * 300_000
                self.assertEqual(self.browser.request("POST", path, {"Content-Type": self.KIND}, large).status, 413)
                self.browser.close()
            self.assertEqual(self.state(), before, pattern)
        self.assert_no_errors_logged(self.own)
        self.assert_links_still_work()

    def assert_links_still_work(self):
        """Nothing of them was used up."""
        fresh = self.own.client()
        self.assertIn("no more letters", fresh.submit(fresh.get(self.letters).page.form_to(self.letters)).page.text)
        self.assertNotEqual(fresh.submit(fresh.get(self.gift).page.form_to("/claim")).path, self.gift)
        opened = fresh.submit(fresh.get(self.letter).page.form_to(self.letter))
        self.assertIn(self.order_["reference"], opened.page.text)
        self.assertIn("from now on", fresh.submit(fresh.get(self.address).page.form_to(self.address)).page.text)

    def test_the_api_of_gifts_and_letters_takes_no_body_that_is_none(self):
        token, claimed = self.order_["token"], self.gift.rsplit("/", 1)[1]
        grant = self.order_["lines"][0]["downloads"][0]["grant_id"]
        before = self.state()
        operations = [one for one in SPEC.operations if one.method == "POST" and
                      (one.path.startswith("/api/v1/gifts/") or one.path.endswith(("/address", "/reader", "/mail")))]
        self.assertGreaterEqual(len(operations), 6)
        for operation in operations:
            path = operation.path.replace("{grant}", grant)
            path = path.replace("{token}", claimed if path.startswith("/api/v1/gifts/") else token)
            schema = SPEC.request_schema(operation)
            for body in [*NASTY_BODIES, b'{"email":1}', b'{"email":["x"]}', b'{"email":"a@b.example","by":"x"}', b'{"x":1}',
                         b'{"email":"\xff@example.org"}']:
                if not BadInput.would_be_right(schema, body):
                    with self.subTest(operation=str(operation), body=body[:60]):
                        answer = self.client.post_json(path, body, free_key())
                        self.assertTrue(400 <= answer.status < 500, answer)
            for kind in self.KINDS[1:]:
                with self.subTest(operation=str(operation), kind=kind):
                    answer = self.client.request("POST", path, {"Content-Type": kind, "Idempotency-Key": free_key()}, b"{}")
                    self.assertIn(answer.status, (403, 415))
            with self.subTest(operation=str(operation), body="large"):
                large = b'{"email":"' + b"x" * (256 * 1024) + b'"}'
                self.assertEqual(self.client.post_json(path, large, free_key()).status, 413)
                self.client.close()
            self.assertEqual(self.state(), before, str(operation))
        self.assert_no_errors_logged(self.own)
