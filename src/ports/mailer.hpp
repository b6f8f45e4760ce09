#pragma once
#include <optional>
#include <string>

#include "base/result.hpp"
#include "base/timestamp.hpp"

namespace aan::ports {

/// What is written, before it is a message: the same words as text and as HTML.
struct Letter {
  std::string subject;  ///< one line
  std::string text;     ///< lines end with "\n"
  std::string html;     ///< a whole document that loads nothing
};

/// A file that goes with a letter.
struct MailAttachment {
  std::string media_type;
  std::string file_name;
  std::string bytes;
};

struct MailMessage {
  std::string to;  ///< an address that `customer::MailAddress` took
  std::string id;  ///< letters and digits; the same for each try, so that a second one is known
  Timestamp at;
  Letter letter;
  /// Where one press of a mail program's own button ends such letters (RFC 8058); empty: a letter
  /// that belongs to an order.
  std::string unsubscribe_url = {};
  std::optional<MailAttachment> attachment = std::nullopt;
};

/// Sends letters. Thread-safe.
class Mailer {
 public:
  virtual ~Mailer() = default;
  /// One message to one address, within half a minute, and a second more for each megabyte of what
  /// goes with it; less than a minute in all. When it returns without error a server has
  /// taken the message over. A try that was cut off may have arrived: the message is then sent
  /// again under the same id. Errors never hold the address:
  ///   upstream_rejected "mail_refused" (the server will not take it, whatever is tried),
  ///   unavailable or timeout (later it may), each with a reason that tells whose fault it is.
  virtual Result<> send(const MailMessage& message) = 0;
};

}  // namespace aan::ports
