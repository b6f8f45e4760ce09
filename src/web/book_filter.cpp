#include "web/book_filter.hpp"

#include <algorithm>
#include <charconv>

#include "base/text.hpp"
#include "domain/catalog/language.hpp"

namespace aan::web {
namespace {
constexpr std::size_t kFilterBytesMax = 200;
}

std::int64_t page_number(const net::Request& request) {
  const std::string text = request.query("page").value_or("1");
  std::int64_t number = 1;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return std::clamp<std::int64_t>(number, 1, kPageMax);
}

std::int64_t pages_of(std::int64_t total) {
  return std::max<std::int64_t>(1, (total + kPageSize - 1) / kPageSize);
}

BookFilter filter_of(const net::Request& request) {
  const auto value = [&](const char* name) {
    return std::string(utf8_prefix(request.query(name).value_or(""), kFilterBytesMax));
  };
  BookFilter filter;
  filter.subject = value("subject");
  filter.language = catalog::primary_language(value("language"));
  filter.author = value("author");
  filter.series = value("series");
  filter.only_free = request.query("free") == "1";
  filter.sort = parse_book_sort(value("sort")).value_or(BookSort::newest);
  return filter;
}

}  // namespace aan::web
