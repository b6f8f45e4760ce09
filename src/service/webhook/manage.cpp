#include "service/webhook/manage.hpp"

#include <algorithm>

#include "base/whole_number.hpp"
#include "domain/desk/person.hpp"
#include "domain/webhook/shown_url.hpp"
#include "service/announce.hpp"
#include "service/audit.hpp"
#include "service/webhook/secrets.hpp"

namespace aan::service {
namespace {

using webhook::Endpoint;

std::unexpected<Error> no_such_webhook() {
  return refuse(Errc::not_found, "webhook", "There is no webhook of that name.", "no_such_webhook");
}

// One that ended is told nothing any more: for what would send to it, it is not there.
Result<Endpoint> live(ports::UnitOfWork& unit, const std::string& name) {
  auto endpoint = AAN_TRY(unit.webhooks().find_endpoint(name));
  if (!endpoint || endpoint->ended_at) return no_such_webhook();
  return *std::move(endpoint);
}

std::int64_t live_count(const std::vector<Endpoint>& endpoints) {
  return std::ranges::count_if(endpoints, [](const Endpoint& one) { return !one.ended_at; });
}

// It is tried at once, whatever was found of it before.
Result<> wake(ports::UnitOfWork& unit, Endpoint& endpoint, Timestamp now) {
  endpoint.health.rests_until = {};
  AAN_TRY(unit.webhooks().change_endpoint(endpoint));
  AAN_TRY(unit.webhooks().hasten(endpoint.id, now));
  return {};
}

Result<Duration> overlap_of(const std::string& hours) {
  if (hours.empty()) return webhook::kOverlap;
  const auto count = parse_whole_number(hours);
  if (count && *count >= 0 && *count <= webhook::kOverlapHoursMax) return Duration::hours(*count);
  return refuse(Errc::invalid, "webhook.roll", "Hours are a whole number from 0 to 168.",
                "webhook_hours");
}

}  // namespace

Result<std::string> ManageWebhooks::checked_url(const std::string& typed) const {
  std::string url = AAN_TRY(webhook::parse_endpoint_url(typed, sender_.reaches_private()));
  AAN_TRY(sender_.check_host(webhook::host_of(url)));
  return url;
}

Result<WebhookWithSecret> ManageWebhooks::add(const WebhookWish& wish, std::string_view by) {
  const Timestamp now = room_.clock.wall();
  WebhookWithSecret made;
  Endpoint& it = made.endpoint;
  it.id = room_.ids.make<webhook::EndpointId>();
  it.name = AAN_TRY(desk::parse_person_name(wish.name));
  it.url = AAN_TRY(checked_url(wish.url));
  it.events = AAN_TRY(webhook::parse_event_kinds(wish.events));
  it.created_by = by;
  it.created_at = now;
  made.secret = new_webhook_secret(room_);
  put_webhook_secret(room_, it, made.secret, std::nullopt);
  AAN_TRY(room_.store.write("webhook.add", [&](ports::UnitOfWork& unit) -> Result<> {
    if (live_count(AAN_TRY(unit.webhooks().endpoints())) >= webhook::kEndpointsMax)
      return refuse(Errc::conflict, "webhook.add",
                    "There are as many webhooks as there may be. End one first.", "webhooks_full");
    AAN_TRY(unit.webhooks().add_endpoint(it));
    return write_down(unit, {std::string(by), "webhook.made", it.name, webhook::text_of(it.events)},
                      now);
  }));
  return made;
}

Result<Endpoint> ManageWebhooks::change(const WebhookWish& wish, std::string_view by) {
  const Timestamp now = room_.clock.wall();
  // What was shown comes back from a form in which nobody changed it.
  const bool is_kept =
      wish.url.empty() || wish.url == webhook::shown_url(AAN_TRY(view(wish.name)).endpoint.url);
  const std::string url = is_kept ? std::string() : AAN_TRY(checked_url(wish.url));
  std::vector<webhook::EventKind> events;
  if (!wish.events.empty()) events = AAN_TRY(webhook::parse_event_kinds(wish.events));
  Endpoint changed;
  AAN_TRY(room_.store.write("webhook.change", [&](ports::UnitOfWork& unit) -> Result<> {
    changed = AAN_TRY(live(unit, wish.name));
    const bool is_moved = !url.empty() && url != changed.url;
    if (is_moved) changed.url = url;
    if (!events.empty()) changed.events = events;
    AAN_TRY(unit.webhooks().change_endpoint(changed));
    if (is_moved) AAN_TRY(wake(unit, changed, now));
    return write_down(unit,
                      {std::string(by), "webhook.changed", changed.name,
                       std::string(is_moved ? "address; " : "") + webhook::text_of(changed.events)},
                      now);
  }));
  return changed;
}

Result<WebhookWithSecret> ManageWebhooks::roll(const std::string& name, const std::string& hours,
                                               std::string_view by) {
  const Timestamp now = room_.clock.wall();
  const Duration overlap = AAN_TRY(overlap_of(hours));
  const auto until = overlap.us > 0 ? std::optional(now + overlap) : std::nullopt;
  WebhookWithSecret rolled;
  rolled.secret = new_webhook_secret(room_);
  AAN_TRY(room_.store.write("webhook.roll", [&](ports::UnitOfWork& unit) -> Result<> {
    rolled.endpoint = AAN_TRY(live(unit, name));
    put_webhook_secret(room_, rolled.endpoint, rolled.secret, until);
    AAN_TRY(unit.webhooks().change_endpoint(rolled.endpoint));
    return write_down(unit,
                      {std::string(by), "webhook.rolled", rolled.endpoint.name,
                       until ? "the one before until " + rfc3339(*until) : "the one before ends"},
                      now);
  }));
  return rolled;
}

Result<webhook::Delivery> ManageWebhooks::ping(const std::string& name, std::string_view by) {
  const Timestamp now = room_.clock.wall();
  webhook::Delivery delivery;
  AAN_TRY(room_.store.write("webhook.ping", [&](ports::UnitOfWork& unit) -> Result<> {
    Endpoint endpoint = AAN_TRY(live(unit, name));
    webhook::Event event;
    event.id = room_.ids.make<webhook::EventId>();
    event.kind = webhook::EventKind::ping;
    event.is_test = true;
    event.at = now;
    AAN_TRY(unit.webhooks().add_event(event));
    delivery = delivery_to(room_, endpoint, event, now);
    AAN_TRY(unit.webhooks().add_delivery(delivery, webhook::kWaitingMax));
    AAN_TRY(wake(unit, endpoint, now));
    return write_down(unit, {std::string(by), "webhook.tried", endpoint.name, ""}, now);
  }));
  return delivery;
}

Result<std::int64_t> ManageWebhooks::redeliver(const std::string& name, const std::string& delivery,
                                               std::string_view by) {
  const Timestamp now = room_.clock.wall();
  std::int64_t count = 0;
  AAN_TRY(room_.store.write("webhook.redeliver", [&](ports::UnitOfWork& unit) -> Result<> {
    Endpoint endpoint = AAN_TRY(live(unit, name));
    if (delivery.empty()) {
      count = AAN_TRY(unit.webhooks().revive_dead(endpoint.id, now, webhook::kWaitingMax));
    } else {
      const bool is_there =
          looks_like_id(delivery) && AAN_TRY(unit.webhooks().revive(endpoint.id, {delivery}, now));
      if (!is_there)
        return refuse(Errc::not_found, "webhook.redeliver",
                      "This webhook has no delivery of that id that came to its end.",
                      "no_such_delivery");
      count = 1;
    }
    AAN_TRY(wake(unit, endpoint, now));
    return write_down(unit,
                      {std::string(by), "webhook.redelivered", endpoint.name,
                       delivery.empty() ? std::to_string(count) + " given up" : delivery},
                      now);
  }));
  return count;
}

Result<Endpoint> ManageWebhooks::end(const std::string& name, std::string_view by) {
  const Timestamp now = room_.clock.wall();
  Endpoint ended;
  AAN_TRY(room_.store.write("webhook.end_endpoint", [&](ports::UnitOfWork& unit) -> Result<> {
    auto endpoint = AAN_TRY(unit.webhooks().find_endpoint(name));
    if (!endpoint) return no_such_webhook();
    ended = *std::move(endpoint);
    if (ended.ended_at) return {};
    AAN_TRY(unit.webhooks().end_endpoint(ended.id, now));
    ended.ended_at = now;
    return write_down(unit, {std::string(by), "webhook.ended", ended.name, ""}, now);
  }));
  return ended;
}

Result<std::vector<WebhookView>> ManageWebhooks::list() const {
  std::vector<WebhookView> views;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    views.clear();
    const auto depths = AAN_TRY(at.webhooks().depths());
    for (Endpoint& one : AAN_TRY(at.webhooks().endpoints())) {
      WebhookView view;
      if (const auto depth = std::ranges::find(depths, one.id, &ports::WebhookDepth::id);
          depth != depths.end())
        view.waiting = depth->waiting, view.dead = depth->dead;
      view.endpoint = std::move(one);
      views.push_back(std::move(view));
    }
    return {};
  }));
  return views;
}

Result<WebhookView> ManageWebhooks::view(const std::string& name) const {
  for (WebhookView& one : AAN_TRY(list()))
    if (one.endpoint.name == name) return std::move(one);
  return no_such_webhook();
}

Result<ports::DeliveryPage> ManageWebhooks::deliveries(const std::string& name,
                                                       ports::DeliveryQuery query) const {
  ports::DeliveryPage page;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    const auto endpoint = AAN_TRY(at.webhooks().find_endpoint(name));
    if (!endpoint) return no_such_webhook();
    query.endpoint = endpoint->id;
    page = AAN_TRY(at.webhooks().deliveries(query));
    return {};
  }));
  return page;
}

}  // namespace aan::service
