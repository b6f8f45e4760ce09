#include "adapters/pay_stripe/event_list_json.hpp"

#include "adapters/pay_stripe/json_fields.hpp"
#include "adapters/pay_stripe/objects_json.hpp"

namespace aan::pay_stripe {
namespace {

namespace json = boost::json;
using fields::flag_in;
using fields::malformed;

Result<ports::ArchivedMessage> message_from(const json::object& object) {
  const StripeEvent event = AAN_TRY(parse_event(json::serialize(object)));
  return ports::ArchivedMessage{event.id, write_event(event), event.created};
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
