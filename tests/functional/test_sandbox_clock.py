"""A sandbox whose clock goes forward, what time brings and takes, and orders made up."""

import json
import re
import subprocess
from datetime import datetime, timedelta

from harness import ROOT, ShopCase, free_key, run_aan
from harness.desk import first_link, join
from harness.paths import AAN
from harness.process import environment, fresh_folder
from harness.stripe import until
from harness.webhook import Receiver
from test_desk_api import Program

CLOCK = "/api/v1/sandbox/clock"


class SandboxClock(ShopCase):
    def sandbox(self, **env):
        return self.own_shop(arguments=["--sandbox-clock"], env=env)

    def pass_time(self, shop, span):
        return shop.json("clock", "advance", span)

    def now(self, shop):
        return datetime.fromisoformat(shop.json("clock", "show")["now"].replace("Z", "+00:00"))

    def test_orders_expire_go_and_the_accounts_stay(self):
        shop = self.sandbox(KEEP_NAME_DAYS="14", KEEP_UNPAID_DAYS="14")
        api = self.api(shop)
        kept = self.place(api, self.priced_book(api), receipt_name="Zanzibar Quokkamund")
        self.act(shop, kept)
        unpaid = self.place(api, self.priced_book(api))
        self.pass_time(shop, "P2D")
        self.assertEqual(self.order(api, unpaid)["state"], "cancelled")
        self.assertEqual(self.order(api, kept)["receipt_name"], "Zanzibar Quokkamund")
        month = self.now(shop).strftime("%Y-%m")
        before = shop.json("sales", "export", month, "--play")
        self.pass_time(shop, "P13D")
        self.assert_problem(api.request("GET", "/api/v1/orders/" + unpaid["token"]), 404)
        self.assertFalse(self.order(api, kept)["receipt_name"])
        self.assertEqual(self.order(api, kept)["total"], kept["total"])
        self.assertEqual(shop.json("sales", "export", month, "--play"), before)
        self.assert_ledger_is_clean(shop)
        self.assert_no_errors_logged(shop)

    def test_an_age_that_is_changed_counts_at_once_and_keeps_the_tax_country(self):
        shop = self.sandbox(TAX_COUNTRY="DE", TAX_OSS="true", SHOP_CURRENCY="USD")
        api = self.api(shop)
        order = self.place(api, self.priced_book(api), receipt_name="Zanzibar Quokkamund", country="FR")
        self.act(shop, order)
        self.pass_time(shop, "P80D")
        self.assertTrue(self.order(api, order)["receipt_name"], "ninety days, where nobody says otherwise")
        refused = shop.run("settings", "KEEP_NAME_DAYS", "3")
        self.assertNotEqual(refused.returncode, 0)
        self.assertIn("14", refused.stderr)
        shop.json("settings", "KEEP_NAME_DAYS", "30")
        until(lambda: "serve.begun_anew" in shop.log(), "the setting", shop)
        shop.wait_ready()
        self.pass_time(shop, "PT1H")
        after = self.order(self.api(shop), order)
        self.assertFalse(after["receipt_name"])
        shown = shop.json("order", "show", order["reference"])
        self.assertIn('"FR"', json.dumps(shown), "whose tax it is")
        self.assert_ledger_is_clean(shop)

    def test_the_clock_goes_on_after_a_restart_and_never_back(self):
        shop = self.sandbox()
        was = self.now(shop)
        self.pass_time(shop, "P3D")
        shop.restart()
        self.assertGreaterEqual(self.now(shop), was + timedelta(days=3))
        back = shop.run("clock", "advance", "--to", was.strftime("%Y-%m-%dT%H:%M:%SZ"))
        self.assertEqual(back.returncode, 4, back.stderr)
        for words in (["P1M"], [], ["PT0S"], ["P9999D"]):
            self.assertEqual(shop.run("clock", "advance", *words).returncode, 2, words)
        self.assertIn("not those of the calendar", shop.client().get("/").page.text)
        shop.stop()
        # Without the clock it is served no more: nothing in it is of a true date.
        done = run_aan("serve", "--data", shop.data, "--demo", "--listen", "127.0.0.1:0", env=shop.env)
        self.assertEqual(done.returncode, 4)
        self.assertIn("sandbox for good", done.stderr)

    def test_never_beside_real_money_nor_in_public(self):
        for env in ({"NODE_URL": "https://books.example"}, {"PRIMARY_DOMAIN": "books.example"},
                    {"ENABLE_STRIPE": "true", "STRIPE_SECRET_KEY": "sk_test_canary7429"}):
            done = run_aan("serve", "--data", fresh_folder("data"), "--sandbox-clock", "--listen", "127.0.0.1:0",
                           env={**env, "ADMIN_LISTEN": "off"})
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertIn("play money", done.stderr)

    def test_only_a_key_that_may_moves_it_and_only_where_it_can_be_moved(self):
        shop = self.sandbox()
        robot = Program(self, shop, "manage_shop", "see_overview")
        looker = Program(self, shop, "see_overview", name="looker")
        before = self.now(shop)

        def ask(program, body, status=200, method="POST"):
            headers = {"Authorization": "Bearer " + program.made["key"], "Idempotency-Key": free_key()}
            if body is not None:
                headers["Content-Type"] = "application/json"
            answer = program.client.request(method, CLOCK, headers, body and json.dumps(body))
            self.assertEqual(answer.status, status, answer)
            return answer.json()

        self.assertEqual(ask(robot, {"advance": "PT2H"})["ahead_seconds"], 7200)
        self.assertEqual(ask(looker, None, method="GET")["ahead_seconds"], 7200)
        self.assertEqual(ask(looker, {"advance": "PT2H"}, 403)["reason"], "api_key_scope")
        self.assertEqual(ask(robot, {"now": before.strftime("%Y-%m-%dT%H:%M:%SZ")}, 409)["reason"], "clock_back")
        self.assertEqual(ask(robot, {"advance": "soon"}, 400)["reason"], "duration")
        self.assertEqual(ask(robot, {}, 400)["reason"], "clock_target")
        self.assertEqual(ask(robot, {"advance": "PT1H", "now": "2099-01-01T00:00:00Z"}, 400)["reason"], "clock_target")
        self.assert_problem(robot.client.request("GET", CLOCK), 401, "api_key")
        entry = shop.json("audit", "list", "--limit", "1")["entries"][0]
        self.assertEqual((entry["actor"], entry["action"]), ("key:robot", "clock.move"))
        plain = self.own_shop()
        robot = Program(self, plain, "manage_shop", "see_overview")
        self.assertEqual(ask(robot, {"advance": "PT2H"}, 403)["reason"], "clock_fixed")

    def test_a_preorder_comes_on_its_day(self):
        shop = self.sandbox()
        api = self.api(shop)
        coming = self.priced_book(api)
        day = (self.now(shop) + timedelta(days=40)).strftime("%Y-%m-%d")
        shop.json("book", "dates", coming["slug"], "--release", day)
        order = self.place(api, coming)
        self.act(shop, order)
        self.pass_time(shop, "P39D")
        self.assertEqual(self.order(api, order)["lines"][0]["downloads"], [])
        self.pass_time(shop, "P2D")
        self.assertEqual(len(self.order(api, order)["lines"][0]["downloads"]), 1)
        self.assertEqual([event["detail"] for event in self.order(api, order)["events"] if event["kind"] == "released"],
                         [coming["title"]])

    def test_telephones_and_receivers_of_webhooks_go_by_the_real_time(self):
        shop = self.sandbox(WEBHOOKS_PRIVATE="true")
        receiver = Receiver()
        self.addCleanup(receiver.stop)
        receiver.secrets.append(shop.json("webhook", "add", "trial", receiver.url, "--event", "all")["secret"])
        ada = join(shop, "ada", first_link(shop))
        self.pass_time(shop, "P10D")
        self.assertEqual(ada.browser.get("/desk").path, "/desk/sign-in", "a session of ten days ago")
        browser, _ = ada.sign_in()
        self.assertIn("The clock can be moved; here it is", browser.get("/desk").page.text)
        api = self.api(shop)
        self.buy(shop, api, self.priced_book(api))
        until(lambda: len(receiver.taken) >= 3, "the messages", shop)
        self.assertEqual(receiver.findings, [], "timestamps within five minutes of the receiver's clock")

    def test_a_message_that_waits_is_sent_when_its_time_comes(self):
        shop = self.sandbox(WEBHOOKS_PRIVATE="true")
        receiver = Receiver(answer=lambda message: 500)
        self.addCleanup(receiver.stop)
        receiver.secrets.append(shop.json("webhook", "add", "trial", receiver.url, "--event", "order.placed")["secret"])
        api = self.api(shop)
        self.place(api, self.priced_book(api))
        until(lambda: len(receiver.messages) >= 1, "the first try", shop)
        receiver.answer = lambda message: 200
        self.pass_time(shop, "PT2H")
        until(lambda: receiver.taken, "the next try, hours early", shop)

    def test_the_same_seed_makes_the_same_orders(self):
        def told(shop):
            made = shop.json("demo", "orders", "--count", "30", "--seed", "7")["orders"]
            orders = [shop.json("order", "show", one["order"]) for one in made]
            return [(one["story"], one["state"], order["total"]) for one, order in zip(made, orders)]

        one, two = self.own_shop(), self.own_shop()
        first = told(one)
        self.assertEqual(first, told(two))
        self.assertEqual(len(first), 30)
        states = {state for _, state, _ in first}
        self.assertLessEqual({"fulfilled", "refunded", "disputed", "charged_back", "open", "cancelled"}, states)
        count = one.json("order", "list")["total"]
        self.assertEqual(told(one), first, "the same again adds nothing")
        self.assertEqual(one.json("order", "list")["total"], count)
        self.assertNotEqual(told(one), one.json("demo", "orders", "--count", "30", "--seed", "8")["orders"])
        self.assert_ledger_is_clean(one)
        self.assert_no_errors_logged(one)

    def test_a_seed_of_other_books_is_refused_with_another_one_to_take(self):
        shop = self.own_shop()
        shop.json("demo", "orders", "--count", "14", "--seed", "7")
        count = shop.json("order", "list")["total"]
        for book in self.api(shop).get("/api/v1/books?limit=100").json()["books"][:20]:
            shop.run("book", "hide", book["slug"])
        refused = shop.run("demo", "orders", "--count", "14", "--seed", "7")
        self.assertNotEqual(refused.returncode, 0)
        self.assertIn("the seed 7 before", refused.stderr)
        self.assertIn("such as 8", refused.stderr)
        self.assertEqual(shop.json("order", "list")["total"], count)
        shop.json("demo", "orders", "--count", "14", "--seed", "8")

    def test_orders_made_up_over_a_month(self):
        shop = self.sandbox()
        before = self.now(shop)
        shop.json("demo", "orders", "--count", "12", "--over", "P30D")
        self.assertGreaterEqual(self.now(shop), before + timedelta(days=29))
        self.assert_ledger_is_clean(shop)
        plain = self.own_shop()
        self.assertNotEqual(plain.run("demo", "orders", "--over", "P30D").returncode, 0, "its clock is the real one")


