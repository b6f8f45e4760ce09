"""The storefront in the language of its visitor: by address, by choice, by what the browser asks for."""

import re
from urllib.parse import urlencode, urlsplit

from harness import ROOT, ShopCase
from harness.desk import first_link, join
from harness.smtp import SmtpDouble
from test_mail import ADDRESS, MailCase

LANGUAGES = ("ar", "de", "en", "es", "fr")
OWN_NAMES = {"ar": "العربية", "de": "Deutsch", "en": "English", "es": "Español", "fr": "Français"}
NAV_BOOKS = {"ar": "الكتب", "de": "Bücher", "en": "Books", "es": "Libros", "fr": "Livres"}
PUBLIC = ("/", "/books", "/help", "/about", "/terms", "/about-fallback")


class LanguageCase(ShopCase):
    def asking(self, language, shop=None):
        browser = (shop or self.shop).client()
        browser.language = language
        return browser

    def attributes(self, answer, tag="html"):
        return next(attributes for name, attributes in answer.page.tags if name == tag)

    def assert_speaks(self, answer, code):
        html = self.attributes(answer)
        self.assertEqual((html["lang"], html["dir"]), (code, "rtl" if code == "ar" else "ltr"), answer.url)
        self.assertEqual(answer.header("content-language"), code, answer.url)
        self.assertIn(NAV_BOOKS[code], answer.page.text)

    def send_choice(self, browser, code, back):
        return browser.request("POST", "/language", {"Content-Type": "application/x-www-form-urlencoded"},
                               urlencode({"language": code, "back": back}))

    def choose(self, browser, code, at="/books"):
        form = browser.get(at).page.forms_to("/language")[-1]
        button = next([name, value] for name, value, _ in form.buttons if value == code)
        return browser.submit(form, button=button)


