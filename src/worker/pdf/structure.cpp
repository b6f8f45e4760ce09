#include "worker/pdf/structure.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "worker/pdf/deflated.hpp"
#include "worker/pdf/limits.hpp"

namespace aan::worker::pdf {
namespace {

using catalog::kPdfObjectsMax;
using catalog::PdfObject;

constexpr std::size_t kTailBytes = 2048;
constexpr std::size_t kLineBytes = 20;  // of a table, 7.5.4
constexpr std::size_t kHeadingBytes = 48;
constexpr std::size_t kFirstWindowBytes = 4U << 10;
constexpr std::size_t kSectionsMax = 2000;
constexpr int kDepthMax = 8;

std::optional<std::uint64_t> whole_entry(const Value& dictionary, std::string_view name) {
  const auto value = entry_of(dictionary, name);
  return value ? whole_of(*value) : std::nullopt;
}

std::uint64_t big_end_first(std::string_view bytes) {
  std::uint64_t number = 0;
  for (const char c : bytes) number = number << 8U | static_cast<unsigned char>(c);
  return number;
}

// What a filter that stands alone, or alone in a list, is.
std::optional<Value> only(const std::optional<Value>& value) {
  if (!value || value->kind != Kind::array) return value;
  const auto items = items_of(*value);
  return items && items->size() == 1 ? std::optional(items->front()) : std::nullopt;
}

}  // namespace

std::optional<Structure> Structure::open(const ReadAt& read_at, std::uint64_t file_bytes) {
  Structure it(read_at, file_bytes);
  if (file_bytes > kFileBytesMax || !it.window(0, 5).starts_with("%PDF-")) return std::nullopt;
  if (!it.read_sections() || !it.is_as_named()) return std::nullopt;
  return it;
}

bool Structure::spend(std::size_t bytes) {
  const bool is_enough = bytes <= work_left_;
  work_left_ = is_enough ? work_left_ - bytes : 0;
  return is_enough;
}

std::string Structure::window(std::uint64_t at, std::size_t bytes) {
  std::string out = bytes_at(at, bytes);
  return spend(out.size()) ? out : std::string();
}

std::string Structure::bytes_at(std::uint64_t at, std::size_t bytes) const {
  if (at >= file_bytes_) return {};
  std::string out(std::min<std::uint64_t>(bytes, file_bytes_ - at), '\0');
  if (!(*read_at_)(at, out.data(), out.size())) return {};
  return out;
}

bool Structure::read_sections() {
  const std::string tail =
      window(file_bytes_ - std::min<std::uint64_t>(file_bytes_, kTailBytes), kTailBytes);
  std::size_t at = tail.rfind("startxref");
  if (at == std::string::npos || tail.find("%%EOF", at) == std::string::npos) return false;
  at += std::string_view("startxref").size();
  const auto where = take_value(tail, at);
  auto next = where ? whole_of(*where) : std::nullopt;
  if (!next) return false;
  last_section_ = *next;
  std::vector<std::uint64_t> seen;
  while (next) {
    if (std::ranges::find(seen, *next) != seen.end() || seen.size() >= kSectionsMax) return false;
    seen.push_back(*next);
    const auto trailer = read_section(*next);
    const auto dictionary = trailer ? value_of(*trailer) : std::nullopt;
    const auto entries = dictionary ? entries_of(*dictionary) : std::nullopt;
    if (!entries) return false;
    const auto has = [&](std::string_view name) {
      return std::ranges::any_of(*entries, [&](const Entry& one) { return one.name == name; });
    };
    if (has("Encrypt")) return false;
    if (trailer_.empty()) {
      trailer_ = *trailer;
      next_object_ = whole_entry(*dictionary, "Size").value_or(0);
      if (next_object_ == 0 || next_object_ > kPdfObjectsMax) return false;
    }
    next = whole_entry(*dictionary, "Prev");
    if (!next && has("Prev")) return false;
  }
  next_object_ = std::max<std::uint64_t>(next_object_, places_.size());
  return true;
}

std::optional<std::string> Structure::read_section(std::uint64_t at) {
  const std::string head = window(at, kHeadingBytes);
  std::size_t end = 0;
  const bool is_table = take_word(head, end, "xref");
  if (at == last_section_) ends_in_table_ = is_table;
  return is_table ? read_table(at + end) : read_stream_section(at);
}

// `at` is behind "xref".
std::optional<std::string> Structure::read_table(std::uint64_t at) {
  std::vector<Numbered> lines;
  for (;;) {
    const std::string head = window(at, kHeadingBytes);
    std::size_t end = 0;
    if (take_word(head, end, "trailer")) {
      at += end;
      break;
    }
    const auto first = take_value(head, end);
    const auto count = take_value(head, end);
    if (!first || !count || !whole_of(*first) || !whole_of(*count)) return std::nullopt;
    while (end < head.size() && (head[end] == ' ' || head[end] == '\r' || head[end] == '\n')) ++end;
    at += end;
    if (!read_part(at, *whole_of(*first), *whole_of(*count), lines)) return std::nullopt;
    at += *whole_of(*count) * kLineBytes;
  }
  std::string text = window(at, kFirstWindowBytes);
  std::size_t end = 0;
  auto trailer = take_value(text, end);
  if (!trailer) {
    text = window(at, kTrailerBytesMax);
    trailer = take_value(text, end = 0);
  }
  if (!trailer || trailer->kind != Kind::dictionary) return std::nullopt;
  // Objects that only programs which read such streams see, and that the table calls free
  // (7.5.8.4).
  if (const auto hidden = entry_of(*trailer, "XRefStm")) {
    const auto where = whole_of(*hidden);
    if (!where || !read_stream_section(*where)) return std::nullopt;
  }
  for (const auto& [number, place] : lines)
    if (!put(number, place)) return std::nullopt;
  return std::string(trailer->text);
}

bool Structure::read_part(std::uint64_t at, std::uint64_t first, std::uint64_t count,
                          std::vector<Numbered>& lines) {
  if (first > kPdfObjectsMax || count > kPdfObjectsMax || lines.size() + count > 2 * kPdfObjectsMax)
    return false;
  const std::string text = window(at, count * kLineBytes);
  if (text.size() != count * kLineBytes) return false;
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::string_view line = std::string_view(text).substr(i * kLineBytes, kLineBytes);
    const auto offset = whole_of({Kind::number, line.substr(0, 10)});
    const auto generation = whole_of({Kind::number, line.substr(11, 5)});
    const char kind = line[17];
    if (!offset || !generation || line[10] != ' ' || line[16] != ' ' ||
        (kind != 'n' && kind != 'f') || !trim(line.substr(18)).empty())
      return false;
    const bool is_there = kind == 'n' && *offset > 0;
    lines.push_back({first + i,
                     {is_there ? Place::Kind::plain : Place::Kind::free, *offset,
                      static_cast<std::uint32_t>(*generation)}});
  }
  return true;
}

