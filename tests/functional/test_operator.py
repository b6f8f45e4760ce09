"""The commands as a tired person uses them: slips, lists, prices, files that cannot be read, and where words go."""

import json
import os
import shutil
import signal
import subprocess
import unittest

from harness import AAN, ROOT, Shop, ShopCase, epub_folder, fresh_folder, run_aan
from harness.process import environment

FOLDER = epub_folder()
PRICE_MAX = "100000000.00"


class Slips(ShopCase):
    def test_a_misspelt_word_names_the_nearest(self):
        for arguments, near in ((["bok", "list"], "book"), (["book", "lst"], "list"), (["book", "list", "--jsn"], "--json"),
                                (["serv"], "serve"), (["serve", "--lisen", "x"], "--listen"),
                                (["import", "x", "--prize", "4"], "--price"), (["keys", "rotat", "links"], "rotate"),
                                (["order", "list", "--stat=paid"], "--state")):
            with self.subTest(arguments=arguments):
                done = run_aan(*arguments)
                self.assertEqual((done.returncode, done.stdout), (2, ""))
                self.assertIn(f"Did you mean {near}?", done.stderr)
                self.assertEqual(done.stderr.count("\n"), 1, done.stderr)

    def test_a_word_that_is_near_nothing_gets_the_list(self):
        done = run_aan("frobnicate")
        self.assertIn("serve, init, import, export, book", done.stderr)
        self.assertIn("list, show, publish, hide, hide-sample, show-sample", run_aan("book").stderr)

    def test_a_group_with_a_flag_and_no_command_names_what_is_missing(self):
        for group in ("queue", "order", "keys"):
            done = run_aan(group, "--data", "shop")
            self.assertEqual(done.returncode, 2)
            self.assertIn(f"aan {group} needs a command before --data: list", done.stderr)

    def test_a_price_is_an_amount_or_a_word_and_both_commands_know_them(self):
        shop = Shop(is_demo=False)
        shop.run("init")
        for command in (["book", "price", "x", "nothing"], ["import", "x.epub", "--price", "nothing"]):
            (shop.cwd / "x.epub").write_bytes(b"")
            done = run_aan(*command, "--data", shop.data, cwd=shop.cwd)
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertIn("Or write free, or none for a price not set.", done.stderr)

    def test_values_that_look_like_words_are_not_judged(self):
        shop = Shop(is_demo=False)
        shop.run("init")
        self.assertEqual(shop.run("book", "show", "lst").returncode, 3)
        self.assertEqual(run_aan("book", "list", "--data", "serv").returncode, 3)

    def test_usage_errors_are_json_when_json_was_asked_for(self):
        for arguments in (["book", "lst", "--json"], ["book", "show", "--json"], ["book", "list", "--limit", "0", "--json"]):
            done = run_aan(*arguments)
            self.assertEqual((done.returncode, done.stdout, json.loads(done.stderr)["error"]), (2, "", "invalid"))

    def test_the_help_of_a_group_ends_with_its_examples(self):
        for group in ("book", "order", "ledger", "keys", "index"):
            text = run_aan(group, "--help").stdout
            self.assertIn(f"  aan {group} ", text[text.index("Examples:"):])

    def test_alone_it_shows_how_to_begin(self):
        done = run_aan()
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn("aan serve --demo", done.stderr)
        self.assertLess(len(done.stderr.splitlines()), 15)

    def test_help_fits_a_terminal(self):
        # The page holds the help of every command, and another test that it is the program's.
        for line in (ROOT / "docs/reference/commands.md").read_text().splitlines():
            self.assertLessEqual(len(line), 80, line)


