#include "web/view/sale/tax_row.hpp"

namespace aan::web {

std::optional<TaxRow> tax_row(const Locale& locale, const TaxShown& tax) {
  const auto named = [&](std::string_view key) {
    return locale.text(key, {{"percent", locale.fraction(tax::percent(tax.bps))},
                             {"country", locale.country(tax.country)}});
  };
  switch (tax.treatment) {
    case tax::Treatment::none: return std::nullopt;
    case tax::Treatment::undecided:
    case tax::Treatment::outside:
      return TaxRow{
          named(tax.treatment == tax::Treatment::outside ? "tax_outside" : "tax_undecided"),
          tax.amount, true};
    case tax::Treatment::reverse_charge:
      return TaxRow{named("tax_reverse"), tax.added, tax.added.is_zero()};
    case tax::Treatment::taxed: break;
  }
  const bool is_added = !tax.added.is_zero();
  return TaxRow{named(is_added ? "tax_added" : "tax_held"), tax.amount, !is_added};
}

}  // namespace aan::web
