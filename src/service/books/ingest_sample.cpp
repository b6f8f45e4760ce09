#include "service/audit.hpp"
#include "service/books/ingest.hpp"
#include "service/books/manage_catalog.hpp"
#include "service/delivery/keep_files.hpp"

namespace aan::service {
namespace {

// Editions whose sample the shop does not show; the value says nothing.
constexpr std::string_view kArea = "sample_hidden";

}  // namespace

Result<bool> is_sample_hidden(const ports::Snapshot& at, const catalog::EditionId& id) {
  return AAN_TRY(at.records().find(kArea, id.value)).has_value();
}

Result<bool> Ingest::is_sample_hidden(const catalog::EditionId& id) const {
  bool is_hidden = false;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    is_hidden = AAN_TRY(service::is_sample_hidden(at, id));
    return {};
  }));
  return is_hidden;
}

Result<catalog::Pictures> Ingest::as_chosen(const catalog::EditionId& id,
                                            catalog::Pictures pictures) {
  catalog::Pictures chosen = AAN_TRY(with_other_cover(id, std::move(pictures)));
  if (AAN_TRY(is_sample_hidden(id))) chosen.sample.reset();
  return chosen;
}

Result<catalog::BookDetail> Ingest::hide_sample(const std::string& which, std::string_view by) {
  const catalog::BookDetail book = AAN_TRY(find_book(room_, which));
  const catalog::EditionId& id = book.edition.id;
  const Timestamp now = room_.clock.wall();
  AAN_TRY(room_.store.write("book.sample", [&](ports::UnitOfWork& unit) -> Result<> {
    if (AAN_TRY(unit.records().find(kArea, id.value))) return {};
    const auto edition = AAN_TRY(unit.catalog().find_edition(id));
    if (!edition) return fail(Errc::internal, "book.sample", "a book without edition");
    catalog::Pictures pictures = static_cast<const catalog::Pictures&>(*edition);
    pictures.sample.reset();
    AAN_TRY(unit.records().put(kArea, id.value, "1"));
    AAN_TRY(unit.catalog().set_pictures(id, pictures, now));
    return write_down(unit, {std::string(by), "book.sample", book.work.slug, "hidden"}, now);
  }));
  return find_book(room_, book.work.id.value);
}

Result<catalog::BookDetail> Ingest::show_sample(const std::string& which, std::string_view by) {
  catalog::BookDetail book = AAN_TRY(find_book(room_, which));
  const catalog::EditionId& id = book.edition.id;
  if (!AAN_TRY(is_sample_hidden(id))) return book;
  catalog::Pictures fresh;
  if (!book.files.empty()) {
    const ports::OpenBlob blob = AAN_TRY(open_file(room_, book.files.front()));
    const ports::ReadBook read = AAN_TRY(reader_.read(blob.file.get()));
    AAN_TRY(store_sample(read, fresh));
  }
  const Timestamp now = room_.clock.wall();
  AAN_TRY(room_.store.write("book.sample", [&](ports::UnitOfWork& unit) -> Result<> {
    const auto edition = AAN_TRY(unit.catalog().find_edition(id));
    if (!edition) return fail(Errc::internal, "book.sample", "a book without edition");
    catalog::Pictures pictures = static_cast<const catalog::Pictures&>(*edition);
    pictures.sample = fresh.sample;
    pictures.sample_pictures = fresh.sample_pictures;
    AAN_TRY(unit.records().remove(kArea, id.value));
    AAN_TRY(unit.catalog().set_pictures(id, pictures, now));
    return write_down(unit, {std::string(by), "book.sample", book.work.slug, "shown"}, now);
  }));
  return find_book(room_, book.work.id.value);
}

}  // namespace aan::service
