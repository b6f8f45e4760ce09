"""The desk from outside, without scripts: the first link, signing in and out, roles, the audit log."""

import csv
import io
import re
import sqlite3
from decimal import Decimal

from harness import ROOT, ShopCase
from harness.case import set_in_database
from harness.desk import PASSWORD, first_link, join, made_link
from harness.listener import Listener
from harness.stripe import until

ROLES = ("owner", "editor", "support", "accountant", "read_only")
BOOKS, ORDERS, BUYERS = ("owner", "editor"), ("owner", "support", "accountant", "read_only"), ("owner", "support")
MONEY, SHOP, OWNER = ("owner", "accountant", "read_only"), ("owner", "read_only"), ("owner",)
ANYBODY = (*ROLES, "nobody")
# Every page of the desk and whom it is for; {} is filled in by the test.
ROUTES = {
    "/desk/begin/{token}": ANYBODY, "/desk/sign-in": ANYBODY,
    "/desk/sign-out": ROLES, "/desk/confirm": ROLES, "/desk/me": ROLES,
    "/desk": ROLES, "/desk/attention": ROLES, "/desk/events": ORDERS,
    "/desk/books": ROLES, "/desk/books/{slug}": ROLES, "/desk/books/upload": BOOKS,
    "/desk/lists": ROLES, "/desk/lists/{run}": ROLES, "/desk/lists/{run}/csv": ROLES, "/desk/publishers": ROLES,
    "/desk/bundles": ROLES, "/desk/coupons": ROLES,
    "/desk/orders": ORDERS, "/desk/orders/{order}": ORDERS, "/desk/disputes": ORDERS,
    "/desk/orders/{order}/refund": BUYERS, "/desk/orders/{order}/link": BUYERS,
    "/desk/customers": BUYERS, "/desk/customers/{customer}": BUYERS, "/desk/documents/{name}": ("owner", "support", "accountant"),
    "/desk/sales": MONEY, "/desk/sales/export": MONEY, "/desk/tax": MONEY, "/desk/tax/export": MONEY,
    "/desk/pages": SHOP, "/desk/pages/{page}": SHOP, "/desk/settings": SHOP, "/desk/webhooks": SHOP, "/desk/webhooks/{webhook}": SHOP,
    "/desk/setup": OWNER, "/desk/setup/book": OWNER, "/desk/setup/done": OWNER, "/desk/setup/{question}": OWNER,
    "/desk/keys": OWNER, "/desk/people": OWNER, "/desk/audit": ("owner", "accountant"),
}
NAVIGATION = ("/desk", "/desk/books", "/desk/orders", "/desk/customers", "/desk/coupons", "/desk/bundles", "/desk/pages", "/desk/settings",
              "/desk/webhooks", "/desk/sales", "/desk/keys", "/desk/people", "/desk/audit")


