#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "domain/sales/order.hpp"

namespace aan::sales {

/// Versions of the words that a buyer agrees to: of a delivery at once, of a gift when it is
/// claimed ("consent_label" in `locales/`), and of one on the day of release
/// ("consent_label_later"), for orders of which nothing is there at once; and the two for buyers
/// whose country gives no such right, which speak of none ("consent_label_outside",
/// "consent_label_outside_later"). They share one row of numbers. Who changes words gives them the
/// next one, so that an order says which words its buyer saw.
inline constexpr std::int64_t kConsentText = 3;
inline constexpr std::int64_t kConsentTextLater = 2;
inline constexpr std::int64_t kConsentTextOutside = 4;
inline constexpr std::int64_t kConsentTextOutsideLater = 5;

/// To what delivery.
enum class ConsentTo : std::uint8_t { at_once, on_release, on_claim };
std::string_view name_of(ConsentTo delivery);

/// A buyer's wish to have the books before the time to withdraw is over, and their knowledge that
/// the right to withdraw from the purchase ends with the delivery (Directive 2011/83/EU,
/// Article 16(m)).
struct Consent {
  std::int64_t text = 0;  ///< version of the words
  Timestamp at;
  ConsentTo to = ConsentTo::at_once;
  /// Whether the words spoke of the right to withdraw.
  [[nodiscard]] bool knows_of_withdrawal() const;
};

/// Whether somebody who lives in that country may withdraw from what they bought until it is
/// delivered: in the European Union, in the other states of the European Economic Area and in the
/// United Kingdom, whose laws are the same. Of a country that is not known (empty) it is taken so.
[[nodiscard]] bool may_withdraw(std::string_view country);

/// The words that have to be agreed to: the law asks for them where somebody has to pay.
/// `is_all_later`: nothing of the order is delivered before its day of release. `country`: where
/// the buyer lives; empty: not known. 0: none.
[[nodiscard]] std::int64_t consent_text_due(const Money& total, bool is_all_later,
                                            std::string_view country = {});
/// Whether who agreed to the words `given` agreed to all that the words `due` say.
[[nodiscard]] bool covers_consent(std::int64_t given, std::int64_t due);
/// Whether words of that version are shown to anybody now.
[[nodiscard]] bool is_consent_text(std::int64_t text);

/// The fact that records it in an order's time line. `is_gift`: nothing of it is delivered before
/// somebody claims it.
OrderEvent consent_event(std::int64_t text, bool is_gift, Timestamp at);
/// What an order's time line says of it; nothing: the buyer was not asked, or did not agree.
std::optional<Consent> consent_of(std::span<const OrderEvent> events);

}  // namespace aan::sales
