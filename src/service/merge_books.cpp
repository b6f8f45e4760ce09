#include "service/merge_books.hpp"

#include "service/find_book.hpp"
#include "service/manage_catalog.hpp"

namespace aan::service {
namespace {

constexpr int kStepsMax = 16;

// Along the merges to the book that stands for all of them.
Result<catalog::WorkId> end_of(const ports::SourceStore& sources, catalog::WorkId id) {
  for (int step = 0; step < kStepsMax; ++step) {
    const auto merge = AAN_TRY(sources.find_merge(id));
    if (!merge) return id;
    id = merge->into;
  }
  return fail(Errc::corrupt, "book.merge", "merges without an end");
}

}  // namespace

Result<catalog::BookDetail> merge_books(const Room& room, const std::string& which,
                                        const std::string& into, std::string_view by) {
  const catalog::BookDetail book = AAN_TRY(find_book(room, which));
  const catalog::BookDetail other = AAN_TRY(find_book(room, into));
  if (book.work.id == other.work.id)
    return refuse(Errc::invalid, "book.merge", "A book cannot stand for itself.", "merge_self");
  const Timestamp now = room.clock.wall();
  AAN_TRY(room.store.write("book.merge", [&](ports::UnitOfWork& unit) -> Result<> {
    ports::SourceStore& sources = ports::sources_of(unit);
    if (AAN_TRY(end_of(sources, other.work.id)) == book.work.id)
      return refuse(Errc::conflict, "book.merge", "That book stands for this one already.",
                    "merge_circle");
    const auto found = AAN_TRY(unit.catalog().find_work(book.work.id));
    const bool was_listed = found && found->work.visibility == catalog::Visibility::listed;
    AAN_TRY(sources.put_merge({book.work.id, other.work.id, was_listed, now}));
    if (was_listed)
      AAN_TRY(unit.catalog().set_visibility(book.work.id, catalog::Visibility::hidden, now));
    return write_down(unit, {std::string(by), "book.merge", book.work.slug, other.work.slug}, now);
  }));
  return find_book(room, other.work.id.value);
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

Result<std::optional<catalog::BookDetail>> stands_for(const Room& room, const std::string& which) {
  std::optional<catalog::BookDetail> found;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    const auto book = AAN_TRY(find_book(at.catalog(), which));
    if (!book) return {};
    const catalog::WorkId id = AAN_TRY(end_of(ports::sources_of(at), book->work.id));
    if (id == book->work.id) return {};
    found = AAN_TRY(at.catalog().find_work(id));
    return {};
  }));
  return found;
}

}  // namespace aan::service
