#include "service/books/edit_book.hpp"

#include <algorithm>
#include <iterator>

#include "base/text.hpp"
#include "base/words.hpp"
#include "domain/catalog/book_record_frame.hpp"
#include "domain/catalog/match_key.hpp"
#include "ports/source_store.hpp"
#include "service/books/list_books.hpp"
#include "service/books/manage_catalog.hpp"

namespace aan::service {
namespace {

constexpr std::string_view kPrice = "price";

constexpr std::size_t kTitleBytesMax = 500;
constexpr std::size_t kContributorsMax = 40;

std::unexpected<Error> wrong_title() {
  return refuse(Errc::invalid, "book.edit", "A book needs a title of at most 500 bytes.",
                "book_title");
}
std::unexpected<Error> wrong_subtitle() {
  return refuse(Errc::invalid, "book.edit", "A subtitle has at most 500 bytes.", "book_subtitle");
}
std::unexpected<Error> wrong_authors() {
  return refuse(Errc::invalid, "book.edit",
                "Name at most 40 people, one on a line, each in at most 500 bytes.",
                "book_authors");
}
std::unexpected<Error> wrong_language() {
  return refuse(Errc::invalid, "book.edit", "A language is a tag such as en, de or pt-BR.",
                "book_language");
}
std::unexpected<Error> wrong_description() {
  return refuse(Errc::invalid, "book.edit", "A description is text of at most 20,000 bytes.",
                "book_description");
}

bool is_none(std::string_view typed) {
  const std::string_view word = trim(typed);
  return word.empty() || word == "none";
}

Result<std::string> subtitle_of(std::string_view typed) {
  if (is_none(typed)) return std::string();
  if (!is_utf8(typed)) return wrong_subtitle();
  std::string line = one_line(typed);
  if (line.size() > kTitleBytesMax) return wrong_subtitle();
  return line;
}

// Lines stay, what would steer a terminal or shows nothing goes.
Result<std::string> description_of(std::string_view typed) {
  if (is_none(typed)) return std::string();
  if (!is_utf8(typed)) return wrong_description();
  std::string text;
  for (const std::string_view line : split(typed, '\n')) {
    const std::string clean = one_line(line);
    if (clean.empty() && (text.empty() || text.ends_with("\n\n"))) continue;
    text += clean + "\n";
  }
  text = trim(text);
  if (!catalog::is_clean_text(text, catalog::kParagraphBytesMax)) return wrong_description();
  return text;
}

Result<std::string> language_of(std::string_view typed) {
  const std::string_view word = trim(typed);
  if (word.empty() || word == "none" || word == "und") return std::string("und");
  std::string tag = catalog::canonical_language(word);
  if (tag == "und") return wrong_language();
  return tag;
}

// Who was an author before keeps the form of the name that lists are sorted by; translators and
// others stay behind the authors.
Result<std::vector<catalog::Contributor>> contributors_of(const catalog::Work& work,
                                                          std::string_view typed) {
  if (!is_utf8(typed)) return wrong_authors();
  std::string lines(is_none(typed) ? std::string_view() : typed);
  std::ranges::replace(lines, ';', '\n');
  std::vector<catalog::Contributor> all;
  for (const std::string_view line : split(lines, '\n')) {
    const std::string name = one_line(line);
    if (name.empty() || std::ranges::find(all, name, &catalog::Contributor::name) != all.end())
      continue;
    if (name.size() > kTitleBytesMax) return wrong_authors();
    catalog::Contributor author{name, name, slug(name), catalog::ContributorRole::author};
    for (const catalog::Contributor& one : work.contributors)
      if (one.role == author.role && one.sort_name != one.name &&
          folded_name(one.name) == folded_name(author.name))
        author.sort_name = one.sort_name;
    all.push_back(std::move(author));
  }
  std::ranges::copy_if(
      work.contributors, std::back_inserter(all),
      [](const catalog::Contributor& one) { return one.role != catalog::ContributorRole::author; });
  if (all.size() > kContributorsMax) return wrong_authors();
  return all;
}

// One field of a book that a person may write.
struct Field {
  std::string_view name;
  // Copies it from one book into another.
  void (*copy)(catalog::BookDetail& into, const catalog::BookDetail& from);
  bool (*is_same)(const catalog::BookDetail& one, const catalog::BookDetail& other);
};

std::vector<catalog::Contributor> authors_in(const catalog::Work& work) {
  std::vector<catalog::Contributor> authors;
  std::ranges::copy_if(
      work.contributors, std::back_inserter(authors),
      [](const catalog::Contributor& one) { return one.role == catalog::ContributorRole::author; });
  return authors;
}

void copy_authors(catalog::BookDetail& into, const catalog::BookDetail& from) {
  std::vector<catalog::Contributor> all = authors_in(from.work);
  std::ranges::copy_if(
      into.work.contributors, std::back_inserter(all),
      [](const catalog::Contributor& one) { return one.role != catalog::ContributorRole::author; });
  into.work.contributors = std::move(all);
}

using Book = catalog::BookDetail;
constexpr Field kFields[] = {
    {"title", [](Book& into, const Book& from) { into.work.title = from.work.title; },
     [](const Book& one, const Book& other) { return one.work.title == other.work.title; }},
    {"subtitle", [](Book& into, const Book& from) { into.work.subtitle = from.work.subtitle; },
     [](const Book& one, const Book& other) { return one.work.subtitle == other.work.subtitle; }},
    {"authors", copy_authors,
     [](const Book& one, const Book& other) {
       return typed_authors(one.work) == typed_authors(other.work);
     }},
    {"language",
     [](Book& into, const Book& from) { into.edition.language = from.edition.language; },
     [](const Book& one, const Book& other) {
       return one.edition.language == other.edition.language;
     }},
    {"description",
     [](Book& into, const Book& from) { into.work.description = from.work.description; },
     [](const Book& one, const Book& other) {
       return one.work.description == other.work.description;
     }},
};

Result<> apply(catalog::BookDetail& book, const BookEdit& edit) {
  if (edit.title) {
    if (!is_utf8(*edit.title)) return wrong_title();
    book.work.title = one_line(*edit.title);
    if (book.work.title.empty() || book.work.title.size() > kTitleBytesMax) return wrong_title();
  }
  if (edit.subtitle) book.work.subtitle = AAN_TRY(subtitle_of(*edit.subtitle));
  if (edit.authors) book.work.contributors = AAN_TRY(contributors_of(book.work, *edit.authors));
  if (edit.language) book.edition.language = AAN_TRY(language_of(*edit.language));
  if (edit.description) book.work.description = AAN_TRY(description_of(*edit.description));
  return {};
}

}  // namespace

std::string typed_authors(const catalog::Work& work) {
  std::string lines;
  for (const catalog::Contributor& one : authors_in(work))
    lines += (lines.empty() ? "" : "\n") + one.name;
  return lines;
}

std::string keep_edited(catalog::BookDetail& book, const catalog::BookDetail& before,
                        const std::vector<std::string>& edited) {
  std::string kept;
  for (const Field& field : kFields) {
    if (std::ranges::find(edited, field.name) == edited.end() || field.is_same(book, before))
      continue;
    field.copy(book, before);
    kept += (kept.empty() ? "" : ", ") + std::string(field.name);
  }
  return kept;
}

Result<EditedBook> edit_book(const Room& room, const std::string& which, const BookEdit& edit,
                             std::string_view by) {
  const catalog::BookDetail asked = AAN_TRY(find_book(room, which));
  const Timestamp now = room.clock.wall();
  std::vector<std::string> names;
  AAN_TRY(room.store.write("book.edit", [&](ports::UnitOfWork& unit) -> Result<> {
    names.clear();
    ports::SourceStore& sources = ports::sources_of(unit);
    const auto before = AAN_TRY(unit.catalog().find_work(asked.work.id));
    if (!before) return fail(Errc::not_found, "book.edit", "the book went away");
    catalog::BookDetail book = *before;
    AAN_TRY(apply(book, edit));
    std::vector<std::string> edited = AAN_TRY(sources.edited_fields(book.work.id));
    std::string changed;
    for (const Field& field : kFields) {
      if (field.is_same(book, *before)) continue;
      changed += (changed.empty() ? "" : ", ") + std::string(field.name);
      names.emplace_back(field.name);
      if (std::ranges::find(edited, field.name) == edited.end()) edited.emplace_back(field.name);
    }
    if (changed.empty()) return {};
    std::ranges::sort(edited);
    book.work.updated_at = now;
    AAN_TRY(sources.change_book(book.work, book.edition, match_key_of(book)));
    AAN_TRY(sources.put_edited_fields(book.work.id, edited, now));
    return write_down(unit, {std::string(by), "book.edit", book.work.slug, changed}, now);
  }));
  return EditedBook{AAN_TRY(find_book(room, asked.work.id.value)), std::move(names)};
}

Result<catalog::BookDetail> follow_lists(const Room& room, const std::string& which,
                                         std::string_view by) {
  const catalog::BookDetail book = AAN_TRY(find_book(room, which));
  const Timestamp now = room.clock.wall();
  AAN_TRY(room.store.write("book.follow_lists", [&](ports::UnitOfWork& unit) -> Result<> {
    ports::SourceStore& sources = ports::sources_of(unit);
    auto names = AAN_TRY(sources.names_in_lists(book.work.id));
    if (names.empty() && AAN_TRY(sources.edited_fields(book.work.id)).empty()) return {};
    AAN_TRY(sources.put_edited_fields(book.work.id, {}, now));
    // What a list said last is forgotten, so that the same list says it again.
    for (ports::WorkSource& source : names) {
      source.digest.clear();
      AAN_TRY(sources.put_source(source));
    }
    return write_down(unit, {std::string(by), "book.follow_lists", book.work.slug, ""}, now);
  }));
  return find_book(room, book.work.id.value);
}

Result<> note_price_written(ports::UnitOfWork& unit, const catalog::WorkId& id, Timestamp now) {
  ports::SourceStore& sources = ports::sources_of(unit);
  std::vector<std::string> edited = AAN_TRY(sources.edited_fields(id));
  if (!is_price_written(edited)) edited.emplace_back(kPrice);
  std::ranges::sort(edited);
  return sources.put_edited_fields(id, edited, now);
}

bool is_editable(std::string_view field) {
  return field == kPrice || std::ranges::find(kFields, field, &Field::name) != std::end(kFields);
}

bool is_price_written(const std::vector<std::string>& edited) {
  return std::ranges::find(edited, kPrice) != edited.end();
}

Result<std::vector<std::string>> edited_fields(const Room& room, const catalog::WorkId& id) {
  std::vector<std::string> fields;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    fields = AAN_TRY(ports::sources_of(at).edited_fields(id));
    return {};
  }));
  return fields;
}

}  // namespace aan::service