class Chosen(LanguageCase):
    def test_a_browser_is_answered_in_the_first_of_its_languages_that_the_shop_speaks(self):
        for asked, code in (("de", "de"), ("de-AT,en;q=0.5", "de"), ("nl, fr;q=0.8, en;q=0.9", "en"), ("ar-EG", "ar"),
                            ("es-419;q=0.7, it", "es"), ("fr;q=0, es", "es"), ("ja, ko;q=0.5", "en"), ("*", "en"),
                            ("", "en"), ("de;q=nonsense", "en"), ("x" * 3000, "en")):
            answer = self.asking(asked).get("/books")
            self.assert_speaks(answer, code)
            varies = ", ".join(answer.all("vary")).lower()
            self.assertIn("accept-language", varies)
            self.assertIn("cookie", varies)

    def test_an_address_names_its_language_whatever_the_browser_asks_for(self):
        slug = self.priced_book(self.api())["slug"]
        for code in LANGUAGES:
            for path in (*PUBLIC, "/books/" + slug, "/books/" + slug + "/sample", "/books?sort=title", "/search",
                         "/search?q=tide"):
                address = "/" + code + ("" if path == "/" else path)
                self.assert_speaks(self.asking("nl, es;q=0.1").get(address), code)
        found = self.asking("nl").get("/ar/search?q=tide&format=epub")
        self.assertIn("noindex", found.text)
        self.assertNotIn("hreflang", found.text)
        self.assert_speaks(self.choose(self.asking("nl"), "de", at="/ar/search?q=tide"), "de")
        self.assertEqual(self.asking("de").send("GET", "/xx/books").status, 404)
        self.assertEqual(self.asking("de").send("GET", "/de/cart").status, 404, "a page of one visitor has one address")
        self.assertEqual(self.asking("de").send("GET", "/de/books/" + "no-such-book").status, 404)

    def test_search_engines_are_told_of_each_language_once(self):
        home = self.shop.origin
        for path in ("/", "/books", "/books?sort=title", "/books/" + self.priced_book(self.api())["slug"], "/help", "/terms"):
            bare = "" if path == "/" else path
            expected = {code: home + ("" if code == "en" else "/" + code) + bare for code in LANGUAGES}
            expected = {code: address if address != home else home + "/" for code, address in expected.items()}
            for code in LANGUAGES:
                answer = self.asking("nl").get("/" + code + bare)
                links = [one for tag, one in answer.page.tags if tag == "link"]
                alternates = {one["hreflang"]: one["href"] for one in links if "hreflang" in one}
                self.assertEqual(alternates, {**expected, "x-default": expected["en"]}, path)
                self.assertEqual([one["href"] for one in links if one["rel"] == "canonical"], [expected[code]])
        for private in ("/cart", "/search?q=tide", "/library"):
            self.assertNotIn("hreflang", self.shop.client().get(private).text, private)

    def test_who_came_by_an_address_stays_in_its_language_and_a_choice_counts_for_longer(self):
        browser = self.asking("en")
        came = browser.get("/fr/books")
        cookie, = came.all("set-cookie")
        self.assertNotIn("max-age", cookie.lower(), "until the browser closes")
        self.assert_speaks(browser.get("/cart"), "fr")
        self.assertFalse(browser.get("/fr/books").all("set-cookie"), "said once")
        self.assertFalse(self.asking("fr").get("/fr/books").all("set-cookie"), "nothing to remember")
        chosen = self.choose(browser, "de", "/fr/books?sort=title")
        self.assertEqual(chosen.url, self.shop.origin + "/books?sort=title", "where it was chosen, without a language")
        self.assert_speaks(chosen, "de")
        self.assert_speaks(self.asking("en").get("/"), "en")

    def test_the_foot_offers_each_language_by_its_own_name_on_public_and_private_pages(self):
        browser = self.asking("en")
        self.put_in_cart(browser, self.priced_book(self.api())["slug"])
        for path in (*PUBLIC, "/cart", "/search?q=tide", "/library"):
            answer = browser.get(path)
            form, = answer.page.forms_to("/language")
            self.assertEqual({value: label for _, value, label in form.buttons}, OWN_NAMES, path)
            self.assertEqual(form.field("back"), path)
        for path in ("/cart", "/search?q=tide"):
            turned = self.choose(browser, "es", path)
            self.assertEqual(turned.url, self.shop.origin + path)
            self.assert_speaks(turned, "es")
            self.choose(browser, "en", path)

    def test_what_was_typed_at_the_checkout_stays_when_its_language_is_changed(self):
        browser = self.asking("en")
        self.put_in_cart(browser, self.priced_book(self.api())["slug"])
        plain = browser.submit(browser.get("/checkout").page.form_to("/de/checkout/language"), {"consent": ""}, button=("language", "de"))
        self.assertEqual(plain.url, self.shop.origin + "/checkout", "nothing was typed: its own address")
        self.assert_speaks(plain, "de")
        typed = {"receipt_name": "Hester Vane", "gift_name": "Ada"}
        page = browser.submit(plain.page.form_to("/es/checkout/language"), typed, button=("language", "es"))
        self.assert_speaks(page, "es")
        form = page.page.form_to("/fr/checkout/language")
        self.assertEqual((form.field("receipt_name"), page.page.form_to("/checkout").field("receipt_name")),
                         ("Hester Vane",) * 2)
        again = browser.submit(form, button=("language", "fr"))
        self.assert_speaks(again, "fr")
        self.assertEqual(again.page.form_to("/checkout").field("gift_name"), "Ada")
        self.assert_speaks(browser.get("/books"), "fr")
        order = browser.submit(again.page.form_to("/checkout"), {"method": "sandbox"})
        self.assertTrue(order.path.startswith("/sandbox/"), order)

    def test_the_address_of_a_form_leads_who_reads_it_to_the_page_of_the_form(self):
        slug = self.priced_book(self.api())["slug"]
        for path, to in (("/cart/coupon", "/cart"), ("/checkout/coupon", "/checkout"), ("/checkout/place", "/checkout"),
                         ("/checkout/language", "/checkout"), ("/checkout/currency/EUR", "/checkout")):
            for language in ("", "/en", "/fr"):
                with self.subTest(path=language + path):
                    browser = self.asking("en")
                    self.put_in_cart(browser, slug)
                    answer = browser.request("GET", language + path)
                    self.assertEqual((answer.status, answer.header("location")), (303, to))
                    page = browser.get(language + path)
                    self.assertEqual(page.url, self.shop.origin + to)
                    self.assert_speaks(page, language[1:] or "en")

    def test_an_address_that_cannot_be_read_has_a_page_below_each_language(self):
        for path in ("/ar//x", "/de//x"):
            answer = self.shop.client().request("GET", path)
            self.assertEqual((answer.status, answer.header("content-type")), (400, "text/html; charset=utf-8"), path)
        self.assert_no_errors_logged(self.shop)

    def test_a_choice_that_is_none_is_refused_and_leads_nowhere_else(self):
        for code in ("", "xx", "EN", "de-AT", "de\r\nx: y", "x" * 3000):
            refused = self.send_choice(self.asking("en"), code, "/books")
            self.assertEqual(refused.status, 400, code)
            self.assertFalse(refused.all("set-cookie"))
        for back in ("//evil.example", "https://evil.example/", "\\\\evil.example", "", "books", "/a b", "/" + "x" * 2100):
            answer = self.send_choice(self.asking("en"), "de", back)
            self.assertEqual((answer.status, answer.header("location")), (303, "/"), back)
        browser = self.asking("fr")
        browser.cookies["language-plain"] = "<script>"
        self.assert_speaks(browser.get("/books"), "fr")

    def test_errors_and_wrong_addresses_speak_the_language_too(self):
        missing = self.asking("de").request("GET", "/nirgends")
        self.assertEqual(missing.status, 404)
        self.assert_speaks(missing, "de")
        self.assertNotIn("This page", missing.page.text)
        self.assertEqual(self.attributes(self.asking("de").request("GET", "/desk/nowhere"))["lang"], "en", "the desk speaks English")
        for path in ("/nirgends", "/books/nirgends", "/cart", "/checkout"):
            whole, head = (self.asking("de").request(method, path, {"Accept-Encoding": "identity"}) for method in ("GET", "HEAD"))
            self.assertEqual(head.status, whole.status)
            self.assertEqual(head.header("content-length"), str(len(whole.body)), f"{path}: HEAD says what GET would")
        problem = self.asking("de").request("GET", "/api/v1/books/nowhere", {"Accept": "application/json"})
        self.assertIn("no such book", problem.text.lower(), "programs are told in English")


