#include "service/ingest.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "domain/catalog/book_format.hpp"
#include "domain/catalog/price.hpp"
#include "service/audit.hpp"
#include "service/edit_book.hpp"
#include "service/keep_files.hpp"
#include "service/list_books.hpp"
#include "service/manage_catalog.hpp"
#include "service/waiting_book.hpp"

namespace aan::service {
namespace {

constexpr std::size_t kTitleBytesMax = 500;
constexpr std::size_t kSubjectsMax = 20;
constexpr std::size_t kContributorsMax = 40;
constexpr const char* kPriceNotSet =
    "Price not set: the book is listed and cannot be bought yet. Set one with aan book price.";

std::string shortened(std::string_view text, std::size_t bytes) {
  return std::string(utf8_prefix(text, bytes));
}

// "the_sea-and_me.pdf" -> "the sea-and me".
std::string title_from(const std::string& file_name) {
  const std::string line = one_line(file_name);
  std::string title = line.substr(0, line.rfind('.'));
  std::ranges::replace(title, '_', ' ');
  title = one_line(title);
  return title.empty() ? "Untitled" : title;
}

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

catalog::Work work_from(const catalog::BookRecord& record, catalog::WorkId id, Timestamp now) {
  catalog::Work work;
  work.id = std::move(id);
  work.title = shortened(record.title, kTitleBytesMax);
  work.subtitle = shortened(record.subtitle, kTitleBytesMax);
  work.slug = slug(work.title);
  work.description = record.description;
  work.series = shortened(record.series, kTitleBytesMax);
  work.series_position = shortened(record.series_position, 20);
  for (const catalog::ContributorFact& one : record.contributors) {
    if (work.contributors.size() >= kContributorsMax) break;
    const std::string name = shortened(one.name, kTitleBytesMax);
    const bool known = std::ranges::any_of(work.contributors, [&](const catalog::Contributor& c) {
      return c.name == name && c.role == one.role;
    });
    if (!known)
      work.contributors.push_back(
          {name, one.sort_name.empty() ? name : one.sort_name, slug(name), one.role});
  }
  for (const std::string& name : record.subjects) {
    if (work.subjects.size() >= kSubjectsMax) break;
    const catalog::Subject subject{slug(name), shortened(name, 200)};
    const bool known = std::ranges::any_of(
        work.subjects, [&](const catalog::Subject& s) { return s.slug == subject.slug; });
    if (!known) work.subjects.push_back(subject);
  }
  work.created_at = work.updated_at = now;
  return work;
}

catalog::Edition edition_from(const catalog::BookRecord& record, catalog::EditionId id,
                              const catalog::WorkId& work, Timestamp now) {
  catalog::Edition edition;
  edition.id = std::move(id);
  edition.work_id = work;
  edition.language = record.language.empty() ? "und" : record.language;
  edition.isbn13 = record.isbn13;
  edition.publisher = record.publisher;
  edition.published = record.published;
  edition.rights = record.rights;
  edition.words = record.words;
  edition.accessibility = record.accessibility;
  edition.contents = record.contents;
  edition.fixed_layout = record.fixed_layout;
  edition.has_scripts = record.has_scripts;
  edition.has_remote_resources = record.has_remote_resources;
  edition.created_at = now;
  return edition;
}

std::vector<std::string> warnings_of(const ports::ReadBook& read,
                                     const std::optional<Money>& price) {
  std::vector<std::string> notes = read.warnings;
  if (read.record.has_scripts)
    notes.emplace_back("The book contains scripts; the sample leaves them out.");
  if (read.record.has_remote_resources)
    notes.emplace_back("The book loads content from the internet while it is read.");
  if (!price) notes.emplace_back(kPriceNotSet);
  return notes;
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

catalog::EditionFile file_from(const catalog::BookRecord& record, const ports::BlobInfo& blob,
                               catalog::FileId id, const catalog::EditionId& edition,
                               const std::string& book_slug) {
  const catalog::BookFormat* format = catalog::find_book_format(record.format, record.media_type);
  catalog::EditionFile file;
  file.id = std::move(id);
  file.edition_id = edition;
  file.format = record.format;
  file.media_type = record.media_type;
  file.file_name =
      book_slug + "." + (format == nullptr ? record.format : std::string(format->ending));
  file.cid = blob.cid;
  file.sha256 = blob.sha256;
  file.size = blob.size;
  file.pages = record.pages;
  file.play_seconds = record.play_seconds;
  return file;
}

// What a file beside a book says otherwise than the book: it may be another one's.
void add_differences(const catalog::BookDetail& book, const catalog::BookRecord& record,
                     std::vector<std::string>& notes) {
  if (!record.title.empty() && slug(record.title) != slug(book.work.title))
    notes.push_back("It calls itself \"" + one_line(record.title) +
                    "\"; the book keeps its title.");
  if (record.language != "und" && book.edition.language != "und" &&
      record.language != book.edition.language)
    notes.push_back("It says that its language is " + one_line(record.language) +
                    "; the book keeps " + book.edition.language + ".");
}

struct KnownBook {
  catalog::BookDetail book;
  catalog::EditionFile file;
};

Result<std::optional<KnownBook>> find_known(const ports::CatalogStore& catalog,
                                            const crypto::Cid& cid) {
  const auto file = AAN_TRY(catalog.find_file_by_cid(cid));
  if (!file) return std::optional<KnownBook>{};
  const auto edition = AAN_TRY(catalog.find_edition(file->edition_id));
  if (!edition) return std::optional<KnownBook>{};
  const auto book = AAN_TRY(catalog.find_work(edition->work_id));
  if (!book) return std::optional<KnownBook>{};
  return KnownBook{*book, *file};
}

// Naming reads the file and nothing else: when that fails, it is this file, or the disk it is on.
Error cannot_be_read() {
  return refuse(Errc::invalid, "ingest",
                "It cannot be read: its disk or its network folder reports an error.")
      .error();
}

Error has_changed() {
  return refuse(Errc::invalid, "ingest",
                "It changed while it was read. Import it again when it is complete.")
      .error();
}

}  // namespace

std::string_view name_of(IngestVerdict verdict) {
  switch (verdict) {
    case IngestVerdict::ok: return "ok";
    case IngestVerdict::warned: return "warned";
    case IngestVerdict::refused: return "refused";
    case IngestVerdict::known: return "known";
    case IngestVerdict::restored: return "restored";
  }
  return "refused";
}

// The file is read twice, for its name and for keeping: it must be the same both times.
Result<bool> Ingest::keeps_content(int file_fd, const crypto::Cid& cid) {
  const auto kept = room_.blobs.put(file_fd, kBookFileBytesMax);
  if (!kept && kept.error().code == Errc::too_large) return false;  // it has grown
  if (!kept) return std::unexpected(kept.error());
  return kept->cid == cid;
}

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
  return room_.store.write("ingest.pictures", [&](ports::UnitOfWork& unit) -> Result<> {
    const auto edition = AAN_TRY(unit.catalog().find_edition(id));
    if (!edition) return fail(Errc::internal, "ingest.pictures", "file without edition");
    const catalog::Pictures& before = *edition;
    if (before == pictures) return {};
    return unit.catalog().set_pictures(id, pictures);
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

// The content is stored again by now; what was noted as damaged is whole.
Result<IngestReport> Ingest::report_known(const catalog::BookDetail& book,
                                          const catalog::EditionFile& file, int file_fd,
                                          IngestReport report) {
  report.verdict = IngestVerdict::known;
  report.title = book.work.title;
  report.slug = book.work.slug;
  report.work_id = book.work.id.value;
  report.offer_id = book.offer.id.value;
  const std::optional<Money> asked = std::exchange(report.price, book.offer.price);
  if (AAN_TRY(note_damaged(room_, file.cid, false)) > 0) {
    report.verdict = IngestVerdict::restored;
    report.notes.emplace_back("The shop's copy was damaged and is whole again.");
  }
  if (file.is_current && AAN_TRY(gives_pictures(file)) &&
      !AAN_TRY(check_pictures(room_, book.edition, file)).empty()) {
    AAN_TRY(make_pictures_again(file.edition_id, file_fd));
    report.verdict = IngestVerdict::restored;
    report.notes.emplace_back("Its pictures and sample were made again.");
  }
  if (report.verdict == IngestVerdict::known)
    report.notes.emplace_back("This file is in the shop already; nothing was changed.");
  if (asked && asked != book.offer.price)
    report.notes.push_back("Its price stays as it was. To change it: aan book price NAME " +
                           decimal(*asked));
  return report;
}

Result<IngestReport> Ingest::add_format(int file_fd, const std::string& file_name,
                                        const std::string& which, std::string_view by) {
  const catalog::BookDetail book = AAN_TRY(find_book(room_, which));
  IngestReport report;
  report.file_name = file_name;
  const auto refused = [&](const Error& why) {
    report.verdict = IngestVerdict::refused;
    report.notes.push_back(why.safe.empty() ? std::string(name_of(why.code)) : why.safe);
    return report;
  };
  const auto blob = room_.blobs.address(file_fd, kBookFileBytesMax);
  if (!blob && blob.error().code == Errc::too_large) return refused(blob.error());
  if (!blob && blob.error().code == Errc::unavailable) return refused(cannot_be_read());
  if (!blob) return std::unexpected(blob.error());
  report.cid = blob->cid.text();
  std::optional<KnownBook> known;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    known = AAN_TRY(find_known(at.catalog(), blob->cid));
    return {};
  }));
  if (known) {
    if (!AAN_TRY(keeps_content(file_fd, blob->cid))) return refused(has_changed());
    return report_known(known->book, known->file, file_fd, std::move(report));
  }
  const auto read = reader_.read(file_fd);
  if (!read && read.error().code == Errc::unavailable) return std::unexpected(read.error());
  if (!read) return refused(read.error());
  if (!AAN_TRY(keeps_content(file_fd, blob->cid))) return refused(has_changed());
  return put_format(book, *read, *blob, file_fd, by, std::move(report));
}

// The price that was asked for a file is that of a book without one, and no other's.
Result<IngestReport> Ingest::put_format(const catalog::BookDetail& book,
                                        const ports::ReadBook& read, const ports::BlobInfo& blob,
                                        int file_fd, std::string_view by, IngestReport report) {
  ports::NewEditionFile added;
  added.file = file_from(read.record, blob, room_.ids.make<catalog::FileId>(), book.edition.id,
                         book.work.slug);
  added.at = room_.clock.wall();
  // A book of a list has neither cover nor sample, contents nor length before its first file.
  std::optional<catalog::Pictures> pictures;
  if (book.files.empty())
    pictures = AAN_TRY(as_chosen(book.edition.id, AAN_TRY(store_pictures(read, book.work.title))));
  std::optional<KnownBook> known;
  std::string kept;  // of what a person wrote, where the file says otherwise
  const std::optional<Money> asked = report.price;
  std::optional<Money> price = book.offer.price;
  const auto done = room_.store.write("book.format", [&](ports::UnitOfWork& unit) -> Result<> {
    known = AAN_TRY(find_known(unit.catalog(), blob.cid));
    if (known) return {};
    auto now = AAN_TRY(unit.catalog().find_work(book.work.id));
    const bool is_first = now && now->files.empty();
    AAN_TRY(unit.catalog().add_file(added));
    if (pictures && is_first) {
      AAN_TRY(unit.catalog().set_pictures(book.edition.id, *pictures));
      ports::SourceStore& sources = ports::sources_of(unit);
      const catalog::BookDetail before = *now;
      fill_from_file(*now, read.record);
      kept = keep_edited(*now, before, AAN_TRY(sources.edited_fields(book.work.id)));
      now->work.updated_at = added.at;
      AAN_TRY(sources.change_book(now->work, now->edition, match_key_of(*now)));
    }
    AAN_TRY(write_down(unit, {std::string(by), "book.format", book.work.slug, report.file_name},
                       added.at));
    // In this unit, because a file that is known sets no price.
    if (now) price = now->offer.price;
    if (!asked || !now || price || !now->offer.others.empty()) return {};
    AAN_TRY(catalog::check_terms(*asked, room_.currency));
    price = asked;
    return put_price(unit, *now, *asked, by, added.at);
  });
  if (!done && done.error().reason == "format_known") {
    report.verdict = IngestVerdict::refused;
    report.notes.push_back(done.error().safe);
    return report;
  }
  AAN_TRY(done);
  if (known) return report_known(known->book, known->file, file_fd, std::move(report));
  report.title = book.work.title;
  report.slug = book.work.slug;
  report.work_id = book.work.id.value;
  report.offer_id = book.offer.id.value;
  report.price = price;
  report.notes.insert(report.notes.end(), read.warnings.begin(), read.warnings.end());
  add_differences(book, read.record, report.notes);
  report.verdict = report.notes.empty() ? IngestVerdict::ok : IngestVerdict::warned;
  report.notes.insert(report.notes.end(), read.remarks.begin(), read.remarks.end());
  if (!kept.empty()) report.notes.push_back("Kept as the shop wrote it: " + kept + ".");
  return report;
}

Result<IngestReport> Ingest::join(const WaitingBook& waiting, const ports::ReadBook& read,
                                  const ports::BlobInfo& blob, int file_fd, std::string_view by,
                                  IngestReport report) {
  const std::optional<Money> asked = report.price;
  report = AAN_TRY(put_format(waiting.book, read, blob, file_fd, by, std::move(report)));
  if (report.verdict != IngestVerdict::ok && report.verdict != IngestVerdict::warned) return report;
  report.notes.insert(
      report.notes.begin(),
      "It is the file of \"" + one_line(waiting.book.work.title) + "\", which came by a list (" +
          (waiting.is_by_isbn ? "the same ISBN" : "the same title, authors and language") +
          ") and had none.");
  if (asked && asked != report.price) {
    report.notes.push_back("Its price stays as it was. To change it: aan book price NAME " +
                           decimal(*asked));
  } else if (!report.price && waiting.book.offer.others.empty()) {
    report.notes.emplace_back(kPriceNotSet);
    report.verdict = IngestVerdict::warned;
  }
  return report;
}

Result<IngestReport> Ingest::ingest(int file_fd, const std::string& file_name,
                                    const std::optional<Money>& price, std::string_view by) {
  if (price) AAN_TRY(catalog::check_price(*price));
  IngestReport report;
  report.file_name = file_name;
  report.price = price;
  const auto refused = [&](const Error& why) {
    report.verdict = IngestVerdict::refused;
    report.notes.push_back(why.safe.empty() ? std::string(name_of(why.code)) : why.safe);
    return report;
  };
  // 1. Its name. Nothing is kept of a file before it is known to be a book.
  auto blob = room_.blobs.address(file_fd, kBookFileBytesMax);
  if (!blob && blob.error().code == Errc::too_large) return refused(blob.error());
  if (!blob && blob.error().code == Errc::unavailable) return refused(cannot_be_read());
  if (!blob) return std::unexpected(std::move(blob).error());
  report.cid = blob->cid.text();
  // 2. Brought in before?
  std::optional<KnownBook> known;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    known = AAN_TRY(find_known(at.catalog(), blob->cid));
    return {};
  }));
  if (known) {
    if (!AAN_TRY(keeps_content(file_fd, blob->cid))) return refused(has_changed());
    return report_known(known->book, known->file, file_fd, std::move(report));
  }
  // 3. What it says of itself, read in the sandbox.
  auto read = reader_.read(file_fd);
  if (!read && read.error().code == Errc::unavailable)
    return std::unexpected(std::move(read).error());
  if (!read) return refused(read.error());
  // 4. A book of a list may have waited for it.
  std::optional<WaitingBook> waiting;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    waiting = AAN_TRY(find_waiting(at.catalog(), ports::sources_of(at), read->record));
    return {};
  }));
  if (waiting) {
    if (!AAN_TRY(keeps_content(file_fd, blob->cid))) return refused(has_changed());
    return join(*waiting, *read, *blob, file_fd, by, std::move(report));
  }
  // 5. The book.
  if (read->record.title.empty()) {
    read->record.title = title_from(file_name);
    read->warnings.push_back(
        "The file states no title; the book is called as the file is. To "
        "change that, set its title and import it instead.");
  }
  const Timestamp now = room_.clock.wall();
  const catalog::Work work = work_from(read->record, room_.ids.make<catalog::WorkId>(), now);
  catalog::Edition edition =
      edition_from(read->record, room_.ids.make<catalog::EditionId>(), work.id, now);
  if (!AAN_TRY(keeps_content(file_fd, blob->cid))) return refused(has_changed());
  static_cast<catalog::Pictures&>(edition) = AAN_TRY(store_pictures(*read, work.title));
  const catalog::EditionFile file =
      file_from(read->record, *blob, room_.ids.make<catalog::FileId>(), edition.id, work.slug);
  catalog::Offer offer;
  offer.id = room_.ids.make<catalog::OfferId>();
  offer.work_id = work.id;
  offer.price = price;
  offer.files = {file.id};
  AAN_TRY(room_.store.write("ingest", [&](ports::UnitOfWork& unit) -> Result<> {
    // Somebody else may have brought the same file in since we looked.
    known = AAN_TRY(find_known(unit.catalog(), blob->cid));
    if (known) return {};
    report.slug = AAN_TRY(unit.catalog().add_book(work, edition, {file}, offer));
    if (by.empty()) return {};
    return write_down(unit, {std::string(by), "book.import", report.slug, file_name}, now);
  }));
  if (known) return report_known(known->book, known->file, file_fd, std::move(report));
  report.title = work.title;
  report.work_id = work.id.value;
  report.offer_id = offer.id.value;
  report.notes = warnings_of(*read, price);
  report.verdict = report.notes.empty() ? IngestVerdict::ok : IngestVerdict::warned;
  report.notes.insert(report.notes.end(), read->remarks.begin(), read->remarks.end());
  return report;
}

}  // namespace aan::service
