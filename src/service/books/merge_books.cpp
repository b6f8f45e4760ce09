#include "service/books/merge_books.hpp"

#include <algorithm>

#include "service/books/manage_catalog.hpp"
#include "service/browsing/find_book.hpp"

namespace aan::service {
namespace {

struct End {
  catalog::WorkId id;
  int steps = 0;
};

// Along the merges to the book that stands for all of them.
Result<End> end_of(const ports::SourceStore& sources, const catalog::WorkId& id) {
  End end{id};
  for (; end.steps <= ports::kMergeDepthMax; ++end.steps) {
    const auto merge = AAN_TRY(sources.find_merge(end.id));
    if (!merge) return end;
    end.id = merge->into;
  }
  return fail(Errc::corrupt, "book.merge", "merges without an end");
}

// What a hidden book is bought as: the listed one that stands for it; nothing: none does.
Result<std::optional<catalog::BookDetail>> bought_as(const ports::CatalogStore& catalog,
                                                     const ports::SourceStore& sources,
                                                     const catalog::Work& work) {
  if (work.visibility == catalog::Visibility::listed) return std::nullopt;
  const catalog::WorkId id = AAN_TRY(end_of(sources, work.id)).id;
  if (id == work.id) return std::nullopt;
  auto other = AAN_TRY(catalog.find_work(id));
  if (!other || other->work.visibility != catalog::Visibility::listed) return std::nullopt;
  return other;
}

// How many merges follow each other up to this book; `most`, where there are more.
Result<int> height_of(const ports::SourceStore& sources, const catalog::WorkId& id, int most) {
  int height = 0;
  if (most == 0) return height;
  for (const ports::WorkMerge& one : AAN_TRY(sources.merged_into(id)))
    height = std::max(height, 1 + AAN_TRY(height_of(sources, one.work_id, most - 1)));
  return height;
}

bool is_on_sale(const catalog::BookDetail& book) {
  using enum catalog::Availability;
  const auto it = catalog::availability_of(book.work, book.offer, book.files);
  return it == available || it == all_held;
}

// A book that sells does not go off sale without a word, for one that has no file or no price.
Result<> check_stays_on_sale(const ports::CatalogStore& catalog, const catalog::WorkId& into) {
  const auto keeper = AAN_TRY(catalog.find_work(into));
  if (keeper && catalog::availability_of(keeper->work, keeper->offer, keeper->files) !=
                    catalog::Availability::not_for_sale)
    return {};
  return refuse(
      Errc::conflict, "book.merge",
      "This book is on sale, and the one that is to stay has no file or no price: neither "
      "could be bought. Merge that one into this one, or hide this one first.",
      "merge_sells");
}

}  // namespace

Result<> check_merge(const ports::SourceStore& sources, const catalog::WorkId& id,
                     const catalog::WorkId& into) {
  const End end = AAN_TRY(end_of(sources, into));
  if (end.id == id)
    return refuse(Errc::conflict, "book.merge", "That book stands for this one already.",
                  "merge_circle");
  const int height = AAN_TRY(height_of(sources, id, ports::kMergeDepthMax));
  if (height + 1 + end.steps > ports::kMergeDepthMax)
    return refuse(Errc::conflict, "book.merge",
                  "Too many books would stand for each other in a row. Part some of them first, or "
                  "merge each into the one that stays.",
                  "merge_chain");
  return {};
}

Result<catalog::BookDetail> merge_books(const Room& room, const std::string& which,
                                        const std::string& into, std::string_view by) {
  const catalog::BookDetail book = AAN_TRY(find_book(room, which));
  const catalog::BookDetail other = AAN_TRY(find_book(room, into));
  if (book.work.id == other.work.id)
    return refuse(Errc::invalid, "book.merge", "A book cannot stand for itself.", "merge_self");
  const Timestamp now = room.clock.wall();
  AAN_TRY(room.store.write("book.merge", [&](ports::UnitOfWork& unit) -> Result<> {
    ports::SourceStore& sources = ports::sources_of(unit);
    AAN_TRY(check_merge(sources, book.work.id, other.work.id));
    if (other.work.visibility != catalog::Visibility::listed)
      return refuse(Errc::conflict, "book.merge",
                    "The book that is to stay is hidden: both would leave the shop.",
                    "merge_hidden");
    const auto found = AAN_TRY(unit.catalog().find_work(book.work.id));
    const bool was_listed = found && found->work.visibility == catalog::Visibility::listed;
    const bool was_on_sale = found && is_on_sale(*found);
    AAN_TRY(sources.put_merge({book.work.id, other.work.id, was_listed, now}));
    if (was_listed)
      AAN_TRY(unit.catalog().set_visibility(book.work.id, catalog::Visibility::hidden, now));
    std::string detail = other.work.slug;
    const bool is_taken = found && AAN_TRY(take_prices(unit.catalog(), found->offer, other.work.id,
                                                       now)) == Taken::taken;
    if (was_on_sale) AAN_TRY(check_stays_on_sale(unit.catalog(), other.work.id));
    if (is_taken) {
      detail += ", which takes its price";
      AAN_TRY(write_down(
          unit, {std::string(by), "book.price", other.work.slug, words_of_prices(found->offer)},
          now));
    }
    return write_down(unit, {std::string(by), "book.merge", book.work.slug, detail}, now);
  }));
  return find_book(room, other.work.id.value);
}

bool is_unpriced(const catalog::Offer& offer) { return !offer.price && offer.others.empty(); }

bool is_price_taken_away(const catalog::Offer& offer) {
  return is_unpriced(offer) && offer.revision > 1;
}

Result<Taken> take_prices(ports::CatalogStore& catalog, const catalog::Offer& from,
                          const catalog::WorkId& into, Timestamp now, bool is_by_list) {
  if (is_unpriced(from)) return Taken::nothing;
  const auto keeper = AAN_TRY(catalog.find_work(into));
  if (!keeper || !is_unpriced(keeper->offer)) return Taken::nothing;
  if (is_price_taken_away(keeper->offer)) return Taken::taken_away;
  if (is_by_list && !keeper->files.empty()) return Taken::has_file;
  const auto is_free = [](const catalog::PriceTerms& one) {
    return one.price && one.price->is_zero();
  };
  if (is_free(from) || std::ranges::any_of(from.others, is_free)) return Taken::free;
  AAN_TRY(catalog.set_prices(keeper->offer.id, from, from.others, now));
  return Taken::taken;
}

Result<std::vector<std::string>> bundles_with(const Room& room, const catalog::WorkId& id) {
  constexpr std::int64_t kTold = 10;
  std::vector<std::string> titles;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    for (const catalog::Bundle& one : AAN_TRY(at.bundles().bundles_with(id, kTold)))
      titles.push_back(one.title);
    return {};
  }));
  return titles;
}

