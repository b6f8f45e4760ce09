#pragma once
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"

namespace aan::store_sql {

/// One thread that carries out what many ask for, a group at a time: the members of a group share
/// the cost of one commit. A group forms while the last one is written. Whoever was just answered
/// often comes back at once, so the next group waits for as many as there were, but never longer
/// than an eighth of what a commit takes: without that, two halves would take turns for ever.
class GroupCommit {
 public:
  /// A member of a group. Lives on the stack of the thread that asks.
  struct Member {
    void* task = nullptr;  ///< whatever `carry_out` understands
    Result<> outcome;

   private:
    friend class GroupCommit;
    // A condition of its own: std::atomic waits by yielding at first, which costs more than it
    // saves when sixty-four threads wait for a disk.
    std::mutex answered_mutex;
    std::condition_variable answered;
    bool is_answered = false;
  };
  /// Gives every member its outcome; durable when it returns. Runs on the thread of this object.
  using CarryOut = std::function<void(std::span<Member* const>)>;

  static constexpr std::size_t kGroupMax = 64;
  static constexpr std::size_t kWaitingMax = 1024;
  static constexpr Duration kPatienceMax = Duration::milliseconds(1);

  /// `clock` must outlive this.
  GroupCommit(CarryOut carry_out, const Clock& clock, std::size_t waiting_max = kWaitingMax);
  /// Finishes what was asked for.
  ~GroupCommit();
  GroupCommit(const GroupCommit&) = delete;
  GroupCommit& operator=(const GroupCommit&) = delete;

  /// Blocks until the member's group is done. Errors: unavailable when `waiting_max` are waiting,
  /// and the member's own.
  Result<> submit(void* task);
  /// How many wait for their group to begin.
  [[nodiscard]] std::size_t waiting();

 private:
  void run();
  /// Takes the next group; empty when it is time to stop.
  void take_group(std::vector<Member*>& group);
  void answer(std::span<Member* const> group);

  const CarryOut carry_out_;
  const Clock& clock_;
  const std::size_t waiting_max_;
  std::mutex waiting_mutex_;
  std::condition_variable asked_;
  std::deque<Member*> waiting_;
  std::size_t wanted_ = 1;  ///< how many must wait before the writer is woken
  bool is_stopping_ = false;
  // Of the writer thread alone.
  std::size_t expected_ = 1;  ///< how many may come for the next group
  Duration patience_;
  std::thread thread_;
};

}  // namespace aan::store_sql
