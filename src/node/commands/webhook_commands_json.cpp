#include "node/commands/webhook_commands_json.hpp"

#include "domain/webhook/shown_url.hpp"
#include "node/commands/command_parts_json.hpp"

namespace aan::node {
namespace {

namespace json = boost::json;

json::object webhook_entry(const webhook::Endpoint& it, Timestamp now) {
  const bool has_overlap = it.previous_until && now < *it.previous_until;
  return {{"name", it.name},
          {"url", webhook::shown_url(it.url)},
          {"events", webhook::text_of(it.events)},
          {"live", !it.ended_at},
          {"dead", webhook::is_dead(it, now)},
          {"failures", it.health.failures},
          {"failing_since", moment(it.health.failing_since)},
          {"last_error", it.health.last_error},
          {"taken_at", moment(it.health.ok_at)},
          {"secret_before_until", has_overlap ? moment(it.previous_until) : json::value(nullptr)},
          {"created_by", it.created_by},
          {"created_at", rfc3339(it.created_at)},
          {"ended_at", moment(it.ended_at)}};
}

json::object webhook_entry(const service::WebhookView& view, Timestamp now) {
  json::object entry = webhook_entry(view.endpoint, now);
  entry["waiting"] = view.waiting;
  entry["given_up"] = view.dead;
  return entry;
}

json::object delivery_entry(const webhook::Delivery& it) {
  return {{"id", it.id.value},
          {"message", it.event.id.value},
          {"event", name_of(it.event.kind)},
          {"about", it.event.label},
          {"state", name_of(it.state)},
          {"attempts", it.attempts},
          {"created_at", rfc3339(it.created_at)},
          {"due_at", it.state == webhook::DeliveryState::waiting ? json::value(rfc3339(it.due_at))
                                                                 : json::value(nullptr)},
          {"last_status", it.last_status},
          {"last_error", it.last_error},
          {"ended_at", moment(it.ended_at)}};
}

service::WebhookWish wish_of(const json::object& arguments) {
  return {text_in(arguments, "name"), text_in(arguments, "url"), text_in(arguments, "events")};
}

}  // namespace

Result<json::object> add_webhook(Node& node, const json::object& arguments) {
  const auto made = AAN_TRY(node.webhooks.add(wish_of(arguments), by_of(arguments)));
  json::object answer = webhook_entry(made.endpoint, node.clock.wall());
  answer["secret"] = made.secret.reveal();
  return answer;
}

Result<json::object> list_webhooks(Node& node, const json::object& /*arguments*/) {
  json::array rows;
  for (const service::WebhookView& one : AAN_TRY(node.webhooks.list()))
    rows.push_back(webhook_entry(one, node.clock.wall()));
  return json::object{{"webhooks", std::move(rows)}};
}

Result<json::object> show_webhook(Node& node, const json::object& arguments) {
  return webhook_entry(AAN_TRY(node.webhooks.view(text_in(arguments, "name"))), node.clock.wall());
}

Result<json::object> list_deliveries(Node& node, const json::object& arguments) {
  ports::DeliveryQuery query;
  const std::string state = text_in(arguments, "state");
  query.state = webhook::parse_delivery_state(state);
  if (!query.state && !state.empty())
    return refuse(Errc::invalid, "webhook.deliveries", "A state is one of: waiting, done, dead.",
                  "invalid");
  query.limit = AAN_TRY(limit_in(arguments));
  query.offset = offset_in(arguments);
  const auto page = AAN_TRY(node.webhooks.deliveries(text_in(arguments, "name"), query));
  json::array rows;
  for (const webhook::Delivery& one : page.deliveries) rows.push_back(delivery_entry(one));
  return json::object{{"total", page.total}, {"deliveries", std::move(rows)}};
}

Result<json::object> change_webhook(Node& node, const json::object& arguments) {
  return webhook_entry(AAN_TRY(node.webhooks.change(wish_of(arguments), by_of(arguments))),
                       node.clock.wall());
}

Result<json::object> roll_webhook(Node& node, const json::object& arguments) {
  const std::int64_t hours = number_in(arguments, "hours", -1);
  const auto rolled = AAN_TRY(node.webhooks.roll(text_in(arguments, "name"),
                                                 hours < 0 ? std::string() : std::to_string(hours),
                                                 by_of(arguments)));
  json::object answer = webhook_entry(rolled.endpoint, node.clock.wall());
  answer["secret"] = rolled.secret.reveal();
  return answer;
}

Result<json::object> ping_webhook(Node& node, const json::object& arguments) {
  return delivery_entry(AAN_TRY(node.webhooks.ping(text_in(arguments, "name"), by_of(arguments))));
}

Result<json::object> redeliver_webhook(Node& node, const json::object& arguments) {
  return json::object{{"queued", AAN_TRY(node.webhooks.redeliver(text_in(arguments, "name"),
                                                                 text_in(arguments, "delivery"),
                                                                 by_of(arguments)))}};
}

Result<json::object> end_webhook(Node& node, const json::object& arguments) {
  return webhook_entry(AAN_TRY(node.webhooks.end(text_in(arguments, "name"), by_of(arguments))),
                       node.clock.wall());
}

}  // namespace aan::node
