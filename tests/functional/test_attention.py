"""What needs a person: each fault gives exactly one item with its next step, and it clears itself when mended."""

import json
import re
import time

from harness import Shop, ShopCase, free_key, fresh_folder
from harness.case import set_in_database
from harness.desk import first_link, join, made_link
from harness.smtp import SmtpDouble

SEEN_WITHIN_S = 30
OF_THE_MACHINE = {"disk_low", "disk_full"}  # of the machine that the test runs on, not of the test


class AttentionCase(ShopCase):
    def setUp(self):
        self.own = self.own_shop()
        self.client = self.api(self.own)

    def items(self, what="items"):
        done = self.own.run("attention", "--json")
        answer = json.loads(done.stdout)
        self.assertEqual(done.returncode, 0 if answer["good"] else 6, done.stderr)
        return [item for item in answer[what] if item["kind"] not in OF_THE_MACHINE]

    def kinds(self):
        return [item["kind"] for item in self.items()]

    def placed(self):
        return self.place(self.client, self.priced_book(self.client))

    def wait_for(self, order, *refunds):
        end = time.monotonic() + SEEN_WITHIN_S
        while [one["state"] for one in self.order(self.client, order)["refunds"]] != list(refunds):
            self.assertLess(time.monotonic(), end)
            time.sleep(0.1)


class Attention(AttentionCase):
    def test_a_refund_that_was_refused_is_raised_at_once_and_once_and_survives_a_kill(self):
        self.assertEqual(self.items(), [])
        order = self.placed()
        self.act(self.own, order, "refuse-refunds")
        self.act(self.own, order, "pay-twice")
        self.wait_for(order, "failed")
        # Nobody asked: the shop looked by itself, long before its minute.
        end = time.monotonic() + SEEN_WITHIN_S
        while '"attention.raised"' not in self.own.log():
            self.assertLess(time.monotonic(), end)
            time.sleep(0.1)
        for _ in range(3):
            item, = self.items()
        self.assertEqual((item["kind"], item["label"], item["urgency"]), ("refund_failed", order["reference"], "now"))
        self.assertIn("aan order refund", item["next_step"])
        self.assertNotIn(order["token"], json.dumps(item))
        self.own.kill()
        self.own.start()
        again, = self.items()
        self.assertEqual(again["id"], item["id"])
        self.assertEqual(self.own.log().count('"attention.raised"'), 1)
        text = self.own.run("attention")
        self.assertEqual(text.returncode, 6)
        self.assertIn(order["reference"], text.stdout)
        self.assertIn("aan attention --settle " + item["id"], text.stdout)

    def test_a_dispute_stands_with_its_date_and_goes_when_it_is_won(self):
        order = self.placed()
        self.act(self.own, order, "pay")
        self.act(self.own, order, "dispute")
        item, = self.items()
        self.assertEqual(item["kind"], "dispute_open")
        self.assertIsNotNone(item["due_at"])
        self.assertEqual(self.own.run("attention", "--settle", item["id"]).returncode, 4)
        self.act(self.own, order, "win-dispute")
        self.assertEqual(self.items(), [])

    def test_a_lost_dispute_and_a_late_payment_are_settled_by_hand_and_written_down(self):
        late, lost = self.placed(), self.placed()
        self.act(self.own, late, "pay-late")
        self.act(self.own, lost, "pay")
        for act in ("dispute", "lose-dispute"):
            self.act(self.own, lost, act)
        self.assertEqual(self.kinds(), ["dispute_lost", "paid_late"])
        self.assertEqual(self.order(self.client, late)["total"], late["total"])
        by_hand, by_program = self.items()
        self.own.json("attention", "--settle", by_hand["id"])
        self.assertEqual(self.settled_by_key(by_program["id"])["settled_by"], "key:robot")
        self.assertEqual(self.items(), [])
        self.assertEqual({item["settled_by"] for item in self.items("settled")}, {"operator", "key:robot"})
        deeds = [entry for entry in self.own.json("audit", "list")["entries"]
                 if entry["action"] == "attention.settled"]
        self.assertEqual(len(deeds), 2)
        self.own.stop()
        self.assertEqual(self.own.run("attention").returncode, 0, "also without a server")
        self.assertEqual(self.own.run("attention", "--settle", "nonsense").returncode, 3)

    def settled_by_key(self, item):
        made = self.own.json("apikey", "add", "robot", "--may", "help_buyers")
        return self.client.post_json("/api/v1/desk/attention.settle", {"item": item}, free_key(), 200,
                                     {"Authorization": "Bearer " + made["key"]}).json()

    def test_a_part_of_a_price_waits_for_the_rest(self):
        order = self.placed()
        self.act(self.own, order, "pay-too-little")
        self.assertEqual(self.kinds(), ["underpaid"])
        ada = join(self.own, "ada", first_link(self.own))
        page = ada.browser.get("/desk/orders").text
        closed = re.search(r'<details class="desk-menu"><summary>(.*?)</summary>', page).group(1)
        self.assertIn('<b>Orders</b> <span class="desk-count" aria-hidden="true">1</span>', closed, "in sight on a phone")
        self.assertEqual(page.count('class="desk-count"'), 3, "beside its own room alone, in both lists")
        self.client.post_json(f"/api/v1/orders/{order['token']}/cancel", {}, "attention-key-of-16-chars", 200)
        self.wait_for(order, "settled")
        self.assertEqual(self.items(), [])

    def test_buried_jobs_go_when_they_are_given_back_and_done(self):
        self.placed()
        self.client.close()
        self.own.stop()
        set_in_database(self.own, "UPDATE payment_intent SET prompt_url = '', provider_ref = ''")
        set_in_database(self.own, "UPDATE queue_job SET state = 'dead', attempts = 7, payload = (SELECT id FROM "
                                  "payment_intent), last_error = 'cut' WHERE queue = 'outbox'")
        self.own.start()
        item, = self.items()
        self.assertEqual((item["kind"], item["detail"]), ("effect_stuck", "payment.begin, given up"))
        self.own.json("queue", "retry", item["subject"])
        end = time.monotonic() + SEEN_WITHIN_S
        while self.items():
            self.assertLess(time.monotonic(), end)
            time.sleep(0.1)

    def test_a_damaged_book_goes_when_it_is_brought_in_again(self):
        book = self.own.json("book", "list", "--limit", "1")["books"][0]
        cid = self.own.json("book", "show", book["slug"])["files"][0]["cid"]
        copy = fresh_folder("copy") / "book.epub"
        copy.write_bytes((self.own.data / "blobs" / cid[-3:-1] / cid).read_bytes())
        self.own = Shop(is_demo=False).start()  # nothing is brought into a demonstration
        self.addCleanup(self.end, self.own)
        slug = self.own.json("import", copy, "--price", "4.99")["files"][0]["slug"]
        blob = self.own.data / "blobs" / cid[-3:-1] / cid
        blob.chmod(0o600)
        blob.write_bytes(b"rotten" + blob.read_bytes()[6:])
        self.own.run("book", "check")
        item, = self.items()
        self.assertEqual((item["kind"], item["label"]), ("file_damaged", slug))
        self.own.run("import", copy)
        self.assertEqual(self.items(), [])

    def test_a_backup_is_missed_only_where_one_was_made(self):
        self.assertEqual(self.items(), [])
        place = fresh_folder("backup")
        self.assertEqual(self.own.run("backup", place).returncode, 0)
        note = self.own.data / "last-backup"
        self.assertTrue(note.exists())
        self.assertEqual(self.items(), [])
        note.write_text("2020-01-01T00:00:00Z\n")
        self.assertEqual(self.kinds(), ["backup_old"])
        self.assertEqual(self.own.run("backup", place).returncode, 0)
        self.assertEqual(self.items(), [])

    def test_the_desk_shows_each_with_its_step_to_whom_it_concerns(self):
        ada = join(self.own, "ada", first_link(self.own))
        page = ada.browser.get("/desk/attention").page
        self.assertIn("Nothing waits for you", page.text)
        order = self.placed()
        self.act(self.own, order, "pay-late")
        self.kinds()
        overview = ada.browser.get("/desk").page
        self.assertIn("paid after its time", overview.text)
        self.assertIn("1 thing needs somebody", overview.text, "beside the link, on every page")
        page = ada.browser.get("/desk/attention").page
        self.assertIn(order["reference"], page.text)
        self.assertIn("settle this by hand", page.text)
        ada.browser.get(page.link_to("/desk/orders/" + order["reference"]))
        editor = join(self.own, "edith", made_link(self.own, "editor"))
        self.assertNotIn(order["reference"], editor.browser.get("/desk/attention").page.text)
        reader = join(self.own, "rita", made_link(self.own, "read_only"))
        looked = reader.browser.get("/desk/attention").page
        self.assertIn(order["reference"], looked.text)
        self.assertNotIn("I have dealt with it", looked.text)
        ada.post("/desk/attention", "settle")
        page = ada.browser.get("/desk/attention").page
        self.assertIn("Nothing waits for you", page.text)
        self.assertIn("settled by ada", page.text)
        self.assertEqual(self.items(), [])


