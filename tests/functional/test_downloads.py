"""Uses, ranges, resuming, expiry and renewal of downloads, and who may fetch what."""

import hashlib
import random
import re
import socket
import sqlite3
import struct
import time
from urllib.parse import urlsplit

from harness import ShopCase, free_key
from harness.case import at_once, set_in_database

RESUMES = 20
BUSY_TRIES_MAX = 100


class Downloads(ShopCase):
    def setUp(self):
        self.client = self.api()

    def bought(self, shop=None):
        shop = shop or self.shop
        return self.buy(shop, self.api(shop), self.priced_book(self.api(shop)))

    def fetch(self, path, headers):
        """GET as a download manager does it: waits while the shop still counts the pieces before."""
        for _ in range(BUSY_TRIES_MAX):
            answer = self.client.request("GET", path, headers)
            if answer.status != 429 or "several times" not in answer.text:
                return answer
            time.sleep(0.05)  # between two tries, as Retry-After asks; a second would only be slower
        return answer

    def download_of(self, order, shop=None):
        return self.order(self.api(shop), order)["lines"][0]["downloads"][0]

    def test_who_reads_pieces_and_resets_the_connection_gets_no_more_than_three_times_the_file(self):
        order = self.bought()
        download = self.download_of(order)
        path = urlsplit(self.start_download(self.client, order, download)["url"]).path
        size = int(self.client.request("HEAD", path, {}).header("content-length"))
        host, port = urlsplit(self.shop.origin).netloc.split(":")
        piece, got, refused = 8000, 0, 0
        for number in range(8 * size // piece):
            begin = number * piece % (size - piece)
            with socket.create_connection((host, int(port))) as link:
                link.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 0)
                link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                link.sendall(f"GET {path} HTTP/1.1\r\nhost: {host}:{port}\r\n"
                             f"range: bytes={begin}-{begin + piece - 1}\r\n\r\n".encode())
                answer = b""
                while b"\r\n\r\n" not in answer or (b" 206 " in answer[:20] and
                                                    len(answer) < answer.index(b"\r\n\r\n") + 4 + piece):
                    block = link.recv(65536)
                    if not block:
                        break
                    answer += block
            if answer.startswith(b"HTTP/1.1 206"):
                got += piece
            elif b"address_spent" in answer or b" 429 " in answer[:20]:
                refused += 1
        self.assertGreater(refused, 0)
        self.assertLessEqual(got, 3 * size, f"{got / size:.1f} times the file")

    def test_five_uses_and_then_the_reason(self):
        order = self.bought()
        download = self.download_of(order)
        for left in (4, 3, 2, 1, 0):
            self.start_download(self.client, order, download)
            self.assertEqual(self.download_of(order)["uses_left"], left)
        self.assertEqual(self.download_of(order)["refusal"], "exhausted")
        path = f"/api/v1/orders/{order['token']}/downloads"
        self.assert_problem(self.client.post_json(path, {"grant_id": download["grant_id"]}, free_key()), 429, "exhausted")
        page = self.shop.client().get(order["url"]).page
        self.assertFalse(page.forms_to("/downloads"), "no button that would be refused")

    def test_two_buyers_count_apart(self):
        mine, other = self.bought(), self.bought()
        self.start_download(self.client, mine, self.download_of(mine))
        self.assertEqual((self.download_of(mine)["uses_left"], self.download_of(other)["uses_left"]), (4, 5))

    def test_a_spent_address_leads_to_the_next_one_and_renews_nothing(self):
        order = self.bought()
        url = self.start_download(self.client, order, self.download_of(order))["url"]
        for _ in range(3):
            self.assertEqual(self.fetch(url, {}).status, 200)
        spent = self.fetch(url, {})
        self.assertEqual(spent.status, 429)
        self.assertIn("This address has ended: it was used as often as it may be", spent.text)
        self.assertIn("Open your order page and press Download", spent.text)
        self.assertNotIn("renew", spent.text)
        self.assertEqual(self.download_of(order)["uses_left"], 4)
        self.assertIn("Download it now", self.shop.client().get(order["url"]).text)

    def test_an_order_whose_downloads_are_used_up_does_not_say_to_fetch_them_now(self):
        order = self.bought()
        for _ in range(5):
            self.start_download(self.client, order, self.download_of(order))
        page = self.shop.client().get(order["url"]).text
        self.assertNotIn("Download it now", page)
        self.assertIn("Its downloads are used up", page)

    def test_a_spent_download_is_renewed_but_not_at_once_again(self):
        shop = self.own_shop()
        client = self.api(shop)
        order = self.bought(shop)
        download = self.download_of(order, shop)
        path = f"/api/v1/orders/{order['token']}/downloads/{download['grant_id']}/renew"
        self.assert_problem(client.post_json(path, {}, free_key()), 409, "still_valid")
        for _ in range(5):
            self.start_download(client, order, download)
        self.let_an_hour_pass(shop)
        client = self.api(shop)
        self.assertTrue(self.download_of(order, shop)["can_renew"])
        key = free_key()
        answers = at_once(20, lambda _: self.api(shop).post_json(path, {}, key))
        self.assertEqual({answer.status for answer in answers}, {200})
        renewed = answers[0].json()["download"]
        self.assertEqual((renewed["uses_left"], renewed["renewals_left"], renewed["refusal"]), (5, 9, None))
        self.assertEqual(client.post_json(path, {}, key, 200).json()["download"], renewed)
        for _ in range(5):
            self.start_download(client, order, download)
        soon = self.assert_problem(client.post_json(path, {}, free_key()), 429, "too_soon")
        self.assertTrue(3500 <= int(soon.header("retry-after")) <= 3601)
        self.let_an_hour_pass(shop)
        page = shop.client().get("/orders/" + order["token"])
        after = shop.client().submit(page.page.form_to("/renewals"))
        self.assertTrue(after.page.forms_to("/downloads"), "renewed by the page's own button")

    def let_an_hour_pass(self, shop):
        shop.stop()
        self.assertGreater(set_in_database(shop, "UPDATE download_grant SET renewed_at = renewed_at - 3700000000"), 0)
        shop.start()

    def test_what_has_expired_says_so_and_is_renewed(self):
        shop = self.own_shop()
        order = self.bought(shop)
        started = self.start_download(self.api(shop), order, self.download_of(order, shop))
        shop.stop()
        past = int((time.time() - 7200) * 1_000_000)
        set_in_database(shop, "UPDATE download_grant SET expires_at = ?, renewed_at = ?", past, past)
        set_in_database(shop, "UPDATE download_token SET expires_at = ?", past)
        shop.start()
        client = self.api(shop)
        self.assertEqual(self.download_of(order, shop)["refusal"], "expired")
        token = started["url"].rsplit("/", 1)[1]
        self.assertEqual(client.request("GET", "/download/" + token).status, 410)
        path = f"/api/v1/orders/{order['token']}/downloads"
        grant = self.download_of(order, shop)["grant_id"]
        self.assert_problem(client.post_json(path, {"grant_id": grant}, free_key()), 410, "expired")
        client.post_json(f"{path}/{grant}/renew", {}, free_key(), 200)
        self.assertEqual(client.get(self.start_download(client, order, {"grant_id": grant})["url"]).status, 200)

    def refusal(self, shop, order, grant):
        """Status, reason and the page's sentence for a download that must be refused, asked for both ways."""
        asked = self.api(shop).post_json(f"/api/v1/orders/{order['token']}/downloads", {"grant_id": grant}, free_key())
        form = {"grant": grant, "idempotency_key": free_key()}
        page = shop.client().post_form(f"/orders/{order['token']}/downloads", form)
        self.assertEqual(page.status, asked.status, "page and API agree")
        self.assertIn(order["reference"], page.text, "said on the order's own page")
        return asked.status, asked.json()["reason"], re.search(r'role="alert">([^<]+)<', page.text).group(1)

    def test_unpaid_expired_and_exhausted_are_three_answers_also_after_a_restart(self):
        shop = self.own_shop()
        api = self.api(shop)
        unpaid, cancelled = self.place(api, self.priced_book(api)), self.place(api, self.priced_book(api))
        api.post_json(f"/api/v1/orders/{cancelled['token']}/cancel", {}, free_key(), 200)
        spent, late = self.bought(shop), self.bought(shop)
        spent_grant, late_grant = (self.download_of(order, shop)["grant_id"] for order in (spent, late))
        for _ in range(5):
            self.start_download(api, spent, {"grant_id": spent_grant})
        shop.stop()
        set_in_database(shop, "UPDATE download_grant SET expires_at = 1 WHERE id = ?", late_grant)
        shop.start()
        said = []
        for _ in range(2):
            unpaid_answers = {self.refusal(shop, order, grant) for order in (unpaid, cancelled)
                              for grant in (spent_grant, late_grant, spent_grant[:-6] + "000000", "x")}
            self.assertEqual(len(unpaid_answers), 1, "whatever is named, the order is judged first")
            said.append((unpaid_answers.pop(), self.refusal(shop, late, late_grant),
                         self.refusal(shop, spent, spent_grant)))
            renewal = f"/api/v1/orders/{unpaid['token']}/downloads/{spent_grant}/renew"
            self.assert_problem(self.api(shop).post_json(renewal, {}, free_key()), 403, "unpaid")
            shop.restart()
        self.assertEqual([answer[:2] for answer in said[0]], [(403, "unpaid"), (410, "expired"), (429, "exhausted")])
        self.assertEqual(len({answer[2] for answer in said[0]}), 3, "each with its own sentence")
        self.assertEqual(said[0], said[1], "the same after a restart")
        wrong = self.api(shop).post_json("/api/v1/orders/" + "A" * 27 + "/downloads", {"grant_id": late_grant}, free_key())
        self.assert_problem(wrong, 404)

    def test_a_grant_opens_only_with_its_own_order(self):
        mine, other = self.bought(), self.bought()
        path = f"/api/v1/orders/{mine['token']}/downloads"
        foreign = self.download_of(other)["grant_id"]
        absent = foreign[:-6] + "000000"
        answers = [self.client.post_json(path, {"grant_id": grant}, free_key()) for grant in (foreign, absent, "x")]
        for answer in answers:
            self.assert_problem(answer, 404)
        self.assertEqual(len({answer.json()["detail"] for answer in answers}), 1, "a foreign grant looks like none")
        self.assertEqual(self.client.post_json(f"{path}/{foreign}/renew", {}, free_key()).status, 404)
        self.assertEqual(self.download_of(other)["uses_left"], 5)

    def test_looking_takes_nothing(self):
        order = self.bought()
        before = self.order(self.client, order)
        browser = self.shop.client()
        started = self.start_download(self.client, order, self.download_of(order))
        path = "/download/" + started["url"].rsplit("/", 1)[1]
        for _ in range(100):
            browser.get("/orders/" + order["token"])
            browser.head("/orders/" + order["token"])
            self.assertEqual(browser.head(path).status, 200)
        after = self.order(self.client, order)
        self.assertEqual(after["lines"][0]["downloads"][0]["uses_left"], 4)
        before["lines"] = after["lines"] = []
        begun = [event["kind"] for event in after["events"][len(before["events"]):]]
        self.assertEqual(begun, ["download"], "its beginning is told, and no look at it")
        after["events"] = after["events"][:len(before["events"])]
        self.assertEqual(after, before)

    def test_a_form_address_leads_to_the_order_and_does_nothing(self):
        order = self.bought()
        for path in ("/downloads", "/payments", "/cancel", "/renewals"):
            answer = self.shop.client().request("GET", f"/orders/{order['token']}{path}")
            self.assertEqual((answer.status, answer.header("location")), (303, "/orders/" + order["token"]))
        self.assertEqual(self.download_of(order)["uses_left"], 5)

    def test_resumed_at_random_places_it_is_the_file_and_counts_once(self):
        order = self.bought()
        download = self.download_of(order)
        path = "/download/" + self.start_download(self.client, order, download)["url"].rsplit("/", 1)[1]
        chance = random.Random(7)
        cuts = sorted(chance.sample(range(1, download["size"]), RESUMES))
        data = b""
        etag = self.client.head(path).header("etag")
        for begin, end in zip([0, *cuts], [*cuts, download["size"]]):
            part = self.fetch(path, {"Range": f"bytes={begin}-{end - 1}", "If-Range": etag})
            self.assertEqual((part.status, part.header("content-range")),
                             (206, f"bytes {begin}-{end - 1}/{download['size']}"))
            data += part.body
        self.assertEqual(hashlib.sha256(data).hexdigest(), download["sha256"])
        self.assertEqual(self.download_of(order)["uses_left"], 4)
        tail = self.fetch(path, {"Range": "bytes=-10"})
        self.assertEqual((tail.status, tail.body), (206, data[-10:]))
        rest = self.fetch(path, {"Range": f"bytes={download['size'] - 5}-"})
        self.assertEqual(rest.body, data[-5:])

    def test_ranges_that_cannot_be(self):
        order = self.bought()
        download = self.download_of(order)
        path = "/download/" + self.start_download(self.client, order, download)["url"].rsplit("/", 1)[1]
        self.assertEqual(self.client.request("GET", path, {"Range": f"bytes={download['size']}-"}).status, 416)
        self.assertEqual(self.client.request("GET", path, {"Range": "bytes=x-y"}).status, 200)
        wrong = self.fetch(path, {"Range": "bytes=0-9", "If-Range": '"another"'})
        self.assertEqual((wrong.status, len(wrong.body)), (200, download["size"]))

    def test_one_address_carries_the_file_at_most_three_times(self):
        order = self.bought()
        download = self.download_of(order)
        path = "/download/" + self.start_download(self.client, order, download)["url"].rsplit("/", 1)[1]
        statuses = [self.fetch(path, {}).status for _ in range(5)]
        self.assertEqual(statuses[:2], [200, 200])
        self.assertLessEqual(statuses.count(200), 3)
        self.assertEqual(statuses[-1], 429)
        self.assertEqual(self.client.head(path).status, 429, "HEAD says what GET would")

    def test_many_small_ranges_do_not_carry_more(self):
        order = self.bought()
        download = self.download_of(order)
        path = "/download/" + self.start_download(self.client, order, download)["url"].rsplit("/", 1)[1]
        piece = download["size"] // 20 + 1
        carried = 0
        for number in range(200):
            begin = (number % 20) * piece
            answer = self.fetch(path, {"Range": f"bytes={begin}-{begin + piece - 1}"})
            if answer.status == 206:
                carried += len(answer.body)
        self.assertLessEqual(carried, 3 * download["size"])
        self.assertGreater(carried, 2 * download["size"])

    def test_only_digests_of_tokens_are_stored(self):
        order = self.bought()
        started = self.start_download(self.client, order, self.download_of(order))
        secret = started["url"].rsplit("/", 1)[1]
        connection = sqlite3.connect(f"file:{self.shop.data}/aan.db?mode=ro", uri=True)
        try:
            dump = "\n".join(connection.iterdump())
        finally:
            connection.close()
        self.assertNotIn(secret, dump)
        self.assertNotIn(order["token"], dump)

    def test_wrong_tokens_all_look_alike(self):
        order = self.bought()
        started = self.start_download(self.client, order, self.download_of(order))
        token = started["url"].rsplit("/", 1)[1]
        wrong = [token[:-1] + ("A" if token[-1] != "A" else "Q"), "A" * 27, order["token"], "x", token + "A"]
        pages = [self.client.request("GET", "/download/" + one) for one in wrong]
        self.assertEqual({page.status for page in pages}, {404})
        orders = [self.client.request("GET", "/orders/" + one) for one in ("A" * 27, "x", token)]
        self.assertEqual({page.status for page in orders}, {404})
