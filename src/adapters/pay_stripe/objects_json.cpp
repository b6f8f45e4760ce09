#include "adapters/pay_stripe/objects_json.hpp"

#include <algorithm>

#include "adapters/pay_stripe/json_fields.hpp"
#include "adapters/pay_stripe/reversals_json.hpp"

namespace aan::pay_stripe {
namespace {

namespace json = fields::json;
using fields::flag_in;
using fields::id_in;
using fields::malformed;
using fields::metadata_in;
using fields::need_number;
using fields::need_text;
using fields::need_time;
using fields::object_in;
using fields::parse_list;
using fields::parse_object;
using fields::text_in;

constexpr std::string_view kSessionKind = "checkout.session";
constexpr std::string_view kWarningKind = "radar.early_fraud_warning";
constexpr std::string_view kPayoutKind = "payout";

// Under the way to pay's own name: cards, and accounts that are debited.
std::string payer_country_of(const json::object& charge) {
  const json::object* details = object_in(charge, "payment_method_details");
  if (details == nullptr) return {};
  const json::object* way = object_in(*details, text_in(*details, "type"));
  return way == nullptr ? std::string() : text_in(*way, "country");
}

// Each kind of voucher has its own name there, and one of two for its last moment.
std::optional<Timestamp> voucher_until_of(const json::object& payment) {
  const json::object* next = object_in(payment, "next_action");
  const json::object* way = next == nullptr ? nullptr : object_in(*next, text_in(*next, "type"));
  if (way == nullptr) return std::nullopt;
  for (const char* name : {"expires_at", "expires_after"})
    if (const auto at = need_time(*way, name)) return *at;
  return std::nullopt;
}

Result<StripePayment> payment_from(const json::object& object) {
  StripePayment payment;
  payment.id = AAN_TRY(need_text(object, "id"));
  payment.status = AAN_TRY(need_text(object, "status"));
  payment.currency = AAN_TRY(need_text(object, "currency"));
  payment.amount_received = AAN_TRY(need_number(object, "amount_received"));
  payment.created = AAN_TRY(need_time(object, "created"));
  payment.voucher_until = voucher_until_of(object);
  payment.charge = id_in(object, "latest_charge");
  const json::object* charge = object_in(object, "latest_charge");
  if (charge == nullptr) return payment;
  payment.payer_country = payer_country_of(*charge);
  payment.created = AAN_TRY(need_time(*charge, "created"));
  if (const json::object* movement = object_in(*charge, "balance_transaction"))
    payment.movement = AAN_TRY(movement_from(*movement));
  return payment;
}

Result<CheckoutSession> session_from(const json::object& object) {
  CheckoutSession session;
  session.id = AAN_TRY(need_text(object, "id"));
  session.url = text_in(object, "url");
  session.status = AAN_TRY(need_text(object, "status"));
  session.currency = AAN_TRY(need_text(object, "currency"));
  session.client_reference_id = text_in(object, "client_reference_id");
  session.intent_id = metadata_in(object, "intent_id");
  session.payment_intent = id_in(object, "payment_intent");
  if (const json::object* payment = object_in(object, "payment_intent");
      payment != nullptr && payment->contains("status"))
    session.payment = AAN_TRY(payment_from(*payment));
  session.livemode = flag_in(object, "livemode");
  session.created = AAN_TRY(need_time(object, "created"));
  return session;
}

std::vector<std::string> texts_in(const json::object& object, std::string_view name) {
  std::vector<std::string> texts;
  const json::value* all = object.if_contains(name);
  if (all == nullptr || !all->is_array()) return texts;
  for (const json::value& one : all->get_array())
    if (one.is_string()) texts.emplace_back(std::string_view(one.get_string()));
  return texts;
}

}  // namespace

bool is_pay_page(std::string_view url, std::string_view api_base) {
  constexpr std::string_view kSafe = "https://";
  const auto is_plain = [](char c) { return c > ' ' && c < '\x7f' && c != '\\'; };
  if (!std::ranges::all_of(url, is_plain)) return false;
  const auto begins = [&](std::string_view with) {
    return url.starts_with(with) && url.size() > with.size();
  };
  if (begins(kSafe)) return std::string_view("/?#").find(url[kSafe.size()]) == url.npos;
  const std::size_t host = api_base.find("://");
  if (host == api_base.npos) return false;
  const std::string_view origin = api_base.substr(0, api_base.find('/', host + 3));
  return begins(origin) && url[origin.size()] == '/';
}

Result<CheckoutSession> parse_session(std::string_view text) {
  return session_from(AAN_TRY(parse_object(text, "checkout.session")));
}

Result<std::vector<CheckoutSession>> parse_sessions(std::string_view text) {
  std::vector<CheckoutSession> sessions;
  for (const json::value& one : AAN_TRY(parse_list(text)))
    sessions.push_back(AAN_TRY(session_from(one.get_object())));
  return sessions;
}

Result<StripeAccount> parse_account(std::string_view text) {
  const json::object object = AAN_TRY(parse_object(text, "account"));
  StripeAccount account;
  account.id = AAN_TRY(need_text(object, "id"));
  account.charges_enabled = flag_in(object, "charges_enabled");
  account.payouts_enabled = flag_in(object, "payouts_enabled");
  if (const json::object* capabilities = object_in(object, "capabilities"))
    account.card_payments = text_in(*capabilities, "card_payments");
  if (const json::object* requirements = object_in(object, "requirements")) {
    account.disabled_reason = text_in(*requirements, "disabled_reason");
    account.past_due = texts_in(*requirements, "past_due");
  }
  return account;
}

Result<StripeEvent> parse_event(std::string_view text) {
  const json::object object = AAN_TRY(parse_object(text, "event"));
  StripeEvent event;
  event.id = AAN_TRY(need_text(object, "id"));
  event.type = AAN_TRY(need_text(object, "type"));
  event.livemode = flag_in(object, "livemode");
  event.created = AAN_TRY(need_time(object, "created"));
  const json::object* data = object_in(object, "data");
  const json::object* about = data == nullptr ? nullptr : object_in(*data, "object");
  if (about == nullptr) return malformed("no data.object");
  const std::string kind = text_in(*about, "object");
  if (kind == kSessionKind) event.session = text_in(*about, "id");
  if (kind == kWarningKind) {
    event.warning = text_in(*about, "id");
    event.reason = text_in(*about, "fraud_type");
  }
  if (kind == kPayoutKind) {
    event.payout = text_in(*about, "id");
    event.reason = text_in(*about, "failure_code");
  }
  event.payment_intent =
      kind == "payment_intent" ? text_in(*about, "id") : id_in(*about, "payment_intent");
  event.intent_id = metadata_in(*about, "intent_id");
  return event;
}

std::string write_event(const StripeEvent& event) {
  json::object about{{"object", "other"},
                     {"payment_intent", event.payment_intent},
                     {"metadata", json::object{{"intent_id", event.intent_id}}}};
  const auto name = [&](std::string_view kind, const std::string& id) {
    if (id.empty()) return;
    about["object"] = kind;
    about["id"] = id;
  };
  name(kSessionKind, event.session);
  name(kWarningKind, event.warning);
  name(kPayoutKind, event.payout);
  if (!event.warning.empty()) about["fraud_type"] = event.reason;
  if (!event.payout.empty()) about["failure_code"] = event.reason;
  return json::serialize(json::object{{"id", event.id},
                                      {"object", "event"},
                                      {"type", event.type},
                                      {"livemode", event.livemode},
                                      {"created", event.created.unix_seconds()},
                                      {"data", json::object{{"object", std::move(about)}}}});
}

Result<std::vector<WebhookEndpoint>> parse_endpoints(std::string_view text) {
  std::vector<WebhookEndpoint> endpoints;
  for (const json::value& one : AAN_TRY(parse_list(text))) {
    const json::object& object = one.get_object();
    endpoints.push_back({AAN_TRY(need_text(object, "url")), text_in(object, "status"),
                         texts_in(object, "enabled_events"), text_in(object, "api_version")});
  }
  return endpoints;
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
