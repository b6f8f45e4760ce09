#include "service/browsing/site_map.hpp"

namespace aan::service {
namespace {

constexpr std::int64_t kStep = 100;
constexpr std::size_t kAuthorsMax = 5'000;
constexpr std::size_t kSeriesMax = 2'000;

// The first of them by name.
Result<std::vector<std::string>> slugs_of(const ports::CatalogStore& at, ports::ShelfKind kind,
                                          std::size_t most) {
  std::vector<std::string> slugs;
  ports::NamePage page;
  do {
    page = AAN_TRY(at.names({kind, "", page.next, kStep}));
    for (const ports::NameCount& one : page.names) slugs.push_back(one.key);
  } while (!page.next.empty() && slugs.size() < most);
  return slugs;
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
    shelves.authors = AAN_TRY(slugs_of(at.catalog(), ports::ShelfKind::contributor, kAuthorsMax));
    shelves.series = AAN_TRY(slugs_of(at.catalog(), ports::ShelfKind::series, kSeriesMax));
    ports::BookQuery free;
    free.only_free = true;
    free.limit = 1;
    shelves.has_free = AAN_TRY(at.catalog().list(free)).total > 0;
    return {};
  }));
  return shelves;
}

Result<std::vector<ports::ListedSlug>> view_site_map_part(const Room& room, std::string_view from,
                                                          std::int64_t part) {
  std::vector<ports::ListedSlug> slugs;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    // One row first: tens of thousands are read for a book that there is, not for any text.
    slugs = AAN_TRY(at.catalog().listed_slugs(from, 1));
    if (slugs.empty() || slugs.front().slug != from)
      return refuse(Errc::not_found, "site_map", "There is no such part of the site map.",
                    "no_such_page");
    slugs = AAN_TRY(at.catalog().listed_slugs(from, part));
    return {};
  }));
  return slugs;
}

}  // namespace aan::service
