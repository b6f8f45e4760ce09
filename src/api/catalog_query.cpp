#include "api/catalog_query.hpp"

#include "api/request_reader.hpp"
#include "base/text.hpp"
#include "ports/search_reach.hpp"
#include "service/browsing/found_place.hpp"
#include "service/browsing/in_currency.hpp"

namespace aan::api {
namespace {

constexpr std::size_t kCursorBytesMax = 400;

}  // namespace

Answer<Window> read_window(const net::FormFields& query, std::int64_t limit_default) {
  std::vector<Finding> findings;
  const auto limit = query_integer(query, "limit", 1, kBooksMax, findings);
  const auto offset = query_integer(query, "offset", 0, service::kFoundOffsetMax, findings);
  if (!findings.empty()) return std::unexpected(bad_request(std::move(findings)));
  return Window{limit.value_or(limit_default), offset.value_or(0)};
}

Answer<std::string> read_text(const net::FormFields& query, std::string_view name,
                              std::size_t bytes_max) {
  std::vector<Finding> findings;
  std::string text = query_text(query, name, findings).value_or("");
  if (text.size() > bytes_max)
    findings.push_back(
        {{}, std::string(name), "This has at most " + std::to_string(bytes_max) + " bytes."});
  if (!findings.empty()) return std::unexpected(bad_request(std::move(findings)));
  return text;
}

Answer<Asset> read_currency(const service::Room& room, const net::FormFields& query) {
  const std::string code = AAN_TRY(read_text(query, "currency"));
  if (code.empty()) return Asset();
  if (const auto found = service::find_currency(room, code)) return *found;
  return std::unexpected(
      bad_request({{{}, "currency", "The shop does not sell in that currency."}}));
}

Answer<std::string> read_category(const net::FormFields& query) {
  const std::string text = AAN_TRY(read_text(query, "category"));
  return trim(text).empty() ? std::string() : slug(text);
}

Answer<std::string> read_cursor(const net::FormFields& query) {
  return read_text(query, "cursor", kCursorBytesMax);
}

Answer<ports::SearchQuery> read_search_window(const net::FormFields& query,
                                              std::int64_t limit_default) {
  const Window window = AAN_TRY(read_window(query, limit_default));
  ports::SearchQuery asked;
  asked.limit = window.limit;
  asked.offset = window.offset;
  if (const std::string cursor = AAN_TRY(read_cursor(query)); !cursor.empty()) {
    const service::FoundPlace place = AAN_TRY(service::parse_cursor(cursor));
    asked.offset = place.offset;
    asked.upto = place.upto;
  }
  return asked;
}

std::string next_search_page(const ports::SearchQuery& query, std::int64_t total,
                             std::int64_t upto) {
  const std::int64_t next = query.offset + query.limit;
  if (next >= ports::reachable_of(total)) return {};
  return service::cursor_of({next, upto});
}

}  // namespace aan::api
