#include "api/items.hpp"

#include "service/find_book.hpp"

namespace aan::api {

Answer<std::vector<catalog::OfferId>> find_offers(const service::Room& room,
                                                  const std::vector<ItemRequest>& items) {
  std::vector<std::string> names;
  for (const ItemRequest& item : items)
    names.push_back(item.book.empty() ? item.offer_id : item.book);
  const auto books = AAN_TRY(service::find_books(room, names));
  std::vector<catalog::OfferId> offers;
  std::vector<Finding> missing;
  for (std::size_t i = 0; i < items.size(); ++i) {
    // An `offer_id` means that very offer, never a book that happens to be called so.
    const bool is_meant =
        books[i] && (items[i].offer_id.empty() || books[i]->offer.id.value == items[i].offer_id);
    if (is_meant)
      offers.push_back(books[i]->offer.id);
    else
      missing.push_back({items[i].pointer, {}, "This is not in this shop."});
  }
  if (missing.empty()) return offers;
  return std::unexpected(Problem(refuse(Errc::not_found, "api.items",
                                        "One of these books is not in this shop.", "no_such_offer")
                                     .error(),
                                 std::move(missing)));
}

sales::ChosenAmounts amounts_of(const std::vector<ItemRequest>& items,
                                const std::vector<catalog::OfferId>& offers) {
  sales::ChosenAmounts amounts;
  for (std::size_t i = 0; i < items.size() && i < offers.size(); ++i)
    if (items[i].amount) amounts.insert_or_assign(offers[i], *items[i].amount);
  return amounts;
}

}  // namespace aan::api
