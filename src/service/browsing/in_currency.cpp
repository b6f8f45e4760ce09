#include "service/browsing/in_currency.hpp"

#include <algorithm>

namespace aan::service {

std::optional<Asset> find_currency(const Room& room, std::string_view code) {
  if (code == room.currency.code()) return room.currency;
  const auto at = std::ranges::find(room.other_currencies, code, &Asset::code);
  return at == room.other_currencies.end() ? std::nullopt : std::optional(*at);
}

Result<Asset> need_currency(const Room& room, std::string_view code) {
  if (const auto found = find_currency(room, code)) return *found;
  return catalog::not_sold_in(code, currencies_of(room));
}

std::vector<Asset> currencies_of(const Room& room) {
  std::vector<Asset> all{room.currency};
  all.insert(all.end(), room.other_currencies.begin(), room.other_currencies.end());
  return all;
}

Result<std::vector<Asset>> priced_currencies(const Room& room) {
  std::vector<Asset> priced;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    priced.clear();
    for (const Asset& one : room.other_currencies)
      if (AAN_TRY(at.catalog().is_priced_in(one))) priced.push_back(one);
    return {};
  }));
  return priced;
}

catalog::CurrencyChoice choice_of(const Room& room, const Asset& shown) {
  return {room.currency, room.other_currencies,
          find_currency(room, shown.code()).value_or(room.currency)};
}

Result<> show_in(const catalog::CurrencyChoice& choice, const ports::CatalogStore& catalog,
                 std::vector<catalog::BookSummary>& books) {
  if (choice.offered.empty()) return {};
  const auto is_shown = [&](const catalog::BookSummary& book) {
    return choice.shown == choice.own && book.price;
  };
  std::vector<catalog::OfferId> asked;
  for (const catalog::BookSummary& book : books)
    if (!is_shown(book)) asked.push_back(book.offer_id);
  ports::OtherPrices others = AAN_TRY(catalog.other_prices(asked));
  for (catalog::BookSummary& book : books) {
    if (is_shown(book)) continue;
    catalog::Offer offer;
    offer.price = book.price;
    offer.buyer_sets_price = book.buyer_sets_price;
    offer.compare_at = book.compare_at;
    offer.others = std::move(others[book.offer_id]);
    catalog::show_in(offer, choice);
    book.price = offer.price;
    book.buyer_sets_price = offer.buyer_sets_price;
    book.compare_at = offer.compare_at;
    if (!book.price) book.sold_in = catalog::sold_in(offer);
  }
  return {};
}

}  // namespace aan::service