class Desk(ShopCase):
    @staticmethod
    def team(shop, owner):
        """Somebody of each role."""
        return {"owner": owner, **{role: join(shop, role.replace("_", "-"), made_link(shop, role)) for role in ROLES[1:]}}

    def begun(self):
        """A shop of one's own whose desk ada has begun."""
        shop = self.own_shop()
        return shop, join(shop, "ada", first_link(shop))

    def actions(self, shop):
        return [entry["action"] for entry in shop.json("audit", "list", "--limit", "100")["entries"]]

    def test_the_first_link_opens_one_place_once_and_never_again(self):
        shop = self.own_shop()
        link = first_link(shop)
        stranger = shop.client()
        for _ in range(3):
            stranger.get(link)  # a scanner of mail looks, and nothing happens
        ada = join(shop, "ada", link)
        self.assertEqual(len(set(ada.codes)), 10)
        self.assertIn("ada", ada.browser.get("/desk").page.text)
        self.assertIn("This link was used", stranger.get(link, status=410).page.text)
        stranger.get("/desk/begin/" + "A" * 27, status=404)
        shop.restart()
        self.assertFalse([line for line in shop.lines if line.startswith("Desk: ")], "the desk is not empty any more")
        self.assertIn("Sign in", shop.client().get("/desk").page.text)

    def test_who_makes_several_mistakes_with_the_link_is_told_of_all_of_them(self):
        shop = self.own_shop()
        link, browser = first_link(shop), shop.client()
        form = browser.get(link).page.form_to(link)
        wrong = browser.submit(form, {"name": "4", "password": "short", "password_again": "other", "code": "000"}, status=422)
        at = -1
        for field, words in (("name", "A sign-in name has"), ("password", "A password has at least 12 characters"),
                             ("again", "The two passwords differ"), ("code", "The six digits are not those")):
            said = wrong.text.find(f'<span class="field-fault" id="{field}-fault">{words}')
            self.assertGreater(said, at, f"{words}: not at its field, or not in the order of the fields")
            at = said
        self.assertEqual(wrong.text.count(" autofocus"), 1)
        self.assertNotIn("problem-note", wrong.text)
        join(shop, "ada", link)

    def test_a_new_link_ends_the_one_before(self):
        shop = self.own_shop()
        old = first_link(shop)
        new = made_link(shop, "owner")
        self.assertIn("has ended", shop.client().get(old, status=410).page.text)
        join(shop, "ada", new)

    def test_signing_in_takes_password_and_phone_and_a_code_once(self):
        shop, ada = self.begun()
        code = ada.phone.code()
        browser, page = ada.sign_in(code=code)
        self.assertEqual(page.path, "/desk")
        other = shop.client()
        ada.sign_in(other, code=code, status=401)
        self.assertNotIn("desk-plain", other.cookies)
        ada.sign_in(password="not the password", status=401)
        ada.sign_in(code=ada.phone.wrong(), status=401)
        refused = [action for action in self.actions(shop) if action == "sign_in.refused"]
        self.assertEqual(len(refused), 3)
        self.assertEqual(browser.get("/desk").page.headings, ["Overview"])

    def test_a_recovery_code_stands_for_the_phone_once(self):
        shop, ada = self.begun()
        browser, _ = ada.sign_in(code=ada.codes[4].upper().replace("-", " "))
        self.assertEqual(browser.get("/desk").page.headings, ["Overview"])
        ada.sign_in(code=ada.codes[4], status=401)
        ada.sign_in(code=ada.codes[5])

    def test_wrong_guesses_have_to_wait_and_a_browser_that_was_here_before_has_not(self):
        shop, ada = self.begun()
        stranger = shop.client()
        statuses = []
        for number in range(12):
            form = stranger.get("/desk/sign-in").page.form_to("/desk/sign-in")
            answer = stranger.post_form(form.action, form.fields_to_send(
                {"name": "ada", "password": f"guess {number}", "code": "123456"}))
            statuses.append(answer.status)
        self.assertEqual(statuses[0], 401)
        self.assertEqual(statuses[-1], 429)
        self.assertGreaterEqual(int(answer.header("retry-after")), 1)
        ada.sign_in(status=429)  # nothing tells this browser from the stranger's
        form = ada.browser.get("/desk").page.form_to("/desk/sign-out")
        ada.browser.submit(form)
        ada.sign_in(ada.browser)

    def test_people_change_their_password_and_codes_and_sign_out_everywhere(self):
        shop, ada = self.begun()
        other, _ = ada.sign_in()
        form = next(one for one in ada.browser.get("/desk/me").page.forms if one.field("act") == "password")
        ada.browser.submit(form, {"password": "short", "password_again": "short"}, status=422)
        ada.browser.submit(form, {"password": "other lamps over hills", "password_again": "a slip"}, status=422)
        done = ada.browser.submit(form, {"password": "other lamps over hills",
                                         "password_again": "other lamps over hills"})
        self.assertIn("It is changed", done.page.text)
        self.assertEqual(other.get("/desk").path, "/desk/sign-in", "every other browser is out")
        form = next(one for one in ada.browser.get("/desk/me").page.forms if one.field("act") == "codes")
        fresh = re.findall(r"\b(?:[a-z2-7]{4}-){3}[a-z2-7]{4}\b", ada.browser.submit(form).page.text)
        self.assertEqual(len(set(fresh)), 10)
        ada.sign_in(password="other lamps over hills", code=ada.codes[0], status=401)
        browser, _ = ada.sign_in(password="other lamps over hills", code=fresh[0])
        form = next(one for one in browser.get("/desk/me").page.forms if one.field("act") == "out")
        browser.submit(form)
        self.assertEqual(ada.browser.get("/desk").path, "/desk/sign-in")
        ada.sign_in(status=401)
        self.assertTrue({"person.password", "person.codes", "sign_out.everywhere"} <= set(self.actions(shop)))

    def test_no_session_can_be_planted(self):
        shop, ada = self.begun()
        victim = shop.client()
        victim.cookies["desk-plain"] = "A" * 27
        ada.sign_in(victim)
        self.assertNotEqual(victim.cookies["desk-plain"], "A" * 27)
        stranger = shop.client()
        stranger.cookies["desk-plain"] = "A" * 27
        self.assertEqual(stranger.get("/desk").path.split("?")[0], "/desk/sign-in")
        self.assertEqual(victim.get("/desk").path, "/desk")

    def test_signing_out_ends_the_session_wherever_its_cookie_went(self):
        shop, ada = self.begun()
        thief = shop.client()
        thief.cookies["desk-plain"] = ada.browser.cookies["desk-plain"]
        self.assertEqual(thief.get("/desk").path, "/desk")
        out = ada.browser.submit(ada.browser.get("/desk").page.form_to("/desk/sign-out"))
        self.assertEqual(out.path, "/desk/sign-in")
        self.assertEqual(thief.get("/desk").path, "/desk/sign-in")

    def test_a_session_ends_when_it_was_idle_and_when_it_is_old(self):
        shop, ada = self.begun()
        shop.stop()
        set_in_database(shop, "UPDATE desk_session SET seen_at = seen_at - ?", 31 * 60 * 1_000_000)
        shop.start()
        ada.browser = shop.client()
        self.assertEqual(ada.browser.get("/desk").path, "/desk/sign-in")
        browser, _ = ada.sign_in(code=ada.codes[0])
        shop.stop()
        set_in_database(shop, "UPDATE desk_session SET created_at = created_at - ?", 12 * 3600 * 1_000_000)
        shop.start()
        browser.origin = shop.origin
        browser.close()
        self.assertEqual(browser.get("/desk").path, "/desk/sign-in")

    def test_nothing_of_the_desk_is_kept_linked_or_sent_to_others(self):
        shop, ada = self.begun()
        for path in ("/desk", "/desk/sign-in", "/desk/people"):
            page = ada.browser.request("GET", path)
            self.assertIn(page.header("cache-control"), ("no-store", "private, no-store"), path)
            self.assertIsNone(page.header("content-encoding"), path)
        for path in ("/", "/books", "/help", "/about", "/robots.txt", "/about-fallback"):
            self.assertNotIn("/desk", shop.client().get(path).text, path)
        ada.browser.expect(ada.browser.post_form("/desk/sign-out", {}, {"Origin": "https://evil.example",
                                                                        "Sec-Fetch-Site": "cross-site"}), 403)
        ada.browser.expect(ada.browser.post_form("/desk/sign-out", {}), 403)  # no token of the session
        self.assertEqual(ada.browser.get("/desk").path, "/desk")

    def test_each_role_is_shown_what_is_open_to_it(self):
        shop, ada = self.begun()
        people = self.team(shop, ada)
        for role, person in people.items():
            links = [address for address, _ in person.browser.get("/desk").page.links]
            for path in NAVIGATION:
                self.assertEqual(path in links, role in ROUTES[path], f"{role} {path}: the navigation shows what is open")
        book = self.priced_book(self.api(shop))["slug"]
        for role, person in people.items():
            forms = person.browser.get(f"/desk/books/{book}").page.forms_to(f"/desk/books/{book}")
            self.assertEqual(bool(forms), role in ("owner", "editor"), role)

    def test_every_page_of_the_desk_is_for_whom_it_is_agreed_to_be(self):
        # original 6.3.5: one password for all who ran it
        table = (ROOT / "src" / "web" / "desk" / "routes.cpp").read_text()
        self.assertEqual(set(ROUTES), set(re.findall(r'\{Method::get,\s*"([^"]+)"', table)), "for whom is each of them?")
        shop, ada = self.begun()
        people = self.team(shop, ada)
        api = self.api(shop)
        order = self.buy(shop, api, self.priced_book(api))["reference"]
        shop.json("webhook", "add", "stock-room", "https://hooks.example/desk", "--event", "order.paid")
        # What this shop has none of is said by 404, and only to those who may know.
        here = {"slug": self.priced_book(api)["slug"], "order": order, "customer": order, "page": "imprint", "webhook": "stock-room",
                "question": "money", "token": "A" * 27, "run": "no-such-run", "name": "TEST-INV-000001"}
        absent = ("{token}", "{run}", "{name}")
        browsers = {**{role: person.browser for role, person in people.items()}, "nobody": shop.client()}
        for pattern, roles in ROUTES.items():
            path = re.sub(r"\{(\w+)\}", lambda found: here[found.group(1)], pattern)
            for role, browser in browsers.items():
                with self.subTest(path=path, role=role):
                    if role == "nobody" and role not in roles:
                        answer = browser.request("GET", path)
                        self.assertEqual((answer.status, answer.header("location").split("?")[0]), (303, "/desk/sign-in"))
                    elif role not in roles:
                        answer = browser.request("GET", path)
                        self.assertEqual(answer.status, 403)
                        self.assertIn("This is for", answer.page.text)
                    elif pattern == "/desk/events":
                        stream = Listener(shop, "", path=path, cookie="; ".join(f"{one}={value}" for one, value in browser.cookies.items()))
                        stream.close()
                        self.assertEqual(stream.status, 200)
                    elif any(one in pattern for one in absent):
                        self.assertEqual(browser.request("GET", path).status, 404)
                    else:
                        answer = browser.request("GET", path)
                        self.assertIn(answer.status, (200, 303), answer)
                        self.assertNotIn("/desk/sign-in", answer.header("location") or "")

    def test_people_come_change_and_go(self):
        shop, ada = self.begun()
        page = ada.post("/desk/people", "invite", role="editor").page
        link = next(word for word in page.text.split() if "/desk/begin/" in word)
        max_ = join(shop, "max", "/desk/begin/" + link.split("/desk/begin/")[1])
        ada.post("/desk/people", "role", name="max", role="support")
        self.assertEqual(max_.browser.get("/desk").path, "/desk/sign-in", "another role ends the session")
        max_.sign_in(max_.browser)
        max_.browser.get("/desk/orders")
        ada.post("/desk/people", "disable", name="max")
        self.assertEqual(max_.browser.get("/desk").path, "/desk/sign-in")
        max_.sign_in(max_.browser, status=401)
        ada.post("/desk/people", "enable", name="max")
        ada.post("/desk/people", "disable", name="ada", status=409)
        done = shop.run("desk", "disable", "max")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual({person["name"]: person["disabled"] for person in shop.json("desk", "people")["people"]},
                         {"ada": False, "max": True})
        self.assertEqual(shop.run("desk", "disable", "nobody-here").returncode, 3)

    def proof_gets_old(self, shop, person):
        shop.stop()
        set_in_database(shop, "UPDATE desk_session SET proven_at = proven_at - ?", 6 * 60 * 1_000_000)
        shop.start()
        person.browser.origin = shop.origin
        person.browser.close()

    def test_rights_are_changed_with_fresh_proof_only(self):
        shop, ada = self.begun()
        self.proof_gets_old(shop, ada)
        who = 'Ines <b>Calder</b> & "daughters"'
        token = ada.browser.get("/desk").page.forms[0].field("form_token")
        typed = [("form_token", token), ("group", "Node identity"), ("NODE_OPERATOR", who), ("STRIPE_SECRET_KEY", "sk_test_typed")]
        wrong = shop.data / ".env"
        wrong.write_text("NODE_NAM=typo\n")  # nobody can say now which settings are secret
        self.assertNotIn("sk_test_typed", ada.browser.post_form("/desk/settings", typed).text)
        wrong.unlink()
        asked = ada.browser.post_form("/desk/settings", typed)
        self.assertIn("What you typed is kept", asked.page.text)
        self.assertNotIn("sk_test_typed", asked.text)
        again = ada.browser.submit(asked.page.form_to("/desk/confirm"), {"password": "wrong", "code": ada.phone.wrong()}, status=401)
        shown = ada.browser.submit(again.page.form_to("/desk/confirm"), {"password": PASSWORD, "code": ada.phone.code()})
        for words in ("Change settings", "Settings: Node identity", "Save and use", "What is secret was not kept", "Who runs it", who):
            self.assertIn(words, shown.page.text)
        self.assertNotIn("Calder", ada.browser.get("/about").text, "nothing was sent yet")
        ada.browser.submit(shown.page.form_to("/desk/settings"))
        self.assertIn(who, ada.browser.get("/about").page.text)
        self.proof_gets_old(shop, ada)
        before = ada.browser.cookies["desk-plain"]
        ada.post("/desk/people", "invite", role="owner", status=200)
        form = ada.browser.get("/desk/confirm?next=/desk/people").page.form_to("/desk/confirm")
        ada.browser.submit(form, {"password": "wrong", "code": ada.phone.wrong()}, status=401)
        page = ada.browser.submit(form, {"password": PASSWORD, "code": ada.phone.code()})
        self.assertEqual(page.path, "/desk/people")
        self.assertNotEqual(ada.browser.cookies["desk-plain"], before, "another session by another name")
        ada.post("/desk/people", "invite", role="owner", status=200)

    def test_a_role_is_given_on_the_machine_as_people_write_it_and_by_no_key(self):
        shop, ada = self.begun()
        max_ = join(shop, "max", made_link(shop, "read-only"))
        self.assertIn("Orders", max_.browser.get("/desk").page.text)
        given = shop.json("desk", "role", "max", "support")
        self.assertEqual((given["name"], given["role"]), ("max", "support"))
        self.assertIn("Sign in", max_.browser.get("/desk").page.text, "signed out with the rights of before")
        max_.sign_in()[0].get("/desk/customers")
        self.assertEqual(shop.json("desk", "role", "max", "read-only")["role"], "read_only")
        self.assertEqual([(one["actor"], one["subject"], one["detail"]) for one in shop.json("audit", "list")["entries"]
                          if one["action"] == "person.role"],
                         [("operator", "max", "read_only"), ("operator", "max", "support")])
        for words, code in ((("max", "king"), 2), (("nobody", "owner"), 3), (("ada", "editor"), 4)):
            self.assertEqual(shop.run("desk", "role", *words).returncode, code, words)
        self.assertEqual(shop.run("apikey", "add", "till", "--may", "manage_people").returncode, 2)

    def test_a_price_set_at_the_desk_is_the_price_of_the_shop(self):
        shop, ada = self.begun()
        slug = self.priced_book(self.api(shop))["slug"]
        path = f"/desk/books/{slug}"
        ada.post(path, "price", price="7.77")
        self.assertIn("$7.77", shop.client().get(f"/books/{slug}").page.text)
        ada.post(path, "hide")
        shop.client().get(f"/books/{slug}", status=404)
        ada.post(path, "publish")
        shop.client().get(f"/books/{slug}")
        self.assertEqual(self.actions(shop)[:3], ["book.publish", "book.hide", "book.price"])

    def test_what_a_price_has_beside_it_stays_until_somebody_takes_it_away(self):
        shop, ada = self.begun()
        slug = self.priced_book(self.api(shop))["slug"]
        path = f"/desk/books/{slug}"

        def shown():
            form = next(one for one in ada.browser.get(path).page.forms if one.field("act") == "price")
            return form, [form.field(name) for name in ("price", "compare_at", "suggested", "buyer_sets_price")]

        shop.json("book", "price", slug, "7", "--compare-at", "9.99")
        ada.post(path, "price", price="4")
        self.assertEqual(shown()[1], ["4.00", "9.99", "", None], "another price drops nothing")
        page = ada.post(path, "price", price="12", compare_at="5", status=422).page
        self.assertIn("5", [one.field("compare_at") for one in page.forms if one.field("act") == "price"])
        self.assertEqual(shown()[1], ["4.00", "9.99", "", None])
        # The same by command: what is still higher stays, what is not any more goes with a word.
        kept = shop.json("book", "price", slug, "5")
        self.assertEqual((kept["compare_at"]["decimal"], kept["compare_at_gone"]), ("9.99", None))
        said = shop.run("book", "price", slug, "12").stdout
        self.assertIn("9.99 USD, the price before: the new one is not lower", said)
        self.assertIsNone(shop.json("book", "show", slug)["compare_at"])
        shop.json("book", "price", slug, "4", "--compare-at", "9.99")
        self.assertIsNone(shop.json("book", "price", slug, "4", "--compare-at", "none")["compare_at"])
        shop.json("book", "price", slug, "4", "--compare-at", "9.99")
        ada.post(path, "price", price="4", compare_at="")
        shop.json("book", "price", slug, "--at-least", "3", "--suggested", "8")
        ada.post(path, "price", price="2")
        form, fields = shown()
        self.assertEqual(fields, ["2.00", "", "8.00", "1"])
        sent = [one for one in form.fields_to_send({"suggested": ""}) if one[0] != "buyer_sets_price"]
        ada.browser.expect(ada.browser.post_form(path, sent), (200, 303))
        offer = self.api(shop).get("/api/v1/books/" + slug).json()["book"]["offer"]
        self.assertEqual((offer["buyer_sets_price"], offer["suggested"], offer["compare_at"]), (False, None, None))

    def test_an_order_is_found_with_its_time_lines_and_without_its_link(self):
        shop, ada = self.begun()
        api = self.api(shop)
        order = self.buy(shop, api, self.priced_book(api))
        page = ada.browser.get("/desk/orders?state=fulfilled")
        self.assertIn(order["reference"], page.page.text)
        one = ada.browser.get(f"/desk/orders/{order['reference']}")
        for word in ("Order", "Payment", "Delivery", "Paid in full"):
            self.assertIn(word, one.page.text)
        self.assertNotIn(order["token"], one.text)
        ada.browser.get("/desk/orders/0000-0000", status=404)
        unpaid = self.place(api, self.priced_book(api))["reference"]
        ada.post(f"/desk/orders/{unpaid}", "cancel")
        self.assertIn("The shop cancelled the order", ada.browser.get(f"/desk/orders/{unpaid}").page.text)
        self.assertEqual(self.actions(shop)[0], "order.cancel")

    def test_what_was_paid_in_part_and_went_back_is_missing_no_more(self):
        shop, ada = self.begun()
        api = self.api(shop)
        order = self.place(api, self.priced_book(api))
        path = f"/desk/orders/{order['reference']}"
        self.act(shop, order, "pay-too-little")
        waits = ada.browser.get(path)
        facts = lambda page: re.findall(r"<dt>([^<]*)</dt>", page.text.split('id="lines"')[0])
        self.assertIn("Missing", facts(waits))
        self.assertNotIn("Given back", facts(waits))
        self.assertIn("or only in part: that part goes back", waits.page.text)
        ada.post(path, "cancel")
        shop.wait_until(lambda: [one["state"] for one in shop.json("order", "show", order["reference"])["refunds"]] == ["settled"], "the refund")
        back = facts(ada.browser.get(path))
        self.assertNotIn("Missing", back)
        self.assertIn("Given back", back)
        self.assertIn("Given back", ada.browser.get("/desk/orders").page.text)

    def test_money_goes_back_at_the_desk_and_the_evidence_says_what_happened(self):
        shop, ada = self.begun()
        api = self.api(shop)
        order = self.buy(shop, api, self.priced_book(api))
        path = f"/desk/orders/{order['reference']}"
        page = ada.browser.get(path).page
        self.assertIn("Give money back", page.text)
        form = ada.browser.get(path + "/refund").page.form_to(path + "/refund")
        for _ in range(2):  # the same form twice
            self.assertEqual(ada.browser.submit(form, {"amount": "0.50"}).path, path)
        shown = shop.json("order", "show", order["reference"])
        self.assertEqual([(one["amount"]["decimal"], one["requested_by"]) for one in shown["refunds"]],
                         [("0.50", "ada")])
        form = ada.browser.get(path + "/refund").page.form_to(path + "/refund")
        ada.browser.submit(form, {"amount": "1000"}, status=409)
        ada.browser.submit(form, {"amount": ""}, status=422)
        self.assertEqual(len(shop.json("order", "show", order["reference"])["refunds"]), 1, "nothing is not everything")
        grant = ada.browser.get(path).page
        ada.post(path, "grant")
        self.assertIn("The shop opened the download again", ada.browser.get(path).page.text)
        self.assertIn("Give money back", grant.text)
        pack = ada.evidence(path)
        self.assertIn("attachment", pack.header("content-disposition"))
        for word in (order["reference"], "0.50", "Terms of sale", "granted_again"):
            self.assertIn(word, pack.text)
        self.assertNotIn(order["token"], pack.text)
        self.assertEqual(self.actions(shop)[:3], ["order.evidence", "order.grant", "order.refund"])
        by_command = shop.run("order", "evidence", order["reference"])
        self.assertIn("<!DOCTYPE html>", by_command.stdout)
        self.assertEqual(shop.json("order", "grant", order["reference"])["reference"], order["reference"])
        max_ = join(shop, "max", made_link(shop, "read_only"))
        self.assertNotIn("Evidence to keep", max_.browser.get(path).page.text)
        max_.browser.expect(max_.browser.post_form(path + "/evidence", {}), 403)
        max_.browser.get(path + "/refund", status=403)

    def test_a_code_made_at_the_desk_takes_something_off_and_can_be_ended(self):
        shop, ada = self.begun()
        api = self.api(shop)
        book = self.priced_book(api)
        ada.post("/desk/coupons", "add", code="hello-10", percent="10", uses="5", until="2099-01-01")
        page = ada.browser.get("/desk/coupons").page
        for word in ("HELLO-10", "10 %", "0 of 5", "works"):
            self.assertIn(word, page.text)
        quote = api.post_json("/api/v1/quotes", {"items": [{"book": book["slug"]}], "coupon": "hello10"}, None, 200)
        self.assertGreater(int(quote.json()["quote"]["discount"]["amount"]), 0)
        wrong = ada.post("/desk/coupons", "add", status=422, code="other", percent="110")
        self.assertIn("A percentage is", wrong.page.text)
        again = ada.post("/desk/coupons", "add", status=409, code="HELLO10", percent="5")
        self.assertIn("a code already", again.page.text)
        ada.post("/desk/coupons", "end", code="HELLO-10")
        self.assertIn("over", ada.browser.get("/desk/coupons").page.text)
        self.assertEqual(self.actions(shop)[:2], ["coupon.end", "coupon.add"])
        # For the books of a title; where several fit, one is chosen.
        other = self.priced_book(api, 1)
        for slug, title in ((book["slug"], "Lamplight one"), (other["slug"], "Lamplight two")):
            shop.json("book", "edit", slug, "--title", title)
        asked = ada.post("/desk/coupons", "add", status=409, code="LAMP", percent="5", books="lamplight")
        self.assertIn("Several books fit “lamplight”", asked.page.text)
        form = next(one for one in asked.page.forms_to("/desk/coupons") if one.field("act") == "add")
        self.assertEqual(form.field("code"), "LAMP")
        chosen = ada.browser.submit(form, {"choice.0": other["slug"], "books": "lamplight"})
        self.assertIn("Lamplight two", ada.browser.get("/desk/coupons").page.text, chosen)
        named = shop.json("coupon", "list")["coupons"][0]
        self.assertEqual((named["code"], [one["slug"] for one in named["books"]]), ("LAMP", [other["slug"]]), named)

    def test_the_export_of_sales_sums_to_the_ledger(self):
        shop, ada = self.begun()
        api = self.api(shop)
        first = self.buy(shop, api, self.priced_book(api))
        self.buy(shop, api, self.priced_book(api, 1), self.priced_book(api, 2))
        self.act(shop, self.place(api, self.priced_book(api)), "pay-twice")
        shop.json("order", "refund", first["reference"], "--amount", "0.50")
        def held():
            return {row["account"]: row["balance"]["decimal"] for row in shop.json("ledger", "balances")["balances"]
                    if row["balance"]["amount"] != "0"}
        until(lambda: "sandbox:refund_due" not in held(), "the second payment given back by itself", shop)
        balances = held()
        left_out = shop.json("sales", "export")
        self.assertEqual((left_out["lines"], left_out["play_left_out"]), ([], True), "play money leaves by name alone")
        for name in ("export", "days"):
            self.assertIn("What was for play money is left out", shop.run("sales", name).stderr)
        self.assertFalse(shop.json("sales", "export", "2001-01")["play_left_out"])
        self.assertEqual(len(ada.browser.get("/desk/sales/export").text.splitlines()), 1)
        exported = shop.json("sales", "export", "--play")
        self.assertEqual({row["account"]: row["balance"]["decimal"] for row in exported["sums"]}, balances)
        rows = list(csv.DictReader(io.StringIO(ada.browser.get("/desk/sales/export?play=1").text)))
        sums = {}
        for row in rows:
            sums[row["account"]] = sums.get(row["account"], 0) + Decimal(row["amount"])
        self.assertEqual({account: total for account, total in sums.items() if total},
                         {account: Decimal(amount) for account, amount in balances.items()})
        self.assertIn(first["reference"], {row["order"] for row in rows})
        page = ada.browser.get("/desk/sales")
        self.assertIn("<svg", page.text)
        self.assertNotIn("http://", page.text.replace(shop.origin, ""))
        ada.browser.get("/desk/sales?month=2001-01")
        wrong = ada.browser.get("/desk/sales?month=nonsense", status=422).page
        self.assertIn('value="nonsense" maxlength="7" placeholder="2026-11" autocomplete="off" aria-invalid="true"', wrong.source)
        self.assertIn("Sales", wrong.text)
        self.assertTrue(wrong.link_to("/desk/sales/export"), "the page stays, with this month")

    def test_the_shops_own_pages_are_written_looked_at_and_kept_in_versions(self):
        shop, ada = self.begun()
        shop.client().get("/imprint", status=404)
        form = ada.browser.get("/desk/pages/imprint").page.form_to("/desk/pages/imprint")
        text = "# Who we are\n\nInes Calder\nHarbour Street 4\n\n<script>alert(1)</script>"
        looked = ada.browser.submit(form, {"text": text}, button=["act", "look"])
        self.assertIn("How it reads", looked.page.text)
        shop.client().get("/imprint", status=404)
        ada.browser.submit(form, {"text": text}, button=["act", "write"])
        page = shop.client().get("/imprint")
        self.assertIn("Harbour Street 4", page.page.text)
        self.assertNotIn("<script>alert", page.text)
        self.assertIn("/imprint", [address for address, _ in shop.client().get("/about").page.links])
        shown = shop.json("page", "show", "imprint")
        self.assertEqual((shown["version"], shown["text"]), (1, text))
        old = self.buy(shop, self.api(shop), self.priced_book(self.api(shop)))
        form = ada.browser.get("/desk/pages/terms").page.form_to("/desk/pages/terms")
        ada.browser.submit(form, {"text": "# Ours alone"}, button=["act", "write"])
        self.assertIn("Ours alone", shop.client().get("/terms").page.text)
        self.assertNotIn("Ours alone", ada.evidence(f"/desk/orders/{old['reference']}").text)
        shop.restart()
        self.assertIn("Ours alone", shop.client().get("/terms").page.text, "a start leaves them alone")
        self.assertEqual(self.actions(shop)[:3], ["order.evidence", "page.write", "page.write"])

    def test_settings_say_where_they_come_from_and_never_a_secret(self):
        shop = self.own_shop(env={"NODE_CONTACT": "desk@books.example"})
        ada = join(shop, "ada", first_link(shop))
        page = ada.browser.get("/desk/settings").page
        for word in ("NODE_CONTACT", "desk@books.example", "from environment", "STRIPE_SECRET_KEY", "not set"):
            self.assertIn(word, page.text)

    def test_the_audit_log_verifies_and_shows_a_changed_row(self):
        shop, ada = self.begun()
        check = shop.json("audit", "verify")
        self.assertTrue(check["good"])
        self.assertIn("the chain is whole", ada.browser.get("/desk/audit?check=1").page.text)
        shop.stop()
        # Somebody with the file and without scruples: the triggers go first.
        with sqlite3.connect(shop.data / "aan.db") as database:
            database.execute("DROP TRIGGER audit_entry_no_update")
            database.execute("UPDATE audit_entry SET actor = 'max' WHERE entry_number = 2")
        database.close()
        done = shop.run("audit", "verify", "--json")
        self.assertEqual(done.returncode, 6, done.stdout + done.stderr)
        self.assertIn('"broken_at":2', done.stdout)

    def test_no_secret_reaches_the_log_or_the_database(self):
        shop, ada = self.begun()
        browser, _ = ada.sign_in()
        ada.sign_in(password="a wrong password of ada", status=401)
        token = browser.cookies["desk-plain"]
        shop.stop()
        kept = shop.log() + "".join((shop.data / name).read_bytes().decode("latin-1")
                                    for name in ("aan.db", "aan.db-wal") if (shop.data / name).exists())
        for secret in (PASSWORD, "a wrong password of ada", token, ada.codes[0], ada.codes[0].replace("-", "")):
            self.assertNotIn(secret, kept)
