#include "service/library/challenge.hpp"

#include "base/codec.hpp"
#include "base/text.hpp"
#include "base/whole_number.hpp"
#include "crypto/hash.hpp"
#include "crypto/token.hpp"

namespace aan::service {
namespace {

constexpr std::string_view kSealName = "library-proof";

std::unexpected<Error> over() {
  return refuse(Errc::gone, "library.proof", "That was used already, or its time is over.",
                "proof_over");
}

// Everything that a proof is bound to, but the moment, which has an end and no one value.
std::string bond(std::string_view what, const ProofCaller& caller) {
  return hex(crypto::sha256(std::string(what) + "\n" + caller.origin + "\n" + caller.browser));
}

}  // namespace

std::string_view authority_of(std::string_view origin) {
  const auto at = origin.find("://");
  return at == origin.npos ? origin : origin.substr(at + 3);
}

Challenge new_challenge(const Room& room, std::string_view what, const ProofCaller& caller,
                        std::string_view extra) {
  Challenge fresh;
  fresh.nonce = crypto::new_token(room.rng);
  fresh.extra = extra;
  const std::string payload = bond(what, caller) + "\n" + std::to_string(room.clock.wall().us) +
                              "\n" + fresh.nonce + "\n" + fresh.extra;
  fresh.token = crypto::sign_cookie(room.keys.ring(), kSealName, payload);
  return fresh;
}

Result<Challenge> find_challenge(const Room& room, std::string_view what, const ProofCaller& caller,
                                 std::string_view token) {
  const auto payload = crypto::verify_cookie(room.keys.ring(), kSealName, token);
  if (!payload || caller.browser.empty()) return over();
  const auto parts = split(*payload, '\n');
  if (parts.size() != 4) return over();
  const auto made = parse_whole_number(parts[1]);
  if (!made) return over();
  if (!crypto::equal_constant_time(parts[0], bond(what, caller))) return over();
  if (room.clock.wall() - Timestamp{*made} >= customer::kProofFor) return over();
  return Challenge{std::string(token), std::string(parts[2]), std::string(parts[3])};
}

Result<> use_up(ports::UnitOfWork& unit, const Challenge& challenge, Timestamp now) {
  if (AAN_TRY(unit.library_keys().use_proof(crypto::sha256(challenge.nonce), now))) return {};
  return over();
}

}  // namespace aan::service
