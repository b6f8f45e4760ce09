#include "service/view_cart.hpp"

namespace aan::service {

Result<CartView> view_cart(const Room& room, const std::vector<catalog::OfferId>& offers) {
  CartView cart;
  cart.total = Money{0, room.currency};
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    for (const catalog::OfferId& id : offers) {
      auto offer = AAN_TRY(at.catalog().find_offer(id));
      if (!offer) continue;
      if (offer->can_be_bought()) cart.total = AAN_TRY(add(cart.total, *offer->offer.price));
      cart.books.push_back(std::move(*offer));
    }
    return {};
  }));
  return cart;
}

}  // namespace aan::service
