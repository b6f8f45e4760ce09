#pragma once
#include <cstdint>
#include <optional>
#include <span>

#include "domain/sales/order.hpp"

namespace aan::sales {

/// Version of the words that a buyer agrees to; they stand in `locales/` under "consent_label". Who
/// changes them raises this, so that an order says which words its buyer saw.
inline constexpr std::int64_t kConsentText = 1;

/// A buyer's wish to have the books at once, and their knowledge that the right to withdraw from
/// the purchase ends with the delivery (Directive 2011/83/EU, Article 16(m)).
struct Consent {
  std::int64_t text = 0;  ///< version of the words
  Timestamp at;
};

/// Whether it has to be asked for: the law asks for it where somebody has to pay.
bool is_consent_due(const Money& total);

/// The fact that records it in an order's time line.
OrderEvent consent_event(std::int64_t text, Timestamp at);
/// What an order's time line says of it; nothing: the buyer was not asked, or did not agree.
std::optional<Consent> consent_of(std::span<const OrderEvent> events);

}  // namespace aan::sales
