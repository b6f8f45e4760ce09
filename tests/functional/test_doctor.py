"""`aan doctor`: each of thirty things that can be wrong is named by its check, with what to do; a shop that is well is said to be."""

import json
import os
import shutil
import sqlite3
import time
from pathlib import Path

from harness import ShopCase, run_aan
from harness.case import demo_folder, set_in_database
from harness.process import fresh_folder

PUBLIC = {"NODE_URL": "https://books.example", "TRUSTED_PROXIES": "127.0.0.1", "LISTEN": "127.0.0.1:8080"}
CARDS = {"ENABLE_STRIPE": "true", "STRIPE_SECRET_KEY": "sk_live_" + "x" * 30, "STRIPE_WEBHOOK_SECRET": "whsec_" + "x" * 30}
MAIL = {"SMTP_URL": "smtp://127.0.0.1:9", "MAIL_FROM": "desk@books.example"}
CHECKS_MIN = 15

# (verdict, the check that says it, settings)
SETTINGS = (
    ("wrong", "configuration", {"HOLD_MINUTES": "soon"}),
    ("wrong", "configuration", {"SHOP_CURRENCY": "DOLLARS"}),
    ("wrong", "configuration", {"NODE_URL": "books.example"}),
    ("wrong", "configuration", {"PAYMENT_MODE": "primary"}),
    ("wrong", "configuration", {"ENABLE_STRIPE": "true"}),
    ("wrong", "configuration", {"SMTP_URL": "ftp://mail.example"}),
    ("wrong", "configuration", {"TRUSTED_PROXIES": "everybody"}),
    ("wrong", "names", {"NODE_NAM": "Books"}),
    ("advice", "features", {"LIGHTNING_ADDRESS": "shop@books.example"}),
    ("wrong", "address", {"LISTEN": "0.0.0.0:8080"}),
    ("wrong", "address", {"NODE_URL": "http://books.example"}),
    ("advice", "address", {}),
    ("wrong", "proxy", {**PUBLIC, "TRUSTED_PROXIES": ""}),
    ("wrong", "payment", PUBLIC),
    ("wrong", "payment", {**PUBLIC, **CARDS, "STRIPE_SECRET_KEY": "sk_test_" + "x" * 30}),
    ("advice", "payment", {}),
    ("advice", "cards_off", {**CARDS, "ENABLE_STRIPE": "false"}),
    ("advice", "seller", PUBLIC),
    ("advice", "contact", {}),
    ("advice", "mail_settings", {}),
    ("advice", "mail_settings", {**MAIL, "SMTP_TLS": "none"}),
    ("advice", "attention_mail", MAIL),
)


