#include "api/catalog_query.hpp"
#include "api/kept_answer.hpp"
#include "api/request_reader.hpp"
#include "api/routes.hpp"
#include "api/upstream_codec.hpp"
#include "base/text.hpp"
#include "service/browsing/browse_feeds.hpp"
#include "service/browsing/search.hpp"

namespace aan::api {
namespace {

constexpr std::int64_t kLimitDefault = 50;

Answer<ports::BookQuery> read_query(const net::FormFields& sent) {
  const Window window = AAN_TRY(read_window(sent, kLimitDefault));
  ports::BookQuery query;
  query.limit = window.limit;
  query.offset = window.offset;
  query.behind = AAN_TRY(read_cursor(sent));
  return query;
}

UpstreamPage page_of(const ports::BookQuery& query, const net::Request& request) {
  return {query.limit, query.offset, request.origin()};
}

Answer<std::string> list_books(const service::UseCases& use, const net::Request& request) {
  const net::FormFields sent = AAN_TRY(request.queries());
  ports::BookQuery query = AAN_TRY(read_query(sent));
  const std::string brand = AAN_TRY(read_text(sent, "brand"));
  if (!brand.empty()) query.publisher = AAN_TRY(service::find_brand(use.room, brand)).name;
  const auto found =
      AAN_TRY(service::list_whole_books(use.room, query, AAN_TRY(read_currency(use.room, sent))));
  return write_upstream_books(found, AAN_TRY(service::list_brands(use.room)),
                              page_of(query, request));
}

Answer<std::string> list_brands(const service::UseCases& use, const net::Request&) {
  return write_brands(AAN_TRY(service::list_brands(use.room)));
}

Answer<std::string> list_products(const service::UseCases& use, const net::Request& request) {
  const net::FormFields sent = AAN_TRY(request.queries());
  ports::BookQuery query = AAN_TRY(read_query(sent));
  if (const std::string_view category = request.param("category"); !category.empty()) {
    query.subject_slug = slug(category);
    AAN_TRY(service::need_subject(use.room, query.subject_slug));
  }
  const auto found =
      AAN_TRY(service::list_whole_books(use.room, query, AAN_TRY(read_currency(use.room, sent))));
  return write_storefront(found, use.shop, AAN_TRY(service::list_brands(use.room)),
                          AAN_TRY(service::list_subjects(use.room)), page_of(query, request));
}

Answer<std::string> search(const service::UseCases& use, const net::Request& request) {
  const net::FormFields sent = AAN_TRY(request.queries());
  ports::SearchQuery query = AAN_TRY(read_search_window(sent, kLimitDefault));
  query.text = AAN_TRY(read_text(sent, "q", kSearchBytesMax));
  if (trim(query.text).empty())
    return std::unexpected(bad_request({{{}, "q", "Say what to look for."}}));
  auto found = AAN_TRY(service::search_whole_books(use.room, use.index, query,
                                                   AAN_TRY(read_currency(use.room, sent))));
  found.next = next_search_page(query, found.total, found.upto);
  return write_upstream_search(found, query.text, AAN_TRY(service::list_brands(use.room)),
                               {query.limit, query.offset, request.origin()});
}

}  // namespace

void add_upstream_routes(net::Router& router, const service::UseCases& use, AnswerCache& answers) {
  const auto add = [&](const char* pattern,
                       Answer<std::string> (*make)(const service::UseCases&, const net::Request&)) {
    add_kept(router, answers, pattern,
             [&use, make](const net::Request& request) { return make(use, request); });
  };
  add("/api/books", list_books);
  add("/api/brands", list_brands);
  add("/api/storefront/catalog", list_products);
  add("/api/storefront/catalog/{category}", list_products);
  // The index may be behind the catalogue for a moment, so what it says is not kept.
  router.get("/api/search", answering([&use](const net::Request& request) -> Answer<net::Response> {
               return net::Response::json(AAN_TRY(search(use, request)))
                   .set("cache-control", "public, no-cache");
             }),
             public_reading());
}

}  // namespace aan::api