std::optional<std::string> Structure::read_stream_section(std::uint64_t at) {
  const auto found = found_at(at, nullptr);
  const auto dictionary = found ? value_of(found->text) : std::nullopt;
  if (!dictionary || name_of(entry_of(*dictionary, "Type").value_or(Value{})) != "XRef")
    return std::nullopt;
  const auto rows = content_of(*found, kSectionBytesMax);
  const auto widths = items_of(entry_of(*dictionary, "W").value_or(Value{}));
  const auto size = whole_entry(*dictionary, "Size");
  if (!rows || !widths || widths->size() != 3 || !size) return std::nullopt;
  std::size_t width[3] = {};
  for (std::size_t i = 0; i < 3; ++i) {
    const auto bytes = whole_of((*widths)[i]);
    if (!bytes || *bytes > 8) return std::nullopt;
    width[i] = *bytes;
  }
  std::vector<std::uint64_t> parts = {0, *size};
  if (const auto index = entry_of(*dictionary, "Index")) {
    parts.clear();
    for (const Value& value : items_of(*index).value_or(std::vector<Value>{}))
      parts.push_back(whole_of(value).value_or(kPdfObjectsMax + 1));
  }
  const std::size_t step = width[0] + width[1] + width[2];
  std::string_view rest = *rows;
  if (step == 0) return std::nullopt;
  for (std::size_t part = 0; part + 1 < parts.size(); part += 2) {
    if (parts[part] > kPdfObjectsMax || parts[part + 1] > rest.size() / step) return std::nullopt;
    for (std::uint64_t i = 0; i < parts[part + 1]; ++i, rest.remove_prefix(step)) {
      const std::uint64_t kind = width[0] == 0 ? 1 : big_end_first(rest.substr(0, width[0]));
      Place place;
      place.offset = big_end_first(rest.substr(width[0], width[1]));
      place.order =
          static_cast<std::uint32_t>(big_end_first(rest.substr(width[0] + width[1], width[2])));
      place.kind = kind == 0   ? Place::Kind::free
                   : kind == 1 ? Place::Kind::plain
                   : kind == 2 ? Place::Kind::packed
                               : Place::Kind::unknown;
      if (place.kind == Place::Kind::plain && place.offset == 0) place.kind = Place::Kind::free;
      if (place.kind == Place::Kind::unknown || !put(parts[part] + i, place)) return std::nullopt;
    }
  }
  return found->text;
}

