#include "node/mail.hpp"

namespace aan::node {

std::unique_ptr<mail_smtp::SmtpMailer> make_mailer(const Config& config) {
  if (!config.has_mail) return nullptr;
  net::outbound::SmtpServer server;
  server.url = config.smtp_url;
  server.user = config.smtp_user;
  server.password = config.smtp_password;
  server.must_encrypt = config.smtp_must_encrypt;
  server.ca_file = config.smtp_ca_file;
  // The host that letters are from; the machine's own name is nobody's business.
  server.hello = config.mail_from.substr(config.mail_from.rfind('@') + 1);
  return std::make_unique<mail_smtp::SmtpMailer>(
      std::move(server), mail_smtp::Sender{config.mail_from_name, config.mail_from});
}

}  // namespace aan::node
