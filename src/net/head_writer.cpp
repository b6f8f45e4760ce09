#include "net/head_writer.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.hpp"

namespace aan::net {
namespace {

void append_line(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ").append(value).append("\r\n");
}

void append_number(std::string& out, std::uint64_t number) {
  std::array<char, 20> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out.append(digits.data(), end);
}

bool sets(const std::vector<Header>& headers, std::string_view name) {
  return std::ranges::any_of(headers, [&](const Header& h) { return iequals_ascii(h.name, name); });
}

bool is_framing(std::string_view name) {
  constexpr std::array<std::string_view, 7> kOurs = {
      "content-length", "transfer-encoding", "connection", "keep-alive", "date",
      "server",         "x-request-id"};
  return std::ranges::any_of(kOurs, [&](std::string_view n) { return iequals_ascii(n, name); });
}

std::string_view name_of(Coding coding) { return coding == Coding::brotli ? "br" : "gzip"; }

void append_representation(const Representation& answer, std::string& out) {
  using Source = Representation::Source;
  const bool described = answer.status != 416 && answer.status != 412;
  if (described && answer.source == Source::shared && answer.status != 304)
    append_line(out, "content-type", answer.shared->content_type);
  if (described && answer.source == Source::file && answer.status != 304) {
    append_line(out, "content-type", answer.file.content_type);
    if (!answer.file.disposition.empty())
      append_line(out, "content-disposition", answer.file.disposition);
  }
  if (!answer.etag().empty()) append_line(out, "etag", answer.etag());
  const bool has_ranges =
      answer.source == Source::file ||
      (answer.source == Source::shared && (answer.status == 200 || answer.is_part));
  if (has_ranges) append_line(out, "accept-ranges", "bytes");
  if (answer.source == Source::file) {
    if (answer.file.modified) append_line(out, "last-modified", http_date(*answer.file.modified));
  }
  if (described && answer.coding != Coding::identity && answer.status != 304)
    append_line(out, "content-encoding", name_of(answer.coding));
  if (answer.varies) out.append("vary: accept-encoding\r\n");
  if (answer.is_part) {
    out.append("content-range: bytes ");
    if (answer.status == 206) {
      append_number(out, answer.offset);
      out.push_back('-');
      append_number(out, answer.offset + answer.length - 1);
    } else {
      out.push_back('*');
    }
    out.push_back('/');
    append_number(out, answer.whole);
    out.append("\r\n");
  }
  if (answer.has_length) {
    out.append("content-length: ");
    append_number(out, answer.length);
    out.append("\r\n");
  }
}

}  // namespace

StandingHeaders::StandingHeaders(const std::vector<Header>& security, Duration hsts) {
  for (const Header& h : security) {
    Line line{h.name, {}};
    append_line(line.text, h.name, h.value);
    all_ += line.text;
    lines_.push_back(std::move(line));
  }
  if (hsts.s() > 0)
    append_line(hsts_, "strict-transport-security",
                "max-age=" + std::to_string(hsts.s()) + "; includeSubDomains");
}

void StandingHeaders::append(const std::vector<Header>& own, std::string_view scheme,
                             bool readable_by_all, std::string& out) const {
  const auto overridden = [&](const Line& line) {
    return sets(own, line.name) || (readable_by_all && line.name == "cross-origin-resource-policy");
  };
  if (std::ranges::none_of(lines_, overridden)) {
    out.append(all_);
  } else {
    for (const Line& line : lines_)
      if (!overridden(line)) out.append(line.text);
  }
  if (readable_by_all) {
    out.append("access-control-allow-origin: *\r\n");
    if (!sets(own, "cross-origin-resource-policy"))
      out.append("cross-origin-resource-policy: cross-origin\r\n");
  }
  if (scheme == "https" && !sets(own, "strict-transport-security")) out.append(hsts_);
}

void write_head(const HeadFrame& frame, const Request& request, const Representation& answer,
                std::string& out) {
  out.append("HTTP/1.1 ");
  append_number(out, static_cast<std::uint64_t>(answer.status));
  out.push_back(' ');
  out.append(reason_phrase(answer.status)).append("\r\n");
  append_line(out, "date", frame.date);
  append_line(out, "x-request-id", request.request_id);
  frame.standing.append(answer.headers, request.scheme, frame.readable_by_all, out);
  for (const Header& h : answer.headers) {
    const bool of_no_body =
        (answer.status == 304 || answer.status == 412) && h.name.starts_with("content-");
    if (is_framing(h.name) || of_no_body) continue;
    append_line(out, h.name, h.value);
  }
  append_representation(answer, out);
  if (frame.close) out.append("connection: close\r\n");
  out.append("\r\n");
}

std::string_view reason_phrase(int status) {
  switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 202: return "Accepted";
    case 204: return "No Content";
    case 206: return "Partial Content";
    case 301: return "Moved Permanently";
    case 302: return "Found";
    case 303: return "See Other";
    case 304: return "Not Modified";
    case 307: return "Temporary Redirect";
    case 308: return "Permanent Redirect";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 402: return "Payment Required";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 406: return "Not Acceptable";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 410: return "Gone";
    case 412: return "Precondition Failed";
    case 413: return "Content Too Large";
    case 414: return "URI Too Long";
    case 415: return "Unsupported Media Type";
    case 416: return "Range Not Satisfiable";
    case 417: return "Expectation Failed";
    case 421: return "Misdirected Request";
    case 422: return "Unprocessable Content";
    case 428: return "Precondition Required";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 502: return "Bad Gateway";
    case 503: return "Service Unavailable";
    case 504: return "Gateway Timeout";
    default: return "Status";
  }
}

}  // namespace aan::net
