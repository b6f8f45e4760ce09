#include "domain/sales/consent.hpp"

#include <array>
#include <charconv>
#include <utility>

namespace aan::sales {
namespace {
constexpr std::string_view kKind = "consent";
constexpr std::array<std::pair<ConsentTo, std::string_view>, 3> kDetails = {{
    {ConsentTo::at_once, "immediate_delivery "},
    {ConsentTo::on_release, "release_day_delivery "},
    {ConsentTo::on_claim, "claimed_gift_delivery "},
}};
}  // namespace

std::int64_t consent_text_due(const Money& total, bool is_all_later) {
  if (total.is_zero()) return 0;
  return is_all_later ? kConsentTextLater : kConsentText;
}

bool is_consent_text(std::int64_t text) {
  return text == kConsentText || text == kConsentTextLater;
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
  const ConsentTo to = text == kConsentTextLater ? ConsentTo::on_release
                       : is_gift                 ? ConsentTo::on_claim
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
