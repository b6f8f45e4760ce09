#include "adapters/store_sql/shelves.hpp"

#include <algorithm>

#include "adapters/store_sql/catalog_codec.hpp"
#include "adapters/store_sql/engine/rows.hpp"
#include "base/text.hpp"
#include "domain/catalog/language.hpp"

namespace aan::store_sql {
namespace {

constexpr std::string_view kPublisher = "publisher:";
constexpr std::string_view kSubject = "subject:";

void count(Connection& db, const std::string& shelf, int by) {
  db.run("UPDATE shelf SET works = works + :by WHERE id = :id", {by, shelf});
}

// As migration 0065 cut it: by characters, as SQL does.
std::string publisher_shelf(std::string_view name) {
  std::size_t end = 0;
  for (std::size_t left = ports::kPublisherKeyMax; end < name.size() && left > 0; --left) {
    ++end;
    while (end < name.size() && (static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80U) ++end;
  }
  return std::string(kPublisher) + std::string(name.substr(0, end));
}

// Empty for a shelf of anything else.
std::string publisher_of_shelf(std::string_view id) {
  return id.starts_with(kPublisher) ? std::string(id.substr(kPublisher.size())) : std::string();
}

std::string free_shelf(const Asset& currency) {
  return currency.empty() ? "free" : "free:" + std::string(currency.code());
}

}  // namespace

std::string format_shelf(std::string_view format) { return "format:" + std::string(format); }

std::vector<std::string> free_shelves_of(const catalog::Offer& offer) {
  std::vector<std::string> shelves;
  if (offer.files.empty()) return shelves;  // nothing that could be had for nothing
  if (offer.price && offer.price->is_zero()) shelves.push_back(free_shelf({}));
  for (const catalog::PriceTerms& other : offer.others)
    if (other.price->is_zero()) shelves.push_back(free_shelf(other.price->asset));
  return shelves;
}

std::vector<std::string> shelves_of(const catalog::Work& work, const std::string& series_slug,
                                    const catalog::Edition& edition,
                                    const std::vector<catalog::EditionFile>& files,
                                    const catalog::Offer& offer) {
  std::vector<std::string> shelves{"all",
                                   "language:" + catalog::primary_language(edition.language)};
  for (std::string& shelf : free_shelves_of(offer)) shelves.push_back(std::move(shelf));
  for (const catalog::Subject& subject : work.subjects)
    shelves.push_back("subject:" + subject.slug);
  for (const catalog::Contributor& contributor : work.contributors)
    shelves.push_back("contributor:" + contributor.slug);
  if (!series_slug.empty()) shelves.push_back("series:" + series_slug);
  if (!edition.publisher.empty()) shelves.push_back(publisher_shelf(edition.publisher));
  for (const catalog::EditionFile& file : files) shelves.push_back(format_shelf(file.format));
  std::ranges::sort(shelves);
  const auto twice = std::ranges::unique(shelves);
  shelves.erase(twice.begin(), twice.end());
  return shelves;
}

std::vector<std::string> shelves_of(const ports::BookQuery& query, const std::string& series_slug) {
  std::vector<std::string> shelves;
  if (!query.subject_slug.empty()) shelves.push_back("subject:" + query.subject_slug);
  if (!query.contributor_slug.empty()) shelves.push_back("contributor:" + query.contributor_slug);
  if (!series_slug.empty()) shelves.push_back("series:" + series_slug);
  if (!query.publisher.empty()) shelves.push_back(publisher_shelf(query.publisher));
  if (!query.language.empty())
    shelves.push_back("language:" + catalog::primary_language(query.language));
  if (!query.format.empty()) shelves.push_back(format_shelf(query.format));
  if (query.only_free) shelves.push_back(free_shelf(query.free_in));
  if (shelves.empty()) shelves.emplace_back("all");
  return shelves;
}

std::string shelf_of(ports::ShelfKind kind, std::string_view slug) {
  switch (kind) {
    case ports::ShelfKind::subject: return "subject:" + std::string(slug);
    case ports::ShelfKind::contributor: return "contributor:" + std::string(slug);
    case ports::ShelfKind::series: return "series:" + std::string(slug);
    case ports::ShelfKind::publisher: return publisher_shelf(slug);
  }
  return {};
}

void add_shelf(Connection& db, const std::string& id) {
  if (id.starts_with(kSubject)) {
    db.run(
        "INSERT INTO shelf (id, works, name) "
        "VALUES (:id, 0, (SELECT name FROM subject WHERE slug = :slug)) "
        "ON CONFLICT (id) DO NOTHING",
        {id, std::string_view(id).substr(kSubject.size())});
    return;
  }
  const std::string publisher = publisher_of_shelf(id);
  db.run(
      "INSERT INTO shelf (id, works, sort_key) VALUES (:id, 0, :sort_key) "
      "ON CONFLICT (id) DO NOTHING",
      {id, publisher.empty() ? std::string() : name_key(publisher)});
}

void put_on_shelves(Connection& db, const catalog::Work& work,
                    const std::vector<std::string>& shelves) {
  const std::string key = title_key(work.title);
  for (const std::string& shelf : shelves) {
    add_shelf(db, shelf);
    const std::int64_t added = db.run(
        "INSERT INTO shelf_work (work_id, shelf_id, created_at, title_key) "
        "VALUES (:work_id, :shelf_id, :created_at, :title_key) "
        "ON CONFLICT (work_id, shelf_id) DO NOTHING",
        {work.id, shelf, work.created_at, key});
    if (added == 1) count(db, shelf, 1);
  }
}

void take_off_shelf(Connection& db, const catalog::WorkId& id, const std::string& shelf) {
  const std::int64_t taken = db.run(
      "DELETE FROM shelf_work WHERE work_id = :work_id AND shelf_id = :shelf_id", {id, shelf});
  if (taken == 1) count(db, shelf, -1);
}

std::vector<std::string> shelves_under(Connection& db, const catalog::WorkId& id) {
  std::vector<std::string> shelves;
  Rows rows(db,
            "SELECT shelf_id FROM shelf_work WHERE work_id = :work_id ORDER BY shelf_id LIMIT 500",
            {id});
  while (rows.next()) shelves.push_back(rows.text());
  return shelves;
}

void take_off_shelves(Connection& db, const catalog::WorkId& id) {
  for (const std::string& shelf : shelves_under(db, id)) take_off_shelf(db, id, shelf);
}

}  // namespace aan::store_sql
