#include <algorithm>
#include <map>
#include <tuple>

#include "adapters/store_sql/catalog_codec.hpp"
#include "adapters/store_sql/catalog_parts.hpp"
#include "adapters/store_sql/catalog_write.hpp"
#include "adapters/store_sql/engine/rows.hpp"
#include "adapters/store_sql/name_rows.hpp"
#include "adapters/store_sql/shelves.hpp"
#include "adapters/store_sql/sql_sources.hpp"

namespace aan::store_sql {
namespace {

// The counts of shelves, which many books of one call share, are written once: each would be one
// more statement for each book that stands there.
class Shared {
 public:
  explicit Shared(Connection& db) : db_(db) {}

  void shelf(const std::string& id) {
    if (++shelves_[id] > 1) return;
    add_shelf(db_, id);
  }
  void count_shelves() {
    for (const auto& [id, works] : shelves_)
      db_.run("UPDATE shelf SET works = works + :works WHERE id = :id", {works, id});
  }

 private:
  Connection& db_;
  std::map<std::string, std::int64_t> shelves_;
};

// Capitals and accents of a name that no other book has: those that were said last.
void respell(Connection& db, const catalog::Contributor& it) {
  db.run(
      "UPDATE contributor SET name = :name, sort_name = :sort_name, sort_key = :sort_key "
      "WHERE slug = :slug "
      "AND name <> :not_already AND NOT EXISTS "
      "(SELECT 1 FROM work_contributor w WHERE w.contributor_slug = contributor.slug)",
      {it.name, it.sort_name, key_of(it), it.slug, it.name});
}

// A place on a shelf, to be written with all others of one call.
struct Place {
  std::string shelf;
  std::string title_key;
  const catalog::Work* work;
};

// In the order of the indexes: books of one call that stand beside each other are written to the
// same page once, not each to a page of its own in the order in which they came.
void put_on_new_shelves(Connection& db, Shared& shared, std::vector<Place>& places) {
  std::ranges::sort(places, {}, [](const Place& it) { return std::tie(it.shelf, it.title_key); });
  for (const Place& it : places) {
    shared.shelf(it.shelf);
    db.run(
        "INSERT INTO shelf_work (work_id, shelf_id, created_at, title_key) "
        "VALUES (:work_id, :shelf_id, :created_at, :title_key)",
        {it.work->id, it.shelf, it.work->created_at, it.title_key});
  }
}

// The one shelf of a kind that only `these` have and not `those`; empty: none, or several.
std::string only_in(const std::vector<std::string>& these, const std::vector<std::string>& those,
                    std::string_view kind) {
  std::string only;
  for (const std::string& one : these) {
    if (!one.starts_with(kind) || std::ranges::find(those, one) != those.end()) continue;
    if (!only.empty()) return {};
    only = one;
  }
  return only;
}

// Of each kind of name, where a book has one in the place of another that no listed book has any
// more. What had led to the other leads on with it.
void note_moved_names(Connection& db, const std::vector<std::string>& before,
                      const std::vector<std::string>& now) {
  for (const std::string_view kind : {"subject:", "contributor:", "series:", "publisher:"}) {
    const std::string from = only_in(before, now, kind);
    const std::string to = only_in(now, before, kind);
    if (from.empty() || to.empty()) continue;
    {
      Rows rows(db, "SELECT works FROM shelf WHERE id = :id LIMIT 1", {from});
      if (!rows.next() || rows.number() > 0) continue;
    }
    db.run("DELETE FROM moved_name WHERE shelf_id = :shelf_id", {to});
    db.run("UPDATE moved_name SET moved_to = :moved_to WHERE moved_to = :before", {to, from});
    db.run(
        "INSERT INTO moved_name (shelf_id, moved_to) VALUES (:shelf_id, :moved_to) "
        "ON CONFLICT (shelf_id) DO UPDATE SET moved_to = excluded.moved_to",
        {from, to});
  }
}

// The generation before the first of so many.
std::int64_t take_generations(Connection& db, std::int64_t count) {
  Rows rows(db,
            "UPDATE catalog_state SET generation = generation + :count WHERE id = 'catalog' "
            "RETURNING generation",
            {count});
  return rows.only().number() - count;
}

}  // namespace

Result<std::vector<std::string>> SqlSources::add_books(const std::vector<ports::NewBook>& books) {
  using Slugs = std::vector<std::string>;
  return db_.attempt("store.add_books", [&]() -> Result<Slugs> {
    Slugs slugs;
    std::vector<Place> places;
    NameRows names(db_);
    Shared shared(db_);
    std::int64_t generation = take_generations(db_, std::ssize(books));
    for (const ports::NewBook& book : books) {
      const catalog::Work work = names.placed(book.work);
      const std::string series = names.series(work.series);
      slugs.push_back(insert_work(db_, work, series, ++generation));
      if (slugs.back().empty())
        return refuse(Errc::conflict, "store.add_books", "Too many books have this title.");
      insert_people_and_subjects(db_, work);
      insert_edition(db_, book.edition, book.files);
      insert_offer(db_, book.offer);
      if (work.visibility == catalog::Visibility::listed)
        for (std::string& shelf : shelves_of(work, series, book.edition, book.files, book.offer))
          places.push_back({std::move(shelf), title_key(work.title), &book.work});
      db_.run("INSERT INTO work_match (work_id, match_key) VALUES (:work_id, :match_key)",
              {work.id, book.match_key});
    }
    put_on_new_shelves(db_, shared, places);
    shared.count_shelves();
    return slugs;
  });
}

Result<> SqlSources::change_book(const catalog::Work& given, const catalog::Edition& edition,
                                 std::string_view match_key) {
  return db_.attempt("store.change_book", [&]() -> Result<> {
    NameRows names(db_);
    const catalog::Work work = names.placed(given);
    const std::string series = names.series(work.series);
    const std::int64_t changed = db_.run(
        "UPDATE work SET title = :title, title_key = :title_key, subtitle = :subtitle, "
        "description = :description, author_names = :author_names, series_slug = :series_slug, "
        "series_position = :series_position, updated_at = :updated_at WHERE id = :id",
        {work.title, title_key(work.title), work.subtitle, work.description, author_names(work),
         series.empty() ? std::nullopt : std::optional<std::string_view>(series),
         work.series_position, work.updated_at, work.id});
    if (changed == 0) return refuse(Errc::not_found, "store.change_book", "There is no such book.");
    db_.run("DELETE FROM work_contributor WHERE work_id = :work_id", {work.id});
    db_.run("DELETE FROM work_subject WHERE work_id = :work_id", {work.id});
    for (const catalog::Contributor& one : work.contributors) respell(db_, one);
    insert_people_and_subjects(db_, work);
    const std::string accessibility = encode_accessibility(edition.accessibility);
    const std::string contents = encode_contents(edition.contents);
    db_.run(
        "UPDATE edition SET language = :language, isbn13 = :isbn13, publisher = :publisher, "
        "published = :published, rights = :rights, words = :words, "
        "accessibility = :accessibility, contents = :contents, fixed_layout = :fixed_layout, "
        "has_scripts = :has_scripts, has_remote_resources = :has_remote_resources WHERE id = :id",
        {edition.language, edition.isbn13, edition.publisher, edition.published, edition.rights,
         edition.words, accessibility, contents, edition.fixed_layout, edition.has_scripts,
         edition.has_remote_resources, edition.id});
    const std::vector<std::string> before = shelves_under(db_, work.id);
    take_off_shelves(db_, work.id);
    touch_work(db_, work.id);
    const catalog::BookDetail now = read_book(db_, work.id).value();
    if (now.work.visibility == catalog::Visibility::listed)
      put_on_shelves(db_, now.work,
                     shelves_of(now.work, series, now.edition, now.files, now.offer));
    note_moved_names(db_, before, shelves_under(db_, work.id));
    return put_match_key(work.id, match_key);
  });
}

Result<> SqlSources::sort_person(std::string_view name, std::string_view sort_name) {
  return db_.attempt("store.sort_person", [&]() -> Result<> {
    const std::string who(name);
    if (!sort_contributor(db_, who, std::string(sort_name))) return {};
    for (const catalog::WorkId& id : works_of_contributor(db_, who)) touch_work(db_, id);
    return {};
  });
}

}  // namespace aan::store_sql
