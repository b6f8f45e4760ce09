#include "api/items.hpp"

#include "service/books/manage_bundles.hpp"
#include "service/books/merge_books.hpp"
#include "service/browsing/find_book.hpp"

namespace aan::api {

namespace {

// Nothing: no bundle is called so.
Result<std::optional<catalog::OfferId>> bundle_named(const service::Room& room,
                                                     const std::string& name) {
  auto found = service::find_bundle(room, name);
  if (found) return std::optional(found->bundle.id);
  if (found.error().reason == "no_such_bundle") return std::optional<catalog::OfferId>{};
  return std::unexpected(std::move(found).error());
}

}  // namespace

Answer<std::vector<catalog::OfferId>> find_offers(const service::Room& room,
                                                  const std::vector<ItemRequest>& items) {
  std::vector<std::string> names;
  for (const ItemRequest& item : items)
    names.push_back(item.book.empty() ? item.offer_id : item.book);
  const auto books = AAN_TRY(service::find_books(room, names));
  std::vector<catalog::OfferId> offers;
  std::vector<Finding> missing;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (!items[i].bundle.empty()) {
      if (const auto bundle = AAN_TRY(bundle_named(room, items[i].bundle)))
        offers.push_back(*bundle);
      else
        missing.push_back({items[i].pointer, {}, "There is no such bundle in this shop."});
      continue;
    }
    // An `offer_id` means that very offer, never a book that happens to be called so.
    const bool is_meant =
        books[i] && (items[i].offer_id.empty() || books[i]->offer.id.value == items[i].offer_id);
    if (is_meant)
      offers.push_back(books[i]->offer.id);
    else
      missing.push_back({items[i].pointer, {}, "This is not in this shop."});
  }
  // Whoever asks for a book that another one stands for is asked to buy that one.
  if (missing.empty()) return AAN_TRY(service::lead_on(room, std::move(offers)));
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
