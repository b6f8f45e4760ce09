#include "adapters/pay_sandbox/books.hpp"

#include <algorithm>

namespace aan::pay_sandbox {
namespace {

std::string_view name_of(ports::SandboxAct what) {
  switch (what) {
    case ports::SandboxAct::pay: return "pay";
    case ports::SandboxAct::underpay: return "underpay";
    case ports::SandboxAct::pay_late: return "pay_late";
    case ports::SandboxAct::pay_twice: return "pay_twice";
    case ports::SandboxAct::pay_report_twice: return "pay_report_twice";
    case ports::SandboxAct::pay_report_never: return "pay_report_never";
    case ports::SandboxAct::fail: return "fail";
  }
  return "";
}

constexpr Duration kLateBy = Duration::minutes(1);

// What one act does to the books.
struct Effect {
  std::int64_t amount = 0;
  std::int64_t movements = 1;
  std::int64_t reports = 1;
  bool is_late = false;
  bool is_failure = false;
};

Effect effect_of(ports::SandboxAct what, std::int64_t due) {
  switch (what) {
    case ports::SandboxAct::pay: return {.amount = due};
    case ports::SandboxAct::underpay: return {.amount = due / 2};
    case ports::SandboxAct::pay_late: return {.amount = due, .is_late = true};
    case ports::SandboxAct::pay_twice: return {.amount = due, .movements = 2};
    case ports::SandboxAct::pay_report_twice: return {.amount = due, .reports = 2};
    case ports::SandboxAct::pay_report_never: return {.amount = due, .reports = 0};
    case ports::SandboxAct::fail: return {.movements = 0, .is_failure = true};
  }
  return {.movements = 0, .reports = 0};
}

ports::PaymentEvent event_of(const Session& session, std::size_t number) {
  const Movement& movement = session.movements[number];
  ports::PaymentEvent event;
  event.provider = "sandbox";
  event.event_id = session.ref + "." + std::to_string(number + 1);
  event.provider_ref = session.ref;
  event.kind = ports::PaymentEventKind::settled;
  event.network_ref = movement.network_ref;
  event.amount = {movement.amount, session.due.asset};
  event.at = movement.at;
  return event;
}

ports::PaymentEvent failure_of(const Session& session) {
  ports::PaymentEvent event;
  event.provider = "sandbox";
  event.event_id = session.ref + ".failed";
  event.provider_ref = session.ref;
  event.kind = ports::PaymentEventKind::failed;
  event.amount = {0, session.due.asset};
  event.at = *session.failed_at;
  return event;
}

std::unexpected<Error> full(std::string_view step) {
  return refuse(Errc::limited, step, "Enough has happened on this page. Start another payment.",
                "sandbox_full");
}

}  // namespace

Result<Act> carry_out(Session& session, ports::SandboxAct what, std::string_view key,
                      Timestamp now) {
  const auto known = std::ranges::find(session.acts, key, &Act::key);
  if (known != session.acts.end() && (known->what.empty() || known->what == name_of(what)))
    return *known;
  if (known != session.acts.end())
    return refuse(Errc::conflict, "sandbox.act", "This button was used for something else before.",
                  "idempotency_key_reused");
  const Effect effect = effect_of(what, outstanding(session));
  if (effect.movements > 0 && effect.amount == 0)
    return refuse(Errc::conflict, "sandbox.act", "Half of the smallest amount is nothing.",
                  "half_of_nothing");
  if (session.acts.size() >= kActsMax ||
      session.movements.size() + static_cast<std::size_t>(effect.movements) > kMovementsMax)
    return full("sandbox.act");

  Act act{std::string(key),
          static_cast<std::int64_t>(session.movements.size()),
          effect.movements,
          effect.reports,
          false,
          std::string(name_of(what))};
  const Timestamp late = std::max(now, session.expires_at + kLateBy);
  for (std::int64_t i = 0; i < effect.movements; ++i)
    session.movements.push_back(
        {"play-" + session.ref + "-" + std::to_string(session.movements.size() + 1), effect.amount,
         effect.is_late ? late : now});
  // What is paid cannot fail any more.
  if (effect.is_failure && session.movements.empty()) {
    act.is_failure = true;
    if (!session.failed_at) session.failed_at = now;
  }
  session.acts.push_back(act);
  return act;
}

Result<std::string> take_back(Session& session, std::string_view network_ref, std::int64_t amount,
                              std::string_view key) {
  const auto known = std::ranges::find(session.refunds, key, &Refund::key);
  if (known != session.refunds.end()) {
    if (known->network_ref == network_ref && known->amount == amount) return known->ref;
    return fail(Errc::conflict, "sandbox.refund", "the key belongs to another refund", {},
                "idempotency_key_reused");
  }
  const auto movement = std::ranges::find(session.movements, network_ref, &Movement::network_ref);
  if (movement == session.movements.end())
    return fail(Errc::not_found, "sandbox.refund", "no such movement");
  std::int64_t left = movement->amount;
  for (const Refund& refund : session.refunds)
    if (refund.network_ref == network_ref) left -= refund.amount;
  if (amount <= 0 || amount > left)
    return fail(Errc::conflict, "sandbox.refund", "more than is left of the payment", {},
                "too_much");
  if (session.refunds.size() >= kRefundsMax) return full("sandbox.refund");
  const std::string ref = "back-" + session.ref + "-" + std::to_string(session.refunds.size() + 1);
  session.refunds.push_back({std::string(key), ref, std::string(network_ref), amount});
  return ref;
}

std::vector<ports::PaymentEvent> events_of(const Session& session) {
  std::vector<ports::PaymentEvent> events;
  if (session.failed_at) events.push_back(failure_of(session));
  for (std::size_t i = 0; i < session.movements.size(); ++i) events.push_back(event_of(session, i));
  return events;
}

std::vector<ports::PaymentEvent> reports_of(const Session& session, const Act& act) {
  std::vector<ports::PaymentEvent> events;
  for (std::int64_t report = 0; report < act.reports; ++report) {
    if (act.is_failure) events.push_back(failure_of(session));
    for (std::int64_t i = 0; i < act.movements; ++i)
      events.push_back(event_of(session, static_cast<std::size_t>(act.first_movement + i)));
  }
  return events;
}

// At most kMovementsMax amounts, each of at most what an order may cost: no overflow.
std::int64_t received(const Session& session) {
  std::int64_t sum = 0;
  for (const Movement& movement : session.movements) sum += movement.amount;
  return sum;
}

std::int64_t outstanding(const Session& session) {
  const std::int64_t had = received(session);
  return had < session.due.amount ? session.due.amount - had : session.due.amount;
}

}  // namespace aan::pay_sandbox