class Lists(ShopCase):
    def test_hidden_books_are_listed_with_their_state_and_pages_follow_each_other(self):
        shop = self.own_shop()
        first = shop.json("book", "list", "--limit", "3")
        self.assertEqual((len(first["books"]), first["offset"], first["total"]), (3, 0, 40))
        hidden, unpriced, free = (book["slug"] for book in first["books"])
        shop.json("book", "hide", hidden)
        shop.json("book", "price", unpriced, "none")
        shop.json("book", "price", free, "free")
        books, offset = [], 0
        while offset < 40:
            page = shop.json("book", "list", "--limit", "15", "--offset", offset)
            self.assertEqual(page["total"], 40)
            books += page["books"]
            offset += len(page["books"])
        self.assertEqual(len({book["id"] for book in books}), 40)
        states = {book["slug"]: book["state"] for book in books}
        self.assertEqual((states[hidden], states[unpriced], states[free]), ("hidden", "price not set", "free"))
        text = shop.run("book", "list", "--limit", "3").stdout.splitlines()
        self.assertTrue(text[0].startswith("hidden "), text)
        self.assertTrue(text[1].startswith("price not set"), text)
        self.assertEqual(text[-1], "Books 1 to 3 of 40. The next ones: --offset 3")
        self.assertIn("no more", shop.run("book", "list", "--offset", "40").stdout)

    def test_orders_are_listed_by_state_and_page(self):
        shop = self.own_shop()
        api = self.api(shop)
        book = self.priced_book(api)
        bought = self.buy(shop, api, book)
        placed = [self.place(api, book)["reference"] for _ in range(3)]
        self.assertEqual(shop.json("order", "list")["total"], 4)
        done = shop.json("order", "list", "--state", "fulfilled")
        self.assertEqual([order["reference"] for order in done["orders"]], [bought["reference"]])
        second = shop.json("order", "list", "--state", "open", "--limit", "2", "--offset", "2")
        self.assertEqual(([order["reference"] for order in second["orders"]], second["total"]), (placed[:1], 3))
        wrong = shop.run("order", "list", "--state", "lost")
        self.assertEqual(wrong.returncode, 2)
        self.assertIn("open, pending, paid, fulfilled,", wrong.stderr)
        for line in shop.run("order", "list").stdout.splitlines():
            self.assertLessEqual(len(line), 80, line)
        shown = shop.run("order", "show", placed[0]).stdout
        self.assertIn("received 0.00 USD", shown)

    def test_an_empty_shop_says_what_to_do(self):
        shop = Shop(is_demo=False)
        shop.run("init")
        self.assertIn("aan import", shop.run("book", "list").stdout)
        self.assertEqual(shop.json("order", "list"), {"orders": [], "offset": 0, "total": 0})


class Access(ShopCase):
    """The operator gives a buyer the way back to an order."""

    def test_a_link_is_printed_and_renewed_with_a_server_and_without(self):
        shop = self.own_shop()
        api = self.api(shop)
        order = self.place(api, self.priced_book(api))
        address = f"{shop.origin}/orders/{order['token']}"
        self.assertEqual(shop.run("order", "link", order["reference"]).stdout, address + "\n")
        renewed = shop.json("order", "link", order["reference"], "--renew")
        self.assertTrue(renewed["renewed"] and renewed["url"].startswith(shop.origin + "/orders/"))
        self.assertNotEqual(renewed["url"], address)
        path = "/orders/" + order["token"]
        self.assertEqual(shop.client().request("GET", path).status, 404)
        self.assertEqual(shop.client().get(renewed["url"][len(shop.origin):]).status, 200)
        shop.stop()
        plain = shop.run("order", "link", order["reference"]).stdout.strip()
        self.assertEqual(plain.rsplit("/", 1)[1], renewed["url"].rsplit("/", 1)[1])
        again = run_aan("order", "link", order["reference"], "--renew", "--data", shop.data,
                        env={"NODE_URL": "https://books.example/"}).stdout.strip()
        self.assertTrue(again.startswith("https://books.example/orders/"), again)
        shop.start()
        self.assertEqual(shop.client().get("/orders/" + again.rsplit("/", 1)[1]).status, 200)
        self.assertEqual(shop.client().request("GET", "/orders/" + renewed["url"].rsplit("/", 1)[1]).status, 404)
        for token in (order["token"], renewed["url"].rsplit("/", 1)[1], again.rsplit("/", 1)[1]):
            self.assertNotIn(token, shop.log())
        self.assertIn('"name":"order.link"', shop.log())

    def test_a_misspelt_reference_or_slug_names_the_nearest(self):
        shop = self.own_shop()
        api = self.api(shop)
        book = self.priced_book(api)
        reference = self.place(api, book)["reference"]
        wrong = reference[1] + reference[0] + reference[2:] if reference[0] != reference[1] else reference[:-1]
        done = shop.run("order", "show", wrong)
        self.assertEqual(done.returncode, 3)
        self.assertIn(f"Did you mean {reference}?", done.stderr)
        done = shop.run("book", "price", book["slug"][:-1], "3")
        self.assertEqual(done.returncode, 3)
        self.assertRegex(done.stderr, "Did you mean .*[?]")

    def test_the_log_says_which_book_and_which_price_and_no_secret(self):
        shop = self.own_shop()
        slug = self.priced_book(self.api(shop))["slug"]
        shop.json("book", "price", slug, "7")
        order = self.place(self.api(shop), {"slug": slug})
        shop.run("order", "show", order["token"])
        line = next(line for line in shop.log().splitlines() if '"name":"book.price"' in line)
        self.assertEqual({key: json.loads(line)[key] for key in ("about", "value")}, {"about": slug, "value": "7"})
        self.assertNotIn(order["token"], shop.log(), "nor what was typed in the place of a reference")


