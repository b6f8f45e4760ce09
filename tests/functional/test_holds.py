"""What unpaid orders hold of few copies and codes: for a while, and one stranger only so much of it."""

from harness import ShopCase, free_key
from harness.case import at_once
from harness.desk import first_link, join
from harness.stripe import until

HELD_FOR = "PT31M"
STRANGER, OTHER = "203.0.113.9", "198.51.100.7"
PROXY = {"TRUSTED_PROXIES": "127.0.0.1"}


class HoldCase(ShopCase):
    def sandbox(self, **env):
        return self.own_shop(arguments=["--sandbox-clock"], env=env)

    def with_one_copy(self, shop, copies=1):
        book = self.priced_book(self.api(shop))
        shop.json("book", "stock", book["slug"], str(copies))
        return book

    def ask(self, api, book, sender=None, status=None, **more):
        request = {"items": [{"book": book["slug"]}], "method": "sandbox", **more}
        headers = {"X-Forwarded-For": sender} if sender else None
        return api.post_json("/api/v1/orders", request, free_key(), status, headers)

    def pay_again(self, api, order, status=201):
        return api.post_json(f"/api/v1/orders/{order['token']}/payments", {"method": "sandbox"}, free_key(), status)

    def left(self, shop, book):
        return shop.json("book", "show", book["slug"])["copies_left"]


