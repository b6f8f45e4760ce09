#pragma once
#include <string_view>
#include <vector>

#include "service/browsing/subject_tree.hpp"
#include "service/room.hpp"

namespace aan::service {

// Names that shelves have, with their counts: one bounded query of one snapshot each.

/// The tree of the 500 subjects with the most books.
Result<SubjectTree> view_subjects(const Room& room);
/// A hundred authors by sort name, from a letter on (empty: from the first) or behind the place
/// where a page before ended. Errors: invalid "cursor".
Result<ports::ContributorPage> view_authors(const Room& room, std::string_view from,
                                            std::string_view behind);
/// The 500 with the most books, by name.
Result<std::vector<ports::PublisherCount>> view_publishers(const Room& room);
Result<std::vector<catalog::LanguageCount>> view_languages(const Room& room);
Result<std::vector<ports::FormatCount>> view_formats(const Room& room);

}  // namespace aan::service
