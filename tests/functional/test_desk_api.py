"""Programs at the desk: a key does what it may and nothing else, and the audit log has its name."""

import json
import re

from corpus.book import epub, metadata, package
from harness import Shop, ShopCase, free_key, fresh_folder
from harness.case import at_once
from harness.desk import first_link, join
from harness.smtp import SmtpDouble
from harness.spec import Spec

DESK = "/api/v1/desk/"
BOUNDARY = "functional-desk-api"


class Program:
    def __init__(self, case, shop, *scopes, name="robot"):
        self.case = case
        self.client = case.api(shop)
        self.made = shop.json("apikey", "add", name, *[word for scope in scopes for word in ("--may", scope)])

    def ask(self, method, operation, status=200, body=None, key=None, headers=None):
        sent = {"Authorization": "Bearer " + self.made["key"], **(headers or {})}
        if method == "POST" and key != "":
            sent["Idempotency-Key"] = key or free_key()
        if isinstance(body, str):
            sent["Content-Type"] = "application/json"
        answer = self.client.request(method, DESK + operation, sent, body)
        self.case.assertEqual(answer.status, status, answer)
        return answer.json()


class DeskApi(ShopCase):
    def test_a_key_does_what_it_may_and_is_told_what_it_may_not(self):
        shop = self.own_shop()
        robot = Program(self, shop, "see_books", "change_books")
        book = robot.ask("GET", "book.list?limit=1")["books"][0]
        robot.ask("POST", "book.price", body='{"book": "%s", "price": "7.77"}' % book["slug"])
        self.assertIn("$7.77", shop.client().get("/books/" + book["slug"]).page.text)
        self.assertEqual(robot.ask("GET", "order.list", 403)["reason"], "api_key_scope")
        self.assertEqual(robot.ask("POST", "order.refund", 403, "{}")["reason"], "api_key_scope")
        for method, operation in (("POST", "ingest"), ("GET", "no.such"), ("GET", "backup.begin"), ("POST", "apikey.add"),
                                  ("POST", "desk.link")):
            self.assertEqual(robot.ask(method, operation, 404)["reason"], "not_found", operation)
        for method, operation in (("GET", "book.price"), ("POST", "book.list")):
            self.assertEqual(robot.ask(method, operation, 405)["reason"], "method_not_allowed", operation)
        robot.ask("POST", "book.price", 400, '{"book": "%s", "price": "cheap"}' % book["slug"])
        robot.ask("POST", "book.hide", 404, '{"book": "no-such-book"}')
        robot.ask("GET", "book.list?limit=many", 400)
        entry = shop.json("audit", "list", "--limit", "1")["entries"][0]
        self.assertEqual((entry["actor"], entry["action"]), ("key:robot", "book.price"))
        self.assertIsNotNone(shop.json("apikey", "list")["keys"][0]["used_at"])
        self.assert_no_errors_logged(shop)

    def test_every_operation_takes_the_scope_that_its_document_names_and_no_other(self):
        shop = self.own_shop(arguments=["--sandbox-clock"])
        api = self.api(shop)
        operations = [one for one in Spec(api.get("/api/openapi.json").json()).operations if one.needs_desk_key]
        scopes = sorted({scope for one in operations for scope in one.scopes})
        self.assertGreater(len(operations), 90)
        lacking = {scope: Program(self, shop, *(one for one in scopes if one != scope), name="lacks-" + scope) for scope in scopes}
        having = {scope: Program(self, shop, scope, name="has-" + scope) for scope in scopes}
        before = self.entries(shop)
        for one in operations:
            with self.subTest(operation=str(one)):
                scope, = one.scopes
                self.assert_problem(self.sent_wrong(one, lacking[scope]), 403, "api_key_scope")
        self.assertEqual(self.entries(shop), before)
        for one in operations:
            with self.subTest(operation=str(one)):
                scope, = one.scopes
                answer = self.sent_wrong(one, having[scope])
                self.assertNotIn(answer.status, (401, 403), answer)
                if one.method == "POST":
                    self.assertIn(answer.status, (400, 404, 409), "it got as far as its arguments, which are wrong")
                else:
                    self.assertLess(answer.status, 500, answer)
        self.assert_no_errors_logged(shop)

    def entries(self, shop):
        """What the audit log holds of others than the operator, who makes keys here."""
        return [one for one in shop.json("audit", "list", "--limit", "100")["entries"] if one["actor"] != "operator"]

    def sent_wrong(self, operation, robot):
        """An operation with arguments that nobody would send: whoever may ask it changes nothing by that."""
        path, query = re.sub(r"\{\w+\}", "no-such", operation.path), "after=never" if operation.path.endswith("/events") else ""
        sent, body = {"Authorization": "Bearer " + robot.made["key"]}, None
        if operation.method == "POST":
            sent["Idempotency-Key"] = free_key()
            if "application/json" in operation.definition.get("requestBody", {}).get("content", {}):
                sent["Content-Type"], body = "application/json", '{"no_such_argument": 1}'
            else:
                sent["Content-Type"] = f"multipart/form-data; boundary={BOUNDARY}"
                body = (f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="no_such_file"; filename="a.epub"\r\n\r\nno book'
                        f"\r\n--{BOUNDARY}--\r\n")
        return robot.client.request(operation.method, path + ("?" + query if query else ""), sent, body)

    def test_nobody_speaks_for_somebody_else(self):
        shop = self.own_shop()
        robot = Program(self, shop, "see_books", "change_books")
        slug = robot.ask("GET", "book.list?limit=1")["books"][0]["slug"]
        refused = robot.ask("POST", "book.hide", 400, '{"book": "%s", "by": "ada"}' % slug)
        self.assertEqual(refused["reason"], "unknown_argument")
        robot.ask("POST", "book.hide", body='{"book": "%s"}' % slug)
        self.assertEqual(shop.json("audit", "list", "--limit", "1")["entries"][0]["actor"], "key:robot")

    def test_a_misspelt_or_wrongly_typed_argument_is_not_taken_for_one_that_was_left_out(self):
        shop = self.own_shop()
        api = self.api(shop)
        robot = Program(self, shop, "see_orders", "refund", "change_books", "see_money")
        order = self.buy(shop, api, self.priced_book(api))
        def post(operation, reason, status=400, **sent):
            self.assertEqual(robot.ask("POST", operation, status, json.dumps(sent))["reason"], reason, sent)
        post("order.refund", "unknown_argument", order=order["reference"], ammount="0.50")
        for amount in (1, True, None, ["0.50"], {"amount": "50", "currency": "USD"}):
            post("order.refund", "argument_type", order=order["reference"], amount=amount)
        robot.ask("POST", "order.refund", 400, json.dumps({"order": order["reference"], "amount": ""}))
        self.assertEqual(shop.json("order", "show", order["reference"])["refunds"], [])
        self.assertEqual(shop.run("order", "refund", order["reference"], "--amount", "").returncode, 2)
        self.assertEqual(shop.json("order", "show", order["reference"])["refunds"], [])
        slug = self.priced_book(api)["slug"]
        robot.ask("POST", "book.dates", body=json.dumps({"book": slug, "until": "2999-01-01"}))
        self.assertEqual(shop.json("audit", "list", "--limit", "1")["entries"][0]["detail"], "until 2999-01-01", "nothing of days that it has not")
        post("book.dates", "unknown_argument", book=slug, untill="2998-01-01")
        post("coupon.add", "argument_type", code="FEW", percent="10", uses="5")
        post("coupon.add", "unknown_argument", code="FEW", percent="10", usess=5)
        post("coupon.add", "argument_type", code="FEW", percent="10", until=20261231)
        self.assertEqual(shop.json("coupon", "list")["total"], 0)
        self.assertEqual(robot.ask("GET", "sales.export?month=2026-11&plaay=1", 400)["reason"], "unknown_argument")
        for wrong in ("limit=many", "limit=0", "limit=101", "limit=-1", "offset=-1", "offset=10000001", "owed=2", "limit=1e1",
                      "limit=99999999999999999999", "limit="):
            self.assertEqual(robot.ask("GET", "order.list?" + wrong, 400)["reason"], "argument_type", wrong)
        post("coupon.add", "argument_type", code="FEW", percent="10", uses=0)
        for operation in ("order.list", "dispute.list"):
            robot.ask("GET", f"{operation}?limit=100")
        month = order["created_at"][:7]
        self.assertTrue(robot.ask("GET", f"sales.export?month={month}&play=1")["lines"])
        days = robot.ask("GET", f"sales.days?month={month}&play=1")["days"]
        self.assertEqual({one["day"]: one["sold"]["amount"] for one in days}[order["created_at"][:10]], order["total"]["amount"])
        self.assertEqual(shop.json("sales", "days", month, "--play")["days"], days)

    def test_one_key_of_a_request_has_one_effect(self):
        shop = self.own_shop()
        api = self.api(shop)
        order = self.buy(shop, api, self.priced_book(api))
        robot = Program(self, shop, "see_orders", "refund", "change_books")
        key = free_key()
        body = '{"order": "%s", "amount": "0.50"}' % order["reference"]
        first = robot.ask("POST", "order.refund", body=body, key=key)
        self.assertEqual(robot.ask("POST", "order.refund", body=body, key=key), first)
        shown = robot.ask("GET", "order.show?order=" + order["reference"])
        self.assertEqual([(one["amount"]["decimal"], one["requested_by"]) for one in shown["refunds"]],
                         [("0.50", "key:robot")])
        self.assertEqual(robot.ask("POST", "order.refund", 409, body.replace("0.50", "0.60"), key)["reason"],
                         "idempotency_key_reused")
        self.assertEqual(robot.ask("POST", "order.refund", 409, body.replace("0.50", "1000"))["reason"],
                         "refund_too_much")
        code = '{"code": "ROBOT-10", "percent": "10"}'
        key = free_key()
        self.assertEqual(robot.ask("POST", "coupon.add", body=code, key=key),
                         robot.ask("POST", "coupon.add", body=code, key=key))
        self.assert_ledger_is_clean(shop)

    def test_buttons_of_the_desk_that_are_about_one_thing_of_many(self):
        double = SmtpDouble()
        self.addCleanup(double.stop)
        shop = self.own_shop(env={"SMTP_URL": double.url, "SMTP_TLS": "none", "MAIL_FROM": "desk@books.example"})
        api = self.api(shop)
        order = self.buy(shop, api, self.priced_book(api), self.priced_book(api, 1))
        robot = Program(self, shop, "see_orders", "help_buyers", "change_books", "see_books", "change_settings")

        def post(operation, status=200, **sent):
            return robot.ask("POST", operation, status, json.dumps(sent))

        # One download of an order, by the name that its lines have.
        lines = robot.ask("GET", "order.show?order=" + order["reference"])["lines"]
        grants = [one["grant"] for line in lines for one in line["downloads"]]
        self.assertEqual(len(grants), 2)
        shown = post("order.grant", order=order["reference"], grant=grants[1])
        self.assertEqual([one["detail"] for one in shown["events"] if one["kind"] == "granted_again"], [grants[1]])
        self.assertEqual(post("order.grant", 404, order=order["reference"], grant="none")["reason"], "no_such_download")
        shown = shop.json("order", "grant", order["reference"], "--download", grants[0])
        self.assertEqual([one["detail"] for one in shown["events"] if one["kind"] == "granted_again"], [grants[1], grants[0]])
        self.assertIn(grants[0], shop.run("order", "show", order["reference"]).stdout)
        # A test letter: nothing of whom it went to is kept.
        tried = post("settings.try-letters", to="ada.lovelace@example.org")
        self.assertTrue(tried["good"], tried)
        self.assertEqual([one.to for one in double.letters], [["ada.lovelace@example.org"]])
        self.assertEqual(post("settings.try-letters", 400, to="nobody")["reason"], "setup_letter")
        for path in shop.data.rglob("*"):
            if path.is_file():
                self.assertNotIn(b"ada.lovelace@", path.read_bytes(), path)
        # Ten an hour, whoever asks; the log says to whom in a way that names nobody.
        self.assertTrue(post("settings.try-letters", to="grace@example.org")["good"])
        for _ in range(8):
            post("settings.try-letters", to="Ada.Lovelace@example.org")
        self.assertEqual(post("settings.try-letters", 429, to="ada.lovelace@example.org")["reason"], "test_letters_used_up")
        self.assertEqual(len(double.letters), 10)
        entries = shop.json("audit", "list", "--limit", "10")["entries"]
        self.assertEqual({one["action"] for one in entries}, {"settings.try-letters"})
        told = [one["subject"] for one in entries]
        self.assertEqual((len(set(told)), told.count(told[0])), (2, 9), told)
        # The file's own cover, and what became of lists.
        slug = self.priced_book(api)["slug"]
        self.assertEqual(post("book.own-cover", book=slug)["slug"], slug)
        self.assertEqual(shop.json("book", "lists"), {"runs": []})
        self.assertEqual(shop.run("book", "lists").stdout, "No list was brought in.\n")

    def test_fifty_at_once_with_one_key_have_one_effect_and_one_answer(self):
        shop = self.own_shop(env={"WEBHOOKS_PRIVATE": "true"})
        api = self.api(shop)
        order = self.buy(shop, api, self.priced_book(api))
        robot = Program(self, shop, "see_books", "see_orders", "help_buyers", "change_books",
                        "manage_webhooks")
        shop.run("webhook", "add", "stock-room", "http://127.0.0.1:9/hook", "--event", "order.paid")
        slugs = [book["slug"] for book in robot.ask("GET", "book.list?limit=2")["books"]]
        for operation, value in (("webhook.roll", {"name": "stock-room"}), ("webhook.ping", {"name": "stock-room"}),
                                 ("webhook.add", {"name": "second", "url": "http://127.0.0.1:9/", "events": "order.paid"}),
                                 ("coupon.add", {"code": "ONCE-ONLY", "percent": "10"}),
                                 ("order.grant", {"order": order["reference"]}),
                                 ("book.price", {"book": slugs[0], "price": "3.21"}),
                                 ("bundle.add", {"title": "Once", "price": "0.01", "books": ",".join(slugs)})):
            with self.subTest(operation=operation):
                before = shop.json("audit", "list")["entries"][0]["number"]
                key = free_key()

                def send(_, operation=operation, value=value, key=key):
                    client = self.api(shop)
                    try:
                        return client.request("POST", DESK + operation, {
                            "Authorization": "Bearer " + robot.made["key"], "Idempotency-Key": key,
                            "Content-Type": "application/json"}, json.dumps(value))
                    finally:
                        client.close()

                answers = at_once(50, send)
                self.assertEqual({answer.status for answer in answers}, {200}, answers[0])
                self.assertEqual(len({answer.body for answer in answers}), 1, "one answer")
                entries = shop.json("audit", "list")["entries"]
                self.assertEqual(len([one for one in entries if one["number"] > before]), 1, "one deed")

    def test_a_key_opens_nothing_once_it_was_ended_or_was_never_one(self):
        shop = self.own_shop()
        robot = Program(self, shop, "see_books")
        for wrong in (None, "", "Bearer", "Bearer aan_", "Basic YWRhOmFkYQ==", robot.made["key"],
                      "Bearer " + robot.made["key"][:-1] + "x", "Bearer " + robot.made["key"].removeprefix("aan_")):
            answer = robot.client.request("GET", DESK + "book.list", {"Authorization": wrong})
            self.assert_problem(answer, 401, "api_key")
            self.assertEqual(answer.header("www-authenticate"), "Bearer")
        robot.ask("GET", "book.list")
        self.assertFalse(shop.json("apikey", "end", "robot")["live"])
        robot.ask("GET", "book.list", 401)
        self.assertNotEqual(shop.run("apikey", "add", "robot", "--may", "see_books").returncode, 0, "a name is used once")
        for path in shop.data.rglob("*"):
            if path.is_file():
                self.assertNotIn(robot.made["key"].removeprefix("aan_").encode(), path.read_bytes(), path)

    def test_a_key_made_at_the_desk_is_shown_once(self):
        shop = self.own_shop()
        ada = join(shop, "ada", first_link(shop))
        form = next(one for one in ada.browser.get("/desk/keys").page.forms if one.field("act") == "make")
        fields = [(name, value) for name, value in form.fields_to_send({"name": "sheet"}) if name != "scope"]
        made = ada.browser.post_form("/desk/keys", fields + [("scope", "see_orders"), ("scope", "see_money")])
        token = made.page.text.split("aan_")[1].split()[0]
        self.assertNotIn(token, ada.browser.get("/desk/keys").text)
        answer = self.api(shop).request("GET", DESK + "ledger.balances", {"Authorization": "Bearer aan_" + token})
        self.assertEqual(answer.status, 200, answer)
        ada.browser.expect(ada.browser.post_form("/desk/keys", [(name, value) for name, value in fields]), 422)
        ada.post("/desk/keys", "end", name="sheet")
        answer = self.api(shop).request("GET", DESK + "ledger.balances", {"Authorization": "Bearer aan_" + token})
        self.assertEqual(answer.status, 401)

    def test_books_come_in_by_the_api(self):
        shop = Shop(is_demo=False).start()
        self.addCleanup(self.end, shop)
        robot = Program(self, shop, "change_books")
        book = epub(package(metadata(title="The Night Shelf")))
        body = (f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="price"\r\n\r\n4.99\r\n'
                f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="night.epub"\r\n\r\n'
                ).encode() + book + f"\r\n--{BOUNDARY}--\r\n".encode()
        kind = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}

        def send(key="", what=body, status=200, by=robot):
            return by.ask("POST", "books", status, what, key, kind)

        self.assertEqual(send(status=400)["reason"], "idempotency_key")
        self.assertEqual(self.api(shop).get("/api/catalog").json()["total"], 0)
        key = free_key()
        first = send(key)
        self.assertEqual([(one["file"], one["slug"]) for one in first["files"]], [("night.epub", "the-night-shelf")])
        self.assertEqual(first["files"][0]["price"]["amount"], "499")
        file = fresh_folder("ids") / "night.epub"
        file.write_bytes(book)
        told = shop.json("import", file)["files"][0]
        for name in ("work_id", "offer_id", "cid", "price"):
            self.assertEqual(first["files"][0][name], told[name], "as the command says it")
        self.assertEqual(send(key), first, "the same request is answered as before")
        self.assertEqual(send(key, body.replace(b"4.99", b"5.99"), 409)["reason"], "idempotency_key_reused")
        self.assertEqual(send(free_key())["files"][0]["verdict"], "known")
        other = Program(self, shop, "see_books", name="reader")
        self.assertEqual(send(free_key(), status=403, by=other)["reason"], "api_key_scope")
