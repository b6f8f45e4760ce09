#pragma once
#include "service/browsing/suggest.hpp"

namespace aan::service {

/// A page of what is found, with what stands beside it.
struct SearchPageView {
  SearchView found;
  CalledSo shelves;           ///< of the first page of a search that nothing narrows
  bool is_shop_bare = false;  ///< nothing was found since no book is listed at all
};
/// One search, one snapshot of what is shown. Errors: as those of `ask_index`. `shown`: as in
/// `browse`.
Result<SearchPageView> view_search_page(const Room& room, const ports::SearchIndex& index,
                                        const ports::SearchQuery& query, const Asset& shown = {});

}  // namespace aan::service
