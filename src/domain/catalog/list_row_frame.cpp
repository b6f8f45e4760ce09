#include "domain/catalog/list_row_frame.hpp"

#include <algorithm>
#include <array>

#include "crypto/cid.hpp"
#include "domain/catalog/book_record_frame.hpp"
#include "domain/catalog/frame.hpp"

namespace aan::catalog {
namespace {

constexpr std::size_t kFieldsMax = 1024;
constexpr std::size_t kSentenceBytesMax = 500;

std::unexpected<Error> malformed(const char* why) {
  return fail(Errc::upstream_malformed, "list_row.parse", why);
}

Result<std::string> line(const FrameField& field, std::size_t bytes_max = kLineBytesMax) {
  if (!is_clean_line(field.bytes, bytes_max)) return malformed("a line with unclean text");
  return std::string(field.bytes);
}

// Tables hold the shape of what is all lines, so that both directions agree.
template <class Owner>
struct LineField {
  FieldTag tag;
  std::string Owner::* member;
};
constexpr std::array<LineField<ListSubject>, 4> kSubjectLines = {{
    {FieldTag::name, &ListSubject::name},
    {FieldTag::list_scheme, &ListSubject::scheme},
    {FieldTag::list_code, &ListSubject::code},
    {FieldTag::list_slug, &ListSubject::slug},
}};
constexpr std::array<LineField<ListTerms>, 4> kTermsLines = {{
    {FieldTag::list_price, &ListTerms::price},
    {FieldTag::list_currency, &ListTerms::currency},
    {FieldTag::list_suggested, &ListTerms::suggested},
    {FieldTag::list_compare_at, &ListTerms::compare_at},
}};
constexpr std::array<LineField<ListFile>, 6> kFileLines = {{
    {FieldTag::list_file_id, &ListFile::id},
    {FieldTag::format, &ListFile::format},
    {FieldTag::media_type, &ListFile::media_type},
    {FieldTag::list_file_name, &ListFile::file_name},
    {FieldTag::list_cid, &ListFile::cid},
    {FieldTag::list_sha256, &ListFile::sha256},
}};
constexpr std::array<LineField<ListName>, 3> kNameLines = {{
    {FieldTag::list_source, &ListName::source},
    {FieldTag::list_key, &ListName::key},
    {FieldTag::list_digest, &ListName::digest},
}};
constexpr std::array<LineField<OwnBook>, 6> kOwnLines = {{
    {FieldTag::list_work_id, &OwnBook::work_id},
    {FieldTag::list_edition_id, &OwnBook::edition_id},
    {FieldTag::list_offer_id, &OwnBook::offer_id},
    {FieldTag::list_slug, &OwnBook::slug},
    {FieldTag::list_merged_into, &OwnBook::merged_into},
    {FieldTag::list_cover, &OwnBook::cover},
}};

template <class Owner, std::size_t kCount>
void put_lines(FrameWriter& out, const Owner& owner,
               const std::array<LineField<Owner>, kCount>& lines) {
  for (const auto& field : lines) out.put_some(field.tag, owner.*field.member);
}

// True when the field was one of the lines.
template <class Owner, std::size_t kCount>
Result<bool> take_line(Owner& owner, const FrameField& field,
                       const std::array<LineField<Owner>, kCount>& lines) {
  const auto known = std::ranges::find(lines, field.tag, &LineField<Owner>::tag);
  if (known == lines.end()) return false;
  owner.*(known->member) = AAN_TRY(line(field));
  return true;
}

std::string encode(const ListSubject& subject) {
  FrameWriter out;
  put_lines(out, subject, kSubjectLines);
  return std::move(out).finish();
}

std::string encode(const ListTerms& terms) {
  FrameWriter out;
  put_lines(out, terms, kTermsLines);
  if (terms.buyer_sets_price) out.put_number(FieldTag::list_buyer_sets, 1);
  return std::move(out).finish();
}

std::string encode(const ListFile& file) {
  FrameWriter out;
  put_lines(out, file, kFileLines);
  out.put_number(FieldTag::list_size, file.size);
  return std::move(out).finish();
}

std::string encode(const ListName& name) {
  FrameWriter out;
  put_lines(out, name, kNameLines);
  return std::move(out).finish();
}

std::string encode(const OwnBook& own) {
  FrameWriter out;
  put_lines(out, own, kOwnLines);
  out.put_number(FieldTag::list_version, own.version);
  if (own.is_hidden) out.put_number(FieldTag::list_hidden, 1);
  if (own.has_no_sample) out.put_number(FieldTag::list_no_sample, 1);
  if (own.copies_left) out.put_number(FieldTag::list_copies, *own.copies_left);
  if (own.licence_seats) out.put_number(FieldTag::list_seats, *own.licence_seats);
  for (const ListFile& file : own.files) out.put(FieldTag::list_file, encode(file));
  for (const ListName& name : own.names) out.put(FieldTag::list_name, encode(name));
  for (const std::string& field : own.edited) out.put(FieldTag::list_edited, field);
  return std::move(out).finish();
}

Result<ListSubject> parse_subject(std::string_view frame) {
  ListSubject subject;
  for (const FrameField& field : AAN_TRY(parse_frame(frame, kSubjectLines.size())))
    if (!AAN_TRY(take_line(subject, field, kSubjectLines)))
      return malformed("an unknown subject field");
  if (subject.name.empty()) return malformed("a subject without a name");
  return subject;
}

Result<ListTerms> parse_terms(std::string_view frame) {
  ListTerms terms;
  for (const FrameField& field : AAN_TRY(parse_frame(frame, kTermsLines.size() + 1))) {
    if (AAN_TRY(take_line(terms, field, kTermsLines))) continue;
    if (field.tag != FieldTag::list_buyer_sets) return malformed("an unknown field of a price");
    terms.buyer_sets_price = AAN_TRY(parse_frame_number(field.bytes)) != 0;
  }
  return terms;
}

Result<ListFile> parse_file(std::string_view frame) {
  ListFile file;
  for (const FrameField& field : AAN_TRY(parse_frame(frame, kFileLines.size() + 1))) {
    if (AAN_TRY(take_line(file, field, kFileLines))) continue;
    if (field.tag != FieldTag::list_size) return malformed("an unknown field of a file");
    file.size = AAN_TRY(parse_frame_number(field.bytes));
  }
  if (!crypto::Cid::parse(file.cid)) return malformed("a file without a CID");
  if (file.file_name.find('/') != std::string::npos) return malformed("a file name with a folder");
  return file;
}

Result<ListName> parse_name(std::string_view frame) {
  ListName name;
  for (const FrameField& field : AAN_TRY(parse_frame(frame, kNameLines.size())))
    if (!AAN_TRY(take_line(name, field, kNameLines)))
      return malformed("an unknown field of a name");
  if (name.source.empty() || name.key.empty()) return malformed("a name that is none");
  return name;
}

Result<OwnBook> parse_own(std::string_view frame) {
  OwnBook own;
  for (const FrameField& field : AAN_TRY(parse_frame(
           frame, kOwnLines.size() + kListFilesMax + kListNamesMax + kListEditedMax + 8))) {
    if (AAN_TRY(take_line(own, field, kOwnLines))) continue;
    switch (field.tag) {
      case FieldTag::list_version: own.version = AAN_TRY(parse_frame_number(field.bytes)); break;
      case FieldTag::list_hidden:
        own.is_hidden = AAN_TRY(parse_frame_number(field.bytes)) != 0;
        break;
      case FieldTag::list_no_sample:
        own.has_no_sample = AAN_TRY(parse_frame_number(field.bytes)) != 0;
        break;
      case FieldTag::list_copies: own.copies_left = AAN_TRY(parse_frame_number(field.bytes)); break;
      case FieldTag::list_seats:
        own.licence_seats = AAN_TRY(parse_frame_number(field.bytes));
        break;
      case FieldTag::list_file:
        if (own.files.size() == kListFilesMax) return malformed("too many files");
        own.files.push_back(AAN_TRY(parse_file(field.bytes)));
        break;
      case FieldTag::list_name:
        if (own.names.size() == kListNamesMax) return malformed("too many names");
        own.names.push_back(AAN_TRY(parse_name(field.bytes)));
        break;
      case FieldTag::list_edited:
        if (own.edited.size() == kListEditedMax) return malformed("too many fields");
        own.edited.push_back(AAN_TRY(line(field)));
        break;
      default: return malformed("an unknown field of an own book");
    }
  }
  if (!own.cover.empty() && !crypto::Cid::parse(own.cover))
    return malformed("a cover without a CID");
  return own;
}

Result<Timestamp> moment(const FrameField& field) {
  const std::uint64_t number = AAN_TRY(parse_frame_number(field.bytes));
  if (number > static_cast<std::uint64_t>(INT64_MAX)) return malformed("a moment beyond all");
  return Timestamp{static_cast<std::int64_t>(number)};
}

Result<> put_field(ListRow& row, const FrameField& field) {
  switch (field.tag) {
    case FieldTag::list_line: row.line = AAN_TRY(parse_frame_number(field.bytes)); return {};
    case FieldTag::list_problem: row.problem = AAN_TRY(line(field, kSentenceBytesMax)); return {};
    case FieldTag::list_note:
      if (row.notes.size() == kListNotesMax) return malformed("too many notes");
      row.notes.push_back(AAN_TRY(line(field, kSentenceBytesMax)));
      return {};
    case FieldTag::list_source: row.source = AAN_TRY(line(field)); return {};
    case FieldTag::list_key: row.key = AAN_TRY(line(field)); return {};
    case FieldTag::list_isbn_given: row.isbn_given = AAN_TRY(line(field)); return {};
    case FieldTag::record: row.record = AAN_TRY(parse_book_record(field.bytes)); return {};
    case FieldTag::list_subject:
      if (row.subjects.size() == kListMax) return malformed("too many subjects");
      row.subjects.push_back(AAN_TRY(parse_subject(field.bytes)));
      return {};
    case FieldTag::list_terms:
      if (row.terms.size() == kListTermsMax) return malformed("too many prices");
      row.terms.push_back(AAN_TRY(parse_terms(field.bytes)));
      return {};
    case FieldTag::list_withdrawn:
      row.is_withdrawn = AAN_TRY(parse_frame_number(field.bytes)) != 0;
      return {};
    case FieldTag::list_territory: {
      const auto territory = parse_territory(field.bytes);
      if (!territory) return malformed("an unknown territory");
      row.rules.territory = *territory;
      return {};
    }
    case FieldTag::list_country:
      if (row.rules.countries.size() == kTerritoryCountriesMax)
        return malformed("too many countries");
      row.rules.countries.push_back(AAN_TRY(line(field)));
      return {};
    case FieldTag::list_sold_from: row.rules.sold_from = AAN_TRY(moment(field)); return {};
    case FieldTag::list_sold_until: row.rules.sold_until = AAN_TRY(moment(field)); return {};
    case FieldTag::list_release_at: row.rules.release_at = AAN_TRY(moment(field)); return {};
    case FieldTag::list_own: row.own = AAN_TRY(parse_own(field.bytes)); return {};
    default: return malformed("an unknown field of a row");
  }
}

void put_moment(FrameWriter& out, FieldTag tag, const std::optional<Timestamp>& at) {
  if (at && at->us >= 0) out.put_number(tag, static_cast<std::uint64_t>(at->us));
}

}  // namespace

std::string encode_list_row(const ListRow& row) {
  FrameWriter out;
  out.put_number(FieldTag::list_line, row.line);
  if (!row.problem.empty()) return std::move(out.put(FieldTag::list_problem, row.problem)).finish();
  for (const std::string& note : row.notes) out.put(FieldTag::list_note, note);
  out.put_some(FieldTag::list_source, row.source).put_some(FieldTag::list_key, row.key);
  out.put_some(FieldTag::list_isbn_given, row.isbn_given);
  out.put(FieldTag::record, encode_book_record(row.record));
  for (const ListSubject& subject : row.subjects) out.put(FieldTag::list_subject, encode(subject));
  for (const ListTerms& terms : row.terms) out.put(FieldTag::list_terms, encode(terms));
  if (row.is_withdrawn) out.put_number(FieldTag::list_withdrawn, 1);
  if (row.rules.territory != Territory::everywhere)
    out.put(FieldTag::list_territory, name_of(row.rules.territory));
  for (const std::string& country : row.rules.countries) out.put(FieldTag::list_country, country);
  put_moment(out, FieldTag::list_sold_from, row.rules.sold_from);
  put_moment(out, FieldTag::list_sold_until, row.rules.sold_until);
  put_moment(out, FieldTag::list_release_at, row.rules.release_at);
  if (row.own) out.put(FieldTag::list_own, encode(*row.own));
  return std::move(out).finish();
}

Result<ListRow> parse_list_row(std::string_view frame) {
  ListRow row;
  for (const FrameField& field : AAN_TRY(parse_frame(frame, kFieldsMax)))
    AAN_TRY(put_field(row, field));
  if (row.problem.empty() && row.record.title.empty()) return malformed("a row without a title");
  return row;
}

std::string_view name_of(ListFormat format) {
  switch (format) {
    case ListFormat::csv: return "csv";
    case ListFormat::gumroad: return "gumroad";
    case ListFormat::upstream: return "upstream";
    case ListFormat::own: return "json";
    case ListFormat::onix: return "onix";
  }
  return "csv";
}

std::optional<ListFormat> parse_list_format(std::string_view name) {
  for (const ListFormat one : {ListFormat::csv, ListFormat::gumroad, ListFormat::upstream,
                               ListFormat::own, ListFormat::onix})
    if (name_of(one) == name) return one;
  return std::nullopt;
}

}  // namespace aan::catalog
