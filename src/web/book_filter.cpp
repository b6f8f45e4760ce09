#include "web/book_filter.hpp"

#include <algorithm>
#include <charconv>

#include "base/text.hpp"
#include "domain/catalog/language.hpp"

namespace aan::web {
namespace {

constexpr std::size_t kFilterBytesMax = 200;
constexpr std::size_t kSearchBytesMax = 1000;
constexpr std::size_t kLanguageBytesMax = 35;  // RFC 5646 section 4.4.1

std::unexpected<Error> cannot_be(const char* field) {
  return refuse(
      Errc::invalid, "web.filter",
      std::string("The address narrows the list by something that cannot be: ") + field + ".",
      "facet", {{"field", std::string(field)}});
}

Result<std::string> value(const net::Request& request, const char* name) {
  std::string text = request.query(name).value_or("");
  if (text.size() > kFilterBytesMax) return cannot_be(name);
  return text;
}

bool can_be_language(std::string_view tag) {
  return tag.size() <= kLanguageBytesMax && std::ranges::all_of(tag, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '-';
         });
}

}  // namespace

Result<std::int64_t> page_number(const net::Request& request) {
  const std::string text = request.query("page").value_or("");
  if (text.empty()) return 1;
  if (!std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; }))
    return cannot_be("page");
  std::int64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc() || number < 1 || number > kPageMax)
    return refuse(Errc::not_found, "web.filter", "There are not so many pages.", "no_such_page");
  return number;
}

std::int64_t pages_of(std::int64_t total) {
  return std::max<std::int64_t>(1, (total + kPageSize - 1) / kPageSize);
}

Result<BookFilter> filter_of(const net::Request& request) {
  BookFilter filter;
  filter.subject = AAN_TRY(value(request, "subject"));
  const std::string language = AAN_TRY(value(request, "language"));
  filter.author = AAN_TRY(value(request, "author"));
  filter.series = AAN_TRY(value(request, "series"));
  const std::string free = AAN_TRY(value(request, "free"));
  const std::string sort = AAN_TRY(value(request, "sort"));
  if (!can_be_language(language)) return cannot_be("language");
  if (!free.empty() && free != "1") return cannot_be("free");
  const auto known = sort.empty() ? std::optional(BookSort::newest) : parse_book_sort(sort);
  if (!known) return cannot_be("sort");
  filter.language = catalog::primary_language(language);
  filter.only_free = free == "1";
  filter.sort = *known;
  return filter;
}

Result<std::string> search_text(const net::Request& request) {
  const std::string sent = request.query("q").value_or("");
  const std::string_view text = trim(sent);
  if (text.size() > kSearchBytesMax)
    return refuse(Errc::invalid, "web.search", "That is more than can be looked for at once.",
                  "query_too_long");
  return std::string(text);
}

}  // namespace aan::web
