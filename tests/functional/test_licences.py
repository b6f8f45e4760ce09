"""Signed licence keys, from the operator's command line to a program that verifies them with openssl alone."""

import base64
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from harness import ShopCase, free_key
from harness.case import at_once
from harness.desk import first_link, join

PROGRAMS = 64


def bytes_of(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Licences(ShopCase):
    def licensed(self, shop, api, seats, number=0):
        book = self.priced_book(api, number)
        self.assertEqual(shop.json("book", "licence", book["slug"], str(seats))["licence_seats"], seats)
        self.addCleanup(shop.json, "book", "licence", book["slug"], "none")
        return book

    def ask(self, api, deed, key, device=None, status=200):
        value = {"key": key, **({"device": device} if device else {})}
        answer = api.post_json("/api/v1/licences/" + deed, value, None if deed == "validate" else free_key(), status)
        return answer.json()["licence"] if status == 200 else answer

    def key_of(self, order, line=0):
        return order["lines"][line]["licence"]["key"]

    def test_sixty_four_programs_at_once_get_the_three_seats_there_are(self):
        shop, api = self.shop, self.api()
        order = self.buy(shop, api, self.licensed(shop, api, 3))
        key = self.key_of(order)
        answers = at_once(PROGRAMS, lambda number: self.api().post_json(
            "/api/v1/licences/activate", {"key": key, "device": f"device {number}"}, free_key()))
        self.assertEqual(sorted(answer.status for answer in answers), [200] * 3 + [409] * (PROGRAMS - 3))
        refused = next(answer for answer in answers if answer.status == 409)
        self.assert_problem(refused, 409, "licence_full")
        holders = [number for number, answer in enumerate(answers) if answer.status == 200]
        self.assertEqual(self.ask(api, "validate", key)["active"], 3)
        again = self.ask(api, "activate", key, f"device {holders[0]}")
        self.assertEqual(again["active"], 3, "the same device holds the seat that it has")
        self.assertEqual(self.ask(api, "deactivate", key, f"device {holders[0]}")["active"], 2)
        self.assertEqual(self.ask(api, "deactivate", key, f"device {holders[0]}")["active"], 2, "gives back no other's")
        self.assertIsNone(self.ask(api, "validate", key, f"device {holders[0]}")["activated_at"])
        self.assertIsNotNone(self.ask(api, "validate", key, f"device {holders[1]}")["activated_at"])
        self.assertIsNotNone(self.ask(api, "activate", key, "another device")["activated_at"])
        self.assertIn("3 of 3 devices activated", shop.client().get("/orders/" + order["token"]).page.text)
        self.assertEqual(self.order(api, order)["lines"][0]["licence"]["active"], 3)

    def test_what_is_no_key_of_the_shop_is_told_nothing(self):
        shop, api = self.shop, self.api()
        key = self.key_of(self.buy(shop, api, self.licensed(shop, api, 1, 1)))
        text, signature = key.split(".")
        forged = base64.urlsafe_b64encode(bytes_of(text).replace(b"\n1\n", b"\n9\n")).decode().rstrip("=")
        for other in ("x", text, "." + signature, key[:-2] + ("AA" if key[-2:] != "AA" else "BB"), f"{forged}.{signature}", key + "."):
            for deed in ("validate", "activate", "deactivate"):
                with self.subTest(deed=deed, key=other[:20]):
                    self.assert_problem(self.ask(api, deed, other, "device", 400), 400, "licence_key")

    def test_a_bundle_of_five_with_two_licensed_books_gives_five_rights_and_two_keys(self):
        shop, api = self.shop, self.api()
        books = [self.priced_book(api, number) for number in range(2, 7)]
        for book, seats in ((books[1], 2), (books[4], 5)):
            shop.json("book", "licence", book["slug"], str(seats))
            self.addCleanup(shop.json, "book", "licence", book["slug"], "none")
        options = [word for book in books for word in ("--book", book["slug"])]
        bundle = shop.json("bundle", "add", "Five with two keys", "--price", "4.99", *options)
        order = api.post_json("/api/v1/orders", {"items": [{"bundle": bundle["slug"]}], "method": "sandbox"},
                              free_key(), 201).json()["order"]
        self.assertEqual({line["licence"] for line in order["lines"]}, {None}, "none before the payment")
        self.act(shop, order)
        order = self.order(api, order)
        self.assertEqual([len(line["downloads"]) for line in order["lines"]], [1] * 5)
        self.assertEqual([line["licence"] and line["licence"]["seats"] for line in order["lines"]], [None, 2, None, None, 5])
        self.assertEqual(self.ask(api, "validate", self.key_of(order, 1))["work_id"], order["lines"][1]["work_id"])
        self.assertIn("for 5 devices", shop.client().get("/books/" + books[4]["slug"]).page.text)
        self.assertEqual(api.get("/api/v1/books/" + books[4]["slug"]).json()["book"]["offer"]["licence_seats"], 5)

    def revoked(self, shop):
        answer = shop.client().get("/licences/revoked")
        self.assertEqual(answer.header("content-type"), "text/plain; charset=utf-8")
        return answer.text.splitlines()

    def test_a_refund_ends_a_licence_and_the_shop_disables_and_enables_one(self):
        # original 6.1.25: after a refund the licence went on
        shop, api = self.shop, self.api()
        book = self.licensed(shop, api, 2, 7)
        refunded, kept = (self.buy(shop, api, book) for _ in range(2))
        ids = {name: order["lines"][0]["licence"]["id"] for name, order in (("refunded", refunded), ("kept", kept))}
        self.ask(api, "activate", self.key_of(refunded), "laptop")
        shop.json("order", "refund", refunded["reference"])
        shop.wait_until(lambda: self.order(api, refunded)["state"] == "refunded", "the money back")
        self.assertEqual(self.ask(api, "validate", self.key_of(refunded))["state"], "withdrawn")
        self.assert_problem(self.ask(api, "activate", self.key_of(refunded), "tablet", 409), 409, "licence_withdrawn")
        self.assertEqual(self.ask(api, "deactivate", self.key_of(refunded), "laptop")["active"], 0)
        self.assertIn(ids["refunded"], self.revoked(shop))
        self.assertNotIn(ids["kept"], self.revoked(shop))
        page = shop.client().get("/orders/" + refunded["token"]).page
        self.assertIn("It ended with the order.", page.text)
        placed = self.place(api, book)
        self.act(shop, placed)
        disputed = self.order(api, placed)
        self.act(shop, placed, "dispute")
        shop.wait_until(lambda: self.order(api, disputed)["state"] == "disputed", "the dispute")
        self.assertEqual(self.ask(api, "validate", self.key_of(disputed))["state"], "resting")
        page = shop.client().get("/orders/" + disputed["token"]).page
        self.assertIn("It rests until the payment is settled.", page.text)
        self.assertNotIn("It ended with the order.", page.text)
        self.assertEqual(shop.json("licence", "disable", self.key_of(kept))["licence"]["state"], "disabled")
        self.assert_problem(self.ask(api, "activate", self.key_of(kept), "tablet", 409), 409, "licence_disabled")
        self.assertIn(ids["kept"], self.revoked(shop))
        self.assertIn("A licence key was disabled", shop.client().get("/orders/" + kept["token"]).page.text)
        self.assertEqual(shop.json("licence", "enable", ids["kept"])["licence"]["order"], kept["reference"])
        self.assertNotIn(ids["kept"], self.revoked(shop))
        self.assertEqual(self.ask(api, "activate", self.key_of(kept), "tablet")["active"], 1)
        self.assertEqual(shop.run("licence", "show", "nothing").returncode, 3)
        self.assertEqual(shop.run("book", "licence", book["slug"], "0").returncode, 2)
        acts = [entry["action"] for entry in shop.json("audit", "list", "--limit", "2")["entries"]]
        self.assertEqual(acts, ["licence.enable", "licence.disable"])
        self.assertNotIn(self.key_of(kept), shop.run("order", "show", kept["reference"]).stdout, "the key is the buyer's")
        self.assert_ledger_is_clean(shop)

    def test_the_giver_of_a_gift_does_not_see_its_key(self):
        shop, api = self.shop, self.api()
        order = self.place(api, self.licensed(shop, api, 1, 8), gift={"name": "Ada"})
        self.act(shop, order)
        order = self.order(api, order)
        self.assertIsNone(order["lines"][0]["licence"])
        token = order["gift"]["claim_url"].rsplit("/", 1)[1]
        self.assertIsNone(api.get("/api/v1/gifts/" + token).json()["gift"]["lines"][0]["licence"])
        own = api.post_json(f"/api/v1/gifts/{token}/claim", {}, free_key(), 200).json()["gift"]
        key = own["lines"][0]["licence"]["key"]
        self.assertEqual(self.ask(api, "validate", key)["state"], "valid")
        self.assertIn(key, shop.client().get("/gifts/" + own["token"]).text)
        self.assertNotIn(key, shop.client().get("/orders/" + order["token"]).text)

    def form_of(self, page, path, act):
        return next(form for form in page.forms_to(path) if ("act", act) in {one[1:3] for one in form.inputs})

    def test_at_the_desk_without_scripts(self):
        shop = self.own_shop()
        api = self.api(shop)
        desk = join(shop, "ada", first_link(shop)).browser
        book = self.priced_book(api, 9)
        path = "/desk/books/" + book["slug"]
        form = self.form_of(desk.get(path).page, path, "licence")
        refused = desk.submit(form, {"seats": "many"}, status=422)
        self.assertIn("A licence is for 1 to 10,000 devices", refused.page.text)
        self.assertIn('value="many"', refused.text)
        desk.submit(form, {"seats": "2"})
        order = self.buy(shop, api, book)
        path = "/desk/orders/" + order["reference"]
        page = desk.get(path)
        self.assertIn("0 of 2 devices activated", page.page.text)
        self.assertNotIn(self.key_of(order), page.text)
        after = desk.submit(self.form_of(page.page, path, "licence_disable"))
        self.assertEqual(self.ask(api, "validate", self.key_of(order))["state"], "disabled")
        desk.submit(self.form_of(after.page, path, "licence_enable"))
        self.assertEqual(self.ask(api, "validate", self.key_of(order))["state"], "valid")


@unittest.skipUnless(shutil.which("openssl"), "openssl is not installed")
class LicenceRecipe(ShopCase):
    """docs/how-to/licences.md, its shell lines as they stand there."""

    def run_recipe(self, folder, *values):
        recipe = re.findall(r"```sh\n(.*?)```", (Path(__file__).parents[2] / "docs/how-to/licences.md").read_text(), re.S)
        names = ("SHOP", "KEY", "ID")
        script = "".join(block for block in recipe if "openssl" in block)
        return subprocess.run(["bash", "-eu", "-c", script], cwd=folder, capture_output=True, text=True,
                              env={"PATH": "/usr/bin:/bin", **dict(zip(names, values))})

    def test_the_recipe_of_the_documentation(self):
        shop, api = self.shop, self.api()
        book = self.priced_book(api)
        shop.json("book", "licence", book["slug"], "3")
        self.addCleanup(shop.json, "book", "licence", book["slug"], "none")
        order = self.buy(shop, api, book)
        licence = order["lines"][0]["licence"]
        with tempfile.TemporaryDirectory() as folder:
            good = self.run_recipe(folder, shop.origin, licence["key"], licence["id"])
            self.assertEqual(good.stdout.count("Signature Verified Successfully"), 2, good)
            self.assertIn("not revoked", good.stdout)
            self.assertEqual((Path(folder) / "licence.txt").read_text().splitlines()[:4],
                             ["aan-licence 1", licence["id"], order["lines"][0]["work_id"], "3"])
            shop.json("licence", "disable", licence["id"])
            revoked = self.run_recipe(folder, shop.origin, licence["key"], licence["id"])
            self.assertNotIn("not revoked", revoked.stdout)
            self.assertIn("revoked", revoked.stdout)
            self.assertEqual(revoked.returncode, 1)
            text, signature = licence["key"].split(".")
            forged = base64.urlsafe_b64encode(bytes_of(text).replace(b"\n3\n", b"\n9\n")).decode().rstrip("=")
            bad = self.run_recipe(folder, shop.origin, f"{forged}.{signature}", licence["id"])
            self.assertIn("Signature Verification Failure", bad.stdout + bad.stderr)
            self.assertNotEqual(bad.returncode, 0)
