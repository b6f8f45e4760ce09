"""The secret link alone restores an order; whoever does not have it learns nothing, not even whether there is one."""

import base64
import re

from harness import ShopCase

ABSENT = "A" * 27
ORDERS = 128  # a bit that is even once in 10^7 runs falls outside what is asked of it


class Links(ShopCase):
    def test_a_fresh_browser_with_the_link_alone_restores_everything(self):
        buyer = self.shop.client()
        slug = self.priced_book(self.api())["slug"]
        self.put_in_cart(buyer, slug)
        page = self.press(buyer, self.check_out(buyer, "Ada Buyer"), "pay")
        link = page.path
        fresh = self.shop.client()
        seen = fresh.get(link).page
        self.assertEqual(fresh.cookies, {}, "nothing was needed, nothing was left")
        self.assertIn("Ada Buyer", seen.text)
        download = seen.form_to("/downloads")
        book = fresh.submit(download)
        self.assertEqual((book.status, book.body[:4]), (200, b"PK\x03\x04"))
        receipt = fresh.get(link + "/receipt")
        self.assertIn("Ada Buyer", receipt.text)
        self.assertEqual(fresh.get(link).page.form_to("/downloads").method, "post", "four more uses")

    def test_absent_and_foreign_links_get_the_same_answer(self):
        api = self.api()
        mine = self.buy(self.shop, api, self.priced_book(api))
        foreign = self.start_download(api, mine, mine["lines"][0]["downloads"][0])["url"].rsplit("/", 1)[1]
        near = mine["token"][:-1] + ("A" if mine["token"][-1] != "A" else "Q")
        for before, after in (("/orders/", ""), ("/orders/", "/receipt"), ("/api/v1/orders/", ""),
                              ("/api/v1/orders/", "/receipt"), ("/download/", "")):
            answers = set()
            for token in (ABSENT, near, mine["token"] if before == "/download/" else foreign):
                answer = self.shop.client(is_browser=False).request("GET", before + token + after)
                answers.add((answer.status, self.without_ids(answer, token), answer.header("content-type"),
                             answer.header("cache-control")))
            self.assertEqual(len(answers), 1, (before + after, answers))
            self.assertEqual(answers.pop()[0], 404)
            for token in (mine["id"], mine["reference"], "no-link", ABSENT + "A"):
                answer = self.shop.client(is_browser=False).request("GET", before + token + after)
                self.assertEqual(answer.status, 404, token)

    def test_links_of_many_orders_have_no_pattern_in_any_bit(self):
        api = self.api()
        book = self.priced_book(api)
        tokens = [self.place(api, book)["token"] for _ in range(ORDERS)]
        bits = [int.from_bytes(base64.urlsafe_b64decode(token + "="), "big") for token in tokens]
        self.assertEqual({len(token) for token in tokens}, {27}, "160 bits")
        self.assertEqual(len(set(bits)), ORDERS)
        for at in range(160):
            ones = sum(one >> at & 1 for one in bits)
            self.assertTrue(ORDERS * 0.25 < ones < ORDERS * 0.75, f"bit {at} is set in {ones} of {ORDERS}")
        ones = sum(one.bit_count() for one in bits)
        self.assertAlmostEqual(ones / (ORDERS * 160), 0.5, delta=0.02)

    @staticmethod
    def without_ids(answer, token):
        """The body without the address that was asked for and the request's own name."""
        named = answer.header("x-request-id") or "-none-"
        text = answer.text.replace(token, "TOKEN").replace(named, "REQUEST")
        return re.sub(r"urn:aan:request:[A-Za-z0-9_-]+", "REQUEST", text)

    def test_a_foreign_grant_is_answered_as_one_that_is_not_there(self):
        api = self.api()
        mine = self.buy(self.shop, api, self.priced_book(api))
        other = self.buy(self.shop, api, self.priced_book(api))
        foreign = other["lines"][0]["downloads"][0]["grant_id"]
        path = f"/api/v1/orders/{mine['token']}/downloads"
        answers = set()
        for number, grant in enumerate((foreign, foreign[:-6] + "000000", "x")):
            started = api.post_json(path, {"grant_id": grant}, f"a key for grants {number}".replace(" ", "-"))
            renewed = api.post_json(f"{path}/{grant}/renew", {}, f"a key for renewals {number}".replace(" ", "-"))
            answers.add((started.status, self.without_ids(started, grant), renewed.status,
                         self.without_ids(renewed, grant)))
        self.assertEqual(len(answers), 1, answers)
