"""The command line: help, exit codes, configuration, and what it refuses."""

import json
import re
import subprocess

from corpus.good import good_cases
from harness import AAN, ROOT, Shop, ShopCase, fresh_folder, run_aan
from harness.process import environment

# The block that the original project's readers have in their .env files, as printed there.
ORIGINAL_ENV = """# Node Identity
NODE_ID=my-unique-node-id
NODE_NAME=My Asymmetry Node
NODE_OPERATOR=Your Name
NODE_URL=https://mynodedomain.com

# Payment Methods
ENABLE_STRIPE=true
STRIPE_SECRET_KEY=sk_...
ENABLE_CRYPTO=true
BTC_ADDRESS=bc1q...
LIGHTNING_ADDRESS=lnbc...

# Network Participation
JOIN_NETWORK=true
NETWORK_REGISTRY_URL=https://registry.asymmetrybooks.com
REVENUE_SHARE_PERCENTAGE=15

# Content
CATALOG_MODE=full  # or 'curated' or 'affiliate'
SYNC_CATALOG_FROM=https://asymmetrybooks.com/api/catalog
"""
# Its own words elsewhere name one more.
ORIGINAL_MORE = "FALLBACK_URL=https://backup.example\n"
COMMANDS = ["serve", "init", "import", "book", "book list", "book show", "book price", "book publish", "book hide", "order",
            "order list", "order show", "order cancel", "index", "index rebuild", "ledger", "ledger check",
            "ledger balances", "attention", "keys list", "keys rotate", "backup", "restore", "version"]


def a_book():
    path = fresh_folder("book") / "book.epub"
    path.write_bytes(next(iter(good_cases())).bytes)
    return path


class CommandLine(ShopCase):
    def commands(self, *words):
        """Each command and group of them as the program names them, with its help."""
        done = run_aan(*words, "--help")
        self.assertEqual(done.returncode, 0, done.stderr)
        yield words, done.stdout
        below = re.search(r"^Subcommands:\n((?:  .*\n)+)", done.stdout, re.MULTILINE)
        for name in re.findall(r"^  (\S+)", below[1], re.MULTILINE) if below else []:
            yield from self.commands(*words, name)

    def test_every_command_has_help_with_an_example_in_80_columns(self):
        names = []
        for words, text in self.commands():
            names.append(" ".join(words))
            with self.subTest(command=names[-1]):
                self.assertIn("Example", text)
                self.assertEqual([line for line in text.splitlines() if len(line) > 80], [])
        self.assertLessEqual(set(COMMANDS), set(names))
        self.assertIn("Exit codes", run_aan("--help").stdout)

    def test_the_version_is_the_one_that_the_server_says(self):
        version = json.loads(run_aan("version", "--json").stdout)["version"]
        self.assertEqual(run_aan("version").stdout.strip(), f"aan {version}")
        self.assertEqual(self.api().get("/api/config").json()["version"], version)

    def test_wrong_usage_is_two(self):
        for arguments in ([], ["no-such-command"], ["import"], ["book", "price"], ["serve", "--no-such-flag"], ["book"]):
            with self.subTest(arguments=arguments):
                done = run_aan(*arguments)
                self.assertEqual(done.returncode, 2, done.stdout + done.stderr)
                self.assertTrue(done.stdout + done.stderr)

    def test_serve_says_as_json_where_it_listens_and_that_it_is_ready(self):
        folder = fresh_folder("serve-json")
        process = subprocess.Popen([AAN, "serve", "--json", "--data", folder / "data", "--listen", "127.0.0.1:0"],
                                   env=environment(), cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                   text=True)
        try:
            said = [json.loads(process.stdout.readline()) for _ in range(4)]
        finally:
            process.terminate()
            self.assertEqual(process.wait(40), 0)
            process.stdout.close()
        self.assertEqual([line["event"] for line in said], ["listening", "new", "ready", "desk"])
        self.assertRegex(said[0]["address"], r"^http://127\.0\.0\.1:\d+$")
        self.assertEqual(said[1]["folder"], str(folder / "data"))
        self.assertEqual(said[2]["address"], said[0]["address"])
        self.assertTrue(said[3]["link"].startswith(said[0]["address"] + "/desk/begin/"), said[3])

    def test_what_is_not_there_is_three(self):
        shop = Shop(is_demo=False)
        self.assertEqual(shop.run("init").returncode, 0)
        for command in (["book", "show", "nothing"], ["order", "show", "ABCD-EFGH"], ["book", "price", "nothing", "1"]):
            with self.subTest(command=command):
                done = shop.run(*command, "--json")
                self.assertEqual(done.returncode, 3, done.stdout + done.stderr)
                self.assertEqual(json.loads(done.stderr)["error"], "not_found")

    def test_commands_work_with_a_server_and_without(self):
        shop = self.own_shop()
        api = self.api(shop)
        order = self.buy(shop, api, self.priced_book(api))

        def look():
            return [shop.json(*command) for command in
                    (["book", "list"], ["order", "list"], ["order", "show", order["reference"]], ["ledger", "check"],
                     ["ledger", "balances"])]
        running = look()
        shop.stop()
        self.assertEqual(look(), running)
        self.assertEqual(running[2]["state"], "fulfilled")
        self.assertIn(order["reference"], shop.run("order", "show", order["id"]).stdout)
        rebuilt = shop.json("index", "rebuild")
        self.assertGreaterEqual(rebuilt["works"], 40)
        shop.start()
        self.assertGreaterEqual(self.api(shop).get("/api/catalog/search?q=shop").json()["total"], 1)

    def test_the_index_can_be_rebuilt_while_it_is_searched(self):
        shop = self.own_shop()
        before = self.api(shop).get("/api/catalog/search?q=shop").json()["total"]
        shop.json("index", "rebuild")
        self.assertEqual(self.api(shop).get("/api/catalog/search?q=shop").json()["total"], before)

    def test_the_example_configuration_is_read(self):
        example = ROOT / ".env.example"
        self.assertTrue(example.is_file(), "there is an example")
        done = run_aan("init", "--data", fresh_folder("data"), "--env-file", example)
        self.assertEqual(done.returncode, 0, done.stderr)