class Owed(ShopCase):
    def test_money_owed_back_is_a_list_whose_sum_is_that_of_the_ledger(self):
        shop = self.own_shop()
        api = self.api(shop)
        self.assertIn("Nothing is owed", shop.run("order", "list", "--owed").stdout)
        twice = [self.place(api, self.priced_book(api, number)) for number in (0, 1)]
        self.buy(shop, api, self.priced_book(api))
        part = self.place(api, self.priced_book(api))
        for order in twice:
            self.act(shop, order, "refuse-refunds")
            self.act(shop, order, "pay-twice")
        self.act(shop, part, "pay-too-little")
        owed = shop.json("order", "list", "--owed")
        self.assertEqual({order["reference"] for order in owed["orders"]}, {order["reference"] for order in twice})
        total = sum(int(order["refund_due"]["amount"]) for order in owed["orders"])
        ledger = -sum(int(row["balance"]["amount"]) for row in shop.json("ledger", "balances")["balances"]
                      if row["account"].endswith(":refund_due"))
        self.assertGreater(total, 0)
        self.assertEqual((total, [int(sum_["amount"]) for sum_ in owed["owed"]]), (ledger, [ledger]))
        text = shop.run("order", "list").stdout
        self.assertEqual(text.count("    owed "), 2, text)
        self.assertEqual(text.count("    received "), 1, text)
        self.assertIn("Owed in all: ", shop.run("order", "list", "--owed").stdout)
        self.assertEqual(len(shop.json("order", "list", "--owed", "--limit", "1")["orders"]), 1)


class Prices(ShopCase):
    def test_a_price_has_a_ceiling_that_is_said(self):
        shop = self.own_shop()
        slug = self.priced_book(self.api(shop))["slug"]

        def check():
            before = shop.json("book", "show", slug)["price"]
            for price in ("1000000000000000", "100000000.01", "9" * 40):
                done = shop.run("book", "price", slug, price)
                self.assertEqual(done.returncode, 2, done.stderr)
                self.assertIn(f"The highest price of a book is {PRICE_MAX} USD.", done.stderr)
            self.assertEqual(shop.json("book", "show", slug)["price"], before)
        check()
        shop.stop()
        check()
        self.assertEqual(shop.json("book", "price", slug, PRICE_MAX)["price"]["decimal"], PRICE_MAX)

    @unittest.skipIf(FOLDER is None, "no EPUBs: AAN_TEST_DATA/epub is not there")
    def test_an_import_above_the_ceiling_brings_nothing_in(self):
        shop = Shop(is_demo=False)
        done = shop.run("import", FOLDER, "--price", "1000000000000000")
        self.assertEqual(done.returncode, 2)
        self.assertIn(PRICE_MAX, done.stderr)
        self.assertEqual(shop.json("book", "list")["total"], 0)


