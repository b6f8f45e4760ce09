#pragma once
#include <algorithm>
#include <cstring>
#include <string_view>
#include <vector>

namespace aan::net {

/// The bytes of a connection that were received and not yet used. Small while the connection
/// is idle; grows to `bytes_max` for a large head.
class InputBuffer {
 public:
  explicit InputBuffer(std::size_t bytes_max) : bytes_max_(std::max(bytes_max, kFirst)) {}
  [[nodiscard]] std::string_view view() const { return {bytes_.data() + begin_, end_ - begin_}; }
  [[nodiscard]] bool empty() const { return begin_ == end_; }
  void consume(std::size_t count) {
    begin_ += count;
    if (begin_ == end_) begin_ = end_ = 0;
  }
  void commit(std::size_t count) { end_ += count; }
  struct Room {
    char* data;
    std::size_t size;
  };
  /// Where the next bytes go; never empty as long as fewer than `bytes_max` are waiting.
  Room room() {
    if (end_ == bytes_.size() && begin_ > 0) {
      std::memmove(bytes_.data(), bytes_.data() + begin_, end_ - begin_);
      end_ -= begin_;
      begin_ = 0;
    }
    if (end_ == bytes_.size())
      bytes_.resize(std::min(std::max(bytes_.size() * 2, kFirst), bytes_max_));
    return {bytes_.data() + end_, bytes_.size() - end_};
  }
  /// Gives back what a large head needed.
  void shrink() {
    if (empty() && bytes_.size() > kFirst) bytes_ = std::vector<char>(kFirst);
  }

 private:
  static constexpr std::size_t kFirst = 4096;
  std::size_t bytes_max_;
  std::vector<char> bytes_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

}  // namespace aan::net
