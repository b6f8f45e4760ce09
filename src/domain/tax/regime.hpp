#pragma once
#include <set>
#include <string>

#include "domain/tax/rates.hpp"

namespace aan::tax {

/// Whether what stands on a price tag holds the tax already.
enum class Prices : std::uint8_t { inclusive, exclusive };
std::string_view name_of(Prices prices);
std::optional<Prices> parse_prices(std::string_view name);

/// What the shop is registered for. Who is not registered charges no tax and asks for no country.
struct Regime {
  std::string country;  ///< where it is registered; empty: nowhere
  Prices prices = Prices::inclusive;
  /// Abroad in the Union the buyer's country's tax is charged and reported at one office (OSS).
  /// Without it a shop of the Union charges its own country's tax there, which it may below the
  /// threshold of 10,000 euros a year: the operator's choice, since a program cannot know the
  /// turnover of other shops.
  bool has_oss = false;
  std::set<std::string, std::less<>> also;  ///< further countries where it is registered itself
  Kind kind = Kind::ebook;                  ///< what it sells
  [[nodiscard]] bool is_registered() const { return !country.empty(); }
  bool operator==(const Regime&) const = default;
};

/// How a sale is taxed.
enum class Treatment : std::uint8_t {
  none,            ///< the shop is not registered, or nothing is paid
  undecided,       ///< it depends on where the buyer lives, which nobody has said yet
  taxed,           ///< by the rate of a place, which may be zero
  outside,         ///< the buyer lives where the shop owes no tax
  reverse_charge,  ///< a business of another member state, confirmed: the buyer owes the tax
};
std::string_view name_of(Treatment treatment);
std::optional<Treatment> parse_treatment(std::string_view name);

/// Where a sale is taxed, and by what rate.
struct Decision {
  Treatment treatment = Treatment::none;
  std::string country;      ///< whose tax it is, or would be; empty: none
  std::int64_t bps = 0;     ///< charged, when `taxed`
  std::int64_t relief = 0;  ///< basis points held by an inclusive price that are not charged
  Prices prices = Prices::inclusive;
  bool operator==(const Decision&) const = default;
};

/// What the buyer says and what was found out about it.
struct Buyer {
  std::string country;              ///< where the buyer lives, by ISO code; empty: not said yet
  bool is_business_abroad = false;  ///< a tax number of `country` was confirmed by the service
};

/// Decides for one sale. Errors: invalid "tax_country" for a country that is none; unavailable
/// "tax_rate_unknown" where the shop owes tax and no rate is known: it does not guess.
Result<Decision> decide(const Regime& regime, const Rates& rates, const Buyer& buyer,
                        Timestamp now);

/// Whether a regime can be sold under now: its own rates are known. Errors: invalid, with a
/// sentence for the operator.
Result<> check_regime(const Regime& regime, const Rates& rates, Timestamp now);

}  // namespace aan::tax
