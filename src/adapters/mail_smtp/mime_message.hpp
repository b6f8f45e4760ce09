#pragma once
#include <string>

#include "ports/mailer.hpp"

namespace aan::mail_smtp {

/// Who letters are from: MAIL_FROM.
struct Sender {
  std::string name;     ///< may be empty
  std::string address;  ///< checked
};

/// The whole message: RFC 5322 head, multipart/alternative of text and HTML. Line breaks in what
/// stands in the head become blanks, so nothing in a letter can add to the head.
std::string mime_message(const Sender& from, const ports::MailMessage& message);

}  // namespace aan::mail_smtp
