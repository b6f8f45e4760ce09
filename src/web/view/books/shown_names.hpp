#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "web/view/locale.hpp"

namespace aan::web {

inline constexpr std::size_t kNameCharsMax = 120;   ///< of a name or title where many stand
inline constexpr std::size_t kPeopleShownMax = 12;  ///< of one part of a book, on its own page

/// The whole text where it has no more than `chars_max` characters and takes no more than
/// `bytes_max` bytes as a page spells it; else its beginning, in whole words, and an ellipsis.
std::string shortened(std::string_view text, std::size_t chars_max, std::size_t bytes_max);
/// The same for a name or a title: three bytes are enough for a character of any script, and
/// entities make no page heavy.
std::string shortened(std::string_view text, std::size_t chars_max = kNameCharsMax);
/// "A, B and C", as lists of books say it: of more than three, or of heavy ones, the first and how
/// many there are beside them.
std::string shown_names(const Locale& locale, const std::vector<std::string>& names);

}  // namespace aan::web
