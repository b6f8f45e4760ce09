#include <algorithm>

#include "base/log.hpp"
#include "domain/catalog/edition_facts.hpp"
#include "service/audit.hpp"
#include "service/books/edit_book.hpp"
#include "service/books/ingest.hpp"
#include "service/books/list_books.hpp"
#include "service/books/manage_catalog.hpp"
#include "service/books/work_facts.hpp"
#include "service/delivery/keep_files.hpp"
#include "service/delivery/reading_record.hpp"
#include "service/delivery/sample_books.hpp"

namespace aan::service {
namespace {

// What the book says as the file does is taken for the file's word (`fill_from_file`), but not what
// a person wrote: a list says its own again.
void forget_what_it_said(catalog::BookDetail& book, const catalog::BookRecord& record,
                         const std::vector<std::string>& edited) {
  const auto is_written = [&](std::string_view field) {
    return std::ranges::find(edited, field) != edited.end();
  };
  const auto forget = [](std::string& said, const std::string& by_file) {
    if (said == by_file) said.clear();
  };
  std::vector<std::string> notes;  // were said when it came in
  if (!is_written("description"))
    forget(book.work.description, kept_description(record.description, notes));
  if (!is_written("language") && book.edition.language == record.language)
    book.edition.language = "und";
  if (!is_written("isbn")) forget(book.edition.isbn13, record.isbn13);
  if (!is_written("publisher")) forget(book.edition.publisher, record.publisher);
  forget(book.edition.published, record.published);
  forget(book.edition.rights, record.rights);
}

// Contents, length and what is inside were those of the file.
void forget_what_it_holds(catalog::Edition& edition) {
  edition.words = 0;
  edition.contents.clear();
  edition.accessibility = {};
  edition.fixed_layout = edition.has_scripts = edition.has_remote_resources = false;
}

// The version that a file took the place of; nothing: it is the first.
Result<std::optional<catalog::EditionFile>> version_before(const Room& room,
                                                           const catalog::FileId& id) {
  std::optional<catalog::EditionFile> before;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    before.reset();
    for (const catalog::FileVersion& one : AAN_TRY(at.catalog().versions_of(id))) {
      if (one.file.id == id) break;
      before = one.file;
    }
    return {};
  }));
  return before;
}

}  // namespace

Result<catalog::BookDetail> Ingest::take_out(const std::string& which, const std::string& format,
                                             std::string_view by) {
  const catalog::BookDetail book = AAN_TRY(find_book(room_, which));
  const auto file = std::ranges::find(book.files, format, &catalog::EditionFile::format);
  if (file == book.files.end())
    return refuse(Errc::not_found, "book.take-out",
                  "This book has no file of that format. Say epub, pdf or what else it has.",
                  "no_such_file");
  const auto before = AAN_TRY(version_before(room_, file->id));
  // A copy that cannot be read any more is taken out as well; what it said of the book stays then.
  std::optional<ports::ReadBook> read;
  const bool is_first =
      file == book.files.begin();  // the one that what is known of the book came from
  if (is_first)
    if (const auto blob = open_file(room_, before ? *before : *file))
      if (auto again = reader_.read(blob->file.get())) read = *std::move(again);
  const catalog::Pictures own = AAN_TRY(with_other_cover(book.edition.id, {}));
  const Timestamp now = room_.clock.wall();
  AAN_TRY(room_.store.write("book.take-out", [&](ports::UnitOfWork& unit) -> Result<> {
    ports::SourceStore& sources = ports::sources_of(unit);
    AAN_TRY(sources.take_out_file(file->id, now));
    auto left = AAN_TRY(unit.catalog().find_work(book.work.id));
    AAN_TRY(forget_derived(unit, kReadingArea, file->id.value));
    if (left && is_first) {
      AAN_TRY(forget_sample_file(unit, left->edition.id));
      AAN_TRY(unit.catalog().set_pictures(left->edition.id, own, now));
      if (read && !before)
        forget_what_it_said(*left, read->record, AAN_TRY(sources.edited_fields(book.work.id)));
      forget_what_it_holds(left->edition);
      if (read && before) catalog::take_facts(left->edition, read->record);
      AAN_TRY(sources.change_book(left->work, left->edition, match_key_of(*left)));
      if (!before) AAN_TRY(let_lists_say_again(unit, book.work.id));
    }
    return write_down(unit,
                      {std::string(by), "book.take-out", book.work.slug,
                       file->file_name + " " + file->cid.text()},
                      now);
  }));
  catalog::BookDetail left = AAN_TRY(find_book(room_, book.work.id.value));
  // Cover and sample are those of the file that is the first now, or none as long as it cannot be
  // read, which whatever looks at files tells of.
  if (!left.files.empty() && is_first)
    if (const auto made = make_pictures_again(left.files.front()); !made)
      log::warn("book.no_pictures", {{"why", made.error().to_string()}});
  return find_book(room_, book.work.id.value);
}

}  // namespace aan::service
