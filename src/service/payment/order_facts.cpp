#include "service/payment/order_facts.hpp"

namespace aan::service {
namespace {

std::unexpected<Error> cannot_be(const std::string& what) {
  return fail(Errc::corrupt, "settle", what);
}

// What is stored may have been spoilt.
Result<> check(const payment::OrderFacts& facts) {
  const Asset asset = facts.order.quote.total.asset;
  const auto fits = [&](const Money& amount) {
    return amount.asset == asset && amount.amount > 0 && amount.amount <= sales::kOrderTotalMax;
  };
  if (!sales::is_consistent(facts.order.quote))
    return cannot_be("the amounts of order " + facts.order.id.value + " do not add up");
  for (const payment::IntentFacts& attempt : facts.intents) {
    if (!(attempt.intent.due.asset == asset))
      return cannot_be("attempt " + attempt.intent.id.value + " asks another money");
    for (const payment::Payment& one : attempt.payments)
      if (!fits(one.amount)) return cannot_be("payment " + one.id.value + " cannot be");
  }
  for (const payment::Refund& one : facts.refunds)
    if (!fits(one.amount)) return cannot_be("refund " + one.id.value + " cannot be");
  for (const payment::Dispute& one : facts.disputes)
    if (!fits(one.amount)) return cannot_be("dispute " + one.id.value + " cannot be");
  return {};
}

}  // namespace

Result<payment::OrderFacts> read_facts(const ports::SaleStore& sales,
                                       const ports::PaymentStore& payments,
                                       const ports::LedgerStore& ledger, sales::Order order) {
  const sales::OrderId id = order.id;
  payment::OrderFacts facts;
  facts.order = std::move(order);
  facts.is_cancel_requested = AAN_TRY(sales.is_cancel_requested(id));
  facts.posted = AAN_TRY(ledger.posted_of(id.value));
  facts.refunds = AAN_TRY(payments.refunds_of(id));
  facts.fees = AAN_TRY(payments.fees_of(id));
  facts.disputes = AAN_TRY(payments.disputes_of(id));
  const auto paid = AAN_TRY(payments.payments_of(id));
  for (payment::PaymentIntent& intent : AAN_TRY(payments.intents_of(id))) {
    payment::IntentFacts attempt;
    for (const payment::Payment& one : paid)
      if (one.intent_id == intent.id) attempt.payments.push_back(one);
    attempt.intent = std::move(intent);
    facts.intents.push_back(std::move(attempt));
  }
  return facts;
}

Result<payment::OrderFacts> gather_facts(const ports::SaleStore& sales,
                                         const ports::PaymentStore& payments,
                                         const ports::LedgerStore& ledger, sales::Order order) {
  payment::OrderFacts facts = AAN_TRY(read_facts(sales, payments, ledger, std::move(order)));
  AAN_TRY(check(facts));
  return facts;
}

}  // namespace aan::service
