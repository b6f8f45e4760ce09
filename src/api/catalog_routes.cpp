#include "api/catalog_codec.hpp"
#include "api/catalog_query.hpp"
#include "api/kept_answer.hpp"
#include "api/request_reader.hpp"
#include "api/routes.hpp"
#include "base/text.hpp"
#include "service/browse.hpp"
#include "service/browse_bundles.hpp"
#include "service/in_currency.hpp"
#include "service/search.hpp"

namespace aan::api {
namespace {

constexpr std::int64_t kBooksDefault = 24;
constexpr std::int64_t kCatalogDefault = 50;
Answer<std::string> list_catalog(const service::Room& room, const net::Request& request) {
  const net::FormFields sent = AAN_TRY(request.queries());
  const Window window = AAN_TRY(read_window(sent, kCatalogDefault));
  ports::BookQuery query;
  query.subject_slug = AAN_TRY(read_category(sent));
  query.limit = window.limit;
  query.offset = window.offset;
  query.behind = AAN_TRY(read_cursor(sent));
  const service::WholeBooks found =
      AAN_TRY(service::list_whole_books(room, query, AAN_TRY(read_currency(room, sent))));
  return write_catalog(found, request.origin());
}

Answer<std::string> search_catalog(const service::Room& room, const ports::SearchIndex& index,
                                   const net::Request& request) {
  const net::FormFields sent = AAN_TRY(request.queries());
  const Window window = AAN_TRY(read_window(sent, kCatalogDefault));
  ports::SearchQuery query;
  query.text = AAN_TRY(read_text(sent, "q", kSearchBytesMax));
  if (trim(query.text).empty()) return list_catalog(room, request);
  query.subject_slug = AAN_TRY(read_category(sent));
  query.limit = window.limit;
  query.offset = window.offset;
  const service::WholeBooks found =
      AAN_TRY(service::search_whole_books(room, index, query, AAN_TRY(read_currency(room, sent))));
  return write_catalog(found, request.origin());
}

Answer<ports::BookQuery> read_book_query(const net::Request& request) {
  const net::FormFields sent = AAN_TRY(request.queries());
  const Window window = AAN_TRY(read_window(sent, kBooksDefault));
  ports::BookQuery query;
  query.limit = window.limit;
  query.offset = window.offset;
  query.behind = AAN_TRY(read_cursor(sent));
  query.subject_slug = AAN_TRY(read_text(sent, "subject"));
  query.contributor_slug = AAN_TRY(read_text(sent, "contributor"));
  query.series = AAN_TRY(read_text(sent, "series"));
  query.language = AAN_TRY(read_text(sent, "language"));
  std::vector<Finding> findings;
  const std::string free = query_text(sent, "free", findings).value_or("false");
  const std::string sort = query_text(sent, "sort", findings).value_or("newest");
  if (free != "true" && free != "false")
    findings.push_back({{}, "free", "This must be true or false."});
  if (sort != "newest" && sort != "title")
    findings.push_back({{}, "sort", "This must be newest or title."});
  if (!findings.empty()) return std::unexpected(bad_request(std::move(findings)));
  query.only_free = free == "true";
  query.order = sort == "title" ? ports::BookOrder::title : ports::BookOrder::newest;
  return query;
}

Answer<std::string> list_books(const service::Room& room, const net::Request& request) {
  const ports::BookQuery query = AAN_TRY(read_book_query(request));
  const Asset currency = AAN_TRY(read_currency(room, AAN_TRY(request.queries())));
  return write_books(AAN_TRY(service::list_books(room, query, currency)), query, request.origin());
}

Answer<std::string> show_book(const service::Room& room, const net::Request& request) {
  const Asset currency = AAN_TRY(read_currency(room, AAN_TRY(request.queries())));
  return write_book(AAN_TRY(service::view_book(room, request.param("slug"), currency)),
                    request.origin());
}

Answer<std::string> list_bundles(const service::Room& room, const net::Request& request) {
  const net::FormFields sent = AAN_TRY(request.queries());
  const Window window = AAN_TRY(read_window(sent, kBooksDefault));
  const Asset currency = AAN_TRY(read_currency(room, sent));
  const service::BundlesView view =
      AAN_TRY(service::view_bundles(room, window.offset, window.limit, currency));
  return write_bundles(view.bundles, view.total, window.limit, window.offset, request.origin());
}

Answer<std::string> show_bundle(const service::Room& room, const net::Request& request) {
  const Asset currency = AAN_TRY(read_currency(room, AAN_TRY(request.queries())));
  return write_bundle(AAN_TRY(service::view_bundle(room, request.param("slug"), currency)),
                      request.origin());
}

}  // namespace

void add_catalog_routes(net::Router& router, const service::Room& room,
                        const ports::SearchIndex& index, AnswerCache& answers) {
  const auto add = [&](const char* pattern,
                       Answer<std::string> (*make)(const service::Room&, const net::Request&)) {
    add_kept(router, answers, pattern,
             [&room, make](const net::Request& request) { return make(room, request); });
  };
  add("/api/catalog", list_catalog);
  add("/api/v1/books", list_books);
  add("/api/v1/books/{slug}", show_book);
  add("/api/v1/bundles", list_bundles);
  add("/api/v1/bundles/{slug}", show_bundle);
  // The index may be behind the catalogue for a moment, so what it says is not kept.
  router.get("/api/catalog/search",
             answering([&room, &index](const net::Request& request) -> Answer<net::Response> {
               return net::Response::json(AAN_TRY(search_catalog(room, index, request)))
                   .set("cache-control", "public, no-cache");
             }),
             public_reading());
}

}  // namespace aan::api
