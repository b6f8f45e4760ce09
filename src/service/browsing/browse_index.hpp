#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "service/browsing/subject_tree.hpp"
#include "service/room.hpp"

namespace aan::service {

// Names that shelves have, with their counts: bounded queries of one snapshot each.

/// The tree of the 500 subjects with the most books, and of the 500 below `under` (a slug; empty:
/// the top) with the most. Those at its top, or right below `under`, that have no shelf of their
/// own know how many books stand below them.
Result<SubjectTree> view_subjects(const Room& room, std::string_view under = {});
/// Counts what stands below those of `nodes` that have no shelf of their own.
Result<> count_below(const ports::CatalogStore& catalog, SubjectTree& tree,
                     const std::vector<SubjectNode>& nodes);

/// A hundred names in the order of their letters, from a place on. Errors: invalid "cursor".
Result<ports::NamePage> view_names(const Room& room, const ports::NameQuery& query);
/// What all names of a kind begin with: see `CatalogStore::first_letters`.
Result<std::vector<std::string>> view_letters(const Room& room, ports::ShelfKind kind);
/// The 500 with the most books, by name.
Result<std::vector<ports::PublisherCount>> view_publishers(const Room& room);
Result<std::vector<catalog::LanguageCount>> view_languages(const Room& room);
Result<std::vector<ports::FormatCount>> view_formats(const Room& room);

}  // namespace aan::service
