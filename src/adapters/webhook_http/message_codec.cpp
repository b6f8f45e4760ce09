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

}  // namespace

std::string message_body(const webhook::Event& event) {
  json::object data;
  if (!event.subject.empty())
    data["order"] = json::object{{"id", event.subject}, {"reference", event.label}};
  if (!event.part.empty()) data["refund"] = json::object{{"id", event.part}};
  if (event.amount) data["amount"] = amount_of(*event.amount);
  return json::serialize(json::object{{"type", name_of(event.kind)},
                                      {"id", event.id.value},
                                      {"timestamp", rfc3339(event.at)},
                                      {"test", event.is_test},
                                      {"data", std::move(data)}});
}

}  // namespace aan::webhook_http
