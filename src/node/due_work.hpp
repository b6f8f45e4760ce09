#pragma once
#include "node/node.hpp"
#include "service/books/release_preorders.hpp"
#include "service/desk/session.hpp"

namespace aan::node {

/// Work that passing time makes due. A call does one round of it and says how much that was.
struct DueWork {
  const char* name;
  Result<std::int64_t> (*run)(Node& node);
  std::int64_t round = service::kJobsARound;  ///< so much done means that there may be more
};

/// What `Jobs` does as time passes, and `pass_time` at once after it leapt: each has its own order
/// and its own pace, and the work is the same.
namespace due {

inline constexpr std::int64_t kOffersARound = 100;

inline constexpr DueWork kOutbox{"outbox", [](Node& n) { return n.run_jobs.run_outbox(); }};
inline constexpr DueWork kInbox{"inbox", [](Node& n) { return n.run_jobs.run_inbox(); }};
inline constexpr DueWork kHolds{"holds", [](Node& n) { return n.run_jobs.release_holds(); }};
inline constexpr DueWork kExpire{"expire", [](Node& n) { return n.run_jobs.expire_orders(); }};
inline constexpr DueWork kReconcile{
    "reconcile", [](Node& n) { return n.run_jobs.reconcile(n.config.reconcile_every); }};
inline constexpr DueWork kSaleDates{
    "sale_dates", [](Node& n) { return service::follow_sale_dates(n.room, kOffersARound); },
    kOffersARound};
inline constexpr DueWork kPreorders{
    "preorders", [](Node& n) { return service::release_preorders(n.room, service::kJobsARound); }};
inline constexpr DueWork kPurge{"purge", [](Node& n) { return n.run_jobs.purge(); }};
inline constexpr DueWork kPurgeUnpaid{"purge_unpaid",
                                      [](Node& n) { return n.run_jobs.purge_unpaid(); },
                                      service::kPurgedOrdersARound};
inline constexpr DueWork kPurgeDesk{"purge_desk",
                                    [](Node& n) { return service::purge_desk(n.room); }};
inline constexpr DueWork kPurgeAddresses{"purge_addresses",
                                         [](Node& n) { return n.addresses.purge(); }};
inline constexpr DueWork kPurgeLibrary{"purge_library", [](Node& n) { return n.library.purge(); }};
inline constexpr DueWork kPurgeReaderLetters{"purge_reader_letters",
                                             [](Node& n) { return n.to_reader.purge(); }};
inline constexpr DueWork kPurgePlaces{"purge_places", [](Node& n) { return n.reading.purge(); }};
inline constexpr DueWork kPurgeWebhooks{"purge_webhooks",
                                        [](Node& n) { return n.deliver_webhooks.purge(); }};

}  // namespace due
}  // namespace aan::node
