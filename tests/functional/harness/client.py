"""An HTTP client that behaves as a browser without scripts does, or as a program does."""

import gzip
import http.client
import json
import os
import uuid
from urllib.parse import urlencode, urljoin, urlsplit

from .page import Page
from .spec import SPEC

TIMEOUT_S = float(os.environ.get("AAN_PATIENCE_S", "60"))  # longer under a sanitizer, which makes everything slow
REDIRECTS_MAX = 5
DEATH_SECONDS_MAX = 0.5  # between the end of a connection and the end of its process


def free_key():
    """A new Idempotency-Key."""
    return str(uuid.uuid4())


class Response:
    def __init__(self, method, url, status, headers, body):
        self.method = method
        self.url = url
        self.status = status
        self.headers = headers  # list of (name in lower case, value)
        self.body = body

    def header(self, name):
        return next((value for key, value in self.headers if key == name.lower()), None)

    def all(self, name):
        return [value for key, value in self.headers if key == name.lower()]

    @property
    def path(self):
        return urlsplit(self.url).path

    @property
    def text(self):
        return self.body.decode()

    @property
    def page(self):
        return Page(self.text, self.url)

    def json(self):
        return json.loads(self.body)

    def __repr__(self):
        return f"<{self.method} {self.url} {self.status} {self.body[:300]!r}>"


def unpacked(response):
    """The same answer without gzip."""
    if response.header("content-encoding") != "gzip" or not response.body:
        return response
    return Response(response.method, response.url, response.status, response.headers, gzip.decompress(response.body))


class Client:
    """One visitor: one connection, one cookie jar. Not for two threads at once."""

    def __init__(self, origin, is_browser=True, check_server=None):
        """`check_server(seconds)` raises when the server behind a broken connection has ended."""
        self.origin = origin
        self.check_server = check_server
        self.is_browser = is_browser
        self.language = "en"  # what the browser asks for
        self.cookies = {}
        self.connection = None

    def close(self):
        if self.connection is not None:
            self.connection.close()
            self.connection = None

    def connect(self):
        parts = urlsplit(self.origin)
        return http.client.HTTPConnection(parts.hostname, parts.port, timeout=TIMEOUT_S)

    def send(self, method, path, headers=None, body=None):
        """One request as given; connection errors are the caller's. Answers below /api/ are judged here, all of them."""
        if self.connection is None:
            self.connection = self.connect()
        try:
            self.connection.request(method, path, body=body, headers=headers or {})
            answer = self.connection.getresponse()
            data = answer.read()
        except BaseException as broken:
            self.close()
            if self.check_server and isinstance(broken, (OSError, http.client.HTTPException)):
                self.check_server(DEATH_SECONDS_MAX)
            raise
        if answer.will_close:
            self.close()
        headers = [(name.lower(), value) for name, value in answer.getheaders()]
        response = Response(method, self.origin + path, answer.status, headers, data)
        if path.startswith(("/api/", "/webhooks/")):
            SPEC.check(method, path, unpacked(response))
        return response

    def request(self, method, path, headers=None, body=None):
        """Adds what a browser or a program sends, and keeps cookies."""
        path = self.path_of(path)
        sent = {}
        if self.is_browser:
            sent.update({"Accept": "text/html,*/*;q=0.8", "Accept-Language": self.language, "Sec-Fetch-Site": "same-origin",
                         "User-Agent": "functional"})
            if method not in ("GET", "HEAD"):
                sent["Origin"] = self.origin
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        sent.update(headers or {})
        sent = {name: value for name, value in sent.items() if value is not None}
        try:
            response = self.send(method, path, sent, body)
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            # A connection that was kept and has ended meanwhile: once more on a new one.
            if method not in ("GET", "HEAD"):
                raise
            response = self.send(method, path, sent, body)
        response = unpacked(response)
        self.keep_cookies(response)
        return response

    def path_of(self, address):
        """A path of ours, from a path or a whole address; anything else would be another shop."""
        parts = urlsplit(urljoin(self.origin + "/", address))
        if f"{parts.scheme}://{parts.netloc}" != self.origin:
            raise AssertionError(f"an address outside the shop: {address}")
        return parts.path + (f"?{parts.query}" if parts.query else "")

    def keep_cookies(self, response):
        for line in response.all("set-cookie"):
            pair, *attributes = [part.strip() for part in line.split(";")]
            name, _, value = pair.partition("=")
            lower = [one.lower() for one in attributes]
            if "max-age=0" in lower or not value:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value

    def get(self, path, headers=None, status=200):
        """GET with redirects followed."""
        response = self.request("GET", path, headers)
        for _ in range(REDIRECTS_MAX):
            if response.status not in (301, 302, 303, 307, 308):
                break
            response = self.request("GET", urljoin(response.url, response.header("location")), headers)
        return self.expect(response, status)

    def head(self, path, headers=None):
        return self.request("HEAD", path, headers)

    def post_form(self, path, fields, headers=None):
        """POST of a form; the answer as it is, not followed."""
        body = urlencode(fields).encode()
        return self.request("POST", path, {"Content-Type": "application/x-www-form-urlencoded", **(headers or {})}, body)

    def submit(self, form, values=None, button=None, status=200):
        """Sends a form of a page as a browser would, and follows to the next page."""
        fields = form.fields_to_send(values or {}, button)
        if form.method == "get":
            return self.get(form.action + "?" + urlencode(fields), status=status)
        response = self.post_form(form.action, fields)
        if response.status == 303:
            return self.get(urljoin(response.url, response.header("location")), status=status)
        return self.expect(response, status)

    def post_json(self, path, value, key=None, status=None, headers=None):
        """POST of JSON, as a program does."""
        body = value if isinstance(value, bytes) else json.dumps(value).encode()
        sent = {"Content-Type": "application/json", "Origin": None, "Sec-Fetch-Site": None, **(headers or {})}
        if key is not None:
            sent["Idempotency-Key"] = key
        response = self.request("POST", path, sent, body)
        return self.expect(response, status) if status else response

    @staticmethod
    def expect(response, status):
        allowed = status if isinstance(status, tuple) else (status,)
        if response.status not in allowed:
            raise AssertionError(f"{response.method} {response.url}: {response.status} instead of {status}\n"
                                 f"{response.body[:800].decode(errors='replace')}")
        return response
