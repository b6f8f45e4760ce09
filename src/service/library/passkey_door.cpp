#include "service/library/passkey_door.hpp"

#include <algorithm>

#include "base/codec.hpp"
#include "service/audit.hpp"
#include "service/library/key_door.hpp"
#include "service/library/own_keys.hpp"
#include "service/library/passkey_text.hpp"

namespace aan::service {
namespace {

using customer::KeyKind;
using customer::LibraryKey;

constexpr std::string_view kOpen = "open by passkey";
constexpr std::string_view kCopied = "passkey_copied";
constexpr std::size_t kHandleBytes = 32;

std::string to_add(const customer::CustomerId& library) { return "add passkey|" + library.value; }

std::string site_of(std::string_view origin) {
  const std::string_view authority = authority_of(origin);
  return std::string(authority.substr(0, authority.find(':')));
}

ports::PasskeyBond bond(const ProofCaller& caller, const Challenge& challenge) {
  return {site_of(caller.origin), caller.origin, challenge.nonce};
}

std::unexpected<Error> unknown() {
  return refuse(Errc::not_found, "library.open_by_passkey", "This passkey opens no library here.",
                "passkey_unknown");
}

}  // namespace

bool PasskeyDoor::can_be_at(const std::string& origin) {
  const std::string site = site_of(origin);
  const std::string_view last = std::string_view(site).substr(site.rfind('.') + 1);
  return !site.empty() && !site.starts_with('[') &&
         !std::ranges::all_of(last, [](char c) { return c >= '0' && c <= '9'; });
}

PasskeyQuestion PasskeyDoor::ask(const ProofCaller& caller) const {
  const Challenge challenge = new_challenge(room_, kOpen, caller);
  return {challenge.token, site_of(caller.origin), challenge.nonce, "", {}};
}

// One handle for all passkeys of a library: a device then knows that they are of one owner.
Result<PasskeyQuestion> PasskeyDoor::ask_to_add(const customer::CustomerId& library,
                                                const ProofCaller& caller) const {
  PasskeyQuestion question;
  question.site = site_of(caller.origin);
  std::vector<LibraryKey> keys;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    keys = AAN_TRY(at.library_keys().keys_of(library, customer::kLibraryKeysMax));
    return {};
  }));
  for (const LibraryKey& key : keys) {
    const auto part = key.kind == KeyKind::passkey ? open_public_part(room_, key)
                                                   : fail(Errc::not_found, "passkey", "none");
    const auto kept = part ? parse_kept_passkey(*part) : std::unexpected(part.error());
    if (!kept) continue;
    question.known.push_back(kept->passkey.credential_id);
    question.handle = kept->handle;
  }
  if (question.handle.empty()) question.handle = room_.rng.bytes(kHandleBytes);
  const Challenge challenge =
      new_challenge(room_, to_add(library), caller, base64url(question.handle));
  question.token = challenge.token;
  question.challenge = challenge.nonce;
  return question;
}

Result<OpenLibrary> PasskeyDoor::open(const PasskeyProof& proof, const ProofCaller& caller) {
  AAN_TRY(check_proof_pace(pace_, caller));
  auto open = open_proved(proof, caller);
  if (!open) pace_.count_miss(caller.sender);
  return open;
}

// The refusal undoes the unit, so what is to be remembered of it has one of its own.
Result<> PasskeyDoor::note_copy(const customer::CustomerId& library) {
  return write_down(room_, {std::string(kNobody), "library.key_copied", library.value, ""});
}

Result<OpenLibrary> PasskeyDoor::open_proved(const PasskeyProof& proof, const ProofCaller& caller) {
  const Challenge challenge = AAN_TRY(find_challenge(room_, kOpen, caller, proof.token));
  std::optional<LibraryKey> key;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    key = AAN_TRY(find_own_key(room_, at.library_keys(), KeyKind::passkey, proof.credential_id));
    return {};
  }));
  if (!key) return unknown();
  const auto part = open_public_part(room_, *key);
  if (!part) return unknown();
  const KeptPasskey kept = AAN_TRY(parse_kept_passkey(*part));
  if (proof.handle != kept.handle) return unknown();
  const ports::Passkey now_is =
      AAN_TRY(check_.check_used(proof.used, kept.passkey, bond(caller, challenge)));
  if (kept.passkey.is_verified && !now_is.is_verified)
    return refuse(Errc::invalid, "library.open_by_passkey",
                  "This passkey did not ask who holds it, as it did when it was added.",
                  "passkey_unlocked");
  const Timestamp now = room_.clock.wall();
  OpenLibrary open;
  const Result<> done =
      room_.store.write("library.open_by_passkey", [&](ports::UnitOfWork& unit) -> Result<> {
        AAN_TRY(use_up(unit, challenge, now));
        const auto still = AAN_TRY(
            find_own_key(room_, unit.library_keys(), KeyKind::passkey, proof.credential_id));
        if (!still) return unknown();
        if (!AAN_TRY(unit.library_keys().use_key(still->id, now_is.sign_count, now)))
          return refuse(Errc::conflict, "library.open_by_passkey",
                        "This passkey counted backwards: somebody may have copied it.",
                        "passkey_copied");
        open.customer = still->customer_id;
        open.token = AAN_TRY(open_session(room_, unit, open.customer, now));
        return {};
      });
  if (!done && done.error().reason == kCopied) AAN_TRY(note_copy(key->customer_id));
  AAN_TRY(done);
  return open;
}

Result<> PasskeyDoor::add(const customer::CustomerId& library, const std::string& token,
                          const ports::MadePasskey& made, const std::string& label,
                          const ProofCaller& caller) {
  AAN_TRY(check_proof_pace(pace_, caller));
  auto add = [&]() -> Result<> {
    const Challenge challenge = AAN_TRY(find_challenge(room_, to_add(library), caller, token));
    KeptPasskey kept;
    kept.passkey = AAN_TRY(check_.check_made(made, bond(caller, challenge)));
    kept.handle = AAN_TRY(parse_base64url(challenge.extra));
    return add_own_key(room_, library,
                       {KeyKind::passkey, kept.passkey.credential_id, encode_passkey(kept), label,
                        kept.passkey.sign_count},
                       challenge);
  };
  const Result<> added = add();
  if (!added) pace_.count_miss(caller.sender);
  return added;
}

}  // namespace aan::service
