#include "service/browse.hpp"

#include <algorithm>

namespace aan::service {
namespace {

constexpr std::int64_t kShelf = 6;
constexpr std::uint64_t kSampleBytesMax = 2U << 20;

// Books that stand beside this one: its series first, then its first subject.
Result<std::vector<catalog::BookSummary>> neighbours(const ports::CatalogStore& catalog,
                                                     const catalog::Work& work) {
  std::vector<catalog::BookSummary> found;
  const auto take = [&](const ports::BookQuery& query) -> Result<> {
    for (catalog::BookSummary& book : AAN_TRY(catalog.list(query)).books) {
      const bool known = book.work_id == work.id ||
                         std::ranges::any_of(found, [&](const catalog::BookSummary& other) {
                           return other.work_id == book.work_id;
                         });
      if (!known && found.size() < kShelf) found.push_back(std::move(book));
    }
    return {};
  };
  ports::BookQuery query;
  query.limit = kShelf + 1;
  if (!work.series.empty()) {
    query.series = work.series;
    AAN_TRY(take(query));
    query.series.clear();
  }
  if (found.size() < kShelf && !work.subjects.empty()) {
    query.subject_slug = work.subjects.front().slug;
    AAN_TRY(take(query));
  }
  return found;
}

}  // namespace

Result<HomeView> view_home(const Room& room) {
  HomeView view;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    ports::BookQuery query;
    query.limit = 1 + 2 * kShelf;
    ports::BookPage page = AAN_TRY(at.catalog().list(query));
    view.total = page.total;
    for (std::size_t i = 0; i < page.books.size(); ++i) {
      if (i == 0)
        view.featured = AAN_TRY(at.catalog().find_work(page.books[0].work_id));
      else
        (i <= kShelf ? view.newest : view.more).push_back(std::move(page.books[i]));
    }
    view.subjects = AAN_TRY(at.catalog().subjects());
    return {};
  }));
  return view;
}

Result<BooksView> view_books(const Room& room, const ports::BookQuery& query) {
  BooksView view;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    view.page = AAN_TRY(at.catalog().list(query));
    view.subjects = AAN_TRY(at.catalog().subjects());
    view.languages = AAN_TRY(at.catalog().languages());
    return {};
  }));
  return view;
}

Result<BookView> view_book(const Room& room, std::string_view slug) {
  BookView view;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    auto book = AAN_TRY(at.catalog().find_by_slug(slug));
    if (!book || book->work.visibility != catalog::Visibility::listed)
      return refuse(Errc::not_found, "book", "There is no such book in this shop.", "no_such_book");
    view.book = std::move(*book);
    view.also = AAN_TRY(neighbours(at.catalog(), view.book.work));
    return {};
  }));
  return view;
}

Result<std::string> read_sample(const Room& room, const catalog::BookDetail& book) {
  if (!book.edition.sample)
    return refuse(Errc::not_found, "sample", "This book has no sample to read here.", "no_sample");
  const ports::OpenBlob blob = AAN_TRY(room.blobs.open(*book.edition.sample));
  if (blob.info.size > kSampleBytesMax)
    return fail(Errc::too_large, "sample", "sample of " + book.work.slug);
  return read_all(blob.file, blob.info.size);
}

Result<std::int64_t> catalog_generation(const Room& room) {
  std::int64_t generation = 0;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    generation = AAN_TRY(at.catalog().generation());
    return {};
  }));
  return generation;
}

}  // namespace aan::service
