"""An order for somebody else: named, dated, claimed once by a link of its own, seen by the giver, closed by a refund."""

import re
import time

from harness import ShopCase, free_key
from harness.case import at_once
from harness.desk import first_link, join
from harness.smtp import SmtpDouble
from harness.stripe import until

CLAIMERS = 12
MAIL = {"MAIL_FROM": "desk@books.example", "SMTP_TLS": "none"}


class Gifts(ShopCase):
    def give(self, api, *books, **gift):
        return self.place(api, *books, receipt_name="Ines Calder", gift={"name": "Ada Lovelace", **gift})

    def given(self, shop, api, *books, **gift):
        order = self.give(api, *books, **gift)
        self.act(shop, order)
        return self.order(api, order)

    def path(self, url):
        return re.search(r"/gifts/[\w-]+", url).group(0)

    def test_from_the_checkout_of_a_giver_to_the_download_of_whoever_gets_it_without_scripts(self):
        shop, api, giver, taker = self.shop, self.api(), self.shop.client(), self.shop.client()
        book = self.priced_book(api)
        checkout = giver.get("/checkout?book=" + book["slug"])
        form = checkout.page.form_to("/checkout")
        refused = giver.submit(form, {"method": "sandbox", "gift_message": "For you"}, status=422)
        self.assertIn("Say for whom the gift is", refused.page.text)
        self.assertIn("For you", refused.text, "what was typed can be mended")
        gone = giver.submit(form, {"method": "sandbox", "gift_name": "Ada", "gift_day": "2020-12-24"}, status=422)
        self.assertIn("today or later", gone.page.text)
        today = {"items": [{"book": book["slug"]}], "method": "sandbox",
                 "gift": {"name": "Ada", "day": time.strftime("%Y-%m-%d", time.gmtime())}}
        self.assertEqual(api.post_json("/api/v1/orders", today, free_key()).status, 201)
        counter = giver.submit(refused.page.form_to("/checkout"),
                               {"method": "sandbox", "receipt_name": "Ines Calder", "gift_name": "Ada <Lovelace>",
                                "gift_message": "For you"})
        order = self.press(giver, counter, "pay")
        self.assertIn("Your gift is ready", order.page.text)
        self.assertIn("A gift for Ada <Lovelace>", order.page.text)
        self.assertIn("<svg", order.text)
        self.assertIn("The gift waits to be claimed by its link", order.page.text)
        self.assertNotIn("Delivered", order.page.text)
        reference = shop.json("order", "list")["orders"][0]["reference"]
        evidence = shop.run("order", "evidence", reference).stdout
        self.assertIn("A gift that waits to be claimed", evidence)
        self.assertNotIn("<dt>Delivered</dt>", evidence)
        self.assertFalse(order.page.forms_to(order.path + "/downloads"), "the giver downloads nothing")
        link = self.path(order.text)
        gift = taker.get(link)
        for words in ("A gift for Ada <Lovelace>", "From Ines Calder", "For you", book["title"]):
            self.assertIn(words, gift.page.text)
        for secret in ("$", order.path.split("/")[-1], "Receipt"):
            self.assertNotIn(secret, gift.page.text.replace("play money", ""), "nothing of the order but its books")
        own = taker.submit(gift.page.form_to(link + "/claim"))
        self.assertNotEqual(own.path, link)
        self.assertIn("It is yours", own.page.text)
        fetched = taker.submit(own.page.form_to(own.path + "/downloads"))
        self.assertEqual(fetched.body[:2], b"PK")
        self.assertIn("Your gift was claimed", giver.get(order.path).page.text)
        self.assertNotIn(own.path.split("/")[-1], giver.get(order.path).text, "the giver does not know the other link")
        again = shop.client().get(link)
        self.assertIn("It was claimed already", again.page.text)
        self.assertFalse(again.page.forms_to(link + "/claim"))
        self.assertEqual(taker.get(own.path).header("cache-control"), "no-store")
        self.assert_ledger_is_clean(shop)

    def test_of_many_who_claim_at_once_one_has_it_and_a_repeated_claim_has_one_answer(self):
        shop, api = self.shop, self.api()
        order = self.given(shop, api, self.priced_book(api))
        path = "/api/v1" + self.path(order["gift"]["claim_url"])
        answers = at_once(CLAIMERS, lambda _: self.api().post_json(path + "/claim", {}, free_key()))
        self.assertEqual(sorted(answer.status for answer in answers), [200] + [409] * (CLAIMERS - 1))
        other = self.given(shop, api, self.priced_book(api, 1))
        path, key = "/api/v1" + self.path(other["gift"]["claim_url"]), free_key()
        tokens = {answer.json()["gift"]["token"] for answer in at_once(8, lambda _: self.api().post_json(path + "/claim", {}, key, 200))}
        self.assertEqual(len(tokens), 1)
        own = api.get("/api/v1/gifts/" + tokens.pop()).json()["gift"]
        self.assertTrue(own["own"])
        download = own["lines"][0]["downloads"][0]
        started = api.post_json(f"/api/v1/gifts/{own['token']}/downloads", {"grant_id": download["grant_id"]}, free_key(), 201)
        self.assertEqual(api.get(started.json()["url"]).body[:2], b"PK")
        refused = api.post_json(f"/api/v1/orders/{other['token']}/downloads", {"grant_id": download["grant_id"]}, free_key())
        self.assert_problem(refused, 403, "given")
        shown = self.order(api, other)
        self.assertEqual((shown["gift"]["state"], shown["gift"]["claim_url"]), ("claimed", None))
        self.assertEqual(shown["lines"][0]["downloads"][0]["refusal"], "given")

    def test_the_letter_leaves_on_the_day_and_the_address_is_forgotten(self):
        double = SmtpDouble()
        self.addCleanup(double.stop)
        shop = self.own_shop(env={**MAIL, "SMTP_URL": double.url})
        api = self.api(shop)
        soon = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 4))
        order = self.given(shop, api, self.priced_book(api), email="ada@example.org", message="Read it slowly.", day=soon)
        self.assertEqual(order["gift"]["state"], "waiting")
        link = self.path(order["gift"]["claim_url"])
        self.assertIn("can be opened from", shop.client().get(link).page.text)
        self.assert_problem(api.post_json("/api/v1" + link + "/claim", {}, free_key()), 409, "gift_waiting")
        self.assertEqual(double.letters, [])
        letter = double.wait_for(1, shop)[0]
        self.assertEqual(letter.to, ["ada@example.org"])
        self.assertEqual(str(letter.message["Subject"]), "A gift for you from Asymmetry Books")
        for form in (letter.part("text/plain"), letter.part("text/html")):
            for words in ("Read it slowly.", link, order["lines"][0]["title"]):
                self.assertIn(words, form)
            self.assertNotIn(order["token"], form)
        self.assertEqual(double.findings, [])
        until(lambda: "The letter with the gift left" in shop.client().get(order["url"]).page.text, "the fact", shop)
        given = shop.client().get(order["url"]).page.text
        self.assertRegex(given, r"A letter with this link went to \S.* on .*, if the letter does not arrive")
        self.assertNotIn("Hand this link over", given)
        claimed = shop.client()
        claimed.submit(claimed.get(link).page.form_to(link + "/claim"))
        until(lambda: "The letter with the gift left" in shop.client().get(order["url"]).page.text, "the fact", shop)
        shop.stop()
        files = [path.read_bytes() for path in (shop.data / "aan.db", shop.data / "aan.db-wal") if path.exists()]
        for word in (b"ada@example.org", b"Lovelace", b"slowly"):
            self.assertFalse([1 for data in files if word in data], "nothing is stored in the clear")
            self.assertNotIn(word.decode(), shop.log())

    def test_a_refund_closes_a_gift_that_nobody_claimed(self):
        shop, api = self.shop, self.api()
        order = self.given(shop, api, self.priced_book(api))
        link = self.path(order["gift"]["claim_url"])
        shop.json("order", "refund", order["reference"])
        shop.wait_until(lambda: self.order(api, order)["state"] == "refunded", "the money back")
        page = shop.client().get(link).page
        self.assertIn("This gift was taken back", page.text)
        self.assertFalse(page.forms_to(link + "/claim"))
        self.assert_problem(api.post_json("/api/v1" + link + "/claim", {}, free_key()), 410, "gift_closed")
        self.assertEqual(self.order(api, order)["gift"]["state"], "closed")
        self.assert_ledger_is_clean(shop)

    def test_the_desk_gives_whoever_claimed_it_another_link(self):
        shop = self.own_shop()
        api, ada = self.api(shop), join(shop, "ada", first_link(shop))
        order = self.given(shop, api, self.priced_book(api))
        claimed = api.post_json("/api/v1" + self.path(order["gift"]["claim_url"]) + "/claim", {}, free_key(), 200).json()["gift"]
        page = ada.browser.get("/desk/orders/" + order["reference"]).page
        page = ada.browser.submit(next(form for form in page.forms if form.field("act") == "gift")).page
        link = re.search(r"/gifts/[\w-]+", page.text).group()
        self.assert_problem(api.get("/api/v1/gifts/" + claimed["token"], status=404), 404, "no_such_gift")
        self.assertTrue(api.get("/api/v1" + link).json()["gift"]["own"])
        entry = shop.json("audit", "list", "--limit", "1")["entries"][0]
        self.assertEqual((entry["actor"], entry["action"], entry["subject"]), ("ada", "gift.link", order["reference"]))

    def test_the_shop_gives_a_lost_link_anew_and_sees_nothing_of_the_words(self):
        shop, api = self.shop, self.api()
        order = self.given(shop, api, self.priced_book(api), message="between us")
        first = shop.json("gift", "link", order["reference"])
        newest = shop.json("audit", "list", "--limit", "1")["entries"][0]
        self.assertEqual((newest["action"], newest["subject"]), ("gift.link", order["reference"]), "who looked is known")
        self.assertEqual((self.path(first["url"]), first["own"]), (self.path(order["gift"]["claim_url"]), False))
        claimed = api.post_json("/api/v1" + self.path(first["url"]) + "/claim", {}, free_key(), 200).json()["gift"]
        second = shop.json("gift", "link", order["reference"])
        self.assertTrue(second["own"])
        self.assert_problem(api.get("/api/v1/gifts/" + claimed["token"], status=404), 404, "no_such_gift")
        self.assertTrue(api.get("/api/v1" + self.path(second["url"])).json()["gift"]["own"])
        shown = shop.run("order", "show", order["reference"])
        self.assertIn("a gift, claimed", shown.stdout)
        self.assertNotIn("between us", shown.stdout)
        self.assertEqual(shop.json("audit", "list", "--limit", "1")["entries"][0]["action"], "gift.link")
        self.assertEqual(shop.run("gift", "link", "0000-0000").returncode, 3)
        plain = self.buy(shop, api, self.priced_book(api, 2))
        self.assertEqual(shop.run("gift", "link", plain["reference"]).returncode, 3)

    def test_giver_and_taker_are_told_and_forgotten(self):
        double = SmtpDouble()
        self.addCleanup(double.stop)
        shop = self.own_shop(env={**MAIL, "SMTP_URL": double.url})
        api = self.api(shop)
        order = self.place(api, self.priced_book(api), email="giver@example.org",
                           gift={"name": "Ada Lovelace", "email": "taker@example.org", "message": "between us"})
        self.act(shop, order)
        told = shop.json("privacy", "export", "--email", "giver@example.org")
        self.assertEqual((told["orders"][0]["gift"]["for"], told["orders"][0]["gift"]["email"]), ("Ada Lovelace", "taker@example.org"))
        told = shop.json("privacy", "export", "--email", "taker@example.org")
        self.assertEqual((told["orders"], told["gifts_for_this_person"][0]["message"]), ([], "between us"))
        double.wait_for(2, shop)
        link = self.path(self.order(api, order)["gift"]["claim_url"])
        own = api.post_json("/api/v1" + link + "/claim", {}, free_key(), 200).json()["gift"]
        self.assertEqual(shop.json("privacy", "erase", "--email", "giver@example.org")["gifts"], 0)
        self.assertEqual(self.order(api, order)["gift"]["name"], "")
        kept = api.get("/api/v1/gifts/" + own["token"]).json()["gift"]
        self.assertEqual((kept["name"], kept["message"]), ("", ""))
        self.assertIsNone(kept["lines"][0]["downloads"][0]["refusal"], "what was given stays given")
        other = self.given(shop, api, self.priced_book(api, 1), email="taker@example.org")
        # The address of the first one, too, which outlives the giver's words until its own time is over.
        self.assertEqual(shop.json("privacy", "erase", "--email", "taker@example.org")["gifts"], 2)
        self.assertEqual(self.order(api, other)["gift"]["name"], "")
        self.assertEqual(shop.run("privacy", "export", "--email", "taker@example.org").returncode, 3)
