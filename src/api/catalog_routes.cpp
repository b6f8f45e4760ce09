#include "api/answer_cache.hpp"
#include "api/catalog_codec.hpp"
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
constexpr std::int64_t kBooksMax = 100;
constexpr std::int64_t kOffsetMax = 10'000'000;
constexpr std::size_t kFilterBytesMax = 200;
constexpr std::size_t kSearchBytesMax = 1000;

struct Window {
  std::int64_t limit;
  std::int64_t offset;
};

Answer<Window> read_window(const net::FormFields& query, std::int64_t limit_default) {
  std::vector<Finding> findings;
  const auto limit = query_integer(query, "limit", 1, kBooksMax, findings);
  const auto offset = query_integer(query, "offset", 0, kOffsetMax, findings);
  if (!findings.empty()) return std::unexpected(bad_request(std::move(findings)));
  return Window{limit.value_or(limit_default), offset.value_or(0)};
}

// Empty when it was not sent.
Answer<std::string> read_text(const net::FormFields& query, std::string_view name,
                              std::size_t bytes_max = kFilterBytesMax) {
  std::vector<Finding> findings;
  std::string text = query_text(query, name, findings).value_or("");
  if (text.size() > bytes_max)
    findings.push_back(
        {{}, std::string(name), "This has at most " + std::to_string(bytes_max) + " bytes."});
  if (!findings.empty()) return std::unexpected(bad_request(std::move(findings)));
  return text;
}

// In which prices are asked for; empty: the shop's own.
Answer<Asset> read_currency(const service::Room& room, const net::FormFields& query) {
  const std::string code = AAN_TRY(read_text(query, "currency"));
  if (code.empty()) return Asset();
  if (const auto found = service::find_currency(room, code)) return *found;
  return std::unexpected(
      bad_request({{{}, "currency", "The shop does not sell in that currency."}}));
}

// The first version knew categories by their names; a slug is its own slug.
Answer<std::string> read_category(const net::FormFields& query) {
  const std::string text = AAN_TRY(read_text(query, "category"));
  return trim(text).empty() ? std::string() : slug(text);
}

Answer<std::string> list_catalog(const service::Room& room, const net::Request& request) {
  const net::FormFields sent = AAN_TRY(request.queries());
  const Window window = AAN_TRY(read_window(sent, kCatalogDefault));
  ports::BookQuery query;
  query.subject_slug = AAN_TRY(read_category(sent));
  query.limit = window.limit;
  query.offset = window.offset;
  const service::WholeBooks found =
      AAN_TRY(service::list_whole_books(room, query, AAN_TRY(read_currency(room, sent))));
  return write_catalog(found.books, found.total, request.origin());
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
  return write_catalog(found.books, found.total, request.origin());
}

Answer<ports::BookQuery> read_book_query(const net::Request& request) {
  const net::FormFields sent = AAN_TRY(request.queries());
  const Window window = AAN_TRY(read_window(sent, kBooksDefault));
  ports::BookQuery query;
  query.limit = window.limit;
  query.offset = window.offset;
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

using Make = Answer<std::string> (*)(const service::Room&, const net::Request&);

std::string key_of(const net::Request& request) {
  return request.origin() + request.path + "?" + request.query_string;
}

// An answer that follows from the catalogue alone: made once for a generation of it.
void add_kept(net::Router& router, const service::Room& room, AnswerCache& answers,
              std::string_view pattern, Make make) {
  net::RouteOptions options = public_reading();
  options.on_io_thread = [&answers](const net::Request& request) {
    return answers.find(key_of(request));
  };
  router.get(
      pattern,
      answering([&room, &answers, make](const net::Request& request) -> Answer<net::Response> {
        const std::int64_t generation = answers.generation();
        std::string json = AAN_TRY(make(room, request));
        const std::size_t bytes = 2 * json.size();
        net::Response response = net::Response::encoded(
            net::encode_body(std::move(json), "application/json", net::Compress::fast));
        response.set("cache-control", "public, no-cache");
        answers.put(key_of(request), generation, response, bytes);
        return response;
      }),
      options);
}

}  // namespace

void add_catalog_routes(net::Router& router, const service::Room& room,
                        const ports::SearchIndex& index, AnswerCache& answers) {
  add_kept(router, room, answers, "/api/catalog", list_catalog);
  add_kept(router, room, answers, "/api/v1/books", list_books);
  add_kept(router, room, answers, "/api/v1/books/{slug}", show_book);
  add_kept(router, room, answers, "/api/v1/bundles", list_bundles);
  add_kept(router, room, answers, "/api/v1/bundles/{slug}", show_bundle);
  // The index may be behind the catalogue for a moment, so what it says is not kept.
  router.get("/api/catalog/search",
             answering([&room, &index](const net::Request& request) -> Answer<net::Response> {
               return net::Response::json(AAN_TRY(search_catalog(room, index, request)))
                   .set("cache-control", "public, no-cache");
             }),
             public_reading());
}

}  // namespace aan::api
