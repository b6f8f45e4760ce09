#pragma once
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace aan::net {

/// A bounded pipe from whoever has something to say, now and later, to one connection. It ends when
/// either side does. The connection owns it: whoever writes keeps a `weak_ptr`, and knows by it
/// that the reader left. Thread-safe.
class Stream {
 public:
  explicit Stream(std::size_t waiting_bytes_max) : waiting_bytes_max_(waiting_bytes_max) {}
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  /// All of it or nothing. False: the reader has not taken what is before it yet, or the stream has
  /// ended. What is larger than the pipe is taken when the pipe is empty.
  bool write(std::string_view bytes);
  /// What was written still goes out; then the connection ends.
  void end();
  /// Whether nothing waits to be sent.
  [[nodiscard]] bool is_drained() const;

  // ---- the connection ----

  struct Taken {
    std::string bytes;
    bool is_last = false;  ///< nothing comes after them
  };
  /// What waits to be sent.
  Taken take();
  /// `wake` is called, on any thread, when there is something to take; empty: nobody is. When this
  /// returns, the one before is not running any more.
  void on_more(std::function<void()> wake);

 private:
  const std::size_t waiting_bytes_max_;
  mutable std::mutex pipe_mutex_;  // guards what follows
  std::string waiting_;
  bool has_ended_ = false;
  std::function<void()> wake_;
};

using SharedStream = std::shared_ptr<Stream>;

}  // namespace aan::net
