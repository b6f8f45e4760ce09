#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/secret.hpp"
#include "base/timestamp.hpp"

namespace aan::net::outbound {

/// A server that takes mail for everybody, as the operator of the shop has it.
struct SmtpServer {
  std::string url;   ///< "smtp://host:587", or "smtps://host:465" where TLS comes first
  std::string user;  ///< empty: no login
  Secret password;
  bool must_encrypt = true;  ///< smtp: without STARTTLS nothing is sent
  std::string ca_file;       ///< whose certificates are believed; empty: the system's
  std::string hello;         ///< how the shop introduces itself: a host name
  /// From name resolution to the last answer; a second more for each megabyte of a message, at most
  /// 35 more, as long as something moves.
  Duration deadline = Duration::seconds(20);
};

/// Who it is from and whom it goes to, for the server alone.
struct MailEnvelope {
  std::string from;
  std::string to;
};

/// One blocking conversation per call; calls of several threads wait for each other. The connection
/// stays open between calls for as long as the server likes.
class SmtpClient {
 public:
  explicit SmtpClient(SmtpServer server);
  ~SmtpClient();
  SmtpClient(const SmtpClient&) = delete;
  SmtpClient& operator=(const SmtpClient&) = delete;

  /// Hands over one message (RFC 5322, lines end with CRLF, no line over 998 bytes). Errors never
  /// hold what a server said beyond its numbers, since that repeats addresses: invalid "address"
  /// (a line break in the envelope), unavailable "dns", "connect", "tls", "login", "deferred"
  /// (later it may be taken), "turned_away" or "sender" (numbers of 500 and up that no letter is at
  /// fault for: `SmtpRefusal`), upstream_rejected "refused" (the others of 500 and up), timeout
  /// "deadline", upstream_malformed "answer".
  Result<> send(const MailEnvelope& envelope, std::string_view message) const;
  /// Connects, encrypts and logs in, and sends nothing. Errors: as `send`.
  Result<> greet() const;

 private:
  struct Line;
  std::unique_ptr<Line> line_;
};

}  // namespace aan::net::outbound
