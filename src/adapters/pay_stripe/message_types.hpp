#pragma once
#include <array>
#include <string_view>

namespace aan::pay_stripe {

/// A message of Stripe that the shop acts on.
struct MessageType {
  std::string_view name;
  /// Whether one that was lost is fetched. Needless where the same is learnt without it: a page
  /// that expired while its attempt is asked about, a payment from its session, the account by
  /// asking every minute.
  bool is_swept = true;
};

/// All of them: what the webhook's endpoint has to send. Stripe lists events of at most twenty
/// types at once.
inline constexpr std::array kMessageTypes = {
    MessageType{"account.updated", false},
    MessageType{"charge.dispute.closed"},
    MessageType{"charge.dispute.created"},
    MessageType{"charge.dispute.funds_reinstated"},
    MessageType{"charge.dispute.funds_withdrawn"},
    MessageType{"charge.dispute.updated"},
    MessageType{"charge.refunded"},
    MessageType{"checkout.session.async_payment_failed"},
    MessageType{"checkout.session.async_payment_succeeded"},
    MessageType{"checkout.session.completed"},
    MessageType{"checkout.session.expired", false},
    MessageType{"payment_intent.succeeded", false},
    MessageType{"payout.failed"},
    MessageType{"payout.paid"},
    MessageType{"radar.early_fraud_warning.created"},
    MessageType{"refund.created"},
    MessageType{"refund.failed"},
    MessageType{"refund.updated"},
};

}  // namespace aan::pay_stripe
