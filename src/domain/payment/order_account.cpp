#include "domain/payment/order_account.hpp"

#include <algorithm>
#include <string_view>

namespace aan::payment {
namespace {

// "clearing/stripe" of "main:clearing/stripe".
std::string_view name_in(std::string_view account) { return account.substr(account.find(':') + 1); }

Result<> add_to(Money& sum, const Money& amount) {
  sum = AAN_TRY(add(sum, amount));
  return {};
}
Result<> take_from(Money& sum, const Money& amount) {
  sum = AAN_TRY(subtract(sum, amount));
  return {};
}

Result<> add_fee(OrderAccount& account, const Money& amount) {
  if (amount.asset == account.fee.asset) return add_to(account.fee, amount);
  const auto known = std::ranges::find(account.other_fees, amount.asset, &Money::asset);
  if (known != account.other_fees.end()) return add_to(*known, amount);
  account.other_fees.push_back(amount);
  return {};
}

// What the processor holds, by what moved it.
Result<> add_cleared(OrderAccount& account, const ledger::Posted& one) {
  if (one.kind == "capture") return add_to(account.paid, one.amount);
  if (one.kind == "refund" || one.kind == "return" || one.kind == "refund_lost")
    return take_from(account.given_back, one.amount);
  if (one.kind == "dispute_withdrawn") return take_from(account.taken, one.amount);
  return {};  // a fee, which its own account tells
}

}  // namespace

Result<OrderAccount> order_account(std::span<const ledger::Posted> posted, const Asset& asset) {
  const Money none{0, asset};
  OrderAccount account{none, none, none, none, none, none, none, none, none, {}};
  for (const ledger::Posted& one : posted) {
    const std::string_view name = name_in(one.account);
    if (name.starts_with("fees/")) {
      AAN_TRY(add_fee(account, one.amount));
      continue;
    }
    if (one.amount.asset != asset) continue;  // the other side of such a fee
    if (name.starts_with("clearing/")) AAN_TRY(add_cleared(account, one));
    if (name.starts_with("tax/")) AAN_TRY(take_from(account.tax, one.amount));
    if (name == "refund_due") AAN_TRY(take_from(account.owed, one.amount));
    if (name == "unapplied") AAN_TRY(take_from(account.waiting, one.amount));
    if (name == "sales" || name == "returns" || name == "chargebacks" || name == "losses" ||
        name == "disputed")
      AAN_TRY(take_from(account.net, one.amount));
  }
  AAN_TRY(take_from(account.net, account.fee));
  account.left =
      AAN_TRY(subtract(AAN_TRY(subtract(account.paid, account.given_back)), account.taken));
  return account;
}

}  // namespace aan::payment
