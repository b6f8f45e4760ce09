#include "adapters/mail_smtp/smtp_mailer.hpp"

namespace aan::mail_smtp {

Result<> SmtpMailer::send(const ports::MailMessage& message) {
  Result<> sent = client_.send({from_.address, message.to}, mime_message(from_, message));
  if (sent || sent.error().reason != "refused") return sent;
  Error refused = sent.error();
  refused.reason = "mail_refused";
  return std::unexpected(std::move(refused));
}

}  // namespace aan::mail_smtp