class Time(HoldCase):
    def test_a_copy_is_kept_for_a_while_then_free_and_taken_again_by_who_pays(self):
        shop = self.sandbox()
        api, browser = self.api(shop), shop.client()
        book = self.with_one_copy(shop)
        order = self.place(api, book)
        page = "/orders/" + order["token"]
        until = self.order(api, order)["held_until"]
        self.assertIn(f"kept for you until {until[11:16]} UTC", browser.get(page).page.text)
        refused = self.ask(api, book, status=409).json()
        self.assertEqual(refused["reason"], "all_held")
        shop.json("clock", "advance", HELD_FOR)
        self.assertEqual(self.left(shop, book), 1)
        seen = self.order(api, order)
        self.assertEqual((seen["state"], seen["held_until"], seen["pay_url"]), ("open", None, None))
        self.assertIn("they are still there", browser.get(page).page.text)
        again = self.pay_again(api, order).json()["order"]
        self.assertEqual(self.left(shop, book), 0)
        self.act(shop, again)
        self.assertEqual(self.order(api, order)["state"], "fulfilled")
        self.assert_ledger_is_clean(shop)
        self.assert_no_errors_logged(shop)

    def test_whoever_comes_too_late_is_told_that_the_last_copy_has_gone(self):
        shop = self.sandbox()
        api, browser = self.api(shop), shop.client()
        book = self.with_one_copy(shop)
        slow = self.place(api, book)
        page = "/orders/" + slow["token"]
        shop.json("clock", "advance", HELD_FOR)
        quick = self.place(api, book)
        self.assert_problem(self.pay_again(api, slow, 409), 409, "hold_in_other_orders")
        waits = browser.get(page).page
        self.assertIn("Look again after", waits.text)
        self.assertNotIn("No way to pay works", waits.text)
        self.act(shop, quick)
        self.assert_problem(self.pay_again(api, slow, 409), 409, "hold_gone")
        text = browser.get(page).page
        self.assertIn("The last copy has gone", text.text)
        self.assertIn("somebody else bought the last one", text.text)
        self.assertFalse(text.forms_to("/payments"), "nobody is asked money for what is gone")
        self.assertTrue(text.forms_to("/cancel"))
        # Money that was already on its way goes back.
        self.act(shop, slow, "pay-late")
        shop.wait_until(lambda: [one for one in self.order(api, slow)["refunds"] if one["state"] == "settled"], "the money back")
        late = self.order(api, slow)
        self.assertEqual(late["state"], "cancelled")
        self.assertEqual([event["detail"] for event in late["events"] if event["kind"] == "withheld"], ["sold_out"])
        self.assert_ledger_is_clean(shop)

    def test_a_use_of_a_code_is_free_again_too(self):
        shop = self.sandbox()
        api, browser = self.api(shop), shop.client()
        shop.json("coupon", "add", "ONLY-ONE", "--percent", "50", "--uses", "1")
        book = self.priced_book(api)
        slow = self.place(api, book, coupon="ONLY-ONE")
        page = "/orders/" + slow["token"]
        seen = browser.get(page).page.text
        self.assertIn("The code of this order is kept for you until", seen)
        self.assertNotIn("copies", seen)
        self.assert_problem(self.ask(api, book, coupon="ONLY-ONE"), 409, "coupon_held")
        shop.json("clock", "advance", HELD_FOR)
        self.assertEqual(shop.json("coupon", "show", "ONLY-ONE")["uses"], 0)
        quick = self.place(api, book, coupon="ONLY-ONE")
        self.assert_problem(self.pay_again(api, slow, 409), 409, "hold_code_in_other_orders")
        self.assertIn("Your code is in other orders just now", browser.get(page).page.text)
        self.act(shop, quick)
        self.assert_problem(self.pay_again(api, slow, 409), 409, "hold_code_gone")
        self.assertEqual(shop.json("coupon", "show", "ONLY-ONE")["uses"], 1)

    def test_a_hold_is_taken_again_once_then_it_waits(self):
        shop = self.sandbox()
        api, browser = self.api(shop), shop.client()
        book = self.with_one_copy(shop)
        order = self.place(api, book)
        page = "/orders/" + order["token"]
        shop.json("clock", "advance", HELD_FOR)
        held = self.pay_again(api, order).json()["order"]["held_until"]
        self.assertEqual(self.pay_again(api, order).json()["order"]["held_until"], held, "a running one is never lengthened")
        shop.json("clock", "advance", HELD_FOR)
        refused = self.pay_again(api, order, 429)
        self.assert_problem(refused, 429, "hold_rests")
        self.assertGreater(int(refused.header("retry-after")), 5 * 3600)
        self.assertEqual(self.left(shop, book), 1, "others have their turn")
        seen = browser.get(page).page
        self.assertIn("Kept twice, and not paid", seen.text)
        self.assertFalse(seen.forms_to("/payments"), "no button that would be refused")
        shop.json("clock", "advance", "PT6H")
        self.assertIn("they are still there", browser.get(page).page.text)
        self.act(shop, self.pay_again(api, order).json()["order"])
        self.assertEqual(self.order(api, order)["state"], "fulfilled")
        self.assert_ledger_is_clean(shop)

    def test_the_desk_and_the_program_say_what_is_sold_held_and_left(self):
        shop = self.sandbox()
        api = self.api(shop)
        ada = join(shop, "ada", first_link(shop))
        book = self.with_one_copy(shop, 3)
        self.act(shop, self.place(api, book))
        held = self.order(api, self.place(api, book))["held_until"]
        shown = shop.json("book", "show", book["slug"])
        self.assertEqual((shown["copies_sold"], shown["copies_held"], shown["copies_held_until"], shown["copies_left"]), (1, 1, held, 1))
        self.assertIn(f"1 left, 1 in unpaid orders until {held}, 1 sold", shop.run("book", "show", book["slug"]).stdout)
        text = ada.browser.get("/desk/books/" + book["slug"]).page.text
        self.assertIn("In unpaid orders", text)
        self.assertIn("1, the first until", text)
        self.assertIn("Sold of the limited copies", text)
        self.place(api, book)
        page = shop.client().get("/books/" + book["slug"])
        self.assertIn("schema.org/OutOfStock", page.text)
        self.assertNotIn("schema.org/SoldOut", page.text, "what is only held is not sold out")
        unlimited = shop.json("book", "show", self.priced_book(api, 1)["slug"])
        self.assertNotIn("copies_held", unlimited)

    def test_the_desk_and_the_program_say_of_a_code_what_is_used_held_and_left(self):
        shop = self.sandbox()
        api = self.api(shop)
        ada = join(shop, "ada", first_link(shop))
        book = self.priced_book(api)
        shop.json("coupon", "add", "A-FEW", "--percent", "50", "--uses", "4")
        shop.json("coupon", "add", "MANY", "--percent", "50")
        self.act(shop, self.place(api, book, coupon="A-FEW"))
        held = self.order(api, self.place(api, book, coupon="A-FEW"))["held_until"]
        self.place(api, book, coupon="MANY")
        shown = shop.json("coupon", "show", "A-FEW")
        self.assertEqual([shown[name] for name in ("uses", "uses_held", "uses_held_until", "uses_left")], [2, 1, held, 2])
        many = shop.json("coupon", "show", "MANY")
        self.assertEqual([many[name] for name in ("uses", "uses_held", "uses_held_until", "uses_left")], [1, None, None, None])
        self.assertIn(f"1 of 4, 1 in unpaid orders until {held}, 2 left", shop.run("coupon", "list").stdout)
        text = ada.browser.get("/desk/coupons").page.text
        self.assertIn("1 of 4", text)
        self.assertIn("1 in unpaid orders, the first until", text)
        self.assertIn("2 left", text)
        shop.json("clock", "advance", HELD_FOR)
        self.assertEqual(shop.json("coupon", "list")["coupons"][1]["uses_held"], 0)

    def test_the_time_is_a_setting_of_the_desk_within_its_limits(self):
        shop = self.sandbox()
        shop.json("settings", "HOLD_MINUTES", "5")
        until(lambda: "serve.begun_anew" in shop.log(), "the setting", shop)
        shop.wait_ready()
        api = self.api(shop)
        book = self.with_one_copy(shop)
        order = self.place(api, book)
        shop.json("clock", "advance", "PT6M")
        self.assertIsNone(self.order(api, order)["held_until"])
        for wrong in ("4", "1441"):
            refused = shop.run("settings", "HOLD_MINUTES", wrong)
            self.assertNotEqual(refused.returncode, 0, wrong)
            self.assertIn("5 to 1440", refused.stderr)

    def test_while_money_is_on_its_way_the_copy_stays(self):
        shop = self.sandbox()
        api = self.api(shop)
        book = self.with_one_copy(shop)
        order = self.place(api, book)
        self.act(shop, order, "pay-too-little")
        shop.json("clock", "advance", "PT2H")
        self.assertEqual(self.left(shop, book), 0)
        self.assertIsNotNone(self.order(api, order)["held_until"])


