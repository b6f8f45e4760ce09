#pragma once
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace aan::customer {

inline constexpr std::size_t kAddressBytesMax = 254;

/// An address as RFC 5321 has it, of the shape that people have: letters, digits and the usual
/// signs before the sign @, a host name with a dot behind it. No quotes, no comments, no addresses
/// of machines, nothing beyond ASCII: none of it can break the line that it is written on.
class MailAddress {
 public:
  /// Blanks around it do not count. Errors: invalid "mail_address".
  static Result<MailAddress> parse(std::string_view text);
  /// As it was typed; the host in lower case.
  [[nodiscard]] const std::string& text() const { return text_; }
  /// What two spellings of one address have in common: all of it in lower case.
  [[nodiscard]] std::string key() const;
  [[nodiscard]] std::string_view host() const;
  auto operator<=>(const MailAddress&) const = default;

 private:
  explicit MailAddress(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

}  // namespace aan::customer
