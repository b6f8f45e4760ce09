"""Another e-mail address for an order, by page and API: a letter to it confirms it, the old one is told."""

import re

from harness import free_key
from harness.case import at_once
from harness.stripe import until
from test_mail import ADDRESS, MailCase

NEW = "lovelace@example.net"


class NewAddress(MailCase):
    def link_in(self, letter):
        return re.search(r"/address/[\w-]{27}", letter.part("text/plain")).group(0)

    def ask(self, shop, order, email=NEW, key=None, status=202):
        return self.api(shop).post_json(f"/api/v1/orders/{order['token']}/address", {"email": email}, key or free_key(), status)

    def with_order(self, email=ADDRESS):
        double = self.double()
        shop = self.mailing(double)
        order = self.bought(shop, email=email)
        if email:
            double.wait_for(1, shop)
            double.letters.clear()
        return shop, double, order

    def test_it_is_changed_on_the_order_page_without_scripts(self):
        shop, double, order = self.with_order()
        browser = shop.client()
        path = "/orders/" + order["token"]
        page = browser.submit(browser.get(path).page.form_to("/address"), {"email": NEW}).page
        self.assertIn("which has to answer it", page.text)
        letter = double.wait_for(1, shop)[0]
        self.assertEqual(letter.to, [NEW])
        self.assertNotIn(order["token"], letter.part("text/plain"), "not the key to the order")
        link = self.link_in(letter)
        stranger = shop.client()
        for _ in range(3):
            seen = stranger.get(link).page  # a scanner looks, and nothing is used up
        self.assertIn("l…@example.net", seen.text)
        self.assertNotIn("lovelace", seen.text)
        self.assertIn("from now on", stranger.submit(seen.form_to(link)).page.text)
        told = double.wait_for(2, shop)[1]
        self.assertEqual(told.to, [ADDRESS])
        self.assertNotIn("lovelace", told.part("text/plain"))
        self.assertNotIn("/orders/", told.part("text/plain"))
        self.assertIn("take it back within 14 days", told.part("text/plain"))
        stranger.get(link, status=404)
        self.assertIn("Letters go to another address from now on", browser.get(path).page.text)
        self.ask_again(shop, order)
        self.assertEqual(double.wait_for(3, shop)[2].to, [NEW])
        self.assertEqual(double.findings, [])
        deeds = [(entry["actor"], entry["action"], entry["subject"]) for entry in shop.json("audit", "list", "--limit", "2")["entries"]]
        self.assertEqual(deeds, [("buyer", "order.mail", order["reference"]), ("buyer", "order.address", order["reference"])])
        for path in shop.data.rglob("*"):
            if path.is_file():
                self.assertNotIn(b"lovelace@", path.read_bytes().lower(), path)
        self.assertNotIn("lovelace", shop.log().lower())

    def test_it_is_asked_for_by_the_api_once_a_key_and_three_times_a_day(self):
        shop, double, order = self.with_order()
        key = free_key()
        at_once(20, lambda _: self.ask(shop, order, key=key))
        double.wait_for(1, shop)
        self.assertEqual(len(double.letters), 1)
        self.assert_problem(self.ask(shop, order, "other@example.net", key, 409), 409, "idempotency_key_reused")
        for number in range(2):
            self.ask(shop, order, f"new{number}@example.net")
        self.assert_problem(self.ask(shop, order, "new2@example.net", status=429), 429, "address_changes_used_up")
        self.assert_problem(self.ask(shop, order, "no address", status=400), 400, "mail_address")
        self.assert_problem(self.ask(shop, {"token": "A" * 27}, status=404), 404, "no_such_order")
        double.wait_for(3, shop)
        links = [self.link_in(letter) for letter in double.letters]
        self.assertEqual(len(set(links)), 3)
        browser = shop.client()
        answers = at_once(10, lambda _: shop.client().post_form(links[0], []).status)
        self.assertEqual(sorted(answers), [200] + [404] * 9, "one link is used once")
        until(lambda: self.order(self.api(shop), order)["has_email"], "the address", shop)
        browser.get("/address/" + "A" * 27, status=404)

    def test_letters_are_answered_by_the_api_too_once_a_key(self):
        shop, double, order = self.with_order()
        api = self.api(shop)
        self.ask(shop, order)
        base = "/api/v1/addresses/" + self.link_in(double.wait_for(1, shop)[0]).rsplit("/", 1)[1]
        asked = {"order": order["reference"], "email_shown": "l…@example.net", "next": "confirm"}
        self.assertEqual(api.get(base, status=200).json()["address"], asked)
        self.assert_problem(api.post_json(base + "/back", {}, free_key()), 404, "address_link")
        key = free_key()
        answers = at_once(10, lambda _: self.api(shop).post_json(base + "/confirm", {}, key, 200).json()["address"])
        self.assertEqual(answers, [{**asked, "next": None}] * 10)
        self.assert_problem(api.post_json(base + "/confirm", {}, free_key()), 404, "address_link")
        told = double.wait_for(2, shop)[1].part("text/plain")
        back = "/api/v1/addresses/" + re.search(r"/address/back/([\w-]{27})", told).group(1)
        self.assertEqual(api.get(back, status=200).json()["address"]["next"], "back")
        key = free_key()
        for _ in range(2):
            self.assertEqual(api.post_json(back + "/back", {}, key, 200).json()["address"]["email_shown"], "a…@example.org")
        api.get("/api/v1/orders/" + order["token"], status=404)

    def test_an_order_without_one_gets_one_and_a_shop_without_mail_offers_none(self):
        shop, double, order = self.with_order(email=None)
        self.assertFalse(order["has_email"])
        self.ask(shop, order)
        link = self.link_in(double.wait_for(1, shop)[0])
        browser = shop.client()
        browser.submit(browser.get(link).page.form_to(link))
        self.assertTrue(self.order(self.api(shop), order)["has_email"])
        self.ask_again(shop, order)
        self.assertEqual(double.wait_for(2, shop)[1].to, [NEW])
        api = self.api()
        other = self.buy(self.shop, api, self.priced_book(api))
        self.assert_problem(self.ask(self.shop, other, status=400), 400, "mail_not_offered")
        page = self.shop.client().get("/orders/" + other["token"]).page
        self.assertFalse([form for form in page.forms if form.action.endswith("/address")])

    def answered(self, shop, double, order, email):
        """The order's address is asked to be that, and whoever has it says yes."""
        self.ask(shop, order, email)
        asked = lambda: [one for one in double.letters if one.to == [email] and "/address/" in one.part("text/plain")]
        until(asked, "the letter that asks", shop)
        link = self.link_in(asked()[0])
        browser = shop.client()
        browser.submit(browser.get(link).page.form_to(link))

    def own_link(self, shop, token):
        return self.api(shop).post_json(f"/api/v1/orders/{token}/link", {}, free_key(), 201).json()["order"]["token"]

    def test_a_thief_who_named_an_address_by_the_old_link_is_not_mailed_the_next(self):
        shop, double, order = self.with_order()
        self.answered(shop, double, order, "thief@evil.example")
        double.wait_for(2, shop)
        browser = shop.client()
        page = browser.get("/orders/" + order["token"]).page
        self.assertIn("it is taken off, and you name it again", page.text)
        fresh = browser.submit(page.form_to("/link"))
        self.assertIn("No letter was sent, since the order’s e-mail address was changed less than 14 days ago", fresh.page.text)
        token = re.search(r"/orders/([\w-]{27})", fresh.path).group(1)
        told = double.wait_for(3, shop)[2]
        self.assertEqual(told.to, ["thief@evil.example"])
        self.assertIn("do not come here any more", str(told.message["Subject"]))
        self.assertFalse(self.order(self.api(shop), {"token": token})["has_email"])
        self.assert_problem(self.ask_again(shop, {"token": token}, status=409), 409, "no_mail_address")
        # By the desk it is the same: whoever asks there is handed the link, and nobody is mailed it.
        self.answered(shop, double, {"token": token}, "lovelace@example.net")
        renewed = shop.json("order", "link", order["reference"], "--renew")["url"].rsplit("/", 1)[1]
        letters = double.wait_for(5, shop)
        for letter in letters:
            for secret in (token, renewed):
                self.assertNotIn(secret, letter.part("text/plain"))
        self.assertEqual(double.findings, [])

    def test_whoever_had_the_address_before_takes_the_order_back(self):
        shop, double, order = self.with_order()
        self.answered(shop, double, order, "thief@evil.example")
        told = double.wait_for(2, shop)[1]
        self.assertEqual(told.to, [ADDRESS])
        back = re.search(r"/address/back/[\w-]{27}", told.part("text/plain")).group(0)
        self.assertIn(back, told.part("text/html"))
        thiefs = self.own_link(shop, order["token"])
        self.answered(shop, double, {"token": thiefs}, "second@evil.example")
        buyer = shop.client()
        for _ in range(3):
            seen = buyer.get(back).page  # a scanner looks, and nothing is used up
        self.assertIn("a…@example.org", seen.text)
        number = len(double.wait_for(4, shop))  # two that ask, one that tells the buyer, one that tells the thief
        done = buyer.submit(seen.form_to(back)).page
        self.assertIn("A letter with the new address of its page is on its way there", done.text)
        letters = {letter.to[0]: letter.part("text/plain") for letter in double.wait_for(number + 2, shop)[number:]}
        self.assertEqual(set(letters), {ADDRESS, "second@evil.example"})
        token = re.search(r"/orders/([\w-]{27})", letters[ADDRESS]).group(1)
        self.assertNotIn("/orders/", letters["second@evil.example"])
        self.assertIn("took it back", buyer.get("/orders/" + token).page.text)
        for dead in (order["token"], thiefs):
            shop.client().get("/orders/" + dead, status=404)
        buyer.get(back, status=404)
        self.assertEqual(buyer.post_form(back, []).status, 404, "once")
        entries = [(entry["actor"], entry["action"]) for entry in shop.json("audit", "list", "--limit", "2")["entries"]]
        self.assertIn(("buyer", "order.address-back"), entries)
        self.assertTrue(shop.json("audit", "verify")["good"])
        for secret in (back.rsplit("/", 1)[1], token):
            self.assertNotIn(secret, shop.log())
        self.assertEqual(double.findings, [])

    def test_two_who_take_it_back_at_once_are_one(self):
        shop, double, order = self.with_order()
        self.answered(shop, double, order, "thief@evil.example")
        back = re.search(r"/address/back/[\w-]{27}", double.wait_for(2, shop)[1].part("text/plain")).group(0)
        statuses = at_once(10, lambda _: shop.client().post_form(back, []).status)
        self.assertEqual(sorted(statuses), [200] + [404] * 9)
