#include "service/browsing/browse.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <ranges>
#include <tuple>

#include "base/text.hpp"
#include "domain/catalog/sample_rules.hpp"
#include "ports/source_store.hpp"
#include "service/browsing/browse_bundles.hpp"
#include "service/browsing/browse_index.hpp"
#include "service/browsing/find_bundle.hpp"
#include "service/browsing/in_currency.hpp"
#include "service/browsing/related.hpp"
#include "service/browsing/series_key.hpp"
#include "service/delivery/stamps.hpp"

namespace aan::service {
namespace {

constexpr std::int64_t kShelf = 6;
constexpr std::size_t kStoodFor = 10;
constexpr std::int64_t kNewestLookedAt = 100;
constexpr std::size_t kFormatsLookedAt = 8;

Result<catalog::BookDetail> find_listed(const ports::CatalogStore& catalog, std::string_view slug) {
  auto book = AAN_TRY(catalog.find_by_slug(slug));
  if (!book || book->work.visibility != catalog::Visibility::listed)
    return refuse(Errc::not_found, "book", "There is no such book in this shop.", "no_such_book");
  return std::move(*book);
}

// Those of works that were merged into this one, and into those: what a reader may know the book
// by.
Result<std::vector<catalog::Edition>> editions_stood_for(const ports::Snapshot& at,
                                                         const catalog::WorkId& id) {
  std::vector<catalog::Edition> editions;
  const auto* const keeps = dynamic_cast<const ports::KeepsSources*>(&at);
  if (keeps == nullptr) return editions;  // a store without merges
  std::vector<catalog::WorkId> works = {id};
  for (std::size_t i = 0; i < works.size() && works.size() <= kStoodFor; ++i)
    for (const ports::WorkMerge& one : AAN_TRY(keeps->sources().merged_into(works[i])))
      works.push_back(one.work_id);
  for (std::size_t i = 1; i < std::min(works.size(), kStoodFor + 1); ++i)
    if (auto book = AAN_TRY(at.catalog().find_work(works[i])))
      editions.push_back(std::move(book->edition));
  return editions;
}

// The newest books that have a file, in turn. The store keeps a shelf for each format, written with
// each file: the first of a few shelves are read along their index, however many books without a
// file a list has brought since.
Result<std::vector<catalog::BookSummary>> newest_with_file(const ports::CatalogStore& catalog) {
  std::vector<catalog::BookSummary> books;
  ports::BookQuery query;
  query.limit = kNewestLookedAt;
  std::vector<ports::FormatCount> formats = AAN_TRY(catalog.formats());
  if (formats.size() > kFormatsLookedAt) formats.resize(kFormatsLookedAt);  // the most frequent
  for (const ports::FormatCount& one : formats) {
    query.format = one.format;
    for (catalog::BookSummary& book : AAN_TRY(catalog.list(query)).books)
      books.push_back(std::move(book));
  }
  const auto turn = [](const catalog::BookSummary& book) {
    return std::tie(book.created_at, book.work_id);
  };
  std::ranges::sort(books, std::ranges::greater(), turn);
  const auto twice = std::ranges::unique(books, {}, &catalog::BookSummary::work_id);
  books.erase(twice.begin(), twice.end());
  if (std::ssize(books) > kNewestLookedAt) books.resize(kNewestLookedAt);
  return books;
}

// Whether it can be bought today in the currency that is shown.
bool is_to_be_had(const catalog::BookSummary& book) {
  const bool is_open = book.sale_state == catalog::SaleState::open ||
                       book.sale_state == catalog::SaleState::preorder;
  return book.price && !book.formats.empty() && is_open && book.copies_left != 0;
}

// So many for the front table: what can be had, newest first, then what has a file and cannot be
// bought today, then the newest of all others.
Result<std::vector<catalog::BookSummary>> best_of_newest(const ports::CatalogStore& catalog,
                                                         const catalog::CurrencyChoice& choice,
                                                         std::size_t count) {
  std::vector<catalog::BookSummary> newest = AAN_TRY(newest_with_file(catalog));
  AAN_TRY(show_in(choice, catalog, newest));
  std::vector<catalog::BookSummary> books;
  for (const bool is_first : {true, false})
    std::ranges::copy_if(newest, std::back_inserter(books), [&](const catalog::BookSummary& book) {
      return is_to_be_had(book) == is_first;
    });
  if (books.size() < count) {
    ports::BookQuery query;
    query.limit = static_cast<std::int64_t>(books.size() + count);
    std::vector<catalog::BookSummary> all = AAN_TRY(catalog.list(query)).books;
    AAN_TRY(show_in(choice, catalog, all));
    for (catalog::BookSummary& book : all)
      if (std::ranges::find(books, book.work_id, &catalog::BookSummary::work_id) == books.end())
        books.push_back(std::move(book));
  }
  if (books.size() > count) books.resize(count);
  return books;
}

// The number that tells a subject from another one is not in the slugs of what stands below it.
std::string without_number(const ports::BookQuery& query, const BooksView& view) {
  std::string plain = slug(view.subject);
  return query.subject_slug.starts_with(plain + "-") ? plain : query.subject_slug;
}

// A subject that is not among the most frequent ones knows what is above it by its name, and asks
// for what is below it.
Result<> place_in_tree(const ports::CatalogStore& catalog, const ports::BookQuery& query,
                       BooksView& view) {
  std::vector<catalog::SubjectCount> subjects =
      AAN_TRY(catalog.subjects_from(SubjectTree::prefix_below(without_number(query, view))));
  std::ranges::copy(view.subjects, std::back_inserter(subjects));
  subjects.push_back({{query.subject_slug, view.subject}, view.page.total});
  SubjectTree tree(subjects);
  AAN_TRY(count_below(catalog, tree, tree.narrower(query.subject_slug)));
  view.broader = tree.broader(query.subject_slug);
  view.narrower = tree.narrower(query.subject_slug);
  return {};
}

// What somebody bought stays theirs, and they can tell that it is what was sold.
Result<std::vector<catalog::FileVersion>> earlier_versions(const ports::CatalogStore& catalog,
                                                           const catalog::BookDetail& book) {
  std::vector<catalog::FileVersion> earlier;
  if (book.edition.version < 2) return earlier;
  for (const catalog::EditionFile& file : book.files)
    for (catalog::FileVersion& one : std::views::reverse(AAN_TRY(catalog.versions_of(file.id))))
      if (!one.file.is_current) earlier.push_back(std::move(one));
  return earlier;
}

}  // namespace

Result<std::string> name_of_shelf(const ports::CatalogStore& catalog, ports::ShelfKind kind,
                                  const std::string& asked) {
  if (asked.empty()) return std::string();
  if (auto name = AAN_TRY(catalog.shelf_name(kind, asked))) return std::move(*name);
  switch (kind) {
    case ports::ShelfKind::subject:
      return refuse(Errc::not_found, "books", "No book is about that.", "no_such_subject");
    case ports::ShelfKind::contributor:
      return refuse(Errc::not_found, "books", "There are no books by that author.",
                    "no_such_author");
    case ports::ShelfKind::series:
      return refuse(Errc::not_found, "books", "There is no such series.", "no_such_series");
    case ports::ShelfKind::publisher: break;  // a list of none is no error
  }
  return std::string();
}

Result<HomeView> view_home(const Room& room, const Asset& shown) {
  const catalog::CurrencyChoice choice = choice_of(room, shown);
  HomeView view;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    std::vector<catalog::BookSummary> best =
        AAN_TRY(best_of_newest(at.catalog(), choice, 1 + 2 * kShelf));
    for (std::size_t i = 0; i < best.size(); ++i) {
      if (i == 0)
        view.featured = AAN_TRY(at.catalog().find_work(best[0].work_id));
      else
        (i <= kShelf ? view.newest : view.more).push_back(std::move(best[i]));
    }
    if (view.featured) catalog::show_in(view.featured->offer, choice);
    ports::BookQuery query;
    query.only_free = true;
    query.limit = kShelf;
    view.free = AAN_TRY(at.catalog().list(query_in(choice, query)));
    AAN_TRY(show_in(choice, at.catalog(), view.free.books));
    for (catalog::Bundle& bundle :
         AAN_TRY(at.bundles().list_bundles(ports::BundleScope::listed, 0, kShelf)).bundles)
      view.bundles.push_back(AAN_TRY(open_shown_bundle(at.catalog(), std::move(bundle))));
    for (catalog::BundleDetail& bundle : view.bundles) catalog::show_in(bundle, choice);
    view.subjects = AAN_TRY(at.catalog().subjects());
    view.languages = AAN_TRY(at.catalog().languages());
    return {};
  }));
  return view;
}

