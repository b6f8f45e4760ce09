#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "domain/catalog/book_record_frame.hpp"
#include "domain/catalog/list_row.hpp"

namespace aan::worker::list {

/// Takes each row as it is made. Errors end the reading.
using TakeRow = std::function<Result<>(catalog::ListRow&& row)>;

/// What every kind of list needs to make rows of what strangers wrote: text is made clean and cut
/// to what the shop keeps, nothing is refused for being long.

/// A line: white space runs become one blank, control characters go.
std::string clean_line(std::string_view text);
/// Paragraphs separated by an empty line, at most `bytes_max`; markup is taken off where there is
/// any.
std::string clean_paragraphs(std::string_view text,
                             std::size_t bytes_max = catalog::kDescriptionReadMax);
/// YYYY, YYYY-MM or YYYY-MM-DD out of what stands there ("1977", "1977.0", "20260131",
/// "2025-11-15T07:30:00Z", "31 May 1977" gives 1977); empty when no year is in it.
std::string partial_date(std::string_view text);
/// Puts the date of publication, or says what stood there when no year is in it. `where` names the
/// place: "the column year".
void set_published(catalog::ListRow& row, std::string_view written, std::string_view where);
/// Puts the canonical ISBN, or what was given instead with a note.
void set_isbn(catalog::ListRow& row, std::string_view written);
/// Puts the canonical tag of a language, or says that it is not known.
void set_language(catalog::ListRow& row, std::string_view written);
/// Adds a name with its part, unless it is there in that part. "Jane Austen".
void add_contributor(catalog::ListRow& row, std::string_view name, std::string_view sort_name,
                     catalog::ContributorRole role);
/// Adds a subject unless it is there. Words of at most 200 bytes.
void add_subject(catalog::ListRow& row, std::string_view name, std::string_view scheme = {},
                 std::string_view code = {});
void add_note(catalog::ListRow& row, std::string_view note);
/// Says that what stands where an amount belongs is none: "Its price is no amount: lots."
void note_no_amount(catalog::ListRow& row, std::string_view what, std::string_view written);
/// Gives rows that say no key of their own one made of what they say, another one to each, so that
/// the same list gives the same keys again.
class Keys {
 public:
  /// Puts `source` and a key where there is none.
  void give(catalog::ListRow& row, std::string_view source);

 private:
  std::unordered_set<std::string> given_;
  std::unordered_map<std::string, int> next_;  // the number that was given last
};

}  // namespace aan::worker::list
