#include "adapters/pay_sandbox/bank_codec.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>

namespace aan::pay_sandbox {
namespace {

namespace json = boost::json;
using Kind = ports::PaymentEventKind;

std::string text_in(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  return value != nullptr && value->is_string() ? value->get_string().c_str() : "";
}

std::int64_t number_in(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  return value != nullptr && value->is_int64() ? value->get_int64() : 0;
}

bool flag_in(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  return value != nullptr && value->is_bool() && value->get_bool();
}

Result<json::object> object_in(std::string_view text, Errc code) {
  boost::system::error_code error;
  json::value parsed = json::parse(text, error);
  if (error || !parsed.is_object()) return fail(code, "sandbox", "not a JSON object");
  return std::move(parsed.get_object());
}

}  // namespace

std::string encode_session(const Session& session) {
  json::array movements;
  for (const Movement& one : session.movements)
    movements.push_back({{"event_id", one.event_id},
                         {"network_ref", one.network_ref},
                         {"amount", one.amount},
                         {"at_us", one.at.us},
                         {"is_failure", one.is_failure},
                         {"key", one.key}});
  json::array refunds;
  for (const std::string& one : session.refunds) refunds.emplace_back(one);
  return json::serialize(json::object{{"ref", session.ref},
                                      {"intent_id", session.intent_id},
                                      {"due", session.due.amount},
                                      {"asset", session.due.asset.code()},
                                      {"expires_at_us", session.expires_at.us},
                                      {"is_cancelled", session.is_cancelled},
                                      {"movements", std::move(movements)},
                                      {"refunds", std::move(refunds)}});
}

Result<Session> decode_session(std::string_view text) {
  const json::object it = AAN_TRY(object_in(text, Errc::corrupt));
  const auto asset = find_asset(text_in(it, "asset"));
  const json::value* movements = it.if_contains("movements");
  const json::value* refunds = it.if_contains("refunds");
  if (!asset || movements == nullptr || !movements->is_array() || refunds == nullptr ||
      !refunds->is_array())
    return fail(Errc::corrupt, "sandbox", "the books of the sandbox are damaged");
  Session session;
  session.ref = text_in(it, "ref");
  session.intent_id = text_in(it, "intent_id");
  session.due = {number_in(it, "due"), *asset};
  session.expires_at = {number_in(it, "expires_at_us")};
  session.is_cancelled = flag_in(it, "is_cancelled");
  for (const json::value& value : movements->get_array()) {
    const json::object* one = value.if_object();
    if (one == nullptr) return fail(Errc::corrupt, "sandbox", "a movement is damaged");
    session.movements.push_back({text_in(*one, "event_id"),
                                 text_in(*one, "network_ref"),
                                 number_in(*one, "amount"),
                                 {number_in(*one, "at_us")},
                                 flag_in(*one, "is_failure"),
                                 text_in(*one, "key")});
  }
  for (const json::value& value : refunds->get_array())
    if (value.is_string()) session.refunds.emplace_back(value.get_string().c_str());
  return session;
}

std::string encode_event(const ports::PaymentEvent& event) {
  return json::serialize(json::object{{"event_id", event.event_id},
                                      {"session", event.provider_ref},
                                      {"kind", name_of(event.kind)},
                                      {"network_ref", event.network_ref},
                                      {"amount", std::to_string(event.amount.amount)},
                                      {"currency", event.amount.asset.code()},
                                      {"at_us", event.at.us}});
}

Result<ports::PaymentEvent> decode_event(std::string_view text) {
  const json::object it = AAN_TRY(object_in(text, Errc::invalid));
  constexpr std::array kKinds = {Kind::seen, Kind::settled, Kind::lost, Kind::failed,
                                 Kind::cancelled};
  ports::PaymentEvent event;
  event.provider = "sandbox";
  event.event_id = text_in(it, "event_id");
  event.provider_ref = text_in(it, "session");
  event.network_ref = text_in(it, "network_ref");
  event.at = {number_in(it, "at_us")};
  const auto asset = find_asset(text_in(it, "currency"));
  const std::string kind = text_in(it, "kind");
  const auto known = std::ranges::find_if(kKinds, [&](Kind one) { return name_of(one) == kind; });
  if (event.event_id.empty() || event.provider_ref.empty() || !asset || known == kKinds.end())
    return fail(Errc::invalid, "sandbox.event", "a field is missing or unknown");
  event.kind = *known;
  event.amount = { AAN_TRY(parse_minor_units(text_in(it, "amount"))), *asset };
  return event;
}

}  // namespace aan::pay_sandbox
