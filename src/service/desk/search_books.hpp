#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ports/source_store.hpp"
#include "service/room.hpp"

namespace aan::service {

/// What is asked of the books of the desk, as it is typed. Empty: any.
struct BookFilter {
  std::string words;   ///< of title and author, or an ISBN in any writing
  std::string state;   ///< a name of `book_states`
  std::string format;  ///< "epub"
  [[nodiscard]] bool is_any() const { return words.empty() && state.empty() && format.empty(); }
};
/// "listed", "for_sale", "hidden", "unpriced", "no_file".
std::vector<std::string_view> book_states();

/// A page of the books, newest first, hidden ones too.
struct DeskBooks {
  std::vector<catalog::BookDetail> books;
  std::int64_t total = 0;
  std::vector<ports::FormatCount> formats;  ///< that the listed books are in, to narrow by
};
/// Which works fit, newest first, on a snapshot that is there. `limit`: 1 to 100. Errors: invalid
/// (no such state; words that are too many or too long).
Result<ports::WorkPage> works_that_fit(const ports::Snapshot& at, const BookFilter& filter,
                                       std::int64_t offset, std::int64_t limit);
/// The same with all that is said of them, and the formats beside it.
Result<DeskBooks> desk_books(const Room& room, const BookFilter& filter, std::int64_t offset,
                             std::int64_t limit);

}  // namespace aan::service
