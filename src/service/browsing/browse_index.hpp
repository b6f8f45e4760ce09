#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "service/browsing/name_letters.hpp"
#include "service/browsing/subject_tree.hpp"
#include "service/room.hpp"

namespace aan::service {

// Names that shelves have, with their counts: bounded queries of one snapshot each.

/// Subjects as a tree, and the letters that all subjects begin with: with its top alone.
struct SubjectsView {
  SubjectTree tree{{}};
  std::vector<NameLetter> letters;
};
/// The tree of the 500 subjects with the most books, and of the 500 below `under` (a slug; empty:
/// the top) with the most. Those at its top, or right below `under`, that have no shelf of their
/// own know how many books stand below them.
Result<SubjectsView> view_subjects(const Room& room, std::string_view under = {});
/// Counts what stands below those of `nodes` that have no shelf of their own, in one question.
Result<> count_below(const ports::CatalogStore& catalog, SubjectTree& tree,
                     const std::vector<SubjectNode>& nodes);

/// Names in the order of their letters, and the letters that lead into all names of their kind.
struct NamesView {
  ports::NamePage page;
  std::vector<NameLetter> letters;
};
/// Where letters stand: beside each page of a list that has more than one, or in front of the names
/// of its first page, where each takes the room of a name, but of one at least. Digits stand on
/// that page, and names without a letter at the end: they have no letter in front. Of very many
/// letters, those of a script that stand under one way there are in front of the names it leads to.
enum class LettersStand : std::uint8_t { beside, in_front };
/// Errors: invalid "cursor".
Result<NamesView> view_names(const Room& room, const ports::NameQuery& query, LettersStand stand);
/// The 500 with the most books, by name.
Result<std::vector<ports::PublisherCount>> view_publishers(const Room& room);
/// Those, and the letters that all publishers begin with.
struct PublishersView {
  std::vector<ports::PublisherCount> busiest;
  std::vector<NameLetter> letters;
};
Result<PublishersView> view_publisher_index(const Room& room);
Result<std::vector<catalog::LanguageCount>> view_languages(const Room& room);
Result<std::vector<ports::FormatCount>> view_formats(const Room& room);

}  // namespace aan::service
