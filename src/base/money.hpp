#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace aan {

/// What money is counted in: an ISO 4217 currency, or later a coin in its ledger unit.
/// A value type; made only by `find_asset`, so that an unknown code never becomes money.
class Asset {
 public:
  Asset() = default;  ///< no asset; equal to no real one
  [[nodiscard]] std::string_view code() const { return {code_, size_}; }
  /// Digits after the decimal point of one unit of account: 2 for USD, 0 for JPY, 3 for BHD.
  [[nodiscard]] int exponent() const { return exponent_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  friend bool operator==(const Asset& a, const Asset& b) { return a.code() == b.code(); }
  friend auto operator<=>(const Asset& a, const Asset& b) { return a.code() <=> b.code(); }

 private:
  friend std::optional<Asset> find_asset(std::string_view code);
  char code_[8] = {};
  std::uint8_t size_ = 0;
  std::int8_t exponent_ = 0;
};

/// Asset by its upper-case code, nothing for a code that is not in the table.
std::optional<Asset> find_asset(std::string_view code);

/// An amount in the ledger unit of its asset (ISO 4217 minor unit: cents). Never a float.
struct Money {
  std::int64_t amount = 0;
  Asset asset;
  [[nodiscard]] bool is_zero() const { return amount == 0; }
  [[nodiscard]] Money negated() const;
  friend bool operator==(const Money&, const Money&) = default;
};

/// Checked sum. Errors: invalid on overflow or on two assets (a bug or hostile input).
Result<Money> add(const Money& a, const Money& b);
Result<Money> subtract(const Money& a, const Money& b);

/// Decimal text of an operator ("4.99", "12", "1500") to money. No sign, no exponent, no more
/// digits than the asset has. Errors: invalid, with a sentence that names the asset's digits.
Result<Money> parse_decimal(std::string_view text, const Asset& asset);
/// "19.99" (point, no grouping, all digits of the asset): for CSV, feeds and JSON of others.
std::string decimal(const Money& money);

/// Minor units of money as a decimal string ("1999"), as our JSON carries it; what is no amount is
/// read by `parse_whole_number`. Errors: invalid.
Result<std::int64_t> parse_minor_units(std::string_view text);

}  // namespace aan
