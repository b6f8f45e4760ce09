#include "service/webhook/deliver.hpp"

#include <algorithm>

#include "base/crash_point.hpp"
#include "base/log.hpp"
#include "base/metrics.hpp"
#include "domain/webhook/pace.hpp"
#include "service/follow_events.hpp"
#include "service/webhook/secrets.hpp"

namespace aan::service {
namespace {

constexpr std::int64_t kPurgedARound = 500;

bool is_taken(int status) { return status >= 200 && status < 300; }

webhook::Delivery ended(webhook::Delivery held, const std::string& error, Timestamp now) {
  held.last_error = error;
  if (error.empty())
    held.state = webhook::DeliveryState::done;
  else if (webhook::is_given_up(held, now))
    held.state = webhook::DeliveryState::dead;
  else
    held.due_at = now + webhook::wait_after(held.attempts);
  if (held.state != webhook::DeliveryState::waiting) held.ended_at = now;
  return held;
}

void count(std::string_view outcome) {
  metrics::counter("aan_webhook_attempts_total",
                   "Messages to webhooks, by what became of each try.", {{"outcome", outcome}})
      .add();
}

}  // namespace

Result<std::vector<webhook::EndpointId>> DeliverWebhooks::due() const {
  const Timestamp now = room_.clock.wall();
  std::vector<webhook::EndpointId> ids;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    ids = AAN_TRY(at.webhooks().due(now));
    return {};
  }));
  return ids;
}

DeliverWebhooks::Outcome DeliverWebhooks::attempt(const webhook::Endpoint& endpoint,
                                                  const webhook::Delivery& delivery) const {
  const Timestamp now = room_.clock.wall();
  auto secrets = webhook_secrets(room_, endpoint, now);
  if (!secrets) return {0, "secret"};  // the key that sealed it is lost: it has to be rolled
  const auto status = sender_.send(
      {endpoint.url, *std::move(secrets), delivery.event, delivery.attempts, room_.time_outside()});
  if (!status) return {0, status.error().reason.empty() ? "failed" : status.error().reason};
  return {*status, is_taken(*status) ? "" : "status " + std::to_string(*status)};
}

// What was found of the health is compared and set: a change that came between counts first, and
// the next attempt sees it.
Result<> DeliverWebhooks::end(const webhook::EndpointId& id, const webhook::Delivery& held,
                              const Outcome& outcome) {
  const Timestamp now = room_.clock.wall();
  webhook::Delivery after;
  std::int64_t given_up = 0;
  Result<> done = room_.store.write("webhook.end", [&](ports::UnitOfWork& unit) -> Result<> {
    given_up = 0;
    const auto endpoint = AAN_TRY(unit.webhooks().find_endpoint(id));
    if (!endpoint) return fail(Errc::corrupt, "webhook", "a delivery to no endpoint");
    const webhook::Health& before = endpoint->health;
    const webhook::Health health = outcome.error.empty()
                                       ? webhook::after_success(before, now)
                                       : webhook::after_failure(before, outcome.error, now);
    after = ended(held, outcome.error, now);
    after.last_status = outcome.status;
    // Of an endpoint that is away nothing waits longer than it rests: its first success frees all.
    if (webhook::was_away(health, now)) after.due_at = std::min(after.due_at, health.rests_until);
    AAN_TRY(unit.webhooks().end_claim(held, after));
    if (!(health == before)) AAN_TRY(unit.webhooks().change_health(id, before, health));
    if (outcome.error.empty() && webhook::was_away(before, now))
      AAN_TRY(unit.webhooks().hasten(id, now));
    if (!outcome.error.empty() && webhook::is_abandoned(health, now))
      given_up = AAN_TRY(
          unit.webhooks().give_up(id, now - webhook::kTriedFor, "not reached for a day", now));
    return {};
  });
  // Somebody else has it now, and it arrives once more under its id.
  if (!done && done.error().reason == "lease_lost") return {};
  AAN_TRY(done);
  count(outcome.error.empty() ? "taken" : "failed");
  if (after.state == webhook::DeliveryState::dead || given_up > 0)
    log::warn("webhook.given_up",
              {{"endpoint", id.value},
               {"event", std::string(name_of(held.event.kind))},
               {"why", outcome.error},
               {"deliveries", given_up + (after.state == webhook::DeliveryState::dead ? 1 : 0)}});
  return {};
}

Result<bool> DeliverWebhooks::deliver_one(const webhook::EndpointId& id) {
  const Timestamp now = room_.clock.wall();
  std::optional<webhook::Delivery> held;
  std::optional<webhook::Endpoint> endpoint;
  AAN_TRY(room_.store.write("webhook.claim", [&](ports::UnitOfWork& unit) -> Result<> {
    held = AAN_TRY(unit.webhooks().claim(id, now, now + kDeliveryLease));
    endpoint = AAN_TRY(unit.webhooks().find_endpoint(id));
    return {};
  }));
  if (!held || !endpoint) return false;
  const Outcome outcome = attempt(*endpoint, *held);
  AAN_CRASH_POINT("webhook.sent");
  AAN_TRY(end(id, *held, outcome));
  return true;
}

Result<std::int64_t> DeliverWebhooks::purge() {
  const Timestamp before = room_.clock.wall() - room_.ages.events;
  AAN_TRY(number_all_events(room_));
  std::int64_t rows = 0;
  AAN_TRY(room_.store.write("webhook.purge", [&](ports::UnitOfWork& unit) -> Result<> {
    rows = AAN_TRY(unit.webhooks().purge(before, kPurgedARound));
    return {};
  }));
  return rows;
}

}  // namespace aan::service
