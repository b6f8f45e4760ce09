"""A bookseller at the desk, without scripts: prices as they are written, stock, orders that are looked for, disputes, pages."""

import html
import json
import re

from harness import ShopCase, fresh_folder
from harness.desk import first_link, join, made_link
from harness.smtp import SmtpDouble
from harness.stripe import until
from test_desk_api import Program

MAIL = {"MAIL_FROM": "desk@books.example", "SMTP_TLS": "none"}


class DeskCase(ShopCase):
    def begun(self, **options):
        shop = self.own_shop(**options)
        return shop, join(shop, "ada", first_link(shop))

    def done(self, person, answer):
        """What the page after a form says that was done."""
        self.assertEqual(answer.status, 303, answer)
        return person.browser.get(answer.header("location")).page.text

    def actions(self, shop):
        return [entry["action"] for entry in shop.json("audit", "list", "--limit", "100")["entries"]]


class Prices(DeskCase):
    def test_prices_are_taken_as_people_write_them_and_the_page_says_what_it_saved(self):
        shop, ada = self.begun()
        slug = self.priced_book(self.api(shop))["slug"]
        path = "/desk/books/" + slug
        for typed, shown in (("5,00", "$5.00"), ("$6", "$6.00"), ("7.5 USD", "$7.50"), ("1,234.50", "$1,234.50"),
                             (" 4.99 ", "$4.99")):
            said = self.done(ada, ada.post(path, "price", price=typed, compare_at="", suggested=""))
            self.assertIn("The price is saved", said)
            self.assertIn(shown, said, typed)
        self.assertIn("$4.99", shop.client().get("/books/" + slug).page.text)
        for wrong in ("€5", "5,0,0", "1,234", "cheap", "-5"):
            page = ada.post(path, "price", status=422, price=wrong, compare_at="", suggested="").page
            self.assertIn("That is no price in USD", page.text)
            self.assertNotIn("is saved", page.text)
        self.assertNotIn("is saved", ada.browser.get(path).page.text)
        self.assertNotIn("saved", ada.browser.get(path + "?done=nonsense").page.text, "no address says what it likes")
        done = shop.run("book", "price", slug, "8,25")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("$8.25", ada.browser.get(path).page.text)

    def test_the_stock_stands_beside_the_price_and_is_changed_there(self):
        shop, ada = self.begun()
        slug = self.priced_book(self.api(shop))["slug"]
        path = "/desk/books/" + slug
        self.assertIn("as many as are wanted", ada.browser.get(path).page.text)
        self.assertIn("copies is saved", self.done(ada, ada.post(path, "stock", copies="3")))
        self.assertEqual(shop.json("book", "show", slug)["copies_left"], 3)
        self.assertIn("copies: 3", ada.browser.get("/desk/books").page.text)
        self.assertIn("3 copies left", shop.client().get("/books/" + slug).page.text)
        ada.post(path, "stock", status=422, copies="many")
        ada.post(path, "stock", status=422, copies="-1")
        self.done(ada, ada.post(path, "stock", copies="0"))
        self.assertIn("Sold out", shop.client().get("/books/" + slug).page.text)
        self.done(ada, ada.post(path, "stock", copies=""))
        self.assertIsNone(shop.json("book", "show", slug)["copies_left"])
        self.assertIn("book.stock", self.actions(shop))

    def test_a_code_takes_percent_signs_commas_and_works_on_its_last_day(self):
        shop, ada = self.begun()
        for code, percent, bps in (("SIGN-10", "10%", 1000), ("GAP-10", "10 %", 1000), ("COMMA-12", "12,5 %", 1250)):
            said = self.done(ada, ada.post("/desk/coupons", "add", code=code, percent=percent))
            self.assertIn("The code is made", said)
            self.assertEqual(shop.json("coupon", "show", code)["percent_bps"], bps)
        self.done(ada, ada.post("/desk/coupons", "add", code="EUROS", amount="2,50"))
        self.assertEqual(shop.json("coupon", "show", "EUROS")["amount"]["amount"], "250")
        odd = ada.post("/desk/coupons", "add", status=422, code="NEW-YEAR", percent="10", until="morgen")
        self.assertIn("“morgen” is no moment for “Until”. Write a day of the shop such as 2026-12-24", odd.page.text)
        said = self.done(ada, ada.post("/desk/coupons", "add", code="NEW-YEAR", percent="10", until="2999-01-01"))
        self.assertIn("Until: 1 January 2999", said)
        self.assertEqual(shop.json("coupon", "show", "NEW-YEAR")["ends_at"], "2999-01-02T00:00:00Z")
        for wrong in ("110 %", "%", "10 percent", "1,2,3"):
            ada.post("/desk/coupons", "add", status=422, code="WRONG", percent=wrong)

    def test_what_is_wrong_with_a_new_code_is_said_at_its_field_and_what_was_typed_stays(self):
        shop, ada = self.begun()
        self.done(ada, ada.post("/desk/coupons", "add", code="TAKEN", percent="10"))
        right = {"code": "SPRING", "percent": "10", "amount": "", "minimum": "5", "uses": "7", "from": "2999-01-01", "until": "2999-02-01", "books": ""}
        for field, wrong, sentence in (
                ("code", "!", "A code has 3 to 32 letters"), ("code", "taken", "reads the same"),
                ("percent", "110", "at most 100"), ("percent", "", "give one of the two"), ("amount", "many", "amount"),
                ("minimum", "0", "more than 0"), ("minimum", "a lot", "amount"), ("uses", "often", "whole number"), ("uses", "0", "once to"),
                ("from", "soon", "“soon” is no moment"), ("until", "2998-01-01", "end before it begins"), ("until", "later", "“later” is no moment"),
                ("books", "No such book at all", "No such book at all")):
            with self.subTest(field=field, wrong=wrong):
                typed = right | {field: wrong} | ({"percent": ""} if field == "amount" else {})
                said = ada.post("/desk/coupons", "add", status=(422, 404, 409), **typed)
                marked = [attributes["id"] for _, attributes in said.page.tags if attributes.get("aria-invalid") == "true"]
                self.assertEqual(marked, [field])
                note, = re.findall(r'id="fault-note" role="alert">([^<]*)<', said.text)
                self.assertIn(sentence, html.unescape(note))
                self.assertNotIn("problem-note", said.text, "said once")
                form = next(one for one in said.page.forms_to("/desk/coupons") if one.field("act") == "add")
                self.assertEqual({name: form.field(name) for name in typed}, typed)
        self.assertEqual([one["code"] for one in shop.json("coupon", "list")["coupons"]], ["TAKEN"])

    def test_a_book_is_sold_to_the_end_of_its_last_day(self):
        shop, ada = self.begun()
        slug = self.priced_book(self.api(shop))["slug"]
        path = "/desk/books/" + slug
        page = self.done(ada, ada.post(path, "dates", until="2999-12-31"))
        self.assertIn("The dates are saved", page)
        form = next(one for one in ada.browser.get(path).page.forms if one.field("act") == "dates")
        self.assertEqual(form.field("until"), "2999-12-31", "as it was typed")
        offer = self.api(shop).get("/api/v1/books/" + slug).json()["book"]["offer"]
        self.assertEqual(offer["sold_until"], "3000-01-01T00:00:00Z")

    def test_books_are_found_by_words_isbn_state_and_format(self):
        shop, ada = self.begun()
        hidden, bare, own = [one["slug"] for one in shop.json("book", "list", "--limit", "3")["books"]]
        shop.json("book", "hide", hidden)
        shop.json("book", "edit", bare, "--title", "Zebra & <Quay>", "--author", "Émile Zoë")
        shop.json("book", "price", bare, "none")
        shop.json("book", "price", own, "--at-least", "3")

        def slugs(query):
            page = ada.browser.get("/desk/books?" + query)
            return set(re.findall(r'<th scope="row"[^>]*><a href="/desk/books/([^"]+)"', page.text)), page.page

        self.assertEqual(slugs("state=hidden")[0], {hidden})
        found, page = slugs("search=zebra+zo%C3%AB&state=unpriced")
        self.assertEqual(found, {bare})
        form = next(one for one in page.forms if "search" in one.names())
        self.assertEqual([form.field(name) for name in ("search", "state", "format")], ["zebra zoë", "unpriced", ""])
        self.assertTrue(page.link_to("/desk/books"))
        found, page = slugs("format=epub")
        self.assertGreater(len(found), 30)
        self.assertIn("From $3.00", page.text, "a price that the buyer sets")
        self.assertIn('href="/desk/books?format=epub&amp;page=1"', ada.browser.get("/desk/books?format=epub&page=2").text,
                      "the filter stays")
        self.assertEqual(slugs("state=no_file")[0], set())
        found, page = slugs("state=for_sale")
        self.assertFalse(found & {hidden, bare})
        self.assertIn(own, found)
        self.assertNotIn("Price not set", [cell.strip() for cell in re.findall(r">([^<]*)<", page.text)])
        shop.json("book", "stock", own, "0")
        self.assertNotIn(own, slugs("state=for_sale")[0])
        self.assertIn("Sold out", ada.browser.get("/desk/books").page.text)
        shop.json("book", "stock", own, "unlimited")
        self.assertIn("No such books", slugs("search=nothing-of-it")[1].text)
        ada.browser.get("/desk/books?state=lost", status=422)
        ada.browser.get("/desk/books?search=" + "a+" * 7, status=422)
        listed = shop.json("book", "list", "--search", "quay", "--state", "unpriced", "--format", "epub")
        self.assertEqual([one["slug"] for one in listed["books"]], [bare])
        self.assertEqual(shop.run("book", "list", "--state", "lost").returncode, 2)

    def test_facts_of_a_book_are_mended_at_the_desk_by_command_and_by_program(self):
        shop, ada = self.begun()
        slug, other = [one["slug"] for one in shop.json("book", "list", "--limit", "2")["books"]]
        path = "/desk/books/" + slug

        def form():
            return next(one for one in ada.browser.get(path).page.forms if one.field("act") == "edit")

        ada.browser.submit(form(), {"contributors": "Translator: Zoë Quay\r\neditor: Jo Penn", "series": "Tidewater",
                                    "series_position": "2.5", "subjects": "Tidal flats\r\nMud", "isbn": "0-306-40615-2",
                                    "publisher": "Quay Press"})
        book = shop.json("book", "show", slug)
        self.assertEqual(book["contributors"], [{"role": "translator", "name": "Zoë Quay"}, {"role": "editor", "name": "Jo Penn"}])
        self.assertEqual([book[one] for one in ("series", "series_position", "subjects", "isbn", "publisher")],
                         ["Tidewater", "2.5", ["Tidal flats", "Mud"], "9780306406157", "Quay Press"])
        self.assertEqual([form().field(one) for one in ("contributors", "subjects", "isbn")],
                         ["translator: Zoë Quay\neditor: Jo Penn", "Tidal flats\nMud", "9780306406157"])
        reader = shop.client()
        page = reader.get("/books/" + slug).text
        for said in ("Zoë Quay", "Tidewater", "Tidal flats", "9780306406157", "Quay Press"):
            self.assertIn(said, page)
        for words in ("tidal flats", "tidewater", "zoe quay", "9780306406157"):
            shop.wait_until(lambda words=words: "/books/" + slug in reader.get("/search?q=" + words.replace(" ", "+")).text, words)
        # What cannot be taken is said beside its field, with what was typed.
        wrong = ada.browser.submit(form(), {"isbn": "9780306406158"}, status=422)
        self.assertIn("one of its digits is mistyped", wrong.page.text)
        self.assertIn('value="9780306406158"', wrong.text)
        title = shop.json("book", "show", slug)["title"]
        taken = shop.run("book", "edit", other, "--isbn", "9780306406157")
        self.assertEqual(taken.returncode, 4)
        self.assertIn(f'"{title}" ({slug}) has this ISBN already', taken.stderr)
        wrong = shop.run("book", "edit", other, "--contributor", "Jo Penn")
        self.assertEqual(wrong.returncode, 2)
        self.assertIn("translator: Jo Penn", wrong.stderr)
        # The same by command and by a program; each of what is left out stays.
        edited = shop.json("book", "edit", slug, "--subject", "Mud", "--subject", "Estuaries; brackish", "--series", "none")
        self.assertEqual((edited["subjects"], edited["series"], edited["series_position"]), (["Mud", "Estuaries; brackish"], "", ""))
        self.assertEqual((edited["changed"], edited["isbn"]), (["series", "subjects"], "9780306406157"))
        shown = shop.run("book", "show", slug).stdout
        for line in ("with      translator: Zoë Quay", "ISBN      9780306406157", "publisher Quay Press"):
            self.assertIn(line, shown)
        robot = Program(self, shop, "change_books")
        edited = robot.ask("POST", "book.edit", body=json.dumps({"book": slug, "contributors": "narrator: Ann Lee", "publisher": "none"}))
        self.assertEqual((edited["contributors"], edited["publisher"]), ([{"role": "narrator", "name": "Ann Lee"}], ""))
        refused = robot.ask("POST", "book.edit", 409, body=json.dumps({"book": other, "isbn": "0306406152"}))
        self.assertEqual(refused["reason"], "book_isbn_taken")
        for form in ("json", "csv", "onix"):
            out = shop.run("export", "--format", form).stdout
            self.assertTrue("9780306406157" in out and "Estuaries" in out and "Ann Lee" in out, form)
        self.assert_no_errors_logged(shop)

    def test_books_have_their_covers_in_the_list(self):
        shop, ada = self.begun()
        listed = ada.browser.get("/desk/books")
        covers = re.findall(r'<img src="(/covers/[^"]+)"', listed.text)
        self.assertGreater(len(covers), 30)
        self.assertEqual(ada.browser.get(covers[0]).header("content-type"), "image/jpeg")