class Payments(ShopCase):
    def test_whatever_the_page_does_a_program_does(self):
        api = self.api()

        def act(order, act, status=200, key=None):
            path = "/api/v1/sandbox/payments/" + order["pay_url"].rsplit("/", 1)[1]
            return api.post_json(path, {"act": act}, key or free_key(), status).json()

        order = self.place(api, self.priced_book(api))
        seen = api.get("/api/v1/sandbox/payments/" + order["pay_url"].rsplit("/", 1)[1]).json()["payment"]
        self.assertEqual((seen["due"], seen["outstanding"]["amount"]), (order["total"], order["total"]["amount"]))
        half = act(order, "pay-too-little")["payment"]
        self.assertEqual(int(half["received"]["amount"]) + int(half["outstanding"]["amount"]), int(half["due"]["amount"]))
        key = free_key()
        self.assertEqual(act(order, "pay", key=key), act(order, "pay", key=key), "once for a key")
        self.assertEqual(self.order(api, order)["state"], "fulfilled")
        self.assertTrue(act(order, "dispute")["payment"]["disputed"])
        self.assertEqual(self.order(api, order)["state"], "disputed")
        act(order, "lose-dispute")
        self.assertEqual(self.order(api, order)["state"], "charged_back")
        self.assertEqual(act(order, "no-such-act", 400)["reason"], "request")
        self.assert_problem(api.post_json("/api/v1/sandbox/payments/none", {"act": "pay"}, free_key(), 404), 404,
                            "no_such_payment")
        self.assert_ledger_is_clean(self.shop)


