#pragma once
#include "adapters/mail_smtp/mime_message.hpp"
#include "net/outbound/smtp_client.hpp"
#include "ports/mailer.hpp"

namespace aan::mail_smtp {

/// Letters by SMTP. Thread-safe; one conversation at a time.
class SmtpMailer final : public ports::Mailer {
 public:
  SmtpMailer(net::outbound::SmtpServer server, Sender from)
      : client_(std::move(server)), from_(std::move(from)) {}
  Result<> send(const ports::MailMessage& message) override;
  /// Whether the server can be reached, believed and logged in to. Errors: as `send`.
  Result<> greet() { return client_.greet(); }

 private:
  net::outbound::SmtpClient client_;
  Sender from_;
};

}  // namespace aan::mail_smtp
