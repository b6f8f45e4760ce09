#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ports/catalog_store.hpp"
#include "service/room.hpp"

namespace aan::service {

/// Addresses that one site map may hold (sitemaps.org, "Sitemap file location": 50,000).
inline constexpr std::int64_t kSiteMapMax = 50'000;

/// Shelves with a page of their own; of very many those with the most books.
struct SiteShelves {
  std::vector<std::string> subjects;    ///< slugs
  std::vector<std::string> publishers;  ///< names
  std::vector<std::string> languages;
  std::vector<std::string> formats;
  std::vector<std::string> authors;  ///< slugs
  std::vector<std::string> series;   ///< slugs
  bool has_free = false;             ///< books, in the shop's own currency
};

/// Where search engines find every listed book: all slugs, or the first slug of each part of
/// `kSiteMapMax` when there are more.
struct SiteMap {
  std::vector<ports::ListedSlug> slugs;
  std::vector<std::string> parts;  ///< empty: `slugs` are all
};

// One snapshot for each call, no write, no network.

Result<SiteMap> view_site_map(const Room& room, std::int64_t part = kSiteMapMax);
/// At most 500 subjects, 500 publishers, 1,000 languages, 100 formats, and the first 5,000 authors
/// and 2,000 series by name.
Result<SiteShelves> view_site_shelves(const Room& room);
/// The part that begins with this slug. Errors: not_found when no listed book is called so.
Result<std::vector<ports::ListedSlug>> view_site_map_part(const Room& room, std::string_view from,
                                                          std::int64_t part = kSiteMapMax);

}  // namespace aan::service
