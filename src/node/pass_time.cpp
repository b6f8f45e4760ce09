#include "node/pass_time.hpp"

#include <array>

#include "base/log.hpp"
#include "node/due_work.hpp"

namespace aan::node {
namespace {

constexpr Duration kAtMost = Duration::seconds(20);

// What ends comes before what begins, and what is looked at before what is forgotten.
constexpr std::array kSteps = {
    due::kReconcile,
    due::kHolds,
    due::kExpire,
    due::kOutbox,
    due::kInbox,
    due::kSaleDates,
    due::kPreorders,
    due::kPurgeUnpaid,
    due::kPurge,
    due::kPurgeDesk,
    due::kPurgeAddresses,
    due::kPurgeLibrary,
    due::kPurgeReaderLetters,
    due::kPurgePlaces,
    due::kPurgeWebhooks,
};

}  // namespace

Result<> pass_time(Node& node) {
  // By the machine's clock: the shop's has just made a leap.
  const Duration end = node.real_clock.mono() + kAtMost;
  for (const DueWork& step : kSteps)
    for (;;) {
      const std::int64_t done = AAN_TRY(step.run(node));
      if (done < step.round) break;
      if (node.real_clock.mono() >= end) {
        log::warn("clock.jobs_go_on", {{"step", step.name}});
        return {};
      }
    }
  AAN_TRY(node.look_around());
  return node.follow_catalogue([&] { return node.real_clock.mono() < end; });
}

}  // namespace aan::node
