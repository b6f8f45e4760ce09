#include "net/outbound/http_client.hpp"

#include <curl/curl.h>
#include <sys/socket.h>

#include <algorithm>
#include <memory>
#include <mutex>
#include <vector>

#include "base/check.hpp"
#include "base/text.hpp"

namespace aan::net::outbound {
namespace {

constexpr std::size_t kHeaderBytesMax = 64U << 10;
constexpr std::size_t kIdleHandlesMax = 8;
constexpr long kConnectShare = 2;  ///< a connection may take half of the deadline

struct EasyDeleter {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct ListDeleter {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Easy = std::unique_ptr<CURL, EasyDeleter>;
using HeaderList = std::unique_ptr<curl_slist, ListDeleter>;

// What libcurl's callbacks write into.
struct Transfer {
  OutboundAnswer answer;
  std::size_t answer_bytes_max = 0;
  std::size_t header_bytes = 0;
  Reach reach = Reach::public_only;
  bool is_too_large = false;
  bool is_address_refused = false;
};

std::size_t on_body(char* bytes, std::size_t, std::size_t count, void* user) {
  auto& transfer = *static_cast<Transfer*>(user);
  if (transfer.answer.body.size() + count > transfer.answer_bytes_max) {
    transfer.is_too_large = true;
    return 0;
  }
  transfer.answer.body.append(bytes, count);
  return count;
}

std::size_t on_header(char* bytes, std::size_t, std::size_t count, void* user) {
  auto& transfer = *static_cast<Transfer*>(user);
  transfer.header_bytes += count;
  if (transfer.header_bytes > kHeaderBytesMax) {
    transfer.is_too_large = true;
    return 0;
  }
  const std::string_view line = trim(std::string_view(bytes, count));
  // An interim answer (100, 103) is followed by another head.
  if (line.starts_with("HTTP/")) transfer.answer.headers.clear();
  const auto colon = line.find(':');
  if (colon != std::string_view::npos)
    transfer.answer.headers.push_back(
        {lower_ascii(line.substr(0, colon)), std::string(trim(line.substr(colon + 1)))});
  return count;
}

curl_socket_t on_open_socket(void* user, curlsocktype, curl_sockaddr* address) {
  auto& transfer = *static_cast<Transfer*>(user);
  if (transfer.reach == Reach::public_only && !is_public_address(&address->addr)) {
    transfer.is_address_refused = true;
    return CURL_SOCKET_BAD;
  }
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

Result<> check(const OutboundRequest& request) {
  const std::string scheme = lower_ascii(request.url.substr(0, 8));
  if (!scheme.starts_with("https://") && !scheme.starts_with("http://"))
    return fail(Errc::invalid, "outbound", "no http address", {}, "url");
  const auto is_broken = [](std::string_view text) {
    return text.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos;
  };
  const bool is_header_broken = std::ranges::any_of(request.headers, [&](const OutboundHeader& h) {
    return h.name.empty() || is_broken(h.name) || is_broken(h.value);
  });
  if (is_broken(request.url) || is_header_broken)
    return fail(Errc::invalid, "outbound", "a line break in an address or header", {}, "url");
  return {};
}

void set_method(CURL* easy, const OutboundRequest& request) {
  if (request.method == "HEAD") curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
  const bool has_body = !request.body.empty() || request.method == "POST" ||
                        request.method == "PUT" || request.method == "PATCH";
  if (has_body) {
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE,
                     static_cast<curl_off_t>(request.body.size()));
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request.body.data());
  }
  if (request.method != "HEAD")
    curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request.method.c_str());
}

HeaderList header_list(const OutboundRequest& request) {
  HeaderList list;
  const auto add = [&](const std::string& line) {
    list.reset(curl_slist_append(list.release(), line.c_str()));
  };
  // libcurl would wait for "100 Continue" with large bodies and name its own content type.
  add("Expect:");
  bool has_type = false;
  for (const OutboundHeader& one : request.headers) {
    if (lower_ascii(one.name) == "content-type") has_type = true;
    add(one.value.empty() ? one.name + ";" : one.name + ": " + one.value);
  }
  if (!has_type) add("Content-Type:");
  return list;
}

std::unexpected<Error> failed(CURLcode code, const Transfer& transfer) {
  const std::string why = curl_easy_strerror(code);
  if (transfer.is_address_refused)
    return fail(Errc::forbidden, "outbound", "the name leads to an address that is not public", {},
                "address");
  if (transfer.is_too_large)
    return fail(Errc::upstream_malformed, "outbound", "the answer is too large", {}, "answer");
  switch (code) {
    case CURLE_URL_MALFORMAT: return fail(Errc::invalid, "outbound", why, {}, "url");
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY: return fail(Errc::unavailable, "outbound", why, {}, "dns");
    case CURLE_OPERATION_TIMEDOUT: return fail(Errc::timeout, "outbound", why, {}, "deadline");
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR: return fail(Errc::unavailable, "outbound", why, {}, "tls");
    case CURLE_UNSUPPORTED_PROTOCOL:  // the scheme was checked; this is an answer without a head
    case CURLE_OUT_OF_MEMORY:         // what a header line beyond libcurl's own limit becomes
    case CURLE_GOT_NOTHING:
    case CURLE_PARTIAL_FILE:
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_HTTP2: break;
    default: return fail(Errc::unavailable, "outbound", why, {}, "connect");
  }
  return fail(Errc::upstream_malformed, "outbound", why, {}, "answer");
}

}  // namespace

std::string_view OutboundAnswer::header(std::string_view name) const {
  const auto at = std::ranges::find(headers, name, &OutboundHeader::name);
  return at == headers.end() ? std::string_view() : std::string_view(at->value);
}

// libcurl's handles that are not in use; each keeps its connections open.
struct HttpClient::Handles {
  std::mutex mutex;
  std::vector<Easy> idle;

