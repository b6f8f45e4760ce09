#pragma once
#include <boost/intrusive/list.hpp>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "net/asio.hpp"
#include "net/core.hpp"

namespace aan::net {

class Connection;
struct AllTag;
struct WaitingTag;
template <class Tag>
using Hook =
    boost::intrusive::list_base_hook<boost::intrusive::tag<Tag>,
                                     boost::intrusive::link_mode<boost::intrusive::auto_unlink>>;
template <class Tag>
using ConnectionList = boost::intrusive::list<Connection, boost::intrusive::base_hook<Hook<Tag>>,
                                              boost::intrusive::constant_time_size<false>>;

/// One I/O thread: its event loop, its listening sockets and the connections that it accepted,
/// which never leave it. Public methods may be called from other threads; those below the line
/// from the lane's own thread only.
class Lane {
 public:
  /// `seed` starts the sequence of request ids.
  Lane(Core& core, std::uint64_t seed);
  ~Lane();
  void listen_on(FileDescriptor socket);
  void start();
  /// Stops accepting and closes connections that wait for a request.
  void begin_drain();
  /// Closes every connection, whatever it does.
  void cut_off();
  /// Lets the loop end once nothing is left in it, and waits for the thread.
  void join();
  [[nodiscard]] const Counters& counters() const { return counters_; }

  // ---- on the lane's thread ----
  Core& core() { return core_; }
  Counters& count() { return counters_; }
  Executor executor() { return context_.get_executor(); }
  [[nodiscard]] std::string_view date() const { return date_; }
  void write_request_id(std::string& out);
  /// Ends when it is the caller's turn again: one at a time, and what has arrived for others is
  /// seen to before each.
  Awaitable<void> turn();
  ConnectionList<AllTag>& all() { return all_; }
  /// Connections without a request in hand, the longest waiting first.
  ConnectionList<WaitingTag>& waiting() { return waiting_; }

 private:
  static Task accept_from(Lane* lane, Descriptor* listener);
  static Task tick(Lane* lane);
  bool accept_some(int listener);
  void welcome(int fd, const PeerAddress& peer);
  void sweep();
  void wait_turn(std::function<void()> resume);
  void give_turn();

  Core& core_;
  Counters counters_;
  asio::io_context context_{1};
  asio::executor_work_guard<Executor> work_;
  std::vector<std::unique_ptr<Descriptor>> listeners_;
  Timer timer_;
  bool ticking_ = true;
  std::string date_;
  std::int64_t date_second_ = -1;
  std::uint64_t next_id_;
  ConnectionList<AllTag> all_;
  ConnectionList<WaitingTag> waiting_;
  std::deque<std::function<void()>> turns_;
  bool is_giving_turns_ = false;
  std::jthread thread_;
};

}  // namespace aan::net
