#pragma once
#include <string>
#include <string_view>

namespace aan::catalog {

/// Whether it has the shape of a tag (BCP 47): letters, digits and hyphens, 35 of them at
/// most, of which the first part is a language: two to eight letters.
[[nodiscard]] bool is_language_tag(std::string_view text);

/// The language without its region or script, in small letters: "en-GB" -> "en". Readers look for a
/// language; where it is spoken stands on the book's own page.
[[nodiscard]] std::string primary_language(std::string_view tag);

/// The code of two letters for a language written with three in either form of ISO 639-2 ("ger",
/// "deu"), in small letters; anything else as it is, as of a language that has none ("fil").
[[nodiscard]] std::string short_language(std::string_view tongue);

/// The bibliographic code of three letters ("ger") for one of two; one of three as it is; nothing
/// for what is neither.
[[nodiscard]] std::string bibliographic_language(std::string_view tongue);

}  // namespace aan::catalog
