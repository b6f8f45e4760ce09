#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.hpp"
#include "base/result.hpp"
#include "base/timestamp.hpp"

namespace aan::ports {

using JobId = Id<struct JobTag>;

/// The queues. Outbox: effects to carry out after a commit. Inbox: messages taken in, to be
/// understood later. Mail: letters, which wait for a slow server without keeping any effect
/// waiting. All survive a crash, run at least once, and back off.
enum class Queue : std::uint8_t { outbox, inbox, mail };
inline constexpr Queue kQueues[] = {Queue::outbox, Queue::inbox, Queue::mail};
std::string_view name_of(Queue queue);
/// Nothing for an unknown name.
std::optional<Queue> parse_queue(std::string_view name);

/// Who goes first of those that are due: what somebody waits for, or what may wait behind it.
enum class JobRank : std::uint8_t { first, second };

/// A message at rest. `dedupe_key` is unique in its queue: the same message again is dropped.
struct QueuedJob {
  JobId id;
  Queue queue = Queue::outbox;
  /// Outbox: "payment.begin", "payment.cancel", "payment.refund", "document.issue". Inbox:
  /// "payment.event/<provider>". Mail: "mail." and the letter's name.
  std::string kind;
  std::string dedupe_key;  ///< at most 255 bytes
  /// Outbox: the id of the attempt. Inbox: the provider's message, as it came. Mail: the id of what
  /// the letter is about, nothing personal. At most 64 KiB.
  std::string payload;
  JobRank rank = JobRank::first;
  std::int64_t attempts = 0;
  Timestamp due_at;
  /// Of the last try in vain: its kind, by which the program decides, and its words, which are for
  /// people alone.
  std::optional<Errc> last_errc;
  std::string last_error;
  /// Of the claim that gave this job out. No two claims of a job have the same: it names the
  /// holder.
  Timestamp lease_until;
};

/// What the last try of a job came to, as people are told: "unavailable: stripe: status 503", or
/// nothing.
std::string last_error_text(const QueuedJob& job);

/// The kind of that name. Nothing for an unknown one.
std::optional<Errc> parse_errc(std::string_view name);

/// What became of jobs whose keys begin alike.
struct QueueTally {
  std::int64_t waiting = 0;
  std::int64_t done = 0;
  std::int64_t dead = 0;
};

struct QueueDepth {
  std::int64_t waiting = 0;
  std::int64_t dead = 0;
};

class QueueStore {
 public:
  virtual ~QueueStore() = default;
  virtual Result<QueueDepth> depth(Queue queue) const = 0;
  /// Of the jobs whose dedupe_key begins with `prefix`, which is not empty; done ones until
  /// `purge_done`.
  virtual Result<QueueTally> tally(Queue queue, std::string_view prefix) const = 0;
  /// Whether `claim` would find a job now. Looking is cheap, a claim is a write.
  virtual Result<bool> has_due(Queue queue, Timestamp now) const = 0;
  /// Jobs that will be tried, those that somebody holds among them; the next one first.
  virtual Result<std::vector<QueuedJob>> waiting(Queue queue, std::int64_t limit) const = 0;
  virtual Result<std::vector<QueuedJob>> dead(Queue queue, std::int64_t limit) const = 0;

  /// Says whether it was new.
  virtual Result<bool> enqueue(const QueuedJob& job) = 0;
  /// Takes up to `limit` due jobs nobody holds, until `lease_until`; attempts + 1 on each. With
  /// `rank`: of that one alone.
  virtual Result<std::vector<QueuedJob>> claim(Queue queue, Timestamp now, Timestamp lease_until,
                                               std::int64_t limit,
                                               std::optional<JobRank> rank = {}) = 0;

  // Ends of a claim, for whoever holds it: a job whose lease passed on to somebody else, or that is
  // not waiting any more, is left alone, with conflict and reason "lease_lost".

  /// The job is remembered, so that the same message again is dropped, until `purge_done`.
  virtual Result<> complete(const QueuedJob& held) = 0;
  /// Gives a job back for later, or buries it (`dead`) for a person to look at.
  virtual Result<> postpone(const QueuedJob& held, Timestamp due_at, const Error& error) = 0;
  virtual Result<> bury(const QueuedJob& held, const Error& error) = 0;

  /// Forgets jobs that are done and were due before `due_before`; returns how many.
  virtual Result<std::int64_t> purge_done(Timestamp due_before) = 0;
  /// Gives a buried job back, as if it had never been tried; its last error stays readable.
  /// not_found: no such job is dead. Returns the job.
  virtual Result<QueuedJob> revive(const JobId& id, Timestamp due_at) = 0;
};

}  // namespace aan::ports