class Kept(LanguageCase):
    def test_a_kept_page_never_shows_another_language(self):
        shop = self.own_shop(env={"SHOP_CURRENCIES": "EUR"})
        slug = self.priced_book(self.api(shop))["slug"]
        for path in ("/", "/books", "/books/" + slug, "/books/" + slug + "/sample", "/books?free=1"):
            for _ in range(2):
                for code in (*LANGUAGES, *reversed(LANGUAGES)):
                    self.assert_speaks(self.asking(code, shop).get(path), code)
                    named = "/" + code + ("" if path == "/" else path)
                    self.assert_speaks(self.asking("es", shop).get(named), code)
        tags = {code: self.asking(code, shop).get("/books").header("etag") for code in LANGUAGES}
        self.assertEqual(len(set(tags.values())), len(LANGUAGES))
        again = self.asking("fr", shop).request("GET", "/books", {"If-None-Match": tags["de"]})
        self.assertEqual(again.status, 200, "what is known in German is not what is asked for")
        self.assertEqual(self.asking("de", shop).request("GET", "/books", {"If-None-Match": tags["de"]}).status, 304)

    def test_prices_counts_and_days_are_written_as_the_language_does(self):
        shop = self.own_shop(env={"SHOP_CURRENCIES": "EUR"})
        api = self.api(shop)
        book = self.priced_book(api)
        shop.json("book", "price", book["slug"], "1234.50", "--currency", "EUR")
        seen = {}
        for code in LANGUAGES:
            browser = self.asking(code, shop)
            form = browser.get("/books").page.forms_to("/currency")[-1]
            browser.submit(form, button=["currency", "EUR"])
            seen[code] = browser.get("/books/" + book["slug"]).text
        self.assertIn("€1,234.50", seen["en"])
        self.assertIn("1.234,50\u00a0€", seen["de"])
        self.assertIn("1234,50\u00a0€", seen["es"])
        self.assertIn("1\u202f234,50\u00a0€", seen["fr"])
        self.assertIn("1,234.50\u00a0€", seen["ar"])
        self.assertRegex(self.asking("de", shop).get("/terms").page.text, r"\d{1,2}\. [A-ZÄ][a-zä]+ 20\d\d")

    def test_the_setting_says_what_who_asks_for_nothing_reads(self):
        shop = self.own_shop(env={"SHOP_LANGUAGE": "fr"})
        self.assert_speaks(self.asking("nl", shop).get("/"), "fr")
        self.assert_speaks(self.asking("en", shop).get("/"), "en")
        answer = self.asking("", shop).get("/books")
        self.assertIn(f'rel="canonical" href="{shop.origin}/books"', answer.text)
        self.assertIn(f'hreflang="en" href="{shop.origin}/en/books"', answer.text)
        self.assertIn(f'hreflang="fr" href="{shop.origin}/books"', answer.text)
        # Its terms are French: that is the text that is agreed to, and English is the translation.
        self.assertFalse([a for a, _ in self.asking("fr", shop).get("/terms").page.links if a.startswith("/terms/")])
        original, = [a for a, _ in self.asking("en", shop).get("/terms").page.links if a.startswith("/terms/")]
        self.assert_speaks(self.asking("en", shop).get(original), "en")
        self.assertIn('<div class="prose" lang="fr" dir="ltr">', self.asking("en", shop).get(original).text)

    def test_the_setting_takes_languages_of_the_shop_alone_and_counts_at_once(self):
        shop = self.own_shop()
        self.assert_speaks(self.asking("nl", shop).get("/books"), "en")
        shop.json("settings", "SHOP_LANGUAGE", "es")
        shop.wait_until(lambda: 'lang="es"' in self.asking("nl", shop).get("/books").text, "the setting")
        person = join(shop, "ines", first_link(shop))
        person.browser.language = "de"
        self.assertEqual(self.attributes(person.browser.get("/desk"))["lang"], "en", "the desk speaks English")
        shop.stop()
        shop.env["SHOP_LANGUAGE"] = "tlh"
        with self.assertRaisesRegex(AssertionError, "SHOP_LANGUAGE.*write ar, de, en, es or fr"):
            shop.start()
        shop.process = None
        del shop.env["SHOP_LANGUAGE"]
        shop.start()


