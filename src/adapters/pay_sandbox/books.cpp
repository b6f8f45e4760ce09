#include "adapters/pay_sandbox/books.hpp"

#include <algorithm>
#include <iterator>
#include <set>

namespace aan::pay_sandbox {
namespace {

constexpr std::string_view kDispute = "dispute";
constexpr std::size_t kEventsOfOpening = 2;

std::string_view name_of(ports::SandboxAct what) {
  switch (what) {
    case ports::SandboxAct::pay: return "pay";
    case ports::SandboxAct::underpay: return "underpay";
    case ports::SandboxAct::pay_late: return "pay_late";
    case ports::SandboxAct::pay_twice: return "pay_twice";
    case ports::SandboxAct::pay_report_twice: return "pay_report_twice";
    case ports::SandboxAct::pay_report_never: return "pay_report_never";
    case ports::SandboxAct::fail: return "fail";
    case ports::SandboxAct::refuse_refunds: return "refuse_refunds";
    case ports::SandboxAct::dispute: return kDispute;
    case ports::SandboxAct::win_dispute: return "win_dispute";
    case ports::SandboxAct::lose_dispute: return "lose_dispute";
  }
  return "";
}

constexpr Duration kLateBy = Duration::minutes(1);
constexpr Duration kEvidenceFor = Duration::days(7);

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
    case ports::SandboxAct::dispute:
    case ports::SandboxAct::win_dispute:
    case ports::SandboxAct::lose_dispute: return {.movements = 0};
    case ports::SandboxAct::refuse_refunds: break;
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

ports::PaymentEvent about(const Session& session, std::string_view network_ref,
                          ports::PaymentEventKind kind) {
  ports::PaymentEvent event;
  event.provider = "sandbox";
  event.provider_ref = session.ref;
  event.kind = kind;
  event.about_ref = network_ref;
  return event;
}

ports::PaymentEvent refund_event(const Session& session, const Refund& refund) {
  ports::PaymentEvent event =
      about(session, refund.network_ref, ports::PaymentEventKind::refund_settled);
  event.event_id = event.network_ref = refund.ref;
  event.amount = {refund.amount, session.due.asset};
  event.at = refund.at;
  event.refund_id = refund.id;
  return event;
}

// What the bank says of a dispute; of its end alone when that is what just happened.
std::vector<ports::PaymentEvent> dispute_events(const Session& session, std::size_t number,
                                                bool is_of_end) {
  using enum ports::PaymentEventKind;
  const Dispute& dispute = session.disputes[number];
  std::vector<ports::PaymentEvent> events;
  const auto add = [&](ports::PaymentEventKind kind, Timestamp at) {
    ports::PaymentEvent event = about(session, dispute.network_ref, kind);
    event.network_ref = "dispute-" + session.ref + "-" + std::to_string(number + 1);
    event.event_id = event.network_ref + "." + std::string(ports::name_of(kind));
    event.amount = {dispute.amount, session.due.asset};
    event.at = at;
    event.reason = "play";
    event.due_at = dispute.opened_at + kEvidenceFor;
    events.push_back(std::move(event));
  };
  if (!is_of_end) {
    add(dispute_opened, dispute.opened_at);
    add(dispute_withdrawn, dispute.opened_at);
  }
  if (!dispute.closed_at) return events;
  // The bank's clock moves on between taking and returning, however fast a person presses.
  const Timestamp closed = std::max(*dispute.closed_at, dispute.opened_at + Duration::seconds(1));
  add(dispute.is_won ? dispute_won : dispute_lost, closed);
  if (dispute.is_won) add(dispute_reinstated, closed);
  return events;
}

std::unexpected<Error> nothing_disputed() {
  return refuse(Errc::conflict, "sandbox.act", "There is no payment here for that to happen to.",
                "nothing_to_dispute");
}

// What is left with the shop of a movement that nobody disputes.
std::int64_t left_of(const Session& session, const Movement& movement) {
  for (const Dispute& dispute : session.disputes)
    if (dispute.network_ref == movement.network_ref && !dispute.is_won) return 0;
  std::int64_t left = movement.amount;
  for (const Refund& refund : session.refunds)
    if (refund.network_ref == movement.network_ref) left -= refund.amount;
  return left;
}

// The newest payment of which something is left is disputed. Returns the dispute's number, from 1.
Result<std::int64_t> open_dispute(Session& session, Timestamp now) {
  for (auto at = session.movements.rbegin(); at != session.movements.rend(); ++at) {
    const std::int64_t left = left_of(session, *at);
    if (left <= 0) continue;
    session.disputes.push_back({at->network_ref, left, now, {}, false});
    return static_cast<std::int64_t>(session.disputes.size());
  }
  return nothing_disputed();
}

Result<std::int64_t> end_dispute(Session& session, bool is_won, Timestamp now) {
  for (std::size_t number = session.disputes.size(); number > 0; --number) {
    Dispute& dispute = session.disputes[number - 1];
    if (dispute.closed_at) continue;
    dispute.closed_at = now;
    dispute.is_won = is_won;
    return static_cast<std::int64_t>(number);
  }
  return nothing_disputed();
}

// The dispute that an act is about; 0 for the other acts.
Result<std::int64_t> dispute_of(Session& session, ports::SandboxAct what, Timestamp now) {
  switch (what) {
    case ports::SandboxAct::dispute: return open_dispute(session, now);
    case ports::SandboxAct::win_dispute: return end_dispute(session, true, now);
    case ports::SandboxAct::lose_dispute: return end_dispute(session, false, now);
    case ports::SandboxAct::refuse_refunds: session.refuses_refunds = true; break;
    case ports::SandboxAct::pay:
    case ports::SandboxAct::underpay:
    case ports::SandboxAct::pay_late:
    case ports::SandboxAct::pay_twice:
    case ports::SandboxAct::fail:
    case ports::SandboxAct::pay_report_twice:
    case ports::SandboxAct::pay_report_never: break;
  }
  return 0;
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
      session.movements.size() + static_cast<std::size_t>(effect.movements) > kMovementsMax ||
      (what == ports::SandboxAct::dispute && session.disputes.size() >= kDisputesMax))
    return full("sandbox.act");
  const std::int64_t dispute = AAN_TRY(dispute_of(session, what, now));

