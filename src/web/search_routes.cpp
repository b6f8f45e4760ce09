#include "web/search_routes.hpp"

#include <algorithm>
#include <utility>

#include "base/log.hpp"
#include "service/search.hpp"
#include "web/book_filter.hpp"
#include "web/cards.hpp"
#include "web/frames.hpp"
#include "web/view/browse_pages.hpp"

namespace aan::web {
namespace {

std::string subject_name(const service::SearchView& view, const std::string& slug) {
  const auto known =
      std::ranges::find_if(view.subjects, [&](const auto& s) { return s.subject.slug == slug; });
  return known == view.subjects.end() ? slug : known->subject.name;
}

Result<std::string> search(const Storefront& front, const net::Request& request,
                           const Visitor& visitor) {
  SearchPage page;
  page.query = AAN_TRY(search_text(request));
  page.filter = AAN_TRY(filter_of(request));
  page.page = AAN_TRY(page_number(request));
  Frame frame = catalogue_frame(front, NavItem::none, "", visitor);
  frame.here = "/search?" + request.query_string;
  if (page.query.empty()) return render(page, frame);
  ports::SearchQuery query{page.query,
                           page.filter.subject,
                           page.filter.language,
                           page.filter.only_free,
                           (page.page - 1) * kPageSize,
                           kPageSize};
  const auto view = service::search(front.use.room, front.use.index, query, visitor.currency);
  if (!view && view.error().code == Errc::invalid) return render(page, frame);
  if (!view) {
    log::error("search.failed", {{"id", request.request_id}, {"why", view.error().to_string()}});
    page.is_resting = true;
    return render(page, frame);
  }
  if (!view->corrected.empty()) page.typed = std::exchange(page.query, view->corrected);
  page.suggestion = view->answer.suggestion;
  page.subject_name = subject_name(*view, page.filter.subject);
  for (const ports::Facet& facet : view->answer.subjects)
    page.subjects.push_back({facet.value, subject_name(*view, facet.value), facet.count});
  for (const ports::Facet& facet : view->answer.languages)
    page.languages.push_back({facet.value, "", facet.count});
  page.books = cards_of(view->books);
  page.total = view->answer.total;
  page.pages = pages_of(page.total);
  return render(page, frame);
}

}  // namespace

void add_search_routes(net::Router& router, const Storefront& front) {
  // Not kept, unlike lists, of which there are as many as the catalogue has shelves: anybody can
  // make up words without end, and a full cache drops the pages of everybody. What is found also
  // follows the index, which comes after the catalogue's generation, and an answer of one that
  // rests must not outlive the rest.
  router.get("/search", page(front, [&front](const net::Request& request) -> Result<net::Response> {
               return compared_page(AAN_TRY(search(front, request, visitor_of(front, request))));
             }));
}

}  // namespace aan::web
