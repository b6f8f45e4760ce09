#include "base/log.hpp"
#include "base/text.hpp"
#include "service/audit.hpp"
#include "service/books/ingest.hpp"
#include "service/books/manage_catalog.hpp"
#include "service/books/stock_demo.hpp"
#include "service/delivery/keep_files.hpp"

namespace aan::service {
namespace {

// Which cover the shop chose for an edition: the names of its four sizes, as one record.
constexpr std::string_view kArea = "cover";

std::string packed(const catalog::Pictures& it) {
  return it.cover.text() + " " + it.thumb_160.text() + " " + it.thumb_320.text() + " " +
         it.thumb_640.text();
}

std::optional<catalog::Pictures> unpacked(const std::string& record) {
  const auto parts = split(record, ' ');
  if (parts.size() != 4) return std::nullopt;
  catalog::Pictures it;
  crypto::Cid* const places[] = {&it.cover, &it.thumb_160, &it.thumb_320, &it.thumb_640};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto cid = crypto::Cid::parse(parts[i]);
    if (!cid) return std::nullopt;
    *places[i] = *cid;
  }
  return it;
}

Result<catalog::Pictures> store_cover(const Room& room, const ports::ReadPicture& read) {
  if (read.thumbnails.size() != 3)
    return fail(Errc::internal, "book.cover", "the reader made no three thumbnails");
  catalog::Pictures it;
  it.cover = AAN_TRY(room.blobs.put_bytes(read.cover_jpeg)).cid;
  it.thumb_160 = AAN_TRY(room.blobs.put_bytes(read.thumbnails[0])).cid;
  it.thumb_320 = AAN_TRY(room.blobs.put_bytes(read.thumbnails[1])).cid;
  it.thumb_640 = AAN_TRY(room.blobs.put_bytes(read.thumbnails[2])).cid;
  return it;
}

std::unexpected<Error> unusable(const Error& why) {
  const std::string sentence =
      why.safe.empty() ? "This file cannot be read as a picture." : why.safe;
  return refuse(Errc::invalid, "book.cover", sentence, "cover_file", {{"why", sentence}});
}

Result<std::optional<catalog::Pictures>> find_other(const Room& room,
                                                    const catalog::EditionId& id) {
  std::optional<std::string> record;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    record = AAN_TRY(at.records().find(kArea, id.value));
    return {};
  }));
  return record ? unpacked(*record) : std::nullopt;
}

Result<bool> are_whole(const Room& room, const catalog::Pictures& it) {
  for (const crypto::Cid& one : {it.thumb_160, it.thumb_320, it.thumb_640})
    if (AAN_TRY(state_of(room, one)) != CopyState::whole) return false;
  return true;
}

}  // namespace

Result<std::optional<crypto::Cid>> chosen_cover(const ports::Snapshot& at,
                                                const catalog::EditionId& id) {
  using Cover = std::optional<crypto::Cid>;
  const auto record = AAN_TRY(at.records().find(kArea, id.value));
  const auto chosen = record ? unpacked(*record) : std::nullopt;
  return chosen ? Cover(chosen->cover) : Cover();
}

Result<bool> Ingest::has_other_cover(const catalog::EditionId& id) const {
  return AAN_TRY(find_other(room_, id)).has_value();
}

Result<catalog::Pictures> Ingest::with_other_cover(const catalog::EditionId& id,
                                                   catalog::Pictures pictures) {
  auto other = AAN_TRY(find_other(room_, id));
  if (!other) return pictures;
  if (AAN_TRY(state_of(room_, other->cover)) != CopyState::whole) {
    // Nothing here could draw it again; the record stays, should the copy come back.
    log::warn("cover.lost", {{"edition", id.value}, {"remedy", "choose the cover again"}});
    return pictures;
  }
  // The small ones are made of the large one.
  if (!AAN_TRY(are_whole(room_, *other))) {
    const ports::OpenBlob blob = AAN_TRY(room_.blobs.open(other->cover));
    const auto read = AAN_TRY(reader_.read_picture(blob.file.get()));
    const catalog::Pictures made = AAN_TRY(store_cover(room_, read));
    other->thumb_160 = made.thumb_160;
    other->thumb_320 = made.thumb_320;
    other->thumb_640 = made.thumb_640;
    AAN_TRY(room_.store.write("cover.again", [&](ports::UnitOfWork& unit) {
      return unit.records().put(kArea, id.value, packed(*other));
    }));
  }
  other->sample = pictures.sample;
  other->sample_pictures = pictures.sample_pictures;
  return *other;
}

Result<catalog::BookDetail> Ingest::set_cover(int file_fd, const std::string& which,
                                              std::string_view by) {
  AAN_TRY(refuse_in_demo(room_));
  const catalog::BookDetail book = AAN_TRY(find_book(room_, which));
  const auto read = reader_.read_picture(file_fd);
  if (!read && read.error().code == Errc::unavailable) return std::unexpected(read.error());
  if (!read) return unusable(read.error());
  catalog::Pictures chosen = AAN_TRY(store_cover(room_, *read));
  const Timestamp now = room_.clock.wall();
  AAN_TRY(room_.store.write("book.cover", [&](ports::UnitOfWork& unit) -> Result<> {
    const auto edition = AAN_TRY(unit.catalog().find_edition(book.edition.id));
    if (!edition) return fail(Errc::internal, "book.cover", "a book without edition");
    chosen.sample = edition->sample;
    chosen.sample_pictures = edition->sample_pictures;
    AAN_TRY(unit.records().put(kArea, book.edition.id.value, packed(chosen)));
    AAN_TRY(unit.catalog().set_pictures(book.edition.id, chosen, now));
    return write_down(unit, {std::string(by), "book.cover", book.work.slug, "another"}, now);
  }));
  return find_book(room_, book.work.id.value);
}

Result<catalog::BookDetail> Ingest::take_own_cover(const std::string& which, std::string_view by) {
  const catalog::BookDetail book = AAN_TRY(find_book(room_, which));
  if (book.files.empty())
    return unusable(Error{Errc::invalid, "book.cover", "a book without file",
                          "The shop has no file of this book with a cover in it."});
  const ports::OpenBlob blob = AAN_TRY(open_file(room_, book.files.front()));
  const ports::ReadBook read = AAN_TRY(reader_.read(blob.file.get()));
  catalog::Pictures own = AAN_TRY(store_pictures(read, book.work.title));
  if (AAN_TRY(is_sample_hidden(book.edition.id))) own.sample.reset();
  const Timestamp now = room_.clock.wall();
  AAN_TRY(room_.store.write("book.cover", [&](ports::UnitOfWork& unit) -> Result<> {
    if (!AAN_TRY(unit.records().find(kArea, book.edition.id.value))) return {};
    AAN_TRY(unit.records().remove(kArea, book.edition.id.value));
    AAN_TRY(unit.catalog().set_pictures(book.edition.id, own, now));
    return write_down(unit, {std::string(by), "book.cover", book.work.slug, "the file's own"}, now);
  }));
  return find_book(room_, book.work.id.value);
}

}  // namespace aan::service
