#pragma once
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace aan::tax {

inline constexpr std::size_t kTaxNumberBytesMax = 40;  ///< as typed

/// A number of value added tax of a member state, as far as its form goes.
struct TaxNumber {
  std::string country;  ///< ISO code: "GR" where the number says "EL"
  std::string prefix;   ///< as the number says it
  std::string rest;     ///< what follows, capital letters and digits
  [[nodiscard]] std::string text() const { return prefix + rest; }
  bool operator==(const TaxNumber&) const = default;
};

/// Reads a number with its country in front; blanks, dots and hyphens do not matter. The form can
/// only refuse: a number of the right form may still be nobody's. Errors: invalid
/// "tax_number_form".
Result<TaxNumber> parse_tax_number(std::string_view typed);

/// Whether a business may print this as its number on an invoice: of a member state in its form,
/// else letters and digits, four to twenty of which at least four are digits, with the usual marks
/// between. Says nothing of whose it is. Blanks around it do not matter.
bool could_be_tax_number(std::string_view typed);

}  // namespace aan::tax