  Easy take() {
    const std::scoped_lock lock(mutex);
    if (idle.empty()) return Easy(curl_easy_init());
    Easy easy = std::move(idle.back());
    idle.pop_back();
    return easy;
  }
  void give_back(Easy easy) {
    curl_easy_reset(easy.get());  // nothing of the request, its secrets least of all, stays
    const std::scoped_lock lock(mutex);
    if (idle.size() < kIdleHandlesMax) idle.push_back(std::move(easy));
  }
};

HttpClient::HttpClient(OutboundOptions options)
    : options_(std::move(options)), handles_(std::make_unique<Handles>()) {
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  AAN_CHECK(ready == CURLE_OK);
}

HttpClient::~HttpClient() = default;

Result<OutboundAnswer> HttpClient::send(const OutboundRequest& request) const {
  AAN_TRY(check(request));
  Easy handle = handles_->take();
  CURL* const easy = handle.get();
  AAN_CHECK(easy != nullptr);
  Transfer transfer;
  transfer.answer_bytes_max = request.answer_bytes_max;
  // A proxy is where the operator says, and it resolves the names itself.
  transfer.reach = options_.proxy.empty() ? options_.reach : Reach::anywhere;
  const HeaderList headers = header_list(request);
  const long deadline_ms = std::max<long>(1, static_cast<long>(request.deadline.ms()));
  curl_easy_setopt(easy, CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, deadline_ms);
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, std::max<long>(1, deadline_ms / kConnectShare));
  curl_easy_setopt(easy, CURLOPT_USERAGENT, options_.user_agent.c_str());
  curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
  // An empty proxy also keeps the environment's out.
  curl_easy_setopt(easy, CURLOPT_PROXY, options_.proxy.c_str());
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, &transfer);
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, &transfer);
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, on_open_socket);
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, &transfer);
  set_method(easy, request);
  const CURLcode code = curl_easy_perform(easy);
  long status = 0;
  curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
  handles_->give_back(std::move(handle));
  if (code != CURLE_OK) return failed(code, transfer);
  transfer.answer.status = static_cast<int>(status);
  return std::move(transfer.answer);
}

}  // namespace aan::net::outbound
