#include "adapters/pay_sandbox/sandbox_provider.hpp"
#include "adapters/store_sql/sql_store.hpp"
#include "testing/manual_clock.hpp"
#include "testing/seeded_rng.hpp"
#include "testing/temp_folder.hpp"
#include "tests/contract/payment_provider_contract.hpp"

namespace aan::contract {
namespace {

class SandboxWorld {
 public:
  SandboxWorld() { restart(); }
  ports::PaymentProvider& provider() { return *provider_; }
  [[nodiscard]] Timestamp now() const { return clock_.wall(); }
  payment::PaymentIntent new_intent() {
    payment::PaymentIntent intent;
    intent.id.value = "test_" + std::to_string(++intents_);
    intent.order_id.value = "test_order";
    intent.provider = "sandbox";
    intent.method = "sandbox";
    intent.due = {1999, *find_asset("USD")};
    intent.created_at = clock_.wall();
    intent.expires_at = intent.created_at + payment::kIntentExpiresAfter;
    return intent;
  }
  std::vector<std::string> pay(const payment::PaymentIntent& intent) {
    return provider_
        ->act(intent.provider_ref, ports::SandboxAct::pay, "press-" + intent.id.value,
              clock_.wall())
        .value();
  }
  void restart() {
    provider_.reset();
    store_.reset();
    store_sql::SqlStoreOptions options;
    options.data_dir = root_.path();
    options.may_migrate = true;
    options.site = "test";
    store_ = store_sql::open_sql_store(options, clock_).value();
    provider_ = std::make_unique<pay_sandbox::SandboxProvider>(*store_, rng_);
  }

 private:
  testing::TempFolder root_;
  testing::ManualClock clock_;
  testing::SeededRng rng_;
  std::unique_ptr<ports::Store> store_;
  std::unique_ptr<pay_sandbox::SandboxProvider> provider_;
  int intents_ = 0;
};

}  // namespace

INSTANTIATE_TYPED_TEST_SUITE_P(Sandbox, PaymentProviderContract, SandboxWorld);

}  // namespace aan::contract
