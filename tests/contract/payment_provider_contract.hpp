#pragma once
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "ports/payment_provider.hpp"

namespace aan::contract {

/// What every `ports::PaymentProvider` promises. `World` is the provider with its other side: a
/// processor, real or played, at which somebody can pay.
///   ports::PaymentProvider& provider();
///   payment::PaymentIntent new_intent();                  // another one each time, 19.99
///   std::vector<std::string> pay(const PaymentIntent&);   // in full, once; messages sent
///   void restart();                                       // the process ends and starts again
///   bool is_there();                                      // optional: without it nothing is tried
template <class World>
class PaymentProviderContract : public ::testing::Test {
 protected:
  void SetUp() override {
    if constexpr (requires { world_.is_there(); })
      if (!world_.is_there()) GTEST_SKIP() << "its counterpart cannot run here";
  }
  ports::PaymentProvider& provider() { return world_.provider(); }
  ports::PaymentPrompt begin(const payment::PaymentIntent& intent) {
    const auto prompt = provider().begin(intent);
    EXPECT_TRUE(prompt) << (prompt ? "" : prompt.error().to_string());
    return prompt ? *prompt : ports::PaymentPrompt{};
  }
  payment::PaymentIntent begun() {
    payment::PaymentIntent intent = world_.new_intent();
    const ports::PaymentPrompt prompt = begin(intent);
    intent.provider_ref = prompt.provider_ref;
    intent.prompt_url = prompt.url;
    begun_[prompt.provider_ref] = intent;
    return intent;
  }
  ports::PaymentEvent parse(const std::string& message) {
    const auto said = take_in(message);
    EXPECT_TRUE(said) << (said ? "" : said.error().to_string());
    if (said && said->is_hint) return asked_about(said->provider_ref);
    return said && !said->events.empty() ? said->events.front() : ports::PaymentEvent{};
  }
  /// What a hint leads to: the first movement of money of that attempt.
  ports::PaymentEvent asked_about(const std::string& provider_ref) {
    const auto at = begun_.find(provider_ref);
    EXPECT_NE(at, begun_.end()) << "a hint that leads to " << provider_ref;
    const auto known =
        at == begun_.end() ? std::vector<ports::PaymentEvent>{} : money_of(at->second);
    EXPECT_FALSE(known.empty());
    return known.empty() ? ports::PaymentEvent{} : known.front();
  }
  /// As the door does it: verified, then read.
  Result<ports::PaymentMessage> take_in(const std::string& message) {
    AAN_TRY(provider().verify(message, world_.now()));
    const ports::KeptMessage kept = AAN_TRY(provider().keep_message(message));
    auto said = provider().read_message(kept.text);
    if (said) {
      EXPECT_EQ(said->event_id, kept.event_id);
    }
    return said;
  }
  std::vector<ports::PaymentEvent> money_of(const payment::PaymentIntent& intent) {
    std::vector<ports::PaymentEvent> events = provider().query(intent).value();
    std::erase_if(events, [](const ports::PaymentEvent& event) {
      return event.kind != ports::PaymentEventKind::seen &&
             event.kind != ports::PaymentEventKind::settled &&
             event.kind != ports::PaymentEventKind::lost;
    });
    return events;
  }
  payment::Payment payment_of(const payment::PaymentIntent& intent) {
    const ports::PaymentEvent event = money_of(intent).at(0);
    return {.id = {"test_payment"},
            .intent_id = intent.id,
            .order_id = intent.order_id,
            .provider = event.provider,
            .network_ref = event.network_ref,
            .amount = event.amount,
            .state = payment::FactState::settled,
            .seen_at = event.at};
  }
  static void expect_same(const ports::PaymentEvent& a, const ports::PaymentEvent& b) {
    EXPECT_EQ(a.provider, b.provider);
    EXPECT_EQ(a.event_id, b.event_id);
    EXPECT_EQ(a.provider_ref, b.provider_ref);
    EXPECT_EQ(a.kind, b.kind);
    EXPECT_EQ(a.network_ref, b.network_ref);
    EXPECT_EQ(a.amount, b.amount);
    EXPECT_EQ(a.at, b.at);
  }
  World world_;
  std::map<std::string, payment::PaymentIntent> begun_;
};

TYPED_TEST_SUITE_P(PaymentProviderContract);

TYPED_TEST_P(PaymentProviderContract, SaysWhatItIs) {
  const auto it = this->provider().describe();
  EXPECT_FALSE(it.provider.empty());
  EXPECT_FALSE(it.method.empty());
  EXPECT_TRUE(it.is_sandbox || it.is_card || it.is_coin);
  EXPECT_FALSE(it.is_card && it.is_coin);
  EXPECT_TRUE(this->provider().probe());
}

TYPED_TEST_P(PaymentProviderContract, BeginningAgainGivesTheSamePrompt) {
  const auto intent = this->world_.new_intent();
  const auto prompt = this->begin(intent);
  EXPECT_FALSE(prompt.provider_ref.empty());
  EXPECT_FALSE(prompt.url.empty());
  EXPECT_EQ(this->begin(intent).provider_ref, prompt.provider_ref);
  this->world_.restart();
  EXPECT_EQ(this->begin(intent).provider_ref, prompt.provider_ref);
  EXPECT_EQ(this->begin(intent).url, prompt.url);
}

TYPED_TEST_P(PaymentProviderContract, EveryAttemptHasItsOwnPrompt) {
  std::set<std::string> refs;
  for (int i = 0; i < 20; ++i) {
    const auto prompt = this->begin(this->world_.new_intent());
    EXPECT_GE(prompt.provider_ref.size(), 16U) << "could be guessed";
    refs.insert(prompt.provider_ref);
  }
  EXPECT_EQ(refs.size(), 20U);
}

TYPED_TEST_P(PaymentProviderContract, KnowsOfNoMoneyBeforeItIsPaid) {
  const auto intent = this->begun();
  EXPECT_TRUE(this->money_of(intent).empty());
  const auto never_begun = this->world_.new_intent();
  const auto events = this->provider().query(never_begun);
  ASSERT_TRUE(events) << events.error().to_string();
  EXPECT_TRUE(events->empty());
}

TYPED_TEST_P(PaymentProviderContract, APaymentIsReportedWithItsAmount) {
  const auto intent = this->begun();
  const auto messages = this->world_.pay(intent);
  ASSERT_FALSE(messages.empty());
  const auto event = this->parse(messages.back());
  EXPECT_EQ(event.provider, this->provider().describe().provider);
  EXPECT_EQ(event.provider_ref, intent.provider_ref);
  EXPECT_EQ(event.kind, ports::PaymentEventKind::settled);
  EXPECT_EQ(event.amount, intent.due);
  EXPECT_FALSE(event.event_id.empty());
  EXPECT_FALSE(event.network_ref.empty());
  EXPECT_GE(event.at, intent.created_at);
}

TYPED_TEST_P(PaymentProviderContract, AskingTellsTheSameAsTheMessages) {
  const auto intent = this->begun();
  const auto message = this->world_.pay(intent).back();
  const auto known = this->money_of(intent);
  ASSERT_FALSE(known.empty());
  this->expect_same(known.back(), this->parse(message));
  this->world_.restart();
  this->expect_same(this->money_of(intent).back(), this->parse(message));
}

TYPED_TEST_P(PaymentProviderContract, EveryMovementOfMoneyHasItsOwnName) {
  std::set<std::string> events;
  std::set<std::string> movements;
  for (int i = 0; i < 10; ++i) {
    const auto event = this->parse(this->world_.pay(this->begun()).back());
    events.insert(event.event_id);
    movements.insert(event.network_ref);
  }
  EXPECT_EQ(events.size(), 10U);
  EXPECT_EQ(movements.size(), 10U);
}

TYPED_TEST_P(PaymentProviderContract, AMessageThatWasTouchedIsRefused) {
  const std::string message = this->world_.pay(this->begun()).back();
  for (std::size_t i = 0; i < message.size(); ++i) {
    std::string touched = message;
    touched[i] = static_cast<char>(touched[i] ^ 1);
    const auto event = this->take_in(touched);
    ASSERT_FALSE(event) << "byte " << i;
    EXPECT_TRUE(event.error().code == Errc::unauthenticated || event.error().code == Errc::invalid);
  }
  for (std::size_t size = 0; size < message.size(); ++size)
    EXPECT_FALSE(this->take_in(message.substr(0, size)));
  EXPECT_FALSE(this->take_in(message + " "));
}

TYPED_TEST_P(PaymentProviderContract, NonsenseIsRefused) {
  this->begun();
  for (const std::string& message :
       {std::string(), std::string("{}"), std::string("null"), std::string(100'000, '['),
        std::string("\0\xff", 2), std::string("v1=\n{}"), std::string("t=1,v1=00\n{}")}) {
    const auto event = this->take_in(message);
    ASSERT_FALSE(event);
    EXPECT_TRUE(event.error().code == Errc::unauthenticated ||
                event.error().code == Errc::invalid || event.error().code == Errc::too_large);
  }
}

TYPED_TEST_P(PaymentProviderContract, CancellingAgainIsNoError) {
  const auto intent = this->begun();
  EXPECT_TRUE(this->provider().cancel(intent));
  EXPECT_TRUE(this->provider().cancel(intent));
  EXPECT_TRUE(this->money_of(intent).empty());
  EXPECT_TRUE(this->provider().cancel(this->world_.new_intent())) << "never begun";
}

TYPED_TEST_P(PaymentProviderContract, RefundsOnceForEachIdAndNeverMoreThanWasPaid) {
  const auto intent = this->begun();
  this->world_.pay(intent);
  const payment::Payment payment = this->payment_of(intent);
  const auto refund = [&](const std::string& id, std::int64_t amount) {
    payment::Refund asked;
    asked.id.value = id;
    asked.payment_id = payment.id;
    asked.provider = payment.provider;
    asked.amount = {amount, intent.due.asset};
    asked.requested_at = asked.state_at = this->world_.now();
    return this->provider().refund(payment, asked);
  };
  const auto first = refund("test_one", 500);
  if (!this->provider().describe().can_refund) {
    ASSERT_FALSE(first);
    EXPECT_EQ(first.error().code, Errc::conflict);
    return;
  }
  ASSERT_TRUE(first) << first.error().to_string();
  EXPECT_TRUE(payment::is_moved(first->state));
  EXPECT_FALSE(first->network_ref.empty());
  EXPECT_EQ(refund("test_one", 500).value().network_ref, first->network_ref);
  this->world_.restart();
  EXPECT_EQ(refund("test_one", 500).value().network_ref, first->network_ref);
  const auto too_much = refund("test_two", payment.amount.amount);
  ASSERT_FALSE(too_much);
  EXPECT_EQ(too_much.error().code, Errc::conflict);
  const auto last = refund("test_three", payment.amount.amount - 500);
  ASSERT_TRUE(last) << last.error().to_string();
  EXPECT_NE(last->network_ref, first->network_ref);
  EXPECT_FALSE(refund("test_four", 500));
}

REGISTER_TYPED_TEST_SUITE_P(PaymentProviderContract, SaysWhatItIs, BeginningAgainGivesTheSamePrompt,
                            EveryAttemptHasItsOwnPrompt, KnowsOfNoMoneyBeforeItIsPaid,
                            APaymentIsReportedWithItsAmount, AskingTellsTheSameAsTheMessages,
                            EveryMovementOfMoneyHasItsOwnName, AMessageThatWasTouchedIsRefused,
                            NonsenseIsRefused, CancellingAgainIsNoError,
                            RefundsOnceForEachIdAndNeverMoreThanWasPaid);

}  // namespace aan::contract
