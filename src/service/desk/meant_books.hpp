#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "service/room.hpp"

namespace aan::service {

/// So many books are offered to choose from, at most.
inline constexpr std::int64_t kMeantBooksShown = 10;

/// The books that somebody may mean by what they typed.
struct MeantBooks {
  std::string typed;                       ///< on one line
  std::vector<catalog::BookDetail> books;  ///< none: nothing fits
  bool is_sure = false;                    ///< an id, address, ISBN or whole title was typed
  bool are_more = false;                   ///< than `kMeantBooksShown`
};

/// `typed`: an id, an address of the shop or its end, an ISBN in any writing, or words of title and
/// author. Hidden books only where no listed one fits, or where their id or address is typed; those
/// whose whole title was typed instead of all that only hold these words. The end of an address
/// that is the title of other books, too, means any of them. `but_not` is never meant. Errors:
/// those of the store.
Result<MeantBooks> meant_books(const Room& room, std::string_view typed,
                               const catalog::WorkId& but_not = {});

/// The same for each of the books that were typed one on a line, in that order, on one snapshot. A
/// line whose parts between commas are ids, addresses or ISBNs names several; so does one of which
/// some are, where no book has all of its words. More than `most` are refused before any is looked
/// for. Errors: invalid "too_many_books"; those of the store.
Result<std::vector<MeantBooks>> meant_in_lines(const Room& room, std::string_view typed,
                                               std::size_t most);

}  // namespace aan::service
