#include "service/books/sale_rules_text.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "domain/tax/country.hpp"

namespace aan::service {
namespace {

Result<std::optional<Timestamp>> moment_of(std::string_view text, DayEdge edge,
                                           const std::string& field) {
  if (trim(text).empty()) return std::optional<Timestamp>{};
  if (const auto at = parse_moment(text, edge)) return at;
  return refuse(Errc::invalid, "book.dates", no_moment_text(text, field), "sale_moment",
                {{"field", field}, {"typed", shown_of(text)}});
}

std::unexpected<Error> no_country(const std::string& code) {
  return refuse(Errc::invalid, "book.countries",
                "“" + code + "” is no country: name countries by their codes, such as DE, AT.",
                "sale_countries");
}

}  // namespace

Result<> read_dates(const SaleDatesText& text, catalog::SaleRules& rules) {
  rules.sold_from = AAN_TRY(moment_of(text.from, DayEdge::begin, "from"));
  rules.sold_until = AAN_TRY(moment_of(text.until, DayEdge::end, "until"));
  rules.release_at = AAN_TRY(moment_of(text.release, DayEdge::begin, "release"));
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

}  // namespace aan::service
