#include "service/payment/follow_payments.hpp"

#include "service/payment/ask_about.hpp"

namespace aan::service {
namespace {

constexpr std::int64_t kAttemptsARound = 200;

// Orders are listed newest first.
Result<std::vector<sales::Order>> oldest_waiting(const ports::Snapshot& at, std::int64_t limit) {
  ports::OrderQuery query{.state = sales::OrderState::pending, .limit = limit};
  ports::OrderPage page = AAN_TRY(at.sales().list_orders(query));
  if (page.total <= limit) return std::move(page.orders);
  query.offset = page.total - limit;
  page = AAN_TRY(at.sales().list_orders(query));
  return std::move(page.orders);
}

}  // namespace

Result<std::vector<payment::PaymentIntent>> payments_under_way(const ports::Snapshot& at,
                                                               Timestamp before,
                                                               std::int64_t limit) {
  std::vector<payment::PaymentIntent> found;
  for (const sales::Order& order : AAN_TRY(oldest_waiting(at, limit)))
    if (order.created_at < before)
      for (payment::PaymentIntent& attempt : AAN_TRY(at.payments().intents_of(order.id)))
        if (attempt.status == payment::PaymentStatus::processing && attempt.created_at < before)
          found.push_back(std::move(attempt));
  return found;
}

Result<std::int64_t> follow_payments(const Room& room, const Providers& providers,
                                     ConfirmPayment& confirm) {
  const Timestamp now = room.clock.wall();
  std::vector<payment::PaymentIntent> attempts;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    attempts =
        AAN_TRY(at.payments().intents_under_way(now - kPaymentFollowedFor, now, kAttemptsARound));
    return {};
  }));
  AAN_TRY(ask_about(room, providers, confirm, attempts));
  return std::ssize(attempts);
}

}  // namespace aan::service
