"""A customer's books in one place: by a letter, by a secret link, and never by anything that tells who has an address."""

import re

from harness.case import set_in_database
from harness.smtp import SmtpDouble
from harness.stripe import until
from test_mail import MailCase

ADDRESS = "ada.lovelace@example.org"


class LibraryCase(MailCase):
    def setUp(self):
        self.post = SmtpDouble()
        self.addCleanup(self.post.stop)
        self.own = self.mailing(self.post)

    def ask(self, browser, address=ADDRESS, status=200):
        form = browser.get("/library").page.form_to("/library/letters")
        return browser.submit(form, {"email": address}, status=status)

    def letter_link(self, number):
        letter = self.post.wait_for(number, self.own)[number - 1]
        address = re.search(r"https?://[^/]+(/library/letter/\S+)", letter.part("text/plain"))
        self.assertIsNotNone(address, letter.part("text/plain"))
        return address.group(1)

    def enter(self, browser, link):
        """From a link to the open library."""
        return browser.submit(browser.get(link).page.form_to(link))


class ByLetter(LibraryCase):
    def test_all_orders_of_an_address_are_in_one_place_and_a_fresh_browser_gets_in_by_a_letter(self):
        orders = [self.bought(self.own), self.bought(self.own, email="Ada.Lovelace@EXAMPLE.org")]
        self.bought(self.own, email="eve@example.org")
        self.post.wait_for(3, self.own)
        browser = self.own.client()
        asked = self.ask(browser)
        self.assertIn("If an order was placed with that address", asked.page.text)
        link = self.letter_link(4)
        self.assertEqual(self.post.findings, [])
        for _ in range(3):
            self.assertIn("You asked for it here", browser.get(link).page.text)
        library = self.enter(browser, link)
        self.assertEqual(library.path, "/library")
        for order in orders:
            self.assertIn(order["reference"], library.page.text)
        self.assertIn("2 orders", library.page.text)
        self.assertIn(ADDRESS.replace("ada.lovelace", "Ada.Lovelace"), library.page.text.replace(
            "ada.lovelace", "Ada.Lovelace"))
        page = browser.get(library.page.link_to("/orders/"))
        self.assertEqual(browser.submit(page.page.form_to("/downloads")).body[:2], b"PK")
        closed = browser.submit(browser.get("/library").page.form_to("/library/close"))
        self.assertIn("By the address of an order", closed.page.text)
        self.assertNotIn(orders[0]["reference"], browser.get("/library").page.text)

    def test_a_link_works_once_not_for_long_and_makes_a_fresh_session(self):
        self.bought(self.own)
        browser = self.own.client()
        self.ask(browser)
        link = self.letter_link(2)
        fixed = {name: value for name, value in browser.cookies.items()}
        self.enter(browser, link)
        session = next(value for name, value in browser.cookies.items() if name.startswith("library-plain"))
        self.assertNotIn(session, fixed.values())
        for method in ("GET", "POST"):
            again = self.own.client().request(method, link, {"Content-Type": "application/x-www-form-urlencoded"}
                                              if method == "POST" else {}, b"" if method == "POST" else None)
            self.assertEqual(again.status, 404, method)
        self.ask(browser := self.own.client())
        link = self.letter_link(3)
        self.own.stop()
        self.assertEqual(set_in_database(self.own, "UPDATE library_letter SET created_at = created_at - 901000000"), 2)
        self.own.start()
        self.assertEqual(self.own.client().request("GET", link.replace("x", "x")).status, 404)

    def test_another_browser_is_told_and_a_session_that_was_planted_opens_nothing(self):
        self.bought(self.own)
        self.ask(self.own.client())
        link = self.letter_link(2)
        other = self.own.client()
        other.cookies["library-plain"] = "A" * 27
        self.assertIn("By the address of an order", other.get("/library").page.text)
        page = other.get(link).page
        self.assertIn("asked for in another browser", page.text)
        self.assertIn("a…@example.org", page.text)
        self.assertNotIn("lovelace", page.text)
        self.enter(other, link)
        self.assertNotEqual(other.cookies["library-plain"], "A" * 27)

    def test_asking_tells_nobody_who_has_an_address(self):
        self.bought(self.own)
        self.post.wait_for(1, self.own)
        answers = {}
        for address in (ADDRESS, "nobody@example.org"):
            browser = self.own.client()
            form = browser.get("/library").page.form_to("/library/letters")
            answer = browser.post_form(form.action, form.fields_to_send({"email": address}))
            page = browser.get("/library?asked=1")
            answers[address] = (answer.status, answer.header("location"), page.text,
                                sorted(name for name in browser.cookies))
        self.assertEqual(answers[ADDRESS], answers["nobody@example.org"])
        self.letter_link(2)
        until(lambda: not self.waiting(self.own), "an empty queue", self.own)
        self.assertEqual(len(self.post.letters), 2)
        self.assertNotIn("nobody@", self.own.log())

    def test_one_address_and_one_sender_get_few_letters(self):
        self.bought(self.own)
        self.post.wait_for(1, self.own)
        for _ in range(5):
            self.ask(self.own.client())
        fast = self.ask(self.own.client(), status=429)
        self.assertIn("very often", fast.page.text)
        self.assertTrue(fast.header("retry-after"))
        until(lambda: not self.waiting(self.own), "an empty queue", self.own)
        self.assertEqual(len(self.post.letters), 1 + 1, "one that opens is enough, whoever asks")


