#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace aan::service {

/// A way into a long list of names: a letter from a to z, or the one way for all digits, which come
/// before a, or for all that comes after z.
struct NameLetter {
  enum class Group : std::uint8_t { digits, letter, others };
  Group group = Group::letter;
  /// Where the list begins then (`ports::NameQuery::from`): "0", "a", "~".
  std::string from;
  /// The first letter in the group that a name begins with: of digits the digit, of others empty
  /// where their names have no letter at all.
  std::string first;
};

/// The ways into names that begin with `first_letters` (`CatalogStore::first_letters`), in their
/// order; no way to where no name is.
std::vector<NameLetter> letters_of(const std::vector<std::string>& first_letters);
/// Whether a list may be asked to begin there: it is the `from` of some letter.
bool is_name_letter(std::string_view from);
/// "a" as it is written above a list: "A". What is not of a to z stays as it is.
std::string capital(std::string_view letter);

}  // namespace aan::service
