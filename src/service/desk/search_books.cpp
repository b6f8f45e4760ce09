#include "service/desk/search_books.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"
#include "domain/catalog/isbn.hpp"

namespace aan::service {
namespace {

using ports::WorkState;

constexpr std::size_t kWordsBytesMax = 200;
constexpr std::array<std::pair<std::string_view, WorkState>, 5> kStates = {
    {{"listed", WorkState::listed},
     {"for_sale", WorkState::for_sale},
     {"hidden", WorkState::hidden},
     {"unpriced", WorkState::unpriced},
     {"no_file", WorkState::no_file}}};

Result<ports::WorkSearch> search_of(const BookFilter& filter) {
  ports::WorkSearch search;
  if (!filter.state.empty()) {
    const auto* const known =
        std::ranges::find(kStates, filter.state, &std::pair<std::string_view, WorkState>::first);
    if (known == kStates.end())
      return refuse(Errc::invalid, "desk.books",
                    "Books are listed, for_sale, hidden, unpriced or no_file.", "book_state");
    search.state = known->second;
  }
  search.format = lower_ascii(filter.format);
  const std::string words = one_line(filter.words);
  const auto too_long = [] {
    return refuse(Errc::invalid, "desk.books",
                  "Search for at most six words, of 200 characters together.", "book_words");
  };
  if (words.size() > kWordsBytesMax || search.format.size() > kWordsBytesMax) return too_long();
  if (auto isbn = catalog::canonical_isbn(words)) {
    search.words.push_back(*std::move(isbn));
    return search;
  }
  for (const std::string_view word : split(words, ' '))
    if (!word.empty()) search.words.emplace_back(word);
  if (search.words.size() > ports::kWorkWordsMax) return too_long();
  return search;
}

}  // namespace

std::vector<std::string_view> book_states() {
  std::vector<std::string_view> names;
  for (const auto& [name, state] : kStates) names.push_back(name);
  return names;
}

Result<ports::WorkPage> works_that_fit(const ports::Snapshot& at, const BookFilter& filter,
                                       std::int64_t offset, std::int64_t limit) {
  ports::WorkSearch search = AAN_TRY(search_of(filter));
  search.offset = offset;
  search.limit = limit;
  return filter.is_any() ? at.catalog().list_works(offset, limit)
                         : ports::sources_of(at).search_works(search);
}

Result<DeskBooks> desk_books(const Room& room, const BookFilter& filter, std::int64_t offset,
                             std::int64_t limit) {
  DeskBooks view;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    const ports::WorkPage page = AAN_TRY(works_that_fit(at, filter, offset, limit));
    view.total = page.total;
    view.formats = AAN_TRY(at.catalog().formats());
    for (const catalog::WorkId& id : page.works)
      if (auto book = AAN_TRY(at.catalog().find_work(id))) view.books.push_back(std::move(*book));
    return {};
  }));
  return view;
}

}  // namespace aan::service
