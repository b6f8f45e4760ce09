#include "web/browsing/search_routes.hpp"

#include <ranges>
#include <utility>

#include "net/failure_log.hpp"
#include "net/status.hpp"
#include "ports/search_reach.hpp"
#include "service/browsing/search_page.hpp"
#include "web/browsing/book_filter.hpp"
#include "web/browsing/cards.hpp"
#include "web/browsing/suggestions_json.hpp"
#include "web/frames.hpp"
#include "web/language.hpp"
#include "web/view/books/search_page.hpp"
#include "web/view/locale.hpp"

namespace aan::web {
namespace {

constexpr std::size_t kChoicesMax = 12;

ports::SearchOrder order_of(BookSort sort) {
  switch (sort) {
    case BookSort::usual: return ports::SearchOrder::best;
    case BookSort::newest: return ports::SearchOrder::newest;
    case BookSort::title: return ports::SearchOrder::title;
    case BookSort::cheapest: return ports::SearchOrder::cheapest;
    case BookSort::dearest: return ports::SearchOrder::dearest;
  }
  return ports::SearchOrder::best;
}

ports::SearchQuery query_of(const SearchPage& page) {
  ports::SearchQuery query;
  query.text = page.query;
  query.subject_slug = page.filter.subject;
  query.author_slug = page.filter.author;
  query.language = page.filter.language;
  query.format = page.filter.format;
  query.price = page.filter.price;
  query.only_free = page.filter.only_free;
  query.order = order_of(page.filter.sort);
  query.offset = (page.page - 1) * kPageSize;
  query.limit = kPageSize;
  query.upto = page.upto;
  return query;
}

std::vector<FacetChoice> choices(const std::vector<service::NamedFacet>& facets) {
  std::vector<FacetChoice> all;
  for (const service::NamedFacet& one : facets)
    all.push_back({one.slug, one.name, one.count, one.is_estimate});
  return all;
}

std::vector<FacetChoice> choices(const std::vector<ports::Facet>& facets) {
  std::vector<FacetChoice> all;
  for (const ports::Facet& one : facets | std::views::take(kChoicesMax))
    all.push_back({one.value, "", one.count, one.is_estimate});
  return all;
}

std::vector<ShelfCalledSo> shelves_of(const service::CalledSo& found) {
  using Kind = ShelfCalledSo::Kind;
  std::vector<ShelfCalledSo> shelves;
  for (const auto& one : found.authors)
    shelves.push_back({Kind::author, one.slug, one.name, one.count});
  for (const auto& one : found.series)
    shelves.push_back({Kind::series, one.slug, one.name, one.count});
  for (const auto& one : found.subjects)
    shelves.push_back({Kind::subject, one.slug, one.name, one.count});
  return shelves;
}

void take(const service::SearchView& view, SearchPage& page) {
  if (!view.corrected.empty()) page.typed = std::exchange(page.query, view.corrected);
  page.suggestion = view.answer.suggestion;
  page.is_loose = view.answer.is_loose;
  page.subject_name = view.subject;
  page.author_name = view.author;
  page.subjects = choices(view.subjects);
  page.authors = choices(view.authors);
  page.languages = choices(view.answer.languages);
  page.formats = choices(view.answer.formats);
  page.prices = choices(view.answer.prices);
  page.books = cards_of(view.books);
  page.total = view.answer.total;
  page.pages = pages_of_found(page.total);
  const std::int64_t reachable = ports::reachable_of(page.total);
  if (page.page == page.pages && reachable < page.total) page.cut_at = reachable;
  page.upto = view.answer.upto;
}

// The books can be browsed all the same, and the page says so.
net::Response resting_page(const net::Request& request, SearchPage page, const Frame& frame,
                           const Error& why) {
  const int status = net::status_of(why);
  net::log_failure(request, status, why);
  page.is_resting = true;
  net::Response response = net::Response::html(render(page, frame), status);
  if (why.retry_after_s) response.set("retry-after", std::to_string(*why.retry_after_s));
  return std::move(response).make_private();
}

Result<net::Response> search(const Storefront& front, const net::Request& request) {
  const Visitor visitor = visitor_of(front, request);
  SearchPage page;
  page.query = AAN_TRY(search_text(request));
  page.filter = AAN_TRY(search_filter_of(request));
  page.page = AAN_TRY(page_number(request));
  page.upto = AAN_TRY(upto_of(request));
  Frame frame = catalogue_frame(front, NavItem::none, "", visitor);
  frame.here = "/search?" + request.query_string;
  if (page.query.empty()) return compared_page(render(page, frame));
  const auto view =
      service::view_search_page(front.use.room, front.use.index, query_of(page), visitor.currency);
  if (!view && view.error().code == Errc::invalid) return compared_page(render(page, frame));
  if (!view && view.error().reason == "search_rests")
    return resting_page(request, std::move(page), frame, view.error());
  if (!view) return std::unexpected(view.error());
  take(view->found, page);
  page.shelves = shelves_of(view->shelves);
  page.is_shop_bare = view->is_shop_bare;
  if (page.page > page.pages)
    return refuse(Errc::not_found, "search", "There are not so many pages of books.",
                  "no_such_page");
  return compared_page(render(page, frame));
}

// Who types has the search itself when this fails, so it only says nothing then.
Result<net::Response> suggestions(const Storefront& front, const net::Request& request) {
  const std::string typed = request.query("q").value_or("");
  AAN_TRY(search_text(request));
  const auto found = service::suggest(front.use.room, front.use.index, typed);
  const Locale& locale = find_locale(language_of(front, request));
  net::Response response =
      net::Response::json(suggestions_json(typed, found ? *found : service::Suggestions(), locale));
  response.set("cache-control", found ? "private, max-age=60" : "no-store");
  say_language(front, request, response);
  return response;
}

}  // namespace

void add_search_routes(net::Router& router, const Storefront& front) {
  // Not kept, unlike lists, of which there are as many as the catalogue has shelves: anybody can
  // make up words without end, and a full cache drops the pages of everybody. What is found also
  // follows the index, which comes after the catalogue's generation, and an answer of one that
  // rests must not outlive the rest.
  add_in_languages(router, "/search", page(front, [&front](const net::Request& request) {
                     return search(front, request);
                   }));
  router.get("/search/suggestions", page(front, [&front](const net::Request& request) {
               return suggestions(front, request);
             }));
}

}  // namespace aan::web
