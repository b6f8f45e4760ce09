#include "service/browsing/series_key.hpp"

#include "base/text.hpp"

namespace aan::service {
namespace {
// Names that sort alike stand together; of very many that do, so many pages are looked at.
constexpr int kPagesMax = 10;
}  // namespace

Result<std::string> series_key(const ports::CatalogStore& catalog, const std::string& name) {
  if (name.empty()) return name;
  std::string usual = slug(name);
  // A name that no book has any more keeps its slug: no shelf of it does not make it this one's.
  if (AAN_TRY(catalog.shelf_name(ports::ShelfKind::series, usual)) == name) return usual;
  ports::NameQuery query{ports::ShelfKind::series, name, "", 100};
  for (int i = 0; i < kPagesMax; ++i) {
    const ports::NamePage page = AAN_TRY(catalog.names(query));
    for (const ports::NameCount& one : page.names)
      if (one.name == name) return one.key;
    if (page.next.empty()) break;
    query.behind = page.next;
  }
  return usual;
}

}  // namespace aan::service
