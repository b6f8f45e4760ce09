#include "domain/webhook/endpoint.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace aan::webhook {
namespace {

constexpr std::size_t kUrlBytesMax = 500;
constexpr std::string_view kSafe = "https://";
constexpr std::string_view kOpen = "http://";

// Host and port: what stands between the scheme and the path.
std::string_view authority_of(std::string_view url) {
  const auto scheme_end = url.find("://");
  if (scheme_end == std::string_view::npos) return {};
  const std::string_view rest = url.substr(scheme_end + 3);
  return rest.substr(0, rest.find_first_of("/?"));
}

bool is_port(std::string_view text) {
  return !text.empty() && text.size() <= 5 &&
         std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool has_good_host(std::string_view url) {
  const std::string_view host = host_of(url);
  const std::string_view authority = authority_of(url);
  if (host.empty() || authority.find('@') != std::string_view::npos) return false;
  const std::size_t taken = host.size() + (authority.starts_with('[') ? 2 : 0);
  if (authority.size() == taken) return true;
  return authority[taken] == ':' && is_port(authority.substr(taken + 1));
}

}  // namespace

bool wants(const Endpoint& endpoint, EventKind kind) {
  return !endpoint.ended_at && std::ranges::find(endpoint.events, kind) != endpoint.events.end();
}

bool is_dead(const Endpoint& endpoint, Timestamp now) {
  return !endpoint.ended_at && endpoint.health.failing_since &&
         now - *endpoint.health.failing_since >= kDeadAfter;
}

std::string_view host_of(std::string_view url) {
  const std::string_view authority = authority_of(url);
  if (authority.starts_with('[')) {
    const auto end = authority.find(']');
    return end == std::string_view::npos ? std::string_view{} : authority.substr(1, end - 1);
  }
  return authority.substr(0, authority.find(':'));
}

Result<std::string> parse_endpoint_url(std::string_view typed, bool may_be_http) {
  std::string url(trim(typed));
  const std::string scheme = lower_ascii(url.substr(0, kSafe.size()));
  const bool is_safe = scheme == kSafe;
  const bool is_open = may_be_http && scheme.starts_with(kOpen);
  const auto is_plain = [](char c) { return c > ' ' && c < '\x7f' && c != '#' && c != '\\'; };
  if (url.size() <= kUrlBytesMax && (is_safe || is_open) && std::ranges::all_of(url, is_plain) &&
      has_good_host(url))
    return url;
  return refuse(Errc::invalid, "webhook.url",
                "Write an https address, such as https://stock.example/hooks/books, without a "
                "password in it.",
                "webhook_url");
}

}  // namespace aan::webhook
