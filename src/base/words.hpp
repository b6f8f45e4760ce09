#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace aan {

/// One word of a text, as a reader who searches would spell it: small letters without marks.
/// "Bäcker" has the forms "backer" and "baecker", "O'Brien" has "obrien" and "brien": two texts
/// say the same word if they share a form.
struct Word {
  std::string written;             ///< as it stands in the text, at most kWordBytesMax
  std::vector<std::string> forms;  ///< never empty; the usual one first
  std::string part;  ///< first character of a pair of Chinese or Japanese ones, else empty
  friend bool operator==(const Word&, const Word&) = default;
};

inline constexpr std::size_t kWordBytesMax = 60;

/// The words of a text, at most `words_max`. Whatever is not a letter or a digit separates them,
/// ill-formed UTF-8 and NUL too. Scripts without blanks (Chinese, Japanese) give overlapping pairs
/// and the last character.
[[nodiscard]] std::vector<Word> words_of(std::string_view text, std::size_t words_max);

/// The usual forms of the words of a text, joined by blanks: "L'Été à Zürich" -> "lete a zurich".
[[nodiscard]] std::string folded(std::string_view text, std::size_t words_max);

/// A whole name but for what tells no two names apart: capitals, accents, how blanks, quotation
/// marks and dashes are written, and blanks beside signs. "Étienne  O’Hara" -> "etienne o'hara", "C
/// ++" -> "c++". Empty when it holds nothing but blanks and accents.
[[nodiscard]] std::string folded_name(std::string_view name);

}  // namespace aan
