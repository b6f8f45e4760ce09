#include "domain/tax/country_currency.hpp"

#include <array>

#include "domain/tax/country.hpp"

namespace aan::tax {
namespace {

struct Row {
  std::string_view currency;
  std::string_view countries;  ///< two letters each, with spaces between
};

// Of currencies that `find_asset` knows. Where several are in use, the one that prices stand in.
constexpr std::array kRows = {
    Row{"EUR",
        "AD AT AX BE BG BL CY DE EE ES FI FR GF GP GR HR IE IT LT LU LV MC ME MF MQ MT NL PM PT RE "
        "SI SK SM TF VA XK YT"},
    Row{"USD", "AS BQ EC FM GU IO MH MP PR PW SV TC TL UM US VG VI"},
    Row{"GBP", "GB GG IM JE"},
    Row{"CHF", "CH LI"},
    Row{"AUD", "AU CC CX HM KI NF NR TV"},
    Row{"NZD", "CK NU NZ PN TK"},
    Row{"NOK", "BV NO SJ"},
    Row{"DKK", "DK FO GL"},
    Row{"MAD", "EH MA"},
    Row{"ILS", "IL PS"},
    Row{"XAF", "CF CG CM GA GQ TD"},
    Row{"XOF", "BF BJ CI GW ML NE SN TG"},
    Row{"AED", "AE"},
    Row{"ARS", "AR"},
    Row{"BDT", "BD"},
    Row{"BHD", "BH"},
    Row{"BRL", "BR"},
    Row{"CAD", "CA"},
    Row{"CLP", "CL"},
    Row{"CNY", "CN"},
    Row{"COP", "CO"},
    Row{"CZK", "CZ"},
    Row{"EGP", "EG"},
    Row{"GEL", "GE"},
    Row{"HKD", "HK"},
    Row{"HUF", "HU"},
    Row{"IDR", "ID"},
    Row{"INR", "IN"},
    Row{"IQD", "IQ"},
    Row{"ISK", "IS"},
    Row{"JOD", "JO"},
    Row{"JPY", "JP"},
    Row{"KES", "KE"},
    Row{"KRW", "KR"},
    Row{"KWD", "KW"},
    Row{"KZT", "KZ"},
    Row{"LKR", "LK"},
    Row{"LYD", "LY"},
    Row{"MXN", "MX"},
    Row{"MYR", "MY"},
    Row{"NGN", "NG"},
    Row{"OMR", "OM"},
    Row{"PEN", "PE"},
    Row{"PHP", "PH"},
    Row{"PKR", "PK"},
    Row{"PLN", "PL"},
    Row{"RON", "RO"},
    Row{"RSD", "RS"},
    Row{"SAR", "SA"},
    Row{"SEK", "SE"},
    Row{"SGD", "SG"},
    Row{"THB", "TH"},
    Row{"TND", "TN"},
    Row{"TRY", "TR"},
    Row{"TWD", "TW"},
    Row{"UAH", "UA"},
    Row{"UGX", "UG"},
    Row{"UYU", "UY"},
    Row{"VND", "VN"},
    Row{"ZAR", "ZA"},
};

}  // namespace

std::string_view currency_of(std::string_view country) {
  if (find_country(country) == nullptr) return {};
  for (const Row& row : kRows)
    if (row.countries.contains(country)) return row.currency;
  return {};
}

}  // namespace aan::tax
