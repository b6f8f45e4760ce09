// Makes a passkey, or uses one, and sends what the browser says of it with a form of ours. Without
// scripts the page says so and leads back to the other ways.
(() => {
  const form = document.getElementById("passkey");
  if (!form) return;
  const show = (id, is) => { document.getElementById(id).hidden = !is; };
  if (!window.PublicKeyCredential || !navigator.credentials) return show("no-passkeys", true);
  form.hidden = false;
  const { act, site, challenge, handle, known, shop, owner } = form.dataset;

  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) =>
    btoa(Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join(""))
      .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const put = (name, buffer) => {
    form.elements.namedItem(name).value = buffer ? text(buffer) : "";
  };

  const make = () => navigator.credentials.create({
    publicKey: {
      rp: { id: site, name: shop },
      user: { id: bytes(handle), name: owner, displayName: owner },
      challenge: bytes(challenge),
      pubKeyCredParams: [-7, -8, -257].map((alg) => ({ type: "public-key", alg })),
      excludeCredentials: known.split(" ").filter(Boolean)
        .map((id) => ({ type: "public-key", id: bytes(id) })),
      authenticatorSelection: {
        residentKey: "required", requireResidentKey: true, userVerification: "preferred",
      },
      attestation: "none",
      timeout: 300000,
    },
  });
  const use = () => navigator.credentials.get({
    publicKey: {
      rpId: site, challenge: bytes(challenge), userVerification: "preferred", timeout: 300000,
    },
  });

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    button.disabled = true;
    for (const id of ["given-up", "has-one"]) show(id, false);
    try {
      const made = await (act === "create" ? make() : use());
      put("id", made.rawId);
      put("client_data", made.response.clientDataJSON);
      put("attestation", made.response.attestationObject);
      put("data", made.response.authenticatorData);
      put("signature", made.response.signature);
      put("handle", made.response.userHandle);
      form.submit();
    } catch (why) {
      show(why.name === "InvalidStateError" ? "has-one" : "given-up", true);
      button.disabled = false;
    }
  });
})();