@unittest.skipIf(FOLDER is None, "no EPUBs: AAN_TEST_DATA/epub is not there")
class UnreadableFiles(ShopCase):
    def folder(self):
        folder = fresh_folder("mixed")
        good = sorted(FOLDER.glob("*.epub"), key=lambda path: path.stat().st_size)[:2]
        (folder / "a.epub").write_bytes(good[0].read_bytes())
        (folder / "z.epub").write_bytes(good[1].read_bytes())
        (folder / "folder.epub").mkdir()
        os.mkfifo(folder / "pipe.epub")
        (folder / "dangling.epub").symlink_to(folder / "gone")
        (folder / "device.epub").symlink_to("/dev/zero")
        (folder / "failing.epub").symlink_to("/proc/self/mem")  # an ordinary file; reading it is EIO
        with open(os.fsencode(folder) + b"/latin-\xe9.epub", "wb") as file:
            file.write(b"x")
        (folder / "inner").mkdir()
        (folder / "inner" / "bad.epub").write_bytes(b"no book")
        return folder

    def check(self, shop):
        folder = self.folder()
        done = shop.run("import", folder, "--price", "1", "--json")
        self.assertEqual((done.returncode, done.stderr if shop.process else ""), (6, ""))
        report = json.loads(done.stdout)
        verdicts = {entry["file"]: entry["verdict"] for entry in report["files"]}
        refused = {name for name, verdict in verdicts.items() if verdict == "refused"}
        self.assertEqual(refused, {"folder.epub", "pipe.epub", "dangling.epub", "device.epub", "failing.epub",
                                   "bad.epub", "latin-\\xe9.epub"})
        self.assertEqual(report["summary"]["refused"], 7)
        self.assertEqual(shop.json("book", "list")["total"], 2)
        for entry in report["files"]:
            if entry["verdict"] == "refused":
                self.assertRegex(entry["notes"][0], r"^[A-Z].{10,}\.$")
        text = shop.run("import", folder).stdout
        self.assertIn("refused   pipe.epub\n          It is not an ordinary file.", text)
        self.assertIn("9 files: 2 in the shop, 7 refused.", text)

    def test_each_is_refused_and_the_rest_comes_in(self):
        self.check(Shop(is_demo=False))

    def test_each_is_refused_and_the_rest_comes_in_while_a_server_runs(self):
        with Shop(is_demo=False) as shop:
            self.check(shop)

    def test_what_stops_an_import_is_said_after_the_report(self):
        with Shop(is_demo=False) as shop:
            done = shop.run("import", self.folder(), "--price", "1", "--currency", "EUR", "--json")
        self.assertEqual((done.returncode, json.loads(done.stdout)["files"]), (2, []))
        self.assertIn("--currency says EUR, but this shop sells in USD", json.loads(done.stderr)["detail"])

    @unittest.skipIf(os.geteuid() == 0 and not os.path.exists("/usr/bin/setpriv"), "root may read everything")
    def test_without_permission_one_file_and_one_folder_are_refused(self):
        folder = fresh_folder("closed")
        (folder / "closed.epub").write_bytes(b"x")
        (folder / "closed.epub").chmod(0)
        (folder / "secret").mkdir(mode=0)
        as_nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.geteuid() == 0 else []
        data = fresh_folder("data")
        for path in (folder, data, folder.parent):
            path.chmod(0o777 if path == data else 0o755)
        done = subprocess.run([*as_nobody, AAN, "import", folder, "--data", data / "shop", "--json"], text=True,
                              capture_output=True, env=environment(), cwd="/", stdin=subprocess.DEVNULL)
        folder.parent.chmod(0o700)
        if "cannot execute" in done.stderr or done.returncode in (126, 127):
            self.skipTest("the program lies where others may not go")
        self.assertEqual(done.returncode, 6, done.stderr)
        notes = {entry["file"]: entry["notes"][0] for entry in json.loads(done.stdout)["files"]}
        self.assertIn("Permission denied", notes["closed.epub"])
        self.assertIn("This folder cannot be read", notes["secret"])


@unittest.skipUnless(os.geteuid() == 0 and os.path.exists("/usr/bin/setpriv"), "needs root, to be somebody else")
class OthersFolders(ShopCase):
    def test_a_folder_that_may_not_be_looked_into_is_said(self):
        program = fresh_folder("program")
        for name in ("aan", "aan-worker"):
            shutil.copy(AAN.parent / name, program / name)
        closed = fresh_folder("closed")
        for folder in (program, program.parent):
            folder.chmod(0o755)
        try:
            for command in ("book list", "init", "serve", "keys list", "keys rotate links", "ledger check"):
                done = subprocess.run(["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", program / "aan",
                                       *command.split(), "--data", closed / "shop"], text=True, capture_output=True,
                                      cwd="/", env=environment(), timeout=60)
                self.assertIn(done.returncode, (1, 2, 5), (command, done.stderr))
                self.assertRegex(done.stderr, r"^aan: .*Permission denied.*\n$")
        finally:
            program.parent.chmod(0o700)


