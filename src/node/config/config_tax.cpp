#include "base/text.hpp"
#include "domain/tax/country.hpp"
#include "node/config/config_parts.hpp"

namespace aan::node {

Result<> set_taxes(Config& config, const Values& values) {
  tax::Regime& regime = config.taxes.regime;
  regime.country = text_of(values, "TAX_COUNTRY");
  if (!regime.country.empty() && tax::find_country(regime.country) == nullptr)
    return wrong(values, "TAX_COUNTRY",
                 "write the two capital letters of a country (ISO 3166), such as DE.");
  const auto prices = tax::parse_prices(text_of(values, "TAX_PRICES"));
  if (!prices) return wrong(values, "TAX_PRICES", "write inclusive or exclusive.");
  regime.prices = *prices;
  regime.has_oss = text_of(values, "TAX_OSS") == "true";
  for (const std::string_view one : split(text_of(values, "TAX_ALSO"), ',')) {
    if (trim(one).empty()) continue;
    if (tax::find_country(trim(one)) == nullptr)
      return wrong(values, "TAX_ALSO",
                   "write the two capital letters of countries, such as GB, NO.");
    regime.also.emplace(trim(one));
  }
  const auto kind = tax::parse_kind(text_of(values, "TAX_KIND"));
  if (!kind) return wrong(values, "TAX_KIND", "write ebook or standard.");
  regime.kind = *kind;
  auto rates = tax::Rates::create(text_of(values, "TAX_RATES"));
  if (!rates) return wrong(values, "TAX_RATES", rates.error().safe);
  config.taxes.rates = *std::move(rates);
  if (!regime.is_registered() && (regime.has_oss || !regime.also.empty()))
    config.warnings.push_back(
        {"TAX_OSS and TAX_ALSO count only beside TAX_COUNTRY: no tax is charged.",
         "Set TAX_COUNTRY to the country where you are registered, or take them away; "
         "docs/how-to/tax.md."});
  return {};
}

Result<> set_vies(Config& config, const Values& values) {
  if (text_of(values, "ENABLE_VIES") != "true") return {};
  tax_vies::ViesOptions options;
  options.base_url = text_of(values, "VIES_API_BASE");
  while (options.base_url.ends_with('/')) options.base_url.pop_back();
  if (!is_safe_api(options.base_url))
    return wrong(values, "VIES_API_BASE", "write an https address, or http to this machine.");
  auto asker = tax::parse_tax_number(text_of(values, "SELLER_TAX_NUMBER"));
  if (!asker)
    return wrong(values, "SELLER_TAX_NUMBER",
                 "ENABLE_VIES asks in the name of this number: write that of the European Union.");
  options.asker = *std::move(asker);
  config.vies = std::move(options);
  return {};
}

namespace {

void warn_of_missing(Config& config) {
  const bool no_address = config.seller.address.empty();
  const bool no_number = config.seller.tax_number.empty();
  if (no_address && no_number)
    config.warnings.push_back(
        {"SELLER_ADDRESS and SELLER_TAX_NUMBER are not set: invoices of a registered shop need "
         "both.",
         "Set them, at the desk under Settings or in .env; docs/how-to/invoices.md."});
  else if (no_address || no_number)
    config.warnings.push_back(
        {std::string(no_address ? "SELLER_ADDRESS" : "SELLER_TAX_NUMBER") +
             " is not set: invoices of a registered shop need it.",
         "Set it, at the desk under Settings or in .env; docs/how-to/invoices.md."});
}

}  // namespace

Result<> set_seller(Config& config, const Values& values) {
  sales::Seller& seller = config.seller;
  seller.name = text_of(values, "SELLER_NAME");
  if (seller.name.empty())
    seller.name = config.node_operator.empty() ? config.node_name : config.node_operator;
  for (const std::string_view line : split(text_of(values, "SELLER_ADDRESS"), '|'))
    if (!trim(line).empty())
      seller.address += (seller.address.empty() ? "" : "\n") + std::string(trim(line));
  seller.tax_number = text_of(values, "SELLER_TAX_NUMBER");
  if (!seller.tax_number.empty() && !tax::could_be_tax_number(seller.tax_number))
    return wrong("configuration", "SELLER_TAX_NUMBER",
                 "write the number as it was given to you, for example DE123456789.");
  seller.registered = text_of(values, "SELLER_REGISTER");
  const auto checked =
      sales::check_billed_to({seller.name, seller.address, seller.tax_number + seller.registered});
  if (!checked) return wrong("configuration", "SELLER_ADDRESS", checked.error().safe);
  if (config.taxes.regime.is_registered()) warn_of_missing(config);
  return {};
}

}  // namespace aan::node
