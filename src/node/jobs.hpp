#pragma once
#include <condition_variable>
#include <mutex>
#include <thread>

#include "node/node.hpp"

namespace aan::node {

/// The thread behind the counter: queues, reconciliation, expiry, purge, following the catalogue,
/// and a look at every byte of the books once a day. One round at a time; a failure, an exception
/// too, is logged and the next round tries again. Long work goes in steps, so that the queues never
/// wait for all of it.
class Jobs {
 public:
  explicit Jobs(Node& node) : node_(node) {}
  ~Jobs() { stop(); }
  void start();
  void stop();

 private:
  struct Chore {
    const char* name;
    Duration every;
    Result<bool> (*run)(Node&, Jobs&);  ///< true: there is more of it, at once
    Duration next;
  };
  void loop();
  Result<bool> attempt(const Chore& chore);
  bool is_stopping();
  Result<bool> check_files();

  Node& node_;
  catalog::FileId checked_to_;  // these three: of the thread
  std::int64_t files_checked_ = 0;
  std::int64_t files_bad_ = 0;
  std::mutex stop_mutex_;  // guards is_stopping_
  std::condition_variable stop_signal_;
  bool is_stopping_ = false;
  std::thread thread_;
};

}  // namespace aan::node
