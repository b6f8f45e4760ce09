#include "service/browse.hpp"

#include <algorithm>
#include "domain/catalog/sample_rules.hpp"

namespace aan::service {
namespace {

constexpr std::int64_t kShelf = 6;
constexpr std::size_t kHomeSubjects = 40;

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

Result<catalog::BookDetail> find_listed(const ports::CatalogStore& catalog, std::string_view slug) {
  auto book = AAN_TRY(catalog.find_by_slug(slug));
  if (!book || book->work.visibility != catalog::Visibility::listed)
    return refuse(Errc::not_found, "book", "There is no such book in this shop.", "no_such_book");
  return std::move(*book);
}

// A front page names what it has most of, by name; the list of books offers the rest.
std::vector<catalog::SubjectCount> busiest(std::vector<catalog::SubjectCount> subjects) {
  if (subjects.size() <= kHomeSubjects) return subjects;
  std::ranges::sort(subjects, std::ranges::greater{}, [](const catalog::SubjectCount& c) {
    return std::pair(c.works, c.subject.slug);
  });
  subjects.resize(kHomeSubjects);
  std::ranges::sort(subjects, {}, [](const catalog::SubjectCount& c) { return c.subject.name; });
  return subjects;
}

}  // namespace

Result<HomeView> view_home(const Room& room) {
  HomeView view;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    ports::BookQuery query;
    query.limit = 1 + 2 * kShelf;
    ports::BookPage page = AAN_TRY(at.catalog().list(query));
    for (std::size_t i = 0; i < page.books.size(); ++i) {
      if (i == 0)
        view.featured = AAN_TRY(at.catalog().find_work(page.books[0].work_id));
      else
        (i <= kShelf ? view.newest : view.more).push_back(std::move(page.books[i]));
    }
    query.only_free = true;
    query.limit = kShelf;
    view.free = AAN_TRY(at.catalog().list(query));
    view.subjects = busiest(AAN_TRY(at.catalog().subjects()));
    view.languages = AAN_TRY(at.catalog().languages());
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

Result<ports::BookPage> list_books(const Room& room, const ports::BookQuery& query) {
  ports::BookPage page;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    page = AAN_TRY(at.catalog().list(query));
    return {};
  }));
  return page;
}

Result<WholeBooks> list_whole_books(const Room& room, const ports::BookQuery& query) {
  WholeBooks whole;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    const ports::BookPage page = AAN_TRY(at.catalog().list(query));
    whole.total = page.total;
    whole.books = AAN_TRY(whole_books(at.catalog(), page.books));
    return {};
  }));
  return whole;
}

Result<std::vector<catalog::BookDetail>> whole_books(
    const ports::CatalogStore& catalog, const std::vector<catalog::BookSummary>& books) {
  std::vector<catalog::BookDetail> whole;
  for (const catalog::BookSummary& book : books)
    if (auto detail = AAN_TRY(catalog.find_work(book.work_id))) whole.push_back(std::move(*detail));
  return whole;
}

Result<BookView> view_book(const Room& room, std::string_view slug) {
  BookView view;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    view.book = AAN_TRY(find_listed(at.catalog(), slug));
    view.also = AAN_TRY(neighbours(at.catalog(), view.book.work));
    return {};
  }));
  return view;
}

Result<SampleView> view_sample(const Room& room, std::string_view slug) {
  SampleView view;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    view.book = AAN_TRY(find_listed(at.catalog(), slug));
    return {};
  }));
  if (!view.book.edition.sample)
    return refuse(Errc::not_found, "sample", "This book has no sample to read here.", "no_sample");
  const ports::OpenBlob blob = AAN_TRY(room.blobs.open(*view.book.edition.sample));
  if (blob.info.size > catalog::kSampleBytesMax)
    return fail(Errc::too_large, "sample", "sample of " + view.book.work.slug);
  view.xhtml = AAN_TRY(read_all(blob.file, blob.info.size));
  return view;
}

Result<ports::OpenBlob> open_picture(const Room& room, const crypto::Cid& cid) {
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    if (AAN_TRY(at.catalog().is_public_blob(cid))) return {};
    return refuse(Errc::not_found, "picture", "There is no such picture.", "no_such_picture");
  }));
  return room.blobs.open(cid);
}

Result<CatalogueState> catalogue_state(const Room& room) {
  CatalogueState state;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    ports::BookQuery any;
    any.limit = 1;
    state.generation = AAN_TRY(at.catalog().generation());
    state.books = AAN_TRY(at.catalog().list(any)).total;
    return {};
  }));
  return state;
}

}  // namespace aan::service
