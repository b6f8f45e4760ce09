#include "api/items.hpp"

#include "base/ids.hpp"

namespace aan::api {
namespace {

// A book by slug, or by id. Hidden ones are found too, so that a repeated request is answered as
// before; that they cannot be bought is for the quote to say.
Result<std::optional<catalog::OfferId>> offer_of_book(const ports::CatalogStore& catalog,
                                                      const std::string& book) {
  auto found = AAN_TRY(catalog.find_by_slug(book));
  if (!found && looks_like_id(book)) found = AAN_TRY(catalog.find_work({book}));
  if (!found) return std::optional<catalog::OfferId>{};
  return std::optional(found->offer.id);
}

Result<std::optional<catalog::OfferId>> offer_by_id(const ports::CatalogStore& catalog,
                                                    const std::string& id) {
  if (!looks_like_id(id)) return std::optional<catalog::OfferId>{};
  const auto found = AAN_TRY(catalog.find_offer({id}));
  if (!found) return std::optional<catalog::OfferId>{};
  return std::optional(found->offer.id);
}

}  // namespace

Answer<std::vector<catalog::OfferId>> find_offers(const service::Room& room,
                                                  const std::vector<ItemRequest>& items) {
  std::vector<catalog::OfferId> offers;
  std::vector<Finding> missing;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    for (const ItemRequest& item : items) {
      const auto offer = item.book.empty() ? AAN_TRY(offer_by_id(at.catalog(), item.offer_id))
                                           : AAN_TRY(offer_of_book(at.catalog(), item.book));
      if (offer)
        offers.push_back(*offer);
      else
        missing.push_back({item.pointer, {}, "This is not in this shop."});
    }
    return {};
  }));
  if (missing.empty()) return offers;
  return std::unexpected(Problem(refuse(Errc::not_found, "api.items",
                                        "One of these books is not in this shop.", "no_such_offer")
                                     .error(),
                                 std::move(missing)));
}

}  // namespace aan::api
