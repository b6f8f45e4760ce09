"""Letters by SMTP: the receipt follows the payment, once each; a dead server changes nothing for the buyer."""

import json
import os
import re
import unittest
from pathlib import Path

from harness import ROOT, ShopCase, free_key, run_aan
from harness.case import at_once, demo_folder, set_in_database
from harness.smtp import SmtpDouble, certificate
from harness.stripe import until

SHOP = {"NODE_NAME": "Bücher & Söhne", "MAIL_FROM": "desk@books.example", "SMTP_TLS": "none"}
ADDRESS = "ada.lovelace@example.org"
WITH_CRASH_POINTS = Path(os.environ.get("AAN_DEV_BIN") or ROOT / "build" / "dev" / "aan")


class MailCase(ShopCase):
    def double(self, **options):
        double = SmtpDouble(**options)
        self.addCleanup(double.stop)
        return double

    def mailing(self, double, **env):
        return self.own_shop(env={**SHOP, "SMTP_URL": double.url, **env})

    def bought(self, shop, email=ADDRESS, **more):
        api = self.api(shop)
        order = self.place(api, self.priced_book(api), email=email, **more)
        self.act(shop, order)
        return self.order(api, order)

    def ask_again(self, shop, order, status=202, key=None):
        return self.api(shop).post_json(f"/api/v1/orders/{order['token']}/receipt/mail", {}, key or free_key(), status)

    def waiting(self, shop):
        return [job for job in shop.json("queue", "list")["waiting"] if job["queue"] == "mail"]


class Turns(MailCase):
    """Letters of strangers keep nobody's receipt waiting, and one stranger nobody's letters."""

    def free_order(self, shop, email, sender=None, status=201):
        request = {"items": [{"book": self.free_book(self.api(shop))["slug"]}], **({"email": email} if email else {})}
        headers = {"X-Forwarded-For": sender} if sender else None
        return self.api(shop).post_json("/api/v1/orders", request, free_key(), status, headers)

    def test_a_paid_receipt_goes_before_letters_that_cost_nothing(self):
        double = self.double()
        double.act = "gate"
        shop = self.mailing(double)
        for number in range(8):
            self.free_order(shop, f"stranger{number}@example.org")
        until(lambda: double.waiting_at_gate == 1, "a slow server", shop)
        self.bought(shop)
        for _ in range(3):
            double.gate.release()
        double.wait_for(3, shop)
        self.assertIn([ADDRESS], [letter.to for letter in double.letters[:3]], "not behind all of them")
        double.act = "take"
        for _ in range(20):
            double.gate.release()
        double.wait_for(9, shop)
        self.assertEqual(double.findings, [])

    def test_one_sender_writes_to_strangers_at_a_pace_of_its_own(self):
        double = self.double()
        shop = self.mailing(double, TRUSTED_PROXIES="127.0.0.1")
        stranger, other = "203.0.113.9", "198.51.100.7"
        for number in range(10):
            self.free_order(shop, f"stranger{number}@example.org", stranger)
        refused = self.free_order(shop, "more@example.org", stranger, 429)
        self.assert_problem(refused, 429, "free_letters_too_fast")
        self.assertTrue(refused.header("retry-after"))
        self.free_order(shop, None, stranger)
        self.free_order(shop, "friend@example.org", other)
        double.wait_for(11, shop)
        self.assertFalse([letter for letter in double.letters if "more@example.org" in letter.to])


