#include "service/books/ingest.hpp"
#include "service/delivery/keep_files.hpp"

namespace aan::service {
namespace {

Result<std::string> title_of(const Room& room, const catalog::EditionId& id) {
  std::string title;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    const auto edition = AAN_TRY(at.catalog().find_edition(id));
    const auto book = edition ? AAN_TRY(at.catalog().find_work(edition->work_id)) : std::nullopt;
    if (book) title = book->work.title;
    return {};
  }));
  return title;
}

std::string author_line(const catalog::BookRecord& record) {
  std::string line;
  for (const catalog::ContributorFact& one : record.contributors) {
    if (one.role != catalog::ContributorRole::author) continue;
    line += (line.empty() ? "" : ", ") + one.name;
  }
  return line;
}

// First pages of a comic as the sample that shows them.
std::string shown(const std::vector<crypto::Cid>& pictures) {
  std::string xhtml = "<div>";
  std::size_t page = 0;
  for (const crypto::Cid& picture : pictures)
    xhtml += "<section><p><img src=\"/covers/" + picture.text() + ".jpg\" alt=\"Page " +
             std::to_string(++page) + "\"/></p></section>";
  return xhtml + "</div>";
}

}  // namespace

Result<> Ingest::store_sample(const ports::ReadBook& read, catalog::Pictures& into) {
  into.sample.reset();
  into.sample_pictures.clear();
  for (const std::string& picture : read.sample_pictures)
    into.sample_pictures.push_back(AAN_TRY(room_.blobs.put_bytes(picture)).cid);
  const std::string sample =
      into.sample_pictures.empty() ? read.sample_html : shown(into.sample_pictures);
  if (!sample.empty()) into.sample = AAN_TRY(room_.blobs.put_bytes(sample)).cid;
  return {};
}

Result<catalog::Pictures> Ingest::store_pictures(const ports::ReadBook& read,
                                                 const std::string& title) {
  std::string cover = read.cover_jpeg;
  std::vector<std::string> thumbnails = read.thumbnails;
  if (cover.empty()) {
    const ports::DrawnCover drawn =
        AAN_TRY(writer_.draw_cover({title, author_line(read.record), read.record.series}));
    cover = drawn.cover_jpeg;
    thumbnails = drawn.thumbnails;
  }
  if (thumbnails.size() != 3)
    return fail(Errc::internal, "ingest.pictures", "the reader made no three thumbnails");
  catalog::Pictures pictures;
  pictures.cover = AAN_TRY(room_.blobs.put_bytes(cover)).cid;
  pictures.thumb_160 = AAN_TRY(room_.blobs.put_bytes(thumbnails[0])).cid;
  pictures.thumb_320 = AAN_TRY(room_.blobs.put_bytes(thumbnails[1])).cid;
  pictures.thumb_640 = AAN_TRY(room_.blobs.put_bytes(thumbnails[2])).cid;
  AAN_TRY(store_sample(read, pictures));
  return pictures;
}

// From the same file by the same reader they are the same content, and lie where they are looked
// for; another release of the reader may draw them differently.
Result<> Ingest::make_pictures_again(const catalog::EditionId& id, int file_fd) {
  const ports::ReadBook read = AAN_TRY(reader_.read(file_fd));
  const std::string title =
      read.record.title.empty() ? AAN_TRY(title_of(room_, id)) : read.record.title;
  const catalog::Pictures pictures = AAN_TRY(as_chosen(id, AAN_TRY(store_pictures(read, title))));
  const Timestamp now = room_.clock.wall();
  return room_.store.write("ingest.pictures", [&](ports::UnitOfWork& unit) -> Result<> {
    const auto edition = AAN_TRY(unit.catalog().find_edition(id));
    if (!edition) return fail(Errc::internal, "ingest.pictures", "file without edition");
    const catalog::Pictures& before = *edition;
    if (before == pictures) return {};
    return unit.catalog().set_pictures(id, pictures, now);
  });
}

// Cover and sample are those of the file that the edition began with, not of what was put beside
// it.
Result<bool> Ingest::gives_pictures(const catalog::EditionFile& file) const {
  bool gives = true;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    const auto edition = AAN_TRY(at.catalog().find_edition(file.edition_id));
    const auto book = edition ? AAN_TRY(at.catalog().find_work(edition->work_id)) : std::nullopt;
    gives = !book || book->edition.id != file.edition_id || book->files.empty() ||
            book->files.front().format == file.format;
    return {};
  }));
  return gives;
}

Result<> Ingest::make_pictures_again(const catalog::EditionFile& file) {
  if (!AAN_TRY(gives_pictures(file))) return {};
  const ports::OpenBlob blob = AAN_TRY(open_file(room_, file));
  return make_pictures_again(file.edition_id, blob.file.get());
}

}  // namespace aan::service
