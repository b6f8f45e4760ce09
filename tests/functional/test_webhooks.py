"""Programs that are told of events: signed, at least once, none lost, and none waits for another."""

import contextlib
import json
import os
import sqlite3
from pathlib import Path

from harness import ROOT, ShopCase
from harness.case import demo_folder, set_in_database
from harness.desk import first_link, join
from harness.process import Shop
from harness.stripe import until
from harness.webhook import Receiver
from test_desk_api import Program

WITH_CRASH_POINTS = Path(os.environ.get("AAN_DEV_BIN") or ROOT / "build" / "dev" / "aan")
NEAR = {"WEBHOOKS_PRIVATE": "true"}
SALE = ["order.placed", "order.paid", "order.fulfilled"]


class Webhooks(ShopCase):
    def receiver(self, **more):
        receiver = Receiver(**more)
        self.addCleanup(receiver.stop)
        return receiver

    def add(self, shop, receiver, name="stock", *events):
        words = [word for event in events or ("all",) for word in ("--event", event)]
        made = shop.json("webhook", "add", name, receiver.url, *words)
        receiver.secrets.append(made["secret"])
        return made

    def sell(self, shop):
        api = self.api(shop)
        return self.buy(shop, api, self.priced_book(api))

    def dead(self, shop):
        items = json.loads(shop.run("attention", "--json").stdout)["items"]
        return [item["label"] for item in items if item["kind"] == "webhook_dead"]

    def due_now(self, shop):
        """As if an hour had passed, for a shop that stands still."""
        set_in_database(shop, "UPDATE webhook_endpoint SET rests_until = 0")
        set_in_database(shop, "UPDATE webhook_delivery SET lease_until = 0, due_at = 0 WHERE state = 'waiting'")

    def test_a_sale_is_told_of_signed_and_names_nobody(self):
        shop = self.own_shop(env=NEAR)
        receiver = self.receiver()
        made = self.add(shop, receiver)
        order = self.sell(shop)
        until(lambda: len(receiver.taken) == 3, "three messages", shop)
        self.assertEqual((receiver.kinds(), receiver.findings), (SALE, []))
        paid = receiver.taken[1]
        self.assertEqual(paid.json["data"]["order"]["reference"], order["reference"])
        self.assertEqual(paid.json["data"]["amount"]["amount"], order["total"]["amount"])
        self.assertTrue(paid.json["test"], "play money is no money")
        self.assertEqual(set(paid.json), {"type", "id", "timestamp", "test", "data"})
        self.assertNotIn(order["token"].encode(), paid.body)
        self.assertFalse(paid.is_signed_with(made["secret"][:-5] + "AAAA="))
        for path in shop.data.rglob("*"):
            if path.is_file():
                self.assertNotIn(made["secret"].removeprefix("whsec_").encode(), path.read_bytes(), path)
        self.assertNotIn("whsec_", shop.log())
        shown = shop.json("webhook", "show", "stock")
        self.assertEqual((shown["waiting"], shown["given_up"], shown["dead"]), (0, 0, False))
        self.assertNotIn("secret", shown)
        self.assert_no_errors_logged(shop)

    def test_one_that_is_dead_gets_everything_when_it_is_back_also_across_a_kill(self):
        shop = self.own_shop(env=NEAR)
        dead, well = self.receiver(), self.receiver()
        self.add(shop, dead, "stock", *SALE)
        self.add(shop, well, "well", *SALE)
        dead.server.shutdown()
        dead.server.server_close()
        for sale in range(1, 4):
            self.sell(shop)
            until(lambda: len(well.taken) == 3 * sale, "the other one", shop)
        until(lambda: shop.json("webhook", "show", "stock")["failures"] >= 2, "failures", shop)
        shop.kill()
        set_in_database(shop, "UPDATE webhook_endpoint SET failing_since = failing_since - 3600000000 "
                              "WHERE failing_since IS NOT NULL")
        shop.start()
        self.assertEqual(self.dead(shop), ["stock"])
        self.assertTrue(shop.json("webhook", "show", "stock")["dead"])
        dead.start(dead.port)
        shop.json("webhook", "ping", "stock")
        until(lambda: len({message.id for message in dead.taken}) == 10, "nine messages and a ping", shop)
        self.assertEqual(sorted(kind for kind in dead.kinds() if kind != "ping"), sorted(SALE * 3))
        self.assertEqual((dead.findings, well.findings), ([], []))
        self.assertEqual(len(well.taken), 9, "nothing twice for the other one")
        self.assertEqual(self.dead(shop), [], "it clears itself")

    def test_one_that_hangs_keeps_no_other_waiting_and_the_shop_stops(self):
        shop = self.own_shop(env=NEAR)
        slow, well = self.receiver(answer=lambda _: "hang"), self.receiver()
        self.add(shop, slow)
        self.add(shop, well, "well")
        self.sell(shop)
        until(lambda: slow.messages, "the slow one", shop)
        self.sell(shop)
        until(lambda: len(well.taken) == 6, "six messages", shop)
        self.assertEqual(len(slow.messages), 1)
        shop.stop()

    def test_a_shop_that_is_killed_between_answer_and_note_sends_again_under_the_same_id(self):
        receiver = self.receiver()
        shop = Shop(demo_folder(), env={**NEAR, "AAN_CRASH_AT": "webhook.sent:2"})
        shop.program = WITH_CRASH_POINTS
        shop.start()
        self.addCleanup(self.end, shop)
        self.add(shop, receiver, "stock", "order.placed", "order.paid")
        api = self.api(shop)
        self.place(api, self.priced_book(api))
        until(lambda: len(receiver.messages) == 1, "the first", shop)
        book = self.priced_book(api)
        with contextlib.suppress(ConnectionError):  # the message may be faster than the order's answer
            self.place(api, book)
        shop.process.wait(60)
        shop.process = None
        self.due_now(shop)
        del shop.env["AAN_CRASH_AT"]
        shop.start()
        until(lambda: len(receiver.messages) == 3, "the second once more", shop)
        self.assertEqual(len({message.id for message in receiver.messages}), 2)
        self.assertEqual(receiver.messages[1].id, receiver.messages[2].id)
        self.assertEqual(receiver.findings, [])

    def test_what_was_given_up_is_sent_once_more_by_command_and_by_a_program_with_a_key(self):
        shop = self.own_shop(env=NEAR)
        receiver = self.receiver(answer=lambda _: 500)
        self.add(shop, receiver, "stock", "order.placed")
        api = self.api(shop)
        self.place(api, self.priced_book(api))
        until(lambda: receiver.messages, "a try", shop)
        shop.stop()
        set_in_database(shop, "UPDATE webhook_delivery SET tried_since = tried_since - 86400000000")
        self.due_now(shop)
        shop.start()
        until(lambda: shop.json("webhook", "show", "stock")["given_up"] == 1, "giving up", shop)
        receiver.answer = lambda _: 204
        rows = shop.json("webhook", "deliveries", "stock", "--state", "dead")["deliveries"]
        self.assertEqual((rows[0]["last_status"], rows[0]["last_error"]), (500, "status 500"))
        robot = Program(self, shop, "see_settings", "manage_webhooks")
        body = '{"name": "stock", "delivery": "%s"}' % rows[0]["id"]
        self.assertEqual(robot.ask("POST", "webhook.redeliver", body=body), {"queued": 1})
        until(lambda: receiver.kinds() == ["order.placed"], "the message", shop)
        until(lambda: shop.json("webhook", "show", "stock")["given_up"] == 0, "the note", shop)
        self.assertEqual(shop.json("webhook", "redeliver", "stock"), {"queued": 0})
        self.assertEqual(robot.ask("GET", "webhook.list")["webhooks"][0]["name"], "stock")
        made = robot.ask("POST", "webhook.add", body='{"name": "other", "url": "%s", "events": "all"}' % receiver.url)
        self.assertTrue(made["secret"].startswith("whsec_"))
        robot.ask("POST", "webhook.redeliver", 404, '{"name": "stock", "delivery": "no"}')
        robot.ask("POST", "webhook.roll", 404, '{"name": "nobody"}')
        reader = Program(self, shop, "see_settings", name="reader")
        self.assertEqual(reader.ask("POST", "webhook.end", 403, '{"name": "stock"}')["reason"], "api_key_scope")

    def test_a_secret_is_rolled_with_both_signing_for_a_while(self):
        shop = self.own_shop(env=NEAR)
        receiver = self.receiver()
        old = self.add(shop, receiver)["secret"]
        new = shop.json("webhook", "roll", "stock", "--hours", "1")["secret"]
        shop.json("webhook", "ping", "stock")
        until(lambda: receiver.taken, "a ping", shop)
        self.assertTrue(receiver.taken[0].is_signed_with(old) and receiver.taken[0].is_signed_with(new))
        newest = shop.json("webhook", "roll", "stock", "--hours", "0")["secret"]
        receiver.secrets = [newest]
        shop.json("webhook", "ping", "stock")
        until(lambda: len(receiver.taken) == 2, "a second ping", shop)
        self.assertFalse(receiver.taken[1].is_signed_with(new))
        self.assertEqual(receiver.findings, [])

    def test_no_message_goes_to_this_machine_or_its_network_unless_the_operator_says_so(self):
        receiver = self.receiver()
        shop = self.own_shop(env=NEAR)
        self.add(shop, receiver, "stock", "order.placed")
        shop.stop()
        shop.env.pop("WEBHOOKS_PRIVATE")
        shop.start()
        for url in (receiver.url, "http://books.example/", "https://ada:secret@books.example/", "gopher://books.example",
                    "https://127.0.0.1/", "https://[::1]/", "https://10.0.0.1/", "https://169.254.169.254/latest",
                    "https://localhost/", "https://2130706433/", "https://0x7f.1/"):
            done = shop.run("webhook", "add", "other", url, "--event", "all")
            self.assertEqual(done.returncode, 2, url + done.stdout)
        shop.json("webhook", "ping", "stock")
        until(lambda: shop.json("webhook", "show", "stock")["failures"] == 1, "a refusal", shop)
        self.assertEqual(shop.json("webhook", "show", "stock")["last_error"], "address")
        self.assertEqual(receiver.messages, [])

    def test_a_redirect_is_not_followed_and_a_cut_line_is_no_answer(self):
        shop = self.own_shop(env=NEAR)
        answers = iter([302, "cut", 200])
        receiver = self.receiver(answer=lambda _: next(answers))
        self.add(shop, receiver, "stock", "order.placed")
        seen = []
        for _ in range(2):
            shop.json("webhook", "ping", "stock")
            count = len(seen) + 1
            until(lambda: shop.json("webhook", "show", "stock")["failures"] >= count, "a failure", shop)
            seen.append(shop.json("webhook", "show", "stock")["last_error"])
        self.assertEqual(seen[0], "status 302")
        self.assertIn(seen[1], ("answer", "connect"))

    def test_the_desk_makes_tries_changes_and_ends_one_without_scripts(self):
        shop = self.own_shop(env=NEAR)
        receiver = self.receiver()
        ada = join(shop, "ada", first_link(shop))
        page = ada.browser.get("/desk/webhooks").page
        form = next(one for one in page.forms if one.field("act") == "make")
        fields = [(name, value) for name, value in form.fields_to_send({"name": "stock", "url": receiver.url})
                  if name != "event"]
        refused = ada.browser.expect(ada.browser.post_form("/desk/webhooks", fields), 422)
        self.assertIn("Choose at least one event", refused.page.text)
        made = ada.browser.post_form("/desk/webhooks", fields + [("event", "order.placed")])
        secret = "whsec_" + made.page.text.split("whsec_")[1].split()[0]
        receiver.secrets.append(secret)
        self.assertNotIn("whsec_", ada.browser.get("/desk/webhooks").text)
        ada.post("/desk/webhooks/stock", "ping")
        until(lambda: receiver.kinds() == ["ping"], "a ping", shop)
        self.assertEqual(receiver.findings, [])
        until(lambda: "taken" in ada.browser.get("/desk/webhooks/stock").page.text, "the note", shop)
        ada.post("/desk/webhooks/stock", "redeliver")
        until(lambda: receiver.kinds() == ["ping", "ping"], "once more", shop)
        ada.post("/desk/webhooks/stock", "change", url=receiver.url + "&key=s3cret", event="order.placed")
        for seen in (ada.browser.get("/desk/webhooks").text, ada.browser.get("/desk/webhooks/stock").text,
                     shop.run("webhook", "show", "stock").stdout, shop.run("webhook", "list", "--json").stdout):
            self.assertNotIn("s3cret", seen)
        form = next(one for one in ada.browser.get("/desk/webhooks/stock").page.forms if one.field("act") == "change")
        self.assertEqual(form.field("url"), receiver.url.replace("shop=1", "shop=…") + "&key=…")
        ada.browser.submit(form)  # what was shown is kept whole
        with contextlib.closing(sqlite3.connect(shop.data / "aan.db")) as kept:
            self.assertEqual(kept.execute("SELECT url FROM webhook_endpoint").fetchall()[0][0], receiver.url + "&key=s3cret")
        rolled = ada.post("/desk/webhooks/stock", "roll", hours="0")
        self.assertIn("whsec_", rolled.page.text)
        ada.post("/desk/webhooks/stock", "end")
        self.assertIn("ended", ada.browser.get("/desk/webhooks").page.text)
        ada.browser.get("/desk/webhooks/nobody", status=404)
        actions = [entry["action"] for entry in shop.json("audit", "list", "--limit", "10")["entries"]]
        for action in ("webhook.made", "webhook.tried", "webhook.redelivered", "webhook.rolled", "webhook.ended"):
            self.assertIn(action, actions)
        self.assert_no_errors_logged(shop)
