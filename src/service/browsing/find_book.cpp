#include "service/browsing/find_book.hpp"

namespace aan::service {

Result<std::optional<catalog::BookDetail>> find_book(const ports::CatalogStore& catalog,
                                                     std::string_view name) {
  if (looks_like_id(name)) {
    if (auto offer = AAN_TRY(catalog.find_offer({std::string(name)})))
      return catalog::BookDetail{std::move(offer->work), std::move(offer->edition),
                                 std::move(offer->files), std::move(offer->offer)};
    if (auto work = AAN_TRY(catalog.find_work({std::string(name)}))) return work;
  }
  return catalog.find_by_slug(name);
}

Result<std::vector<std::optional<catalog::BookDetail>>> find_books(
    const Room& room, const std::vector<std::string>& names) {
  std::vector<std::optional<catalog::BookDetail>> books;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    for (const std::string& name : names) books.push_back(AAN_TRY(find_book(at.catalog(), name)));
    return {};
  }));
  return books;
}

}  // namespace aan::service
