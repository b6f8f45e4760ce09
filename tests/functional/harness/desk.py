"""A person at the desk: their phone, their codes, and the steps of signing in."""

import base64
import hashlib
import hmac
import re
import struct
import time

STEP_SECONDS = 30
ON_THE_WAY_SECONDS = 5
PASSWORD = "quiet lamps over harbours"


def totp(secret, step):
    """RFC 6238 with SHA-1 and six digits."""
    mac = hmac.new(secret, struct.pack(">Q", step), hashlib.sha1).digest()
    at = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[at:at + 4])[0] & 0x7fffffff) % 1_000_000:06d}"


class Phone:
    """Knows a secret and gives codes that were not used before, without waiting where that can be."""

    def __init__(self, secret):
        self.secret = secret
        self.last = 0

    def now(self):
        return int(time.time()) // STEP_SECONDS

    def code(self):
        """The earliest code that the shop will still take when it arrives."""
        step = max(self.last + 1, int(time.time() + ON_THE_WAY_SECONDS) // STEP_SECONDS - 1)
        while step > self.now() + 1:
            time.sleep(0.5)  # three codes are good at any moment; a fourth has to be waited for
        self.last = step
        return totp(self.secret, step)

    def wrong(self):
        good = {totp(self.secret, self.now() + by) for by in range(-3, 4)}
        return next(code for code in ("000000", "111111", "222222", "333333", "444444", "555555", "666666", "777777")
                    if code not in good)


class Person:
    def __init__(self, shop, name, browser, phone, codes):
        self.shop, self.name, self.browser, self.phone, self.codes = shop, name, browser, phone, codes

    def sign_in(self, browser=None, password=PASSWORD, code=None, status=200):
        """Through the page and its form, in a browser of its own unless one is given."""
        browser = browser or self.shop.client()
        form = browser.get("/desk/sign-in").page.form_to("/desk/sign-in")
        answer = browser.submit(form, {"name": self.name, "password": password,
                                       "code": code or self.phone.code()}, status=status)
        return browser, answer

    def evidence(self, path):
        """The pack of an order, by the button of its page."""
        return self.browser.submit(self.browser.get(path).page.form_to(path + "/evidence"))

    def post(self, path, act, page=None, status=(200, 303), **fields):
        """A button of a page of the desk."""
        form = next(one for one in self.browser.get(page or path).page.forms
                    if one.action.endswith(path) and (one.field("act") == act) and
                    ("name" not in fields or one.field("name") == fields["name"]))
        answer = self.browser.post_form(form.action, form.fields_to_send(fields))
        return self.browser.expect(answer, status)


def secret_on(page):
    return base64.b32decode(re.search(r"([A-Z2-7]{4} ){7}[A-Z2-7]{4}", page.text).group(0).replace(" ", ""))


def first_link(shop):
    """The path of the link that the program printed when it started."""
    shop.wait_until(lambda: any(line.startswith("Desk: ") for line in shop.lines), "the desk's link")
    line = next(line for line in shop.lines if line.startswith("Desk: "))
    return re.search(r"https?://[^/]+(/desk/begin/\S+)", line).group(1)


def made_link(shop, role):
    return re.sub(r"^https?://[^/]+", "", shop.json("desk", "link", "--role", role)["url"])


def join(shop, name, link, browser=None):
    """Opens a place by a link, as a newcomer does."""
    browser = browser or shop.client()
    page = browser.get(link).page
    phone = Phone(secret_on(page))
    done = browser.submit(page.form_to(link), {"name": name, "password": PASSWORD, "password_again": PASSWORD,
                                               "code": phone.code()})
    codes = re.findall(r"\b(?:[a-z2-7]{4}-){3}[a-z2-7]{4}\b", done.page.text)
    return Person(shop, name, browser, phone, codes)
