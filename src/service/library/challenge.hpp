#pragma once
#include <string>
#include <string_view>

#include "domain/customer/library_key.hpp"
#include "service/room.hpp"

namespace aan::service {

/// Who asks to be let in, as far as a proof is bound to them.
struct ProofCaller {
  std::string origin;   ///< of the shop as this browser knows it: "https://shop.example"
  std::string browser;  ///< a secret that this browser keeps; a proof of another one is none
  std::string sender;   ///< for the pace alone
};

/// Something to be signed once. Nothing is stored before it is: it carries the shop's own seal.
struct Challenge {
  std::string token;  ///< for a hidden field; empty: there is none
  std::string nonce;  ///< 27 letters that nobody could foresee
  std::string extra;  ///< what was sealed with it
};

/// A fresh one. `what`: what it is good for, and for nothing else: "open", "add|<library>". No
/// part holds a line's end.
Challenge new_challenge(const Room& room, std::string_view what, const ProofCaller& caller,
                        std::string_view extra = "");
/// What a hidden field brought back. Errors: gone "proof_over": not the shop's own, for something
/// else, of another browser or address, or older than `customer::kProofFor`.
Result<Challenge> find_challenge(const Room& room, std::string_view what, const ProofCaller& caller,
                                 std::string_view token);
/// Uses a challenge up in the caller's unit. Errors: gone "proof_over" when it was.
Result<> use_up(ports::UnitOfWork& unit, const Challenge& challenge, Timestamp now);

/// "shop.example:8443": what stands behind the scheme of an origin.
std::string_view authority_of(std::string_view origin);

}  // namespace aan::service
