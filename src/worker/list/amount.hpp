#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace aan::worker::list {

/// One amount as lists write it, "29.99" of "29.99", "$29.99", "1,299.00", "1.299,00", "29,99 €",
/// "EUR 29.99"; "0" of "0" and "free". Nothing where anything else stands beside it, or where it
/// could mean two amounts ("4.999").
std::optional<std::string> amount(std::string_view written);
/// The currency that such a cell names itself, "EUR" of "€4.99"; empty: it names none.
std::string currency_beside(std::string_view written);
/// Digits with a decimal point, and nothing else: what ONIX and xs:decimal know.
std::optional<std::string> decimal_amount(std::string_view written);
/// A number of JSON as an amount, rounded to a hundredth: 29.99 is "29.99". Nothing where it is
/// below zero, more than a thousand million, or rounds to a zero that it is not.
std::optional<std::string> amount(double number);

}  // namespace aan::worker::list