class Receipts(MailCase):
    def test_a_buyer_without_scripts_gets_the_receipt_and_a_fresh_browser_opens_its_address(self):
        double = self.double()
        shop = self.mailing(double)
        browser = shop.client()
        slug = self.priced_book(self.api(shop))["slug"]
        form = browser.get(f"/checkout?book={slug}").page.form_to("/checkout")
        counter = browser.submit(form, {"method": "sandbox", "email": " Ada.Lovelace@EXAMPLE.org ",
                                        "receipt_name": "Zoë Öxl"})
        order = self.press(browser, counter, "pay")
        letter = double.wait_for(1, shop)[0]
        self.assertEqual(double.findings, [])
        self.assertEqual((letter.sender, letter.to), ("desk@books.example", ["Ada.Lovelace@example.org"]))
        reference = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", order.page.text).group(0)
        message = letter.message
        self.assertEqual(str(message["Subject"]), f"Your receipt {reference} from Bücher & Söhne")
        self.assertEqual(message["From"].addresses[0].display_name, "Bücher & Söhne")
        self.assertEqual(message["Auto-Submitted"], "auto-generated")
        self.assertTrue(message["Message-ID"].endswith("@books.example>"))
        text, html = letter.part("text/plain"), letter.part("text/html")
        for form in (text, html):
            self.assertIn(order.path, form)
            for words in ("Zoë Öxl", reference, "Agreed to on"):
                self.assertIn(words, form)
            self.assertNotIn("example.org", form, "a letter does not repeat whom it goes to")
        self.assertNotRegex(html, r"(?i)<(img|script|link)\b|https?://(?!127\.0\.0\.1)", "nothing is loaded")
        address = re.search(r"https?://\S+/orders/\S+", text).group(0)
        fresh = shop.client()
        self.assertEqual(fresh.submit(fresh.get(address).page.form_to("/downloads")).body[:2], b"PK")
        until(lambda: "The receipt was sent to your e-mail address" in browser.get(order.path).page.text, "the fact", shop)

    def test_the_receipt_is_sent_once_more_by_page_api_desk_command_and_not_too_often(self):
        # original 6.1.6: no page gave a lost link again
        double = self.double()
        shop = self.mailing(double)
        order = self.bought(shop)
        self.assertTrue(order["has_email"])
        double.wait_for(1, shop)
        key = free_key()
        at_once(50, lambda _: self.ask_again(shop, order, key=key))
        double.wait_for(2, shop)
        until(lambda: not self.waiting(shop), "the shop's knowledge that it was taken", shop)
        self.assert_problem(self.ask_again(shop, order, status=429), 429, "mail_too_soon")
        browser = shop.client()
        form = browser.get(order["url"]).page.form_to("/mail")
        refused = browser.submit(form, status=429)
        self.assertIn("sent a moment ago", refused.page.text)
        done = shop.run("order", "mail", order["reference"])
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("moment ago", done.stderr)
        self.assertEqual(len(double.letters), 2)
        self.assertEqual(len({letter.message["Message-ID"] for letter in double.letters}), 2)
        other = self.bought(shop, email="bob@example.org")
        double.wait_for(3, shop)
        self.assertEqual(shop.json("order", "mail", other["reference"])["mail"], "queued")
        self.assertEqual(double.wait_for(4, shop)[3].to, ["bob@example.org"])
        self.assertEqual(double.findings, [])

    def test_no_letter_for_who_left_no_address_and_none_is_asked_for_without_a_server(self):
        double = self.double()
        shop = self.mailing(double)
        order = self.bought(shop, email=None)
        self.assertFalse(order["has_email"])
        self.assert_problem(self.ask_again(shop, order, status=409), 409, "no_mail_address")
        self.assertEqual(self.waiting(shop), [])
        self.assertTrue(self.api(shop).get("/api/config").json()["mail"])
        api = self.api()
        self.assertFalse(api.get("/api/config").json()["mail"])
        request = {"items": [{"book": self.priced_book(api)["slug"]}], "method": "sandbox", "email": ADDRESS}
        self.assert_problem(api.post_json("/api/v1/orders", request, free_key()), 400, "mail_not_offered")
        page = self.shop.client().get("/checkout?book=" + self.priced_book(api)["slug"]).page
        self.assertNotIn("email", page.form_to("/checkout").names())

    def test_what_is_no_address_is_said_beside_the_field_and_nothing_is_ordered(self):
        double = self.double()
        shop = self.mailing(double)
        browser = shop.client()
        path = f"/checkout?book={self.priced_book(self.api(shop))['slug']}"
        for wrong in ("ada", "ada@", "ada@example", "a b@example.org", "ada@example.org\r\nBcc: eve@example.org",
                      "ada@example.org,eve@example.org", "ada@exämple.org", "x" * 300 + "@example.org"):
            form = browser.get(path).page.form_to("/checkout")
            refused = browser.submit(form, {"method": "sandbox", "email": wrong}, status=422)
            self.assertIn("not an e-mail address", refused.page.text, wrong)
        self.assertEqual(shop.json("order", "list")["total"], 0)


