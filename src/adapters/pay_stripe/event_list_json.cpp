#include "adapters/pay_stripe/event_list_json.hpp"

#include "adapters/pay_stripe/json_fields.hpp"

namespace aan::pay_stripe {
namespace {

namespace json = boost::json;
using fields::flag_in;
using fields::id_in;
using fields::malformed;
using fields::metadata_in;
using fields::need_text;
using fields::need_time;
using fields::object_in;
using fields::text_in;

Result<ports::ArchivedMessage> message_from(const json::object& event) {
  ports::ArchivedMessage message;
  message.event_id = AAN_TRY(need_text(event, "id"));
  message.at = AAN_TRY(need_time(event, "created"));
  const json::object* data = object_in(event, "data");
  const json::object* about = data == nullptr ? nullptr : object_in(*data, "object");
  if (about == nullptr) return malformed("no data.object");
  json::object kept{{"object", text_in(*about, "object")}, {"id", text_in(*about, "id")}};
  if (const std::string payment = id_in(*about, "payment_intent"); !payment.empty())
    kept["payment_intent"] = payment;
  if (const std::string intent = metadata_in(*about, "intent_id"); !intent.empty())
    kept["metadata"] = json::object{{"intent_id", intent}};
  // A signature, which there is none of, and a line feed stand before the body of a message.
  message.message =
      "\n" + json::serialize(json::object{{"id", message.event_id},
                                          {"object", "event"},
                                          {"type", AAN_TRY(need_text(event, "type"))},
                                          {"livemode", flag_in(event, "livemode")},
                                          {"created", message.at.unix_seconds()},
                                          {"data", json::object{{"object", std::move(kept)}}}});
  return message;
}

}  // namespace

Result<EventPage> parse_event_page(std::string_view text) {
  const json::object list = AAN_TRY(fields::parse_object(text, "list"));
  const json::value* data = list.if_contains("data");
  if (data == nullptr || !data->is_array()) return malformed("a list without data");
  EventPage page;
  page.has_more = flag_in(list, "has_more");
  for (const json::value& one : data->get_array()) {
    if (!one.is_object()) return malformed("an event that is no object");
    page.messages.push_back(AAN_TRY(message_from(one.get_object())));
    page.last_id = page.messages.back().event_id;
  }
  return page;
}

}  // namespace aan::pay_stripe
