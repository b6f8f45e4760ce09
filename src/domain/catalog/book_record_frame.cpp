#include "domain/catalog/book_record_frame.hpp"

#include <algorithm>
#include <array>

#include "base/noncharacter.hpp"
#include "base/text.hpp"
#include "domain/catalog/book_format.hpp"
#include "domain/catalog/frame.hpp"
#include "domain/catalog/isbn.hpp"

namespace aan::catalog {
namespace {

// Three tables hold the shape, so that both directions agree.
struct LineField {
  FieldTag tag;
  std::string BookRecord::* member;
  std::size_t bytes_max = kLineBytesMax;
};
constexpr std::array<LineField, 13> kLines = {{
    {FieldTag::format, &BookRecord::format},
    {FieldTag::media_type, &BookRecord::media_type},
    {FieldTag::format_version, &BookRecord::format_version},
    {FieldTag::title, &BookRecord::title},
    {FieldTag::subtitle, &BookRecord::subtitle},
    {FieldTag::language, &BookRecord::language},
    {FieldTag::identifier, &BookRecord::identifier},
    {FieldTag::isbn13, &BookRecord::isbn13},
    {FieldTag::publisher, &BookRecord::publisher},
    {FieldTag::published, &BookRecord::published},
    {FieldTag::rights, &BookRecord::rights, kParagraphBytesMax},
    {FieldTag::series, &BookRecord::series},
    {FieldTag::series_position, &BookRecord::series_position},
}};

struct FlagField {
  FieldTag tag;
  bool BookRecord::* member;
};
constexpr std::array<FlagField, 3> kFlags = {{
    {FieldTag::fixed_layout, &BookRecord::fixed_layout},
    {FieldTag::has_scripts, &BookRecord::has_scripts},
    {FieldTag::has_remote_resources, &BookRecord::has_remote_resources},
}};

struct FactList {
  FieldTag tag;
  std::vector<std::string> AccessibilityFacts::* member;
};
constexpr std::array<FactList, 5> kFactLists = {{
    {FieldTag::access_mode, &AccessibilityFacts::access_modes},
    {FieldTag::access_mode_sufficient, &AccessibilityFacts::access_modes_sufficient},
    {FieldTag::accessibility_feature, &AccessibilityFacts::features},
    {FieldTag::accessibility_hazard, &AccessibilityFacts::hazards},
    {FieldTag::conforms_to, &AccessibilityFacts::conforms_to},
}};

constexpr std::size_t kFieldsMax = 4 * kListMax + kContentsMax + 64;

std::unexpected<Error> malformed(const char* why) {
  return fail(Errc::upstream_malformed, "book_record.parse", why);
}

Result<std::string> line(const FrameField& field, std::size_t bytes_max = kLineBytesMax) {
  if (!is_clean_line(field.bytes, bytes_max)) return malformed("a line with unclean text");
  return std::string(field.bytes);
}

std::string encode_accessibility(const AccessibilityFacts& facts) {
  FrameWriter out;
  for (const auto& list : kFactLists)
    for (const std::string& value : facts.*list.member) out.put(list.tag, value);
  out.put_some(FieldTag::certified_by, facts.certified_by);
  out.put_some(FieldTag::accessibility_summary, facts.summary);
  return std::move(out).finish();
}

Result<AccessibilityFacts> parse_accessibility(std::string_view frame) {
  AccessibilityFacts facts;
  facts.stated = true;
  for (const FrameField& field : AAN_TRY(parse_frame(frame, 6 * kListMax))) {
    if (field.tag == FieldTag::certified_by) {
      facts.certified_by = AAN_TRY(line(field));
      continue;
    }
    if (field.tag == FieldTag::accessibility_summary) {
      facts.summary = AAN_TRY(line(field, kParagraphBytesMax));
      continue;
    }
    const auto* list = std::ranges::find(kFactLists, field.tag, &FactList::tag);
    if (list == kFactLists.end()) return malformed("an unknown accessibility field");
    auto& values = facts.*(list->member);
    if (values.size() == kListMax) return malformed("too many accessibility facts");
    values.push_back(AAN_TRY(line(field)));
  }
  return facts;
}

Result<ContributorFact> parse_contributor(std::string_view frame) {
  ContributorFact contributor;
  for (const FrameField& field : AAN_TRY(parse_frame(frame, 3))) {
    if (field.tag == FieldTag::name)
      contributor.name = AAN_TRY(line(field));
    else if (field.tag == FieldTag::sort_name)
      contributor.sort_name = AAN_TRY(line(field));
    else if (field.tag == FieldTag::role)
      contributor.role = contributor_role(field.bytes);
    else
      return malformed("an unknown contributor field");
  }
  if (contributor.name.empty()) return malformed("a contributor without a name");
  return contributor;
}

Result<ContentsEntry> parse_contents_entry(std::string_view frame) {
  ContentsEntry entry;
  for (const FrameField& field : AAN_TRY(parse_frame(frame, 2))) {
    if (field.tag == FieldTag::title) {
      entry.title = AAN_TRY(line(field));
    } else if (field.tag == FieldTag::depth) {
      const std::uint64_t depth = AAN_TRY(parse_frame_number(field.bytes));
      if (depth > static_cast<std::uint64_t>(kContentsDepthMax)) return malformed("contents depth");
      entry.depth = static_cast<int>(depth);
    } else {
      return malformed("an unknown contents field");
    }
  }
  return entry;
}

// YYYY, YYYY-MM or YYYY-MM-DD, or nothing.
bool is_partial_date(std::string_view text) {
  if (text.empty()) return true;
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 4 || i == 7;
    if (dash ? text[i] != '-' : text[i] < '0' || text[i] > '9') return false;
  }
  return true;
}

Result<std::uint64_t> number_to(const FrameField& field, std::uint64_t most) {
  const std::uint64_t number = AAN_TRY(parse_frame_number(field.bytes));
  if (number > most) return malformed("an extent that no book has");
  return number;
}

Result<> put_field(BookRecord& record, const FrameField& field) {
  switch (field.tag) {
    case FieldTag::words: record.words = AAN_TRY(parse_frame_number(field.bytes)); return {};
    case FieldTag::pages: record.pages = AAN_TRY(number_to(field, kPagesMax)); return {};
    case FieldTag::play_seconds:
      record.play_seconds = AAN_TRY(number_to(field, kPlaySecondsMax));
      return {};
    case FieldTag::description:
      if (!is_clean_text(field.bytes, kDescriptionReadMax)) return malformed("unclean description");
      record.description = field.bytes;
      return {};
    case FieldTag::subject:
      if (record.subjects.size() == kListMax) return malformed("too many subjects");
      record.subjects.push_back(AAN_TRY(line(field)));
      return {};
    case FieldTag::contributor:
      if (record.contributors.size() == kListMax) return malformed("too many contributors");
      record.contributors.push_back(AAN_TRY(parse_contributor(field.bytes)));
      return {};
    case FieldTag::contents_entry:
      if (record.contents.size() == kContentsMax) return malformed("too many contents entries");
      record.contents.push_back(AAN_TRY(parse_contents_entry(field.bytes)));
      return {};
    case FieldTag::accessibility:
      record.accessibility = AAN_TRY(parse_accessibility(field.bytes));
      return {};
    default: break;
  }
  if (const auto* known = std::ranges::find(kLines, field.tag, &LineField::tag);
      known != kLines.end()) {
    record.*(known->member) = AAN_TRY(line(field, known->bytes_max));
    return {};
  }
  if (const auto* known = std::ranges::find(kFlags, field.tag, &FlagField::tag);
      known != kFlags.end()) {
    record.*(known->member) = AAN_TRY(parse_frame_number(field.bytes)) != 0;
    return {};
  }
  return malformed("an unknown field");
}

}  // namespace

