#pragma once
#include <memory>

#include "adapters/mail_smtp/smtp_mailer.hpp"
#include "node/config/config.hpp"

namespace aan::node {

/// What sends the shop's letters; null when the shop sends none.
std::unique_ptr<mail_smtp::SmtpMailer> make_mailer(const Config& config);

}  // namespace aan::node
