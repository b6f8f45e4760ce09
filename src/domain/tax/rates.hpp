#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.hpp"
#include "base/timestamp.hpp"

namespace aan::tax {

/// What is sold, as tax law sees it: books as files, or anything else that is sent by wire.
enum class Kind : std::uint8_t { ebook, standard };
std::string_view name_of(Kind kind);
std::optional<Kind> parse_kind(std::string_view name);

inline constexpr std::int64_t kRateMax = 5'000;  ///< basis points: half of the net price

/// A rate that counts in a country from a day on, until the next one of the same country and kind.
struct Rate {
  std::string_view country;
  Kind kind = Kind::ebook;
  std::int64_t bps = 0;   ///< hundredths of a percent: 550 is 5.5 %
  std::string_view from;  ///< YYYY-MM-DD; its first moment in UTC
};

/// The table that comes with the program: the European Union, GB, NO and CH. `kRatesAsOf` says of
/// which day it is; laws change, so the operator checks it and overrides it.
std::span<const Rate> shipped_rates();
inline constexpr std::string_view kRatesAsOf = "2026-11-01";

/// Which rate counts where: the shipped table, and what the operator put over it.
class Rates {
 public:
  Rates() = default;
  /// From "DK=0, HU=27, FR=5.5": those count for every kind and day. Errors: invalid, with the part
  /// that cannot be.
  static Result<Rates> create(std::string_view overrides);

  /// In basis points; nothing where no rate is known.
  [[nodiscard]] std::optional<std::int64_t> find(std::string_view country, Kind kind,
                                                 Timestamp now) const;
  /// True for what the operator set.
  [[nodiscard]] bool is_own(std::string_view country) const;

 private:
  std::map<std::string, std::int64_t, std::less<>> own_;
};

/// "7", "5.5": a percentage without trailing zeros.
std::string percent(std::int64_t bps);

}  // namespace aan::tax
