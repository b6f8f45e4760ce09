#include "service/sandbox_clock.hpp"

#include <functional>

#include "base/log.hpp"
#include "base/whole_number.hpp"
#include "domain/sales/passed_time.hpp"
#include "service/audit.hpp"
#include "service/idempotency.hpp"

namespace aan::service {
namespace {

constexpr std::string_view kArea = "shop";
constexpr std::string_view kKey = "clock_ahead_us";

std::unexpected<Error> fixed() {
  return refuse(Errc::forbidden, "clock",
                "The clock of this shop is the real one. A sandbox served with --sandbox-clock has "
                "one that can be moved.",
                "clock_fixed");
}

// Where real money was counted the time of its orders is real, whatever this process was told.
Result<> refuse_with_real_money(const ports::LedgerStore& ledger) {
  const std::string real = std::string(name_of(ledger::Book::main)) + ":";
  for (const ledger::Balance& one : AAN_TRY(ledger.balances()))
    if (one.account.starts_with(real))
      return refuse(Errc::forbidden, "clock",
                    "Real money was counted in this shop: its clock is not moved.", "clock_fixed");
  return {};
}

}  // namespace

Result<Duration> clock_ahead(const ports::RecordStore& records) {
  const auto kept = AAN_TRY(records.find(kArea, kKey));
  if (!kept) return Duration{};
  const auto us = parse_whole_number(*kept);
  if (!us || *us < 0 || *us > sales::kAheadMax.us)
    return fail(Errc::corrupt, "clock", "the record of the moved clock is no time");
  return Duration::microseconds(*us);
}

Result<ClockFace> SandboxClock::look() const {
  if (clock_ == nullptr) return fixed();
  return ClockFace{clock_->wall(), clock_->ahead()};
}

Result<> SandboxClock::follow() {
  if (clock_ == nullptr) return {};
  Duration ahead;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    ahead = AAN_TRY(clock_ahead(at.records()));
    return {};
  }));
  clock_->move(ahead);
  return {};
}

Result<ClockFace> SandboxClock::advance(Duration by, std::string_view actor,
                                        const std::string& key) {
  return move([by](Duration ahead) -> Result<Duration> { return ahead + by; }, actor, key);
}

Result<ClockFace> SandboxClock::advance_to(Timestamp moment, std::string_view actor,
                                           const std::string& key) {
  const Timestamp real = room_.time_outside();
  return move(
      [&](Duration ahead) -> Result<Duration> {
        const Timestamp now = real + ahead;
        if (moment < now)
          return refuse(Errc::conflict, "clock",
                        "It is " + rfc3339(now) +
                            " in this shop already, and its clock goes "
                            "forward only.",
                        "clock_back", {{"now", rfc3339(now)}});
        return moment - real;
      },
      actor, key);
}

// What is stored counts; the clock follows it, so that a failure leaves both where they were.
Result<ClockFace> SandboxClock::move(const std::function<Result<Duration>(Duration)>& target,
                                     std::string_view actor, const std::string& key) {
  if (clock_ == nullptr) return fixed();
  std::optional<IdempotentRequest> once;
  if (!key.empty()) once = AAN_TRY(IdempotentRequest::create("clock.move", "clock:" + key, ""));
  Duration ahead;
  const Timestamp now = clock_->wall();
  AAN_TRY(room_.store.write("clock.move", [&](ports::UnitOfWork& unit) -> Result<> {
    AAN_TRY(refuse_with_real_money(unit.ledger()));
    const Duration before = AAN_TRY(clock_ahead(unit.records()));
    if (once && AAN_TRY(find_answer(room_, unit.sales(), *once))) {
      ahead = before;
      return {};
    }
    ahead = AAN_TRY(target(before));
    if (ahead > sales::kAheadMax)
      return refuse(Errc::invalid, "clock",
                    "A clock of a sandbox goes at most 3660 days ahead. Begin a new data "
                    "directory to begin again.",
                    "clock_range");
    AAN_TRY(unit.records().put(kArea, kKey, std::to_string(ahead.us)));
    // As of the moment that it becomes, or a long leap would forget it at once.
    if (once) AAN_TRY(keep_answer(room_, unit.sales(), *once, "moved", now + (ahead - before)));
    return write_down(
        unit,
        {std::string(actor), "clock.move", "",
         "from " + rfc3339(now) + " by " + std::to_string((ahead - before).s()) + " s"},
        now);
  }));
  clock_->move(ahead);
  log::info("clock.moved", {{"ahead_s", ahead.s()}});
  return ClockFace{clock_->wall(), clock_->ahead()};
}

}  // namespace aan::service