class Orders(DeskCase):
    def search(self, person, words, status=200, **more):
        form = next(one for one in person.browser.get("/desk/orders").page.forms if "search" in one.names())
        page = person.browser.submit(form, {"search": words, **more}, status=status)
        return set(re.findall(r"/desk/orders/([0-9A-Z]{4}-[0-9A-Z]{4})", page.text))

    def test_orders_are_found_by_reference_title_payment_and_address(self):
        double = SmtpDouble()
        self.addCleanup(double.stop)
        shop, ada = self.begun(env={**MAIL, "SMTP_URL": double.url})
        api = self.api(shop)
        first, second = self.priced_book(api, 0), self.priced_book(api, 1)
        orders = []
        for book, email in ((first, "ada@example.org"), (second, "bob@example.org"), (second, "Ada@Example.org")):
            order = self.place(api, book, email=email)
            self.act(shop, order)
            orders.append(order["reference"])
        words = second["title"].lower().split()
        payment = shop.json("order", "show", orders[1])["payments"][0]["network_ref"]
        both = {orders[1], orders[2]}
        for typed, found in ((orders[0], {orders[0]}), (orders[0].lower().replace("-", ""), {orders[0]}),
                             (" ".join(words), both), (payment, {orders[1]}), (" ada@EXAMPLE.org ", {orders[0], orders[2]}),
                             ("nobody@example.org", set()), ("%", set()), ("_", set()), ("no such book", set()), ("x" * 201, set())):
            self.assertEqual(self.search(ada, typed), found, typed)
            listed = shop.json("order", "list", "--search", typed)
            self.assertEqual(({one["reference"] for one in listed["orders"]}, listed["total"]), (found, len(found)), typed)
        self.assertEqual(self.search(ada, " ".join(words), state="fulfilled"), both)
        self.assertEqual(self.search(ada, " ".join(words), state="open"), set())
        # Who does not help buyers finds nobody by an address, at the desk and by the API.
        max_ = join(shop, "max", made_link(shop, "accountant"))
        self.assertEqual(self.search(max_, "ada@example.org"), set())
        self.assertEqual(self.search(max_, orders[0]), {orders[0]})
        robot = Program(self, shop, "see_orders")
        self.assertEqual(robot.ask("GET", "order.list?search=ada%40example.org", 400)["reason"], "address_in_query")
        robot.ask("GET", "order.list?search=ada%40example.org&may_help=1", 400)
        self.assertEqual(robot.ask("GET", "order.list?search=" + orders[0])["total"], 1)
        helper = Program(self, shop, "see_orders", "help_buyers", name="helper")
        self.assertEqual(helper.ask("GET", "order.list?search=ada%40example.org", 400)["reason"], "address_in_query")
        self.assertEqual(helper.ask("POST", "privacy.show", body='{"email":"ada@example.org"}')["orders"]["count"], 2)
        form = next(one for one in ada.browser.get("/desk/orders").page.forms if "search" in one.names())
        found = ada.browser.submit(form, {"search": "ada@example.org"})
        self.assertNotIn("example.org", found.path + str(found.page.addresses), "no address of the web has it")
        self.assertNotIn(orders[0], ada.browser.get("/desk/orders?search=ada%40example.org").text)
        self.assertNotIn("example.org", shop.log(), "what was searched for is not written down")

    def test_the_buyers_link_is_shown_behind_a_button_that_is_written_down(self):
        shop, ada = self.begun()
        order = self.buy(shop, self.api(shop), self.priced_book(self.api(shop)))
        path = "/desk/orders/" + order["reference"]
        self.assertNotIn(order["token"], ada.browser.get(path).text)
        self.assertNotIn("order.link", self.actions(shop))
        page = ada.post(path, "link", status=200).page
        self.assertIn("/orders/" + order["token"], page.text)
        self.assertNotIn(order["token"], ada.browser.get(path).text, "shown once")
        entry = next(one for one in shop.json("audit", "list")["entries"] if one["action"] == "order.link")
        self.assertEqual((entry["actor"], entry["subject"]), ("ada", order["reference"]))
        self.assertIn("Looked at an order's link", ada.browser.get("/desk/audit").page.text)
        max_ = join(shop, "max", made_link(shop, "accountant"))
        self.assertFalse(max_.browser.get(path).page.forms_to(path), "no role that helps nobody")
        self.assertIn(order["token"], shop.json("order", "link", order["reference"])["url"])
        self.assertEqual(self.actions(shop).count("order.link"), 2, "the command is written down as well")

    def test_the_receipt_is_sent_once_more_and_a_letter_that_was_refused_was_not_sent(self):
        double = SmtpDouble()
        self.addCleanup(double.stop)
        shop, ada = self.begun(env={**MAIL, "SMTP_URL": double.url})
        api = self.api(shop)
        order = self.place(api, self.priced_book(api), email="ada@example.org")
        self.act(shop, order)
        double.wait_for(1, shop)
        path = "/desk/orders/" + order["reference"]
        double.act = "refuse"
        self.assertIn("on its way once more", self.done(ada, ada.post(path, "mail")))
        until(lambda: double.tries >= 2, "the refusal", shop)
        said = ada.post(path, "mail", status=429).page.text
        self.assertIn("has not left yet", said)
        self.assertNotIn("sent a moment ago", said)
        form = shop.client().get(order["url"]).page.form_to("/mail")
        self.assertIn("has not left yet", shop.client().submit(form, status=429).page.text)

    def test_an_order_that_the_bank_took_back_says_so_and_that_its_downloads_rest(self):
        shop = self.own_shop()
        ada = join(shop, "ada", first_link(shop))
        order = self.place(self.api(shop), self.priced_book(self.api(shop)))
        self.act(shop, order)
        path = "/desk/orders/" + order["reference"]
        self.assertIn("5 downloads left", ada.browser.get(path).page.text)
        self.act(shop, order, "dispute")
        until(lambda: self.order(self.api(shop), order)["state"] == "disputed", "the dispute", shop)
        text = ada.browser.get(path).page.text
        self.assertIn("The bank holds the money", text)
        self.assertIn("withheld", text)
        self.act(shop, order, "lose-dispute")
        until(lambda: self.order(self.api(shop), order)["state"] == "charged_back", "the decision", shop)
        for page in (path, "/desk/disputes"):
            text = ada.browser.get(page).page.text
            self.assertIn("The bank gave the money to the payer", text)
            self.assertNotIn("The bank holds the money", text)
        self.assertNotIn("downloads left", ada.browser.get(path).page.text)

    def test_disputes_are_listed_with_their_deadlines_and_evidence_speaks_of_the_buyer(self):
        shop, ada = self.begun()
        api = self.api(shop)
        self.assertIn("No bank asks anything back", ada.browser.get("/desk/disputes").page.text)
        order, won = (self.place(api, self.priced_book(api, number)) for number in (0, 1))
        for one in (order, won):
            self.act(shop, one)
            self.act(shop, one, "dispute")
            until(lambda one=one: self.order(api, one)["state"] == "disputed", "the dispute", shop)
        self.act(shop, won, "win-dispute")
        until(lambda: self.order(api, won)["state"] != "disputed", "the decision", shop)
        self.assertIn("1 open dispute", ada.browser.get("/desk/orders").page.text)
        page = ada.browser.get("/desk/disputes").page
        self.assertIn(order["reference"], page.text)
        self.assertLess(page.text.index(order["reference"]), page.text.index(won["reference"]), "what presses stands first")
        self.assertNotIn(won["reference"], ada.browser.get("/desk/disputes?state=open").page.text)
        listed = shop.json("dispute", "list", "--state", "open")
        self.assertEqual([one["order"] for one in listed["disputes"]], [order["reference"]])
        if listed["disputes"][0]["evidence_due_at"]:
            self.assertIn(listed["disputes"][0]["evidence_due_at"][:4], page.text)
        self.assertIn(order["reference"], shop.run("dispute", "list").stdout)
        self.assertEqual(shop.run("dispute", "list", "--state", "odd").returncode, 2)
        robot = Program(self, shop, "see_orders")
        self.assertEqual(robot.ask("GET", "dispute.list")["total"], 2)
        pack = ada.browser.submit(page.form_to(f"/desk/orders/{order['reference']}/evidence")).page.text
        for text in (pack, ada.browser.get("/desk/orders/" + order["reference"]).page.text):
            self.assertNotRegex(text.split("What happened")[-1].split("Terms")[0], r"\b[Yy]ou\b|\byour\b")
        self.assertNotRegex(pack, r"\bneeds_response\b|, settled\b|, processing\b")
        self.assertIn("The bank asks", pack)
        max_ = join(shop, "max", made_link(shop, "accountant"))
        page = max_.browser.get("/desk/disputes").page
        self.assertFalse(page.forms_to("/evidence"))
        editor = join(shop, "eve", made_link(shop, "editor"))
        editor.browser.get("/desk/disputes", status=403)
        self.assert_ledger_is_clean(shop)


