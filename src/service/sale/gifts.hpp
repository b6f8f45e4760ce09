#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "domain/customer/mail_address.hpp"
#include "service/room.hpp"
#include "service/sale/view_order.hpp"

namespace aan::service {

/// What a buyer says of a gift, as typed.
struct GiftWish {
  std::string name;   ///< of whoever gets it
  std::string email;  ///< where the letter goes; empty: none, the giver hands the link over
  std::string message;
  std::string
      day;  ///< "2026-12-24", its first second in the shop's zone, or a moment; empty: at once
  [[nodiscard]] bool empty() const {
    return name.empty() && email.empty() && message.empty() && day.empty();
  }
};

/// The same, understood.
struct GiftRequest {
  sales::GiftWords words;
  std::optional<customer::MailAddress> address;
  Timestamp opens_at;
};
/// Errors: invalid "gift_name", "gift_message", "gift_day", "mail_address".
Result<GiftRequest> read_gift(const GiftWish& wish, Timestamp now);

/// Makes an order that is stored already a gift, in the caller's unit.
Result<> add_gift(const Room& room, ports::UnitOfWork& unit, const sales::OrderId& order,
                  const GiftRequest& request, Timestamp now);

/// Token of the first link, which is claimed. Errors: gone "address_lost".
Result<std::string> claim_token(const crypto::KeyRing& keys, const sales::Gift& gift);

/// With another link of its order a gift that nobody has claimed gets another one to be claimed by:
/// the one before stood on the page. Whoever it is for is written to again, since the letter that
/// they may have had leads nowhere now. In the caller's unit; of what is no gift, or was claimed,
/// nothing changes.
Result<> renew_claim_link(const Room& room, ports::UnitOfWork& unit, const sales::Order& order,
                          Timestamp now);

/// Name and words, opened; empty when they were forgotten, or their key is lost.
sales::GiftWords open_gift_words(const Room& room, const sales::Gift& gift);
/// Where the letter goes; nothing when there is no address (any more).
std::optional<std::string> open_gift_address(const Room& room, const sales::Gift& gift);

/// A gift as whoever gave it sees it.
struct GivenGift {
  sales::GiftState state = sales::GiftState::unpaid;
  sales::GiftWords words;
  std::string claim_token;  ///< of the link to hand over; empty: there is none to hand over now
};
GivenGift look_at_given(const Room& room, const sales::Gift& gift, sales::OrderState order);

/// A gift as whoever has one of its links sees it.
struct GiftView {
  sales::Gift gift;
  sales::GiftState state = sales::GiftState::unpaid;
  sales::GiftWords words;
  bool is_own = false;  ///< it was opened by the link of whoever claimed it
  OrderView order;      ///< what is in it; downloads only where `is_own`
};
/// Errors: not_found "no_such_gift" for a token that opens nothing.
Result<GiftView> view_gift(const Room& room, const std::string& token);

/// Whoever has the first link takes the gift, once; the token of a link of their own, which the
/// giver does not know. The same key again gives the same token. Errors: not_found "no_such_gift";
/// those of `sales::may_claim`; those of the key.
Result<std::string> claim_gift(const Room& room, const std::string& token,
                               const std::string& idempotency_key);

/// What a person of the shop can give whoever lost a link.
struct GiftLink {
  std::string token;
  bool is_own = false;  ///< another link of whoever claimed it; else the one to be claimed
};
/// Each look stands in the audit log. Errors: not_found "no_such_gift".
Result<GiftLink> give_gift_link(const Room& room, const sales::OrderId& order, std::string_view by);

/// Forgets addresses that letters need no more. Returns how many.
Result<std::int64_t> forget_old_gift_addresses(const Room& room);

/// Gifts for whoever has an address, with their words; newest first.
struct GiftFor {
  sales::Gift gift;
  sales::GiftWords words;
};
Result<std::vector<GiftFor>> gifts_for(const Room& room, const customer::MailAddress& address);
/// Forgets what gifts say of whoever has this address; what was claimed stays theirs. Written into
/// the audit log. Returns how many there were.
Result<std::int64_t> forget_gifts_for(const Room& room, const customer::MailAddress& address,
                                      std::string_view actor);

}  // namespace aan::service
