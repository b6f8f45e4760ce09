#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace aan::service {

/// A way into a long list of names: a letter, or the one way for all digits, which come before a,
/// or for what comes after z and has no way of its own.
struct NameLetter {
  enum class Group : std::uint8_t { digits, letter, others };
  Group group = Group::letter;
  /// Where the list begins then (`ports::NameQuery::from`): "0", "a", "ع", "~".
  std::string from;
  /// The first letter in the group that a name begins with: of digits the digit, of others empty
  /// where their names have no letter at all.
  std::string first;
  /// The last one of a script whose letters stand under one way; else empty.
  std::string last;
};

/// The letters after z have each a way of its own where there are no more of them than that, and
/// one together else: as many as the largest alphabets have, and some of another one.
inline constexpr std::size_t kOtherLettersMax = 48;

/// The ways into names that begin with `first_letters` (`CatalogStore::first_letters`), in their
/// order; no way to where no name is.
std::vector<NameLetter> letters_of(const std::vector<std::string>& first_letters);
/// So many ways leave names some room on a page that has them in front.
inline constexpr std::size_t kWaysInFrontMax = 36;
/// Where there are more of `ways`, one way for the letters of each script, but for the alphabet
/// that most of them are of. A feed puts them in front of names.
std::vector<NameLetter> one_way_a_script(const std::vector<NameLetter>& ways);
/// The letters of the script that such a way leads into, without the first, at which its names
/// begin; `from`: that one, large or small. None where `from` is no such way.
std::vector<NameLetter> ways_into_script(const std::vector<NameLetter>& ways,
                                         std::string_view from);
/// Whether a list may be asked to begin there whatever names there are. Where letters after z have
/// ways of their own, it may begin at these, too.
bool is_name_letter(std::string_view from);
/// "a" as it is written above a list: "A". What is neither Latin, Greek nor Cyrillic stays as it
/// is.
std::string capital(std::string_view letter);

}  // namespace aan::service