class DeadServers(MailCase):
    def test_a_server_that_is_dead_from_the_start_changes_nothing_for_the_buyer(self):
        double = self.double()
        double.stop()
        shop = self.mailing(double)
        order = self.bought(shop)
        self.assertEqual(order["state"], "fulfilled")
        browser = shop.client()
        self.assertEqual(browser.submit(browser.get(order["url"]).page.form_to("/downloads")).body[:2], b"PK")
        until(lambda: [job for job in self.waiting(shop) if job["last_error"]], "a try", shop)
        self.assertNotIn("lovelace", shop.log().lower())
        self.assert_ledger_is_clean(shop)

    def test_a_server_that_never_answers_keeps_no_payment_waiting(self):
        double = self.double()
        double.act = "hang"
        shop = self.mailing(double)
        for _ in range(8):
            self.assertEqual(self.bought(shop)["state"], "fulfilled")
        self.assertEqual(len(self.waiting(shop)), 8)
        shop.stop()  # it waits for one letter, not for eight

    def test_letters_that_were_deferred_go_later_and_refused_ones_are_buried_without_the_address(self):
        # original 6.1.5: letters were sent inside the request and never again
        double = self.double()
        double.act = "defer"
        shop = self.mailing(double)
        self.bought(shop)
        until(lambda: double.tries >= 2, "a second try", shop)
        self.assertEqual(double.letters, [])
        double.act = "take"
        double.wait_for(1, shop)
        double.act = "refuse"
        self.bought(shop, email="unknown@example.org")
        # The shop's own sender may have no mailbox: a letter to it is at fault for that, not the sender.
        self.bought(shop, email=SHOP["MAIL_FROM"])
        until(lambda: json.loads(shop.run("queue", "list", "--json").stdout)["dead_count"] == 2, "the burials", shop)
        listed = shop.run("queue", "list", "--json")
        self.assertIn("the server said 550", listed.stdout)
        for said in (listed.stdout, shop.log()):
            self.assertNotIn("unknown@", said)
            self.assertNotIn("lovelace", said.lower())
        self.assert_ledger_is_clean(shop)

    def test_a_server_that_refuses_the_sender_loses_no_letter_and_is_one_fault(self):
        double = self.double()
        shop = self.mailing(double)
        hurry = "UPDATE queue_job SET due_at = 0, lease_until = 0, attempts = 9 WHERE queue = 'mail' AND state = 'waiting'"
        for act in ("refuse_sender", "refuse_sender_late", "turn_away"):
            double.act = act
            for _ in range(2):
                self.bought(shop)
            shop.stop()
            set_in_database(shop, hurry)
            shop.start()
            with self.subTest(act=act):
                until(lambda: [job["attempts"] for job in self.waiting(shop)] == [10, 10], "a try of both", shop)
                self.assertEqual(shop.json("queue", "list")["dead"], [])
                item, = until(lambda: [one for one in json.loads(shop.run("attention", "--json").stdout)["items"]
                                       if not one["kind"].startswith(("disk_", "rates_"))], "the fault", shop)
                self.assertEqual(item["kind"], "mail_stuck")
                self.assertIn("MAIL_FROM", item["next_step"])
            double.act = "take"
            before = len(double.letters)
            shop.stop()
            set_in_database(shop, hurry)
            shop.start()
            double.wait_for(before + 2, shop)
        self.assertNotIn("lovelace", shop.log().lower())

    def test_a_line_that_was_cut_after_the_letter_repeats_it_under_its_id(self):
        double = self.double()
        double.act = "cut"
        shop = self.mailing(double)
        self.bought(shop)
        double.wait_for(1, shop)
        double.act = "take"
        double.wait_for(2, shop)
        self.assertEqual(len({letter.message["Message-ID"] for letter in double.letters}), 1)

    @unittest.skipUnless(WITH_CRASH_POINTS.exists(), "no program with crash points (build/dev)")
    def test_a_shop_killed_after_the_letter_left_repeats_it_at_most_once_and_loses_none(self):
        double = self.double()
        double.act = "defer"
        shop = self.mailing(double)
        for number in range(3):
            self.bought(shop, email=f"reader{number}@example.org")
        shop.kill()
        double.act = "take"
        at_once_due = "UPDATE queue_job SET due_at = 0, lease_until = 0 WHERE queue = 'mail' AND state = 'waiting'"
        shop.program = WITH_CRASH_POINTS
        for number in (1, 2):
            set_in_database(shop, at_once_due)  # nobody can wait for the lease of who was killed
            shop.env["AAN_CRASH_AT"] = f"mail.sent:{number}"
            shop.start(wait=False)
            until(lambda: shop.process.poll() is not None, "the crash", shop)
            shop.kill()
        shop.env.pop("AAN_CRASH_AT")
        set_in_database(shop, at_once_due)
        shop.start()
        until(lambda: not self.waiting(shop), "all letters", shop)
        ids = [str(letter.message["Message-ID"]) for letter in double.letters]
        self.assertEqual(len(set(ids)), 3)
        self.assertLessEqual(len(ids), 5, "one more for each kill")
        self.assertEqual({letter.to[0] for letter in double.letters}, {f"reader{n}@example.org" for n in range(3)})


