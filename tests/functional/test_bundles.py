"""Several books for one price, from the operator's command line to five downloads."""

import re

from harness import ShopCase, free_key
from harness.case import set_in_database
from harness.desk import first_link, join


def cents(money):
    return int(money["amount"])


class Bundles(ShopCase):
    def priced(self, api, count, skip=0):
        return [self.priced_book(api, skip + number) for number in range(count)]

    def bundle(self, shop, title, price, books):
        options = [word for book in books for word in ("--book", book["slug"])]
        return shop.json("bundle", "add", title, "--price", price, *options)

    def order_of(self, api, bundle, *more, status=201, **fields):
        request = {"items": [{"bundle": bundle["slug"]}, *more], "method": "sandbox", **fields}
        answer = api.post_json("/api/v1/orders", request, free_key(), status)
        return answer.json()["order"] if status == 201 else answer.json()

    def test_five_books_become_five_rights_and_what_is_paid_adds_up(self):
        shop, api = self.shop, self.api()
        books = self.priced(api, 5)
        apart = sum(cents(book["price"]) for book in books)
        bundle = self.bundle(shop, "Five at once", f"{(apart - 333) / 100:.2f}", books)
        self.assertEqual((cents(bundle["apart"]), cents(bundle["saved"])), (apart, 333))
        shop.json("coupon", "add", "FIVE-MORE", "--percent", "12.34")
        order = self.order_of(api, bundle, coupon="five more")
        self.assertEqual(len(order["lines"]), 5)
        self.assertEqual(sum(cents(line["price"]) for line in order["lines"]), apart - 333)
        self.assertEqual(sum(cents(line["total"]) for line in order["lines"]), cents(order["total"]))
        self.assertEqual({line["bundle"]["title"] for line in order["lines"]}, {"Five at once"})
        self.act(shop, order)
        order = self.order(api, order)
        self.assertEqual(order["state"], "fulfilled")
        self.assertEqual([len(line["downloads"]) for line in order["lines"]], [1] * 5)
        self.assertEqual([line["slug"] for line in order["lines"]], [book["slug"] for book in books])
        for line in order["lines"]:
            started = self.start_download(api, order, line["downloads"][0])
            self.assertTrue(started["url"])
        shop.json("order", "refund", order["reference"])
        shop.wait_until(lambda: self.order(api, order)["state"] == "refunded", "the money back")
        self.assertEqual(sum(cents(one["amount"]) for one in self.order(api, order)["refunds"]), cents(order["total"]))
        self.assertEqual({line["downloads"][0]["refusal"] for line in self.order(api, order)["lines"]}, {"withdrawn"})
        self.assert_ledger_is_clean(shop)

    def test_a_buyer_without_scripts_sees_what_is_inside_and_what_is_saved(self):
        shop, api, browser = self.shop, self.api(), self.shop.client()
        books = self.priced(api, 3, 5)
        apart = sum(cents(book["price"]) for book in books)
        bundle = self.bundle(shop, "Three <b>of</b> them", f"{(apart - 100) / 100:.2f}", books)
        self.assertIn("/bundles", browser.get("/").text)
        self.assertIn("Three <b>of</b> them", browser.get("/bundles").page.text)
        self.assertIn("Three <b>of</b> them", browser.get("/books/" + books[1]["slug"]).page.text, "beside each of its books")
        page = browser.get("/bundles/" + bundle["slug"])
        for book in books:
            self.assertIn(book["title"], page.page.text)
        self.assertIn("you save $1.00", page.page.text)
        browser.submit(page.page.form_to("/cart/add"))
        self.put_in_cart(browser, books[0]["slug"])
        cart = browser.get("/cart")
        self.assertIn("brings it already: it is not charged twice", cart.page.text)
        self.assertIn(f"${(apart - 100) / 100:.2f}", cart.page.text)
        checkout = self.to_checkout(browser, cart.page)
        self.assertIn("3 books", checkout.page.text)
        counter = browser.submit(checkout.page.form_to("/checkout"), {"method": "sandbox"})
        order = self.press(browser, counter, "pay")
        self.assertEqual(order.page.text.count("Of the bundle"), 3)
        self.assertIn("Nothing here yet", browser.get("/cart").page.text)
        self.assert_ledger_is_clean(shop)

    def test_what_of_a_bundle_comes_later_says_so_from_the_cart_to_the_receipt(self):
        shop = self.own_shop()
        api, browser = self.api(shop), shop.client()
        there, coming = self.priced(api, 2)
        bundle = self.bundle(shop, "Two of them", "0.50", [there, coming])
        shop.json("book", "dates", coming["slug"], "--release", "2099-03-01")
        said = coming["title"] + " (comes on 1 March 2099)"
        browser.submit(browser.get("/bundles/" + bundle["slug"]).page.form_to("/cart/add"))
        self.assertEqual(browser.get("/cart").page.text.count(said), 1)
        checkout = browser.get("/checkout").page
        self.assertEqual(checkout.text.count(said), 1)
        self.assertIn(f"delivered on its day: {coming['title']} (1 March 2099)", checkout.text)
        self.assertEqual(checkout.form_to("/checkout").field("consent"), "3")
        counter = browser.submit(checkout.form_to("/checkout"), {"method": "sandbox"})
        reference = shop.json("order", "list")["orders"][0]["reference"]
        token = shop.json("order", "link", reference)["url"].rsplit("/", 1)[1]
        waiting = self.order(api, {"token": token})
        self.assertEqual([line["waits_until"] for line in waiting["lines"]], [None, "2099-03-01T00:00:00Z"])
        self.assertIn("comes on 1 March 2099", browser.get("/orders/" + token).page.text)
        order = self.press(browser, counter, "pay")
        self.assertIn("A part of your order is here", order.page.text)
        named = f"{coming['title']} (of the bundle “Two of them”) (comes on 1 March 2099)"
        self.assertIn(named, order.page.text)
        self.assertIn(named, browser.get(order.path + "/receipt").page.text)
        shop.json("book", "dates", there["slug"], "--release", "2099-02-01")
        browser.submit(browser.get("/bundles/" + bundle["slug"]).page.form_to("/cart/add"))
        checkout = browser.get("/checkout").page
        self.assertEqual(checkout.form_to("/checkout").field("consent"), "2", "nothing of it is there at once")
        self.assertIn(f"before its day: {there['title']} (1 February 2099)", checkout.text)

    def test_two_bundles_that_share_a_book_are_not_both_bought(self):
        shop, api, browser = self.shop, self.api(), self.shop.client()
        first, second, third = self.priced(api, 3, 8)
        one = self.bundle(shop, "One of two", "0.99", [first, second])
        two = self.bundle(shop, "Two of two", "0.99", [second, third])
        for bundle in (one, two):
            browser.submit(browser.get("/bundles/" + bundle["slug"]).page.form_to("/cart/add"))
        cart = browser.get("/cart").page
        self.assertIn("is in the bundle “One of two” too", cart.text)
        checkout = self.to_checkout(browser, cart)
        self.assertIn("Two of two", checkout.page.text, "it stays in the cart, and that is said")
        request = {"items": [{"bundle": one["slug"]}, {"bundle": two["id"]}]}
        self.assert_problem(api.post_json("/api/v1/quotes", request, None), 409, "already_in_bundle")
        request = {"items": [{"bundle": one["slug"]}, {"book": first["slug"]}]}
        self.assert_problem(api.post_json("/api/v1/quotes", request, None), 409, "already_in_bundle")
        request = {"items": [{"bundle": "nobody-made-this"}]}
        self.assert_problem(api.post_json("/api/v1/quotes", request, None), 404, "no_such_offer")

    def test_a_bundle_rests_with_a_book_of_it_and_says_which(self):
        shop = self.own_shop()
        api = self.api(shop)
        books = self.priced(api, 2)
        bundle = self.bundle(shop, "Resting", "0.50", books)

        def seen(reason, words):
            self.assert_problem(api.post_json("/api/v1/quotes", {"items": [{"bundle": bundle["slug"]}]}, None), 409, reason)
            page = shop.client().get("/bundles/" + bundle["slug"]).page
            self.assertFalse(page.forms_to("/cart/add"))
            self.assertIn(words, page.text)
            shown = api.get("/api/v1/bundles/" + bundle["slug"]).json()["bundle"]
            self.assertEqual((shown["availability"], shown["because_of"]), (reason, books[1]["title"]))
            told = shop.json("bundle", "show", bundle["slug"])
            self.assertEqual(told["because_of"], books[1]["title"])

        def card(path):  # of the bundle, on a page with others
            return re.search(r'<li class="card">(?:(?!</li>).)*Resting.*?</li>', shop.client().get(path).text, re.S).group()

        self.assertIn("$0.50", card("/"))
        shop.run("book", "price", books[1]["slug"], "none")
        seen("not_for_sale", "is not for sale")
        for path in ("/", "/bundles"):
            self.assertIn("Not for sale here yet", card(path))
            self.assertNotIn("$0.50", card(path))
        ada = join(shop, "ada", first_link(shop))
        made = ada.post("/desk/bundles", "add", title="Resting too", price="0.50", books="\n".join(book["slug"] for book in books))
        self.assertIn("It cannot be bought yet", ada.browser.get(made.header("location")).page.text)
        shop.run("book", "price", books[1]["slug"], "4.99")
        shop.run("book", "stock", books[1]["slug"], "0")
        seen("sold_out", "is sold out")
        self.assertIn("Sold out", card("/bundles"))
        shop.run("book", "stock", books[1]["slug"], "1")
        order = self.order_of(api, bundle)
        seen("all_held", "is in other orders")
        api.post_json(f"/api/v1/orders/{order['token']}/cancel", {}, free_key(), 200)
        api.post_json("/api/v1/quotes", {"items": [{"bundle": bundle["slug"]}]}, None, 200)
        shop.stop()
        set_in_database(shop, "UPDATE edition_file SET is_damaged = 1 WHERE edition_id IN "
                              "(SELECT e.id FROM edition e JOIN work w ON w.id = e.work_id WHERE w.slug = ?)", books[1]["slug"])
        shop.start()
        api = self.api(shop)
        seen("being_restored", "is being restored")

    def test_a_bundle_never_names_its_hidden_book_to_strangers_and_buyers_of_before_keep_it(self):
        shop = self.own_shop()
        api, browser = self.api(shop), shop.client()
        shown, other, hidden = self.priced(api, 3)
        bundle = self.bundle(shop, "With a secret", "0.50", [hidden, shown])
        before = self.order_of(api, bundle)
        self.act(shop, before)
        browser.submit(browser.get("/bundles/" + bundle["slug"]).page.form_to("/cart/add"))
        shop.json("book", "hide", hidden["slug"])
        shop.run("book", "stock", hidden["slug"], "0")  # whatever else is true of it is not told either

        stranger = shop.client()
        request = {"items": [{"bundle": bundle["slug"]}], "method": "sandbox"}
        refused = [api.post_json("/api/v1/quotes", {"items": request["items"]}, None), api.post_json("/api/v1/orders", request, free_key())]
        for one in refused:
            self.assert_problem(one, 409, "bundle_not_for_sale")
        page = stranger.get("/bundles/" + bundle["slug"])
        self.assertIn("not all of its books are in this shop", page.page.text)
        self.assertIn("A bundle of 2 books", page.page.text)
        self.assertNotIn("you save", page.page.text)
        answer = api.get("/api/v1/bundles/" + bundle["slug"])
        told = answer.json()["bundle"]
        self.assertEqual((told["availability"], told["because_of"], told["apart"], told["saved"]), ("not_for_sale", "", None, None))
        self.assertEqual([one["slug"] for one in told["books"]], [shown["slug"]])
        seen = [page, answer, *refused, api.get("/api/v1/bundles"), browser.get("/cart"), stranger.send("GET", "/checkout?book=" + bundle["id"]),
                stranger.post_form("/cart/add", {"book": bundle["id"]})]
        seen += [stranger.get(path) for path in ("/", "/bundles", "/books/" + shown["slug"], "/feed.atom", "/opds/new", "/opds/v2/new")]
        for one in seen:
            for secret in (hidden["title"], hidden["slug"], hidden["id"], hidden["offer_id"]):
                self.assertNotIn(secret, one.text, one.path)
        self.assertEqual(shop.json("bundle", "show", bundle["slug"])["because_of"], hidden["title"], "the operator is told")
        kept = self.order(api, before)
        self.assertEqual([line["title"] for line in kept["lines"]], [hidden["title"], shown["title"]])
        self.assertTrue(self.start_download(api, kept, kept["lines"][0]["downloads"][0])["url"])
        shop.json("book", "publish", hidden["slug"])
        shop.run("book", "stock", hidden["slug"], "unlimited")
        api.post_json("/api/v1/quotes", {"items": request["items"]}, None, 200)

    def test_the_operator_adds_lists_prices_hides_and_is_told_what_is_wrong(self):
        shop, api = self.shop, self.api()
        books = self.priced(api, 2, 11)
        bundle = self.bundle(shop, "Operated", "free", books)
        self.assertEqual(self.order_of(api, bundle)["state"], "fulfilled", "nothing to pay")
        twin = self.bundle(shop, "Operated", "0.10", books)
        self.assertEqual(twin["slug"], bundle["slug"] + "-2")
        self.assertIn(twin["slug"], [one["slug"] for one in shop.json("bundle", "list")["bundles"]])
        self.assertIn("Operated", shop.run("bundle", "list").stdout)
        self.assertIn(books[0]["slug"], shop.run("bundle", "show", twin["slug"]).stdout)
        self.assertEqual(cents(shop.json("bundle", "price", twin["id"], "0.20")["price"]), 20)
        self.assertEqual(shop.json("bundle", "hide", twin["slug"])["state"], "hidden")
        shop.client().get("/bundles/" + twin["slug"], status=404)
        for name in (twin["slug"], twin["id"]):
            self.assert_problem(api.post_json("/api/v1/quotes", {"items": [{"bundle": name}]}, None), 404, "no_such_offer")
        self.assertNotIn("Operated", shop.client().get("/checkout?book=" + twin["id"], status=404).text)
        self.assertEqual(shop.json("bundle", "publish", twin["slug"])["state"], "listed")
        self.assertEqual(shop.run("bundle", "show", "nobody-made-this").returncode, 3)
        two = ["--book", books[0]["slug"], "--book", books[1]["slug"]]
        for wrong in (["A", "--price", "1", "--book", books[0]["slug"]], ["A", "--price", "x", *two], ["", "--price", "1", *two],
                      ["A", "--price", "99999", *two], ["A", "--price", "1", *two, *two], ["x" * 201, "--price", "1", *two]):
            self.assertEqual(shop.run("bundle", "add", *wrong).returncode, 2, wrong)

    def test_the_desk_makes_one_and_hides_it_and_a_program_does_the_same(self):
        shop = self.own_shop()
        api = self.api(shop)
        slugs = [book["slug"] for book in self.priced(api, 2)]
        ada = join(shop, "ada", first_link(shop))
        wrong = ada.post("/desk/bundles", "add", status=422, title="Made here", price="0.50", books=slugs[0])
        self.assertIn("A bundle holds 2 to 20 different books.", wrong.page.text)
        self.assertIn('value="Made here"', wrong.text, "what was typed can be mended")
        apart = sum(cents(self.api(shop).get("/api/v1/books/" + slug).json()["book"]["offer"]["price"]) for slug in slugs)
        dear = ada.post("/desk/bundles", "add", status=422, title="Too dear", price="99999", books="\n".join(slugs))
        self.assertIn(f"One by one these books cost {apart / 100:.2f} USD", dear.page.text)
        # Words that several fit are chosen from, and a choice holds as long as they stay.
        for slug, title in zip(slugs, ("Lamplight one", "Lamplight two")):
            shop.json("book", "edit", slug, "--title", title)
        word = "lamplight"
        # Too many are refused before any is looked for, and the part of a line that fits nothing is named.
        many = ada.post("/desk/bundles", "add", status=422, title="Many", price="0.50", books="h\n" * 2000)
        self.assertIn("name at most 20 books", many.page.text)
        self.assertEqual(many.page.text.count("Which one is"), 0)
        for books, words in ((f"{slugs[0]}, nothing-like-it-33", "No book of this shop fits “nothing-like-it-33”"),
                             (f"9780306406157, {slugs[0]}", "No book of this shop fits “9780306406157”"),
                             (f"{slugs[0]}, {slugs[1]}x", f"Did you mean {slugs[1]}?")):
            parted = ada.post("/desk/bundles", "add", status=404, title="Parted", price="0.50", books=books)
            self.assertIn(words, parted.page.text)
        asked = ada.post("/desk/bundles", "add", status=409, title="Made here", price="0.50", books=f"{slugs[0]}\n{word}")
        self.assertIn(f"Several books fit “{word}”", asked.page.text)
        form = next(one for one in asked.page.forms_to("/desk/bundles") if one.field("act") == "add")
        other = ada.browser.submit(form, {"choice.1": slugs[1], "books": f"{slugs[0]}\nno such words"}, status=404)
        self.assertIn("No book of this shop fits “no such words”", other.page.text)
        made = ada.browser.submit(form, {"choice.1": slugs[1], "books": f"{slugs[0]}\r\n{word}\r\n", "text": "One.\r\n\r\nTwo."})
        self.assertIn("The bundle is made, and on sale.", made.page.text)
        page = ada.browser.get("/desk/bundles").page
        for word in ("Made here", "$0.50", "on sale"):
            self.assertIn(word, page.text)
        ada.post("/desk/bundles", "price", price="0.40")
        self.assertIn("$0.40", shop.client().get("/bundles/made-here").page.text)
        ada.post("/desk/bundles", "hide")
        shop.client().get("/bundles/made-here", status=404)
        actions = [entry["action"] for entry in shop.json("audit", "list", "--limit", "3")["entries"]]
        self.assertEqual(actions, ["bundle.hide", "bundle.price", "bundle.add"])
        key = shop.json("apikey", "add", "robot", "--may", "see_books", "--may", "change_books")["key"]
        sent = {"Authorization": "Bearer " + key, "Content-Type": "application/json", "Idempotency-Key": free_key()}
        answer = api.request("POST", "/api/v1/desk/bundle.publish", sent, '{"bundle": "made-here"}')
        self.assertEqual((answer.status, answer.json()["state"]), (200, "listed"), answer)
        self.assertEqual(api.request("GET", "/api/v1/desk/bundle.list", sent).json()["total"], 1)
        self.assertIn("<p>One.</p>", shop.client().get("/bundles/made-here").text, "paragraphs of a form")
