#include "adapters/passkey_fido2/fido2_check.hpp"

#include <fido.h>
#include <fido/eddsa.h>
#include <fido/es256.h>
#include <fido/rs256.h>

#include <array>
#include <memory>

#include "adapters/passkey_fido2/attestation.hpp"
#include "adapters/passkey_fido2/client_data_json.hpp"
#include "crypto/hash.hpp"

namespace aan::passkey_fido2 {
namespace {

constexpr std::array<int, 3> kAlgorithms = {COSE_ES256, COSE_EDDSA, COSE_RS256};
// Authenticator data: digest of the site, flags, count; then, with a key, id of the model, length.
constexpr std::size_t kDigestBytes = 32;
constexpr std::size_t kHeadBytes = 37;
constexpr std::size_t kIdAt = 55;
constexpr std::size_t kIdBytesMin = 16;
constexpr std::size_t kIdBytesMax = 1023;
constexpr std::size_t kDataBytesMax = 4096;
constexpr unsigned kPresent = 0x01;
constexpr unsigned kVerified = 0x04;

const unsigned char* raw(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string bytes(const unsigned char* from, std::size_t size) {
  return from == nullptr ? std::string() : std::string(reinterpret_cast<const char*>(from), size);
}

struct DropCred {
  void operator()(fido_cred_t* cred) const { fido_cred_free(&cred); }
};
using Cred = std::unique_ptr<fido_cred_t, DropCred>;

struct DropAssert {
  void operator()(fido_assert_t* it) const { fido_assert_free(&it); }
};

// The site and who was there are said by the first bytes, before anything is made of the others.
Result<> check_head(std::string_view data, const ports::PasskeyBond& bond) {
  if (data.size() < kHeadBytes || data.size() > kDataBytesMax) return wrong("data: length");
  if (data.substr(0, kDigestBytes) != crypto::sha256(bond.site)) return wrong("data: another site");
  if ((static_cast<unsigned char>(data[kDigestBytes]) & kPresent) == 0)
    return wrong("data: nobody was there");
  return {};
}

Result<> check_room(std::string_view data) {
  if (data.size() < kIdAt) return wrong("data: no key");
  const std::size_t size = static_cast<unsigned char>(data[kIdAt - 2]) * std::size_t{256} +
                           static_cast<unsigned char>(data[kIdAt - 1]);
  if (size < kIdBytesMin || size > kIdBytesMax || data.size() < kIdAt + size)
    return wrong("data: id");
  if (!is_modest_cbor(data.substr(kIdAt + size))) return wrong("data: no modest CBOR");
  return {};
}

// libfido2 wants to be told the kind of key that it will find.
Cred read_cred(const Attestation& attestation) {
  for (const int algorithm : kAlgorithms) {
    Cred cred(fido_cred_new());
    if (cred && fido_cred_set_type(cred.get(), algorithm) == FIDO_OK &&
        fido_cred_set_authdata_raw(cred.get(), raw(attestation.data), attestation.data.size()) ==
            FIDO_OK)
      return cred;
  }
  return nullptr;
}

// None is asked for; one that comes all the same has to be true.
Result<> check_statement(fido_cred_t* cred, const Attestation& attestation,
                         std::string_view client_data, const ports::PasskeyBond& bond) {
  constexpr std::string_view kEmptyMap = "\xa0";
  if (attestation.format == "none") {
    if (attestation.statement != kEmptyMap) return wrong("attestation: none, and yet one");
    return {};
  }
  if (attestation.format != "packed") return wrong("attestation: a format not asked for");
  if (fido_cred_set_fmt(cred, "packed") != FIDO_OK ||
      fido_cred_set_clientdata(cred, raw(client_data), client_data.size()) != FIDO_OK ||
      fido_cred_set_rp(cred, bond.site.c_str(), nullptr) != FIDO_OK ||
      fido_cred_set_attstmt(cred, raw(attestation.statement), attestation.statement.size()) !=
          FIDO_OK)
    return wrong("attestation: statement");
  const bool is_own = fido_cred_x5c_ptr(cred) == nullptr;
  if ((is_own ? fido_cred_verify_self(cred) : fido_cred_verify(cred)) != FIDO_OK)
    return wrong("attestation: not true");
  return {};
}

// The same check that its use will make.
template <class Key, auto kNew, auto kFree, auto kFrom, class Use>
int with_key(const std::string& public_key, Use use) {
  Key* key = kNew();
  if (key == nullptr) return FIDO_ERR_INTERNAL;
  int done = kFrom(key, public_key.data(), public_key.size());
  if (done == FIDO_OK) done = use(key);
  kFree(&key);
  return done;
}

template <class Use>
int with_public_key(const ports::Passkey& known, Use use) {
  switch (known.algorithm) {
    case COSE_ES256:
      return with_key<es256_pk_t, es256_pk_new, es256_pk_free, es256_pk_from_ptr>(known.public_key,
                                                                                  use);
    case COSE_EDDSA:
      return with_key<eddsa_pk_t, eddsa_pk_new, eddsa_pk_free, eddsa_pk_from_ptr>(known.public_key,
                                                                                  use);
    case COSE_RS256:
      return with_key<rs256_pk_t, rs256_pk_new, rs256_pk_free, rs256_pk_from_ptr>(known.public_key,
                                                                                  use);
    default: return FIDO_ERR_UNSUPPORTED_ALGORITHM;
  }
}

}  // namespace

Fido2Check::Fido2Check() { fido_init(0); }

Result<ports::Passkey> Fido2Check::check_made(const ports::MadePasskey& made,
                                              const ports::PasskeyBond& bond) const {
  AAN_TRY(check_client_data(made.client_data, "webauthn.create", bond));
  const Attestation attestation = AAN_TRY(parse_attestation(made.attestation));
  AAN_TRY(check_head(attestation.data, bond));
  AAN_TRY(check_room(attestation.data));
  const Cred cred = read_cred(attestation);
  if (!cred) return wrong("data: no key of a kind that is offered");
  AAN_TRY(check_statement(cred.get(), attestation, made.client_data, bond));
  ports::Passkey passkey;
  passkey.credential_id = bytes(fido_cred_id_ptr(cred.get()), fido_cred_id_len(cred.get()));
  passkey.algorithm = fido_cred_type(cred.get());
  passkey.public_key = bytes(fido_cred_pubkey_ptr(cred.get()), fido_cred_pubkey_len(cred.get()));
  passkey.sign_count = fido_cred_sigcount(cred.get());
  passkey.is_verified = (fido_cred_flags(cred.get()) & kVerified) != 0;
  if (with_public_key(passkey, [](const void*) { return FIDO_OK; }) != FIDO_OK)
    return wrong("data: a key that is none");
  return passkey;
}

Result<ports::Passkey> Fido2Check::check_used(const ports::UsedPasskey& used,
                                              const ports::Passkey& known,
                                              const ports::PasskeyBond& bond) const {
  AAN_TRY(check_client_data(used.client_data, "webauthn.get", bond));
  const std::string& data = used.authenticator_data;
  AAN_TRY(check_head(data, bond));
  if (!is_modest_cbor(std::string_view(data).substr(kHeadBytes)))
    return wrong("data: no modest CBOR");
  const std::unique_ptr<fido_assert_t, DropAssert> it(fido_assert_new());
  if (!it ||
      fido_assert_set_clientdata(it.get(), raw(used.client_data), used.client_data.size()) !=
          FIDO_OK ||
      fido_assert_set_rp(it.get(), bond.site.c_str()) != FIDO_OK ||
      fido_assert_set_count(it.get(), 1) != FIDO_OK ||
      fido_assert_set_up(it.get(), FIDO_OPT_TRUE) != FIDO_OK ||
      fido_assert_set_authdata_raw(it.get(), 0, raw(data), data.size()) != FIDO_OK ||
      fido_assert_set_sig(it.get(), 0, raw(used.signature), used.signature.size()) != FIDO_OK)
    return wrong("data: not read");
  const int verified = with_public_key(known, [&](const void* key) {
    return fido_assert_verify(it.get(), 0, static_cast<int>(known.algorithm), key);
  });
  if (verified != FIDO_OK) return wrong("signature");
  ports::Passkey now_is = known;
  now_is.sign_count = fido_assert_sigcount(it.get(), 0);
  now_is.is_verified = (fido_assert_flags(it.get(), 0) & kVerified) != 0;
  return now_is;
}

}  // namespace aan::passkey_fido2