class Strangers(HoldCase):
    def test_one_stranger_holds_a_few_and_no_more_than_half(self):
        shop = self.own_shop(env=PROXY)
        api = self.api(shop)
        book = self.with_one_copy(shop, 20)
        answers = at_once(20, lambda _: self.ask(self.api(shop), book, STRANGER))
        self.assertEqual(sum(answer.status == 201 for answer in answers), 3)
        refused = next(answer for answer in answers if answer.status != 201)
        self.assert_problem(refused, 429, "holds_too_many")
        self.assertGreater(int(refused.header("retry-after")), 1000)
        self.assertEqual(self.left(shop, book), 17)
        mine = self.ask(api, book, OTHER, 201).json()["order"]
        self.ask(api, book, None, 201)  # the machine itself is nobody in particular
        first = next(answer for answer in answers if answer.status == 201).json()["order"]
        api.post_json(f"/api/v1/orders/{first['token']}/cancel", {}, free_key(), 200)
        self.ask(api, book, STRANGER, 201)
        self.act(shop, mine)
        shop.json("book", "stock", book["slug"], "4")
        few = self.priced_book(api, 1)
        shop.json("book", "stock", few["slug"], "4")
        third = "192.0.2.44"
        self.ask(api, few, third, 201)
        self.ask(api, few, third, 201)
        self.assert_problem(self.ask(api, few, third), 429, "holds_too_many_copies")
        self.ask(api, few, OTHER, 201)

    def test_one_stranger_keeps_nothing_all_day_by_letting_holds_lapse(self):
        shop = self.own_shop(arguments=["--sandbox-clock"], env=PROXY)
        api = self.api(shop)
        book = self.with_one_copy(shop, 20)
        for _ in range(2):
            for _ in range(3):
                self.ask(api, book, STRANGER, 201)
            shop.json("clock", "advance", HELD_FOR)
        refused = self.ask(api, book, STRANGER)
        self.assert_problem(refused, 429, "holds_too_often")
        self.assertGreater(int(refused.header("retry-after")), 4 * 3600)
        self.assertEqual(self.left(shop, book), 20)
        paid = self.ask(api, book, OTHER, 201).json()["order"]
        self.act(shop, paid)
        through = {"X-Forwarded-For": STRANGER}
        browser = shop.client()
        form = browser.get("/checkout?book=" + book["slug"], through).page.form_to("/checkout")
        page = browser.post_form(form.action, form.fields_to_send({"method": "sandbox"}, None), through)
        self.assertEqual(page.status, 429)
        self.assertIn("Pay the one that you want, or try again after", page.page.text)
        shop.json("clock", "advance", "PT6H")
        self.ask(api, book, STRANGER, 201)

    def test_few_copies_that_cost_nothing_are_for_many_people(self):
        shop = self.own_shop(env=PROXY)
        api = self.api(shop)
        free = self.free_book(api)
        shop.json("book", "stock", free["slug"], "50")
        answers = at_once(12, lambda _: self.ask(self.api(shop), free, STRANGER))
        self.assertEqual(sorted(answer.status for answer in answers), [201] * 3 + [429] * 9)
        refused = next(answer for answer in answers if answer.status != 201)
        self.assert_problem(refused, 429, "free_copies_used_up")
        self.assertGreater(int(refused.header("retry-after")), 80000)
        self.assertEqual(self.left(shop, free), 47)
        self.ask(api, free, OTHER, 201)
        self.ask(api, free, None, 201)  # the machine itself is nobody in particular
        through = {"X-Forwarded-For": STRANGER}
        browser = shop.client()
        form = browser.get("/checkout?book=" + free["slug"], through).page.form_to("/checkout")
        page = browser.post_form(form.action, form.fields_to_send({}, None), through)
        self.assertEqual(page.status, 429)
        self.assertIn("The others are for other people", page.page.text)
        # A code that takes everything off is no way round.
        shop.json("coupon", "add", "ALL-OF-IT", "--percent", "100", "--uses", "20")
        book = self.priced_book(api)
        self.assert_problem(self.ask(api, book, STRANGER, coupon="ALL-OF-IT"), 429, "free_copies_used_up")
        self.ask(api, book, OTHER, 201, coupon="ALL-OF-IT")
        shop.json("book", "stock", free["slug"], "unlimited")
        self.ask(api, free, STRANGER, 201)

    def test_a_stranger_without_scripts_is_told_what_to_do(self):
        shop = self.own_shop(env=PROXY)
        book = self.with_one_copy(shop, 20)
        through = {"X-Forwarded-For": STRANGER}
        for _ in range(3):
            self.ask(self.api(shop), book, STRANGER, 201)
        browser = shop.client()
        form = browser.get("/checkout?book=" + book["slug"], through).page.form_to("/checkout")
        refused = browser.post_form(form.action, form.fields_to_send({"method": "sandbox"}, None), through)
        self.assertEqual(refused.status, 429)
        self.assertIn("Pay one of them or cancel it on its page", refused.page.text)
