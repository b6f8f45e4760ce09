#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "ports/catalog_store.hpp"

namespace aan::web {

// Site maps as sitemaps.org 0.9 has them. `address`: of the shop, without a slash at its end.

/// Pages by their paths, then books by their slugs, with the moment that each changed at.
std::string site_map(const std::string& address, const std::vector<std::string>& paths,
                     const std::vector<ports::ListedSlug>& slugs);
/// Where the parts are.
std::string site_map_index(const std::string& address, const std::vector<std::string>& paths);
/// Whether such a text, of the same shop, names the page or the part at this path.
bool is_named(std::string_view map, std::string_view address, std::string_view path);
/// What robots may not ask for, and where the site map is (RFC 9309). `rules`: ends with a line.
std::string robots(std::string_view rules, const std::string& address);

}  // namespace aan::web
