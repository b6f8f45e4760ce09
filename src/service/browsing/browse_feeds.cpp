#include "service/browsing/browse_feeds.hpp"

#include <algorithm>

#include "service/browsing/in_currency.hpp"
#include "service/browsing/search.hpp"
#include "service/delivery/keep_files.hpp"
#include "service/delivery/stamps.hpp"

namespace aan::service {
namespace {

// Nothing is asked for it, nothing is counted, nobody is left out, and no copy bears an order's
// name: so an order would add nothing.
bool costs_nothing_at_all(const catalog::BookDetail& book) {
  const catalog::Offer& offer = book.offer;
  return offer.price && offer.price->is_zero() && !offer.buyer_sets_price && !offer.copies_left &&
         !offer.licence_seats && offer.rules.territory == catalog::Territory::everywhere &&
         offer.sale_state == catalog::SaleState::open &&
         catalog::availability_of(book.work, offer, book.files) == catalog::Availability::available;
}

bool has_file(const catalog::BookDetail& book, const catalog::FileId& id) {
  return std::ranges::any_of(book.files,
                             [&](const catalog::EditionFile& file) { return file.id == id; });
}

Result<FeedBook> feed_book(const ports::Snapshot& at, catalog::BookDetail book) {
  const bool is_open =
      costs_nothing_at_all(book) && !AAN_TRY(is_stamped_when_sold(at, book.edition, book.files));
  return FeedBook{std::move(book), is_open};
}

Result<> take_books(const ports::Snapshot& at, const std::vector<catalog::BookSummary>& summaries,
                    const catalog::CurrencyChoice& choice, FeedBooks& feed) {
  for (catalog::BookDetail& book : AAN_TRY(whole_books(at.catalog(), summaries, choice)))
    feed.books.push_back(AAN_TRY(feed_book(at, std::move(book))));
  return {};
}

Result<std::string> name_asked_for(const ports::CatalogStore& catalog,
                                   const ports::BookQuery& query) {
  using ports::ShelfKind;
  std::string name;
  for (const auto& [kind, asked] : {std::pair(ShelfKind::subject, &query.subject_slug),
                                    std::pair(ShelfKind::contributor, &query.contributor_slug),
                                    std::pair(ShelfKind::series, &query.series)}) {
    const std::string found = AAN_TRY(name_of_shelf(catalog, kind, *asked));
    if (!found.empty()) name += (name.empty() ? "" : ", ") + found;
  }
  return name;
}

}  // namespace

Result<FeedBooks> list_feed_books(const Room& room, const ports::BookQuery& query) {
  const catalog::CurrencyChoice choice = choice_of(room, {});
  FeedBooks feed;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    feed.name = AAN_TRY(name_asked_for(at.catalog(), query));
    const ports::BookPage page = AAN_TRY(at.catalog().list(query));
    feed.total = page.total;
    feed.next = page.next;
    AAN_TRY(take_books(at, page.books, choice, feed));
    feed.subjects = AAN_TRY(at.catalog().subjects());
    feed.languages = AAN_TRY(at.catalog().languages());
    return {};
  }));
  return feed;
}

Result<FeedBooks> search_feed_books(const Room& room, const ports::SearchIndex& index,
                                    const ports::SearchQuery& asked) {
  const catalog::CurrencyChoice choice = choice_of(room, {});
  const ports::SearchAnswer answer =
      AAN_TRY(ask_index(room, index, query_in(choice, asked))).answer;
  FeedBooks feed;
  feed.total = answer.total;
  feed.upto = answer.upto;
  for (const ports::Facet& facet : answer.languages)
    feed.languages.push_back({facet.value, facet.count});
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    AAN_TRY(take_books(at, AAN_TRY(at.catalog().summaries(answer.hits)), choice, feed));
    for (const ports::Facet& facet : answer.subjects)
      if (auto name = AAN_TRY(at.catalog().shelf_name(ports::ShelfKind::subject, facet.value)))
        feed.subjects.push_back({{facet.value, std::move(*name)}, facet.count});
    return {};
  }));
  return feed;
}

Result<FeedBook> view_feed_book(const Room& room, std::string_view slug) {
  std::optional<FeedBook> found;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    auto book = AAN_TRY(at.catalog().find_by_slug(slug));
    if (!book || book->work.visibility != catalog::Visibility::listed)
      return refuse(Errc::not_found, "feed", "There is no such book in this shop.", "no_such_book");
    catalog::show_in(book->offer, choice_of(room, {}));
    found = AAN_TRY(feed_book(at, std::move(*book)));
    return {};
  }));
  return std::move(*found);
}

Result<std::vector<catalog::SubjectCount>> list_subjects(const Room& room) {
  std::vector<catalog::SubjectCount> subjects;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    subjects = AAN_TRY(at.catalog().subjects());
    return {};
  }));
  return subjects;
}

Result<> need_subject(const Room& room, const std::string& slug) {
  return room.store.read([&](const ports::Snapshot& at) -> Result<> {
    AAN_TRY(name_of_shelf(at.catalog(), ports::ShelfKind::subject, slug));
    return {};
  });
}

Result<Timestamp> newest_change(const Room& room) {
  Timestamp newest;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    ports::BookQuery query;
    query.limit = 1;
    for (const catalog::BookSummary& book : AAN_TRY(at.catalog().list(query)).books)
      if (const auto whole = AAN_TRY(at.catalog().find_work(book.work_id)))
        newest = std::max(whole->work.created_at, whole->work.updated_at);
    return {};
  }));
  return newest;
}

Result<FreeFile> open_free_file(const Room& room, const catalog::FileId& id) {
  std::optional<catalog::EditionFile> found;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    const auto file = AAN_TRY(at.catalog().find_file(id));
    const auto edition = file ? AAN_TRY(at.catalog().find_edition(file->edition_id)) : std::nullopt;
    auto book = edition ? AAN_TRY(at.catalog().find_work(edition->work_id)) : std::nullopt;
    if (!book || !has_file(*book, id)) return {};
    if (AAN_TRY(feed_book(at, std::move(*book))).is_open) found = file;
    return {};
  }));
  if (!found)
    return refuse(Errc::not_found, "free_file", "There is no such download.", "no_such_download");
  ports::OpenBlob blob = AAN_TRY(open_file(room, *found));
  return FreeFile{std::move(*found), std::move(blob.file)};
}

}  // namespace aan::service
