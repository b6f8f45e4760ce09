#include "domain/sales/consent.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "domain/tax/country.hpp"

namespace aan::sales {
namespace {
constexpr std::string_view kKind = "consent";
constexpr std::array<std::pair<ConsentTo, std::string_view>, 3> kDetails = {{
    {ConsentTo::at_once, "immediate_delivery "},
    {ConsentTo::on_release, "release_day_delivery "},
    {ConsentTo::on_claim, "claimed_gift_delivery "},
}};
}  // namespace

bool Consent::knows_of_withdrawal() const {
  return text != kConsentTextOutside && text != kConsentTextOutsideLater;
}

bool may_withdraw(std::string_view country) {
  // Beside member states: those whose law follows the same directive, and parts of member states
  // that have a code of their own.
  constexpr std::string_view kBeside[] = {"AX", "BL", "GB", "GF", "GP", "IS",
                                          "LI", "MF", "MQ", "NO", "RE", "YT"};
  return country.empty() || tax::is_in_eu(country) ||
         std::ranges::find(kBeside, country) != std::end(kBeside);
}

std::int64_t consent_text_due(const Money& total, bool is_all_later, std::string_view country) {
  if (total.is_zero()) return 0;
  if (!may_withdraw(country)) return is_all_later ? kConsentTextOutsideLater : kConsentTextOutside;
  return is_all_later ? kConsentTextLater : kConsentText;
}

bool covers_consent(std::int64_t given, std::int64_t due) {
  return given == due || (due == kConsentTextOutside && given == kConsentText) ||
         (due == kConsentTextOutsideLater && given == kConsentTextLater);
}

bool is_consent_text(std::int64_t text) {
  return text == kConsentText || text == kConsentTextLater || text == kConsentTextOutside ||
         text == kConsentTextOutsideLater;
}

std::string_view name_of(ConsentTo delivery) {
  switch (delivery) {
    case ConsentTo::at_once: return "at_once";
    case ConsentTo::on_release: return "on_release";
    case ConsentTo::on_claim: return "on_claim";
  }
  return "at_once";
}

OrderEvent consent_event(std::int64_t text, bool is_gift, Timestamp at) {
  const bool is_later = text == kConsentTextLater || text == kConsentTextOutsideLater;
  const ConsentTo to = is_later  ? ConsentTo::on_release
                       : is_gift ? ConsentTo::on_claim
                                 : ConsentTo::at_once;
  std::string detail;
  for (const auto& [delivery, begin] : kDetails)
    if (delivery == to) detail = begin;
  return {std::string(kKind), detail + std::to_string(text), at};
}

std::optional<Consent> consent_of(std::span<const OrderEvent> events) {
  for (const OrderEvent& event : events) {
    if (event.kind != kKind) continue;
    for (const auto& [delivery, start] : kDetails) {
      if (!event.detail.starts_with(start)) continue;
      Consent consent{0, event.at, delivery};
      const char* const begin = event.detail.data() + start.size();
      const char* const end = event.detail.data() + event.detail.size();
      const auto read = std::from_chars(begin, end, consent.text);
      if (read.ec == std::errc{} && read.ptr == end && consent.text > 0) return consent;
    }
  }
  return std::nullopt;
}

}  // namespace aan::sales
