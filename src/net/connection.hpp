#pragma once
#include <memory>
#include <string>

#include "net/admission.hpp"
#include "net/asio.hpp"
#include "net/chunked.hpp"
#include "net/input_buffer.hpp"
#include "net/lane.hpp"
#include "net/representation.hpp"
#include "net/request_head.hpp"
#include "net/tcp_progress.hpp"

namespace aan::net {

/// A deadline of what may take as long as it likes.
inline constexpr Duration kNever{INT64_MAX};

/// One client's connection: reads a request, has it admitted, run and answered, and again.
/// Lives on its lane's thread; only `run_handler` is called on a pool's thread, while the
/// connection does nothing else. Requests that were sent ahead wait in the input buffer.
class Connection : public Hook<AllTag>,
                   public Hook<WaitingTag>,
                   public std::enable_shared_from_this<Connection> {
 public:
  Connection(Lane& lane, Socket socket, const PeerAddress& peer, bool is_exempt);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  static Task serve(std::shared_ptr<Connection> self);
  /// Closes the socket, which ends `serve` at its next step.
  void cut();
  [[nodiscard]] bool is_overdue(Duration now) const { return now >= deadline_; }
  [[nodiscard]] bool is_between_requests() const { return !in_hand_ && input_.empty(); }

 private:
  enum class Sent : std::uint8_t { all, blocked, pausing, broken };
  enum class BodyEnd : std::uint8_t { complete, refused, lost };

  // connection.cpp: the request
  void begin_waiting();
  HeadResult read_head();
  void refuse_head(const HeadResult& head);
  Admission::Next admit_request();
  Admission::Next turn_body_away();
  void finish_request();
  bool has_had_its_turn();
  static Task linger(std::shared_ptr<Connection> self);

  // connection_run.cpp: the handler
  bool answer_on_io_thread();
  using Work = void (Connection::*)(bool late);
  Awaitable<bool> run_on_pool(Pool pool, Work work);
  void run_handler(bool late);
  void ask_before_body(bool late);
  template <class Action>
  bool guarded(Action action);
  void shed();

  // connection_body.cpp: what the client sends after the head
  static Awaitable<BodyEnd> read_body(std::shared_ptr<Connection> self);
  BodyEnd refuse_body(int status);
  static Awaitable<BodyEnd> read_upload(std::shared_ptr<Connection> self);
  BodyEnd refuse_upload(const Error& error);
  bool reserve_upload();
  void drop_upload();
  bool send_continue();
  void allow_body_time(std::size_t bytes_so_far);

  // connection_send.cpp: the answer
  void prepare(Response response);
  void write_answer_head();
  Sent send_some();
  Sent send_memory();
  Sent send_file();
  ssize_t send_piece(const PieceRest& piece, std::uint64_t wanted);
  Sent after(ssize_t result);
  [[nodiscard]] bool counts_delivery() const;
  void note_delivery(const TcpProgress& progress);
  static Task wait_delivered(std::shared_ptr<Connection> self);

  // connection_stream.cpp: an answer that comes as it happens
  [[nodiscard]] bool is_streaming() const;
  static Task send_stream(std::shared_ptr<Connection> self);
  Sent send_flow();
  void watch_peer();

  Lane& lane_;
  Core& core_;
  Socket socket_;
  PeerAddress peer_;
  std::string peer_text_;
  bool is_exempt_;
  Duration deadline_;

  InputBuffer input_;
  HeadParser parser_;
  Request request_;
  Framing framing_;
  Admission admission_;
  std::shared_ptr<const Router> router_;
  std::uint64_t router_version_ = 0;

  bool in_hand_ = false;  ///< a request's head is complete and its answer not yet sent
  bool head_begun_ = false;
  bool was_cached_ = false;  ///< answered by `on_io_thread`
  bool close_after_ = false;
  bool input_is_unread_ = false;    ///< closing now could cost the client the answer
  bool is_turned_away_ = false;     ///< by `before_body`
  std::uint64_t upload_bytes_ = 0;  ///< reserved of `Core::upload_bytes`
  std::uint64_t served_ = 0;
  Duration started_;

  Representation answer_;
  std::string head_;
  std::uint64_t sent_ = 0;         ///< of head and body together
  std::uint64_t sent_before_ = 0;  ///< by this connection's earlier answers
  struct Turn {
    std::uint64_t served = 0;
    std::uint64_t sent = 0;
  };
  Turn turn_;                    ///< where `served_` and `sent_before_` stood when it began
  std::uint64_t delivered_ = 0;  ///< of this answer, head included; see `counts_delivery`
  std::string flow_;             ///< taken out of a stream and not sent yet
  Timer* flow_timer_ = nullptr;  ///< what a stream waits by, while one is sent
};

}  // namespace aan::net
