#include "service/payment/return_link.hpp"

#include "base/log.hpp"
#include "crypto/token.hpp"
#include "service/payment/attempt_provider.hpp"

namespace aan::service {
namespace {

constexpr std::string_view kName = "return";

Result<> look(const Room& room, const Providers& providers, ConfirmPayment& confirm,
              const payment::PaymentIntent& intent) {
  if (intent.status == payment::PaymentStatus::settled) return {};
  ports::PaymentProvider* provider =
      AAN_TRY(provider_of(room, providers, intent.order_id, intent.provider)).provider;
  if (provider == nullptr) return {};
  for (const ports::PaymentEvent& event : AAN_TRY(provider->query(intent)))
    AAN_TRY(confirm.confirm(event));
  return {};
}

}  // namespace

std::string return_path(const crypto::KeyRing& keys, const payment::IntentId& intent) {
  return "/return/" + crypto::sign_cookie(keys, kName, intent.value);
}

Result<Return> come_back(const Room& room, const Providers& providers, ConfirmPayment& confirm,
                         ReturnPace& pace, std::string_view signed_intent) {
  const auto id = crypto::verify_cookie(room.keys.ring(), kName, signed_intent);
  if (!id || !looks_like_id(*id))
    return refuse(Errc::not_found, "return", "There is no such order.", "no_such_order");
  std::optional<payment::PaymentIntent> intent;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    intent = AAN_TRY(at.payments().find_intent({*id}));
    return {};
  }));
  if (!intent)
    return refuse(Errc::gone, "return", "The order that this would pay is gone.", "order_gone");
  const auto looked = pace.ask(intent->id, [&] { return look(room, providers, confirm, *intent); });
  if (!looked) log::warn("return.later", {{"why", looked.error().to_string()}});
  Return back;
  back.order = AAN_TRY(find_order_link(room, {*id}));
  const Timestamp now = room.clock.wall();
  back.leads = !back.order.is_renewed && (now < intent->created_at + kReturnLeadsFor ||
                                          (back.order.is_unpaid && now < intent->monitor_until));
  return back;
}

}  // namespace aan::service
