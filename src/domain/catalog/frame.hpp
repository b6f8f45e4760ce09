#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace aan::catalog {

/// What one field of a frame means. The numbers cross the border between `aan` and `aan-worker`,
/// which are always of one build; never reuse a number with another meaning.
enum class FieldTag : std::uint16_t {
  end = 0,
  // an answer
  refusal_kind = 1,
  refusal_sentence = 2,
  record = 3,
  cover = 4,
  thumbnail = 5,
  sample = 6,
  warning = 7,
  document = 8,
  remark = 9,
  sample_picture = 10,
  // a book record, a manuscript or a cover order
  format = 16,
  media_type = 17,
  format_version = 18,
  title = 19,
  subtitle = 20,
  language = 21,
  identifier = 22,
  isbn13 = 23,
  publisher = 24,
  published = 25,
  description = 26,
  rights = 27,
  subject = 28,
  series = 29,
  series_position = 30,
  words = 31,
  fixed_layout = 32,
  has_scripts = 33,
  has_remote_resources = 34,
  body = 35,
  pages = 36,
  play_seconds = 37,
  contributor = 48,
  name = 49,
  sort_name = 50,
  role = 51,
  author = 52,
  translator = 53,
  contents_entry = 56,
  depth = 57,
  accessibility = 64,
  access_mode = 65,
  access_mode_sufficient = 66,
  accessibility_feature = 67,
  accessibility_hazard = 68,
  conforms_to = 69,
  certified_by = 70,
  accessibility_summary = 71,
  // an order for a paper
  paper_title = 80,
  paper_from = 81,
  paper_to_head = 82,
  paper_to = 83,
  paper_fact = 84,
  paper_head = 85,
  paper_row = 86,
  paper_sum = 87,
  paper_note = 88,
  paper_foot = 89,
  paper_page = 90,
  paper_date = 91,
  paper_mark = 92,
  // how a book file takes a stamp, or which stamps it bears
  stamp_refusal = 100,
  stamp_ranges = 101,
  stamp_directory = 102,
  stamp_entries = 103,
  stamp_comment = 104,
  stamp_package_name = 105,
  stamp_package_text = 106,
  stamp_page_name = 107,
  stamp_is_epub2 = 108,
  stamp_has_utf8_names = 109,
  stamp_order = 110,
  stamp_shop = 111,
  stamp_pdf_number = 112,
  stamp_pdf_pages = 113,
  stamp_pdf_id = 114,
  // a row of a list of books
  list_format = 120,
  list_row = 121,
  list_line = 122,
  list_problem = 123,
  list_note = 124,
  list_source = 125,
  list_key = 126,
  list_subject = 127,
  list_scheme = 128,
  list_code = 129,
  list_slug = 130,
  list_terms = 131,
  list_price = 132,
  list_currency = 133,
  list_buyer_sets = 134,
  list_suggested = 135,
  list_compare_at = 136,
  list_withdrawn = 137,
  list_territory = 138,
  list_country = 139,
  list_sold_from = 140,
  list_sold_until = 141,
  list_release_at = 142,
  list_own = 143,
  list_work_id = 144,
  list_edition_id = 145,
  list_offer_id = 146,
  list_version = 147,
  list_hidden = 148,
  list_copies = 149,
  list_seats = 150,
  list_file = 151,
  list_file_id = 152,
  list_file_name = 153,
  list_cid = 154,
  list_sha256 = 155,
  list_size = 156,
  list_merged_into = 157,
  list_isbn_given = 158,
  list_name = 159,
  list_digest = 160,
  list_edited = 161,
  list_bundle = 162,
  list_cover = 163,
  list_no_sample = 164,
  // a whole book as text, and how it is kept
  book_text = 170,
  book_picture = 171,
  book_entry = 172,
  book_page = 173,
  book_slice = 174,
  book_places = 175,
  // an order for a sample as an EPUB
  sample_address = 180,
};

/// One field as it lies in the frame; `bytes` borrows from it.
struct FrameField {
  FieldTag tag = FieldTag::end;
  std::string_view bytes;
};

/// Writes a frame: "AANF", then for each field its tag (2 bytes), its length (4 bytes, both least
/// byte first) and its bytes, then an `end` field of no length.
class FrameWriter {
 public:
  FrameWriter();
  FrameWriter& put(FieldTag tag, std::string_view bytes);
  FrameWriter& put_number(FieldTag tag, std::uint64_t number);
  /// Puts nothing for an empty text.
  FrameWriter& put_some(FieldTag tag, std::string_view bytes);
  [[nodiscard]] std::string finish() &&;
  /// Bytes that lie here, not yet taken.
  [[nodiscard]] std::size_t size() const { return frame_.size(); }
  /// What was put since the last call, the beginning of the frame with the first: a frame that is
  /// larger than memory should be is written piece by piece.
  [[nodiscard]] std::string take();

 private:
  std::string frame_;
};

/// Fields of a frame that somebody else wrote, in order. Errors: upstream_malformed (no magic, a
/// length beyond the end, no `end`, bytes after it, more than `fields_max`).
Result<std::vector<FrameField>> parse_frame(std::string_view frame, std::size_t fields_max);

/// Number of a field. Errors: upstream_malformed.
Result<std::uint64_t> parse_frame_number(std::string_view bytes);

}  // namespace aan::catalog
