#pragma once
#include <cstddef>
#include <list>
#include <mutex>
#include <optional>
#include <string>

namespace aan::book_worker {

/// The papers that were asked for last, with the words that each was made of: who asks for an
/// invoice again and again costs no worker. The same words make the same bytes, so nothing that is
/// kept grows old. Thread-safe.
class KeptPapers {
 public:
  static constexpr std::size_t kBytesMax = std::size_t{4} << 20;

  explicit KeptPapers(std::size_t bytes_max = kBytesMax) : bytes_max_(bytes_max) {}
  [[nodiscard]] std::optional<std::string> find(const std::string& order);
  /// Drops those that were asked for longest ago while all are larger than they may be together.
  void keep(const std::string& order, const std::string& paper);

 private:
  struct Kept {
    std::string order;
    std::string paper;
  };
  std::list<Kept>::iterator at(const std::string& order);

  const std::size_t bytes_max_;
  std::mutex mutex_;      // guards what follows
  std::list<Kept> kept_;  // the last one that was asked for is the first
  std::size_t bytes_ = 0;
};

}  // namespace aan::book_worker
