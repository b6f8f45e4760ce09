#include "service/in_currency.hpp"

#include <algorithm>

namespace aan::service {

std::optional<Asset> find_currency(const Room& room, std::string_view code) {
  if (code == room.currency.code()) return room.currency;
  const auto at = std::ranges::find(room.other_currencies, code, &Asset::code);
  return at == room.other_currencies.end() ? std::nullopt : std::optional(*at);
}

Result<Asset> need_currency(const Room& room, std::string_view code) {
  if (const auto found = find_currency(room, code)) return *found;
  const std::string all = catalog::codes_of(currencies_of(room));
  // What is no currency at all is not repeated.
  const std::string asked{find_asset(code) ? code : ""};
  return refuse(Errc::invalid, "currency",
                "This shop sells in " + all + (asked.empty() ? "" : ", not in " + asked) + ".",
                "currency_not_sold", {{"currency", asked}, {"sold_in", all}});
}

std::vector<Asset> currencies_of(const Room& room) {
  std::vector<Asset> all{room.currency};
  all.insert(all.end(), room.other_currencies.begin(), room.other_currencies.end());
  return all;
}

catalog::CurrencyChoice choice_of(const Room& room, const Asset& shown) {
  return {room.currency, room.other_currencies,
          find_currency(room, shown.code()).value_or(room.currency)};
}

Result<> show_in(const catalog::CurrencyChoice& choice, const ports::CatalogStore& catalog,
                 std::vector<catalog::BookSummary>& books) {
  if (choice.offered.empty()) return {};
  for (catalog::BookSummary& book : books) {
    const bool is_own = choice.shown == choice.own;
    if (is_own && book.price) continue;
    catalog::Offer offer;
    offer.price = book.price;
    offer.buyer_sets_price = book.buyer_sets_price;
    offer.compare_at = book.compare_at;
    offer.others = AAN_TRY(catalog.other_prices(book.offer_id));
    catalog::show_in(offer, choice);
    book.price = offer.price;
    book.buyer_sets_price = offer.buyer_sets_price;
    book.compare_at = offer.compare_at;
    if (!book.price) book.sold_in = catalog::sold_in(offer);
  }
  return {};
}

}  // namespace aan::service
