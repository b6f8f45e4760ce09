#include "service/site_map.hpp"

namespace aan::service {

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
