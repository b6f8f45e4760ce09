#include "domain/tax/rates.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "domain/tax/country.hpp"

namespace aan::tax {
namespace {

using enum Kind;

// Sources: the rates that member states report to the Commission (Taxes in Europe Database), the
// tax offices of GB, NO and CH, and surveys of electronic publications. Earlier rates are left out:
// a sale is taxed by the rate of its own day. Not in it: regions with rates of their own, such as
// Madeira and the Azores.
constexpr std::array kShipped = {
    Rate{"AT", ebook, 1000, "2020-01-01"},    Rate{"AT", standard, 2000, "2016-01-01"},
    Rate{"BE", ebook, 600, "2019-04-01"},     Rate{"BE", standard, 2100, "1996-01-01"},
    Rate{"BG", ebook, 900, "2020-07-01"},     Rate{"BG", standard, 2000, "1999-01-01"},
    Rate{"HR", ebook, 500, "2020-01-01"},     Rate{"HR", standard, 2500, "2012-03-01"},
    Rate{"CY", ebook, 300, "2023-07-21"},     Rate{"CY", standard, 1900, "2014-01-13"},
    Rate{"CZ", ebook, 0, "2024-01-01"},       Rate{"CZ", standard, 2100, "2013-01-01"},
    Rate{"DK", ebook, 2500, "1992-01-01"},    Rate{"DK", standard, 2500, "1992-01-01"},
    Rate{"EE", ebook, 900, "2020-05-01"},     Rate{"EE", standard, 2200, "2024-01-01"},
    Rate{"EE", standard, 2400, "2025-07-01"}, Rate{"FI", ebook, 1400, "2025-01-01"},
    Rate{"FI", ebook, 1350, "2026-01-01"},    Rate{"FI", standard, 2550, "2024-09-01"},
    Rate{"FR", ebook, 550, "2015-01-01"},     Rate{"FR", standard, 2000, "2014-01-01"},
    Rate{"DE", ebook, 700, "2021-01-01"},     Rate{"DE", standard, 1900, "2021-01-01"},
    Rate{"GR", ebook, 600, "2021-07-01"},     Rate{"GR", standard, 2400, "2016-06-01"},
    Rate{"HU", ebook, 2700, "2012-01-01"},    Rate{"HU", standard, 2700, "2012-01-01"},
    Rate{"IE", ebook, 0, "2024-01-01"},       Rate{"IE", standard, 2300, "2021-03-01"},
    Rate{"IT", ebook, 400, "2015-01-01"},     Rate{"IT", standard, 2200, "2013-10-01"},
    Rate{"LV", ebook, 500, "2022-01-01"},     Rate{"LV", standard, 2100, "2012-07-01"},
    Rate{"LT", ebook, 500, "2026-01-01"},     Rate{"LT", standard, 2100, "2009-09-01"},
    Rate{"LU", ebook, 300, "2019-05-01"},     Rate{"LU", standard, 1700, "2024-01-01"},
    Rate{"MT", ebook, 500, "2019-01-01"},     Rate{"MT", standard, 1800, "2004-01-01"},
    Rate{"NL", ebook, 900, "2020-01-01"},     Rate{"NL", standard, 2100, "2012-10-01"},
    Rate{"PL", ebook, 500, "2019-11-01"},     Rate{"PL", standard, 2300, "2011-01-01"},
    Rate{"PT", ebook, 600, "2019-01-01"},     Rate{"PT", standard, 2300, "2011-01-01"},
    Rate{"RO", ebook, 1100, "2025-08-01"},    Rate{"RO", standard, 2100, "2025-08-01"},
    Rate{"SE", ebook, 600, "2019-07-01"},     Rate{"SE", standard, 2500, "1990-07-01"},
    Rate{"SI", ebook, 500, "2020-01-01"},     Rate{"SI", standard, 2200, "2013-07-01"},
    Rate{"SK", ebook, 500, "2025-01-01"},     Rate{"SK", standard, 2300, "2025-01-01"},
    Rate{"ES", ebook, 400, "2020-04-23"},     Rate{"ES", standard, 2100, "2012-09-01"},
    Rate{"GB", ebook, 0, "2020-05-01"},       Rate{"GB", standard, 2000, "2011-01-04"},
    Rate{"NO", ebook, 0, "2019-07-01"},       Rate{"NO", standard, 2500, "2005-01-01"},
    Rate{"CH", ebook, 260, "2024-01-01"},     Rate{"CH", standard, 810, "2024-01-01"},
};

std::unexpected<Error> wrong(std::string_view part) {
  return refuse(Errc::invalid, "tax.rates",
                "“" + std::string(part) +
                    "” is no rate: write a country and its percentage, such as DK=25 or FR=5.5, "
                    "at most 50.");
}

// "5.5" in hundredths of a percent.
std::optional<std::int64_t> parse_percent(std::string_view text) {
  const auto point = text.find('.');
  std::string digits(text.substr(0, point));
  std::string fraction(point == text.npos ? "" : text.substr(point + 1));
  if (digits.empty() || digits.size() > 2 || fraction.size() > 2) return std::nullopt;
  if (point != text.npos && fraction.empty()) return std::nullopt;
  fraction.resize(2, '0');
  std::int64_t value = 0;
  for (const char c : digits + fraction) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value <= kRateMax ? std::optional(value) : std::nullopt;
}

Timestamp first_moment(std::string_view day) {
  return parse_rfc3339(std::string(day) + "T00:00:00Z").value_or(Timestamp{});
}

}  // namespace

std::string_view name_of(Kind kind) { return kind == Kind::ebook ? "ebook" : "standard"; }

std::optional<Kind> parse_kind(std::string_view name) {
  if (name == "ebook") return Kind::ebook;
  if (name == "standard") return Kind::standard;
  return std::nullopt;
}

std::span<const Rate> shipped_rates() { return kShipped; }

Result<Rates> Rates::create(std::string_view overrides) {
  Rates rates;
  for (const std::string_view part : split(overrides, ',')) {
    const std::string_view one = trim(part);
    if (one.empty()) continue;
    const auto mark = one.find('=');
    if (mark == one.npos) return wrong(one);
    const std::string_view country = trim(one.substr(0, mark));
    const auto bps = parse_percent(trim(one.substr(mark + 1)));
    if (find_country(country) == nullptr || !bps) return wrong(one);
    rates.own_[std::string(country)] = *bps;
  }
  return rates;
}

std::optional<std::int64_t> Rates::find(std::string_view country, Kind kind, Timestamp now) const {
  if (const auto own = own_.find(country); own != own_.end()) return own->second;
  std::optional<std::int64_t> found;
  Timestamp newest;
  for (const Rate& rate : kShipped) {
    if (rate.country != country || rate.kind != kind) continue;
    const Timestamp from = first_moment(rate.from);
    if (from > now || (found && from < newest)) continue;
    found = rate.bps;
    newest = from;
  }
  return found;
}

bool Rates::is_own(std::string_view country) const { return own_.contains(country); }

std::string percent(std::int64_t bps) {
  std::string text = std::to_string(bps / 100);
  const std::int64_t rest = bps % 100;
  if (rest == 0) return text;
  text += '.';
  text += static_cast<char>('0' + rest / 10);
  if (rest % 10 != 0) text += static_cast<char>('0' + rest % 10);
  return text;
}

}  // namespace aan::tax
