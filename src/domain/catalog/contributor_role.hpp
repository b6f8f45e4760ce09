#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace aan::catalog {

/// Part somebody had in a work: those of the MARC relators that books are sold with, in the order
/// in which a book names them.
enum class ContributorRole : std::uint8_t {
  author,
  translator,
  illustrator,
  editor,
  narrator,
  adapter,
  compiler,
  introduction,  ///< also of a foreword or a preface
  afterword,
  annotator,
  commentator,
  artist,
  photographer,
  penciler,
  inker,
  colorist,
  letterer,
  cover,
  composer,
  transcriber,
  other
};

/// All of them, in that order.
std::span<const ContributorRole> contributor_roles();

/// Its MARC relator: "aut", "trl"; of `other` "ctb".
std::string_view code_of(ContributorRole role);
/// Of any relator; unknown ones are `other`.
ContributorRole contributor_role(std::string_view relator_code);

/// As a person types it: "translator"; of `other` "contributor".
std::string_view word_of(ContributorRole role);
/// Small letters or capitals, blanks around it; nothing for other words.
std::optional<ContributorRole> role_of_word(std::string_view word);

/// Its code of ONIX list 17: "A01", "B06"; "A12" of pencilers, who have none of their own there,
/// and "Z99" of transcribers.
std::string_view onix_code_of(ContributorRole role);
/// Of any code of that list; unknown ones are `other`.
ContributorRole role_of_onix(std::string_view code);

}  // namespace aan::catalog
