#include "web/view/books/list_filter.hpp"

#include <array>

#include "base/text.hpp"

namespace aan::web {
namespace {

constexpr std::array<std::pair<BookSort, std::string_view>, 4> kSorts = {
    {{BookSort::newest, "newest"},
     {BookSort::title, "title"},
     {BookSort::cheapest, "cheapest"},
     {BookSort::dearest, "dearest"}}};

class Address {
 public:
  explicit Address(std::string path) : text_(std::move(path)) {}
  Address& add(std::string_view name, std::string_view value) {
    if (value.empty()) return *this;
    text_ += text_.contains('?') ? '&' : '?';
    text_ += name;
    text_ += '=';
    text_ += percent_encode(value);
    return *this;
  }
  Address& add_filter(const BookFilter& filter) {
    add("subject", filter.subject).add("language", filter.language).add("author", filter.author);
    add("series", filter.series).add("publisher", filter.publisher).add("format", filter.format);
    if (filter.price) add("price", catalog::name_of(*filter.price));
    return add("free", filter.only_free ? "1" : "");
  }
  Address& add_place(const BookFilter& filter, std::int64_t page) {
    add("sort", name_of(filter.sort));
    return add("page", page > 1 ? std::to_string(page) : std::string());
  }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
};

// A name with a slash in it would be another path.
std::string own_path(std::string_view folder, const std::string& name) {
  if (name.contains('/') || name == "." || name == "..") return {};
  return std::string(folder) + percent_encode(name);
}

// The page of what alone narrows the list; empty: there is none.
std::string own_path(const BookFilter& filter) {
  int parts = 0;
  std::string path;
  const auto take = [&](std::string_view folder, const std::string& name) {
    if (name.empty()) return;
    ++parts;
    path = own_path(folder, name);
  };
  // A name that is no slug may be that of another series than the one that has its slug.
  const bool is_series_slug = filter.series.empty() || filter.series == slug(filter.series);
  take("/subjects/", filter.subject);
  take("/languages/", filter.language);
  take("/authors/", filter.author);
  take("/series/", filter.series);
  take("/publishers/", filter.publisher);
  take("/formats/", filter.format);
  if (filter.only_free) {
    ++parts;
    path = "/free";
  }
  return parts == 1 && is_series_slug && !filter.price ? path : std::string();
}

}  // namespace

std::string_view name_of(BookSort sort) {
  for (const auto& [known, name] : kSorts)
    if (known == sort) return name;
  return {};
}

std::optional<BookSort> parse_book_sort(std::string_view name) {
  for (const auto& [sort, known] : kSorts)
    if (known == name) return sort;
  return std::nullopt;
}

bool is_narrowed(const BookFilter& filter) {
  return filter.only_free || filter.price || !filter.subject.empty() || !filter.language.empty() ||
         !filter.author.empty() || !filter.series.empty() || !filter.publisher.empty() ||
         !filter.format.empty();
}

std::string books_path(const BookFilter& filter, std::int64_t page, std::string_view behind) {
  std::string own = own_path(filter);
  const bool is_own = !own.empty();
  Address address(is_own ? std::move(own) : "/books");
  if (!is_own) address.add_filter(filter);
  return address.add_place(filter, page).add("behind", page > 1 ? behind : "").text();
}

std::string search_path(std::string_view query, const BookFilter& filter, std::int64_t page,
                        std::int64_t upto) {
  Address address("/search");
  address.add("q", query).add_filter(filter).add_place(filter, page);
  if (page > 1 && upto > 0) address.add("upto", std::to_string(upto));
  return address.text();
}

}  // namespace aan::web
