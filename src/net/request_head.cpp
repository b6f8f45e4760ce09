#include "net/request_head.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/text.hpp"

namespace aan::net {
namespace {

constexpr std::array<bool, 256> make_token_table() {
  std::array<bool, 256> table{};
  for (unsigned c = '0'; c <= '9'; ++c) table[c] = true;
  for (unsigned c = 'a'; c <= 'z'; ++c) table[c] = true;
  for (unsigned c = 'A'; c <= 'Z'; ++c) table[c] = true;
  for (const char c : {'!', '#', '$', '%', '&', '\'', '*', '+', '-', '.', '^', '_', '`', '|', '~'})
    table[static_cast<unsigned char>(c)] = true;
  return table;
}
constexpr auto kToken = make_token_table();

HeadResult refused(int status, const char* why) {
  return {HeadResult::State::refused, 0, status, why, {}};
}

// Headers whose second occurrence could mean something else to somebody else.
bool must_be_single(std::string_view name) {
  switch (name.size()) {
    case 4: return name == "host";
    case 5: return name == "range";
    case 6: return name == "origin" || name == "expect";
    case 7: return name == "referer";
    case 12: return name == "content-type";
    case 13: return name == "authorization" || name == "if-none-match";
    case 14: return name == "content-length" || name == "sec-fetch-site";
    case 15: return name == "idempotency-key";
    case 17: return name == "transfer-encoding" || name == "x-forwarded-proto";
    default: return false;
  }
}

// "1*DIGIT" of at most 18 digits, so that no sum of two overflows.
std::optional<std::uint64_t> parse_length(std::string_view text) {
  if (text.empty() || text.size() > 18) return std::nullopt;
  std::uint64_t out = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    out = out * 10 + static_cast<unsigned>(c - '0');
  }
  return out;
}

bool has_token(std::string_view list, std::string_view token) {
  for (const std::string_view part : split(list, ','))
    if (iequals_ascii(trim(part), token)) return true;
  return false;
}

// method SP request-target SP HTTP-version (RFC 9112 section 3), single blanks.
HeadResult parse_request_line(std::string_view line, Request& request, Framing& framing) {
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  if (first == std::string_view::npos || first == last || first == 0 || first > 24)
    return refused(400, "request line");
  const std::string_view method = line.substr(0, first);
  if (!std::ranges::all_of(method, is_token_char)) return refused(400, "method");
  const std::string_view version = line.substr(last + 1);
  if (version == "HTTP/1.0")
    framing.http_1_0 = true;
  else if (version != "HTTP/1.1")
    return refused(400, "HTTP version");
  request.method = parse_method(method);
  request.target.assign(line.substr(first + 1, last - first - 1));
  return {};
}

// field-name ":" OWS field-value OWS (RFC 9112 section 5), into `header`.
const char* parse_field(std::string_view line, Header& header) {
  if (line.front() == ' ' || line.front() == '\t') return "folded line";
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0) return "header without name";
  header.name.resize(colon);
  for (std::size_t i = 0; i < colon; ++i) {
    const char c = line[i];
    if (!is_token_char(c) || c == '_') return "header name";
    header.name[i] = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  const std::string_view value = line.substr(colon + 1);
  if (!is_field_value(value)) return "header value";
  header.value.assign(trim(value));
  return nullptr;
}

// RFC 9112 section 6: how long the body is, and nothing that could be read in two ways.
HeadResult read_framing(const Request& request, Framing& framing) {
  const Header* length = nullptr;
  const Header* coding = nullptr;
  const Header* host = nullptr;
  for (std::size_t i = 0; i < request.headers.size(); ++i) {
    const Header& h = request.headers[i];
    if (must_be_single(h.name)) {
      for (std::size_t k = 0; k < i; ++k)
        if (request.headers[k].name == h.name) return refused(400, "repeated header");
    }
    if (h.name == "content-length") length = &h;
    if (h.name == "transfer-encoding") coding = &h;
    if (h.name == "host") host = &h;
    if (h.name == "connection" && has_token(h.value, "close")) framing.wants_close = true;
    if (h.name == "expect") {
      if (!iequals_ascii(h.value, "100-continue")) return refused(417, "expectation");
      framing.expects_continue = !framing.http_1_0;
    }
  }
  if (coding != nullptr) {
    if (length != nullptr) return refused(400, "transfer-encoding with content-length");
    if (framing.http_1_0) return refused(400, "transfer-encoding in HTTP/1.0");
    if (!iequals_ascii(coding->value, "chunked")) return refused(400, "transfer-encoding");
    framing.chunked = true;
  }
  if (length != nullptr) {
    framing.content_length = parse_length(length->value);
    if (!framing.content_length) return refused(400, "content-length");
  }
  if (host == nullptr) return refused(400, "no host");
  auto authority = parse_authority(host->value);
  if (!authority) return refused(400, "host");
  framing.authority = std::move(*authority);
  if (framing.http_1_0) framing.wants_close = true;
  return {};
}

// RFC 9112 section 3.2.2: a server must accept the absolute form; its authority is then the
// one that counts, so we take it only when Host says the same.
HeadResult read_target(Request& request, const Framing& framing) {
  if (request.method == Method::options && request.target == "*") {
    request.path = "*";
    request.query_string.clear();
    return {};
  }
  if (!request.target.starts_with('/')) {
    const auto absolute = parse_absolute(request.target);
    if (!absolute || absolute->authority != framing.authority) return refused(400, "target");
    std::string origin_form(absolute->rest);
    if (!origin_form.starts_with('/')) origin_form.insert(0, "/");
    request.target = std::move(origin_form);
  }
  if (!parse_target(request)) return refused(400, "target");
  return {};
}

// "/api" of "GET /api/catalog?x HTTP/1.1", of the bytes of a head that was refused. A target that
// is too long need not have ended.
std::string place_of(std::string_view bytes, int status) {
  if (bytes.starts_with("\r\n")) bytes.remove_prefix(2);
  const std::size_t line_end = bytes.find("\r\n");
  if (line_end == std::string_view::npos && status != 414) return {};
  std::string_view line = bytes.substr(0, line_end);
  if (status != 414) {
    Request read;
    Framing framing;
    if (parse_request_line(line, read, framing).state == HeadResult::State::refused) return {};
  }
  const std::size_t blank = line.find(' ');
  if (blank == std::string_view::npos) return {};
  line.remove_prefix(blank + 1);
  if (!line.starts_with('/')) return {};
  constexpr std::size_t kWordMax = 32;
  const std::size_t end = std::min(line.find_first_of("/? ", 1), line.size());
  const std::string_view word = line.substr(1, end - 1);
  const bool is_plain = word.size() <= kWordMax && std::ranges::all_of(word, [](char c) {
                          return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
                        });
  return "/" + std::string(is_plain ? word : std::string_view());
}

}  // namespace

