#include "adapters/pay_stripe/reversals_json.hpp"

#include "adapters/pay_stripe/json_fields.hpp"

namespace aan::pay_stripe {
namespace {

namespace json = fields::json;
using fields::metadata_in;
using fields::need_number;
using fields::need_text;
using fields::need_time;
using fields::object_in;
using fields::parse_list;
using fields::parse_object;
using fields::text_in;

Result<StripeRefund> refund_from(const json::object& object) {
  StripeRefund refund;
  refund.id = AAN_TRY(need_text(object, "id"));
  refund.status = AAN_TRY(need_text(object, "status"));
  refund.amount = AAN_TRY(need_number(object, "amount"));
  refund.currency = AAN_TRY(need_text(object, "currency"));
  refund.refund_id = metadata_in(object, "refund_id");
  refund.created = AAN_TRY(need_time(object, "created"));
  if (const json::object* back = object_in(object, "failure_balance_transaction"))
    refund.failed_at = AAN_TRY(need_time(*back, "created"));
  return refund;
}

Result<StripeDispute> dispute_from(const json::object& object) {
  StripeDispute dispute;
  dispute.id = AAN_TRY(need_text(object, "id"));
  dispute.status = AAN_TRY(need_text(object, "status"));
  dispute.reason = text_in(object, "reason");
  dispute.amount = AAN_TRY(need_number(object, "amount"));
  dispute.currency = AAN_TRY(need_text(object, "currency"));
  dispute.created = AAN_TRY(need_time(object, "created"));
  if (const json::object* evidence = object_in(object, "evidence_details"))
    if (const json::value* due = evidence->if_contains("due_by"); due != nullptr && due->is_int64())
      dispute.due_by = Timestamp::from_unix_seconds(due->get_int64());
  const json::value* movements = object.if_contains("balance_transactions");
  if (movements == nullptr || !movements->is_array()) return dispute;
  for (const json::value& one : movements->get_array())
    if (one.is_object()) dispute.movements.push_back(AAN_TRY(movement_from(one.get_object())));
  return dispute;
}

}  // namespace

Result<BalanceMovement> movement_from(const json::object& object) {
  BalanceMovement movement;
  movement.id = AAN_TRY(need_text(object, "id"));
  movement.amount = AAN_TRY(need_number(object, "amount"));
  movement.fee = AAN_TRY(need_number(object, "fee"));
  movement.currency = AAN_TRY(need_text(object, "currency"));
  movement.created = AAN_TRY(need_time(object, "created"));
  return movement;
}

Result<StripeRefund> parse_refund(std::string_view text) {
  return refund_from(AAN_TRY(parse_object(text, "refund")));
}

Result<std::vector<StripeRefund>> parse_refunds(std::string_view text) {
  std::vector<StripeRefund> refunds;
  for (const json::value& one : AAN_TRY(parse_list(text)))
    refunds.push_back(AAN_TRY(refund_from(one.get_object())));
  return refunds;
}

Result<std::vector<StripeDispute>> parse_disputes(std::string_view text) {
  std::vector<StripeDispute> disputes;
  for (const json::value& one : AAN_TRY(parse_list(text)))
    disputes.push_back(AAN_TRY(dispute_from(one.get_object())));
  return disputes;
}

}  // namespace aan::pay_stripe