class Pages(DeskCase):
    def test_lines_stay_lines_and_the_foot_of_the_shop_leads_to_own_pages(self):
        shop, ada = self.begun()
        foot = lambda: [address for address, _ in shop.client().get("/books").page.links]
        self.assertNotIn("/imprint", foot())
        self.assertNotIn("/privacy", foot())
        form = ada.browser.get("/desk/pages/imprint").page.form_to("/desk/pages/imprint")
        text = "Calder & Daughters\r\n4 Bakery Lane\r\nHarbour Town\r\n\r\nA second paragraph"
        looked = ada.browser.submit(form, {"text": text}, button=("act", "look"))
        self.assertRegex(looked.text, r"4 Bakery Lane<br>\s*Harbour Town")
        said = ada.browser.submit(form, {"text": text}, button=("act", "write"))
        self.assertIn("This version is kept", said.page.text)
        self.assertIn("/imprint", foot(), "at once, on pages that are kept too")
        self.assertNotIn("/privacy", foot())
        self.assertRegex(shop.client().get("/imprint").text, r"Daughters<br>\s*4 Bakery Lane<br>")
        for length in (60_001, 200_000, 5_000_000):
            refused = shop.run("page", "write", "privacy", self.file("a" * length))
            self.assertEqual(refused.returncode, 2, length)
            self.assertRegex(refused.stderr, "at most 60,000 bytes|larger than allowed")
        shop.json("page", "write", "privacy", self.file("Nothing is kept.\n"))
        self.assertIn("/privacy", foot())
        ada.browser.submit(form, {"text": ""}, button=("act", "write"))
        self.assertNotIn("/imprint", foot())

    def file(self, text):
        path = fresh_folder("page") / "page.md"
        path.write_text(text)
        return str(path)

    def test_the_seller_stands_on_receipts_the_foot_and_the_imprint(self):
        seller = {"SELLER_NAME": "Calder & Daughters Ltd", "SELLER_ADDRESS": "4 Bakery Lane | Harbour Town",
                  "SELLER_REGISTER": "HRB 123"}
        shop = self.own_shop(env=seller)
        browser = shop.client()
        self.assertIn("Sold by Calder & Daughters Ltd", browser.get("/books").page.text)
        imprint = browser.get(browser.get("/").page.link_to("/imprint")).page
        for word in ("Calder & Daughters Ltd", "4 Bakery Lane", "Harbour Town", "HRB 123"):
            self.assertIn(word, imprint.text)
        order = self.buy(shop, self.api(shop), self.priced_book(self.api(shop)))
        self.assertIn("Calder & Daughters Ltd, 4 Bakery Lane, Harbour Town", browser.get(order["url"]).page.text)
        self.assertIn("Calder & Daughters Ltd, 4 Bakery Lane", shop.json("order", "evidence", order["reference"])["html"].replace("&amp;", "&"))

    def test_audit_and_attention_speak_words_of_people(self):
        shop, ada = self.begun()
        api = self.api(shop)
        slug = self.priced_book(api)["slug"]
        shop.json("book", "price", slug, "7.77")
        shop.json("book", "dates", slug, "--until", "2999-12-31")
        text = ada.browser.get("/desk/audit").page.text
        self.assertIn("$7.77", text)
        self.assertIn("31 December 2999", text)
        self.assertNotIn("2999-12-31", text)