Result<BooksView> view_books(const Room& room, const ports::BookQuery& query, const Asset& shown) {
  const catalog::CurrencyChoice choice = choice_of(room, shown);
  BooksView view;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    using ports::ShelfKind;
    view.subject = AAN_TRY(name_of_shelf(at.catalog(), ShelfKind::subject, query.subject_slug));
    view.contributor =
        AAN_TRY(name_of_shelf(at.catalog(), ShelfKind::contributor, query.contributor_slug));
    view.series = AAN_TRY(name_of_shelf(at.catalog(), ShelfKind::series, query.series));
    view.series_key = AAN_TRY(series_key(at.catalog(), view.series));
    view.page = AAN_TRY(at.catalog().list(query_in(choice, query)));
    AAN_TRY(show_in(choice, at.catalog(), view.page.books));
    view.subjects = AAN_TRY(at.catalog().subjects());
    view.languages = AAN_TRY(at.catalog().languages());
    if (!query.subject_slug.empty()) AAN_TRY(place_in_tree(at.catalog(), query, view));
    return {};
  }));
  return view;
}

Result<ports::BookPage> list_books(const Room& room, const ports::BookQuery& query,
                                   const Asset& shown) {
  const catalog::CurrencyChoice choice = choice_of(room, shown);
  ports::BookPage page;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    page = AAN_TRY(at.catalog().list(query_in(choice, query)));
    AAN_TRY(show_in(choice, at.catalog(), page.books));
    return {};
  }));
  return page;
}