Result<catalog::BookDetail> unmerge_book(const Room& room, const std::string& which,
                                         std::string_view by) {
  const catalog::BookDetail book = AAN_TRY(find_book(room, which));
  const Timestamp now = room.clock.wall();
  AAN_TRY(room.store.write("book.unmerge", [&](ports::UnitOfWork& unit) -> Result<> {
    ports::SourceStore& sources = ports::sources_of(unit);
    const auto merge = AAN_TRY(sources.find_merge(book.work.id));
    if (!merge)
      return refuse(Errc::conflict, "book.unmerge", "No other book stands for this one.",
                    "not_merged");
    AAN_TRY(sources.remove_merge(book.work.id));
    if (merge->was_listed)
      AAN_TRY(unit.catalog().set_visibility(book.work.id, catalog::Visibility::listed, now));
    return write_down(unit, {std::string(by), "book.unmerge", book.work.slug, merge->into.value},
                      now);
  }));
  return find_book(room, book.work.id.value);
}

Result<std::vector<catalog::OfferId>> lead_on(const Room& room,
                                              std::vector<catalog::OfferId> offers) {
  if (offers.empty()) return offers;
  std::vector<catalog::OfferId> now;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    now = offers;
    for (catalog::OfferId& one : now) {
      const auto offer = AAN_TRY(at.catalog().find_offer(one));
      if (!offer) continue;
      if (const auto other = AAN_TRY(bought_as(at.catalog(), ports::sources_of(at), offer->work)))
        one = other->offer.id;
    }
    return {};
  }));
  return now;
}

Result<std::vector<catalog::WorkId>> with_those_bought(const ports::CatalogStore& catalog,
                                                       const ports::SourceStore& sources,
                                                       std::vector<catalog::WorkId> works) {
  const std::vector<catalog::WorkId> named = works;
  for (const catalog::WorkId& id : named) {
    const auto book = AAN_TRY(catalog.find_work(id));
    if (!book) continue;
    const auto other = AAN_TRY(bought_as(catalog, sources, book->work));
    if (other && std::ranges::find(works, other->work.id) == works.end())
      works.push_back(other->work.id);
  }
  return works;
}

Result<std::optional<catalog::BookDetail>> stands_for(const Room& room, const std::string& which) {
  std::optional<catalog::BookDetail> found;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    const auto book = AAN_TRY(find_book(at.catalog(), which));
    if (!book) return {};
    const catalog::WorkId id = AAN_TRY(end_of(ports::sources_of(at), book->work.id)).id;
    if (id == book->work.id) return {};
    found = AAN_TRY(at.catalog().find_work(id));
    return {};
  }));
  return found;
}

}  // namespace aan::service