std::string encode_book_record(const BookRecord& record) {
  FrameWriter out;
  for (const auto& field : kLines) out.put_some(field.tag, record.*field.member);
  out.put_some(FieldTag::description, record.description);
  for (const auto& field : kFlags) out.put_number(field.tag, record.*field.member ? 1 : 0);
  out.put_number(FieldTag::words, record.words);
  out.put_number(FieldTag::pages, record.pages);
  out.put_number(FieldTag::play_seconds, record.play_seconds);
  for (const std::string& subject : record.subjects) out.put(FieldTag::subject, subject);
  for (const ContributorFact& contributor : record.contributors) {
    FrameWriter inner;
    inner.put(FieldTag::name, contributor.name);
    inner.put_some(FieldTag::sort_name, contributor.sort_name);
    inner.put(FieldTag::role, code_of(contributor.role));
    out.put(FieldTag::contributor, std::move(inner).finish());
  }
  for (const ContentsEntry& entry : record.contents) {
    FrameWriter inner;
    inner.put(FieldTag::title, entry.title);
    inner.put_number(FieldTag::depth, static_cast<std::uint64_t>(entry.depth));
    out.put(FieldTag::contents_entry, std::move(inner).finish());
  }
  if (record.accessibility.stated)
    out.put(FieldTag::accessibility, encode_accessibility(record.accessibility));
  return std::move(out).finish();
}

Result<BookRecord> parse_book_record(std::string_view frame) {
  BookRecord record;
  for (const FrameField& field : AAN_TRY(parse_frame(frame, kFieldsMax)))
    AAN_TRY(put_field(record, field));
  const bool has_file = !record.format.empty() || !record.media_type.empty();
  // Only what is a document on its own account may have none: the shop then goes by its name.
  if (record.title.empty() && (record.format == "epub" || !has_file))
    return malformed("a record without a title");
  if (has_file && find_book_format(record.format, record.media_type) == nullptr)
    return malformed("a kind of file that is not sold");
  if (!is_partial_date(record.published)) return malformed("a date that is none");
  if (!record.isbn13.empty() && canonical_isbn(record.isbn13) != record.isbn13)
    return malformed("an ISBN that is none");
  return record;
}

bool is_clean_text(std::string_view text, std::size_t bytes_max) {
  if (text.size() > bytes_max || !is_utf8(text) || has_noncharacter(text)) return false;
  return std::ranges::none_of(text, [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7f;
  });
}

bool is_clean_line(std::string_view text, std::size_t bytes_max) {
  return is_clean_text(text, bytes_max) && text.find('\n') == std::string_view::npos;
}

}  // namespace aan::catalog
