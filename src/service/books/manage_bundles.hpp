#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "ports/bundle_store.hpp"
#include "service/audit.hpp"
#include "service/room.hpp"

namespace aan::service {

// What is done here stands in the audit log, written in the same unit of work, under the name of
// whoever did it: `by`.

/// Prices as typed, by the code of their currency.
using TypedPrices = std::map<std::string, std::string>;

/// What an operator asks of a new bundle.
struct BundleWish {
  std::string title;
  std::string description;
  std::string price;               ///< as typed: "19.00", "free"
  std::vector<std::string> books;  ///< named as in `find_book`, in the order they are shown in
  TypedPrices others;              ///< in other currencies
};

struct BundleList {
  std::vector<catalog::BundleDetail> bundles;
  std::int64_t total = 0;  ///< of all pages
};

/// Listed at once. Errors: invalid (`catalog::check_bundle`), "bundle_too_dear" when it costs more
/// than its books one by one; not_found for a book.
Result<catalog::BundleDetail> add_bundle(const Room& room, const BundleWish& wish,
                                         std::string_view by = kOperator);
/// Keeps a bundle with its id, slug (empty: of its title), works, prices and visibility as they are
/// given, and the moment as when it was made. Errors: as of `add_bundle`; not_found for a work.
Result<catalog::BundleDetail> keep_bundle(const Room& room, catalog::Bundle bundle,
                                          std::string_view by);
/// `name`: id or slug. Errors: not_found "no_such_bundle".
Result<catalog::BundleDetail> find_bundle(const Room& room, const std::string& name);
/// Hidden ones too, newest first. `limit`: 1 to 100.
Result<BundleList> list_bundles(const Room& room, std::int64_t offset, std::int64_t limit);
/// A further currency in which a bundle has a price and cannot be had all the same.
struct BundleRest {
  Asset currency;
  std::string because_of;  ///< title of its first book that has no price in it
};
/// All of them that the shop sells in, by rising code; none for a hidden bundle. `detail` as of
/// `find_bundle`.
std::vector<BundleRest> not_sold_in(const Room& room, const catalog::BundleDetail& detail);
/// For orders from now on. `currency`: in which the price is set, by its code; empty: the shop's
/// own. "none" ends the sale in another currency than that. Errors: not_found, invalid
/// "desk_price", "currency_not_sold", "bundle_too_dear".
Result<catalog::BundleDetail> set_bundle_price(const Room& room, const std::string& name,
                                               const std::string& price,
                                               std::string_view by = kOperator,
                                               const std::string& currency = {});
/// The price in the shop's own currency and those in `others` at once: what is empty there is not
/// sold in that currency; what is not there stays as it is. Errors: as before.
Result<catalog::BundleDetail> set_bundle_prices(const Room& room, const std::string& name,
                                                const std::string& price, const TypedPrices& others,
                                                std::string_view by = kOperator);
/// Lists it, or hides it from everybody; orders keep what they hold. Errors: not_found.
Result<catalog::BundleDetail> set_bundle_visibility(const Room& room, const std::string& name,
                                                    catalog::Visibility visibility,
                                                    std::string_view by = kOperator);

}  // namespace aan::service
