#pragma once
#include <functional>
#include <string>
#include <vector>

#include "web/view/block.hpp"
#include "web/view/books/book_card.hpp"
#include "web/view/books/index_page.hpp"
#include "web/view/books/list_filter.hpp"

// What lists and searches have in common. Private to this folder.
namespace aan::web {

/// A list's own way to make an address of a filter: lists and searches differ.
using PathMaker = std::function<std::string(const BookFilter&, std::int64_t)>;

/// Names of what a filter holds; empty: shown as it is in the filter.
struct FilterNames {
  std::string subject;
  std::string author;
  std::string series;
};

std::string label_of(const Locale& locale, const FacetChoice& choice);
/// "Books in Esperanto", also of a language that has no name here.
std::string books_in(const Locale& locale, const std::string& language);
/// A subject that is chosen, by the name it has or else by its slug.
FacetChoice chosen_subject(const BookFilter& filter, const std::string& name);
/// "Under $5.00", "$5.00 to $9.99", "Free".
std::string price_label(const Locale& locale, catalog::PriceBand band, const Asset& currency);
/// CHOSEN_LIST: what a list is narrowed to, each with the way to take it away again.
void fill_chosen(Block& block, const BookFilter& filter, const FilterNames& names,
                 const Asset& currency, const PathMaker& path);
/// {{>PAGER}} when there is more than one page.
void fill_pager(Block& main, std::int64_t page, std::int64_t pages, const BookFilter& filter,
                const PathMaker& path);
/// LABEL, PATH and BOOKS or DEEPER of a name to browse by.
void fill_name(Block item, IndexKind kind, const IndexEntry& entry);

}  // namespace aan::web
