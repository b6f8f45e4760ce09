#include "service/sale/view_cart.hpp"

#include <algorithm>

#include "service/browsing/find_bundle.hpp"
#include "service/browsing/in_currency.hpp"

namespace aan::service {
namespace {

const catalog::OfferDetail* find_in(const CartBundle& bundle, const catalog::WorkId& work) {
  const auto at = std::ranges::find_if(
      bundle.detail.books, [&](const catalog::OfferDetail& book) { return book.work.id == work; });
  return at == bundle.detail.books.end() ? nullptr : &*at;
}

// Of two bundles that share a book the first one is bought.
void note_shared(CartBundle& bundle, const std::vector<CartBundle>& before) {
  for (const CartBundle& other : before) {
    if (!other.can_be_bought()) continue;
    for (const catalog::OfferDetail& book : bundle.detail.books) {
      if (find_in(other, book.work.id) == nullptr) continue;
      bundle.shared_title = book.work.title;
      bundle.shared_with = other.detail.bundle.title;
      return;
    }
  }
}

}  // namespace

const CartBundle* CartView::bundle_of(const catalog::OfferDetail& book) const {
  const auto at = std::ranges::find_if(bundles, [&](const CartBundle& bundle) {
    return bundle.can_be_bought() && find_in(bundle, book.work.id) != nullptr;
  });
  return at == bundles.end() ? nullptr : &*at;
}

Result<CartView> view_cart(const Room& room, const std::vector<catalog::OfferId>& offers,
                           const Asset& shown) {
  const catalog::CurrencyChoice choice = choice_of(room, shown);
  CartView cart;
  cart.total = Money{0, choice.shown};
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    for (const catalog::OfferId& id : offers) {
      if (auto offer = AAN_TRY(at.catalog().find_offer(id))) {
        catalog::show_in(offer->offer, choice);
        cart.books.push_back(std::move(*offer));
        continue;
      }
      auto bundle = AAN_TRY(at.bundles().find_bundle(id));
      if (!bundle) continue;
      CartBundle one;
      one.detail = AAN_TRY(open_shown_bundle(at.catalog(), *std::move(bundle)));
      catalog::show_in(one.detail, choice);
      one.standing = catalog::standing_of(one.detail);
      note_shared(one, cart.bundles);
      cart.bundles.push_back(std::move(one));
    }
    return {};
  }));
  for (const catalog::OfferDetail& book : cart.books)
    if (cart.takes(book)) cart.total = AAN_TRY(add(cart.total, *book.offer.price));
  for (const CartBundle& bundle : cart.bundles)
    if (bundle.can_be_bought()) cart.total = AAN_TRY(add(cart.total, bundle.detail.bundle.price));
  return cart;
}

}  // namespace aan::service
