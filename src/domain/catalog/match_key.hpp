#pragma once
#include <string>
#include <string_view>

#include "domain/catalog/book_record.hpp"

namespace aan::catalog {

/// What two works share when they are the same book: title, authors and language, without regard
/// to capitals, diacritics, punctuation, a leading article, the order of a name ("Austen, Jane")
/// and the region of a language. Empty when one of the three is not known: then nothing is matched.
[[nodiscard]] std::string match_key(std::string_view title,
                                    const std::vector<ContributorFact>& contributors,
                                    std::string_view language);

/// The same of title and authors of a work whose language is not known. It is no `match_key`: that
/// two say nothing of their languages makes them no one book. A file that names its language may
/// look for the only work of this key.
[[nodiscard]] std::string open_match_key(std::string_view title,
                                         const std::vector<ContributorFact>& contributors);
[[nodiscard]] bool is_open_match_key(std::string_view key);
/// What a work is kept under: the one, or the other where its language is not known.
[[nodiscard]] std::string kept_match_key(std::string_view title,
                                         const std::vector<ContributorFact>& contributors,
                                         std::string_view language);

/// BCP 47 for a language as lists write it: ISO 639-1, 639-2 in both forms ("ger", "deu"), with or
/// without a region in any case ("en_us"). "und" when it is none of them.
[[nodiscard]] std::string canonical_language(std::string_view written);

}  // namespace aan::catalog
