#include "service/sale_rules_text.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "domain/tax/country.hpp"

namespace aan::service {
namespace {

constexpr std::string_view kMidnight = "T00:00:00Z";

Result<std::optional<Timestamp>> moment_of(std::string_view text) {
  text = trim(text);
  if (text.empty()) return std::optional<Timestamp>{};
  const std::string whole =
      text.contains('T') ? std::string(text) : std::string(text) + std::string(kMidnight);
  if (const auto at = parse_rfc3339(whole)) return *at;
  return refuse(Errc::invalid, "book.dates",
                "A moment is a day such as 2026-12-24, its first second in UTC, or "
                "2026-12-24T18:00:00Z.",
                "sale_moment");
}

std::unexpected<Error> no_country(const std::string& code) {
  return refuse(Errc::invalid, "book.countries",
                "“" + code + "” is no country: name countries by their codes, such as DE, AT.",
                "sale_countries");
}

}  // namespace

Result<> read_dates(const SaleDatesText& text, catalog::SaleRules& rules) {
  rules.sold_from = AAN_TRY(moment_of(text.from));
  rules.sold_until = AAN_TRY(moment_of(text.until));
  rules.release_at = AAN_TRY(moment_of(text.release));
  return catalog::check_rules(rules);
}

Result<> read_territory(const std::string& territory, const std::string& countries,
                        catalog::SaleRules& rules) {
  const auto kind = catalog::parse_territory(territory);
  if (!kind) return no_country(territory);
  std::string list = countries;
  std::ranges::replace(list, ',', ' ');
  rules.territory = *kind;
  rules.countries.clear();
  for (const std::string_view word : split(list, ' ')) {
    if (word.empty()) continue;
    std::string code(word);
    for (char& c : code)
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (tax::find_country(code) == nullptr) return no_country(code);
    rules.countries.push_back(code);
  }
  std::ranges::sort(rules.countries);
  rules.countries.erase(std::ranges::unique(rules.countries).begin(), rules.countries.end());
  return catalog::check_rules(rules);
}

std::string typed(const std::optional<Timestamp>& moment) {
  if (!moment) return {};
  std::string text = rfc3339(*moment);
  if (text.ends_with(kMidnight)) text.resize(text.size() - kMidnight.size());
  return text;
}

}  // namespace aan::service
