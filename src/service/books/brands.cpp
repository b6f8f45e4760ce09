#include "service/books/brands.hpp"

#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "service/browsing/browse_index.hpp"

namespace aan::service {

Result<std::vector<Brand>> list_brands(const Room& room) {
  std::vector<Brand> brands;
  std::map<std::string, int> taken;
  for (ports::PublisherCount& one : AAN_TRY(view_publishers(room))) {
    std::string id = slug(one.name);
    if (const int before = taken[id]++; before > 0) id += "-" + std::to_string(before + 1);
    brands.push_back({std::move(id), std::move(one.name), one.works});
  }
  return brands;
}

Result<Brand> find_brand(const Room& room, std::string_view id) {
  std::vector<Brand> brands = AAN_TRY(list_brands(room));
  const auto found = std::ranges::find(brands, id, &Brand::id);
  if (found != brands.end()) return std::move(*found);
  return refuse(Errc::not_found, "brand", "No book here is of that publisher.", "no_such_brand");
}

std::string brand_of(const std::vector<Brand>& brands, const catalog::Edition& edition) {
  if (edition.publisher.empty()) return {};
  // A very long name is cut where publishers are told apart.
  const auto found = std::ranges::find_if(
      brands, [&](const Brand& one) { return edition.publisher.starts_with(one.name); });
  const auto same = std::ranges::find(brands, edition.publisher, &Brand::name);
  if (same != brands.end()) return same->id;
  return found != brands.end() && found->name.size() >= ports::kPublisherKeyMax
             ? found->id
             : slug(edition.publisher);
}

}  // namespace aan::service
