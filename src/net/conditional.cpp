#include "net/conditional.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace aan::net {
namespace {

bool is_weak(std::string_view tag) { return tag.starts_with("W/"); }
std::string_view opaque(std::string_view tag) { return is_weak(tag) ? tag.substr(2) : tag; }

// Whether a list of entity tags names ours. Our tags hold no comma.
bool lists(std::string_view list, std::string_view ours, bool weakly) {
  if (trim(list) == "*") return true;
  if (ours.empty()) return false;
  for (std::string_view tag : split(list, ',')) {
    tag = trim(tag);
    if (!weakly && (is_weak(tag) || is_weak(ours))) continue;
    if (opaque(tag) == opaque(ours)) return true;
  }
  return false;
}

// HTTP dates have whole seconds; ours are cut to them before comparing.
std::optional<bool> is_later(const std::optional<Timestamp>& modified, std::string_view date) {
  const auto parsed = parse_http_date(date);
  if (!parsed || !modified) return std::nullopt;
  return modified->unix_seconds() > parsed->unix_seconds();
}

std::optional<std::uint64_t> parse_number(std::string_view text) {
  if (text.empty() || text.size() > 18) return std::nullopt;
  std::uint64_t out = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    out = out * 10 + static_cast<unsigned>(c - '0');
  }
  return out;
}

}  // namespace

Precondition evaluate_preconditions(const Request& request, const Validators& validators) {
  // 1. and 2. If-Match, or else If-Unmodified-Since.
  if (const auto match = request.header("if-match")) {
    if (!lists(*match, validators.etag, /*weakly=*/false)) return Precondition::failed;
  } else if (const auto since = request.header("if-unmodified-since")) {
    if (is_later(validators.modified, *since).value_or(false)) return Precondition::failed;
  }
  // 3. and 4. If-None-Match, or else If-Modified-Since.
  if (const auto none = request.header("if-none-match")) {
    if (lists(*none, validators.etag, /*weakly=*/true)) return Precondition::not_modified;
  } else if (const auto since = request.header("if-modified-since")) {
    if (!is_later(validators.modified, *since).value_or(true)) return Precondition::not_modified;
  }
  return Precondition::proceed;
}

bool if_range_holds(const Request& request, const Validators& validators) {
  const auto condition = request.header("if-range");
  if (!condition) return true;
  if (condition->starts_with('"'))
    return !is_weak(validators.etag) && *condition == validators.etag;
  const auto date = parse_http_date(*condition);
  return date && validators.modified && date->unix_seconds() == validators.modified->unix_seconds();
}

RangeKind parse_range(std::string_view header, std::uint64_t size, ByteRange& out) {
  constexpr std::string_view kUnit = "bytes=";
  if (!iequals_ascii(header.substr(0, kUnit.size()), kUnit)) return RangeKind::whole;
  const std::string_view spec = trim(header.substr(kUnit.size()));
  const std::size_t dash = spec.find('-');
  if (dash == std::string_view::npos || spec.find(',') != std::string_view::npos)
    return RangeKind::whole;
  const auto first = parse_number(spec.substr(0, dash));
  const auto last = parse_number(spec.substr(dash + 1));
  if (dash == 0) {  // the last bytes
    if (!last) return RangeKind::whole;
    if (*last == 0 || size == 0) return RangeKind::unsatisfiable;
    out.length = std::min(*last, size);
    out.offset = size - out.length;
    return RangeKind::part;
  }
  const bool open_ended = dash + 1 == spec.size();
  if (!first || (!last && !open_ended) || (last && *last < *first)) return RangeKind::whole;
  if (*first >= size) return RangeKind::unsatisfiable;
  out.offset = *first;
  out.length = (open_ended ? size : std::min(*last + 1, size)) - *first;
  return RangeKind::part;
}

}  // namespace aan::net
