#include "service/search.hpp"

#include "base/log.hpp"
#include "service/in_currency.hpp"

namespace aan::service {
namespace {
constexpr std::int64_t kIndexStep = 500;

}  // namespace

Result<SearchView> search(const Room& room, const ports::SearchIndex& index,
                          const ports::SearchQuery& asked, const Asset& shown) {
  const catalog::CurrencyChoice choice = choice_of(room, shown);
  const ports::SearchQuery query = query_in(choice, asked);
  SearchView view;
  view.answer = AAN_TRY(index.search(query));
  if (view.answer.total == 0 && !view.answer.suggestion.empty()) {
    ports::SearchQuery corrected = query;
    corrected.text = view.corrected = view.answer.suggestion;
    view.answer = AAN_TRY(index.search(corrected));
  }
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    view.books = AAN_TRY(at.catalog().summaries(view.answer.hits));
    AAN_TRY(show_in(choice, at.catalog(), view.books));
    view.subjects = AAN_TRY(at.catalog().subjects());
    return {};
  }));
  return view;
}

Result<WholeBooks> search_whole_books(const Room& room, const ports::SearchIndex& index,
                                      const ports::SearchQuery& query, const Asset& shown) {
  const catalog::CurrencyChoice choice = choice_of(room, shown);
  const ports::SearchAnswer answer = AAN_TRY(index.search(query_in(choice, query)));
  WholeBooks whole;
  whole.total = answer.total;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    const auto listed = AAN_TRY(at.catalog().summaries(answer.hits));
    whole.books = AAN_TRY(whole_books(at.catalog(), listed, choice));
    return {};
  }));
  return whole;
}

Result<IndexStep> step_index(const Room& room, ports::SearchIndex& index) {
  auto known = index.generation();
  if (!known && known.error().code == Errc::corrupt) {
    log::warn("index.damaged", {{"why", known.error().to_string()}});
    AAN_TRY(index.clear());
    known = index.generation();
  }
  const std::int64_t from = AAN_TRY(std::move(known));
  std::vector<ports::ChangedWork> changes;
  std::int64_t generation = 0;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    changes = AAN_TRY(at.catalog().changed_after(from, kIndexStep));
    generation = AAN_TRY(at.catalog().generation());
    return {};
  }));
  // An index that is ahead of the catalogue belongs to other data (a restored backup).
  if (generation < from) {
    AAN_TRY(index.clear());
    return IndexStep{};
  }
  if (changes.empty()) {
    if (generation > from) AAN_TRY(index.apply({}, {}, generation));
    return IndexStep{0, /*is_last=*/true};
  }
  std::vector<catalog::BookDetail> changed;
  std::vector<catalog::WorkId> removed;
  for (ports::ChangedWork& change : changes) {
    if (change.book)
      changed.push_back(std::move(*change.book));
    else
      removed.push_back(change.id);
  }
  AAN_TRY(index.apply(changed, removed, changes.back().generation));
  return IndexStep{static_cast<std::int64_t>(changes.size()), /*is_last=*/false};
}

Result<std::int64_t> catch_up_index(const Room& room, ports::SearchIndex& index) {
  std::int64_t count = 0;
  for (IndexStep step; !step.is_last; count += step.works) step = AAN_TRY(step_index(room, index));
  return count;
}

Result<std::int64_t> rebuild_index(const Room& room, ports::SearchIndex& index) {
  AAN_TRY(index.clear());
  return catch_up_index(room, index);
}

}  // namespace aan::service
