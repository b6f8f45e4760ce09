#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "net/body.hpp"
#include "net/form.hpp"
#include "net/method.hpp"

namespace aan::net {

struct Header {
  std::string name;
  std::string value;
  bool operator==(const Header&) const = default;
};

/// A field of multipart/form-data.
struct FormPart {
  std::string name;
  bool is_file = false;
  std::string value;      ///< of a plain field
  std::string file_name;  ///< as its owner calls it; empty when no file was chosen
  SharedFile file;        ///< its bytes, in a file without a name; its position is its beginning
  std::uint64_t size = 0;
};

/// A request that has passed the parser and the door. Everything in it is valid for its kind;
/// nothing in it is to be believed further than that.
struct Request {
  Method method = Method::get;
  /// As sent (origin-form). For redirects back to the same page; never for the log.
  std::string target;
  /// Percent-decoded once; UTF-8; begins with '/'; no NUL or control characters, no backslash,
  /// no empty, "." or ".." segment, and no '/' that was sent as %2F.
  std::string path;
  /// What followed '?', not decoded.
  std::string query_string;
  std::string body;
  /// Of a route that takes uploads: what the form held, in the order in which it was sent.
  std::vector<FormPart> parts;
  /// Names in lower case, values trimmed. Host, content-length, content-type, origin, referer,
  /// sec-fetch-site, authorization and idempotency-key occur at most once.
  std::vector<Header> headers;
  /// Textual IP address of the client, after TRUSTED_PROXIES; "unix" on the socket file.
  std::string peer_address;
  /// "http" or "https", after TRUSTED_PROXIES.
  std::string scheme = "http";
  /// The authority in lower case without the scheme's default port; on the node's own list.
  std::string host;
  /// Made by us for this request; also the answer's X-Request-Id and in the access log.
  std::string request_id;
  /// What the router's pattern captured: {"slug", "a-book"}.
  std::vector<std::pair<std::string, std::string>> params;

  /// First value of a header; `name` in lower case.
  [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const;
  /// Value captured by the route's pattern; empty when the pattern has no such name.
  [[nodiscard]] std::string_view param(std::string_view name) const;
  /// First value in the query string, decoded; nullopt also when it is malformed.
  [[nodiscard]] std::optional<std::string> query(std::string_view name) const;
  /// All of the query string. Errors: as `parse_form`.
  [[nodiscard]] Result<FormFields> queries(const FormLimits& limits = {}) const;
  /// The body as a form; of an upload its plain fields. Errors: as `parse_form`; invalid when the
  /// content type is another.
  [[nodiscard]] Result<FormFields> form(const FormLimits& limits = {}) const;
  /// First cookie of that name, as sent (without quotes around it).
  [[nodiscard]] std::optional<std::string> cookie(std::string_view name) const;
  /// Media type of the body in lower case without parameters; empty when none was sent.
  [[nodiscard]] std::string content_type() const;
  /// What counts as one client (`PeerAddress::client_key`) as text: for limits in memory, never
  /// stored or logged.
  [[nodiscard]] std::string client_key() const;
  /// "https://shop.example": to build absolute addresses with.
  [[nodiscard]] std::string origin() const { return scheme + "://" + host; }
};

}  // namespace aan::net
