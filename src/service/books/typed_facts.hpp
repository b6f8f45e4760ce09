#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/catalog/work.hpp"

namespace aan::service {

// What a person types of a book, as the shop keeps it. Empty or "none" takes away what can be away.
// Errors: invalid, with the reason that is named.

/// "book_title": none, or longer than 500 bytes.
Result<std::string> read_title(std::string_view typed);
/// "book_subtitle": longer than 500 bytes.
Result<std::string> read_subtitle(std::string_view typed);
/// A tag of BCP 47; "und" where it is not known. "book_language": no such tag.
Result<std::string> read_language(std::string_view typed);
/// Paragraphs with an empty line between. "book_description": longer than 20,000 bytes.
Result<std::string> read_description(std::string_view typed);
/// The people of `work` with these authors, one on a line or parted by semicolons; who has another
/// part stays behind them. The form of the name that lists are sorted by stands behind a bar:
/// "Ursula K. Le Guin | Le Guin, Ursula K."; without one who was there before keeps theirs.
/// "book_authors": more than 40 people, or a name longer than 500 bytes.
Result<std::vector<catalog::Contributor>> read_authors(const catalog::Work& work,
                                                       std::string_view typed);
/// The people of `work` with these beside its authors, each with the part before the name:
/// "translator: Jo Penn"; the words are those of `word_of`. `before`: the book before anything was
/// edited; whom it names, in whatever part, keeps the form of the name that
/// lists are sorted by. "book_contributors": another part or none, more than 40 people, or a name
/// longer than 500 bytes.
Result<std::vector<catalog::Contributor>> read_contributors(const catalog::Work& work,
                                                            std::string_view typed,
                                                            const catalog::Work& before);
/// "book_series": longer than 500 bytes.
Result<std::string> read_series(std::string_view typed);
/// "2", "2.5", "II". "book_series_position": longer than 20 bytes.
Result<std::string> read_series_position(std::string_view typed);
/// Of a position without a series, too.
std::unexpected<Error> wrong_series_position();
/// The subjects of `work` as they are now: one on a line, or, on a single line, parted by
/// semicolons. One that it had keeps its shelf. "book_subjects": more than 20, or one longer than
/// 200 bytes.
Result<std::vector<catalog::Subject>> read_subjects(const catalog::Work& work,
                                                    std::string_view typed);
/// 13 digits. "book_isbn": no ISBN-10 or ISBN-13, or its check digit is another.
Result<std::string> read_isbn(std::string_view typed);
/// "book_publisher": longer than 500 bytes.
Result<std::string> read_publisher(std::string_view typed);

/// The names to sort by that stand behind the bars of what is read as authors or contributors, with
/// the names that they are of.
struct SortedName {
  std::string name;
  std::string sort_name;
};
/// `has_parts`: a part and a colon stand before each name, as of contributors.
std::vector<SortedName> typed_sort_names(std::string_view typed, bool has_parts);

/// Whether people are written with the names that they are sorted by, where those are others.
enum class SortNames : std::uint8_t { left_out, shown };
/// What is typed of people in a field that held `before` when it was opened, without the names to
/// sort by of those lines that stood in it so; nothing when all of it did.
std::optional<std::string> typed_anew(std::string_view typed, std::string_view before);
/// The authors of a book as they are typed, one on a line.
std::string typed_authors(const catalog::Work& work, SortNames names = SortNames::left_out);
/// Who else had a part in it, one on a line: "translator: Jo Penn".
std::string typed_contributors(const catalog::Work& work, SortNames names = SortNames::left_out);
/// Its subjects, one on a line.
std::string typed_subjects(const catalog::Work& work);

}  // namespace aan::service
