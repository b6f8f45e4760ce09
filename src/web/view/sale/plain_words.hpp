#pragma once
#include <string>
#include <string_view>

#include "web/view/locale.hpp"

namespace aan::web {

/// What the machine noted in its own words, for people: moments become dates, "12.00 EUR" becomes
/// €12.00, "1000 bps" 10 %, and words that the locale knows as "plain_word" ("payment.begin",
/// "fraudulent") become its. Everything else stays as it is.
std::string plain_words(std::string_view text, const Locale& locale);

}  // namespace aan::web