class ByLetter(AttentionCase):
    """A shop with a mail server and an address of whoever runs it."""

    def setUp(self):
        self.post = SmtpDouble()
        self.addCleanup(self.post.stop)
        self.own = self.own_shop(env={"NODE_NAME": "Bücher & Söhne", "MAIL_FROM": "desk@books.example", "SMTP_TLS": "none",
                                      "SMTP_URL": self.post.url, "ATTENTION_MAIL": "ines@books.example"})
        self.client = self.api(self.own)

    def test_what_is_new_is_told_with_its_next_step_and_no_secret(self):
        order = self.placed()
        self.act(self.own, order, "refuse-refunds")
        self.act(self.own, order, "pay-twice")
        self.wait_for(order, "failed")
        self.assertEqual([item["kind"] for item in self.items()], ["refund_failed"])
        self.own.stop()
        # The letter leaves when its five minutes are over: they are over now.
        self.assertEqual(set_in_database(self.own, "UPDATE queue_job SET due_at = 0 WHERE kind = 'mail.attention'"), 1)
        self.own.start()
        self.post.wait_for(1, self.own)
        letter, = self.post.letters
        self.assertEqual(letter.to, ["ines@books.example"])
        self.assertIn("needs you", letter.message["Subject"])
        for kind in ("text/plain", "text/html"):
            text = letter.part(kind)
            for word in (order["reference"], "aan order refund", "/desk/attention"):
                self.assertIn(word, text)
            self.assertNotIn(order["token"], text)
        self.assertEqual(self.post.findings, [])