class Bought(MailCase, LanguageCase):
    def words(self, code, key, **values):
        """A text of the shop, as its file has it."""
        for line in (ROOT / "src/web/locales" / f"{code}.txt").read_text(encoding="utf-8").splitlines():
            if line.startswith(key + " = "):
                text = line.split(" = ", 1)[1]
                return re.sub(r"\{(\w+)\}", lambda m: values.get(m.group(1), m.group(0)), text)
        raise AssertionError(f"{code}.txt has no {key}")

    def test_a_book_is_bought_in_german_and_its_letter_receipt_and_invoice_are_german(self):
        double = SmtpDouble()
        self.addCleanup(double.stop)
        shop = self.mailing(double, TAX_COUNTRY="DE", SELLER_ADDRESS="Hafen 4 | Hamburg | Germany", SELLER_TAX_NUMBER="DE123456789")
        browser = self.asking("de-DE,de;q=0.9,en;q=0.5", shop)
        browser.get("/")
        self.put_in_cart(browser, self.priced_book(self.api(shop))["slug"])
        place = self.to_checkout(browser, browser.get("/cart").page)
        names = [label for label in re.findall(r"<option value=\"[A-Z]{2}\"[^>]*>([^<]+)", place.text)]
        self.assertIn("Deutschland", names)
        self.assertLess(names.index("Ägypten"), names.index("Belgien"), "sorted as people look for them")
        checkout = browser.submit(place.page.form_to("/checkout/place"), {"country": "DE"})
        self.assertIn("MwSt", checkout.page.text)
        self.assertIn("7\u00a0% MwSt. (Deutschland)", checkout.text)
        form = checkout.page.form_to("/checkout")
        counter = browser.submit(form, {"method": "sandbox", "email": ADDRESS, "receipt_name": "Zoë Öxl"})
        order = self.press(browser, counter, "pay")
        self.assert_speaks(order, "de")
        self.assertIn(self.words("de", "order_state.fulfilled.one"), order.page.text)
        kept, = shop.json("order", "list")["orders"]
        self.assertEqual(self.api(shop).get("/api/v1/orders/" + order.path.split("/")[2]).json()["order"]["locale"], "de")
        letter = double.wait_for(1, shop)[0]
        self.assertEqual(double.findings, [])
        self.assertEqual(str(letter.message["Subject"]), self.words("de", "letter_receipt_subject", reference=kept["reference"],
                                                                     shop="Bücher & Söhne"))
        html, text = letter.part("text/html"), letter.part("text/plain")
        self.assertIn('<html lang="de" dir="ltr">', html)
        self.assertIn(self.words("de", "letter_receipt_key"), text)
        for english in ("Thank you", "Order", "Total"):
            self.assertNotIn(english, text)
        # Whoever looks at it later speaks another language; papers stay as they were made.
        other = self.asking("fr", shop)
        page = other.get(order.path)
        self.assert_speaks(page, "fr")
        self.assertIn(self.words("fr", "order_state.fulfilled.one"), page.page.text)
        wish = page.page.form_to(order.path + "/invoice")
        paper = other.submit(wish, button=next([name, value] for name, value, _ in wish.buttons if value == "make"))
        self.assert_speaks(paper, "fr")
        self.assertIn('<div lang="de" dir="ltr">', paper.text)
        self.assertIn("Rechnung", paper.page.text)
        self.assertNotIn("Facture ", paper.page.text)
        self.assertIn("HamburgDeutschland", paper.page.text)
        pdf = other.get(paper.path + "/pdf")
        self.assertEqual(pdf.body[:5], b"%PDF-")
        receipt = browser.get(order.path + "/receipt")
        self.assertIn('<html lang="de"', receipt.text)
        self.assert_ledger_is_clean(shop)
        self.assert_no_errors_logged(shop)

    def test_the_language_can_be_changed_on_the_page_of_an_order_and_its_letters_keep_theirs(self):
        double = SmtpDouble()
        self.addCleanup(double.stop)
        shop = self.mailing(double)
        browser = self.asking("es", shop)
        slug = self.priced_book(self.api(shop))["slug"]
        form = browser.get(f"/checkout?book={slug}").page.form_to("/checkout")
        order = self.press(browser, browser.submit(form, {"method": "sandbox", "email": ADDRESS}), "pay")
        turned = self.choose(browser, "ar", order.path)
        self.assertEqual(turned.path, order.path)
        self.assert_speaks(turned, "ar")
        self.assertIn(self.words("ar", "order_state.fulfilled.one"), turned.page.text)
        double.wait_for(1, shop)
        browser.submit(turned.page.form_to("/link"))
        letter = double.wait_for(2, shop)[1]
        self.assertIn('lang="es"', letter.part("text/html"))

    def test_arabic_is_written_from_the_right_and_latin_titles_are_set_apart(self):
        double = SmtpDouble()
        self.addCleanup(double.stop)
        shop = self.mailing(double)
        browser = self.asking("ar", shop)
        book = self.priced_book(self.api(shop))
        page = browser.get("/books/" + book["slug"])
        heading = self.attributes(page, "h1")
        self.assertEqual((heading["dir"], heading["lang"]), ("auto", "en"))
        form = browser.get("/checkout?book=" + book["slug"]).page.form_to("/checkout")
        order = self.press(browser, browser.submit(form, {"method": "sandbox", "email": ADDRESS}), "pay")
        self.assert_speaks(order, "ar")
        letter = double.wait_for(1, shop)[0]
        self.assertIn('<html lang="ar" dir="rtl">', letter.part("text/html"))
        link = re.search(r"https?://\S+/orders/\S+", letter.part("text/plain")).group(0)
        self.assertEqual(urlsplit(link).path, order.path, "no mark of direction hangs on an address")
        self.assertEqual(browser.get(order.path + "/receipt").status, 200)
        self.assertEqual(double.findings, [])

    def test_programs_name_the_language_of_their_buyer(self):
        shop = self.own_shop()
        api = self.api(shop)
        order = self.place(api, self.priced_book(api), locale="fr-CA")
        self.act(shop, order)
        self.assertEqual(self.order(api, order)["locale"], "fr-CA")
        self.assert_speaks(self.asking("de", shop).get(order["url"]), "de")
