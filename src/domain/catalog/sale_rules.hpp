#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/timestamp.hpp"

namespace aan::catalog {

inline constexpr std::size_t kTerritoryCountriesMax = 250;

/// Which countries the list of a territory names.
enum class Territory : std::uint8_t { everywhere, only, except };
std::string_view name_of(Territory territory);
std::optional<Territory> parse_territory(std::string_view name);

/// When and where an offer is sold, whatever it costs.
struct SaleRules {
  std::optional<Timestamp> sold_from;   ///< first moment of the sale; nothing: at once
  std::optional<Timestamp> sold_until;  ///< first moment after it; nothing: for ever
  /// The day it is delivered from. What is bought before is paid at once and delivered then.
  std::optional<Timestamp> release_at;
  Territory territory = Territory::everywhere;
  std::vector<std::string> countries;  ///< of the territory: ISO codes, sorted, each once
  bool operator==(const SaleRules&) const = default;
};

/// What the dates of an offer say of one moment.
enum class SaleState : std::uint8_t {
  open,
  preorder,  ///< sold, and not delivered yet
  not_yet,   ///< of sale
  over,
};
std::string_view name_of(SaleState state);
std::optional<SaleState> parse_sale_state(std::string_view name);

[[nodiscard]] SaleState sale_state_of(const SaleRules& rules, Timestamp now);
/// The next moment at which that becomes something else; nothing: never.
[[nodiscard]] std::optional<Timestamp> next_change_of(const SaleRules& rules, Timestamp now);

/// `country`: ISO code. True for any while it is sold everywhere.
[[nodiscard]] bool is_sold_in(const SaleRules& rules, std::string_view country);

/// Whether rules can be kept; which countries there are is not decided here. Errors: invalid
/// "sale_dates" (it ends before it begins), "sale_countries" (a territory
/// without countries, countries without one, too many).
Result<> check_rules(const SaleRules& rules);

}  // namespace aan::catalog