class ByLink(LibraryCase):
    def test_without_any_address_orders_are_gathered_behind_a_secret_link(self):
        one, two = self.bought(self.own, email=None), self.bought(self.own, email=None)
        browser = self.own.client()
        library = browser.submit(browser.get(one["url"]).page.form_to("/library"))
        self.assertEqual(library.path, "/library")
        self.assertIn("knows no e-mail address", library.page.text)
        full = browser.submit(library.page.form_to("/library/orders"), {"order": two["url"]})
        for order in (one, two):
            self.assertIn(order["reference"], full.page.text)
        wrong = browser.submit(full.page.form_to("/library/orders"), {"order": one["reference"]}, status=404)
        self.assertIn("2 orders", wrong.page.text)
        secret = re.search(r"/library/open/[A-Za-z0-9_-]{27}", full.text).group(0)
        fresh = self.own.client()
        self.assertEqual(fresh.cookies, {})
        self.assertIn(two["reference"], self.enter(fresh, secret).page.text)
        self.assertEqual(fresh.get("/library").header("cache-control"), "no-store")
        browser.submit(browser.get("/library").page.form_to("/library/link"))
        late = self.own.client()
        self.assertEqual(late.submit(late.get(secret).page.form_to(secret), status=404).status, 404)
        third = self.bought(self.own, email=None)
        self.assertIn("3 orders", browser.submit(browser.get(third["url"]).page.form_to("/library")).page.text)

    def test_many_orders_are_pages_each_of_them_light_and_none_of_them_twice(self):
        api = self.api(self.own)
        orders = [self.place(api, self.priced_book(api, number)) for number in range(60)]
        for order in orders:
            self.act(self.own, order)
        browser = self.own.client()
        library = browser.submit(browser.get("/orders/" + orders[0]["token"]).page.form_to("/library"))
        for order in orders[1:]:
            library = browser.submit(library.page.form_to("/library/orders"), {"order": order["token"]})
        self.assertIn("60 orders", library.page.text)
        self.assertIn("Page 1 of 3", library.page.text)
        shown, pages = [], 0
        while True:
            pages += 1
            self.assertLess(len(library.body), 100_000)
            self.assertEqual(library.page.problems, [])
            shown += re.findall(r"Order ([A-Z0-9-]+)", " ".join(re.findall(r"<h2 class=.num.>(.*?)</h2>", library.text)))
            further = re.search(r'rel="next" href="([^"]+)"', library.text)
            if not further:
                break
            library = browser.get(further.group(1))
        self.assertEqual(pages, 3)
        self.assertEqual(shown, [order["reference"] for order in reversed(orders)])
        self.assertIn('rel="prev" href="/library?page=2"', library.text)
        for wrong in ("4", "0", "x"):
            self.assertIn(browser.request("GET", "/library?page=" + wrong).status, (400, 404), wrong)

    def test_whoever_makes_password_after_password_fills_neither_the_log_nor_the_shop(self):
        browser = self.own.client()
        library = browser.submit(browser.get(self.bought(self.own, email=None)["url"]).page.form_to("/library"))
        form = library.page.form_to("/library/reader")
        made = [browser.post_form(form.action, form.fields_to_send({}, None)).status for _ in range(15)]
        self.assertEqual(made, [303] * 10 + [429] * 5)
        refused = browser.get("/library/data", status=429)
        self.assertIn("Try again in a minute", refused.page.text)
        self.assertIn("1 order", browser.get("/library").page.text)
        entries = self.own.json("audit", "list", "--limit", "100")["entries"]
        self.assertEqual([one["action"] for one in entries].count("library.reader_password_made"), 10)

    def test_forgetting_the_address_leaves_the_books_and_a_link(self):
        order = self.bought(self.own)
        browser = self.own.client()
        self.ask(browser)
        library = self.enter(browser, self.letter_link(2))
        forgot = browser.submit(library.page.form_to("/library/forget"))
        self.assertIn("knows no e-mail address", forgot.page.text)
        self.assertIn(order["reference"], forgot.page.text)
        self.assertRegex(forgot.text, r"/library/open/[A-Za-z0-9_-]{27}")
        self.assertFalse(self.order(self.api(self.own), order)["has_email"])
        self.ask(self.own.client())
        until(lambda: not self.waiting(self.own), "an empty queue", self.own)
        self.assertEqual(len(self.post.letters), 2)

    def test_wrong_links_look_alike_and_strangers_forms_are_refused(self):
        browser = self.own.client()
        for path in ("/library/letter/", "/library/open/"):
            answers = {browser.post_form(path + token, []).status for token in ("A" * 27, "short", "A" * 28)}
            self.assertEqual(answers, {404})
        for path in ("/library/letters", "/library/orders", "/library/link", "/library/forget", "/library/close"):
            refused = browser.request("POST", path, {"Origin": "https://evil.example",
                                                     "Content-Type": "application/x-www-form-urlencoded"}, b"")
            self.assertEqual(refused.status, 403, path)
