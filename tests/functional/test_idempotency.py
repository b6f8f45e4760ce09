"""One effect for each key, however often and however fast the request comes."""

from urllib.parse import urlsplit

from harness import SPEC, ShopCase, free_key
from harness.case import at_once, set_in_database

THREADS = 50


class Idempotency(ShopCase):
    def post_at_once(self, path, value, key, headers=None):
        def post(_):
            client = self.api()
            try:
                return client.post_json(path, value, key, headers=headers)
            finally:
                client.close()
        answers = at_once(THREADS, post)
        for answer in answers:
            if isinstance(answer, Exception):
                raise answer
        return answers

    def orders(self):
        return self.shop.json("order", "list")["orders"]

    def situation(self, operation):
        """A place where the operation has an effect: its path's values, its body, and what shows the effect."""
        api = self.api()
        book = self.priced_book(api)
        if operation.path.endswith("/orders"):
            return {}, {"items": [{"book": book["slug"]}], "method": "sandbox"}, self.count_orders
        if operation.path.startswith("/api/v1/sandbox/payments"):
            payment = self.place(api, book)["pay_url"].rsplit("/", 1)[1]
            seen = "/api/v1/sandbox/payments/" + payment
            return {"payment": payment}, {"act": "pay"}, lambda: self.api().get(seen).json()["payment"]["received"]
        if operation.path.startswith("/api/v1/gifts"):
            return self.gift_situation(api, operation, book)
        if operation.path.startswith("/api/v1/licences"):
            return self.licence_situation(api, operation, book)
        if operation.path.endswith("/payments"):
            order = self.place(api, book)
            return {"token": order["token"]}, {"method": "sandbox"}, lambda: self.attempts_of(order)
        if operation.path.endswith("/cancel"):
            order = self.place(api, book)
            return {"token": order["token"]}, {}, lambda: self.times_cancelled(order)
        order = self.buy(self.shop, api, book)
        if operation.path.endswith("/link"):
            return {"token": order["token"]}, {}, lambda: self.times_renewed(order)
        grant = order["lines"][0]["downloads"][0]["grant_id"]
        if operation.path.endswith("/renew"):
            for _ in range(5):
                self.start_download(api, order, {"grant_id": grant})
        names = {"token": order["token"], "grant": grant}
        return names, {"grant_id": grant} if operation.path.endswith("/downloads") else {}, lambda: self.grant_of(order)

    def licence_situation(self, api, operation, book):
        self.shop.json("book", "licence", book["slug"], "3")
        self.addCleanup(self.shop.json, "book", "licence", book["slug"], "none")
        key = self.buy(self.shop, api, book)["lines"][0]["licence"]["key"]
        api.post_json("/api/v1/licences/activate", {"key": key, "device": "laptop"}, free_key(), 200)
        device = "tablet" if operation.path.endswith("/activate") else "laptop"

        def active():
            return self.api().post_json("/api/v1/licences/validate", {"key": key}, None, 200).json()["licence"]["active"]

        return {}, {"key": key, "device": device}, active if device == "tablet" else lambda: -active()

    def gift_situation(self, api, operation, book):
        order = self.place(api, book, gift={"name": "Ada"})
        self.act(self.shop, order)
        token = self.order(api, order)["gift"]["claim_url"].rsplit("/", 1)[1]
        if operation.path.endswith("/claim"):
            return {"token": token}, {}, lambda: self.order(self.api(), order)["gift"]["state"]
        own = api.post_json(f"/api/v1/gifts/{token}/claim", {}, free_key(), 200).json()["gift"]["token"]

        def download():
            return self.api().get("/api/v1/gifts/" + own).json()["gift"]["lines"][0]["downloads"][0]

        grant = download()["grant_id"]
        if operation.path.endswith("/renew"):
            for _ in range(5):
                api.post_json(f"/api/v1/gifts/{own}/downloads", {"grant_id": grant}, free_key(), 201)
        names = {"token": own, "grant": grant}
        value = {"grant_id": grant} if operation.path.endswith("/downloads") else {}
        return names, value, lambda: (download()["uses_left"], download()["renewals_left"])

    def count_orders(self):
        return self.shop.json("order", "list")["total"]

    def attempts_of(self, order):
        return len(self.order(self.api(), order)["attempts"])

    def times_cancelled(self, order):
        return sum(event["detail"].endswith(">cancelled") for event in self.order(self.api(), order)["events"])

    def times_renewed(self, order):
        return sum(event["kind"] == "link_renewed" for event in self.shop.json("order", "show", order["reference"])["events"])

    def grant_of(self, order):
        download = self.order(self.api(), order)["lines"][0]["downloads"][0]
        return download["uses_left"], download["renewals_left"]

    def keyed_operations(self):
        """Whatever the document says takes an Idempotency-Key."""
        return [one for one in SPEC.operations
                if not one.needs_desk_key  # test_desk_api, test_sandbox_clock
                and any(parameter["name"] == "Idempotency-Key" for parameter in SPEC.parameters(one))]

    def test_every_operation_that_changes_something_takes_a_key(self):
        changing = {str(one) for one in SPEC.operations
                    if one.method not in ("GET", "HEAD", "PUT") and not one.needs_desk_key}  # a PUT says what is to be
        keyed = {str(one) for one in self.keyed_operations()}
        self.assertEqual(changing - keyed, {"POST /api/v1/quotes", "POST /api/v1/licences/validate"}, "which change nothing")

    def test_fifty_at_once_of_every_operation_have_one_effect_and_one_answer(self):
        for operation in self.keyed_operations():
            if operation.path.endswith(("/receipt/mail", "/address", "/reader")) or operation.path.startswith("/api/v1/addresses"):
                continue  # its effect is a letter: test_mail, test_new_address and test_reader count them
            with self.subTest(operation=str(operation)):
                names, value, effect = self.situation(operation)
                path = operation.path
                for name, text in names.items():
                    path = path.replace("{" + name + "}", text)
                before, key = effect(), free_key()
                answers = self.post_at_once(path, value, key)
                after = effect()
                self.assertNotEqual(after, before, "an effect")
                self.assertEqual({answer.status for answer in answers} - {200, 201}, set(), answers[0])
                self.assertEqual(len({answer.body for answer in answers}), 1, "one answer")
                self.assertEqual(self.post_at_once(path, value, key)[0].body, answers[0].body)
                self.assertEqual(effect(), after, "one effect")
                if isinstance(before, int):
                    self.assertEqual(after - before, 1)

    def forms_at_once(self, page, path, button=None):
        """The form of a page sent fifty times by people with one set of cookies; where each is sent on to."""
        form = page.form_to(path)
        fields = form.fields_to_send({}, button)

        def send(_):
            client = self.shop.client()
            try:
                return client.post_form(form.action, fields)
            finally:
                client.close()
        answers = at_once(THREADS, send)
        for answer in answers:
            self.assertNotIsInstance(answer, Exception)
            self.assertEqual(answer.status, 303, answer)
        return {urlsplit(answer.header("location")).path for answer in answers}

    def order_page(self, order):
        return self.shop.client().get("/orders/" + order["token"]).page

    def test_the_download_button_pressed_fifty_times_at_once_takes_one_use(self):
        api = self.api()
        order = self.buy(self.shop, api, self.priced_book(api))
        places = self.forms_at_once(self.order_page(order), "/downloads")
        self.assertEqual(len(places), 1)
        self.assertEqual(self.grant_of(order), (4, 10))

    def test_the_renewal_button_pressed_fifty_times_at_once_renews_once(self):
        api = self.api()
        order = self.buy(self.shop, api, self.priced_book(api))
        for _ in range(5):
            self.start_download(api, order, order["lines"][0]["downloads"][0])
        places = self.forms_at_once(self.order_page(order), "/renewals")
        self.assertEqual(len(places), 1)
        self.assertEqual(self.grant_of(order), (5, 9))

    def test_another_payment_chosen_fifty_times_at_once_is_one_attempt(self):
        api = self.api()
        order = self.place(api, self.priced_book(api))
        api.post_json(f"/api/v1/orders/{order['token']}/cancel", {}, free_key(), 200)
        places = self.forms_at_once(self.order_page(order), "/payments")
        self.assertEqual(len(places), 1)
        self.assertEqual(self.attempts_of(order), 2)

    def test_an_order_given_up_fifty_times_at_once_is_given_up_once(self):
        api = self.api()
        order = self.place(api, self.priced_book(api))
        places = self.forms_at_once(self.order_page(order), "/cancel")
        self.assertEqual(len(places), 1)
        self.assertEqual(self.times_cancelled(order), 1)

    def test_fifty_identical_orders_at_once_are_one(self):
        api = self.api()
        request = {"items": [{"book": self.priced_book(api)["slug"]}], "method": "sandbox"}
        before = {order["id"] for order in self.orders()}
        answers = self.post_at_once("/api/v1/orders", request, free_key())
        self.assertEqual({answer.status for answer in answers}, {201})
        made = {order["id"] for order in self.orders()} - before
        self.assertEqual(len(made), 1)
        self.assertEqual({answer.json()["order"]["id"] for answer in answers}, made)
        self.assertEqual(len(self.order(api, answers[0].json()["order"])["attempts"]), 1)

    def test_fifty_identical_attempts_at_once_are_one(self):
        api = self.api()
        order = self.place(api, self.priced_book(api))
        path = f"/api/v1/orders/{order['token']}/payments"
        answers = self.post_at_once(path, {"method": "sandbox"}, free_key())
        self.assertEqual({answer.status for answer in answers}, {201})
        self.assertEqual(len(self.order(api, order)["attempts"]), 2)

    def test_fifty_identical_downloads_at_once_take_one_use(self):
        api = self.api()
        order = self.buy(self.shop, api, self.priced_book(api))
        download = order["lines"][0]["downloads"][0]
        answers = self.post_at_once(f"/api/v1/orders/{order['token']}/downloads", {"grant_id": download["grant_id"]},
                                    free_key())
        self.assertEqual({answer.body for answer in answers}, {answers[0].body})
        self.assertEqual(answers[0].status, 201)
        self.assertEqual(self.order(api, order)["lines"][0]["downloads"][0]["uses_left"], 4)

    def test_fifty_different_downloads_at_once_take_five_uses(self):
        # original 4.4.19: twenty downloads at once passed a limit of five
        api = self.api()
        order = self.buy(self.shop, api, self.priced_book(api))
        download = order["lines"][0]["downloads"][0]
        path = f"/api/v1/orders/{order['token']}/downloads"
        answers = at_once(THREADS, lambda _: self.api().post_json(path, {"grant_id": download["grant_id"]}, free_key()))
        statuses = sorted(answer.status for answer in answers)
        self.assertEqual(statuses, [201] * 5 + [429] * (THREADS - 5))
        self.assertEqual(self.order(api, order)["lines"][0]["downloads"][0]["uses_left"], 0)

    def test_fifty_identical_cancellations_at_once_are_one(self):
        api = self.api()
        order = self.place(api, self.priced_book(api))
        path = f"/api/v1/orders/{order['token']}/cancel"
        key = free_key()
        answers = self.post_at_once(path, {}, key)
        self.assertEqual({(answer.status, answer.body) for answer in answers}, {(200, answers[0].body)})
        cancelled = answers[0].json()["order"]
        self.assertEqual(cancelled["state"], "cancelled")
        moves = [event for event in cancelled["events"] if event["detail"] == "open>cancelled"]
        self.assertEqual(len(moves), 1)
        # The same request after late money: answered as before, and the money stays.
        self.act(self.shop, order)
        again = api.post_json(path, {}, key, 200).json()["order"]
        self.assertEqual((again["state"], again["captured"]), ("fulfilled", order["total"]))
        self.assert_problem(api.post_json(path, {}, free_key()), 409, "already_paid")
        other = self.place(api, self.priced_book(api))
        self.assert_problem(api.post_json(f"/api/v1/orders/{other['token']}/cancel", {}, key), 409,
                            "idempotency_key_reused")

    def test_fifty_cancellations_by_the_page_at_once_are_one(self):
        api = self.api()
        order = self.place(api, self.priced_book(api))
        path = f"/orders/{order['token']}/cancel"
        self.assertEqual(self.shop.client().post_form(path, {}).status, 400, "without its key")
        form = self.shop.client().get("/orders/" + order["token"]).page.form_to("/cancel")
        answers = at_once(THREADS, lambda _: self.shop.client().post_form(path, form.fields_to_send({})))
        self.assertEqual({(answer.status, answer.header("location")) for answer in answers},
                         {(303, "/orders/" + order["token"])})
        events = self.order(api, order)["events"]
        self.assertEqual([event["detail"] for event in events if event["kind"] == "state"], ["open>cancelled"])

    def test_fifty_identical_renewals_at_once_are_one(self):
        shop = self.own_shop()
        api = self.api(shop)
        order = self.buy(shop, api, self.priced_book(api))
        grant = order["lines"][0]["downloads"][0]["grant_id"]
        for is_page in (False, True):
            shop.stop()
            set_in_database(shop, "UPDATE download_grant SET uses_left = 0, renewed_at = 1")
            shop.start()
            key = free_key()

            def renew(_):
                if is_page:
                    return shop.client().post_form(f"/orders/{order['token']}/renewals",
                                                   {"grant": grant, "idempotency_key": key})
                return self.api(shop).post_json(f"/api/v1/orders/{order['token']}/downloads/{grant}/renew", {}, key)
            answers = at_once(THREADS, renew)
            self.assertEqual({(answer.status, answer.body) for answer in answers},
                             {(303 if is_page else 200, answers[0].body)})
            download = self.order(self.api(shop), order)["lines"][0]["downloads"][0]
            self.assertEqual((download["uses_left"], download["renewals_left"]), (5, 8 if is_page else 9))
        events = self.order(self.api(shop), order)["events"]
        self.assertEqual(len([event for event in events if event["kind"] == "renewed"]), 2)

    def test_fifty_payments_of_one_form_at_once_pay_once(self):
        api = self.api()
        order = self.place(api, self.priced_book(api))
        key = free_key()
        form = self.shop.client().get(order["pay_url"]).page.form_to(urlsplit(order["pay_url"]).path)
        path = form.action

        def pay(_):
            return self.shop.client().post_form(path, {"idempotency_key": key, "action": "pay"})
        self.assertEqual({answer.status for answer in at_once(THREADS, pay)}, {303})
        order = self.order(api, order)
        self.assertEqual((order["state"], order["captured"]), ("fulfilled", order["total"]))
        self.assert_ledger_is_clean(self.shop)

    def test_the_checkout_form_sent_twice_is_one_order(self):
        browser = self.shop.client()
        self.put_in_cart(browser, self.priced_book(self.api())["slug"])
        page = browser.get("/checkout").page
        fields = page.form_to("/checkout").fields_to_send({"method": "sandbox"})
        cookies = dict(browser.cookies)

        def send(_):
            other = self.shop.client()
            other.cookies = dict(cookies)
            return other.post_form("/checkout", fields)
        answers = at_once(THREADS, send)
        self.assertEqual({answer.status for answer in answers}, {303})
        self.assertEqual(len({answer.header("location") for answer in answers}), 1)

    def test_a_checkout_form_without_its_cookie_leads_to_its_order_and_with_other_content_nowhere(self):
        browser = self.shop.client()
        self.put_in_cart(browser, self.priced_book(self.api())["slug"])
        form = browser.get("/checkout").page.form_to("/checkout")
        fields = form.fields_to_send({"method": "sandbox"})
        placed = browser.post_form("/checkout", fields)
        self.assertEqual(placed.status, 303)
        order = next(path for path, _ in browser.get("/cart").page.links if path.startswith("/orders/"))
        for sender in (browser, self.shop.client()):  # an empty cart, and none at all
            again = sender.post_form("/checkout", fields)
            self.assertEqual((again.status, again.header("location")), (303, order))
            for other in ({"receipt_name": "X"}, {"cart": "0" * 32}, {"cart": ""}):
                refused = sender.post_form("/checkout", {**dict(fields), **other})
                self.assertEqual(refused.status, 409, other)
                self.assertIn("was used for something else before", refused.text)
        empty = self.shop.client().post_form("/checkout", {**dict(fields), "idempotency_key": free_key()})
        self.assertEqual((empty.status, empty.header("location")), (303, "/cart"))

    def test_a_key_used_for_another_request_is_refused(self):
        api = self.api()
        one, two = self.priced_book(api, 0), self.priced_book(api, 1)
        key = free_key()
        order = self.place(api, one, key=key)
        other = api.post_json("/api/v1/orders", {"items": [{"book": two["slug"]}], "method": "sandbox"}, key)
        self.assert_problem(other, 409, "idempotency_key_reused")
        named = api.post_json("/api/v1/orders", {"items": [{"book": one["slug"]}], "method": "sandbox",
                                                 "receipt_name": "X"}, key)
        self.assert_problem(named, 409, "idempotency_key_reused")
        path = f"/api/v1/orders/{order['token']}/payments"
        second = free_key()
        api.post_json(path, {"method": "sandbox"}, second, 201)
        elsewhere = self.place(api, two)
        refused = api.post_json(f"/api/v1/orders/{elsewhere['token']}/payments", {"method": "sandbox"}, second)
        self.assert_problem(refused, 409, "idempotency_key_reused")

    def test_a_missing_or_unusable_key_is_refused_everywhere(self):
        api = self.api()
        order = self.buy(self.shop, api, self.priced_book(api))
        download = order["lines"][0]["downloads"][0]
        base = f"/api/v1/orders/{order['token']}"
        changes = [("/api/v1/orders", {"items": [{"book": self.priced_book(api)["slug"]}], "method": "sandbox"}),
                   (base + "/payments", {"method": "sandbox"}), (base + "/cancel", {}),
                   (base + "/downloads", {"grant_id": download["grant_id"]}),
                   (f"{base}/downloads/{download['grant_id']}/renew", {})]
        before = (self.orders(), self.order(api, order))
        for path, value in changes:
            for key in (None, "", "short", "x" * 256, "fifteen letters", "with blanks in it here", "ümlautümlautümlaut"):
                sent = None if key is None else key.encode().decode("latin-1")
                answer = self.assert_problem(api.post_json(path, value, sent), 400)
                self.assertIn(answer.json()["reason"], ("idempotency_key", "invalid", "bad_request"), answer)
        self.assertEqual((self.orders(), self.order(api, order)), before)

    def test_forms_without_their_key_do_nothing(self):
        api = self.api()
        before = self.orders()
        browser = self.shop.client()
        book = self.priced_book(api)
        answer = browser.post_form("/checkout", {"book": book["offer_id"], "method": "sandbox"})
        self.assertTrue(400 <= answer.status < 500, answer)
        self.assertEqual(self.orders(), before)
        order = self.buy(self.shop, api, book)
        grant = order["lines"][0]["downloads"][0]["grant_id"]
        answer = browser.post_form(f"/orders/{order['token']}/downloads", {"grant": grant})
        self.assertEqual(answer.status, 400)
        self.assertEqual(self.order(api, order)["lines"][0]["downloads"][0]["uses_left"], 5)
