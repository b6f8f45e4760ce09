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
  std::vector<catalog::BookDetail> books;  ///< one: it is meant; none: nothing fits
  bool are_more = false;                   ///< than `kMeantBooksShown`
};

/// `typed`: an id, an address of the shop or its end, an ISBN in any writing, or words of title and
/// author. Hidden books only where no listed one fits, or where their id or address is typed; one
/// whose whole title was typed before all that only hold these words. `but_not` is never meant.
/// Errors: those of the store.
Result<MeantBooks> meant_books(const Room& room, std::string_view typed,
                               const catalog::WorkId& but_not = {});

}  // namespace aan::service
