#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "net/body.hpp"
#include "net/request.hpp"
#include "net/stream.hpp"

namespace aan::net {

enum class SameSite : std::uint8_t { lax, strict };

struct CookieAttributes {
  std::optional<Duration> max_age;  ///< none: until the browser closes; 0: delete it
  SameSite same_site = SameSite::lax;
};

/// An answer. The server adds Date, Content-Length, X-Request-Id, the security headers (those
/// that are not set here), Vary, and answers conditional requests by the entity tag given here.
struct Response {
  int status = 200;
  std::vector<Header> headers;
  std::variant<std::string, std::shared_ptr<const EncodedBody>, FileBody, SharedStream> body;
  /// False keeps a body from being compressed on the fly: for pages that hold a secret together
  /// with something that a visitor can choose (the BREACH attack).
  bool compressible = true;

  static Response text(std::string body, int status = 200);
  static Response html(std::string body, int status = 200);
  static Response json(std::string body, int status = 200);
  /// application/problem+json (RFC 9457).
  static Response problem(std::string body, int status);
  /// 303: after a POST that was done. `location` must be a path of ours or come from a list.
  static Response redirect(std::string location, int status = 303);
  static Response no_content();
  static Response encoded(std::shared_ptr<const EncodedBody> body, int status = 200);
  static Response file(FileBody file);
  /// Sent as it comes until the stream ends; the connection ends with it. Never compressed, and no
  /// proxy is to collect it.
  static Response stream(SharedStream stream, std::string_view content_type);

  /// Replaces the header, or adds it. Names in lower case. CR, LF and NUL in a value become
  /// blanks, so no value can begin another header.
  Response& set(std::string_view name, std::string_view value) &;
  Response&& set(std::string_view name, std::string_view value) &&;
  /// Adds a header that may occur several times.
  Response& add(std::string_view name, std::string_view value) &;
  /// Personal or secret: no store keeps it, and it is not compressed.
  Response& make_private() &;
  Response&& make_private() &&;
  [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const;

  /// Sets a cookie that scripts cannot read, on path "/": see `cookie_name`.
  Response& set_cookie(const Request& request, std::string_view base_name, std::string_view value,
                       const CookieAttributes& attributes) &;
};

/// Bytes of the file that an answer to this request will carry: after preconditions, If-Range and
/// Range have had their say; 0 for HEAD, 304, 412 and 416.
std::uint64_t bytes_to_send(const Request& request, FileBody file);
/// The same, but a HEAD counts as the GET whose answer it asks about.
std::uint64_t bytes_asked_about(const Request& request, FileBody file);

/// "__Host-cart" on https; "cart-plain" on http, where no Secure is possible, so that a cookie
/// of one never passes for one of the other.
std::string cookie_name(const Request& request, std::string_view base_name);

}  // namespace aan::net