Result<WholeBooks> list_whole_books(const Room& room, const ports::BookQuery& query,
                                    const Asset& shown) {
  const catalog::CurrencyChoice choice = choice_of(room, shown);
  WholeBooks whole;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    const ports::BookPage page = AAN_TRY(at.catalog().list(query_in(choice, query)));
    whole.total = page.total;
    whole.next = page.next;
    whole.books = AAN_TRY(whole_books(at.catalog(), page.books, choice));
    return {};
  }));
  return whole;
}

Result<std::vector<catalog::BookDetail>> whole_books(const ports::CatalogStore& catalog,
                                                     const std::vector<catalog::BookSummary>& books,
                                                     const catalog::CurrencyChoice& choice) {
  std::vector<catalog::BookDetail> whole;
  for (const catalog::BookSummary& book : books) {
    auto detail = AAN_TRY(catalog.find_work(book.work_id));
    if (!detail) continue;
    catalog::show_in(detail->offer, choice);
    whole.push_back(std::move(*detail));
  }
  return whole;
}

Result<BookView> view_book(const Room& room, std::string_view slug, const Asset& shown) {
  const catalog::CurrencyChoice choice = choice_of(room, shown);
  BookView view;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    view.book = AAN_TRY(find_listed(at.catalog(), slug));
    catalog::show_in(view.book.offer, choice);
    view.bundles = AAN_TRY(bundles_of(at, view.book.work.id, choice));
    view.also = AAN_TRY(related_to(at.catalog(), view.book.work, kShelf));
    AAN_TRY(show_in(choice, at.catalog(), view.also));
    view.is_stamped = AAN_TRY(is_stamped_when_sold(at, view.book.edition, view.book.files));
    view.stood_for = AAN_TRY(editions_stood_for(at, view.book.work.id));
    view.series_key = AAN_TRY(series_key(at.catalog(), view.book.work.series));
    view.earlier = AAN_TRY(earlier_versions(at.catalog(), view.book));
    return {};
  }));
  return view;
}

Result<SampleView> view_sample(const Room& room, KeepPictures& pictures, std::string_view slug,
                               const Asset& shown) {
  SampleView view;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    view.book = AAN_TRY(find_listed(at.catalog(), slug));
    catalog::show_in(view.book.offer, choice_of(room, shown));
    return {};
  }));
  const auto nothing =
      refuse(Errc::not_found, "sample", "This book has no sample to read here.", "no_sample");
  if (!view.book.edition.sample) return nothing;
  auto opened = pictures.open(*view.book.edition.sample);
  if (!opened && opened.error().code == Errc::not_found) return nothing;
  const ports::OpenBlob blob = AAN_TRY(std::move(opened));
  if (blob.info.size > catalog::kSampleShownBytesMax)
    return fail(Errc::too_large, "sample", "sample of " + view.book.work.slug);
  view.xhtml = AAN_TRY(read_all(blob.file, blob.info.size));
  return view;
}

Result<CatalogueState> catalogue_state(const Room& room) {
  CatalogueState state;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    ports::BookQuery any;
    any.limit = 1;
    state.generation = AAN_TRY(at.catalog().generation());
    state.books = AAN_TRY(at.catalog().list(any)).total;
    any.only_free = true;
    state.free_books = AAN_TRY(at.catalog().list(any)).total;
    for (const Asset& one : room.other_currencies) {
      any.free_in = one;
      if (AAN_TRY(at.catalog().list(any)).total > 0) state.free_in.push_back(one);
    }
    state.bundles = AAN_TRY(at.bundles().list_bundles(ports::BundleScope::listed, 0, 1)).total;
    state.own_pages = AAN_TRY(written_pages(at.records()));
    return {};
  }));
  return state;
}

}  // namespace aan::service
