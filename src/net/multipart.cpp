#include "net/multipart.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace aan::net {
namespace {

constexpr std::size_t kBoundaryMax = 70;
constexpr std::size_t kFileNameBytesMax = 255;
constexpr std::size_t kNameBytesMax = 256;

std::unexpected<Error> malformed(const char* why) {
  return std::unexpected(
      Error{Errc::invalid, "net.multipart", why, "The form was not sent as forms are.", {}, ""});
}

bool is_boundary_char(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         std::string_view("'()+_,-./:=?").contains(c);
}

// name="value" among the parameters of a header, quoted or not. Browsers write a quotation mark in
// a name as %22; other programs put a backslash before it.
std::optional<std::string> parameter(std::string_view header, std::string_view name) {
  std::size_t at = header.find(';');
  while (at != std::string_view::npos) {
    std::string_view rest = trim(header.substr(at + 1));
    const std::size_t equals = rest.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    const bool is_it = iequals_ascii(trim(rest.substr(0, equals)), name);
    rest.remove_prefix(equals + 1);
    std::string value;
    std::size_t used = 0;
    if (rest.starts_with('"')) {
      for (used = 1; used < rest.size() && rest[used] != '"'; ++used) {
        const bool is_escaped = rest[used] == '\\' && used + 1 < rest.size() &&
                                (rest[used + 1] == '"' || rest[used + 1] == '\\');
        value += rest[is_escaped ? ++used : used];
      }
      if (used == rest.size()) return std::nullopt;  // the quotation is not closed
      ++used;
    } else {
      used = std::min(rest.find(';'), rest.size());
      value = std::string(trim(rest.substr(0, used)));
    }
    if (is_it) return value;
    const std::size_t next = rest.find(';', used);
    if (next == std::string_view::npos) return std::nullopt;
    header = rest;
    at = next;
  }
  return std::nullopt;
}

// What is left of a name for people to read: no folders of somebody's machine, one line, UTF-8.
std::string bare_name(std::string_view name) {
  if (const auto slash = name.find_last_of("/\\"); slash != name.npos)
    name.remove_prefix(slash + 1);
  return std::string(utf8_prefix(one_line(name), kFileNameBytesMax));
}

Result<PartHead> parse_head(std::string_view text) {
  PartHead head;
  bool is_named = false;
  for (std::string_view line : split(text, '\n')) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return malformed("a header without colon");
    if (!iequals_ascii(trim(line.substr(0, colon)), "content-disposition")) continue;
    const std::string_view value = trim(line.substr(colon + 1));
    if (!iequals_ascii(trim(value.substr(0, value.find(';'))), "form-data"))
      return malformed("a part that is no field of a form");
    const auto name = parameter(value, "name");
    if (!name || name->size() > kNameBytesMax || !is_utf8(*name))
      return malformed("a part without a name");
    head.name = *name;
    is_named = true;
    if (const auto file = parameter(value, "filename"))
      head.file_name = is_utf8(*file) ? bare_name(*file) : std::string("?");
  }
  if (!is_named) return malformed("a part without a name");
  return head;
}

}  // namespace

std::optional<std::string> boundary_of(std::string_view content_type) {
  if (!iequals_ascii(trim(content_type.substr(0, content_type.find(';'))), "multipart/form-data"))
    return std::nullopt;
  auto boundary = parameter(content_type, "boundary");
  const bool is_good = boundary && !boundary->empty() && boundary->size() <= kBoundaryMax &&
                       std::ranges::all_of(*boundary, is_boundary_char);
  return is_good ? boundary : std::nullopt;
}

MultipartParser::MultipartParser(std::string_view boundary, PartSink& sink,
                                 const MultipartLimits& limits)
    : sink_(sink), limits_(limits), needle_("\r\n--" + std::string(boundary)) {}

Result<> MultipartParser::feed(std::string_view bytes) {
  held_.erase(0, at_);
  at_ = 0;
  held_ += bytes;
  while (AAN_TRY(step())) {
  }
  return {};
}

Result<bool> MultipartParser::step() {
  switch (state_) {
    case State::opening: return read_opening();
    case State::after_boundary: return read_after_boundary();
    case State::head: return read_head();
    case State::data: return read_data();
    case State::closed: break;
  }
  at_ = held_.size();  // what follows the end means nothing
  return false;
}

Result<bool> MultipartParser::read_opening() {
  const std::string_view first = std::string_view(needle_).substr(2);  // no line before it
  const std::size_t seen = std::min(first.size(), rest().size());
  if (rest().substr(0, seen) != first.substr(0, seen))
    return malformed("something before the first boundary");
  if (seen < first.size()) return false;
  at_ += first.size();
  state_ = State::after_boundary;
  return true;
}

Result<bool> MultipartParser::read_after_boundary() {
  if (rest().size() < 2) return false;
  const std::string_view next = rest().substr(0, 2);
  if (next != "--" && next != "\r\n") return malformed("something behind a boundary");
  at_ += 2;
  state_ = next == "--" ? State::closed : State::head;
  return true;
}

Result<bool> MultipartParser::read_head() {
  const std::size_t end = rest().find("\r\n\r\n");
  if (end == std::string_view::npos) {
    if (rest().size() > limits_.header_bytes_max) return malformed("a head that is too long");
    return false;
  }
  if (end > limits_.header_bytes_max) return malformed("a head that is too long");
  if (++parts_ > limits_.parts_max)
    return refuse(Errc::too_large, "net.multipart", "The form has too many parts.", "form_fields");
  PartHead head = AAN_TRY(parse_head(rest().substr(0, end)));
  at_ += end + 4;
  state_ = State::data;
  AAN_TRY(sink_.begin(std::move(head)));
  return true;
}

Result<bool> MultipartParser::read_data() {
  const std::size_t end = rest().find(needle_);
  if (end == std::string_view::npos) {
    // The last bytes may be the beginning of a boundary.
    if (rest().size() < needle_.size()) return false;
    const std::size_t sure = rest().size() - needle_.size() + 1;
    AAN_TRY(sink_.data(rest().substr(0, sure)));
    at_ += sure;
    return false;
  }
  if (end > 0) AAN_TRY(sink_.data(rest().substr(0, end)));
  AAN_TRY(sink_.end());
  at_ += end + needle_.size();
  state_ = State::after_boundary;
  return true;
}

}  // namespace aan::net
