#include "node/pass_time.hpp"

#include <array>

#include "base/log.hpp"
#include "service/books/release_preorders.hpp"
#include "service/desk/session.hpp"

namespace aan::node {
namespace {

using service::kJobsARound;

constexpr Duration kAtMost = Duration::seconds(20);
constexpr std::int64_t kOffersARound = 100;

struct Step {
  const char* name;
  Result<std::int64_t> (*run)(Node& node);
  std::int64_t round = kJobsARound;  ///< so much done means that there may be more
};

// What ends comes before what begins, and what is looked at before what is forgotten.
constexpr std::array kSteps = {
    Step{"reconcile", [](Node& n) { return n.run_jobs.reconcile(n.config.reconcile_every); }},
    Step{"holds", [](Node& n) { return n.run_jobs.release_holds(); }},
    Step{"expire", [](Node& n) { return n.run_jobs.expire_orders(); }},
    Step{"outbox", [](Node& n) { return n.run_jobs.run_outbox(); }},
    Step{"inbox", [](Node& n) { return n.run_jobs.run_inbox(); }},
    Step{"sale_dates", [](Node& n) { return service::follow_sale_dates(n.room, kOffersARound); },
         kOffersARound},
    Step{"preorders", [](Node& n) { return service::release_preorders(n.room, kJobsARound); }},
    Step{"purge_unpaid", [](Node& n) { return n.run_jobs.purge_unpaid(); },
         service::kPurgedOrdersARound},
    Step{"purge", [](Node& n) { return n.run_jobs.purge(); }},
    Step{"purge_desk", [](Node& n) { return service::purge_desk(n.room); }},
    Step{"purge_addresses", [](Node& n) { return n.addresses.purge(); }},
    Step{"purge_library", [](Node& n) { return n.library.purge(); }},
    Step{"purge_reader_letters", [](Node& n) { return n.to_reader.purge(); }},
    Step{"purge_places", [](Node& n) { return n.reading.purge(); }},
    Step{"purge_webhooks", [](Node& n) { return n.deliver_webhooks.purge(); }},
};

}  // namespace

Result<> pass_time(Node& node) {
  // By the machine's clock: the shop's has just made a leap.
  const Duration end = node.real_clock.mono() + kAtMost;
  for (const Step& step : kSteps)
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