bool is_token_char(char c) { return kToken[static_cast<unsigned char>(c)]; }

bool is_field_value(std::string_view value) {
  return std::ranges::all_of(value, [](char c) {
    const auto u = static_cast<unsigned char>(c);
    return u >= 0x20 ? u != 0x7f : c == '\t';
  });
}

HeadResult HeadParser::parse(std::string_view bytes, Request& request, Framing& framing) {
  HeadResult result = read(bytes, request, framing);
  if (result.state == HeadResult::State::refused) result.place = place_of(bytes, result.status);
  return result;
}

HeadResult HeadParser::read(std::string_view bytes, Request& request, Framing& framing) {
  using State = HeadResult::State;
  // An empty line before the request line is left over from clients that end a body with one.
  const std::size_t start = bytes.starts_with("\r\n") ? 2 : 0;
  scanned_ = std::max(scanned_, start);
  std::size_t end = 0;
  while (end == 0) {
    const void* found = scanned_ < bytes.size()
                            ? std::memchr(bytes.data() + scanned_, '\n', bytes.size() - scanned_)
                            : nullptr;
    if (found == nullptr) break;
    const auto at = static_cast<std::size_t>(static_cast<const char*>(found) - bytes.data());
    if (at == start || bytes[at - 1] != '\r') return refused(400, "bare line feed");
    if (at - start < 2) return refused(400, "empty request line");
    if (at >= start + 3 && bytes[at - 2] == '\n') end = at + 1;
    scanned_ = at + 1;
  }
  const bool first_line_open = bytes.find('\n', start) == std::string_view::npos;
  if (first_line_open && bytes.size() - start > limits_.target_bytes + 64)
    return refused(414, "target too long");
  if ((end == 0 ? bytes.size() : end) > limits_.bytes) return refused(431, "head too large");
  if (end == 0) return {};

  framing = Framing{};
  std::string_view head = bytes.substr(start, end - start - 2);  // without the empty line
  const std::size_t line_end = head.find("\r\n");
  HeadResult result = parse_request_line(head.substr(0, line_end), request, framing);
  if (result.state == State::refused) return result;
  if (request.target.size() > limits_.target_bytes) return refused(414, "target too long");
  head.remove_prefix(line_end + 2);
  std::size_t count = 0;
  while (!head.empty()) {
    const std::size_t eol = head.find("\r\n");
    if (count == limits_.headers) return refused(431, "too many headers");
    if (count == request.headers.size()) request.headers.emplace_back();
    if (const char* why = parse_field(head.substr(0, eol), request.headers[count++]))
      return refused(400, why);
    head.remove_prefix(eol + 2);
  }
  request.headers.resize(count);
  result = read_framing(request, framing);
  if (result.state == State::refused) return result;
  result = read_target(request, framing);
  if (result.state == State::refused) return result;
  return {State::complete, end, 0, "", {}};
}

}  // namespace aan::net
