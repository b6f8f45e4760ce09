#include "service/desk/meant_books.hpp"

#include <algorithm>
#include <optional>

#include "base/text.hpp"
#include "service/browsing/find_book.hpp"
#include "service/desk/search_books.hpp"

namespace aan::service {
namespace {

using catalog::BookDetail;

constexpr std::string_view kBooks = "/books/";
constexpr std::size_t kWordsBytesMax = 200;

// "https://shop.example/books/walden?x" is "walden".
std::string_view named_in(std::string_view typed) {
  const std::size_t at = typed.rfind(kBooks);
  if (at == typed.npos) return typed;
  typed.remove_prefix(at + kBooks.size());
  return typed.substr(0, typed.find_first_of("?#/"));
}

// As many words as a search takes: a long title is found by its beginning.
std::string searched(std::string_view typed) {
  std::string words;
  std::size_t count = 0;
  for (const std::string_view word : split(typed, ' ')) {
    if (word.empty() || count == ports::kWorkWordsMax) continue;
    if (words.size() + word.size() + 1 > kWordsBytesMax) break;
    words += (words.empty() ? "" : " ") + std::string(word);
    ++count;
  }
  return words;
}

Result<std::vector<BookDetail>> found(const Room& room, const std::string& words,
                                      const std::string& state, const catalog::WorkId& but_not) {
  DeskBooks found = AAN_TRY(desk_books(room, {words, state, ""}, 0, kMeantBooksShown + 2));
  std::erase_if(found.books, [&](const BookDetail& book) { return book.work.id == but_not; });
  return std::move(found.books);
}

}  // namespace

Result<MeantBooks> meant_books(const Room& room, std::string_view typed,
                               const catalog::WorkId& but_not) {
  const std::string text = one_line(typed);
  std::optional<BookDetail> named;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    named = AAN_TRY(find_book(at.catalog(), named_in(text)));
    return {};
  }));
  MeantBooks meant;
  if (named) {
    meant.books.push_back(*std::move(named));
    return meant;
  }
  const std::string words = searched(text);
  if (words.empty()) return meant;
  meant.books = AAN_TRY(found(room, words, "listed", but_not));
  if (meant.books.empty()) meant.books = AAN_TRY(found(room, words, "", but_not));
  const auto is_whole = [&](const BookDetail& book) { return slug(book.work.title) == slug(text); };
  if (std::ranges::count_if(meant.books, is_whole) == 1)
    std::erase_if(meant.books, [&](const BookDetail& book) { return !is_whole(book); });
  meant.are_more = std::ssize(meant.books) > kMeantBooksShown;
  if (meant.are_more) meant.books.resize(kMeantBooksShown);
  return meant;
}

}  // namespace aan::service
