#pragma once
#include <span>
#include <vector>

#include "domain/attention/item.hpp"
#include "domain/ledger/journal.hpp"
#include "ports/store.hpp"
#include "service/attention/machine.hpp"
#include "service/payment/providers.hpp"

namespace aan::service {

/// What a condition is given to look at: one moment of the store, and this machine.
struct LookAt {
  const ports::Snapshot& at;
  const Providers& providers;
  const Machine& machine;
  std::span<const ledger::Finding> ledger;  ///< of the newest check
  Timestamp now;
};
using Findings = std::vector<attention::Finding>;
/// Adds what it finds.
using Condition = Result<> (*)(const LookAt& look, Findings& found);

/// All there are.
std::span<const Condition> conditions();

/// At most so many of one kind stand; of more than that a person would not read each. What is left
/// of a test is not among them.
inline constexpr std::int64_t kFindingsAKind = 500;
/// How long back happenings are looked for that nothing but a person can settle.
inline constexpr Duration kHappeningsKeptFor = Duration::days(90);
/// A refund that no processor has taken after so long is stuck, and one that is not through after
/// so many days: banks may take ten working days.
inline constexpr Duration kRefundTakenWithin = Duration::hours(1);
inline constexpr Duration kRefundThroughWithin = Duration::days(14);
/// So often a job was tried when a person is told: after half an hour or so.
inline constexpr std::int64_t kTriedInVain = 10;
/// A mail server is missed earlier: a person waits for each letter. After four minutes or so.
inline constexpr std::int64_t kMailTriedInVain = 7;
/// The whole journal is reckoned again so often.
inline constexpr Duration kLedgerCheckedEvery = Duration::hours(1);
/// A shop that was backed up once is backed up at least so often.
inline constexpr Duration kBackupEvery = Duration::days(8);

/// Of refunds, disputes and orders that went an odd way; of none that is left of a test.
Result<> find_orders(const LookAt& look, Findings& found);
Result<> find_jobs(const LookAt& look, Findings& found);
Result<> find_letters(const LookAt& look, Findings& found);
Result<> find_house(const LookAt& look, Findings& found);

}  // namespace aan::service
