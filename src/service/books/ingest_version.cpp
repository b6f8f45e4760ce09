#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "base/words.hpp"
#include "domain/catalog/book_format.hpp"
#include "domain/catalog/edition_facts.hpp"
#include "domain/catalog/match_key.hpp"
#include "ports/source_store.hpp"
#include "service/announce.hpp"
#include "service/audit.hpp"
#include "service/books/book_file.hpp"
#include "service/books/ingest.hpp"
#include "service/books/manage_catalog.hpp"

namespace aan::service {
namespace {

// Lines stay; whatever would steer a terminal or show nothing goes.
Result<std::string> checked_note(std::string_view typed) {
  std::string note;
  for (const std::string_view line : split(typed, '\n')) {
    const std::string clean = one_line(line);
    if (clean.empty() && (note.empty() || note.ends_with("\n\n"))) continue;
    note += clean + "\n";
  }
  note = trim(note);
  if (!note.empty() && note.size() <= catalog::kChangeNoteBytesMax && is_utf8(note)) return note;
  return refuse(Errc::invalid, "version.note",
                "Say what changed, in at most 2,000 bytes: everybody who bought the book reads it.",
                "version_note");
}

std::unexpected<Error> unusable(const Error& why) {
  return refuse(Errc::invalid, "version.file",
                why.safe.empty() ? "This file cannot be read as a book." : why.safe, "version_file",
                {{"why", why.safe}});
}

std::unexpected<Error> known_already() {
  return refuse(Errc::conflict, "version.known",
                "This very content is in the shop already, here or as another book's file. An "
                "earlier version comes back when the newer one is taken out.",
                "version_known");
}

std::unexpected<Error> another_book(const catalog::BookRecord& record) {
  return refuse(Errc::conflict, "version.other_book",
                "This file says that it is \"" + one_line(record.title) +
                    "\", another book. If it is a new version of this one all the same, send it "
                    "again with --all-the-same (all_the_same: yes).",
                "version_other_book", {{"title", one_line(record.title)}});
}

// One that begins like the other is the same with more said: "Walden; or, Life in the Woods".
bool has_other_title(const catalog::BookDetail& book, const catalog::BookRecord& record) {
  constexpr std::size_t kWordsMax = 100;
  const std::string ours = folded(book.work.title, kWordsMax) + " ";
  const std::string theirs = folded(record.title, kWordsMax) + " ";
  return theirs != " " && !ours.starts_with(theirs) && !theirs.starts_with(ours);
}

// Where both name some, and none of them twice.
bool has_other_authors(const catalog::BookDetail& book, const catalog::BookRecord& record) {
  std::set<std::string> ours;
  for (const catalog::Contributor& one : book.work.contributors)
    if (one.role == catalog::ContributorRole::author) ours.insert(folded_name(one.name));
  bool is_any = false;
  for (const catalog::ContributorFact& one : record.contributors) {
    if (one.role != catalog::ContributorRole::author) continue;
    if (ours.contains(folded_name(one.name))) return false;
    is_any = true;
  }
  return is_any && !ours.empty();
}

// Whether a file says that it is another book than the one whose version it would be: by another
// title, and by its ISBN or, where one of the two has none, as the book that the shop has under
// that title. What PDFs say of their authors is seldom said by those: it counts for EPUBs alone.
Result<bool> is_of_another(const ports::SourceStore& sources, const catalog::BookDetail& book,
                           const catalog::BookRecord& record) {
  if (!has_other_title(book, record)) return false;
  if (!record.isbn13.empty() && !book.edition.isbn13.empty())
    return record.isbn13 != book.edition.isbn13;
  if (record.format == "epub" && has_other_authors(book, record)) return true;
  const std::string key =
      catalog::kept_match_key(record.title, record.contributors, record.language);
  if (key.empty()) return false;
  const auto alike = AAN_TRY(sources.works_matching(key));
  return std::ranges::any_of(alike, [&](const catalog::WorkId& id) { return id != book.work.id; });
}

std::vector<std::string> remarks_on(const catalog::BookDetail& book, const ports::ReadBook& read) {
  std::vector<std::string> notes = read.warnings;
  if (!read.record.title.empty() && read.record.title != book.work.title)
    notes.push_back("It calls itself \"" + one_line(read.record.title) +
                    "\"; the book keeps its title.");
  const std::string& language = read.record.language;
  if (!language.empty() && language != "und" && language != book.edition.language)
    notes.push_back("It says that its language is " + one_line(language) + "; the book keeps " +
                    book.edition.language + ".");
  return notes;
}

}  // namespace

Result<NewVersion> Ingest::add_version(int file_fd, const std::string& which,
                                       std::string_view typed_note, std::string_view by,
                                       OtherBook other) {
  const std::string note = AAN_TRY(checked_note(typed_note));
  const catalog::BookDetail book = AAN_TRY(find_book(room_, which));
  auto blob = room_.blobs.address(file_fd, kBookFileBytesMax);
  if (!blob && (blob.error().code == Errc::too_large || blob.error().code == Errc::unavailable))
    return unusable(blob.error());
  if (!blob) return std::unexpected(std::move(blob).error());
  const auto is_known = [&](const ports::CatalogStore& at) -> Result<bool> {
    return AAN_TRY(at.find_file_by_cid(blob->cid)).has_value();
  };
  bool was_here = false;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    was_here = AAN_TRY(is_known(at.catalog()));
    return {};
  }));
  if (was_here) return known_already();
  auto read = reader_.read(file_fd);
  if (!read && read.error().code == Errc::unavailable)
    return std::unexpected(std::move(read).error());
  if (!read) return unusable(read.error());
  const auto before =
      std::ranges::find(book.files, read->record.format, &catalog::EditionFile::format);
  if (before == book.files.end())
    return refuse(Errc::invalid, "version.format",
                  "The book has no file of this format that a new one could take the place of.",
                  "version_format");
  bool is_another = false;
  if (other == OtherBook::refuse)
    AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
      is_another = AAN_TRY(is_of_another(ports::sources_of(at), book, read->record));
      return {};
    }));
  if (is_another) return another_book(read->record);
  if (!AAN_TRY(keeps_content(file_fd, blob->cid)))
    return refuse(Errc::invalid, "version.file",
                  "It changed while it was read. Send it again when it is complete.",
                  "version_file", {{"why", "It changed while it was read."}});
  ports::NewFileVersion version;
  version.edition = book.edition;
  // What the book is shown by comes from its first file; a PDF beside an EPUB changes none of it.
  if (before == book.files.begin()) {
    catalog::take_facts(version.edition, read->record);
    static_cast<catalog::Pictures&>(version.edition) =
        AAN_TRY(as_chosen(book.edition.id, AAN_TRY(store_pictures(*read, book.work.title))));
  }
  version.replaces = before->id;
  version.file = *before;
  version.file.id = room_.ids.make<catalog::FileId>();
  take_content(version.file, read->record, *blob);
  if (const auto* format = catalog::find_book_format(read->record.format, read->record.media_type);
      format != nullptr && version.file.media_type != format->media_type) {
    version.file.media_type = format->media_type;
    version.file.file_name = book.work.slug + "." + std::string(format->ending);
  }
  version.note = note;
  version.by = by;
  version.at = room_.clock.wall();
  NewVersion made{book.work.slug, book.work.title, 0, blob->cid.text(), remarks_on(book, *read)};
  AAN_TRY(room_.store.write("book.version", [&](ports::UnitOfWork& unit) -> Result<> {
    if (AAN_TRY(is_known(unit.catalog()))) return known_already();
    made.number = AAN_TRY(unit.catalog().add_version(version));
    AAN_TRY(announce_version(room_, unit, book.work, made.number, version.at));
    return write_down(
        unit,
        {std::string(by), "book.version", book.work.slug, "version " + std::to_string(made.number)},
        version.at);
  }));
  return made;
}

}  // namespace aan::service
