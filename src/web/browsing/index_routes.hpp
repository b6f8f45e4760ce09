#pragma once
#include "service/browsing/subject_tree.hpp"
#include "web/storefront.hpp"
#include "web/view/books/index_page.hpp"

namespace aan::web {

/// `/subjects`, `/authors`, `/series`, `/publishers`, `/languages`, `/formats`: names to browse by.
/// And `/new`, which leads to the list of all books: that one has the newest first.
void add_index_routes(net::Router& router, const Storefront& front);

/// Subjects of the tree as pages show them.
std::vector<IndexEntry> entries_of(const std::vector<service::SubjectNode>& nodes);

}  // namespace aan::web
