#include "testing/manual_clock.hpp"
#include "testing/scripted_provider.hpp"
#include "tests/contract/payment_provider_contract.hpp"

namespace aan::contract {
namespace {

class ScriptedWorld {
 public:
  ports::PaymentProvider& provider() { return provider_; }
  [[nodiscard]] Timestamp now() const { return clock_.wall(); }
  payment::PaymentIntent new_intent() {
    payment::PaymentIntent intent;
    intent.id.value = "test_" + std::to_string(++intents_);
    intent.order_id.value = "test_order";
    intent.provider = intent.method = "scripted";
    intent.due = {1999, *find_asset("USD")};
    intent.created_at = clock_.wall();
    intent.expires_at = intent.created_at + payment::kIntentExpiresAfter;
    return intent;
  }
  std::vector<std::string> pay(const payment::PaymentIntent& intent) {
    return {provider_.message(provider_.happens(ports::PaymentEventKind::settled,
                                                intent.provider_ref, "money " + intent.id.value,
                                                intent.due, clock_.wall()))};
  }
  void restart() {}  // its books are those of another company

 protected:
  testing::ScriptedProvider provider_{"scripted"};

 private:
  testing::ManualClock clock_;
  int intents_ = 0;
};

class RefundingWorld : public ScriptedWorld {
 public:
  RefundingWorld() { provider_.set_refunds(testing::ScriptedProvider::Refunds::settled); }
};

}  // namespace

INSTANTIATE_TYPED_TEST_SUITE_P(Scripted, PaymentProviderContract, ScriptedWorld);
INSTANTIATE_TYPED_TEST_SUITE_P(ScriptedThatRefunds, PaymentProviderContract, RefundingWorld);

}  // namespace aan::contract
