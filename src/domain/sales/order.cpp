#include "domain/sales/order.hpp"

#include <algorithm>

namespace aan::sales {

std::string order_reference(const OrderId& id) {
  // The last characters of an id are its random ones; eight of them name an order among people.
  std::string tail = id.value.substr(id.value.size() - 8);
  for (char& c : tail)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return tail.substr(0, 4) + "-" + tail.substr(4);
}

std::string_view name_of(GivenUpBy who) {
  switch (who) {
    case GivenUpBy::buyer: return "buyer";
    case GivenUpBy::shop: return "shop";
    case GivenUpBy::time: return "time";
  }
  return "time";
}

std::string_view name_of(DownloadRefusal refusal) {
  switch (refusal) {
    case DownloadRefusal::unpaid: return "unpaid";
    case DownloadRefusal::expired: return "expired";
    case DownloadRefusal::exhausted: return "exhausted";
    case DownloadRefusal::withdrawn: return "withdrawn";
    case DownloadRefusal::given: return "given";
    case DownloadRefusal::file_damaged: return "file_damaged";
  }
  return "unpaid";
}

std::optional<DownloadRefusal> refusal_of(OrderState order_state) {
  switch (order_state) {
    case OrderState::open:
    case OrderState::pending:
    case OrderState::cancelled: return DownloadRefusal::unpaid;
    case OrderState::refunded:
    case OrderState::disputed:
    case OrderState::charged_back:
    case OrderState::payment_lost: return DownloadRefusal::withdrawn;
    case OrderState::paid:
    case OrderState::fulfilled: break;
  }
  return std::nullopt;
}

std::optional<DownloadRefusal> refusal_of(OrderState order_state, const DownloadGrant& grant,
                                          Timestamp now) {
  if (const auto refusal = refusal_of(order_state)) return refusal;
  if (now >= grant.expires_at) return DownloadRefusal::expired;
  if (grant.uses_left <= 0) return DownloadRefusal::exhausted;
  return std::nullopt;
}

Result<> may_renew(OrderState order_state, const DownloadGrant& grant, Timestamp now) {
  const auto refusal = refusal_of(order_state, grant, now);
  if (!refusal)
    return refuse(Errc::conflict, "grant.renew", "This download still works; use its button.",
                  "still_valid");
  if (*refusal == DownloadRefusal::unpaid || *refusal == DownloadRefusal::withdrawn)
    return refuse(Errc::conflict, "grant.renew", "This order has no downloads to renew.",
                  std::string(name_of(*refusal)));
  if (grant.renewals_left <= 0)
    return refuse(Errc::limited, "grant.renew",
                  "This download was renewed as often as the shop allows. Ask the shop.",
                  "renewals_exhausted");
  if (now < grant.renewed_at + kGrantRenewalEvery) {
    Error error{Errc::limited,
                "grant.renew",
                "renewed too soon",
                "This download was renewed a moment ago. Try again in an hour.",
                static_cast<int>((grant.renewed_at + kGrantRenewalEvery - now).s() + 1),
                "too_soon",
                {}};
    return std::unexpected(std::move(error));
  }
  return {};
}

bool is_given_up_by_buyer(const Order& order, std::span<const OrderEvent> events) {
  if (order.state != OrderState::cancelled && order.state != OrderState::pending) return false;
  return std::ranges::any_of(events, [](const OrderEvent& event) {
    return event.kind == "given_up" && event.detail == name_of(GivenUpBy::buyer);
  });
}

bool is_withheld(std::span<const OrderEvent> events) {
  return std::ranges::any_of(events,
                             [](const OrderEvent& event) { return event.kind == "withheld"; });
}

Result<> may_attempt(const Order& order, std::span<const OrderEvent> events, Timestamp now) {
  if (order.state == OrderState::payment_lost) return {};
  if (order.state != OrderState::open && order.state != OrderState::pending &&
      order.state != OrderState::cancelled)
    return refuse(Errc::conflict, "payment.attempt", "This order is paid already.", "already_paid");
  const bool is_given_up_by_shop = std::ranges::any_of(events, [](const OrderEvent& event) {
    return event.kind == "given_up" && event.detail == name_of(GivenUpBy::shop);
  });
  if (is_given_up_by_shop)
    return refuse(Errc::conflict, "payment.attempt", "The shop has given this order up.",
                  "given_up_by_shop");
  if (is_withheld(events))
    return refuse(Errc::conflict, "payment.attempt",
                  "This order was given up, and what it held has gone to others. Place it anew.",
                  "order_withheld");
  if (now >= order.expires_at)
    return refuse(Errc::conflict, "payment.attempt",
                  "The price of this order was held for a day. Place it anew.", "order_expired");
  return {};
}

}  // namespace aan::sales
