"""The server is asked everything that its own document allows and forbids: every answer is one of the document's."""

import os
import unittest
from collections import Counter

from harness import Mismatch, ShopCase
from harness.spec import Spec
from harness.spec_fuzz import Maker

ROUNDS = 25
REQUESTS_MAX = 3000


class Fuzzed(ShopCase):
    def test_every_answer_to_every_request_is_documented(self):
        shop = self.own_shop()
        api = self.api(shop)
        spec = Spec(api.get("/api/openapi.json").json())
        maker = Maker(spec, self.known(shop, api), int(os.environ.get("AAN_SEED") or 1))
        seen = Counter()
        for operation in spec.operations:
            for request in maker.requests(operation, ROUNDS):
                with self.subTest(operation=str(operation), about=request.about):
                    self.ask(api, request, seen)
        self.assertLess(sum(seen.values()), REQUESTS_MAX)
        self.assertGreater(sum(seen.values()), 600)
        self.assertGreater(sum(count for status, count in seen.items() if status < 300), 100, "much of it is allowed")
        self.assert_ledger_is_clean(shop)
        self.assert_no_errors_logged(shop)
        print(f"     {sum(seen.values())} requests: {dict(sorted(seen.items()))}", flush=True)

    def known(self, shop, api):
        order = self.buy(shop, api, self.priced_book(api))
        book = self.priced_book(api, 1)
        return {"token": order["token"], "grant": order["lines"][0]["downloads"][0]["grant_id"], "slug": book["slug"],
                "grant_id": order["lines"][0]["downloads"][0]["grant_id"], "book": book["slug"],
                "offer_id": book["offer_id"], "method": "sandbox", "locale": "en", "operation": "book.list",
                "deskKey": shop.json("apikey", "add", "fuzz", "--may", "see_books", "--may", "change_books")["key"]}

    def ask(self, api, request, seen):
        try:
            # The answer is judged on its way in: status, headers, and every member of the body.
            response = api.request(request.method, request.path, request.headers, request.body)
        except Mismatch as wrong:
            self.fail(str(wrong))
        finally:
            api.cookies.clear()
        seen[response.status] += 1
        self.assertLess(response.status, 500, response)
        if request.is_forbidden:
            self.assertTrue(400 <= response.status < 500, f"forbidden by the document: {request} -> {response}")


if __name__ == "__main__":
    unittest.main()
