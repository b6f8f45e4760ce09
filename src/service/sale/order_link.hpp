#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "crypto/keyring.hpp"
#include "domain/sales/order.hpp"
#include "service/audit.hpp"
#include "service/room.hpp"

namespace aan::service {

/// The token of the secret link /orders/{token}; it is derived, never stored. Errors: gone with
/// reason "address_lost" when the key that it was made with is.
Result<std::string> order_token(const crypto::KeyRing& keys, const sales::Order& order);

/// A new secret link for an order, whoever had the old one: that opens nothing any more, nor does
/// anything that was made with it: addresses of downloads, its places in libraries, the way back
/// from a page where it was to be paid, another address that was asked for and not confirmed, or
/// was confirmed a short while ago (`end_recent_address`), and the link of a gift that nobody has
/// claimed, which stood on its page. The order's time line says that it was renewed, and a letter
/// with the new link goes to its address, where that is not one of those. An address that was
/// changed can be taken back no more: a person has decided. Returns the token. Errors: not_found,
/// conflict (renewed by somebody else at this moment). `by`: for the audit log.
Result<std::string> renew_order_link(const Room& room, const sales::OrderId& id,
                                     std::string_view by = kOperator);

/// The same in the caller's unit. `by_whom`: what the time line says, "buyer", "address" or nothing
/// for the people of the shop; addresses stay as open to be taken back as they were.
Result<std::string> renew_link_in(const Room& room, ports::UnitOfWork& unit,
                                  const sales::Order& order, std::string_view by_whom,
                                  std::string_view actor, Timestamp now);

/// Whether an order's address ended with the link that was made anew last, by its time line, and
/// none has come since.
bool has_address_gone_with_link(const std::vector<sales::OrderEvent>& events);

/// A buyer makes a new link for an order so often within a day.
inline constexpr std::int64_t kOwnLinksADay = 3;
/// The same for whoever holds the link, who is given the new one at once. The letter keeps whoever
/// came by the old link from keeping the buyer out; an address that was changed before stays open
/// to be taken back. The same key again gives the same token, also by the link that is no more:
/// an answer that was lost is asked for again. Errors: not_found "no_such_order"; conflict
/// "link_before_payment"; limited "links_used_up"; those of the key.
Result<std::string> renew_own_link(const Room& room, const std::string& token,
                                   const std::string& idempotency_key);

/// The secret link of an order for somebody of the shop, who may see with it all that the buyer
/// sees: the audit log says that `by` had it shown. Returns the token. Errors: not_found; gone
/// "address_lost".
Result<std::string> show_order_link(const Room& room, const sales::OrderId& id,
                                    std::string_view by = kOperator);

/// An order as the way back from a payment provider's page needs it.
struct OrderLink {
  std::string reference;
  std::string token;
  bool is_given_up = false;  ///< cancelled
  bool is_unpaid = false;    ///< nothing has been delivered for it
  Timestamp monitor_until;   ///< of the attempt, where one was asked about
  bool is_renewed = false;   ///< since that attempt began: who knows the attempt may not know it
};
/// The order of that id, if it was placed after `since`; nothing for an older or unknown one,
/// or one whose address cannot be told.
Result<std::optional<OrderLink>> find_recent_order(const Room& room, const sales::OrderId& id,
                                                   Timestamp since);
/// The order that an attempt pays. Errors: gone "order_gone".
Result<OrderLink> find_order_link(const Room& room, const payment::IntentId& id);

}  // namespace aan::service
