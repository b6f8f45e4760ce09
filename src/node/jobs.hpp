#pragma once
#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "node/node.hpp"
#include "node/webhook_couriers.hpp"

namespace aan::node {

/// The threads behind the counter, one for each kind of waiting, so that no kind keeps another from
/// its work: the queues and expiry; asking processors; following the catalogue; what may take hours
/// (purge, and once a day a look at every byte of the books, in steps). A failure, an exception
/// too, is logged and the next round tries again.
class Jobs {
 public:
  /// `on_fenced` is called once, from a thread of these, when the shop has lost its authority.
  Jobs(Node& node, std::function<void()> on_fenced)
      : node_(node), couriers_(node.deliver_webhooks), on_fenced_(std::move(on_fenced)) {}
  ~Jobs() { stop(); }
  void start();
  void stop();
  [[nodiscard]] bool is_fenced() const { return is_fenced_; }

 private:
  struct Chore {
    const char* name;
    Duration every;
    Result<bool> (*run)(Node&, Jobs&);  ///< true: there is more of it, at once
    Duration next{};
  };
  void loop(std::vector<Chore> chores);
  Result<bool> attempt(const Chore& chore);
  void report(const Chore& chore, const Error& error);
  bool is_stopping();
  Result<bool> check_files();
  Result<bool> look_around();
  static Result<bool> sweep(Node& node, Jobs& jobs);

  Node& node_;
  WebhookCouriers couriers_;
  Duration next_look_;          // of the thread
  catalog::FileId checked_to_;  // these three: of the thread
  std::int64_t files_checked_ = 0;
  std::int64_t files_bad_ = 0;
  std::function<void()> on_fenced_;
  std::atomic<bool> is_fenced_ = false;
  std::mutex stop_mutex_;  // guards is_stopping_
  std::condition_variable stop_signal_;
  bool is_stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace aan::node
