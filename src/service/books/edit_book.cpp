#include "service/books/edit_book.hpp"

#include <algorithm>
#include <iterator>

#include "base/text.hpp"
#include "base/words.hpp"
#include "ports/source_store.hpp"
#include "service/books/kept_digest.hpp"
#include "service/books/list_books.hpp"
#include "service/books/manage_catalog.hpp"
#include "service/books/typed_facts.hpp"

namespace aan::service {
namespace {

constexpr std::string_view kPrice = "price";

// One field of a book that a person may write.
struct Field {
  std::string_view name;
  // Copies it from one book into another.
  void (*copy)(catalog::BookDetail& into, const catalog::BookDetail& from);
  bool (*is_same)(const catalog::BookDetail& one, const catalog::BookDetail& other);
};

bool is_author(const catalog::Contributor& one) {
  return one.role == catalog::ContributorRole::author;
}

// The authors of the one, with whoever else had a part in the other.
std::vector<catalog::Contributor> people_of(const catalog::Work& authors,
                                            const catalog::Work& others) {
  std::vector<catalog::Contributor> all;
  std::ranges::copy_if(authors.contributors, std::back_inserter(all), is_author);
  std::ranges::copy_if(others.contributors, std::back_inserter(all),
                       [](const catalog::Contributor& one) { return !is_author(one); });
  return all;
}

using Book = catalog::BookDetail;
constexpr Field kFields[] = {
    {"title", [](Book& into, const Book& from) { into.work.title = from.work.title; },
     [](const Book& one, const Book& other) { return one.work.title == other.work.title; }},
    {"subtitle", [](Book& into, const Book& from) { into.work.subtitle = from.work.subtitle; },
     [](const Book& one, const Book& other) { return one.work.subtitle == other.work.subtitle; }},
    {"authors",
     [](Book& into, const Book& from) { into.work.contributors = people_of(from.work, into.work); },
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
    {"contributors",
     [](Book& into, const Book& from) { into.work.contributors = people_of(into.work, from.work); },
     [](const Book& one, const Book& other) {
       return typed_contributors(one.work) == typed_contributors(other.work);
     }},
    {"series",
     [](Book& into, const Book& from) {
       into.work.series = from.work.series;
       into.work.series_position = from.work.series_position;
     },
     [](const Book& one, const Book& other) {
       return one.work.series == other.work.series &&
              one.work.series_position == other.work.series_position;
     }},
    {"subjects", [](Book& into, const Book& from) { into.work.subjects = from.work.subjects; },
     [](const Book& one, const Book& other) {
       return typed_subjects(one.work) == typed_subjects(other.work);
     }},
    {"isbn", [](Book& into, const Book& from) { into.edition.isbn13 = from.edition.isbn13; },
     [](const Book& one, const Book& other) { return one.edition.isbn13 == other.edition.isbn13; }},
    {"publisher",
     [](Book& into, const Book& from) { into.edition.publisher = from.edition.publisher; },
     [](const Book& one, const Book& other) {
       return one.edition.publisher == other.edition.publisher;
     }},
};

Result<> apply(catalog::BookDetail& book, const BookEdit& edit) {
  catalog::Work& work = book.work;
  if (edit.title) work.title = AAN_TRY(read_title(*edit.title));
  if (edit.subtitle) work.subtitle = AAN_TRY(read_subtitle(*edit.subtitle));
  const catalog::Work before = work;
  if (edit.authors) work.contributors = AAN_TRY(read_authors(work, *edit.authors));
  if (edit.contributors)
    work.contributors = AAN_TRY(read_contributors(work, *edit.contributors, before));
  if (edit.language) book.edition.language = AAN_TRY(read_language(*edit.language));
  if (edit.description) work.description = AAN_TRY(read_description(*edit.description));
  if (edit.series) work.series = AAN_TRY(read_series(*edit.series));
  if (edit.series_position)
    work.series_position = AAN_TRY(read_series_position(*edit.series_position));
  if (work.series.empty()) {
    if (edit.series_position && !work.series_position.empty()) return wrong_series_position();
    work.series_position.clear();
  }
  if (edit.subjects) work.subjects = AAN_TRY(read_subjects(work, *edit.subjects));
  if (edit.isbn) book.edition.isbn13 = AAN_TRY(read_isbn(*edit.isbn));
  if (edit.publisher) book.edition.publisher = AAN_TRY(read_publisher(*edit.publisher));
  return {};
}

// The names to sort by that are typed and are others now, and of which fields their people are.
struct Sorting {
  std::vector<SortedName> names;
  std::vector<std::string_view> fields;
};
Sorting sorting_of(const catalog::Work& now, const catalog::Work& before, const BookEdit& edit) {
  Sorting it;
  for (const auto& [typed, has_parts] :
       {std::pair(edit.authors, false), std::pair(edit.contributors, true)})
    for (SortedName& one : typed_sort_names(typed.value_or(""), has_parts)) {
      const auto is_theirs = [&](const catalog::Contributor& other) {
        return folded_name(other.name) == folded_name(one.name);
      };
      const auto was = std::ranges::find_if(before.contributors, is_theirs);
      if (was != before.contributors.end() && was->sort_name == one.sort_name) continue;
      for (const catalog::Contributor& person : now.contributors)
        if (is_theirs(person)) it.fields.push_back(is_author(person) ? "authors" : "contributors");
      it.names.push_back(std::move(one));
    }
  return it;
}

// A number is one edition: another book has it only where the two are one.
Result<> check_isbn(ports::UnitOfWork& unit, const ports::SourceStore& sources,
                    const catalog::BookDetail& book) {
  const auto stand_for = [&](const catalog::WorkId& id,
                             const catalog::WorkId& other) -> Result<bool> {
    const auto merge = AAN_TRY(sources.find_merge(id));
    return merge && merge->into == other;
  };
  for (const catalog::WorkId& id : AAN_TRY(sources.works_of_isbn(book.edition.isbn13))) {
    if (id == book.work.id || AAN_TRY(stand_for(id, book.work.id)) ||
        AAN_TRY(stand_for(book.work.id, id)))
      continue;
    const auto other = AAN_TRY(unit.catalog().find_work(id));
    if (!other) continue;
    return refuse(Errc::conflict, "book.edit",
                  "\"" + one_line(other->work.title) + "\" (" + other->work.slug +
                      ") has this ISBN already. Correct that one first, or merge the two.",
                  "book_isbn_taken",
                  {{"field", "isbn"}, {"title", other->work.title}, {"slug", other->work.slug}});
  }
  return {};
}

}  // namespace

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
    if (book.edition.isbn13 != before->edition.isbn13) AAN_TRY(check_isbn(unit, sources, book));
    std::vector<std::string> edited = AAN_TRY(sources.edited_fields(book.work.id));
    if (edit.follows_lists) {
      if (AAN_TRY(let_lists_say_again(unit, book.work.id)) || !edited.empty())
        names.emplace_back("follow_lists");
      edited.clear();
    }
    const Sorting sorting = sorting_of(book.work, before->work, edit);
    std::string changed;
    for (const Field& field : kFields) {
      if (field.is_same(book, *before) && std::ranges::count(sorting.fields, field.name) == 0)
        continue;
      changed += (changed.empty() ? "" : ", ") + std::string(field.name);
      names.emplace_back(field.name);
      if (std::ranges::find(edited, field.name) == edited.end()) edited.emplace_back(field.name);
    }
    if (names.empty()) return {};
    std::ranges::sort(edited);
    AAN_TRY(sources.put_edited_fields(book.work.id, edited, now));
    if (names.front() == "follow_lists")
      AAN_TRY(write_down(unit, {std::string(by), "book.follow_lists", book.work.slug, ""}, now));
    if (changed.empty()) return {};
    book.work.updated_at = now;
    AAN_TRY(sources.change_book(book.work, book.edition, match_key_of(book)));
    for (const SortedName& one : sorting.names)
      AAN_TRY(sources.sort_person(one.name, one.sort_name));
    return write_down(unit, {std::string(by), "book.edit", book.work.slug, changed}, now);
  }));
  return EditedBook{AAN_TRY(find_book(room, asked.work.id.value)), std::move(names)};
}

Result<bool> let_lists_say_again(ports::UnitOfWork& unit, const catalog::WorkId& id) {
  ports::SourceStore& sources = ports::sources_of(unit);
  std::vector<ports::WorkSource> names = AAN_TRY(sources.names_in_lists(id));
  for (ports::WorkSource& source : names) {
    source.digest = marks_of(source.digest);
    AAN_TRY(sources.put_source(source));
  }
  return !names.empty();
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
