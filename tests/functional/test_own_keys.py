"""A library that opens by a key of its owner's own: an SSH key that signs with ssh-keygen, or a passkey."""

import re
import subprocess
from pathlib import Path

from harness import ShopCase
from harness.case import at_once
from harness.client import Client
from harness.passkey import EDDSA, ES256, MADE, RS256, Authenticator
from harness.process import fresh_folder
from test_privacy import shapes


class OwnKeyCase(ShopCase):
    """A shop for each test: whoever is wrong often has to wait, and all of them are one sender."""

    def setUp(self):
        self.own = self.own_shop()

    @property
    def shop(self):
        return self.own

    def library(self, browser, shop):
        """A library with one order in it, open in this browser; the order."""
        order = self.buy(shop, self.api(shop), self.priced_book(self.api(shop)))
        browser.submit(browser.get(f"/orders/{order['token']}").page.form_to("/library"))
        return order

    def assert_open(self, browser, order):
        self.assertIn(order["reference"], browser.get("/library").page.text)

    def assert_closed(self, browser):
        self.assertIn("No account, no password", browser.get("/library").page.text)


class BySsh(OwnKeyCase):
    def key(self, *kind):
        file = Path(fresh_folder("ssh")) / "key with a blank"
        subprocess.run(["ssh-keygen", "-q", *(kind or ("-t", "ed25519")), "-N", "", "-C", "", "-f", str(file)],
                       check=True, timeout=60)
        return file

    def run_command(self, response, key):
        """The command that the page shows, run by a shell as it stands, but for the file of the key."""
        command = re.search(r"echo \S+ \| ssh-keygen -Y sign -f (\S+) -n \S+", response.page.text)
        self.assertIsNotNone(command, response.page.text)
        line = command.group(0).replace(command.group(1), f"'{key}'")
        return subprocess.run(["sh", "-c", line], check=True, timeout=60, stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, text=True).stdout

    def sign_in(self, browser, key, status=200, page=None):
        page = page or browser.get("/library/key")
        return browser.submit(page.page.form_to("/library/key"), {"signature": self.run_command(page, key)}, status=status)

    def add(self, browser, key, label="", status=200):
        page = browser.get("/library/keys/new")
        return browser.submit(page.page.form_to("/library/keys"),
                              {"signature": self.run_command(page, key), "label": label}, status=status)

    def test_a_key_that_ssh_keygen_signs_with_is_added_and_opens_the_library_in_a_fresh_browser(self):
        browser, key = self.shop.client(), self.key()
        order = self.library(browser, self.shop)
        page = self.add(browser, key, "Laptop at home")
        shown = subprocess.run(["ssh-keygen", "-lf", str(key) + ".pub"], stdout=subprocess.PIPE, text=True, check=True)
        self.assertIn("Laptop at home", page.page.text)
        self.assertIn(shown.stdout.split()[1], page.page.text)
        self.assertIn("Not used yet.", page.page.text)
        fresh = self.shop.client()
        fresh.cookies["library-plain"] = "A" * 27
        opened = self.sign_in(fresh, key)
        self.assertEqual(opened.path, "/library")
        self.assertIn(order["reference"], opened.page.text)
        self.assertNotEqual(fresh.cookies["library-plain"], "A" * 27, "a session that was planted is never taken over")
        self.assertNotIn(fresh.cookies["library-plain"], browser.cookies.values())
        self.assertNotIn("library-proof-plain", fresh.cookies)
        self.assertIn("Last used on", opened.page.text)
        self.assertEqual(opened.header("cache-control"), "no-store")

    def test_a_signature_is_good_once_and_in_the_browser_that_was_asked(self):
        browser, key = self.shop.client(), self.key()
        order = self.library(browser, self.shop)
        self.add(browser, key)
        first = self.shop.client()
        page = first.get("/library/key")
        fields = dict(page.page.form_to("/library/key").fields_to_send({"signature": self.run_command(page, key)}))
        stranger = self.shop.client()
        stranger.get("/library/key")
        self.assertEqual(stranger.post_form("/library/key", list(fields.items())).status, 410)
        self.assert_closed(stranger)
        cookies = dict(first.cookies)
        self.assertEqual(first.post_form("/library/key", list(fields.items())).status, 303)
        self.assert_open(first, order)
        again = self.shop.client()
        again.cookies.update(cookies)
        refused = again.post_form("/library/key", list(fields.items()))
        self.assertEqual(refused.status, 410)
        self.assertIn("Here is a new one", refused.page.text)
        self.assertNotIn(fields["token"], refused.text, "another text is asked for")
        self.assert_closed(again)

    def test_of_many_that_send_the_same_signature_at_once_one_gets_in(self):
        browser, key = self.shop.client(), self.key()
        self.library(browser, self.shop)
        self.add(browser, key)
        asked = self.shop.client()
        page = asked.get("/library/key")
        fields = page.page.form_to("/library/key").fields_to_send({"signature": self.run_command(page, key)})

        def send(_):
            one = self.shop.client()
            one.cookies.update(asked.cookies)
            return one.post_form("/library/key", fields).status
        self.assertEqual(sorted(at_once(8, send)), [303] + [410] * 7)

    def test_what_another_shop_or_another_command_had_signed_opens_nothing(self):
        browser, key = self.shop.client(), self.key()
        self.library(browser, self.shop)
        self.add(browser, key)
        other = self.own_shop()
        foreign = other.client().get("/library/key")
        fresh = self.shop.client()
        page = fresh.get("/library/key")
        form = page.page.form_to("/library/key")
        told = self.run_command(foreign, key)
        answer = fresh.submit(form, {"signature": told}, status=400)
        self.assertIn("a signature of something else", answer.page.text)
        self.assertIn(told.split()[-5].replace("+", "&#43;").replace("=", "&#61;") if "&#43;" in answer.text else told.split()[-5],
                      answer.text, "nothing is typed twice")
        self.assertEqual(answer.page.form_to("/library/key").field("token"), form.field("token"))
        theirs = foreign.page.form_to("/library/key").field("token")
        self.assertEqual(fresh.post_form("/library/key", [("token", theirs), ("signature", told)]).status, 410)
        text = re.search(r"echo (\S+) ", page.page.text).group(1)
        mail = subprocess.run(["ssh-keygen", "-Y", "sign", "-f", str(key), "-n", "file"], input=text + "\n", text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
        self.assertEqual(fresh.submit(form, {"signature": mail.stdout}, status=400).status, 400)
        adding = browser.get("/library/keys/new")
        answer = fresh.submit(form, {"signature": self.run_command(adding, key)}, status=400)
        self.assertIn("something else", answer.page.text)
        self.assertEqual(self.sign_in(fresh, key, page=page).path, "/library", "the text was good all the time")

    def test_a_key_that_opens_nothing_other_kinds_and_nonsense_are_told_apart_for_whoever_signs(self):
        browser = self.shop.client()
        answers = {}
        for name, kind in (("unknown", ()), ("rsa", ("-t", "rsa", "-b", "2048")), ("ecdsa", ("-t", "ecdsa"))):
            answers[name] = self.sign_in(browser, self.key(*kind), status=404 if name == "unknown" else 400).page.text
        self.assertIn("opens no library here", answers["unknown"])
        for name in ("rsa", "ecdsa"):
            self.assertIn("Only Ed25519", answers[name])
        for nonsense in ("", "hello", "-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----", "x" * 2048):
            page = browser.get("/library/key")
            answer = browser.submit(page.page.form_to("/library/key"), {"signature": nonsense}, status=400)
            self.assertIn("no signature", answer.page.text)

    def test_who_knows_a_public_key_learns_nothing_of_libraries(self):
        """Without the private half no answer differs between a key that opens something and one that does not."""
        browser, key = self.shop.client(), self.key()
        self.library(browser, self.shop)
        self.add(browser, key)
        seen = []
        for one in (key, self.key()):
            fresh = self.shop.client()
            page = fresh.get("/library/key")
            signature = self.run_command(page, one)
            lines = signature.splitlines()
            lines[-2] = ("A" if lines[-2][0] != "A" else "B") + lines[-2][1:]
            answer = fresh.submit(page.page.form_to("/library/key"), {"signature": "\n".join(lines)}, status=400)
            self.assertIn("something else", answer.page.text)
            seen.append(re.sub(r"(open-library|\bname=.token. value=)\S+|-----BEGIN.*-----END", "", answer.text, flags=re.S))
        self.assertEqual(len(seen[0]), len(seen[1]))

    def test_guessing_is_slowed_down(self):
        browser = self.shop.client()
        status = None
        for _ in range(30):
            page = browser.get("/library/key")
            answer = browser.post_form("/library/key", page.page.form_to("/library/key").fields_to_send({"signature": "no"}))
            status = answer.status
            if status != 400:
                break
        self.assertEqual(status, 429)
        self.assertTrue(answer.header("retry-after"))
        self.assertIn("wait a little", answer.page.text)

    def test_a_removed_key_opens_nothing_and_whoever_came_in_with_it_is_out(self):
        browser, key = self.shop.client(), self.key()
        order = self.library(browser, self.shop)
        self.add(browser, key)
        thief = self.shop.client()
        self.sign_in(thief, key)
        self.assert_open(thief, order)
        answer = browser.submit(browser.get("/library").page.form_to("/library/keys/remove"))
        self.assertNotIn("SHA256:", answer.page.text)
        self.assert_open(browser, order)
        self.assert_closed(thief)
        self.sign_in(self.shop.client(), key, status=404)

    def test_keys_are_added_and_removed_by_whoever_is_in_and_nobody_else(self):
        browser, key = self.shop.client(), self.key()
        order = self.library(browser, self.shop)
        self.add(browser, key)
        number = browser.get("/library").page.form_to("/library/keys/remove").field("key")
        stranger = self.shop.client()
        for path in ("/library/keys", "/library/passkeys", "/library/keys/remove"):
            answer = stranger.post_form(path, [("key", number), ("token", "x"), ("signature", "x")])
            self.assertEqual((answer.status, answer.header("location")), (303, "/library"), path)
        for path in ("/library/keys/new", "/library/passkeys/new"):
            self.assertEqual(stranger.get(path).path, "/library")
        other = self.shop.client()
        self.library(other, self.shop)
        other.post_form("/library/keys/remove", [("key", number)])
        self.sign_in(fresh := self.shop.client(), key)
        self.assert_open(fresh, order)
        page = other.get("/library/keys/new")
        taken = other.submit(page.page.form_to("/library/keys"), {"signature": self.run_command(page, key)}, status=409)
        self.assertIn("opens another library", taken.page.text)
        for path in ("/library/key", "/library/keys", "/library/passkey", "/library/passkeys", "/library/keys/remove"):
            refused = browser.request("POST", path, {"Origin": "https://evil.example",
                                                     "Content-Type": "application/x-www-form-urlencoded"}, b"")
            self.assertEqual(refused.status, 403, path)

    def test_keys_and_their_names_lie_sealed_are_exported_and_go_with_their_owner(self):
        shop, key = self.shop, self.key()
        browser = shop.client()
        self.library(browser, shop)
        self.add(browser, key, "Zanzibar Quokkamund")
        public = (Path(str(key) + ".pub").read_text()).split()[1]
        data = browser.get("/library/data").json()["keys_of_the_library"]
        self.assertEqual([(one["kind"], one["name"], one["public_key"]) for one in data],
                         [("ssh", "Zanzibar Quokkamund", "ssh-ed25519 " + public)])
        deeds = [entry["action"] for entry in shop.json("audit", "list")["entries"]]
        self.assertIn("library.key_added", deeds)
        browser.submit(browser.get("/library").page.form_to("/library/erase"), {"sure": "yes"})
        self.sign_in(shop.client(), key, status=404)
        for moment in ("running", "stopped"):
            if moment == "stopped":
                shop.stop()
            for path in sorted(shop.data.rglob("*")):
                if path.is_file():
                    content = path.read_bytes()
                    for secret in ("Quokkamund", public[24:]):
                        for shape in shapes(secret):
                            self.assertNotIn(shape, content, f"{secret} in {path.name}, {moment}")
            self.assertNotIn("Quokkamund", shop.log())
            self.assertNotIn(public[24:], shop.log())


class ByPasskey(OwnKeyCase):
    """At the name localhost: passkeys belong to a name."""

    def setUp(self):
        super().setUp()
        self.origin = self.shop.origin.replace("127.0.0.1", "localhost")

    def named(self):
        return Client(self.origin)

    def in_library(self):
        order = self.buy(self.shop, self.api(), self.priced_book(self.api()))
        browser = self.named()
        browser.submit(browser.get(f"/orders/{order['token']}").page.form_to("/library"))
        return browser, order

    def asked(self, browser, path):
        response = browser.get(path)
        attributes = next(attributes for tag, attributes in response.page.tags
                          if tag == "form" and dict(attributes).get("id") == "passkey")
        asked = {name[5:]: value for name, value in dict(attributes).items() if name.startswith("data-")}
        return {"form": next(form for form in response.page.forms if form.field("token")), "data": asked}

    def send(self, browser, page, values):
        fields = page["form"].fields_to_send(values)
        return browser.post_form(page["form"].action, fields)

    def add(self, browser, device, **more):
        page = self.asked(browser, "/library/passkeys/new")
        return self.send(browser, page, device.make(page, **{"origin": self.origin, **more}))

    def sign_in(self, browser, device, **more):
        page = self.asked(browser, "/library/passkey")
        return self.send(browser, page, device.use(page, **{"origin": self.origin, **more}))

    def test_passkeys_of_every_offered_algorithm_are_added_and_open_the_library(self):
        for algorithm in (ES256, EDDSA, RS256):
            with self.subTest(algorithm=algorithm):
                browser, order = self.in_library()
                device = Authenticator(algorithm)
                self.assertEqual(self.add(browser, device).status, 303)
                self.assertIn("Passkey", browser.get("/library").page.text)
                fresh = self.named()
                fresh.cookies["library-plain"] = "A" * 27
                self.assertEqual(self.sign_in(fresh, device).status, 303)
                self.assert_open(fresh, order)
                self.assertNotEqual(fresh.cookies["library-plain"], "A" * 27)

    def test_another_site_origin_act_or_nobody_there_is_refused(self):
        browser, order = self.in_library()
        device = Authenticator()
        lies = [{"site": "evil.example"}, {"act": MADE}, {"origin": "https://evil.example"}, {"challenge": "AAAA"},
                {"crossOrigin": True}]
        for lie in lies:
            more = {"act": "webauthn.get"} if "act" in lie else lie
            self.assertEqual(self.add(browser, Authenticator(), **more).status, 400, lie)
        self.assertEqual(self.add(browser, device).status, 303)
        for lie in lies:
            fresh = self.named()
            self.assertEqual(self.sign_in(fresh, device, **lie).status, 400, lie)
            self.assert_closed(fresh)
        device.flags = 0
        self.assertEqual(self.sign_in(self.named(), device).status, 400)
        device.flags = 1
        unlocked = self.sign_in(self.named(), device)
        self.assertEqual(unlocked.status, 400)
        self.assertIn("this time it did not ask", unlocked.page.text)
        simple = Authenticator()
        simple.flags = 1
        self.assertEqual(self.add(browser, simple).status, 303, "a device that can only see that somebody is there")
        self.assertEqual(self.sign_in(fresh := self.named(), simple).status, 303)
        self.assert_open(fresh, order)

    def test_an_answer_is_good_once_in_its_own_browser_and_a_count_never_goes_back(self):
        browser, order = self.in_library()
        device = Authenticator()
        self.add(browser, device)
        first = self.named()
        page = self.asked(first, "/library/passkey")
        answer = device.use(page, self.origin)
        stranger = self.named()
        stranger.get("/library/passkey")
        self.assertEqual(self.send(stranger, page, answer).status, 410)
        cookies = dict(first.cookies)
        self.assertEqual(self.send(first, page, answer).status, 303)
        again = self.named()
        again.cookies.update(cookies)
        self.assertEqual(self.send(again, page, answer).status, 410)
        copy = Authenticator.__new__(Authenticator)
        copy.__dict__.update(device.__dict__)
        copy.count = 1
        refused = self.sign_in(self.named(), copy)
        self.assertEqual(refused.status, 409)
        self.assertIn("counted backwards", refused.page.text)
        self.assertEqual(self.sign_in(fresh := self.named(), device).status, 303)
        self.assert_open(fresh, order)

    def test_one_that_was_removed_never_added_or_is_of_somebody_else_is_the_same_answer(self):
        browser, _ = self.in_library()
        device, stolen, never = Authenticator(), Authenticator(), Authenticator()
        self.add(browser, device)
        never.handle = device.handle
        texts = {self.sign_in(self.named(), never).page.text}
        stolen.id, stolen.handle = device.id, bytes(32)
        texts.add(self.sign_in(self.named(), stolen).page.text)
        browser.submit(browser.get("/library").page.form_to("/library/keys/remove"))
        texts.add(self.sign_in(self.named(), device).page.text)
        self.assertEqual(len(texts), 1, texts)
        self.assertIn("opens no library here", texts.pop())

    def test_at_an_address_of_numbers_no_passkey_is_offered(self):
        page = self.shop.client().get("/library/passkey").page
        self.assertIn("Passkeys belong to a name", page.text)
        self.assertEqual([form for form in page.forms if form.action.endswith("/library/passkey")], [])
        self.assertNotIn("Use a passkey", self.shop.client().get("/library").page.text)
        self.assertIn("Use a passkey", self.named().get("/library").page.text)

    def test_nonsense_is_refused_with_a_sentence(self):
        browser, _ = self.in_library()
        for path in ("/library/passkey", "/library/passkeys/new"):
            page = self.asked(browser, path)
            for value in ("", "!!!", "AAAA", "A" * 9000):
                refused = self.send(browser, page, {name: value for name in ("id", "client_data", "attestation", "data", "signature")})
                self.assertIn(refused.status, (400, 404, 413, 429), refused)
