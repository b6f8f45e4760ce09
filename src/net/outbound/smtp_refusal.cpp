#include "net/outbound/smtp_refusal.hpp"

#include "base/text.hpp"

namespace aan::net::outbound {
namespace {

constexpr std::size_t kLookedAt = 512;  ///< bytes of a line, as RFC 5321 has them

// RFC 3463: the address of the sender is none, or its system is not known.
bool is_code_of_sender(std::string_view line) {
  const std::string_view code = line.size() > 4 ? line.substr(4) : std::string_view();
  return code.starts_with("5.1.7") || code.starts_with("5.1.8");
}

}  // namespace

SmtpRefusal::SmtpRefusal(std::string_view sender) : sender_("<" + lower_ascii(sender) + ">") {}

void SmtpRefusal::note_command(std::string_view line) {
  if (line.starts_with("MAIL ")) of_ = Of::sender;
  if (line.starts_with("RCPT ") || line.starts_with("DATA")) of_ = Of::letter;
  is_recipient_ = line.starts_with("RCPT ");
  // What names a recipient who is the sender too says nothing of which of them is meant.
  is_both_ = is_recipient_ && lower_ascii(line).contains(sender_);
}

void SmtpRefusal::note_answer(std::string_view line) {
  line = line.substr(0, kLookedAt);
  // RFC 1870: the size is said with the sender.
  if (of_ == Of::sender && line.starts_with("552")) of_ = Of::letter;
  if (!is_recipient_ || !line.starts_with('5')) return;
  const bool names_sender = !sender_.empty() && !is_both_ && lower_ascii(line).contains(sender_);
  if (names_sender || is_code_of_sender(line)) of_ = Of::sender;
}

}  // namespace aan::net::outbound
