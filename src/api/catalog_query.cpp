#include "api/catalog_query.hpp"

#include "api/request_reader.hpp"
#include "base/text.hpp"
#include "base/whole_number.hpp"
#include "service/browsing/in_currency.hpp"

namespace aan::api {
namespace {

constexpr std::int64_t kOffsetMax = 10'000'000;
constexpr std::size_t kCursorBytesMax = 400;
constexpr std::string_view kFound = "s.";  // "s.40.1234": the 41st of what stood up to there

std::unexpected<Error> no_place() {
  return refuse(Errc::invalid, "api.cursor", "That is no place in what was found. Begin it again.",
                "cursor");
}

struct FoundPlace {
  std::int64_t offset;
  std::int64_t upto;
};

Result<FoundPlace> parse_found_place(std::string_view text) {
  if (!text.starts_with(kFound)) return no_place();
  text.remove_prefix(kFound.size());
  const std::size_t dot = text.find('.');
  if (dot == text.npos) return no_place();
  const auto offset = parse_whole_number(text.substr(0, dot));
  const auto upto = parse_whole_number(text.substr(dot + 1));
  if (!offset || !upto || *offset < 0 || *offset > kOffsetMax || *upto < 0 || *upto > kUptoMax)
    return no_place();
  return FoundPlace{*offset, *upto};
}

}  // namespace

Answer<Window> read_window(const net::FormFields& query, std::int64_t limit_default) {
  std::vector<Finding> findings;
  const auto limit = query_integer(query, "limit", 1, kBooksMax, findings);
  const auto offset = query_integer(query, "offset", 0, kOffsetMax, findings);
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
    const FoundPlace place = AAN_TRY(parse_found_place(cursor));
    asked.offset = place.offset;
    asked.upto = place.upto;
  }
  return asked;
}

std::string next_search_page(const ports::SearchQuery& query, const service::WholeBooks& found) {
  const std::int64_t next = query.offset + query.limit;
  if (next >= found.total || next > kOffsetMax) return {};
  return std::string(kFound) + std::to_string(next) + "." + std::to_string(found.upto);
}

}  // namespace aan::api