// Newer sections are read first, and what they say stays.
bool Structure::put(std::uint64_t number, const Place& place) {
  if (number >= kPdfObjectsMax) return false;
  if (places_.size() <= number) places_.resize(number + 1);
  if (places_[number].kind == Place::Kind::unknown) places_[number] = place;
  return true;
}

bool Structure::is_as_named() const {
  for (std::uint64_t number = 1; number < places_.size(); ++number) {
    const Place& place = places_[number];
    if (place.kind != Place::Kind::plain) continue;
    std::size_t at = 0;
    const auto heading = take_heading(bytes_at(place.offset, kHeadingBytes), at);
    if (!heading || heading->number != number || heading->generation != place.order) return false;
  }
  return true;
}

std::optional<Structure::Found> Structure::found_at(std::uint64_t offset,
                                                    const PdfObject* expected) {
  for (std::size_t bytes = kFirstWindowBytes;; bytes *= 8) {
    const std::string text = window(offset, std::min(bytes, kObjectBytesMax));
    std::size_t at = 0;
    const auto heading = take_heading(text, at);
    if (!heading || (expected != nullptr && !(*heading == *expected))) return std::nullopt;
    if (const auto value = take_value(text, at)) {
      Found found{std::string(value->text), 0};
      if (take_word(text, at, "endobj")) return found;
      if (take_word(text, at, "stream")) {
        if (text.substr(at).starts_with("\r\n"))
          found.stream_at = offset + at + 2;
        else if (text.substr(at).starts_with("\n"))
          found.stream_at = offset + at + 1;
        if (found.stream_at != 0) return found;
      }
    }
    if (bytes >= kObjectBytesMax || text.size() < bytes) return std::nullopt;
  }
}

