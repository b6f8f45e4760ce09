#include "web/browsing/book_filter.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>

#include "base/text.hpp"
#include "domain/catalog/language.hpp"
#include "ports/search_reach.hpp"
#include "service/browsing/found_place.hpp"
#include "web/language.hpp"

namespace aan::web {
namespace {

constexpr std::size_t kFilterBytesMax = 200;
constexpr std::size_t kSearchBytesMax = 400;   // every link of a page carries them
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

// Nothing when it is missing or empty; one that is too large is the largest.
Result<std::optional<std::int64_t>> whole_number(const net::Request& request, const char* name) {
  const std::string text = request.query(name).value_or("");
  if (text.empty()) return std::optional<std::int64_t>();
  if (!std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; }))
    return cannot_be(name);
  std::int64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  return std::optional(read.ec == std::errc() ? number : INT64_MAX);
}

// Pages of their own, and what of the filter their path names.
struct OwnPage {
  std::string_view folder;
  const char* name;  // of the field in a query string, which must not name another one
  std::string BookFilter::* field;
};
constexpr OwnPage kOwnPages[] = {{"/subjects/", "subject", &BookFilter::subject},
                                 {"/authors/", "author", &BookFilter::author},
                                 {"/series/", "series", &BookFilter::series},
                                 {"/publishers/", "publisher", &BookFilter::publisher},
                                 {"/languages/", "language", &BookFilter::language},
                                 {"/formats/", "format", &BookFilter::format}};

const OwnPage* shelf_of(const net::Request& request) {
  const std::string_view path = plain_path(request);
  for (const OwnPage& page : kOwnPages)
    if (path.starts_with(page.folder)) return &page;
  return nullptr;
}

// What lists and searches have in common, as it was sent.
Result<BookFilter> any_filter_of(const net::Request& request) {
  BookFilter filter;
  filter.subject = AAN_TRY(value(request, "subject"));
  filter.language = AAN_TRY(value(request, "language"));
  filter.author = AAN_TRY(value(request, "author"));
  filter.series = AAN_TRY(value(request, "series"));
  filter.publisher = AAN_TRY(value(request, "publisher"));
  filter.format = AAN_TRY(value(request, "format"));
  const std::string free = AAN_TRY(value(request, "free"));
  const std::string sort = AAN_TRY(value(request, "sort"));
  if (!free.empty() && free != "1") return cannot_be("free");
  const auto known = sort.empty() ? std::optional(BookSort::usual) : parse_book_sort(sort);
  if (!known) return cannot_be("sort");
  filter.only_free = free == "1" || plain_path(request) == "/free";
  filter.sort = *known;
  if (const OwnPage* page = shelf_of(request)) {
    std::string& field = filter.*page->field;
    if (!field.empty()) return cannot_be(page->name);
    field = request.param("name");
    if (field.size() > kFilterBytesMax) return cannot_be(page->name);
  }
  if (!can_be_language(filter.language)) return cannot_be("language");
  filter.language = catalog::primary_language(filter.language);
  return filter;
}

}  // namespace

Result<std::int64_t> page_number(const net::Request& request, const char* name) {
  const auto number = AAN_TRY(whole_number(request, name));
  if (!number) return 1;
  if (*number < 1 || *number > kPageMax)
    return refuse(Errc::not_found, "web.filter", "There are not so many pages.", "no_such_page");
  return *number;
}

std::int64_t pages_of(std::int64_t total) {
  return std::clamp<std::int64_t>((total + kPageSize - 1) / kPageSize, 1, kPageMax);
}

std::int64_t pages_of_found(std::int64_t total) { return pages_of(ports::reachable_of(total)); }

Result<BookFilter> filter_of(const net::Request& request) {
  BookFilter filter = AAN_TRY(any_filter_of(request));
  if (filter.sort == BookSort::newest) filter.sort = BookSort::usual;
  if (filter.sort != BookSort::usual && filter.sort != BookSort::title) return cannot_be("sort");
  return filter;
}

Result<BookFilter> search_filter_of(const net::Request& request) {
  BookFilter filter = AAN_TRY(any_filter_of(request));
  const std::string price = AAN_TRY(value(request, "price"));
  filter.price = catalog::parse_price_band(price);
  if (!price.empty() && !filter.price) return cannot_be("price");
  return filter;
}

bool names_a_shelf(const net::Request& request) { return shelf_of(request) != nullptr; }

Result<std::int64_t> upto_of(const net::Request& request) {
  const auto upto = service::parse_upto(request.query("upto").value_or(""));
  if (!upto) return cannot_be("upto");
  return *upto;
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
