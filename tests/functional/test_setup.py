"""The five questions of a new shop, from outside and without scripts: what is tried, what is refused, what is never asked."""

import re

from harness import ShopCase, fresh_folder
from harness.desk import first_link, join, made_link
from harness.process import Shop
from harness.smtp import SmtpDouble
from harness.stripe import StripeDouble, node

from test_desk_upload import BOUNDARY, body_of, book


class Setup(ShopCase):
    def begun(self, **env):
        shop = Shop(is_demo=False, env=env).start()
        self.addCleanup(self.end, shop)
        return shop, join(shop, "ada", first_link(shop))

    def answer(self, ada, question, status=200, **fields):
        path = "/desk/setup/" + question
        form = next(one for one in ada.browser.get(path).page.forms if one.action.endswith(path))
        return ada.browser.submit(form, fields, status=status)

    def up_to(self, ada, question):
        for one, fields in (("who", {}), ("money", {"way": "nowhere"}), ("payment", {"way": "play"}),
                            ("letters", {"way": "later"})):
            if one == question:
                return
            self.answer(ada, one, **fields)

    def press(self, ada, act):
        """A button of the last question, whose form can carry a file."""
        form = next(one for one in ada.browser.get("/desk/setup/book").page.forms if one.field("act") == "later")
        done = ada.browser.request("POST", form.action, {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"},
                                   body_of({**dict(form.fields_to_send({})), "act": act}, []))
        self.assertEqual(done.status, 303)
        return done

    def bring_in(self, ada, title, price):
        form = next(one for one in ada.browser.get("/desk/setup/book").page.forms if one.field("act") == "upload")
        done = ada.browser.request("POST", form.action, {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"},
                                   body_of({"form_token": form.field("form_token"), "act": "upload", "price": price},
                                           [("a.epub", book(title))]))
        self.assertEqual((done.status, done.header("location")), (303, "/desk/setup/done"))

    def bring_in_by_command(self, shop, price):
        folder = fresh_folder("setup")
        (folder / "a.epub").write_bytes(book("A book for " + price, "urn:uuid:" + price))
        shop.json("import", folder, *(() if price == "none" else ("--price", price)))

    def end_of(self, browser, headers=None):
        """What the last page says in its title, and of what cannot be bought."""
        page = browser.get("/desk/setup/done", headers).page
        return page.title.split(" · ")[0], [text for _, text in page.links if "bought" in text], page

    def test_what_the_settings_lack_leads_to_the_settings(self):
        shop, ada = self.begun(TAX_COUNTRY="DE")
        self.up_to(ada, "book")
        self.press(ada, "later")
        page = self.end_of(ada.browser)[2]
        self.assertEqual([path for path, text in page.links if "SELLER_TAX_NUMBER" in text], ["/desk/settings"])

    def test_it_ends_with_a_shop_that_sells_only_where_a_book_can_be_bought(self):
        shop, ada = self.begun()
        self.up_to(ada, "book")
        self.bring_in(ada, "The Night Shelf", "")
        title, steps, page = self.end_of(ada.browser)
        self.assertTrue(title.startswith("Your shop is open"), title)
        self.assertIn("No book can be bought yet.", page.text)
        self.assertEqual(steps, ["Set a price for “The Night Shelf”: it cannot be bought before"])
        self.assertIn("act=price", "&".join(f"act={form.field('act')}" for form in
                                            ada.browser.get(page.link_to("/desk/books/the-night-shelf")).page.forms))
        for deed, begins, said in ((("price", "the-night-shelf", "free"), "Your shop is open", []),
                                   (("price", "the-night-shelf", "4.99"), "Your shop sells", []),
                                   (("hide", "the-night-shelf"), "Your shop is open",
                                    ["See why none of the books can be bought"]),
                                   (("publish", "the-night-shelf"), "Your shop sells", [])):
            shop.json("book", *deed)
            title, steps, _ = self.end_of(ada.browser)
            self.assertEqual((title.startswith(begins), steps), (True, said), (deed, title))
        # With no way to pay nothing is sold either.
        shop.stop()
        shop.env["NODE_URL"] = "http://books.example"
        shop.start()
        there = shop.client()
        there.cookies = dict(ada.browser.cookies)
        title, steps, page = self.end_of(there, {"Host": "books.example"})
        self.assertTrue(title.startswith("Your shop is open"), title)
        self.assertIn("It takes no money yet", page.text)
        self.assertIn("Sell for real money", page.text)

    def setting(self, shop, name):
        return shop.json("settings", name)

    def test_a_key_of_stripe_is_tried_before_it_is_kept(self):
        if not node():
            self.skipTest("the double of Stripe needs Node")
        double = StripeDouble()
        self.addCleanup(double.stop)
        shop, ada = self.begun(STRIPE_API_BASE=double.origin)
        self.up_to(ada, "payment")
        wrong = self.answer(ada, "payment", 422, way="cards", STRIPE_SECRET_KEY="pk_test_1")
        self.assertIn("Key of the Stripe account: this is no secret or restricted key", wrong.page.text)
        refused = self.answer(ada, "payment", 422, way="cards", STRIPE_SECRET_KEY="sk_test_canary")
        self.assertIn("What was found", refused.page.text)
        self.assertNotIn("sk_test_canary", refused.text)
        self.assertFalse(self.setting(shop, "STRIPE_SECRET_KEY")["set"], "nothing is kept before it is good")
        self.assertEqual(ada.browser.get("/desk/setup").path, "/desk/setup/payment")
        kept = self.answer(ada, "payment", way="cards", STRIPE_SECRET_KEY="sk_test_double",
                           STRIPE_WEBHOOK_SECRET="whsec_functional")
        self.assertTrue(kept.path.endswith("/letters"), kept.path)
        self.assertTrue(self.setting(shop, "STRIPE_SECRET_KEY")["set"])
        self.assertIn("test", shop.client().get("/").page.text)
        self.assertNotIn("sk_test_double", shop.log())

    def test_what_was_typed_for_the_other_answer_is_said_and_not_lost(self):
        shop, ada = self.begun()
        self.up_to(ada, "payment")
        for name, typed, said in (("STRIPE_SECRET_KEY", "sk_test_canary", "Key of the Stripe account"),
                                  ("NODE_URL", "https://books.example", "")):
            wrong = self.answer(ada, "payment", 422, way="play", **{name: typed})
            self.assertIn(f"“{said}", wrong.page.text)
            self.assertIn("By card, through Stripe", wrong.page.text)
            self.assertIn("which is not chosen", wrong.page.text)
            self.assertNotIn("sk_test_canary", wrong.text)
        form = next(one for one in wrong.page.forms if one.action.endswith("/payment"))
        self.assertEqual(form.field("NODE_URL"), "https://books.example", "what was typed stays")
        self.assertEqual(self.answer(ada, "payment", way="play").path, "/desk/setup/letters")
        asked = ada.browser.get("/desk/setup/letters").page.text
        self.assertIn("What stands below is not used, and not kept.", asked)
        done = self.answer(ada, "letters", way="later", SMTP_URL="smtps://mail.example", MAIL_FROM="half an addr")
        self.assertEqual(done.path, "/desk/setup/book", "no letters are no letters, whatever stands in their fields")
        self.assertFalse(self.setting(shop, "SMTP_URL")["set"])

    def test_after_the_first_price_the_currency_is_shown_closed_with_what_comes_next(self):
        shop, ada = self.begun()
        self.up_to(ada, "payment")
        form = lambda: next(one for one in ada.browser.get("/desk/setup/money").page.forms if one.action.endswith("/money"))
        self.bring_in_by_command(shop, "none")
        self.assertIsNotNone(form().field("SHOP_CURRENCY"), "a book without a price fixes nothing")
        self.bring_in_by_command(shop, "4.99")
        page = ada.browser.get("/desk/setup/money").page
        self.assertIsNone(form().field("SHOP_CURRENCY"))
        self.assertIn("the first price fixes the currency", page.text)
        self.assertIn("Further currencies, under Settings", page.text)
        self.assertEqual(self.answer(ada, "money", way="nowhere").path, "/desk/setup/payment")

    def test_a_processor_that_does_not_answer_can_be_kept_all_the_same(self):
        shop, ada = self.begun(STRIPE_API_BASE="http://127.0.0.1:1")
        self.up_to(ada, "payment")
        refused = self.answer(ada, "payment", 422, way="cards", STRIPE_SECRET_KEY="sk_test_later")
        self.assertIn("Not yet:", refused.page.text)
        form = next(one for one in refused.page.forms if one.action.endswith("/payment"))
        kept = ada.browser.submit(form, {"way": "cards", "STRIPE_SECRET_KEY": "sk_test_later", "anyway": "1"})
        self.assertTrue(kept.path.endswith("/letters"), kept.path)
        self.assertTrue(self.setting(shop, "STRIPE_SECRET_KEY")["set"])

    def test_a_mail_server_is_tried_with_a_letter_before_it_is_kept(self):
        double = SmtpDouble()
        self.addCleanup(double.stop)
        shop, ada = self.begun(SMTP_TLS="none")
        self.up_to(ada, "letters")
        fields = {"way": "server", "SMTP_URL": double.url, "MAIL_FROM": "desk@books.example"}
        self.assertIn("Write an address of your own", self.answer(ada, "letters", 422, **fields).page.text)
        deeds = lambda: [one["action"] for one in shop.json("audit", "list", "--limit", "2")["entries"]]
        nobody = {**fields, "SMTP_URL": "smtp://127.0.0.1:1"}
        self.assertIn("What was found", self.answer(ada, "letters", 422, to="ada@example.org", **nobody).page.text)
        self.assertEqual(deeds(), ["settings.letter-unsent", "settings.try-letters"], "it does not count among the ten of an hour")
        double.act = "refuse"
        refused = self.answer(ada, "letters", 422, to="ada@example.org", **fields)
        self.assertEqual(deeds()[0], "settings.try-letters", "a server was asked to take it")
        self.assertIn("What was found", refused.page.text)
        self.assertFalse(self.setting(shop, "SMTP_URL")["set"])
        double.act = "take"
        done = self.answer(ada, "letters", to="ada@example.org", **fields)
        self.assertTrue(done.path.endswith("/desk/setup/book"), done.path)
        self.assertEqual([one.to for one in double.letters], [["ada@example.org"]])
        self.assertEqual(self.setting(shop, "SMTP_URL")["value"], double.url)
        log = shop.log()
        self.assertNotIn("ada@example.org", log, "the address of the trial is nowhere")

    def test_only_the_first_owner_of_a_new_shop_is_asked(self):
        shop, ada = self.begun()
        eve = join(shop, "eve", made_link(shop, "editor"))
        eve.browser.get("/desk/setup", status=403)
        self.assertNotIn("being set up", eve.browser.get("/desk").page.text)
        self.assertEqual(ada.browser.get("/desk/setup/done").path, "/desk/setup/who")
        ada.browser.get("/desk/setup/nothing", status=404)
        shop.client().get("/desk/setup/who")
        demo = self.own_shop()
        owner = join(demo, "ada", first_link(demo))
        self.assertEqual(owner.browser.get("/desk/setup").path, "/desk", "a demonstration is no shop to set up")

    def test_the_desk_says_what_is_left_of_the_questions_and_keeps_settings_apart_from_faults(self):
        shop, ada = self.begun(BTC_ADDRESS="bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4")
        self.assertIn("Go on", ada.browser.get("/desk").page.text)
        self.up_to(ada, "book")
        self.press(ada, "later")
        page = ada.browser.get("/desk").page
        self.assertIn("The five questions are answered", page.text)
        self.assertNotIn("Go on", page.text)
        faults, _, rest = page.text.partition("From the settings")
        self.assertIn("Nothing waits for you", faults)
        self.assertNotIn("BTC_ADDRESS", faults)
        self.assertIn("BTC_ADDRESS", rest)

    def zones_on(self, ada):
        page = ada.browser.get("/desk/setup/money").page
        form = next(one for one in page.forms if one.action.endswith("/money"))
        offered = re.search(r'<select id="SHOP_TIME_ZONE".*?</select>', page.source, re.S)
        zones = re.findall(r'<option value="([^"]+)"', offered.group()) if offered else []
        return form, zones, form.field("SHOP_TIME_ZONE")

    def test_the_time_of_the_sellers_country_is_proposed_and_another_may_be_chosen(self):
        shop, ada = self.begun()
        self.answer(ada, "who", country="US")
        form, zones, chosen = self.zones_on(ada)
        self.assertEqual((chosen, zones[-1]), ("America/New_York", "UTC"))
        self.assertIn("Pacific/Honolulu", zones)
        ada.browser.submit(form, {"way": "nowhere", "SHOP_TIME_ZONE": "America/Chicago"})
        self.assertEqual(self.setting(shop, "SHOP_TIME_ZONE")["value"], "America/Chicago")
        # Whoever comes back sees the answer, also when the country is another one.
        self.answer(ada, "who", country="IS")
        self.assertEqual(self.zones_on(ada)[1:], (["Atlantic/Reykjavik", "America/Chicago", "UTC"], "America/Chicago"))
        # Who names no country writes it, or leaves it at UTC.
        _, eve = self.begun()
        self.answer(eve, "who")
        self.assertEqual(self.zones_on(eve)[1:], ([], "UTC"))
        self.answer(eve, "money", 422, way="nowhere", SHOP_TIME_ZONE="Berlin")
        self.answer(eve, "money", way="nowhere", SHOP_TIME_ZONE="Europe/Berlin")

    def test_what_the_machine_says_is_not_asked(self):
        shop, ada = self.begun(NODE_NAME="From outside", TAX_COUNTRY="FR", SMTP_URL="")
        page = ada.browser.get("/desk/setup/who").page
        self.assertIn("From outside", page.text)
        form = next(one for one in page.forms if one.action.endswith("/who"))
        self.assertNotIn("NODE_NAME", [name for name, _ in form.fields_to_send({})])
        self.up_to(ada, "payment")
        self.assertEqual(self.setting(shop, "TAX_COUNTRY")["value"], "FR", "nor taken away by an answer")

    def test_the_demonstrations_books_have_no_way_in(self):
        shop, ada = self.begun()
        self.up_to(ada, "book")
        page = ada.browser.get("/desk/setup/book").page
        self.assertEqual([form.field("act") for form in page.forms if form.action.endswith("/setup/book")],
                         ["upload", "shelf", "later"])
        self.assertIn("aan serve --demo --data demo", page.text, "how to look at one apart")
        self.assertEqual(self.press(ada, "demo").header("location"), "/desk/setup/done")
        self.assertNotIn("demonstration", ada.browser.get("/desk/setup/done").page.text)
        self.assertEqual(self.api(shop).get("/api/v1/books").json()["books"], [])
        self.assertEqual(self.press(ada, "shelf").header("location"), "/desk/books/upload")
