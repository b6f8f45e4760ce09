#include "adapters/webhook_http/message_codec.hpp"

#include <boost/json.hpp>

namespace aan::webhook_http {
namespace {

namespace json = boost::json;

json::object amount_of(const Money& amount) {
  return {{"amount", std::to_string(amount.amount)},
          {"currency", amount.asset.code()},
          {"decimal", decimal(amount)}};
}

json::object data_of(const webhook::Event& event) {
  json::object data;
  if (event.kind == webhook::EventKind::book_version)
    return json::object{{"book", {{"id", event.subject}, {"slug", event.label}}},
                        {"version", event.part}};
  if (event.kind == webhook::EventKind::attention_opened ||
      event.kind == webhook::EventKind::attention_cleared)
    return json::object{
        {"attention", {{"id", event.subject}, {"kind", event.label}, {"about", event.part}}}};
  if (!event.subject.empty())
    data["order"] = json::object{{"id", event.subject}, {"reference", event.label}};
  if (event.kind == webhook::EventKind::order_fulfilled)
    data["to_come"] = event.part == webhook::kToCome;
  else if (!event.part.empty())
    data["refund"] = json::object{{"id", event.part}};
  if (event.amount) data["amount"] = amount_of(*event.amount);
  return data;
}

}  // namespace

std::string message_body(const webhook::Event& event) {
  return json::serialize(json::object{{"type", name_of(event.kind)},
                                      {"id", event.id.value},
                                      {"timestamp", rfc3339(event.at)},
                                      {"test", event.is_test},
                                      {"data", data_of(event)}});
}

}  // namespace aan::webhook_http
