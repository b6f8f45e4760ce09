#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace aan::net::outbound {

/// What a mail server refused, by the command that it answered (RFC 5321): a letter is at fault for
/// the recipient, its size and its text, and for nothing else. Keeps no word that was said.
class SmtpRefusal {
 public:
  enum class Of : std::uint8_t {
    shop,  ///< no letter was begun: the greeting, the login, STARTTLS
    /// The address that letters are from; many say so once the recipient is named. A letter to that
    /// address itself is told from it by the code alone.
    sender,
    letter,
  };

  SmtpRefusal() = default;
  /// `sender` without brackets, as in the envelope.
  explicit SmtpRefusal(std::string_view sender);

  /// One command as it is sent. Other lines, such as a password, change nothing.
  void note_command(std::string_view line);
  /// One line that came back.
  void note_answer(std::string_view line);
  /// What the last refusal was of, if there was one.
  [[nodiscard]] Of of() const { return of_; }

 private:
  std::string sender_;         ///< in small letters, with brackets
  bool is_recipient_ = false;  ///< the last command named one
  bool is_both_ = false;       ///< and that is the sender's address
  Of of_ = Of::shop;
};

}  // namespace aan::net::outbound
