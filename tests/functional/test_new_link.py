"""Another secret link for an order: by its buyer on page and API, and at the desk; the one before opens nothing."""

import re
import unittest

from harness import free_key
from harness.case import at_once, set_in_database
from harness.desk import PASSWORD, first_link, join, made_link
from test_mail import ADDRESS, MailCase


class NewLink(MailCase):
    def with_order(self, email=ADDRESS):
        double = self.double()
        shop = self.mailing(double)
        order = self.bought(shop, email=email)
        if email:
            double.wait_for(1, shop)
            double.letters.clear()
        return shop, double, order

    def renew(self, shop, token, key=None, status=201):
        answer = self.api(shop).post_json(f"/api/v1/orders/{token}/link", {}, key or free_key(), status)
        return answer.json()["order"]["token"] if status == 201 else answer

    def assert_dead(self, shop, token):
        shop.client().get("/orders/" + token, status=404)
        self.api(shop).get("/api/v1/orders/" + token, status=404)

    def test_a_buyer_makes_it_on_the_order_page_and_is_shown_and_mailed_it(self):
        shop, double, order = self.with_order()
        download = self.start_download(self.api(shop), order, order["lines"][0]["downloads"][0])["url"]
        browser = shop.client()
        page = browser.get("/orders/" + order["token"]).page
        form = page.form_to("/link")
        fresh = browser.submit(form)
        token = fresh.path.split("/")[2].split("?")[0]
        self.assertNotEqual(token, order["token"])
        self.assertIn("This is the new address of this page", fresh.page.text)
        self.assertIn("on its way to you", fresh.page.text)
        self.assertIn("/orders/" + token, fresh.page.text)
        self.assert_dead(shop, order["token"])
        stranger = shop.client()
        self.assertNotEqual(stranger.request("GET", "/download/" + download.rsplit("/", 1)[1]).status, 200,
                            "nor what was made with the old one")
        self.assertIn("New address for this page", browser.get("/orders/" + token).page.text)
        self.assertNotIn("This is the new address", browser.get("/orders/" + token).page.text, "said once")
        letter = double.wait_for(1, shop)[0]
        self.assertEqual((letter.to, double.findings), ([ADDRESS], []))
        for part in ("text/plain", "text/html"):
            self.assertIn("/orders/" + token, letter.part(part))
            self.assertNotIn(order["token"], letter.part(part))
        self.assertEqual(str(letter.message["Subject"]), f"Order {order['reference']} has a new address")
        # A form that was sent and whose answer was lost leads to the same place.
        again = shop.client().post_form(form.action, form.fields_to_send({}))
        self.assertEqual((again.status, again.header("location").split("?")[0]), (303, "/orders/" + token))
        self.assertEqual(len(double.letters), 1)
        entry = shop.json("audit", "list", "--limit", "1")["entries"][0]
        self.assertEqual((entry["actor"], entry["action"], entry["subject"]), ("buyer", "order.renew-link", order["reference"]))
        for secret in (order["token"], token):
            self.assertNotIn(secret, shop.log())
            for path in shop.data.rglob("*"):
                if path.is_file():
                    self.assertNotIn(secret.encode(), path.read_bytes(), path)

    def test_many_at_once_with_one_key_make_one_and_the_fourth_of_a_day_waits(self):
        shop, double, order = self.with_order()
        key = free_key()
        tokens = at_once(20, lambda _: self.renew(shop, order["token"], key))
        self.assertEqual(len(set(tokens)), 1, tokens)
        double.wait_for(1, shop)
        self.assert_problem(self.renew(shop, order["token"], status=404), 404, "no_such_order")
        rivals = at_once(8, lambda _: self.api(shop).request("POST", f"/api/v1/orders/{tokens[0]}/link", {
            "Idempotency-Key": free_key(), "Content-Type": "application/json"}, "{}").status)
        self.assertEqual(sorted(rivals), [201] + [404] * 7, "of several holders one is first")
        current = shop.json("order", "link", order["reference"])["url"].rsplit("/", 1)[1]
        current = self.renew(shop, current)
        refused = self.renew(shop, current, status=429)
        self.assert_problem(refused, 429, "links_used_up")
        self.assertGreater(int(refused.header("retry-after")), 80000)
        page = shop.client().get("/orders/" + current).page
        self.assertIn("three times today", shop.client().submit(page.form_to("/link"), status=429).page.text)
        # The people of the shop are not held to that.
        renewed = shop.json("order", "link", order["reference"], "--renew")["url"].rsplit("/", 1)[1]
        self.assert_dead(shop, current)
        shop.client().get("/orders/" + renewed)
        self.assertTrue(shop.json("audit", "verify")["good"])

    def test_an_order_without_an_address_gets_one_that_is_shown_and_an_unpaid_one_none(self):
        shop, double, order = self.with_order(email=None)
        browser = shop.client()
        page = browser.get("/orders/" + order["token"]).page
        self.assertIn("since this order has no e-mail address", page.text)
        fresh = browser.submit(page.form_to("/link")).page
        self.assertIn("the one before opens nothing", fresh.text)
        self.assertNotIn("on its way to you", fresh.text)
        self.assertEqual(double.letters, [])
        unpaid = self.place(self.api(shop), self.priced_book(self.api(shop)))
        self.assertFalse(browser.get("/orders/" + unpaid["token"]).page.forms_to("/link"))
        self.assert_problem(self.renew(shop, unpaid["token"], status=409), 409, "link_before_payment")
        free = self.renew(shop, "A" * 27, status=404)
        self.assert_problem(free, 404, "no_such_order")