class Doctor(ShopCase):
    def checks(self, folder, env=None, offline=True, code=None, **options):
        arguments = ["doctor", "--data", folder, "--json", *(["--offline"] if offline else [])]
        done = run_aan(*arguments, env=env, **options)
        self.assertEqual(done.stderr, "")
        steps = json.loads(done.stdout)["steps"]
        wrong = [step for step in steps if step["verdict"] == "wrong"]
        self.assertEqual(done.returncode, 6 if wrong else 0, wrong)
        for step in steps:
            self.assertTrue(step["found"], step)
            if step["verdict"] in ("wrong", "advice"):
                self.assertTrue(step["todo"], step)
        return steps

    def assert_named(self, steps, verdict, name):
        said = [step["verdict"] for step in steps if step["step"] == name]
        self.assertIn(verdict, said, f"{name} of {steps}")

    def test_a_shop_that_is_well_is_said_to_be_also_while_it_serves(self):
        shop = self.own_shop()
        os.chmod(shop.data, 0o700)
        env = {**PUBLIC, **CARDS, "NODE_CONTACT": "desk@books.example", "SELLER_NAME": "Books", "SELLER_ADDRESS": "1 Street"}
        served = self.checks(shop.data, env)
        shop.stop()
        resting = self.checks(shop.data, env)
        for steps in (served, resting):
            self.assertGreaterEqual(len(steps), CHECKS_MIN)
            self.assertEqual([step for step in steps if step["verdict"] in ("wrong", "unknown")], [])
        self.assertEqual([step["step"] for step in served], [step["step"] for step in resting])

    def test_each_setting_that_is_wrong_is_named_with_what_to_do(self):
        folder = fresh_folder("doctor")  # no shop: the settings are looked at all the same
        for verdict, name, settings in SETTINGS:
            with self.subTest(name=name, settings=sorted(settings)):
                self.assert_named(self.checks(folder, settings), verdict, name)
        self.assert_named(self.checks(folder), "wrong", "shop")
        self.assert_named(self.checks(folder / "nowhere"), "wrong", "data_directory")

    def test_each_file_that_is_wrong_is_named_with_what_to_do(self):
        whole = demo_folder()
        os.chmod(whole, 0o700)

        def wrong(name, harm):
            with self.subTest(name=name):
                undo = harm()
                try:
                    self.assert_named(self.checks(whole, {"HOME": str(whole)}), "wrong", name)
                finally:
                    undo()

        def changed(path, how):
            before, mode = path.read_bytes(), path.stat().st_mode
            how(path)

            def undo():
                path.write_bytes(before)
                path.chmod(mode)
            return undo

        keys, database = whole / "keys", whole / "aan.db"
        wrong("data_directory", lambda: (whole.chmod(0o755), lambda: whole.chmod(0o700))[1])
        wrong("keys", lambda: changed(keys, lambda path: path.chmod(0o644)))
        wrong("keys", lambda: changed(keys, lambda path: path.write_text("nonsense\n")))
        if os.geteuid() == 0:  # nobody else gives files away
            wrong("keys", lambda: (os.chown(keys, 12345, -1), lambda: os.chown(keys, 0, -1))[1])
        wrong("clock", lambda: (os.utime(keys, (time.time() + 7200,) * 2), lambda: os.utime(keys))[1])
        wrong("database", lambda: changed(database, lambda path: path.write_bytes(path.read_bytes()[:8192])))
        wrong("database", lambda: changed(database, lambda path: path.write_bytes(b"")))
        settings = whole / "settings.env"
        settings.write_text("NODE_NAME=Books\n")
        wrong("settings", lambda: changed(settings, lambda path: path.chmod(0o644)))
        settings.unlink()
        blob = max((path for path in (whole / "blobs").rglob("*") if path.is_file()), key=lambda path: path.stat().st_size)
        away = blob.with_name("away")
        wrong("files", lambda: (blob.rename(away), lambda: away.rename(blob))[1])
        wrong("index", lambda: (shutil.rmtree(whole / "index"), lambda: None)[1])

    def test_an_order_that_is_not_what_was_written_is_named_and_keeps_no_other_from_being_settled(self):
        shop = self.own_shop(env={"RECONCILE_SECONDS": "1"})
        book = self.priced_book(self.api(shop))
        spoiled = self.place(self.api(shop), book)
        shop.stop()
        set_in_database(shop, "UPDATE orders SET receipt_name_sealed = '!' WHERE reference = ?", spoiled["reference"])
        shop.start()
        api = self.api(shop)
        other = self.place(api, book)
        self.act(shop, other, "pay-never-report")
        shop.wait_until(lambda: self.order(api, other)["state"] == "fulfilled", "found by asking")
        shop.wait_until(lambda: "payment.not_followed" in shop.log(), "the order that cannot be asked about")
        self.assertNotIn("job.failed", shop.log(), "the round goes on")
        said, = [step for step in self.checks(shop.data) if step["step"] == "orders"]
        self.assertEqual(said["verdict"], "wrong")
        self.assertIn(spoiled["reference"], said["found"])

    def test_a_file_with_secrets_is_for_its_owner(self):
        folder, env_file = fresh_folder("doctor"), fresh_folder("env") / "shop.env"
        env_file.write_text("SMTP_URL=smtp://127.0.0.1:9\nMAIL_FROM=a@b.example\nSMTP_USER=a\nSMTP_PASSWORD=secret\n")
        env_file.chmod(0o644)
        done = run_aan("doctor", "--data", folder, "--env-file", env_file, "--json", "--offline")
        self.assert_named(json.loads(done.stdout)["steps"], "wrong", "configuration_file")
        self.assertNotIn("secret\"", done.stdout)

    def test_no_piece_of_a_password_is_ever_said(self):
        folder = fresh_folder("doctor") / "shop"
        self.assertEqual(run_aan("init", "--data", folder).returncode, 0)
        for address in ("postgres://shop:a@S3CRET@127.0.0.1/db", "postgres://shop:S3/CRET@127.0.0.1:9/db", "postgres://shop:S3CRET@127.0.0.1:9/db"):
            with self.subTest(address=address):
                done = run_aan("doctor", "--data", folder, "--offline", env={"DATABASE_URL": address})
                self.assertNotRegex(done.stdout + done.stderr, "S3|CRET")
                self.assertRegex(done.stdout, r"(wrong|unknown)\s+database")

    def test_what_only_an_open_shop_knows_is_named(self):
        shop = self.own_shop()
        api = self.api(shop)
        self.buy(shop, api, self.priced_book(api))
        shop.stop()
        for trigger in self.guards_of(shop):
            set_in_database(shop, f"DROP TRIGGER {trigger}")
        set_in_database(shop, "UPDATE posting SET posted_amount = posted_amount + 1 WHERE position = 0")
        set_in_database(shop, "UPDATE queue_job SET state = 'dead'")
        steps = self.checks(shop.data)
        self.assert_named(steps, "wrong", "ledger")
        self.assert_named(steps, "wrong", "queue")
        self.assert_named(steps, "advice", "backup")
        self.assert_named(steps, "advice", "desk")

    def guards_of(self, shop):
        with sqlite3.connect(shop.data / "aan.db") as database:
            return [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]

    def test_what_does_not_answer_outside_is_named(self):
        folder = fresh_folder("doctor")
        steps = self.checks(folder, {"NODE_URL": "http://127.0.0.1:9", **MAIL, "SMTP_TLS": "none"}, offline=False)
        self.assert_named(steps, "wrong", "reachable")
        self.assert_named(steps, "wrong", "mail_server")

    def test_the_list_for_people_ends_with_its_sum(self):
        done = run_aan("doctor", "--data", Path(fresh_folder("doctor")), "--offline")
        self.assertRegex(done.stdout.splitlines()[-1], r"^\d+ checks: \d+ wrong, \d+ with advice, \d+ that could not be looked at$")
