#pragma once
#include <string>
#include <string_view>

namespace aan::worker::epub {

/// BCP 47 in shape, with hyphens for underscores and the code of two letters for a language that
/// has one ("eng", "EN" -> "en"; "ger-AT" -> "de-AT"); "und" for anything else.
std::string shaped_language(std::string_view text);

/// Leading YYYY, YYYY-MM or YYYY-MM-DD of a date; empty when there is none.
std::string partial_date(std::string_view text);

}  // namespace aan::worker::epub