class OfAGift(MailCase):
    def test_another_link_of_the_order_ends_the_link_to_claim_and_whoever_gets_it_has_another_letter(self):
        double = self.double()
        shop = self.mailing(double)
        order = self.bought(shop, gift={"name": "Ada Lovelace", "email": "ada@taker.example"})
        double.wait_for(2, shop)
        double.letters.clear()
        old = order["gift"]["claim_url"].rsplit("/", 1)[1]
        browser = shop.client()
        fresh = browser.submit(browser.get("/orders/" + order["token"]).page.form_to("/link"))
        self.assertIn("The link of the gift is another one too", fresh.page.text)
        self.assertIn("A letter with the new one goes to whoever the gift is for", fresh.page.text)
        new = re.search(r"/gifts/([\w-]{27})", fresh.text).group(1)
        self.assertNotEqual(new, old)
        thief = shop.client()
        thief.get("/gifts/" + old, status=404)
        self.assert_problem(self.api(shop).post_json(f"/api/v1/gifts/{old}/claim", {}, free_key()), 404, "no_such_gift")
        letters = {letter.to[0]: letter.part("text/plain") for letter in double.wait_for(2, shop)}
        self.assertIn("/gifts/" + new, letters["ada@taker.example"])
        self.assertIn("A link that you had for it opens nothing any more", letters["ada@taker.example"])
        self.assertIn("the link to hand over is another one too", letters[ADDRESS])
        for text in letters.values():
            self.assertNotIn(old, text)
        own = self.api(shop).post_json(f"/api/v1/gifts/{new}/claim", {}, free_key(), 200).json()["gift"]
        shop.json("order", "link", order["reference"], "--renew")
        self.assertTrue(self.api(shop).get("/api/v1/gifts/" + own["token"]).json()["gift"]["own"], "what is claimed stays so")
        self.assertEqual(double.findings, [])


class AtTheDesk(MailCase):
    def test_it_asks_for_fresh_proof_and_tells_the_buyer(self):
        double = self.double()
        shop = self.mailing(double)
        ada = join(shop, "ada", first_link(shop))
        order = self.bought(shop)
        double.wait_for(1, shop)
        double.letters.clear()
        path = "/desk/orders/" + order["reference"]
        form = next(form for form in ada.browser.get(path).page.forms if form.field("act") == "renew")
        shop.stop()
        set_in_database(shop, "UPDATE desk_session SET proven_at = proven_at - ?", 6 * 60 * 1_000_000)
        shop.start()
        ada.browser.origin = shop.origin
        ada.browser.close()
        stale = ada.browser.get(path).page
        self.assertFalse([form for form in stale.forms if form.field("act") == "renew"], "no form that would lose what it does")
        self.assertTrue(stale.link_to("/desk/confirm"))
        asked = ada.browser.post_form(path + "/link", form.fields_to_send({}))
        self.assertIn("you press the button once more afterwards", asked.page.text)
        shop.client().get("/orders/" + order["token"])
        self.assertNotIn("order.renew-link", [entry["action"] for entry in shop.json("audit", "list")["entries"]])
        shown = ada.browser.submit(asked.page.form_to("/desk/confirm"), {"password": PASSWORD, "code": ada.phone.code()}).page
        for words in ("Make another link for an order", "Press the button once more", order["reference"]):
            self.assertIn(words, shown.text)
        shop.client().get("/orders/" + order["token"])
        page = ada.browser.submit(shown.form_to(path + "/link")).page
        token = re.search(r"/orders/([\w-]{27})", page.text).group(1)
        self.assertIn("A letter with it is on its way", page.text)
        letter = double.wait_for(1, shop)[0]
        self.assertEqual(letter.to, [ADDRESS])
        self.assertIn("/orders/" + token, letter.part("text/plain"))
        shop.client().get("/orders/" + order["token"], status=404)
        self.assertEqual(double.findings, [])

    def test_the_desk_makes_one_shows_it_once_and_says_so(self):
        shop = self.own_shop()
        ada = join(shop, "ada", first_link(shop))
        order = self.buy(shop, self.api(shop), self.priced_book(self.api(shop)))
        path = "/desk/orders/" + order["reference"]
        page = ada.post(path + "/link", "renew", page=path, status=200).page
        token = re.search(r"/orders/([\w-]{27})", page.text).group(1)
        self.assertNotEqual(token, order["token"])
        shop.client().get("/orders/" + order["token"], status=404)
        self.assertIn("New address for this page", shop.client().get("/orders/" + token).page.text)
        later = ada.browser.get(path)
        self.assertNotIn(token, later.text, "shown once")
        self.assertIn("New address for the order’s page", later.page.text)
        entry = next(one for one in shop.json("audit", "list")["entries"] if one["action"] == "order.renew-link")
        self.assertEqual((entry["actor"], entry["subject"]), ("ada", order["reference"]))
        max_ = join(shop, "max", made_link(shop, "accountant"))
        self.assertFalse(max_.browser.get(path).page.forms_to(path), "no role that helps nobody")


if __name__ == "__main__":
    unittest.main()
