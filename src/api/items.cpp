#include "api/items.hpp"

#include "service/books/manage_bundles.hpp"
#include "service/books/merge_books.hpp"
#include "service/browsing/find_book.hpp"

namespace aan::api {

namespace {

// Nothing: no bundle is called so.
Result<std::optional<catalog::Bundle>> bundle_named(const service::Room& room,
                                                    const std::string& name) {
  auto found = service::find_bundle(room, name);
  if (found) return std::optional(std::move(found->bundle));
  if (found.error().reason == "no_such_bundle") return std::optional<catalog::Bundle>{};
  return std::unexpected(std::move(found).error());
}

constexpr bool is_listed(catalog::Visibility visibility) {
  return visibility == catalog::Visibility::listed;
}

}  // namespace

Answer<FoundOffers> find_offers(const service::Room& room, const std::vector<ItemRequest>& items) {
  std::vector<std::string> names;
  for (const ItemRequest& item : items)
    names.push_back(item.book.empty() ? item.offer_id : item.book);
  const auto books = AAN_TRY(service::find_books(room, names));
  FoundOffers found;
  std::vector<bool> hidden;
  bool is_any_unknown = false;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (!items[i].bundle.empty()) {
      const auto bundle = AAN_TRY(bundle_named(room, items[i].bundle));
      found.offers.push_back(bundle ? bundle->id : catalog::OfferId{});
      hidden.push_back(!bundle || !is_listed(bundle->visibility));
    } else {
      // An `offer_id` means that very offer, never a book that happens to be called so.
      const bool is_meant =
          books[i] && (items[i].offer_id.empty() || books[i]->offer.id.value == items[i].offer_id);
      found.offers.push_back(is_meant ? books[i]->offer.id : catalog::OfferId{});
      hidden.push_back(!is_meant || !is_listed(books[i]->work.visibility));
    }
    is_any_unknown = is_any_unknown || found.offers.back().empty();
  }
  // Whoever asks for a book that another one stands for is asked to buy that one.
  std::vector<catalog::OfferId> now = AAN_TRY(service::lead_on(room, found.offers));
  for (std::size_t i = 0; i < items.size(); ++i)
    if (hidden[i] && now[i] == found.offers[i])
      found.hidden.push_back({items[i].pointer,
                              {},
                              items[i].bundle.empty() ? "This is not in this shop."
                                                      : "There is no such bundle in this shop."});
  found.offers = std::move(now);
  if (is_any_unknown) return std::unexpected(not_here(std::move(found.hidden)));
  return found;
}

Problem not_here(std::vector<Finding> where) {
  return Problem(refuse(Errc::not_found, "api.items", "One of these books is not in this shop.",
                        "no_such_offer")
                     .error(),
                 std::move(where));
}

sales::ChosenAmounts amounts_of(const std::vector<ItemRequest>& items,
                                const std::vector<catalog::OfferId>& offers) {
  sales::ChosenAmounts amounts;
  for (std::size_t i = 0; i < items.size() && i < offers.size(); ++i)
    if (items[i].amount) amounts.insert_or_assign(offers[i], *items[i].amount);
  return amounts;
}

}  // namespace aan::api
