#include "domain/sales/consent.hpp"

#include <charconv>

namespace aan::sales {
namespace {
constexpr std::string_view kKind = "consent";
constexpr std::string_view kWhat = "immediate_delivery ";
}  // namespace

bool is_consent_due(const Money& total) { return !total.is_zero(); }

OrderEvent consent_event(std::int64_t text, Timestamp at) {
  return {std::string(kKind), std::string(kWhat) + std::to_string(text), at};
}

std::optional<Consent> consent_of(std::span<const OrderEvent> events) {
  for (const OrderEvent& event : events) {
    if (event.kind != kKind || !event.detail.starts_with(kWhat)) continue;
    Consent consent{0, event.at};
    const char* const begin = event.detail.data() + kWhat.size();
    const char* const end = event.detail.data() + event.detail.size();
    const auto read = std::from_chars(begin, end, consent.text);
    if (read.ec == std::errc{} && read.ptr == end && consent.text > 0) return consent;
  }
  return std::nullopt;
}

}  // namespace aan::sales
