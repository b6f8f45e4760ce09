"""The server is asked everything that its own document allows and forbids: every answer is one of the document's."""

import os
import unittest
from collections import Counter

from harness import Mismatch, ShopCase
from harness.spec import Spec
from harness.spec_fuzz import Maker

ROUNDS = 25
DESK_ROUNDS, DESK_REQUESTS = 2, 24  # of each of the desk's operations, which are many: other ones for another seed
REQUESTS_MAX = 5000
# Of what changes the shop, only what has to do with books: the rest would stop it, or write to strangers.
SCOPES = ("see_overview", "see_books", "change_books", "see_orders", "see_documents", "see_money", "see_people", "see_audit",
          "see_settings")


class Fuzzed(ShopCase):
    def test_every_answer_to_every_request_is_documented(self):
        shop = self.own_shop()
        api = self.api(shop)
        spec = Spec(api.get("/api/openapi.json").json())
        maker = Maker(spec, self.known(shop, api), int(os.environ.get("AAN_SEED") or 1))
        seen = Counter()
        for operation in spec.operations:
            for request in self.requests(maker, operation):
                with self.subTest(operation=str(operation), about=request.about):
                    self.ask(api, request, seen)
        self.assertLess(sum(seen.values()), REQUESTS_MAX)
        self.assertGreater(sum(seen.values()), 600)
        self.assertGreater(sum(count for status, count in seen.items() if status < 300), 100, "much of it is allowed")
        self.assert_ledger_is_clean(shop)
        self.assert_no_errors_logged(shop)
        print(f"     {sum(seen.values())} requests: {dict(sorted(seen.items()))}", flush=True)

    @staticmethod
    def requests(maker, operation):
        if not operation.needs_desk_key:
            return maker.requests(operation, ROUNDS)
        if operation.scopes - set(SCOPES):
            return [maker.plain(operation)]  # refused before anything of it is read
        made = list(maker.requests(operation, DESK_ROUNDS))
        if "text/event-stream" in operation.definition["responses"]["200"]["content"]:
            return [one for one in made if one.is_forbidden]  # what is allowed does not end: test_events
        return maker.chance.sample(made, min(len(made), DESK_REQUESTS))

    def known(self, shop, api):
        order = self.buy(shop, api, self.priced_book(api))
        book = self.priced_book(api, 1)
        return {"token": order["token"], "grant": order["lines"][0]["downloads"][0]["grant_id"], "slug": book["slug"],
                "grant_id": order["lines"][0]["downloads"][0]["grant_id"], "book": book["slug"],
                "offer_id": book["offer_id"], "method": "sandbox", "locale": "en", "order": order["reference"],
                "deskKey": shop.json("apikey", "add", "fuzz", *[word for one in SCOPES for word in ("--may", one)])["key"]}

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
