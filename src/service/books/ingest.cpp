#include "service/books/ingest.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "domain/catalog/edition_facts.hpp"
#include "domain/catalog/price.hpp"
#include "service/audit.hpp"
#include "service/books/book_file.hpp"
#include "service/books/waiting_book.hpp"
#include "service/books/work_facts.hpp"
#include "service/delivery/keep_files.hpp"

namespace aan::service {
namespace {

// "the_sea-and_me.pdf" -> "the sea-and me".
std::string title_from(const std::string& file_name) {
  const std::string line = one_line(file_name);
  std::string title = line.substr(0, line.rfind('.'));
  std::ranges::replace(title, '_', ' ');
  title = one_line(title);
  return title.empty() ? "Untitled" : title;
}

catalog::Work work_from(const catalog::BookRecord& record, catalog::WorkId id, Timestamp now,
                        std::vector<std::string>& notes) {
  catalog::Work work;
  work.id = std::move(id);
  put_record(work, record, notes);
  std::vector<catalog::Subject> subjects;
  for (const std::string& name : record.subjects) subjects.push_back({slug(name), name});
  put_subjects(work, subjects, notes);
  work.created_at = work.updated_at = now;
  return work;
}

catalog::Edition edition_from(const catalog::BookRecord& record, catalog::EditionId id,
                              const catalog::WorkId& work, Timestamp now) {
  catalog::Edition edition;
  edition.id = std::move(id);
  edition.work_id = work;
  catalog::take_record(edition, record);
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
  if (asked && asked != book.offer.price) report.notes.push_back(price_stays(*asked));
  return report;
}

// Nothing is kept of a file before it is known to be a book.
Result<std::optional<NewFile>> Ingest::open_new(int file_fd, IngestReport& report) {
  using Opened = std::optional<NewFile>;
  const auto refused = [&](const Error& why) {
    report.verdict = IngestVerdict::refused;
    report.notes.push_back(why.safe.empty() ? std::string(name_of(why.code)) : why.safe);
    return Opened();
  };
  auto blob = room_.blobs.address(file_fd, kBookFileBytesMax);
  if (!blob && blob.error().code == Errc::too_large) return refused(blob.error());
  if (!blob && blob.error().code == Errc::unavailable) return refused(cannot_be_read());
  if (!blob) return std::unexpected(std::move(blob).error());
  report.cid = blob->cid.text();
  std::optional<KnownBook> known;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    known = AAN_TRY(find_known(at.catalog(), blob->cid));
    return {};
  }));
  if (known) {
    if (!AAN_TRY(keeps_content(file_fd, blob->cid))) return refused(has_changed());
    report = AAN_TRY(report_known(known->book, known->file, file_fd, std::move(report)));
    return Opened();
  }
  auto read = reader_.read(file_fd);
  if (!read && read.error().code == Errc::unavailable)
    return std::unexpected(std::move(read).error());
  if (!read) return refused(read.error());
  if (!AAN_TRY(keeps_content(file_fd, blob->cid))) return refused(has_changed());
  return Opened(NewFile{*std::move(blob), *std::move(read)});
}

Result<IngestReport> Ingest::ingest(int file_fd, const std::string& file_name,
                                    const std::optional<Money>& price, std::string_view by) {
  if (price) AAN_TRY(catalog::check_price(*price));
  IngestReport report;
  report.file_name = file_name;
  report.price = price;
  auto fresh = AAN_TRY(open_new(file_fd, report));
  if (!fresh) return report;
  auto& [blob, read] = *fresh;
  // A book of a list may have waited for it.
  std::optional<WaitingBook> waiting;
  std::optional<LookAlike> alike;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    waiting = AAN_TRY(find_waiting(at.catalog(), ports::sources_of(at), read.record));
    if (!waiting)
      alike = AAN_TRY(find_look_alike(at.catalog(), ports::sources_of(at), read.record));
    return {};
  }));
  if (waiting) return join(*waiting, *fresh, file_fd, by, std::move(report));
  if (read.record.title.empty()) {
    read.record.title = title_from(file_name);
    read.warnings.push_back(
        "The file states no title; the book is called as the file is. To "
        "change that, set its title and import it instead.");
  }
  const Timestamp now = room_.clock.wall();
  const catalog::Work work =
      work_from(read.record, room_.ids.make<catalog::WorkId>(), now, read.warnings);
  catalog::Edition edition =
      edition_from(read.record, room_.ids.make<catalog::EditionId>(), work.id, now);
  static_cast<catalog::Pictures&>(edition) = AAN_TRY(store_pictures(read, work.title));
  const catalog::EditionFile file =
      file_from(read.record, blob, room_.ids.make<catalog::FileId>(), edition.id, work.slug);
  catalog::Offer offer;
  offer.id = room_.ids.make<catalog::OfferId>();
  offer.work_id = work.id;
  offer.price = price;
  offer.files = {file.id};
  std::optional<KnownBook> known;
  AAN_TRY(room_.store.write("ingest", [&](ports::UnitOfWork& unit) -> Result<> {
    // Somebody else may have brought the same file in since we looked.
    known = AAN_TRY(find_known(unit.catalog(), blob.cid));
    if (known) return {};
    report.slug = AAN_TRY(unit.catalog().add_book(work, edition, {file}, offer));
    if (by.empty()) return {};
    return write_down(unit, {std::string(by), "book.import", report.slug, file_name}, now);
  }));
  if (known) return report_known(known->book, known->file, file_fd, std::move(report));
  report.title = work.title;
  report.work_id = work.id.value;
  report.offer_id = offer.id.value;
  report.notes = warnings_of(read, price);
  if (alike) {
    report.may_be = alike->book.work.id.value;
    report.notes.push_back(note_of(*alike));
  }
  report.verdict = report.notes.empty() ? IngestVerdict::ok : IngestVerdict::warned;
  report.notes.insert(report.notes.end(), read.remarks.begin(), read.remarks.end());
  return report;
}

}  // namespace aan::service
