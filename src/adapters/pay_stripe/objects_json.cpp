#include "adapters/pay_stripe/objects_json.hpp"

#include <boost/json.hpp>

namespace aan::pay_stripe {
namespace {

namespace json = boost::json;
constexpr std::size_t kDepthMax = 32;

std::unexpected<Error> malformed(std::string_view what) {
  return fail(Errc::upstream_malformed, "stripe.json", std::string(what));
}

Result<json::object> parse_object(std::string_view text, std::string_view kind) {
  boost::system::error_code error;
  json::parse_options options;
  options.max_depth = kDepthMax;
  json::value value = json::parse(text, error, {}, options);
  if (error || !value.is_object()) return malformed("no JSON object");
  json::object object = std::move(value.get_object());
  const json::value* name = object.if_contains("object");
  const bool is_kind =
      name != nullptr && name->is_string() && std::string_view(name->get_string()) == kind;
  if (!is_kind) return malformed("not a " + std::string(kind));
  return object;
}

// A text that may be absent or null.
std::string text_in(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  if (value == nullptr || !value->is_string()) return {};
  return std::string(std::string_view(value->get_string()));
}

Result<std::string> need_text(const json::object& object, std::string_view name) {
  std::string text = text_in(object, name);
  if (text.empty()) return malformed("no " + std::string(name));
  return text;
}

Result<std::int64_t> need_number(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  if (value == nullptr || !value->is_int64())
    return malformed("no whole number " + std::string(name));
  return value->get_int64();
}

bool flag_in(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  return value != nullptr && value->is_bool() && value->get_bool();
}

const json::object* object_in(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  return value != nullptr && value->is_object() ? &value->get_object() : nullptr;
}

// A reference is an id, or the object itself where the request asked to expand it.
std::string id_in(const json::object& object, std::string_view name) {
  if (const json::object* expanded = object_in(object, name)) return text_in(*expanded, "id");
  return text_in(object, name);
}

Result<StripeEvent> event_from(const json::object& object) {
  StripeEvent event;
  event.id = AAN_TRY(need_text(object, "id"));
  event.type = AAN_TRY(need_text(object, "type"));
  event.livemode = flag_in(object, "livemode");
  event.created = Timestamp::from_unix_seconds(AAN_TRY(need_number(object, "created")));
  const json::object* data = object_in(object, "data");
  const json::object* about = data == nullptr ? nullptr : object_in(*data, "object");
  if (about == nullptr) return malformed("no data.object");
  const std::string kind = text_in(*about, "object");
  if (kind == "checkout.session") event.session = text_in(*about, "id");
  event.payment_intent =
      kind == "payment_intent" ? text_in(*about, "id") : id_in(*about, "payment_intent");
  return event;
}

}  // namespace

Result<CheckoutSession> parse_session(std::string_view text) {
  const json::object object = AAN_TRY(parse_object(text, "checkout.session"));
  CheckoutSession session;
  session.id = AAN_TRY(need_text(object, "id"));
  session.url = text_in(object, "url");
  session.status = AAN_TRY(need_text(object, "status"));
  session.payment_status = AAN_TRY(need_text(object, "payment_status"));
  session.amount_total = AAN_TRY(need_number(object, "amount_total"));
  session.currency = AAN_TRY(need_text(object, "currency"));
  session.client_reference_id = text_in(object, "client_reference_id");
  if (const json::object* metadata = object_in(object, "metadata"))
    session.intent_id = text_in(*metadata, "intent_id");
  session.payment_intent = id_in(object, "payment_intent");
  session.livemode = flag_in(object, "livemode");
  session.created = Timestamp::from_unix_seconds(AAN_TRY(need_number(object, "created")));
  return session;
}

Result<StripePayment> parse_payment(std::string_view text) {
  const json::object object = AAN_TRY(parse_object(text, "payment_intent"));
  StripePayment payment;
  payment.id = AAN_TRY(need_text(object, "id"));
  payment.status = AAN_TRY(need_text(object, "status"));
  payment.currency = AAN_TRY(need_text(object, "currency"));
  payment.amount_received = AAN_TRY(need_number(object, "amount_received"));
  payment.created = Timestamp::from_unix_seconds(AAN_TRY(need_number(object, "created")));
  payment.charge = id_in(object, "latest_charge");
  if (const json::object* charge = object_in(object, "latest_charge")) {
    payment.amount_refunded = AAN_TRY(need_number(*charge, "amount_refunded"));
    payment.is_disputed = flag_in(*charge, "disputed");
    payment.created = Timestamp::from_unix_seconds(AAN_TRY(need_number(*charge, "created")));
  }
  return payment;
}

Result<StripeAccount> parse_account(std::string_view text) {
  const json::object object = AAN_TRY(parse_object(text, "account"));
  StripeAccount account;
  account.id = AAN_TRY(need_text(object, "id"));
  account.charges_enabled = flag_in(object, "charges_enabled");
  account.payouts_enabled = flag_in(object, "payouts_enabled");
  if (const json::object* requirements = object_in(object, "requirements")) {
    account.disabled_reason = text_in(*requirements, "disabled_reason");
    const json::value* due = requirements->if_contains("past_due");
    if (due != nullptr && due->is_array())
      for (const json::value& one : due->get_array())
        if (one.is_string()) account.past_due.emplace_back(std::string_view(one.get_string()));
  }
  return account;
}

Result<StripeRefund> parse_refund(std::string_view text) {
  const json::object object = AAN_TRY(parse_object(text, "refund"));
  return StripeRefund{AAN_TRY(need_text(object, "id")), AAN_TRY(need_text(object, "status"))};
}

Result<StripeEvent> parse_event(std::string_view text) {
  return event_from(AAN_TRY(parse_object(text, "event")));
}

Result<StripeEventPage> parse_event_page(std::string_view text) {
  const json::object object = AAN_TRY(parse_object(text, "list"));
  const json::value* data = object.if_contains("data");
  if (data == nullptr || !data->is_array()) return malformed("no data");
  StripeEventPage page;
  page.has_more = flag_in(object, "has_more");
  for (const json::value& one : data->get_array()) {
    if (!one.is_object()) return malformed("an event that is no object");
    page.events.push_back(AAN_TRY(event_from(one.get_object())));
  }
  return page;
}

StripeFault parse_fault(std::string_view text) {
  boost::system::error_code error;
  const json::value value = json::parse(text, error);
  if (error || !value.is_object()) return {};
  const json::object* fault = object_in(value.get_object(), "error");
  if (fault == nullptr) return {};
  return {text_in(*fault, "type"), text_in(*fault, "code"), text_in(*fault, "param"),
          text_in(*fault, "message")};
}

}  // namespace aan::pay_stripe
