#include "service/browsing/search_page.hpp"

#include "service/browsing/in_currency.hpp"

namespace aan::service {

Result<SearchPageView> view_search_page(const Room& room, const ports::SearchIndex& index,
                                        const ports::SearchQuery& query, const Asset& shown) {
  const catalog::CurrencyChoice choice = choice_of(room, shown);
  const SpeltAnswer spelt = AAN_TRY(ask_index(room, index, query_in(choice, query)));
  const std::string& text = spelt.corrected.empty() ? query.text : spelt.corrected;
  const bool is_plain = !query.is_narrowed();
  SearchPageView view;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    view = {};
    view.found = AAN_TRY(show_found(at, choice, spelt, query));
    if (is_plain && query.offset == 0 && !spelt.answer.is_loose)
      view.shelves = AAN_TRY(called_so(at.catalog(), text, view.found));
    ports::BookQuery any;
    any.limit = 1;
    if (is_plain && view.found.books.empty())
      view.is_shop_bare = AAN_TRY(at.catalog().list(any)).total == 0;
    return {};
  }));
  return view;
}

}  // namespace aan::service
