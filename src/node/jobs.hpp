#pragma once
#include <condition_variable>
#include <mutex>
#include <thread>

#include "node/node.hpp"

namespace aan::node {

/// The thread behind the counter: queues, reconciliation, expiry, purge, following the catalogue,
/// and a scrub of all content once a day. One round at a time; a failure, an exception too, is
/// logged and the next round tries again. Long work goes in steps, so that the queues never wait
/// for all of it.
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
  static Result<bool> scrub(Node& node, Jobs& jobs);

  Node& node_;
  std::mutex stop_mutex_;  // guards is_stopping_
  std::condition_variable stop_signal_;
  bool is_stopping_ = false;
  std::thread thread_;
};

}  // namespace aan::node
