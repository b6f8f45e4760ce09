#pragma once
#include <string>
#include <utility>

namespace aan::web {

/// Markup that is put into a page as it is. Whoever makes one answers for it: our own writers
/// (Markdown, QR codes) and samples that `catalog::is_safe_sample` let pass. Never a plain string.
class Html {
 public:
  Html() = default;
  static Html trusted(std::string markup) { return Html(std::move(markup)); }
  [[nodiscard]] const std::string& markup() const { return markup_; }
  [[nodiscard]] bool empty() const { return markup_.empty(); }

 private:
  explicit Html(std::string markup) : markup_(std::move(markup)) {}
  std::string markup_;
};

}  // namespace aan::web
