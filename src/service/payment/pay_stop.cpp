#include "service/payment/pay_stop.hpp"

#include <algorithm>

#include "service/payment/offered.hpp"

namespace aan::service {

std::optional<payment::PayStop> pay_stop_of(const OrderView& view, const Providers& providers) {
  const sales::OrderState state = view.order.state;
  if (state != sales::OrderState::open && state != sales::OrderState::payment_lost) return {};
  const bool is_held_back = view.hold_given_back.state != GivenBack::nothing &&
                            view.hold_given_back.state != GivenBack::still_there;
  if (!view.may_attempt || is_held_back || voucher_of(view) != nullptr) return {};
  const bool has_counter = std::ranges::any_of(view.attempts, [&](const AttemptView& one) {
    return one.can_be_paid && providers.find_for(view.order, one.intent.provider) != nullptr;
  });
  if (has_counter) return {};
  bool takes_this_money = false;
  for (const ports::PaymentProvider* one : offered(providers)) {
    if (one->describe().is_sandbox != view.order.is_sandbox) continue;
    if (one->health().is_well) return {};
    takes_this_money = true;
  }
  return takes_this_money             ? payment::PayStop::resting
         : offered(providers).empty() ? payment::PayStop::none_offered
                                      : payment::PayStop::other_money;
}

}  // namespace aan::service
