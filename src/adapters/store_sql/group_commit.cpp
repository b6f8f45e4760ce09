#include "adapters/store_sql/group_commit.hpp"

#include <pthread.h>

#include <algorithm>
#include <chrono>

namespace aan::store_sql {

GroupCommit::GroupCommit(CarryOut carry_out, const Clock& clock, std::size_t waiting_max)
    : carry_out_(std::move(carry_out)), clock_(clock), waiting_max_(waiting_max) {
  thread_ = std::thread([this] { run(); });
}

GroupCommit::~GroupCommit() {
  {
    const std::scoped_lock lock(waiting_mutex_);
    is_stopping_ = true;
  }
  asked_.notify_one();
  thread_.join();
}

Result<> GroupCommit::submit(void* task) {
  // Would wait for itself for ever.
  if (std::this_thread::get_id() == thread_.get_id())
    return fail(Errc::internal, "store.write", "a unit of work began another one");
  Member member;
  member.task = task;
  {
    const std::scoped_lock lock(waiting_mutex_);
    if (is_stopping_ || waiting_.size() >= waiting_max_) {
      Error busy{Errc::unavailable,
                 "store.write",
                 "too many writes are waiting",
                 "The shop is very busy. Please try again.",
                 1,
                 {}};
      return std::unexpected(std::move(busy));
    }
    waiting_.push_back(&member);
    if (waiting_.size() >= wanted_) asked_.notify_one();
  }
  std::unique_lock lock(member.answered_mutex);
  member.answered.wait(lock, [&] { return member.is_answered; });
  return std::move(member.outcome);
}

std::size_t GroupCommit::waiting() {
  const std::scoped_lock lock(waiting_mutex_);
  return waiting_.size();
}

void GroupCommit::run() {
  ::pthread_setname_np(::pthread_self(), "store-writer");
  std::vector<Member*> group;
  for (;;) {
    take_group(group);
    if (group.empty()) return;
    const Duration begin = clock_.mono();
    carry_out_(group);
    patience_ = std::min(Duration{(clock_.mono() - begin).us / 8}, kPatienceMax);
    expected_ = std::min(group.size() + waiting(), kGroupMax);
    answer(group);
  }
}

void GroupCommit::take_group(std::vector<Member*>& group) {
  std::unique_lock lock(waiting_mutex_);
  asked_.wait(lock, [&] { return is_stopping_ || !waiting_.empty(); });
  if (waiting_.size() < expected_ && !is_stopping_) {
    wanted_ = expected_;
    asked_.wait_for(lock, std::chrono::microseconds(patience_.us),
                    [&] { return is_stopping_ || waiting_.size() >= expected_; });
    wanted_ = 1;
  }
  const auto count = static_cast<std::ptrdiff_t>(std::min(waiting_.size(), kGroupMax));
  group.assign(waiting_.begin(), waiting_.begin() + count);
  waiting_.erase(waiting_.begin(), waiting_.begin() + count);
}

void GroupCommit::answer(std::span<Member* const> group) {
  for (Member* member : group) {
    // Under the lock to the end: the member goes away as soon as its thread sees the answer.
    const std::scoped_lock lock(member->answered_mutex);
    member->is_answered = true;
    member->answered.notify_one();
  }
}

}  // namespace aan::store_sql
