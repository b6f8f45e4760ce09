#include "domain/sales/consent.hpp"

#include <charconv>

namespace aan::sales {
namespace {
constexpr std::string_view kKind = "consent";
constexpr std::string_view kAtOnce = "immediate_delivery ";
constexpr std::string_view kLater = "release_day_delivery ";
}  // namespace

std::int64_t consent_text_due(const Money& total, bool is_all_later) {
  if (total.is_zero()) return 0;
  return is_all_later ? kConsentTextLater : kConsentText;
}

bool is_consent_text(std::int64_t text) {
  return text == kConsentText || text == kConsentTextLater;
}

OrderEvent consent_event(std::int64_t text, Timestamp at) {
  const std::string_view to = text == kConsentTextLater ? kLater : kAtOnce;
  return {std::string(kKind), std::string(to) + std::to_string(text), at};
}

std::optional<Consent> consent_of(std::span<const OrderEvent> events) {
  for (const OrderEvent& event : events) {
    if (event.kind != kKind) continue;
    const bool is_later = event.detail.starts_with(kLater);
    if (!is_later && !event.detail.starts_with(kAtOnce)) continue;
    Consent consent{0, event.at, is_later};
    const char* const begin = event.detail.data() + (is_later ? kLater : kAtOnce).size();
    const char* const end = event.detail.data() + event.detail.size();
    const auto read = std::from_chars(begin, end, consent.text);
    if (read.ec == std::errc{} && read.ptr == end && consent.text > 0) return consent;
  }
  return std::nullopt;
}

}  // namespace aan::sales
