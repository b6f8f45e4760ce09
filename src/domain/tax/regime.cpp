#include "domain/tax/regime.hpp"

#include "domain/tax/country.hpp"

namespace aan::tax {
namespace {

// Whose tax the shop owes for a buyer who lives in `place`; empty: nobody's.
std::string taxed_in(const Regime& regime, std::string_view place) {
  if (place == tax_home(regime.country)) return std::string(place);
  if (regime.also.contains(place)) return std::string(place);
  if (!is_in_eu(place)) return {};
  if (regime.has_oss) return std::string(place);
  return is_in_eu(tax_home(regime.country)) ? regime.country : std::string{};
}

}  // namespace

std::string_view name_of(Prices prices) {
  return prices == Prices::inclusive ? "inclusive" : "exclusive";
}

std::optional<Prices> parse_prices(std::string_view name) {
  if (name == "inclusive") return Prices::inclusive;
  if (name == "exclusive") return Prices::exclusive;
  return std::nullopt;
}

std::string_view name_of(Treatment treatment) {
  switch (treatment) {
    case Treatment::none: return "none";
    case Treatment::undecided: return "undecided";
    case Treatment::taxed: return "taxed";
    case Treatment::outside: return "outside";
    case Treatment::reverse_charge: return "reverse_charge";
  }
  return "none";
}

std::optional<Treatment> parse_treatment(std::string_view name) {
  for (const Treatment one : {Treatment::none, Treatment::undecided, Treatment::taxed,
                              Treatment::outside, Treatment::reverse_charge})
    if (name_of(one) == name) return one;
  return std::nullopt;
}

Result<Decision> decide(const Regime& regime, const Rates& rates, const Buyer& buyer,
                        Timestamp now) {
  Decision decision;
  decision.prices = regime.prices;
  if (!regime.is_registered()) return decision;
  if (buyer.country.empty()) {
    decision.treatment = Treatment::undecided;
    return decision;
  }
  if (find_country(buyer.country) == nullptr)
    return refuse(Errc::invalid, "tax", "Choose the country that you live in.", "tax_country");
  const std::string_view place = tax_home(buyer.country);
  const std::string home(tax_home(regime.country));
  decision.country = taxed_in(regime, place);
  if (decision.country.empty()) {
    decision.treatment = Treatment::outside;
    decision.country = place;
    return decision;
  }
  const auto rate = rates.find(tax_home(decision.country), regime.kind, now);
  if (!rate)
    return fail(Errc::unavailable, "tax", "no rate of tax is known for " + decision.country,
                "This shop does not know the tax of that country, so it cannot sell there at the "
                "moment.",
                "tax_rate_unknown");
  // Among two member states, and not where the shop is registered itself.
  const bool is_abroad =
      is_in_eu(home) && is_in_eu(place) && place != home && !regime.also.contains(place);
  if (is_abroad && buyer.is_business_abroad) {
    decision.treatment = Treatment::reverse_charge;
    decision.country = place;
    decision.relief = *rate;
    return decision;
  }
  decision.treatment = Treatment::taxed;
  decision.bps = *rate;
  return decision;
}

Result<> check_regime(const Regime& regime, const Rates& rates, Timestamp now) {
  if (!regime.is_registered()) return {};
  const auto need = [&](std::string_view country) -> Result<> {
    if (rates.find(tax_home(country), regime.kind, now)) return {};
    return refuse(Errc::invalid, "tax",
                  "The rate of tax in " + std::string(country_name(country)) +
                      " is not known here: set it with TAX_RATES, such as TAX_RATES=" +
                      std::string(country) + "=10.");
  };
  AAN_TRY(need(regime.country));
  for (const std::string& country : regime.also) AAN_TRY(need(country));
  return {};
}

}  // namespace aan::tax
