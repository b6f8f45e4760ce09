#pragma once
#include <string>
#include <string_view>
#include <utility>

namespace aan {

/// Text that must not reach a log, a page or an error. No stream operator, no formatter, and the
/// bytes are wiped on destruction. `reveal()` is the one door out; grep for it.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string text) : text_(std::move(text)) {}
  Secret(const Secret&) = default;
  Secret(Secret&&) noexcept = default;
  Secret& operator=(const Secret&) = default;
  Secret& operator=(Secret&&) noexcept = default;
  ~Secret() { wipe(text_); }

  [[nodiscard]] std::string_view reveal() const { return text_; }
  [[nodiscard]] bool empty() const { return text_.empty(); }

  /// Overwrites the bytes in a way the compiler may not drop.
  static void wipe(std::string& text) {
    volatile char* bytes = text.data();
    for (std::size_t i = 0; i < text.size(); ++i) bytes[i] = 0;
    text.clear();
  }

 private:
  std::string text_;
};

}  // namespace aan
