"""A program that knows nothing of this shop but its document asks everything that the document allows and forbids, and
finds nothing: schemathesis, from PyPI."""

import os
import subprocess
import unittest

from harness import ShopCase, fresh_folder

SECONDS_MAX = 500
EXAMPLES = "12"
# The shop has rules that no schema can say: a key with eight different characters, a currency that it sells in, a licence
# key that it signed. So what the schema allows may be refused, with a problem; test_spec_fuzz asks for what is allowed.
LEFT_OUT = ("--exclude-checks", "positive_data_acceptance")
# A shop without cards has no such address at all, and a stream does not end.
NOT_HERE = ("--exclude-path", "/webhooks/stripe", "--exclude-path", "/api/v1/events")


# Of what reads the shop; what changes it would stop it or write to strangers: test_spec_fuzz asks for some of that.
SCOPES = ("see_overview", "see_books", "see_orders", "see_documents", "see_money", "see_people", "see_audit", "see_settings")


class Schemathesis(ShopCase):
    def run_it(self, shop, *more):
        program = os.environ.get("AAN_SCHEMATHESIS")
        if not program:
            self.skipTest("schemathesis is not here (AAN_SCHEMATHESIS)")
        done = subprocess.run([program, "run", shop.origin + "/api/openapi.json", "--checks", "all", *LEFT_OUT, *NOT_HERE, "--max-examples", EXAMPLES,
                               "--seed", os.environ.get("AAN_SEED") or "1", "--no-color", "--generation-database", "none",
                               "--request-timeout", "20", *more], capture_output=True, text=True, timeout=SECONDS_MAX, check=False,
                              cwd=fresh_folder("schemathesis"))
        self.assertEqual(done.returncode, 0, done.stdout[-60000:] + done.stderr[-2000:])
        self.assertRegex(done.stdout, r"\b(\d{3,}) generated, \1 passed")
        self.assert_no_errors_logged(shop)

    def test_what_anybody_may_ask_is_as_the_document_says(self):
        self.run_it(self.own_shop(), "--exclude-tag", "desk")

    def test_what_a_key_of_the_desk_opens_is_as_the_document_says(self):
        shop = self.own_shop()
        key = shop.json("apikey", "add", "judge", *[word for one in SCOPES for word in ("--may", one)])["key"]
        self.run_it(shop, "--include-tag", "desk", "--header", f"Authorization: Bearer {key}", "--phases", "fuzzing",
                    "--exclude-checks", "positive_data_acceptance,ignored_auth")


if __name__ == "__main__":
    unittest.main()
