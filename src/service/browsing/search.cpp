#include "service/browsing/search.hpp"

#include <algorithm>

#include "base/log.hpp"
#include "domain/catalog/isbn.hpp"
#include "service/books/merge_books.hpp"
#include "service/browsing/in_currency.hpp"

namespace aan::service {
namespace {
constexpr std::int64_t kIndexStep = 500;
constexpr std::size_t kNamedMax = 12;
constexpr int kTryAgainSeconds = 30;

// Of a subject or an author that was asked for.
Result<std::string> name_or_slug(const ports::CatalogStore& catalog, ports::ShelfKind kind,
                                 const std::string& slug) {
  if (slug.empty()) return slug;
  return AAN_TRY(catalog.shelf_name(kind, slug)).value_or(slug);
}

// The index is derived, and mended by the jobs: whoever searches can only come again.
Result<ports::SearchAnswer> ask_once(const ports::SearchIndex& index,
                                     const ports::SearchQuery& query) {
  auto answer = index.search(query);
  if (answer || answer.error().code == Errc::invalid) return answer;
  auto rests =
      fail(Errc::unavailable, "search", answer.error().to_string(),
           "Search does not answer at the moment. All books can be browsed.", "search_rests");
  rests.error().retry_after_s = kTryAgainSeconds;
  return rests;
}

// The listed books that have this ISBN, or stand for one that has it.
Result<std::vector<catalog::WorkId>> works_of(const Room& room, const std::string& isbn13) {
  std::vector<catalog::WorkId> works;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    const ports::SourceStore& sources = ports::sources_of(at);
    const auto found =
        AAN_TRY(with_those_bought(at.catalog(), sources, AAN_TRY(sources.works_of_isbn(isbn13))));
    works.clear();
    for (const catalog::BookSummary& one : AAN_TRY(at.catalog().summaries(found)))
      works.push_back(one.work_id);
    return {};
  }));
  return works;
}

// An index has the ISBN of each book, and not those of the books that it stands for.
Result<std::optional<SpeltAnswer>> ask_by_isbn(const Room& room, const ports::SearchQuery& query,
                                               const ports::SearchAnswer& known) {
  const bool is_found = known.total > 0 && !known.is_loose;
  const auto isbn = catalog::canonical_isbn(query.text);
  if (is_found || !isbn || query.is_narrowed()) return std::nullopt;
  auto works = AAN_TRY(works_of(room, *isbn));
  if (works.empty()) return std::nullopt;
  SpeltAnswer spelt;
  spelt.answer.total = std::ssize(works);
  spelt.answer.upto = known.upto;
  const auto from = std::min(query.offset, spelt.answer.total);
  const auto to = std::min(from + query.limit, spelt.answer.total);
  spelt.answer.hits.assign(works.begin() + from, works.begin() + to);
  return spelt;
}

}  // namespace

Result<SpeltAnswer> ask_index(const Room& room, const ports::SearchIndex& index,
                              const ports::SearchQuery& query) {
  SpeltAnswer spelt = AAN_TRY(ask_index(index, query));
  if (auto by_isbn = AAN_TRY(ask_by_isbn(room, query, spelt.answer))) return *std::move(by_isbn);
  return spelt;
}

Result<SpeltAnswer> ask_index(const ports::SearchIndex& index, const ports::SearchQuery& query) {
  SpeltAnswer spelt{AAN_TRY(ask_once(index, query)), {}};
  if (spelt.answer.total > 0 || spelt.answer.suggestion.empty()) return spelt;
  ports::SearchQuery corrected = query;
  corrected.text = spelt.corrected = spelt.answer.suggestion;
  spelt.answer = AAN_TRY(ask_once(index, corrected));
  return spelt;
}

Result<std::vector<NamedFacet>> named(const ports::CatalogStore& catalog, ports::ShelfKind kind,
                                      const std::vector<ports::Facet>& facets, std::size_t limit) {
  std::vector<NamedFacet> all;
  for (const ports::Facet& facet : facets) {
    if (all.size() == limit) break;
    if (auto name = AAN_TRY(catalog.shelf_name(kind, facet.value)))
      all.push_back({facet.value, std::move(*name), facet.count, facet.is_estimate});
  }
  return all;
}

Result<SearchView> show_found(const ports::Snapshot& at, const catalog::CurrencyChoice& choice,
                              SpeltAnswer spelt, const ports::SearchQuery& asked) {
  using ports::ShelfKind;
  const ports::CatalogStore& catalog = at.catalog();
  SearchView view;
  view.answer = std::move(spelt.answer);
  view.corrected = std::move(spelt.corrected);
  view.books = AAN_TRY(catalog.summaries(view.answer.hits));
  AAN_TRY(show_in(choice, catalog, view.books));
  view.subjects = AAN_TRY(named(catalog, ShelfKind::subject, view.answer.subjects, kNamedMax));
  view.authors = AAN_TRY(named(catalog, ShelfKind::contributor, view.answer.authors, kNamedMax));
  view.subject = AAN_TRY(name_or_slug(catalog, ShelfKind::subject, asked.subject_slug));
  view.author = AAN_TRY(name_or_slug(catalog, ShelfKind::contributor, asked.author_slug));
  return view;
}

Result<SearchView> search(const Room& room, const ports::SearchIndex& index,
                          const ports::SearchQuery& asked, const Asset& shown) {
  const catalog::CurrencyChoice choice = choice_of(room, shown);
  const SpeltAnswer spelt = AAN_TRY(ask_index(room, index, query_in(choice, asked)));
  SearchView view;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    view = AAN_TRY(show_found(at, choice, spelt, asked));
    return {};
  }));
  return view;
}

Result<WholeBooks> search_whole_books(const Room& room, const ports::SearchIndex& index,
                                      const ports::SearchQuery& query, const Asset& shown) {
  const catalog::CurrencyChoice choice = choice_of(room, shown);
  SpeltAnswer spelt = AAN_TRY(ask_index(room, index, query_in(choice, query)));
  const ports::SearchAnswer& answer = spelt.answer;
  WholeBooks whole;
  whole.corrected = std::move(spelt.corrected);
  whole.is_loose = answer.is_loose;
  whole.total = answer.total;
  whole.upto = answer.upto;
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

}  // namespace aan::service
