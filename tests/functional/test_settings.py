"""Settings at the desk: kept, checked before they are kept, and in force without anybody being turned away."""

import json
import os
import re
import signal
import stat
import subprocess
import threading
import urllib.request

from harness import ShopCase, run_aan
from harness.desk import first_link, join
from harness.paths import AAN
from harness.process import Shop, environment, fresh_folder
from harness.smtp import SmtpDouble

TEST_KEY = "sk_test_canary7429"


class Settings(ShopCase):
    def empty_shop(self, **env):
        shop = Shop(is_demo=False, env=env).start()
        self.addCleanup(self.end, shop)
        return shop

    def begun(self, **env):
        shop = self.empty_shop(**env)
        return shop, join(shop, "ada", first_link(shop))

    def save(self, ada, group, status=200, ticks=(), **fields):
        form = next(one for one in ada.browser.get("/desk/settings").page.forms
                    if one.action.endswith("/desk/settings") and one.field("group") == group)
        sent = form.fields_to_send(fields)
        return ada.browser.expect(ada.browser.post_form(form.action, sent), status if status != 200 else 303)

    def file_of(self, shop):
        return shop.data / "settings.env"

    def anew(self, shop):
        return shop.log_path.read_text().count("serve.begun_anew")

    def title(self, shop):
        return shop.client().get("/").page.text

    def test_a_setting_is_saved_counts_at_once_and_after_a_start(self):
        shop, ada = self.begun()
        done = self.save(ada, "Node identity", NODE_NAME='Calder & "Daughters"', NODE_OPERATOR="Ines Calder")
        page = ada.browser.get(done.header("location"))
        self.assertIn("It is saved and in force", page.page.text)
        self.assertIn('Calder & "Daughters"', self.title(shop))
        self.assertEqual(self.anew(shop), 1)
        self.assertEqual(stat.S_IMODE(os.stat(self.file_of(shop)).st_mode), 0o600)
        entry = shop.json("audit", "list", "--limit", "1")["entries"][0]
        self.assertEqual((entry["actor"], entry["action"], entry["subject"]),
                         ("ada", "settings.changed", "NODE_NAME NODE_OPERATOR"))
        self.assertNotIn("Ines", json.dumps(entry), "names of keys alone")
        shop.restart()
        self.assertIn('Calder & "Daughters"', self.title(shop))
        ada.browser.origin = shop.origin
        ada.browser.close()
        wrong = self.save(ada, "Shop", 422, SHOP_TIME_ZONE="Kathmandu")
        self.assertIn("There is no time zone of this name. Did you mean Asia/Kathmandu?", wrong.page.text)
        self.save(ada, "Shop", SHOP_TIME_ZONE="Asia/Kathmandu")
        self.assertIn("+0545", ada.browser.get("/desk/audit").page.text, "hours say which time they are")
        shop.json("coupon", "add", "LATE", "--percent", "10", "--from", "2026-01-01", "--until", "2999-01-01")
        coupon = shop.json("coupon", "list")["coupons"][0]
        self.assertEqual((coupon["starts_at"], coupon["ends_at"]), ("2025-12-31T18:15:00Z", "2999-01-01T18:15:00Z"))
        self.assertIn("1 January 2999", ada.browser.get("/desk/coupons").page.text)

    def test_letters_are_tried_as_they_are_set_and_what_the_server_says_is_shown(self):
        double = SmtpDouble()
        self.addCleanup(double.stop)
        shop, ada = self.begun(SMTP_TLS="none", SMTP_URL=double.url, MAIL_FROM="desk@books.example")
        form = ada.browser.get("/desk/settings").page.form_to("/desk/settings#try-letters")
        wrong = ada.browser.submit(form, {"to": "nobody"}, status=422)
        self.assertIn("Write an address for the test letter", wrong.page.text)
        double.act = "refuse"
        refused = ada.browser.submit(form, {"to": "ada@example.org"}, status=422)
        self.assertIn("Not yet:", refused.page.text)
        self.assertEqual(refused.page.form_to("#try-letters").field("to"), "ada@example.org")
        double.act = "take"
        tried = ada.browser.submit(form, {"to": "ada@example.org"})
        self.assertNotIn("Not yet:", tried.page.text)
        self.assertEqual(double.wait_for(1)[0].to, ["ada@example.org"])
        for _ in range(8):
            ada.browser.submit(form, {"to": "ada@example.org"})
        self.assertIn("Too many test letters were tried", ada.browser.submit(form, {"to": "ada@example.org"}, status=422).page.text)
        self.assertEqual(len(double.letters), 9)
        self.assertIn("Tried a test letter", ada.browser.get("/desk/audit").page.text)
        self.assertEqual(self.anew(shop), 0, "nothing is saved by it")

    def test_nothing_that_was_said_before_begins_anew(self):
        shop, ada = self.begun()
        done = self.save(ada, "Node identity")
        self.assertIn("Nothing was changed", ada.browser.get(done.header("location")).page.text)
        self.assertEqual(self.anew(shop), 0)

    def test_what_would_keep_the_shop_from_starting_is_refused_at_its_field_and_nothing_is_kept(self):
        shop, ada = self.begun()
        for group, fields, words in (
                ("Node identity", {"NODE_URL": "books.example", "NODE_NAME": "Slips"}, "write a whole address"),
                ("Tax", {"TAX_COUNTRY": "Deutschland"}, "two capital letters"),
                ("Mail", {"SMTP_URL": "smtp://mail.example:587"}, "needs an address that letters are from"),
                ("Payments", {"ENABLE_STRIPE": "true", "STRIPE_SECRET_KEY": "pk_test_1"}, "begin with sk_live_"),
                ("Payments", {"ENABLE_STRIPE": "true", "STRIPE_SECRET_KEY": "sk_live_1"}, "https address"),
                ("Shop", {"SHOP_CURRENCY": "Taler"}, "three letters of a currency")):
            answer = self.save(ada, group, 422, **fields)
            self.assertIn(words, answer.page.text, fields)
            if words != "https address":  # that field is of another group
                self.assertIn('aria-invalid="true"', answer.text)
            self.assertNotIn("pk_test_1", answer.text, "a secret is not sent back")
        self.assertFalse(self.file_of(shop).exists())
        self.assertEqual(self.anew(shop), 0)

    def test_what_the_machine_says_is_shown_with_its_place_and_stays(self):
        shop, ada = self.begun(NODE_NAME="From outside")
        page = ada.browser.get("/desk/settings").page
        self.assertIn("from environment", page.text)
        form = next(one for one in page.forms if one.field("group") == "Node identity")
        self.assertNotIn("NODE_NAME", [name for name, _ in form.fields_to_send({})])
        answer = ada.browser.post_form(form.action, [*form.fields_to_send({}), ("NODE_NAME", "Mine")])
        self.assertEqual(answer.status, 409)
        self.assertIn("which counts before the desk", answer.page.text)
        refused = shop.run("settings", "NODE_NAME", "Mine")
        self.assertEqual(refused.returncode, 4, refused.stderr)
        self.assertIn("From outside", self.title(shop))

    def test_a_secret_is_never_shown_again_anywhere(self):
        shop, ada = self.begun()
        self.save(ada, "Payments", ENABLE_STRIPE="true", STRIPE_SECRET_KEY=TEST_KEY)
        page = ada.browser.get("/desk/settings")
        self.assertIn("It is set, and secret", page.page.text)
        seen = [page.text, json.dumps(shop.json("settings")), json.dumps(shop.json("settings", "STRIPE_SECRET_KEY")),
                json.dumps(shop.json("audit", "list", "--limit", "100")), shop.log_path.read_text(),
                "\n".join(shop.lines)]
        for text in seen:
            self.assertNotIn(TEST_KEY, text)
        self.assertIn(TEST_KEY, self.file_of(shop).read_text())
        self.save(ada, "Payments")  # empty: it stays
        self.assertIn(TEST_KEY, self.file_of(shop).read_text())

    def test_the_command_changes_a_served_shop_and_one_that_rests(self):
        shop = self.empty_shop()
        done = shop.json("settings", "NODE_NAME", "By command")
        self.assertEqual(done, {"changed": ["NODE_NAME"], "counts": "now"})
        self.assertIn("By command", self.title(shop))
        one = shop.json("settings", "NODE_NAME")
        self.assertEqual((one["value"], one["changeable"], one["set"]), ("By command", True, True))
        self.assertIn("settings.env, line", one["origin"])
        for key, value, code in (("NODE_URL", "nowhere", 2), ("LISTEN", "0.0.0.0:80", 4), ("NO_SUCH", "1", 3),
                                 ("STRIPE_SECRET_KEY", TEST_KEY, 2)):
            refused = shop.run("settings", key, value)
            self.assertEqual(refused.returncode, code, (key, refused.stderr))
        shop.stop()
        rests = run_aan("settings", "NODE_NAME", "While it rests", "--data", shop.data, "--json")
        self.assertEqual(json.loads(rests.stdout), {"changed": ["NODE_NAME"], "counts": "next_start"}, rests.stderr)
        secret = subprocess.run([str(AAN), "settings", "SMTP_PASSWORD", "-", "--data", str(shop.data)],
                                input="hush\n", text=True, capture_output=True, env=environment(), timeout=60,
                                cwd=fresh_folder("cwd"))
        self.assertEqual(secret.returncode, 0, secret.stderr)
        self.assertIn('SMTP_PASSWORD="hush"', self.file_of(shop).read_text())
        shop.start()
        self.assertIn("While it rests", self.title(shop))
        shop.run("settings", "NODE_NAME", "--unset")
        self.assertIn("Asymmetry Books", self.title(shop))

    def test_a_program_changes_settings_with_a_key_that_says_so(self):
        shop = self.empty_shop()
        made = lambda name, *scopes: shop.json(
            "apikey", "add", name, *[word for one in scopes for word in ("--may", one)])["key"]
        api = self.api(shop)

        def post(key, body, number):
            return api.send("POST", "/api/v1/desk/settings.change", body=json.dumps(body).encode(),
                            headers={"Content-Type": "application/json", "Authorization": f"Bearer {key}",
                                     "Idempotency-Key": f"a-key-of-settings-{number}"})
        body = {"settings": {"NODE_NAME": "By program", "NODE_OPERATOR": "Robot"}}
        self.assertEqual(post(made("reader", "see_settings"), body, 1).status, 403)
        robot = made("robot", "see_settings", "change_settings")
        done = post(robot, body, 2)
        self.assertEqual(done.status, 200, done.text)
        self.assertEqual(json.loads(done.text)["counts"], "now")
        self.assertIn("By program", self.title(shop))
        wrong = post(robot, {"settings": {"TAX_COUNTRY": "Nowhere"}}, 3)
        self.assertEqual((wrong.status, json.loads(wrong.text)["reason"]), (400, "setting_wrong"), wrong.text)
        self.assertEqual(post(robot, {"settings": {"NODE_NAME": 7}}, 4).status, 400)
        entry = shop.json("audit", "list", "--limit", "1")["entries"][0]
        self.assertIn("robot", entry["actor"])

    def test_a_shop_with_books_keeps_its_currency(self):
        shop = self.own_shop()
        refused = shop.run("settings", "SHOP_CURRENCY", "EUR")
        self.assertEqual(refused.returncode, 4, refused.stderr)
        self.assertIn("prices of this shop are in USD", refused.stderr)
        empty = self.empty_shop()
        empty.run("settings", "SHOP_CURRENCY", "EUR")
        self.assertEqual(self.api(empty).get("/api/config").json()["currency"], "EUR")

    def test_nobody_is_turned_away_while_a_shop_begins_anew(self):
        shop = self.own_shop()
        faults, answered, is_over = [], [0, 0], threading.Event()

        def visit(number):
            while not is_over.is_set():
                try:
                    answer = shop.client().get("/books")
                    answered[number] += 1
                    if answer.status != 200:
                        faults.append(answer.status)
                except Exception as thrown:  # whatever keeps a visitor out is what this is about
                    faults.append(repr(thrown))
        visitors = [threading.Thread(target=visit, args=(number,)) for number in range(2)]
        for one in visitors:
            one.start()
        for number in range(5):
            before = answered[:]
            self.assertEqual(shop.json("settings", "NODE_NAME", f"Name {number}")["counts"], "now")
            shop.wait_until(lambda: all(now > then for now, then in zip(answered, before)), "visitors after it")
        is_over.set()
        for one in visitors:
            one.join()
        self.assertEqual(faults, [])
        self.assertEqual(self.anew(shop), 5)
        self.assertIn("Name 4", self.title(shop))
        self.assert_ledger_is_clean(shop)

    def test_measurements_and_the_operators_door_stay_where_they_are(self):
        shop = self.empty_shop(ADMIN_LISTEN="127.0.0.1:0")
        where = re.search(r'"event":"admin.listening","address":"([^"]+)"', shop.log()).group(1)
        ask = lambda: urllib.request.urlopen(f"http://{where}/metrics", timeout=60).status
        self.assertEqual(ask(), 200)
        for number in range(2):
            shop.json("settings", "NODE_NAME", f"Name {number}")
            self.assertEqual(shop.json("settings", "NODE_NAME")["value"], f"Name {number}", "the door waits")
            self.assertEqual(ask(), 200)
        self.assertTrue((shop.data / "aan.sock").is_socket())
        shop.stop()
        self.assertFalse((shop.data / "aan.sock").exists())

    def test_a_configuration_that_does_not_open_leaves_the_shop_as_it_was(self):
        shop = self.empty_shop()
        shop.run("settings", "NODE_NAME", "As it was")
        shop.wait_until(lambda: self.anew(shop) == 1, "the shop under its new name")
        (shop.cwd / ".env").write_text("NODE_URL=nowhere\n")
        shop.process.send_signal(signal.SIGUSR1)
        shop.wait_until(lambda: self.anew(shop) == 2, "the shop again")
        self.assertIn("As it was", self.title(shop))
        self.assertIn("serve.settings_taken_back", shop.log_path.read_text())
        (shop.cwd / ".env").write_text("NODE_OPERATOR=Ines\n")
        shop.process.send_signal(signal.SIGUSR1)
        shop.wait_until(lambda: self.anew(shop) == 3, "the shop under its new configuration")
        self.assertEqual(shop.json("settings", "NODE_OPERATOR")["value"], "Ines")

    def test_a_file_that_was_spoilt_by_hand_is_named_with_its_line(self):
        shop = self.empty_shop()
        shop.run("settings", "NODE_NAME", "Calder")
        shop.stop()
        with open(self.file_of(shop), "a") as file:
            file.write("LISTEN=0.0.0.0:1\n")
        refused = run_aan("serve", "--data", shop.data)
        self.assertEqual(refused.returncode, 2)
        self.assertIn("settings.env, line 3", refused.stderr)

    def test_settings_are_in_a_backup_with_its_keys_alone(self):
        shop = self.empty_shop()
        shop.run("settings", "NODE_NAME", "Backed up")
        for place, more, is_there in ((fresh_folder("place"), (), True),
                                      (fresh_folder("place"), ("--without-keys",), False)):
            shop.run("backup", place, *more)
            kept = list(place.glob("moments/*/settings.env"))
            self.assertEqual(bool(kept), is_there)
            if is_there:
                fresh = fresh_folder("again") / "data"
                back = run_aan("restore", place, "--data", fresh)
                self.assertEqual(back.returncode, 0, back.stderr)
                self.assertEqual((fresh / "settings.env").read_text(), self.file_of(shop).read_text())