@unittest.skipUnless(certificate(), "openssl is not installed")
class Encryption(MailCase):
    TLS = None

    def setUp(self):
        Encryption.TLS = Encryption.TLS or certificate()
        self.env = {"SMTP_TLS": "required", "SMTP_CA_FILE": self.TLS[0], "SMTP_USER": "shop", "SMTP_PASSWORD": "s3cret-word"}

    def test_starttls_and_implicit_tls_with_login(self):
        for is_implicit in (False, True):
            with self.subTest(implicit=is_implicit):
                double = self.double(user="shop", password="s3cret-word", tls=self.TLS, is_implicit=is_implicit)
                shop = self.mailing(double, **self.env)
                self.bought(shop)
                double.wait_for(1, shop)
                self.assertEqual(double.findings, [])
                self.assertNotIn("s3cret", shop.log())

    def test_without_encryption_nothing_is_said_and_a_strange_certificate_is_not_believed(self):
        for double, env in ((self.double(), self.env), (self.double(user="shop", password="s3cret-word", tls=self.TLS),
                                                        {**self.env, "SMTP_CA_FILE": ""})):
            shop = self.mailing(double, **env)
            self.bought(shop)
            until(lambda: [job for job in self.waiting(shop) if job["last_error"]], "a try", shop)
            self.assertEqual((double.letters, double.findings, double.tries), ([], [], 0))


class Doctor(MailCase):
    def look(self, double, *arguments, **env):
        env = {**SHOP, "SMTP_URL": double.url, **env}
        return run_aan("doctor", "mail", "--data", demo_folder(), "--to", ADDRESS, *arguments, env=env)

    def test_a_good_setup_sends_a_letter(self):
        double = self.double()
        done = self.look(double, "--json")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertEqual(double.findings, [])
        self.assertEqual(double.letters[0].to, [ADDRESS])
        self.assertIn("SPF, DKIM and DMARC", double.letters[0].part("text/plain").replace("\r\n", " "))

    def test_each_thing_that_is_wrong_is_said_with_what_to_do(self):
        refusing, closed = self.double(), self.double()
        refusing.act = "refuse"
        sender, late, large, away = self.double(), self.double(), self.double(), self.double()
        sender.act, late.act, large.act, away.act = "refuse_sender", "refuse_sender_late", "refuse_size", "turn_away"
        closed.stop()
        strict = self.double(user="shop", password="right", tls=certificate()) if certificate() else None
        cases = [(refusing, {}, "550"), (sender, {}, "MAIL_FROM"), (late, {}, "MAIL_FROM"), (large, {}, "552"),
                 (away, {}, "554"), (closed, {}, "SMTP_URL"), (self.double(), {"SMTP_TLS": "required"}, "STARTTLS")]
        if strict:
            cases.append((strict, {"SMTP_TLS": "required", "SMTP_CA_FILE": strict.tls[0], "SMTP_USER": "shop",
                                   "SMTP_PASSWORD": "wrong"}, "SMTP_PASSWORD"))
        for double, env, word in cases:
            with self.subTest(word=word):
                done = self.look(double, **env)
                self.assertEqual(done.returncode, 6, done.stdout + done.stderr)
                self.assertIn(word, done.stdout)
                self.assertEqual("MAIL_FROM" in done.stdout, word == "MAIL_FROM", done.stdout)
        self.assertEqual(run_aan("doctor", "mail", "--data", demo_folder(), "--to", ADDRESS).returncode, 2)


class Configuration(MailCase):
    def test_what_cannot_work_stops_the_start_with_a_sentence(self):
        good = {**SHOP, "SMTP_URL": "smtp://mail.example:587"}
        for env, word in (({"SMTP_URL": "mail.example"}, "SMTP_URL"), ({"SMTP_URL": "smtp://u:p@mail.example"}, "SMTP_URL"),
                          ({"SMTP_URL": "smtp://mail.example/x"}, "SMTP_URL"), ({"MAIL_FROM": ""}, "MAIL_FROM"),
                          ({"MAIL_FROM": "Shop <shop>"}, "MAIL_FROM"), ({"SMTP_USER": "me"}, "SMTP_USER"),
                          ({"SMTP_TLS": "maybe"}, "SMTP_TLS"),
                          ({"SMTP_USER": "me", "SMTP_PASSWORD": "x"}, "SMTP_TLS")):
            with self.subTest(env=env):
                done = run_aan("book", "list", "--data", demo_folder(), env={**good, **env})
                self.assertEqual(done.returncode, 2, done.stdout)
                self.assertIn(word, done.stderr)


class Traces(MailCase):
    def test_an_address_is_in_no_file_and_no_line_of_the_log_and_goes_after_a_month(self):
        from test_privacy import shapes
        double = self.double()
        shop = self.mailing(double, LOG_LEVEL="debug")
        order = self.bought(shop, email="zanzibar.quokkamund@example.org")
        double.wait_for(1, shop)
        self.ask_again(shop, order)
        double.wait_for(2, shop)
        shop.stop()
        for secret in ("zanzibar.quokkamund", "quokkamund@example"):
            for shape in shapes(secret):
                for path in sorted(shop.data.rglob("*")):
                    if path.is_file():
                        self.assertNotIn(shape, path.read_bytes(), path)
                self.assertNotIn(shape, shop.log().encode())
        self.assertTrue(os.path.exists(shop.data / "aan.db"))


