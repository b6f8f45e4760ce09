#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "domain/sales/order.hpp"

namespace aan::sales {

using GiftId = Id<struct GiftTag>;

inline constexpr std::size_t kGiftNameBytesMax = 120;
inline constexpr std::size_t kGiftMessageBytesMax = 2000;
/// A day of a gift lies at most this far ahead of its order.
inline constexpr Duration kGiftAheadMax = Duration::days(400);
/// The address of whoever gets a gift is forgotten when it was claimed, or so long after its day.
inline constexpr Duration kGiftAddressKeptFor = Duration::days(30);

/// What a buyer says of whoever gets the gift. Personal.
struct GiftWords {
  std::string name;
  std::string message;  ///< paragraphs
  bool operator==(const GiftWords&) const = default;
};
/// Takes what somebody typed: one line of name, text of a message. Errors: invalid "gift_name" (it
/// is needed), "gift_message".
Result<GiftWords> check_gift_words(GiftWords typed);
/// As one text, for sealing, and back.
std::string encode(const GiftWords& words);
GiftWords decode_gift_words(std::string_view text);
/// Errors: invalid "gift_day" for a day that is too far ahead.
Result<> check_gift_day(Timestamp opens_at, Timestamp now);

/// An order that is for somebody else. Whoever has its first link claims it once and gets a link of
/// their own, which the giver does not know; downloads are theirs alone.
struct Gift {
  GiftId id;
  OrderId order_id;                   ///< one gift each
  Timestamp opens_at;                 ///< from then on it can be claimed; the letter leaves then
  std::int64_t claim_generation = 1;  ///< of the first link: raised with the order's own link
  std::string claim_key_id;           ///< key of the first link
  std::string claim_digest;           ///< SHA-256 of its token
  std::int64_t own_generation = 0;    ///< of the link of whoever claimed it; 0: nobody has
  std::string own_key_id;
  std::string own_digest;
  std::string key_wrapped;     ///< this gift's data key, sealed; empty: all is forgotten
  std::string words_sealed;    ///< `GiftWords`
  std::string address_sealed;  ///< where the letter goes; empty: none, or forgotten
  std::string address_index;   ///< keyed digest of it; empty with it
  Timestamp created_at;
  std::optional<Timestamp> claimed_at;
};

/// How a gift stands, as its order and its day have it.
enum class GiftState : std::uint8_t {
  unpaid,   ///< the order is not paid
  waiting,  ///< for its day
  open,     ///< can be claimed
  claimed,
  resting,  ///< a bank asks for the payment and has not decided, or it went and may come again
  closed,   ///< the order was paid back, or the bank decided for the payer
};
std::string_view name_of(GiftState state);
[[nodiscard]] GiftState gift_state_of(const Gift& gift, OrderState order, Timestamp now);
/// Whether whoever gave it may hand its first link over: it can be claimed, now or on its day.
[[nodiscard]] constexpr bool may_hand_over(GiftState state) {
  return state == GiftState::waiting || state == GiftState::open;
}
/// Errors: conflict with reason "gift_unpaid", "gift_waiting", "gift_claimed",
/// "gift_resting"; gone "gift_closed".
Result<> may_claim(const Gift& gift, OrderState order, Timestamp now);

}  // namespace aan::sales