class Words(ShopCase):
    """Where words go: results to standard output, everything else to standard error."""

    def test_results_alone_are_on_standard_output(self):
        for command in (["book", "list"], ["order", "list"], ["ledger", "check"], ["ledger", "balances"], ["version"]):
            arguments = command if command == ["version"] else [*command, "--data", self.shop.data]
            done = run_aan(*arguments)
            self.assertEqual((done.returncode, done.stderr), (0, ""), command)
            self.assertTrue(done.stdout)

    def test_a_reader_that_leaves_is_no_error(self):
        for command in ("book list --limit 100", "book list --json", "--help"):
            arguments = command if command == "--help" else f"{command} --data {self.shop.data}"
            done = subprocess.run(["bash", "-c", f"{AAN} {arguments} | head -c 1"], text=True, capture_output=True,
                                  env=environment())
            self.assertEqual((len(done.stdout), done.stderr), (1, ""), command)

    def test_an_answer_that_cannot_be_written_is_a_fault(self):
        with open("/dev/full", "w") as full:
            done = subprocess.run([AAN, "book", "list", "--data", self.shop.data], stdout=full, stderr=subprocess.PIPE,
                                  text=True, env=environment())
        self.assertEqual(done.returncode, 1)
        self.assertIn("could not be written", done.stderr)

    def test_a_shop_is_made_once(self):
        shop = Shop(is_demo=False)
        self.assertIn("is ready", shop.run("init").stdout)
        keys = (shop.data / "keys").read_bytes()
        again = shop.run("init")
        self.assertEqual((again.returncode, (shop.data / "keys").read_bytes()), (0, keys))
        self.assertIn("already", again.stdout)
        self.assertEqual(shop.json("init")["result"], "was there")
        with shop:
            self.assertIn("already", shop.run("init").stdout)

    def test_the_pages_made_from_the_program_are_those_of_the_repository(self):
        folder = fresh_folder("docs")
        done = run_aan("docs", folder, "--env-example", folder / "example")
        self.assertEqual(done.returncode, 0, done.stderr)
        for made, kept in (("configuration.md", "docs/reference/configuration.md"),
                           ("commands.md", "docs/reference/commands.md"),
                           ("reasons.md", "docs/reference/reasons.md"), ("example", ".env.example")):
            self.assertEqual((folder / made).read_text(), (ROOT / kept).read_text(), f"{kept}: run ./x docs")

    def test_every_active_key_is_in_the_help_of_serve(self):
        table = (ROOT / "docs/reference/configuration.md").read_text()
        said = " ".join(run_aan("serve", "--help").stdout.split())
        for row in table.splitlines():
            if row.startswith("| `") and "not in this version" not in row and "Take it out where it is set" not in row:
                self.assertIn(row.split("`")[1] + ": ", said)


class Stopping(ShopCase):
    def test_a_terminal_that_closes_stops_the_shop_in_order(self):
        previous = signal.signal(signal.SIGHUP, signal.SIG_DFL)  # as a terminal has it, whatever started the tests
        try:
            shop = self.own_shop()
        finally:
            signal.signal(signal.SIGHUP, previous)
        process, shop.process = shop.process, None  # it ends because it was asked to
        process.send_signal(signal.SIGHUP)
        self.assertEqual(process.wait(40), 0)
        self.assertIn('"event":"serve.draining","signal":1', shop.log())

    def test_nohup_keeps_it(self):
        previous = signal.signal(signal.SIGHUP, signal.SIG_IGN)
        try:
            shop = self.own_shop()
        finally:
            signal.signal(signal.SIGHUP, previous)
        shop.process.send_signal(signal.SIGHUP)
        self.assertEqual(self.api(shop).get("/api/health").status, 200)
        self.assertNotIn("serve.draining", shop.log())
