#include "service/browsing/site_map.hpp"

#include <set>

namespace aan::service {
namespace {

constexpr std::int64_t kStep = 100;
constexpr std::size_t kAuthorsMax = 5'000;
constexpr std::int64_t kBooksLookedAt = 2'000;

Result<std::vector<std::string>> authors_of(const ports::CatalogStore& at) {
  std::vector<std::string> slugs;
  ports::ContributorPage page;
  do {
    page = AAN_TRY(at.contributors("", page.next, kStep));
    for (const ports::ContributorCount& one : page.contributors)
      slugs.push_back(one.contributor.slug);
  } while (!page.next.empty() && slugs.size() < kAuthorsMax);
  return slugs;
}

Result<std::vector<std::string>> series_of(const ports::CatalogStore& at) {
  std::set<std::string> names;
  ports::BookQuery newest;
  newest.limit = kStep;
  for (std::int64_t seen = 0; seen < kBooksLookedAt; seen += kStep) {
    ports::BookPage page = AAN_TRY(at.list(newest));
    for (catalog::BookSummary& book : page.books)
      if (!book.series.empty()) names.insert(std::move(book.series));
    if (page.next.empty()) break;
    newest.behind = std::move(page.next);
  }
  return std::vector<std::string>(names.begin(), names.end());
}

}  // namespace

Result<SiteMap> view_site_map(const Room& room, std::int64_t part) {
  SiteMap map;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    std::vector<std::string> parts = AAN_TRY(at.catalog().listed_slugs_by(part));
    if (parts.size() > 1)
      map.parts = std::move(parts);
    else
      map.slugs = AAN_TRY(at.catalog().listed_slugs("", part));
    return {};
  }));
  return map;
}

Result<SiteShelves> view_site_shelves(const Room& room) {
  SiteShelves shelves;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    for (const catalog::SubjectCount& one : AAN_TRY(at.catalog().subjects()))
      shelves.subjects.push_back(one.subject.slug);
    for (const ports::PublisherCount& one : AAN_TRY(at.catalog().publishers()))
      shelves.publishers.push_back(one.name);
    for (const catalog::LanguageCount& one : AAN_TRY(at.catalog().languages()))
      shelves.languages.push_back(one.language);
    for (const ports::FormatCount& one : AAN_TRY(at.catalog().formats()))
      shelves.formats.push_back(one.format);
    shelves.authors = AAN_TRY(authors_of(at.catalog()));
    shelves.series = AAN_TRY(series_of(at.catalog()));
    ports::BookQuery free;
    free.only_free = true;
    free.limit = 1;
    shelves.has_free = AAN_TRY(at.catalog().list(free)).total > 0;
    return {};
  }));
  return shelves;
}

Result<std::vector<std::string>> view_site_map_part(const Room& room, std::string_view from,
                                                    std::int64_t part) {
  std::vector<std::string> slugs;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    slugs = AAN_TRY(at.catalog().listed_slugs(from, part));
    return {};
  }));
  if (slugs.empty())
    return refuse(Errc::not_found, "site_map", "There is no such part of the site map.",
                  "no_such_page");
  return slugs;
}

}  // namespace aan::service
