#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/money.hpp"
#include "base/timestamp.hpp"

namespace aan::catalog {

/// What one unit of the shop's currency is about worth in another one, as the operator says. Prices
/// are shown beside what is charged by it; nothing is ever charged, kept or reckoned by it.
struct AboutRate {
  Asset asset;              ///< in which amounts are shown
  std::int64_t scaled = 0;  ///< the rate times ten to the power of `digits`; positive
  int digits = 0;           ///< after the point, as they were written
  std::optional<Timestamp>
      set_at;  ///< the begin of the day (UTC) that it is of; nothing: not known
  friend bool operator==(const AboutRate&, const AboutRate&) = default;
};

inline constexpr std::size_t kAboutRatesMax = 8;
inline constexpr int kRateDigitsMax = 12;                            ///< in all
inline constexpr int kRateDecimalsMax = 8;                           ///< of them after the point
inline constexpr Duration kAboutRateOldAfter = Duration::days(31);   ///< its operator is told
inline constexpr Duration kAboutRateShownFor = Duration::days(365);  ///< then nobody sees it

/// "GBP=0.79, CHF=0.95@2026-11-26": rates between blanks or commas, by rising code; the day may be
/// left away. Errors: invalid with a sentence for the operator: an unknown currency, one twice,
/// a rate that is none, zero or has too many digits, a day that is none, more than
/// `kAboutRatesMax`.
Result<std::vector<AboutRate>> parse_about_rates(std::string_view text);
/// The same way back: "CHF=0.95@2026-11-26 GBP=0.79".
std::string text_of(const std::vector<AboutRate>& rates);

/// Older than a month.
[[nodiscard]] bool is_old(const AboutRate& rate, Timestamp now);
/// Not older than a year: amounts are shown by it.
[[nodiscard]] bool is_shown(const AboutRate& rate, Timestamp now);

/// What an amount of the shop's currency is about, rounded half up to the last digit of the other
/// one; more than nothing is never about nothing. Nothing: it is negative or does not fit.
[[nodiscard]] std::optional<Money> about(const Money& amount, const AboutRate& rate);

}  // namespace aan::catalog
