#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/timestamp.hpp"

namespace aan::tax {

/// What says where a buyer lives.
enum class Sign : std::uint8_t {
  declared,  ///< the buyer says so, at checkout
  card,      ///< the card or bank account was issued there, says the processor
};
std::string_view name_of(Sign sign);
std::optional<Sign> parse_sign(std::string_view name);

/// One piece of evidence of the place of a sale.
struct Evidence {
  Sign sign = Sign::declared;
  std::string source;   ///< whose word: a payment's name at its provider; empty: the buyer's
  std::string country;  ///< ISO code
  Timestamp at;
};

/// What all pieces together are worth. The law asks for two that do not contradict each other
/// (282/2011, article 24b), for one below 100,000 euros a year.
enum class Proof : std::uint8_t {
  none,          ///< no tax depends on it
  one,           ///< only one piece
  two,           ///< two pieces of different origin say the same
  contradicted,  ///< they name different countries: a person has to look
};
std::string_view name_of(Proof proof);
std::optional<Proof> parse_proof(std::string_view name);

/// Whether the pieces agree. Two countries count as one where one has the tax of the other.
Proof proof_of(std::span<const Evidence> evidence);

}  // namespace aan::tax
