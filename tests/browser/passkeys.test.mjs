// Passkeys, judged by Chromium and its virtual authenticator: made, used, kept apart, and never needed.
import assert from "node:assert/strict";

import { PHONE, visit } from "./lib/browser.mjs";
import { buy, button, pricedBooks } from "./lib/buyer.mjs";
import { ownShop } from "./lib/shop.mjs";
import { test } from "./lib/test.mjs";

// Passkeys belong to a name.
const named = (shop) => ({ origin: shop.origin.replace("127.0.0.1", "localhost") });

class Device {
  static async on(page, options = {}) {
    const cdp = await page.context().newCDPSession(page);
    await cdp.send("WebAuthn.enable");
    const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true,
        isUserVerified: true, automaticPresenceSimulation: true, ...options,
      },
    });
    return Object.assign(new Device(), { cdp, authenticatorId });
  }
  ask(what, more = {}) {
    return this.cdp.send(`WebAuthn.${what}`, { authenticatorId: this.authenticatorId, ...more });
  }
  async credentials() {
    return (await this.ask("getCredentials")).credentials;
  }
}

async function inLibrary(use, options = {}) {
  const shop = await ownShop();
  const [book] = await pricedBooks(shop);
  await visit(named(shop), options, async (page, watch) => {
    await buy(page, book);
    await button(page, "Gather in a library").click();
    await page.waitForURL("**/library");
    await use(page, await Device.on(page), watch);
  });
  await shop.stop();
}

async function addPasskey(page, label = "") {
  await page.goto("/library");
  await page.getByRole("link", { name: "Add a passkey" }).click();
  await page.getByLabel("A name for it").fill(label);
  await button(page, "Make a passkey").click();
}

async function signIn(page) {
  await page.context().clearCookies();
  await page.goto("/library");
  await page.getByRole("link", { name: "Use a passkey" }).click();
  await button(page, "Use a passkey").click();
}

test("a passkey is made, listed, and opens the library for a browser that has nothing else", () =>
  inLibrary(async (page, device) => {
    await addPasskey(page, "My phone");
    await page.waitForURL("**/library#own-keys");
    assert.match(await page.locator(".own-keys").innerText(), /My phone[^]*Not used yet/);
    const [credential] = await device.credentials();
    assert.equal(credential.rpId, "localhost");
    assert.equal(credential.isResidentCredential, true);
    const handle = Buffer.from(credential.userHandle, "base64").toString("latin1");
    assert.ok(handle.length >= 16);
    assert.doesNotMatch(handle, /demo|^[ -~]*$/, "random bytes, and no name of anybody");
    await signIn(page);
    await page.waitForURL("**/library");
    assert.match(await page.locator(".own-keys").innerText(), /My phone[^]*Last used on/);
    assert.equal(await page.locator(".library-order").count(), 1);
  }, { size: PHONE }));

test("a place that has a passkey of this library says so and makes no second one", () =>
  inLibrary(async (page, device) => {
    await addPasskey(page);
    await page.waitForURL("**/library#own-keys");
    await addPasskey(page);
    await page.locator("#has-one").waitFor();
    assert.equal((await device.credentials()).length, 1);
    assert.equal(await button(page, "Make a passkey").isEnabled(), true);
  }));

test("a passkey that counts backwards opens nothing", () =>
  inLibrary(async (page, device, watch) => {
    watch.allowRefusal(new URL("/library/passkey", page.url()).href);
    await addPasskey(page);
    await page.waitForURL("**/library#own-keys");
    await signIn(page);
    await page.waitForURL("**/library");
    const [credential] = await device.credentials();
    await device.ask("removeCredential", { credentialId: credential.credentialId });
    await device.ask("addCredential", { credential: { ...credential, signCount: 0 } });
    const answer = page.waitForResponse((response) => response.request().method() === "POST");
    await signIn(page);
    assert.equal((await answer).status(), 409);
    assert.match(await page.locator("#problem").innerText(), /counted backwards/);
  }));

test("a removed passkey opens nothing, and the page leads on", () =>
  inLibrary(async (page, _device, watch) => {
    watch.allowRefusal(new URL("/library/passkey", page.url()).href);
    await addPasskey(page);
    await page.waitForURL("**/library#own-keys");
    await page.getByRole("button", { name: "Remove" }).click();
    await page.waitForURL("**/library#own-keys");
    assert.equal(await page.locator(".own-keys").count(), 0);
    const answer = page.waitForResponse((response) => response.request().method() === "POST");
    await signIn(page);
    assert.equal((await answer).status(), 404);
    assert.match(await page.locator("#problem").innerText(), /opens no library here/);
    await page.getByRole("link", { name: "Back to the library" }).click();
    await page.waitForURL("**/library");
  }));

test("whoever gives it up may try again", () =>
  inLibrary(async (page, device) => {
    await device.ask("setUserVerified", { isUserVerified: false });
    await addPasskey(page);
    await page.locator("#given-up").waitFor();
    await device.ask("setUserVerified", { isUserVerified: true });
    await button(page, "Make a passkey").click();
    await page.waitForURL("**/library#own-keys");
  }));

test("without scripts, or in a browser without passkeys, the page says so and the other ways stay", async () => {
  const shop = await ownShop();
  await visit(named(shop), { scripts: false }, async (page) => {
    await page.goto("/library/passkey");
    assert.match(await page.locator("main").innerText(), /scripts are off/);
    assert.equal(await button(page, "Use a passkey").isVisible(), false);
    await page.getByRole("link", { name: "Back to the library" }).click();
    await page.getByRole("link", { name: "Sign with an SSH key" }).click();
    assert.match(await page.locator("#command").innerText(), /^echo open-library:localhost:\d+:\S{27} \| ssh-keygen -Y sign/);
  });
  await visit(named(shop), {}, async (page) => {
    await page.addInitScript(() => { delete window.PublicKeyCredential; });
    await page.goto("/library/passkey");
    await page.locator("#no-passkeys").waitFor();
    assert.equal(await button(page, "Use a passkey").isVisible(), false);
  });
  await shop.stop();
});
