#pragma once
#include <string>
#include <string_view>

#include "ports/tax_number_check.hpp"

namespace aan::tax_vies {

/// The body of a question. `asker`: the shop's own number.
std::string write_question(const tax::TaxNumber& number, const tax::TaxNumber& asker);

/// Errors: unavailable (the service or an office says that it cannot answer), upstream_malformed
/// (no clear answer to this question).
Result<ports::TaxNumberAnswer> parse_answer(std::string_view text, const tax::TaxNumber& number);

}  // namespace aan::tax_vies