std::optional<std::string> Structure::content_of(const Found& found, std::size_t bytes_max) {
  const auto dictionary = value_of(found.text);
  if (!dictionary || found.stream_at == 0 || depth_ >= kDepthMax) return std::nullopt;
  ++depth_;
  const auto length = entry(*dictionary, "Length");
  --depth_;
  const auto value = length ? value_of(*length) : std::nullopt;
  const auto bytes = value ? whole_of(*value) : std::nullopt;
  if (!bytes || *bytes > bytes_max || *bytes > file_bytes_ - found.stream_at) return std::nullopt;
  std::string packed = window(found.stream_at, *bytes);
  if (packed.size() != *bytes) return std::nullopt;
  const auto filter = entry_of(*dictionary, "Filter");
  if (!filter) return packed;
  const auto name = only(filter);
  if (!name || name_of(*name) != "FlateDecode") return std::nullopt;
  auto plain = inflated(packed, std::min(bytes_max, work_left_));
  if (!plain || !spend(plain->size())) return std::nullopt;
  return unpredicted(*std::move(plain), only(entry_of(*dictionary, "DecodeParms")));
}

bool Structure::unpack(std::uint64_t stream_number) {
  if (stream_number == unpacked_number_) return stream_number != 0;
  if (stream_number >= places_.size() || places_[stream_number].kind != Place::Kind::plain)
    return false;
  const PdfObject object_stream{stream_number, places_[stream_number].order};
  auto content = stream(object_stream, kPackedObjectsMax);
  const auto text = object(object_stream);
  const auto dictionary = text ? value_of(*text) : std::nullopt;
  const auto first = dictionary ? whole_entry(*dictionary, "First") : std::nullopt;
  if (!content || !first || *first > content->size()) return false;
  unpacked_number_ = stream_number;
  unpacked_ = *std::move(content);
  unpacked_first_ = *first;
  return true;
}

std::optional<std::string> Structure::packed_object(const Place& place, std::uint64_t number) {
  if (!unpack(place.offset)) return std::nullopt;
  const std::string_view head = std::string_view(unpacked_).substr(0, unpacked_first_);
  std::size_t at = 0;
  for (std::uint32_t i = 0;; ++i) {
    const auto name = take_value(head, at);
    const auto offset = take_value(head, at);
    if (!name || !offset || !whole_of(*offset)) return std::nullopt;
    if (i < place.order) continue;
    if (whole_of(*name) != number || *whole_of(*offset) > unpacked_.size() - unpacked_first_)
      return std::nullopt;
    std::size_t begin = unpacked_first_ + *whole_of(*offset);
    const auto value = take_value(unpacked_, begin);
    if (!spend(at + (begin - unpacked_first_)) || !value) return std::nullopt;
    return std::string(value->text);
  }
}

std::optional<std::string> Structure::object(const PdfObject& object) {
  if (object.number >= places_.size()) return std::nullopt;
  const Place place = places_[object.number];
  if (place.kind == Place::Kind::packed) {
    if (object.generation != 0 || depth_ >= kDepthMax) return std::nullopt;
    ++depth_;
    auto text = packed_object(place, object.number);
    --depth_;
    return text;
  }
  if (place.kind != Place::Kind::plain || place.order != object.generation) return std::nullopt;
  auto found = found_at(place.offset, &object);
  return found ? std::optional(std::move(found->text)) : std::nullopt;
}

std::optional<std::string> Structure::resolved(const Value& value) {
  std::string text(value.text);
  for (int i = 0; i < kDepthMax; ++i) {
    const auto at = value_of(text);
    const auto reference = at ? reference_of(*at) : std::nullopt;
    if (!reference) return text;
    auto next = object(*reference);
    if (!next) return std::nullopt;
    text = *std::move(next);
  }
  return std::nullopt;
}

std::optional<std::string> Structure::entry(const Value& dictionary, std::string_view name) {
  const auto value = entry_of(dictionary, name);
  return value ? resolved(*value) : std::nullopt;
}

std::optional<std::string> Structure::stream(const PdfObject& object, std::size_t bytes_max) {
  if (object.number >= places_.size()) return std::nullopt;
  const Place place = places_[object.number];
  if (place.kind != Place::Kind::plain || place.order != object.generation) return std::nullopt;
  const auto found = found_at(place.offset, &object);
  return found ? content_of(*found, bytes_max) : std::nullopt;
}

}  // namespace aan::worker::pdf
