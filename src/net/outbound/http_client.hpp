#pragma once
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/timestamp.hpp"
#include "net/outbound/reach.hpp"

namespace aan::net::outbound {

struct OutboundHeader {
  std::string name;
  std::string value;
};

/// A request that leaves this machine. Only http and https addresses.
struct OutboundRequest {
  std::string method = "GET";  ///< GET, POST, PUT, PATCH, DELETE or HEAD
  std::string url;
  std::vector<OutboundHeader> headers;  ///< without CR and LF; content-length is added
  std::string body;
  Duration deadline = Duration::seconds(10);  ///< from name resolution to the last byte
  std::size_t answer_bytes_max = 1U << 20;
};

struct OutboundAnswer {
  int status = 0;
  std::vector<OutboundHeader> headers;  ///< names in lower case, in the order they came
  std::string body;
  /// Value of the first header of that (lower-case) name; empty when there is none.
  [[nodiscard]] std::string_view header(std::string_view name) const;
};

/// How requests leave.
struct OutboundOptions {
  Reach reach = Reach::public_only;
  /// "socks5h://127.0.0.1:9050": every request goes there, names are resolved there. Empty: direct.
  std::string proxy;
  std::string user_agent = "aan";
};

/// One blocking request per call; any number of threads may call. Keeps connections open between
/// calls, never sharing them with another client. Follows no redirect and sends no cookie.
class HttpClient {
 public:
  explicit HttpClient(OutboundOptions options);
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  /// Any answer with a status is a success here, whatever the status says. Errors, each with a
  /// reason that tells whose fault it may be:
  ///   invalid "url" (not http or https, or a header with a line break), forbidden "address" (the
  ///   name leads to an address that may not be dialled), unavailable "dns", "connect" or "tls",
  ///   timeout "deadline", upstream_malformed "answer" (cut off, too large, no HTTP).
  [[nodiscard]] Result<OutboundAnswer> send(const OutboundRequest& request) const;

 private:
  struct Handles;
  OutboundOptions options_;
  std::unique_ptr<Handles> handles_;
};

}  // namespace aan::net::outbound
