#pragma once
#include <string>
#include <string_view>

#include "base/money.hpp"

namespace aan::catalog {

/// An amount as people write it, in the form that `parse_decimal` reads: "5,00", "€5", "5 EUR",
/// "1.234,50" and "1,234.50" become "5.00", "5", "5", "1234.50" and "1234.50". A mark or code of
/// another currency than `asset` is not taken away, and what can be read in two ways ("1,234" of
/// dollars) stays as it is: `parse_decimal` refuses both with its sentence.
std::string plain_amount(std::string_view typed, const Asset& asset);

}  // namespace aan::catalog