  Act act{std::string(key),
          static_cast<std::int64_t>(session.movements.size()),
          effect.movements,
          effect.reports,
          false,
          std::string(name_of(what)),
          dispute};
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
                              std::string_view id, Timestamp at) {
  const auto known = std::ranges::find(session.refunds, id, &Refund::id);
  if (known != session.refunds.end()) {
    if (known->network_ref == network_ref && known->amount == amount) return known->ref;
    return fail(Errc::conflict, "sandbox.refund", "the id belongs to another refund", {},
                "idempotency_key_reused");
  }
  if (session.refuses_refunds)
    return fail(Errc::conflict, "sandbox.refund", "the bank was told to give nothing back", {},
                "refund_refused");
  const auto movement = std::ranges::find(session.movements, network_ref, &Movement::network_ref);
  if (movement == session.movements.end())
    return fail(Errc::conflict, "sandbox.refund", "no such movement", {}, "no_such_payment");
  if (amount <= 0 || amount > left_of(session, *movement))
    return fail(Errc::conflict, "sandbox.refund", "more than is left of the payment", {},
                "too_much");
  if (session.refunds.size() >= kRefundsMax)
    return fail(Errc::conflict, "sandbox.refund", "the session has no room left", {},
                "sandbox_full");
  std::string ref = "back-" + session.ref + "-" + std::to_string(session.refunds.size() + 1);
  session.refunds.push_back({std::string(id), ref, std::string(network_ref), amount, at});
  return ref;
}

std::vector<ports::PaymentEvent> events_of(const Session& session) {
  std::vector<ports::PaymentEvent> events;
  if (session.failed_at) events.push_back(failure_of(session));
  for (std::size_t i = 0; i < session.movements.size(); ++i) events.push_back(event_of(session, i));
  for (const Refund& refund : session.refunds) events.push_back(refund_event(session, refund));
  for (std::size_t i = 0; i < session.disputes.size(); ++i)
    std::ranges::move(dispute_events(session, i, false), std::back_inserter(events));
  return events;
}

std::vector<ports::PaymentEvent> reports_of(const Session& session, const Act& act) {
  std::vector<ports::PaymentEvent> events;
  for (std::int64_t report = 0; report < act.reports; ++report) {
    if (act.is_failure) events.push_back(failure_of(session));
    for (std::int64_t i = 0; i < act.movements; ++i)
      events.push_back(event_of(session, static_cast<std::size_t>(act.first_movement + i)));
  }
  if (act.dispute == 0) return events;
  std::vector<ports::PaymentEvent> all =
      dispute_events(session, static_cast<std::size_t>(act.dispute - 1), act.what != kDispute);
  // Said as it was when it happened, also when the dispute has ended since.
  if (act.what == kDispute && all.size() > kEventsOfOpening) all.resize(kEventsOfOpening);
  std::ranges::move(all, std::back_inserter(events));
  return events;
}

// At most kMovementsMax amounts, each of at most what an order may cost: no overflow.
std::int64_t received(const Session& session) {
  std::int64_t sum = 0;
  for (const Movement& movement : session.movements) sum += movement.amount;
  if (is_covered(session)) return sum;
  for (const Refund& refund : session.refunds) sum -= refund.amount;
  return sum;
}

bool is_covered(const Session& session) {
  std::int64_t had = 0;
  std::set<std::string_view> came;
  std::vector<bool> has_gone(session.refunds.size());
  for (const Movement& movement : session.movements) {
    // What went back between the last movement and this one.
    for (std::size_t i = 0; i < session.refunds.size(); ++i) {
      const Refund& refund = session.refunds[i];
      if (has_gone[i] || refund.at > movement.at || !came.contains(refund.network_ref)) continue;
      had -= refund.amount;
      has_gone[i] = true;
    }
    had += movement.amount;
    came.insert(movement.network_ref);
    if (had >= session.due.amount) return true;
  }
  return false;
}

bool has_open_dispute(const Session& session) {
  return std::ranges::any_of(session.disputes,
                             [](const Dispute& dispute) { return !dispute.closed_at; });
}

std::int64_t outstanding(const Session& session) {
  return is_covered(session) ? session.due.amount : session.due.amount - received(session);
}

}  // namespace aan::pay_sandbox