class Integrate(ShopCase):
    """docs/how-to/integrate.md, its shell lines as they stand there."""

    def test_from_nothing_to_a_webhook(self):
        text = (ROOT / "docs/how-to/integrate.md").read_text()
        blocks = re.findall(r"```sh\n(.*?)```", text, re.S)
        begin, key, seed, told, sell, act, clock = blocks
        words = begin.split()
        self.assertEqual(words[:2], ["aan", "serve"])
        shop = self.own_shop(arguments=["--sandbox-clock"], env={"WEBHOOKS_PRIVATE": "true"})
        receiver = Receiver()
        self.addCleanup(receiver.stop)
        folder = fresh_folder("integrate")
        (folder / "demo").symlink_to(shop.data)
        (folder / "bin").mkdir()
        (folder / "bin/aan").symlink_to(AAN)
        env = {**environment(shop.env), "PATH": f"{folder / 'bin'}:/usr/bin:/bin"}

        def typed(script):
            script = script.replace("http://127.0.0.1:8080", shop.origin).replace("http://127.0.0.1:9000/hook", receiver.url)
            done = subprocess.run(["bash", "-eu", "-o", "pipefail", "-c", script], cwd=folder, env=env, text=True,
                                  capture_output=True, timeout=120)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            return done.stdout

        env["SHOP"] = shop.origin
        env["KEY"] = typed(key + 'echo "$KEY"').strip()
        self.assertTrue(env["KEY"].startswith("aan_"), env["KEY"])
        self.assertIn("charged_back", typed(seed))
        webhook, listen = told.strip().split("\n")
        made = typed(webhook + " --json")
        receiver.secrets.append(json.loads(made)["secret"])
        heard = folder / "heard"
        with open(heard, "w") as out:
            ears = subprocess.Popen(["bash", "-c", "exec " + listen], cwd=folder, env=env, stdout=out)
        self.addCleanup(ears.wait)
        self.addCleanup(ears.terminate)
        until(lambda: "id: " in heard.read_text(), "the line", shop)
        order = json.loads(re.search(r'\{"order":.*', typed(sell), re.S).group(0))["order"]
        env["PAYMENT"] = order["pay_url"].rsplit("/", 1)[1]
        self.assertEqual(json.loads(typed(act))["payment"]["received"], order["total"])
        self.assertIn("ahead_seconds", typed(clock))
        self.assertGreaterEqual(shop.json("clock", "show")["ahead_seconds"], 31 * 86400 + 7200)
        for name in ("order.placed", "order.paid", "order.fulfilled"):
            until(lambda name=name: f"event: {name}" in heard.read_text(), name, shop)
            until(lambda name=name: name in receiver.kinds(), name, shop)
        self.assertEqual(receiver.findings, [])
