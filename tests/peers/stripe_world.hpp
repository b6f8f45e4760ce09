#pragma once
#include <memory>
#include <string>
#include <vector>

#include "adapters/pay_stripe/stripe_provider.hpp"
#include "adapters/store_sql/sql_store.hpp"
#include "testing/temp_folder.hpp"
#include "tests/peers/stripe_double.hpp"

namespace aan::peers {

/// The provider with its double on the other side, and a store behind it.
class StripeWorld {
 public:
  StripeWorld() {
    if (double_ == nullptr) return;
    double_->act("endpoint",
                 {{"url", "http://127.0.0.1:1/"}, {"secrets", boost::json::array{"whsec_new"}}});
    restart();
  }
  /// Without Node there is no counterpart.
  [[nodiscard]] bool is_there() const { return double_ != nullptr; }
  pay_stripe::StripeProvider& provider() { return *provider_; }
  [[nodiscard]] const StripeDouble& stripe() const { return *double_; }
  [[nodiscard]] Timestamp now() const { return clock_.wall(); }
  payment::PaymentIntent new_intent() {
    payment::PaymentIntent intent;
    intent.id.value = "test_" + std::to_string(++intents_);
    intent.order_id.value = "test_order";
    intent.provider = "stripe";
    intent.method = "card";
    intent.due = {1999, *find_asset("USD")};
    intent.created_at = clock_.wall();
    intent.expires_at = intent.created_at + payment::kIntentExpiresAfter;
    return intent;
  }
  std::vector<std::string> pay(const payment::PaymentIntent& intent) {
    EXPECT_EQ(double_->press(intent.prompt_url, "card"), 303);
    return double_->messages(intent.provider_ref);
  }
  void restart() {
    provider_.reset();
    store_.reset();
    store_sql::SqlStoreOptions options;
    options.data_dir = root_.path();
    options.may_migrate = true;
    options.site = "test";
    store_ = store_sql::open_sql_store(options, clock_).value();
    provider_ = make({.url = double_->origin()});
  }
  struct Access {
    std::string url;
    std::string key = "rk_test_double";
    std::string shop = "https://shop.example";
  };
  std::unique_ptr<pay_stripe::StripeProvider> make(const Access& access) {
    pay_stripe::StripeOptions options;
    options.api = {access.url, Secret(access.key)};
    options.webhook_secrets = {Secret("whsec_old"), Secret("whsec_new")};
    options.return_url = [shop = access.shop](const payment::PaymentIntent& intent) {
      return shop + "/return/" + intent.id.value;
    };
    return std::make_unique<pay_stripe::StripeProvider>(std::move(options), *store_, clock_);
  }

 private:
  std::unique_ptr<StripeDouble> double_ = StripeDouble::start();
  testing::TempFolder root_;
  SystemClock clock_;
  std::unique_ptr<ports::Store> store_;
  std::unique_ptr<pay_stripe::StripeProvider> provider_;
  int intents_ = 0;
};

}  // namespace aan::peers
