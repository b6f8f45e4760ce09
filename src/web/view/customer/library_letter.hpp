#pragma once
#include <cstdint>
#include <string>

#include "web/view/customer/letter_text.hpp"
#include "web/view/frame.hpp"

namespace aan::web {

/// The letter whose link opens a library once, within so many minutes. Of `frame` it needs language
/// and name of the shop.
LetterText library_letter(const std::string& link, std::int64_t minutes, const Frame& frame);

}  // namespace aan::web
