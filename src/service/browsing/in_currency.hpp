#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "domain/catalog/currencies.hpp"
#include "service/room.hpp"

namespace aan::service {

/// A currency that the shop sells in, by its code; nothing for every other one.
std::optional<Asset> find_currency(const Room& room, std::string_view code);
/// The same. Errors: invalid "currency_not_sold" with the codes that there are.
Result<Asset> need_currency(const Room& room, std::string_view code);
/// All of them, the shop's own first.
std::vector<Asset> currencies_of(const Room& room);
/// The others in which something on the pages has a price: they are worth choosing.
Result<std::vector<Asset>> priced_currencies(const Room& room);
/// What a visitor sees who asked for `shown`; empty: the shop's own currency. Outlived by `room`.
/// Whatever the shop does not sell in is the shop's own, too.
catalog::CurrencyChoice choice_of(const Room& room, const Asset& shown);

/// Shows the books of a list as they are sold in the chosen currency. `catalog` is of the snapshot
/// that they were found in.
Result<> show_in(const catalog::CurrencyChoice& choice, const ports::CatalogStore& catalog,
                 std::vector<catalog::BookSummary>& books);
/// The query as the store understands it: what is free is so in the chosen currency.
template <class Query>
Query query_in(const catalog::CurrencyChoice& choice, Query query) {
  query.free_in = choice.shown == choice.own ? Asset() : choice.shown;
  return query;
}

}  // namespace aan::service
