#include "domain/catalog/sale_rules.hpp"

#include <algorithm>

namespace aan::catalog {
namespace {

bool is_past(const std::optional<Timestamp>& moment, Timestamp now) {
  return moment && now >= *moment;
}

}  // namespace

std::string_view name_of(Territory territory) {
  switch (territory) {
    case Territory::everywhere: return "everywhere";
    case Territory::only: return "only";
    case Territory::except: return "except";
  }
  return "everywhere";
}

std::optional<Territory> parse_territory(std::string_view name) {
  for (const Territory one : {Territory::everywhere, Territory::only, Territory::except})
    if (name_of(one) == name) return one;
  return std::nullopt;
}

std::string_view name_of(SaleState state) {
  switch (state) {
    case SaleState::open: return "open";
    case SaleState::preorder: return "preorder";
    case SaleState::not_yet: return "not_yet";
    case SaleState::over: return "over";
  }
  return "open";
}

std::optional<SaleState> parse_sale_state(std::string_view name) {
  for (const SaleState one :
       {SaleState::open, SaleState::preorder, SaleState::not_yet, SaleState::over})
    if (name_of(one) == name) return one;
  return std::nullopt;
}

SaleState sale_state_of(const SaleRules& rules, Timestamp now) {
  if (is_past(rules.sold_until, now)) return SaleState::over;
  if (rules.sold_from && now < *rules.sold_from) return SaleState::not_yet;
  return rules.release_at && now < *rules.release_at ? SaleState::preorder : SaleState::open;
}

std::optional<Timestamp> next_change_of(const SaleRules& rules, Timestamp now) {
  std::optional<Timestamp> next;
  for (const auto& moment : {rules.sold_from, rules.sold_until, rules.release_at})
    if (moment && now < *moment && (!next || *moment < *next)) next = moment;
  return next;
}

bool is_sold_in(const SaleRules& rules, std::string_view country) {
  if (rules.territory == Territory::everywhere) return true;
  const bool is_named = std::ranges::find(rules.countries, country) != rules.countries.end();
  return is_named == (rules.territory == Territory::only);
}

Result<> check_rules(const SaleRules& rules) {
  const bool ends_early =
      rules.sold_from && rules.sold_until && *rules.sold_until <= *rules.sold_from;
  if (ends_early)
    return refuse(Errc::invalid, "book.dates", "A sale ends after it began.", "sale_dates",
                  {{"field", "until"}});
  const bool is_everywhere = rules.territory == Territory::everywhere;
  if (is_everywhere != rules.countries.empty() || rules.countries.size() > kTerritoryCountriesMax)
    return refuse(Errc::invalid, "book.countries",
                  "Name the countries by their codes, such as DE, AT: 1 to 250 of them, or none "
                  "for a book that is sold everywhere.",
                  "sale_countries");
  return {};
}

}  // namespace aan::catalog