class Configuration(ShopCase):
    def serve(self, text, env=None, is_demo=False):
        shop = Shop(is_demo=is_demo, env=env)
        (shop.cwd / ".env").write_text(text)
        return shop

    def refused(self, text, env=None):
        shop = self.serve(text, env)
        with self.assertRaises(AssertionError) as stopped:
            shop.start()
        self.assertIn("ended with 2", str(stopped.exception))
        return shop.log()

    def test_the_originals_block_is_read_as_printed(self):
        shop = self.serve(ORIGINAL_ENV + ORIGINAL_MORE)
        with shop:
            config = shop.client(is_browser=False).get("/api/config").json()
        self.assertEqual((config["nodeId"], config["nodeName"], config["operator"], config["nodeUrl"]),
                         ("my-unique-node-id", "My Asymmetry Node", "Your Name", "https://mynodedomain.com"))
        self.assertEqual((config["stripeEnabled"], config["cryptoEnabled"], config["sandbox"]), (False, False, False))
        self.assertEqual((config["paymentMode"], config["methods"]), ("none", []))
        for key in ("ENABLE_STRIPE", "STRIPE_SECRET_KEY", "ENABLE_CRYPTO", "BTC_ADDRESS", "LIGHTNING_ADDRESS",
                    "JOIN_NETWORK", "NETWORK_REGISTRY_URL", "REVENUE_SHARE_PERCENTAGE", "CATALOG_MODE", "SYNC_CATALOG_FROM",
                    "FALLBACK_URL"):
            self.assertEqual(sum(warning.startswith(key + " ") for warning in config["warnings"]), 1, key)
            self.assertEqual(len(re.findall(rf'"what":"{key} ', shop.log())), 1, "one warning line at the start")
        self.assertNotIn("sk_...", json.dumps(config) + shop.log())

    def test_an_unknown_key_names_the_nearest(self):
        log = self.refused("NODE_NMAE=x\n")
        self.assertIn("NODE_NMAE", log)
        self.assertIn("NODE_NAME", log)
        self.assertIn("line 1", log)

    def test_the_mode_is_no_configuration(self):
        for key in ("PAYMENT_MODE=crypto", "CHECKOUT_ROUTE=/x"):
            self.assertIn(key.split("=")[0], self.refused(key + "\n"))
        self.refused("", {"PAYMENT_MODE": "primary"})

    def test_values_that_cannot_be_are_refused(self):
        for line in ("SHOP_CURRENCY=XXX", "SHOP_CURRENCY=usd", "NODE_URL=nonsense", "PORT=99999", "ENABLE_STRIPE=maybe",
                     "TRUSTED_PROXIES=300.1.1.1", "DATABASE_URL=mysql://x"):
            with self.subTest(line=line):
                self.assertIn(line.split("=")[0], self.refused("", dict([line.split("=")])))
        self.assertIn("RECONCILE_SECONDS", self.refused("", {"RECONCILE_SECONDS": "x"}))

    def test_environment_wins_over_the_file_and_flags_over_both(self):
        shop = self.serve("NODE_NAME=From The File\nSHOP_CURRENCY=EUR\n", {"NODE_NAME": "From The Environment"})
        shop.arguments = ["--currency", "GBP"]
        with shop:
            config = shop.client(is_browser=False).get("/api/config").json()
        self.assertEqual((config["nodeName"], config["currency"]), ("From The Environment", "GBP"))

    def currency_of(self, shop):
        with shop:
            return shop.client(is_browser=False).get("/api/config").json()["currency"]

    def test_the_currency_can_change_until_the_first_book(self):
        shop = self.serve("SHOP_CURRENCY=EUR\n")
        self.assertEqual(self.currency_of(shop), "EUR")
        self.assertEqual(self.currency_of(shop), "EUR")
        shop.env["SHOP_CURRENCY"] = "GBP"
        self.assertEqual(self.currency_of(shop), "GBP")
        self.assertEqual(shop.run("import", a_book(), "--price", "4.99").returncode, 0)
        shop.env["SHOP_CURRENCY"] = "SEK"
        with self.assertRaisesRegex(AssertionError, "prices of this shop are in GBP; SHOP_CURRENCY says SEK"):
            shop.start()

    def test_a_book_without_a_price_binds_no_currency_and_a_hidden_one_with_a_price_does(self):
        shop = Shop(is_demo=False)
        self.assertEqual(shop.run("import", a_book()).returncode, 0)
        slug = shop.json("book", "list")["books"][0]["slug"]
        with shop:
            shop.json("settings", "SHOP_CURRENCY", "EUR")
        self.assertEqual(self.currency_of(shop), "EUR")
        shop.json("book", "price", slug, "5.25")
        shop.json("book", "hide", slug)
        with shop:
            refused = shop.run("settings", "SHOP_CURRENCY", "GBP")
            self.assertEqual(refused.returncode, 4)
            self.assertIn("are in EUR", refused.stderr)
        shop.json("book", "price", slug, "none")
        with shop:
            self.assertEqual(shop.run("settings", "SHOP_CURRENCY", "GBP").returncode, 0)
        self.assertEqual(self.currency_of(shop), "GBP")

    def test_a_shop_keeps_the_currency_of_its_first_import_where_none_is_configured(self):
        shop = Shop(is_demo=False)
        self.assertEqual(shop.run("import", a_book(), "--price", "4.99", "--currency", "EUR").returncode, 0)
        self.assertEqual(self.currency_of(shop), "EUR")
        slug = shop.json("book", "list")["books"][0]["slug"]
        self.assertEqual(shop.json("book", "price", slug, "5.25")["price"]["currency"], "EUR")

    def test_play_money_is_refused_to_a_public_shop(self):
        shop = self.serve("NODE_URL=https://books.example\n")
        with shop:
            config = shop.client(is_browser=False).get("/api/config").json()
            self.assertEqual((config["sandbox"], config["methods"]), (False, []))
            home = shop.client().get("/").page
        self.assertNotIn("play money", home.text)

    def test_play_money_is_marked_on_every_page(self):
        browser = self.shop.client()
        for path in ("/", "/books", "/cart", "/help", "/about", "/terms", "/search?q=a"):
            self.assertIn("play money", browser.get(path).page.text, path)

    def test_keys_are_private_and_listed_without_their_secrets(self):
        shop = self.own_shop()
        keys = shop.data / "keys"
        self.assertEqual(keys.stat().st_mode & 0o777, 0o600)
        shop.stop()
        listed = shop.run("keys", "list")
        self.assertEqual(listed.returncode, 0, listed.stderr)
        for line in keys.read_text().splitlines():
            self.assertNotIn(line.split()[-1], listed.stdout)

    def test_links_and_carts_outlive_a_rotation_of_keys(self):
        shop = self.own_shop()
        api = self.api(shop)
        order = self.buy(shop, api, self.priced_book(api))
        browser = shop.client()
        self.put_in_cart(browser, self.priced_book(api, 1)["slug"])
        shop.stop()
        for purpose in ("cookies", "links", "wrapping"):
            self.assertEqual(shop.run("keys", "rotate", purpose).returncode, 0)
        self.assertNotEqual(shop.run("keys", "rotate", "node_identity").returncode, 0)
        shop.start()
        browser.origin = shop.origin
        browser.close()
        self.assertEqual(self.order(self.api(shop), order)["reference"], order["reference"])
        self.assertEqual(len(browser.get("/cart").page.forms_to("/cart/remove")), 1)
