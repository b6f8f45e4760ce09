#include "service/attention/conditions.hpp"
#include "service/payment/resting.hpp"

namespace aan::service {
namespace {

using attention::Kind;
using ports::Queue;
using ports::QueuedJob;

void add(Findings& found, Kind kind, const QueuedJob& job, bool is_buried) {
  found.push_back({kind, job.id.value, job.id.value,
                   job.kind + (is_buried ? ", given up" : ", tried in vain"), std::nullopt, false});
}

// What waits for a processor that rests, and a refund that is stuck, are told of as that.
bool is_told_elsewhere(const QueuedJob& job, const Providers& providers) {
  return job.kind == "payment.refund" || waits_for_resting(providers, job);
}

}  // namespace

Result<> find_jobs(const LookAt& look, Findings& found) {
  for (const auto& [queue, kind] : {std::pair{Queue::outbox, Kind::effect_stuck},
                                    std::pair{Queue::inbox, Kind::message_unread}}) {
    for (const QueuedJob& job : AAN_TRY(look.at.queues().dead(queue, kFindingsAKind)))
      add(found, kind, job, /*is_buried=*/true);
    for (const QueuedJob& job :
         AAN_TRY(look.at.attention().jobs_in_vain(queue, kTriedInVain, kFindingsAKind)))
      if (!is_told_elsewhere(job, look.providers)) add(found, kind, job, /*is_buried=*/false);
  }
  return {};
}

// A server that is away is one fault, whatever waits for it; a letter that nobody takes is one
// each.
Result<> find_letters(const LookAt& look, Findings& found) {
  for (const QueuedJob& job : AAN_TRY(look.at.queues().dead(Queue::mail, kFindingsAKind)))
    add(found, Kind::letter_given_up, job, /*is_buried=*/true);
  if (!AAN_TRY(look.at.attention().jobs_in_vain(Queue::mail, kMailTriedInVain, 1)).empty())
    found.push_back({Kind::mail_stuck, "mail", "mail", "tried in vain", std::nullopt, false});
  return {};
}

}  // namespace aan::service
