#include "service/library/key_door.hpp"

#include <algorithm>
#include <array>

#include "crypto/ssh_signature.hpp"
#include "service/library/own_keys.hpp"

namespace aan::service {

/// Who signed, and what.
struct KeyDoor::Proved {
  Challenge challenge;
  std::string public_key;
};

namespace {

using customer::KeyKind;

constexpr std::string_view kOpen = "open";
constexpr std::string_view kOpenVerb = "open-library";
constexpr std::string_view kAddVerb = "add-key";

std::string to_add(const customer::CustomerId& library) { return "add|" + library.value; }

// Brackets of an address mean something to a shell.
std::string host_in(const ProofCaller& caller) {
  std::string host(authority_of(caller.origin));
  std::erase_if(host, [](char c) { return c == '[' || c == ']'; });
  return host;
}

std::string name_space_of(const ProofCaller& caller) { return "library@" + host_in(caller); }

std::string text_of(std::string_view verb, const ProofCaller& caller, const Challenge& challenge) {
  return std::string(verb) + ":" + host_in(caller) + ":" + challenge.nonce;
}

KeyQuestion question(const Room& room, std::string_view what, std::string_view verb,
                     const ProofCaller& caller, const std::string& token) {
  const Challenge challenge =
      find_challenge(room, what, caller, token).value_or(new_challenge(room, what, caller));
  return {challenge.token, text_of(verb, caller, challenge), name_space_of(caller)};
}

// `echo` of each shell ends the line in its own way.
bool is_signed(const crypto::SshSignature& signature, std::string_view name_space,
               const std::string& text) {
  constexpr std::array<std::string_view, 4> kEnds = {"\n", "", "\r\n", " \r\n"};
  return std::ranges::any_of(kEnds, [&](std::string_view end) {
    return crypto::signs(signature, name_space, text + std::string(end));
  });
}

}  // namespace

Result<> check_proof_pace(GuessPace& pace, const ProofCaller& caller) {
  const auto wait = pace.wait_of(caller.sender);
  if (!wait) return {};
  Error fast = refuse(Errc::limited, "library.proof",
                      "That went wrong very often. Please wait a little.", "proofs_too_fast")
                   .error();
  fast.retry_after_s = static_cast<int>(wait->s() + 1);
  return std::unexpected(std::move(fast));
}

KeyQuestion KeyDoor::ask(const ProofCaller& caller, const std::string& token) const {
  return question(room_, kOpen, kOpenVerb, caller, token);
}

KeyQuestion KeyDoor::ask_to_add(const customer::CustomerId& library, const ProofCaller& caller,
                                const std::string& token) const {
  return question(room_, to_add(library), kAddVerb, caller, token);
}

// The signature comes before any key is looked for: whoever holds no key learns of none.
Result<KeyDoor::Proved> KeyDoor::prove(std::string_view what, std::string_view verb,
                                       const KeyProof& proof, const ProofCaller& caller) {
  AAN_TRY(check_proof_pace(pace_, caller));
  auto proved = [&]() -> Result<Proved> {
    Challenge challenge = AAN_TRY(find_challenge(room_, what, caller, proof.token));
    crypto::SshSignature signature = AAN_TRY(crypto::parse_ssh_signature(proof.signature));
    if (!is_signed(signature, name_space_of(caller), text_of(verb, caller, challenge)))
      return refuse(Errc::invalid, "library.proof", "This is a signature of something else.",
                    "signature_wrong");
    return Proved{std::move(challenge), std::move(signature.public_key)};
  }();
  if (!proved) pace_.count_miss(caller.sender);
  return proved;
}

Result<OpenLibrary> KeyDoor::open(const KeyProof& proof, const ProofCaller& caller) {
  const Proved proved = AAN_TRY(prove(kOpen, kOpenVerb, proof, caller));
  const Timestamp now = room_.clock.wall();
  OpenLibrary open;
  const Result<> done =
      room_.store.write("library.open_by_key", [&](ports::UnitOfWork& unit) -> Result<> {
        const auto key =
            AAN_TRY(find_own_key(room_, unit.library_keys(), KeyKind::ssh, proved.public_key));
        if (!key || !AAN_TRY(unit.library_keys().use_key(key->id, 0, now)))
          return refuse(Errc::not_found, "library.open_by_key", "This key opens no library here.",
                        "own_key_unknown");
        AAN_TRY(use_up(unit, proved.challenge, now));
        open.customer = key->customer_id;
        open.token = AAN_TRY(open_session(room_, unit, open.customer, now));
        return {};
      });
  if (!done) pace_.count_miss(caller.sender);
  AAN_TRY(done);
  return open;
}

Result<> KeyDoor::add(const customer::CustomerId& library, const KeyProof& proof,
                      const std::string& label, const ProofCaller& caller) {
  const Proved proved = AAN_TRY(prove(to_add(library), kAddVerb, proof, caller));
  return add_own_key(room_, library, {KeyKind::ssh, proved.public_key, proved.public_key, label, 0},
                     proved.challenge);
}

}  // namespace aan::service
