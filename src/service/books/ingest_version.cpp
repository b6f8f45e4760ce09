#include <algorithm>

#include "base/text.hpp"
#include "domain/catalog/book_format.hpp"
#include "domain/catalog/edition_facts.hpp"
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
                "This very content is in the shop already, here or as another book's file.",
                "version_known");
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
                                       std::string_view typed_note, std::string_view by) {
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
