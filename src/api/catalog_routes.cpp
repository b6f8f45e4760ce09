#include "api/catalog_codec.hpp"
#include "api/catalog_query.hpp"
#include "api/kept_answer.hpp"
#include "api/request_reader.hpp"
#include "api/routes.hpp"
#include "base/text.hpp"
#include "service/browsing/browse.hpp"
#include "service/browsing/browse_bundles.hpp"
#include "service/browsing/found_place.hpp"
#include "service/browsing/in_currency.hpp"
#include "service/browsing/search.hpp"

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
  const std::string text = AAN_TRY(read_text(sent, "q", kSearchBytesMax));
  if (trim(text).empty()) return list_catalog(room, request);
  ports::SearchQuery query = AAN_TRY(read_search_window(sent, kCatalogDefault));
  query.text = text;
  query.subject_slug = AAN_TRY(read_category(sent));
  service::WholeBooks found =
      AAN_TRY(service::search_whole_books(room, index, query, AAN_TRY(read_currency(room, sent))));
  found.next = next_search_page(query, found.total, found.upto);
  return write_catalog(found, request.origin());
}

bool read_free(const net::FormFields& sent, std::vector<Finding>& findings) {
  const std::string free = query_text(sent, "free", findings).value_or("false");
  if (free != "true" && free != "false")
    findings.push_back({{}, "free", "This must be true or false."});
  return free == "true";
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
  query.publisher = AAN_TRY(read_text(sent, "publisher"));
  query.format = AAN_TRY(read_text(sent, "format"));
  query.language = AAN_TRY(read_text(sent, "language"));
  std::vector<Finding> findings;
  query.only_free = read_free(sent, findings);
  const std::string sort = query_text(sent, "sort", findings).value_or("newest");
  if (sort != "newest" && sort != "title")
    findings.push_back({{}, "sort", "This must be newest or title."});
  if (!findings.empty()) return std::unexpected(bad_request(std::move(findings)));
  query.order = sort == "title" ? ports::BookOrder::title : ports::BookOrder::newest;
  return query;
}

Answer<std::string> list_books(const service::Room& room, const net::Request& request) {
  const ports::BookQuery query = AAN_TRY(read_book_query(request));
  const Asset currency = AAN_TRY(read_currency(room, AAN_TRY(request.queries())));
  return write_books(AAN_TRY(service::list_books(room, query, currency)), query, request.origin());
}

// The order of this name; nothing for a name that is none.
std::optional<ports::SearchOrder> parse_order(std::string_view name) {
  using ports::SearchOrder;
  if (name == "best") return SearchOrder::best;
  if (name == "newest") return SearchOrder::newest;
  if (name == "title") return SearchOrder::title;
  if (name == "cheapest") return SearchOrder::cheapest;
  if (name == "dearest") return SearchOrder::dearest;
  return std::nullopt;
}

Answer<ports::SearchQuery> read_search_query(const net::FormFields& sent) {
  ports::SearchQuery query = AAN_TRY(read_search_window(sent, kBooksDefault));
  query.text = AAN_TRY(read_text(sent, "q", kSearchBytesMax));
  query.subject_slug = AAN_TRY(read_text(sent, "subject"));
  query.author_slug = AAN_TRY(read_text(sent, "author"));
  query.language = AAN_TRY(read_text(sent, "language"));
  query.format = AAN_TRY(read_text(sent, "format"));
  std::vector<Finding> findings;
  const std::string price = query_text(sent, "price", findings).value_or("");
  query.only_free = read_free(sent, findings);
  const std::string sort = query_text(sent, "sort", findings).value_or("best");
  const auto upto = query_integer(sent, "upto", 0, service::kUptoMax, findings);
  if (query.upto == 0) query.upto = upto.value_or(0);
  query.price = catalog::parse_price_band(price);
  const auto order = parse_order(sort);
  if (trim(query.text).empty()) findings.push_back({{}, "q", "Say what to look for."});
  if (!query.price && query_text(sent, "price", findings))
    findings.push_back({{}, "price", "This must be free, low, middle, high or top."});
  if (!order)
    findings.push_back({{}, "sort", "This must be best, newest, title, cheapest or dearest."});
  if (!findings.empty()) return std::unexpected(bad_request(std::move(findings)));
  query.order = *order;
  return query;
}

Answer<std::string> search_books(const service::Room& room, const ports::SearchIndex& index,
                                 const net::Request& request) {
  const net::FormFields sent = AAN_TRY(request.queries());
  const ports::SearchQuery query = AAN_TRY(read_search_query(sent));
  const Asset currency = AAN_TRY(read_currency(room, sent));
  return write_found(AAN_TRY(service::search(room, index, query, currency)), query,
                     request.origin());
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
  const auto add_search = [&](const char* pattern,
                              Answer<std::string> (*make)(const service::Room&,
                                                          const ports::SearchIndex&,
                                                          const net::Request&)) {
    router.get(
        pattern,
        answering([&room, &index, make](const net::Request& request) -> Answer<net::Response> {
          return net::Response::json(AAN_TRY(make(room, index, request)))
              .set("cache-control", "public, no-cache");
        }),
        public_reading());
  };
  add_search("/api/catalog/search", search_catalog);
  add_search("/api/v1/search", search_books);
}

}  // namespace aan::api
