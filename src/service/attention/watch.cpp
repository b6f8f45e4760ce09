#include "service/attention/watch.hpp"

#include <algorithm>

#include "base/log.hpp"
#include "domain/attention/plan.hpp"
#include "service/announce.hpp"
#include "service/attention/conditions.hpp"
#include "service/letters/queue_mail.hpp"

namespace aan::service {
namespace {

using webhook::EventKind;

constexpr int kTries = 5;

struct Sight {
  std::int64_t round = 0;
  std::vector<attention::Item> standing;
  Findings found;
};

attention::Item new_item(const Room& room, const attention::Finding& what, const Machine& machine,
                         Timestamp now) {
  attention::Item item;
  item.id = room.ids.make<attention::ItemId>();
  item.what = what;
  if (what.is_local) item.observer = machine.observer;
  item.raised_at = item.seen_at = now;
  return item;
}

Result<> announce_item(const Room& room, ports::UnitOfWork& unit, const attention::Item& item,
                       EventKind kind, Timestamp now) {
  webhook::Event event;
  event.kind = kind;
  event.subject = item.id.value;
  event.label = attention::name_of(item.what.kind);
  event.part = item.what.label;
  event.at = now;
  return announce(room, unit, std::move(event));
}

void tell(const attention::Plan& plan, const Sight& sight) {
  for (const attention::Finding& one : plan.raise)
    log::warn(
        "attention.raised",
        {{"kind", attention::name_of(one.kind)}, {"subject", one.label}, {"detail", one.detail}});
  for (const attention::ItemId& id : plan.clear)
    for (const attention::Item& item : sight.standing)
      if (item.id == id)
        log::info("attention.cleared",
                  {{"kind", attention::name_of(item.what.kind)}, {"subject", item.what.label}});
}

}  // namespace

Result<> Watch::look(const Machine& machine) {
  for (int tries = 1;; ++tries) {
    Result<> done = look_once(machine);
    if (done || done.error().reason != "attention_round" || tries == kTries) return done;
  }
}

Result<std::vector<ledger::Finding>> Watch::check_ledger(const ports::Snapshot& at, Timestamp now) {
  const std::scoped_lock lock(ledger_guard_);
  const auto& before = ledger_checked_at_;
  if (before && now >= *before && now - *before < kLedgerCheckedEvery) return ledger_findings_;
  ledger_findings_ = AAN_TRY(at.ledger().check());
  ledger_checked_at_ = now;
  return ledger_findings_;
}

Result<> Watch::look_once(const Machine& machine) {
  const Timestamp now = room_.clock.wall();
  Sight sight;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    sight = {};
    sight.round = AAN_TRY(at.attention().round());
    sight.standing = AAN_TRY(at.attention().standing());
    const auto ledger = AAN_TRY(check_ledger(at, now));
    const LookAt look{at, providers_, machine, ledger, now};
    for (const Condition condition : conditions()) AAN_TRY(condition(look, sight.found));
    return {};
  }));
  const attention::Plan plan =
      attention::plan(sight.standing, sight.found, {machine.observer, machine.is_alone, now});
  if (plan.empty()) return {};
  std::vector<attention::Item> raised;
  for (const attention::Finding& one : plan.raise)
    raised.push_back(new_item(room_, one, machine, now));
  AAN_TRY(room_.store.write("attention", [&](ports::UnitOfWork& unit) -> Result<> {
    AAN_TRY(unit.attention().next_round(sight.round));
    for (const attention::ItemId& id : plan.clear) AAN_TRY(unit.attention().clear_item(id, now));
    for (const attention::Item& item : sight.standing)
      if (std::ranges::find(plan.clear, item.id) != plan.clear.end())
        AAN_TRY(announce_item(room_, unit, item, EventKind::attention_cleared, now));
    for (const attention::Item& item : plan.change) AAN_TRY(unit.attention().change_item(item));
    for (const attention::Item& item : raised) {
      AAN_TRY(unit.attention().add_item(item));
      AAN_TRY(announce_item(room_, unit, item, EventKind::attention_opened, now));
    }
    if (writes_letters_ && !raised.empty()) AAN_TRY(queue_attention(room_, unit, now));
    return {};
  }));
  tell(plan, sight);
  return {};
}

}  // namespace aan::service
