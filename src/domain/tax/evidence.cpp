#include "domain/tax/evidence.hpp"

#include "domain/tax/country.hpp"

namespace aan::tax {

std::string_view name_of(Sign sign) { return sign == Sign::declared ? "declared" : "card"; }

std::optional<Sign> parse_sign(std::string_view name) {
  if (name == "declared") return Sign::declared;
  if (name == "card") return Sign::card;
  return std::nullopt;
}

std::string_view name_of(Proof proof) {
  switch (proof) {
    case Proof::none: return "none";
    case Proof::one: return "one";
    case Proof::two: return "two";
    case Proof::contradicted: return "contradicted";
  }
  return "none";
}

std::optional<Proof> parse_proof(std::string_view name) {
  for (const Proof one : {Proof::none, Proof::one, Proof::two, Proof::contradicted})
    if (name_of(one) == name) return one;
  return std::nullopt;
}

Proof proof_of(std::span<const Evidence> evidence) {
  const Evidence* first = nullptr;
  bool has_another = false;
  for (const Evidence& one : evidence) {
    if (one.country.empty()) continue;  // nobody can read it any more
    if (first == nullptr) first = &one;
    if (tax_home(one.country) != tax_home(first->country)) return Proof::contradicted;
    has_another = has_another || one.sign != first->sign;
  }
  if (first == nullptr) return Proof::none;
  return has_another ? Proof::two : Proof::one;
}

}  // namespace aan::tax
