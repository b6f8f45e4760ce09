"""Work that waits and work that was buried: an operator sees both, and gives the second back."""

import json
import time

from harness import ShopCase
from harness.case import set_in_database

CARRIED_OUT_WITHIN_S = 20


class Queues(ShopCase):
    def setUp(self):
        """A shop that stands still, with an order whose payment was never begun and whose effect is buried."""
        self.own = self.own_shop()
        self.client = self.api(self.own)
        self.placed = self.place(self.client, self.priced_book(self.client), receipt_name="Ada Secret")
        self.client.close()
        self.own.stop()
        self.assertEqual(set_in_database(self.own, "UPDATE payment_intent SET prompt_url = '', provider_ref = ''"), 1)
        set_in_database(self.own, "UPDATE queue_job SET state = 'dead', attempts = 7, payload = (SELECT id FROM payment_intent), "
                                  "last_error = 'the wire was cut' WHERE queue = 'outbox'")
        set_in_database(self.own, "INSERT INTO queue_job (id, queue, state, kind, dedupe_key, payload, attempts, due_at, "
                                  "lease_until, last_error) VALUES ('planted', 'inbox', 'dead', 'payment.event/sandbox', "
                                  "'a private name', 'a private word', 3, 0, 0, 'not JSON')")

    def listed(self):
        done = self.own.run("queue", "list", "--json")
        return done.returncode, json.loads(done.stdout)

    def test_buried_jobs_of_both_queues_are_named_and_the_exit_code_tells(self):
        code, queues = self.listed()
        self.assertEqual((code, queues["good"], queues["dead_count"], queues["waiting_count"]), (6, False, 2, 0))
        self.assertEqual([(job["queue"], job["kind"], job["attempts"], job["last_error"], job["next_try"])
                          for job in queues["dead"]],
                         [("outbox", "payment.begin", 7, "the wire was cut", None),
                          ("inbox", "payment.event/sandbox", 3, "not JSON", None)])
        checked = self.own.run("ledger", "check", "--json")
        self.assertEqual(checked.returncode, 6)
        self.assertEqual({finding["rule"] for finding in json.loads(checked.stdout)["findings"]},
                         {"effect_not_carried_out", "message_not_understood"})
        text = self.own.run("queue", "list")
        self.assertEqual(text.returncode, 6)
        self.assertIn("buried\n    the wire was cut\n", text.stdout)
        self.assertIn("Waiting: 0. Buried: 2.", text.stdout)
        for said in (json.dumps(queues), checked.stdout, text.stdout):
            for secret in ("private", "Ada", self.placed["token"]):
                self.assertNotIn(secret, said)

    def test_a_buried_effect_is_given_back_to_a_running_shop_and_carried_out(self):
        _, queues = self.listed()
        job = queues["dead"][0]["id"]
        self.own.start()
        client = self.api(self.own)
        self.assertIsNone(self.order(client, self.placed)["pay_url"])
        back = self.own.json("queue", "retry", job)
        self.assertEqual((back["id"], back["attempts"]), (job, 0))
        end = time.monotonic() + CARRIED_OUT_WITHIN_S
        while not self.order(client, self.placed)["pay_url"]:
            self.assertLess(time.monotonic(), end, "the effect was not carried out")
            time.sleep(0.1)
        self.act(self.own, self.order(client, self.placed))
        self.assertEqual(self.order(client, self.placed)["state"], "fulfilled")
        self.assertEqual(self.own.run("queue", "retry", job).returncode, 3, "it is not buried any more")
        self.assertEqual([one["id"] for one in self.listed()[1]["dead"]], ["planted"])

    def test_a_job_that_waits_says_how_often_it_was_tried_and_when_it_will_be(self):
        set_in_database(self.own, "UPDATE queue_job SET state = 'waiting', attempts = 55, due_at = 4102444800000000 "
                                  "WHERE queue = 'outbox'")
        set_in_database(self.own, "DELETE FROM queue_job WHERE queue = 'inbox'")
        code, queues = self.listed()
        self.assertEqual((code, queues["good"], len(queues["dead"])), (0, True, 0))
        self.assertEqual([(job["attempts"], job["next_try"], job["last_error"]) for job in queues["waiting"]],
                         [(55, "2100-01-01T00:00:00Z", "the wire was cut")])
        self.assertEqual(self.own.run("queue", "retry", queues["waiting"][0]["id"]).returncode, 3)

    def test_a_method_that_is_gone_is_tried_for_ever_and_seen_to_be(self):
        """The way to the provider is cut: its name leads nowhere, after more tries than anything is given. With play money, which
        nobody misses, the effect would have ended."""
        self.assertEqual(set_in_database(self.own, "UPDATE orders SET is_sandbox = 0"), 1)
        set_in_database(self.own, "UPDATE payment_intent SET provider = 'nobody'")
        set_in_database(self.own, "DELETE FROM queue_job WHERE queue = 'inbox'")
        set_in_database(self.own, "UPDATE queue_job SET state = 'waiting', attempts = 1000, due_at = 0")
        self.own.start()
        end = time.monotonic() + CARRIED_OUT_WITHIN_S
        while (job := self.listed()[1]["waiting"][0])["attempts"] == 1000 or "no provider" not in job["last_error"]:
            self.assertLess(time.monotonic(), end, job)
            time.sleep(0.1)
        self.assertEqual((self.listed()[0], job["attempts"]), (0, 1001))
