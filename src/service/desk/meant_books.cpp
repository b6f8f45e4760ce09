#include "service/desk/meant_books.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "base/text.hpp"
#include "domain/catalog/isbn.hpp"
#include "service/browsing/find_book.hpp"
#include "service/desk/search_books.hpp"

namespace aan::service {
namespace {

using catalog::BookDetail;

constexpr std::string_view kBooks = "/books/";
constexpr std::size_t kWordsBytesMax = 200;
constexpr std::int64_t kLookedAt = 100;  // the newest that fit: a common word fits thousands

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

// What each is called: a listed book by its summary, which is read much faster than all of it.
Result<std::vector<std::string>> titles_of(const ports::CatalogStore& catalog,
                                           const std::vector<catalog::WorkId>& works) {
  std::map<std::string, std::string> listed;
  for (catalog::BookSummary& one : AAN_TRY(catalog.summaries(works)))
    listed[one.work_id.value] = std::move(one.title);
  std::vector<std::string> titles;
  for (const catalog::WorkId& id : works) {
    std::string& title = titles.emplace_back();
    if (const auto at = listed.find(id.value); at != listed.end())
      title = std::move(at->second);
    else if (const auto book = AAN_TRY(catalog.find_work(id)))
      title = book->work.title;
  }
  return titles;
}

// Newest first, but for those whose whole title was typed. One more than are shown, at most.
struct Fitting {
  std::vector<BookDetail> books;
  std::size_t whole = 0;  // so many of them, at the begin
};

Result<Fitting> fitting(const ports::Snapshot& at, const std::string& text,
                        const std::string& state, const catalog::WorkId& but_not) {
  Fitting found;
  const std::string words = searched(text);
  if (words.empty()) return found;
  std::vector<catalog::WorkId> works =
      AAN_TRY(works_that_fit(at, {words, state, ""}, 0, kLookedAt)).works;
  std::erase(works, but_not);
  const std::vector<std::string> titles = AAN_TRY(titles_of(at.catalog(), works));
  std::vector<catalog::WorkId> in_order;
  const std::string whole = slug(text);
  for (const bool is_whole : {true, false})
    for (std::size_t i = 0; i < works.size(); ++i)
      if ((slug(titles[i]) == whole) == is_whole) in_order.push_back(works[i]);
  for (const catalog::WorkId& id : in_order) {
    if (std::ssize(found.books) > kMeantBooksShown) break;
    auto book = AAN_TRY(at.catalog().find_work(id));
    if (!book) continue;
    found.whole += slug(book->work.title) == whole ? 1 : 0;
    found.books.push_back(*std::move(book));
  }
  return found;
}

Result<Fitting> fitting(const ports::Snapshot& at, const std::string& text,
                        const catalog::WorkId& but_not) {
  Fitting listed = AAN_TRY(fitting(at, text, "listed", but_not));
  if (!listed.books.empty()) return listed;
  return fitting(at, text, "", but_not);
}

// Other books whose title is written as the end of this one's address: "emma", "catch-22".
Result<std::vector<BookDetail>> namesakes(const ports::Snapshot& at, const BookDetail& named,
                                          const catalog::WorkId& but_not) {
  std::string words = named.work.slug;
  std::ranges::replace(words, '-', ' ');
  Fitting found = AAN_TRY(fitting(at, words, but_not));
  found.books.resize(found.whole);
  std::erase_if(found.books, [&](const BookDetail& book) { return book.work.id == named.work.id; });
  return std::move(found.books);
}

Result<MeantBooks> meant(const ports::Snapshot& at, std::string_view typed,
                         const catalog::WorkId& but_not) {
  MeantBooks meant;
  meant.typed = one_line(typed);
  auto named = AAN_TRY(find_book(at.catalog(), named_in(meant.typed)));
  if (named && named->work.id != but_not) {
    // An id, or a whole address, is no title.
    if (named->work.slug == meant.typed) meant.books = AAN_TRY(namesakes(at, *named, but_not));
    meant.books.insert(meant.books.begin(), *std::move(named));
    meant.is_sure = true;
  } else {
    Fitting found = AAN_TRY(fitting(at, meant.typed, but_not));
    meant.is_sure = found.whole > 0 || catalog::canonical_isbn(meant.typed).has_value();
    if (found.whole > 0) found.books.resize(found.whole);
    meant.books = std::move(found.books);
  }
  meant.are_more = std::ssize(meant.books) > kMeantBooksShown;
  if (meant.are_more) meant.books.resize(kMeantBooksShown);
  return meant;
}

// A line as it was typed, and its parts between commas.
struct Line {
  std::string text;
  std::vector<std::string> parts;
};

std::vector<Line> lines_of(std::string_view typed) {
  std::vector<Line> lines;
  for (const std::string_view text : split(typed, '\n')) {
    Line line{one_line(text), {}};
    for (const std::string_view part : split(line.text, ','))
      if (!trim(part).empty()) line.parts.emplace_back(trim(part));
    // Nothing but commas is a name that no book has: no line at all would stand for every book.
    if (line.parts.empty() && !line.text.empty()) line.parts.push_back(line.text);
    if (line.parts.size() == 1) line.text = line.parts.front();
    if (!line.parts.empty()) lines.push_back(std::move(line));
  }
  return lines;
}

// Whether this can be nothing but the name of a book.
Result<bool> is_name(const ports::Snapshot& at, const std::string& part) {
  if (part.contains(kBooks) || looks_like_id(part) || catalog::canonical_isbn(part)) return true;
  return AAN_TRY(find_book(at.catalog(), part)).has_value();
}

// Adds what a line names.
Result<> read_line(const ports::Snapshot& at, const Line& line, std::vector<MeantBooks>& books) {
  std::size_t names = 0;
  if (line.parts.size() > 1)
    for (const std::string& part : line.parts) names += AAN_TRY(is_name(at, part)) ? 1 : 0;
  if (names < line.parts.size()) {
    MeantBooks whole = AAN_TRY(meant(at, line.text, {}));
    if (names == 0 || !whole.books.empty()) {
      books.push_back(std::move(whole));
      return {};
    }
  }
  for (const std::string& part : line.parts) books.push_back(AAN_TRY(meant(at, part, {})));
  return {};
}

std::unexpected<Error> too_many(std::size_t most) {
  const std::string number = std::to_string(most);
  return refuse(Errc::invalid, "desk.books", "Name at most " + number + " books.", "too_many_books",
                {{"most", number}});
}

}  // namespace

Result<MeantBooks> meant_books(const Room& room, std::string_view typed,
                               const catalog::WorkId& but_not) {
  MeantBooks books;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    books = AAN_TRY(meant(at, typed, but_not));
    return {};
  }));
  return books;
}

Result<std::vector<MeantBooks>> meant_in_lines(const Room& room, std::string_view typed,
                                               std::size_t most) {
  const std::vector<Line> lines = lines_of(typed);
  const auto is_too_long = [&](const Line& line) { return line.parts.size() > most; };
  if (lines.size() > most || std::ranges::any_of(lines, is_too_long)) return too_many(most);
  std::vector<MeantBooks> books;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    for (const Line& line : lines) {
      AAN_TRY(read_line(at, line, books));
      if (books.size() > most) return too_many(most);
    }
    return {};
  }));
  return books;
}

}  // namespace aan::service
