#include "domain/sales/order_state.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace aan::sales {
namespace {

using enum OrderState;

// A cancelled order never becomes refunded: it sold nothing, so what goes back of its money was
// owed and leaves nothing to withdraw. A late payment that is not given back delivers it after all.
constexpr std::array kTransitions = {
    OrderTransition{open, pending, "a payment was seen"},
    OrderTransition{open, paid, "settled payments cover the total, or the total is zero"},
    OrderTransition{open, cancelled, "given up, or its time passed"},
    OrderTransition{pending, open, "the payment that was seen is gone"},
    OrderTransition{pending, paid, "settled payments cover the total"},
    OrderTransition{pending, cancelled, "given up, or its time passed"},
    OrderTransition{paid, fulfilled, "every line has its entitlement"},
    OrderTransition{paid, payment_lost, "a settled payment vanished"},
    OrderTransition{paid, refunded, "everything was given back"},
    OrderTransition{paid, disputed, "the payer's bank asks the money back"},
    OrderTransition{fulfilled, payment_lost, "a settled payment vanished"},
    OrderTransition{fulfilled, refunded, "everything was given back"},
    OrderTransition{fulfilled, disputed, "the payer's bank asks the money back"},
    OrderTransition{fulfilled, charged_back, "we hear of a dispute when it is lost already"},
    OrderTransition{cancelled, pending, "a payment came late"},
    OrderTransition{cancelled, paid, "a late payment covers the total"},
    OrderTransition{payment_lost, paid, "the payment is back, or another covers the total"},
    OrderTransition{payment_lost, refunded, "the payment is back, and had been given back"},
    OrderTransition{payment_lost, disputed, "the payment is back, and in dispute"},
    OrderTransition{payment_lost, charged_back, "the payment is back, and lost to the bank"},
    OrderTransition{disputed, paid, "the dispute was won before delivery"},
    OrderTransition{disputed, fulfilled, "the dispute was won"},
    OrderTransition{disputed, charged_back, "the dispute was lost"},
    OrderTransition{disputed, refunded, "the dispute ended, and everything was given back"},
    OrderTransition{disputed, payment_lost, "a settled payment vanished"},
    OrderTransition{refunded, fulfilled, "a refund failed afterwards"},
    OrderTransition{refunded, disputed, "the payer's bank asks for money that went back"},
    OrderTransition{refunded, charged_back, "the bank took what had been given back"},
    OrderTransition{refunded, payment_lost, "a settled payment vanished"},
    OrderTransition{charged_back, fulfilled, "the bank decided anew, for us"},
    OrderTransition{charged_back, disputed, "the bank looks at another dispute"},
    OrderTransition{charged_back, refunded, "the bank decided anew; everything was given back"},
    OrderTransition{charged_back, payment_lost, "a settled payment vanished"},
};

constexpr std::array<std::pair<OrderState, std::string_view>, kOrderStates.size()> kNames = {{
    {open, "open"},
    {pending, "pending"},
    {paid, "paid"},
    {fulfilled, "fulfilled"},
    {cancelled, "cancelled"},
    {refunded, "refunded"},
    {disputed, "disputed"},
    {charged_back, "charged_back"},
    {payment_lost, "payment_lost"},
}};

}  // namespace

std::span<const OrderTransition> order_transitions() { return kTransitions; }

bool is_allowed(OrderState from, OrderState to) {
  return std::ranges::any_of(
      kTransitions, [&](const OrderTransition& t) { return t.from == from && t.to == to; });
}

std::string_view name_of(OrderState state) {
  for (const auto& [known, name] : kNames)
    if (known == state) return name;
  return "open";
}

std::optional<OrderState> parse_order_state(std::string_view name) {
  for (const auto& [state, known] : kNames)
    if (known == name) return state;
  return std::nullopt;
}

}  // namespace aan::sales
