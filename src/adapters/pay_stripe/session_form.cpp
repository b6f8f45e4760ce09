#include "adapters/pay_stripe/session_form.hpp"

#include <algorithm>

#include "adapters/pay_stripe/minor_units.hpp"
#include "base/text.hpp"

namespace aan::pay_stripe {

bool is_statement_suffix(std::string_view text) {
  const auto is_letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
  const auto is_allowed = [&](char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == ' ' || c == '-';
  };
  if (text.empty()) return true;
  return text.size() <= kStatementSuffixBytesMax && std::ranges::all_of(text, is_allowed) &&
         std::ranges::any_of(text, is_letter) && trim(text) == text;
}

Result<Form> session_form(const payment::PaymentIntent& intent, const std::string& return_url,
                          Timestamp expires_at, std::string_view statement_suffix) {
  const std::int64_t amount = AAN_TRY(to_stripe(intent.due));
  if (intent.due.amount < minimum_charge(intent.due.asset))
    return fail(Errc::upstream_rejected, "stripe.begin", "below the least amount of a card payment",
                "This amount is too small for a card.", "amount_too_small");
  if (intent.due.amount > maximum_charge(intent.due.asset))
    return fail(Errc::upstream_rejected, "stripe.begin", "above the most of a card payment",
                "This amount is too large for a card.", "amount_too_large");
  Form form;
  form.put("mode", "payment")
      .put("line_items[0][quantity]", 1)
      .put("line_items[0][price_data][currency]", lower_ascii(intent.due.asset.code()))
      .put("line_items[0][price_data][unit_amount]", amount)
      .put("line_items[0][price_data][product_data][name]", "Books")
      .put("success_url", return_url)
      .put("cancel_url", return_url)
      .put("client_reference_id", intent.order_id.value)
      .put("metadata[order_id]", intent.order_id.value)
      .put("metadata[intent_id]", intent.id.value)
      .put("payment_intent_data[metadata][order_id]", intent.order_id.value)
      .put("payment_intent_data[metadata][intent_id]", intent.id.value)
      .put("payment_intent_data[transfer_group]", intent.order_id.value)
      .put("expires_at", expires_at.unix_seconds());
  if (!statement_suffix.empty())
    form.put("payment_intent_data[statement_descriptor_suffix]", statement_suffix);
  return form;
}

}  // namespace aan::pay_stripe
