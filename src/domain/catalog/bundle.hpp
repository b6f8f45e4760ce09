#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/catalog/book_view.hpp"

namespace aan::catalog {

inline constexpr std::size_t kBundleBooksMin = 2;
inline constexpr std::size_t kBundleBooksMax = 20;
inline constexpr std::size_t kBundleTitleBytesMax = 200;
inline constexpr std::size_t kBundleTextBytesMax = 4000;

/// Several books for one price. An offer over the newest editions of its works: an order of it has
/// a line for each of them. What is in it never changes, its price and whether it is shown may.
struct Bundle {
  OfferId id;        ///< of the kind that a cart holds
  std::string slug;  ///< unique among bundles; the page /bundles/{slug}
  std::string title;
  std::string description;    ///< plain text, paragraphs separated by an empty line
  Money price;                ///< zero: free
  std::vector<Money> others;  ///< prices in other currencies, by rising code
  bool is_priced = true;      ///< false: not sold in the currency it is shown in
  std::vector<WorkId> works;  ///< in the order in which they are shown
  Visibility visibility = Visibility::listed;
  Timestamp created_at;
  Timestamp updated_at;
};

/// A bundle with what is in it, of one moment.
struct BundleDetail {
  Bundle bundle;
  std::vector<OfferDetail> books;  ///< one for each of its works, in their order
};

/// Whether a bundle can be had now. It can when it is listed and every book of it can.
struct BundleStanding {
  Availability availability = Availability::available;
  std::string because_of;  ///< title of the first book that cannot be had; empty: the bundle itself
};
[[nodiscard]] BundleStanding standing_of(const BundleDetail& detail);

/// What the books cost one by one; the least of those whose price the buyer sets. Nothing while
/// one of them has no price, or their prices are of several currencies.
[[nodiscard]] std::optional<Money> apart(const BundleDetail& detail);
/// What is saved by buying them together; nothing when that is nothing, or not known, or one of
/// them cannot be bought.
[[nodiscard]] std::optional<Money> saved(const BundleDetail& detail);

/// Whether a bundle can be kept. Errors: invalid, with reason "bundle_title", "bundle_text",
/// "bundle_books" (too few, too many, one twice) or "desk_price", and a sentence for the operator.
Result<> check_bundle(const Bundle& bundle, const Asset& currency);
/// Errors: invalid "desk_price".
Result<> check_bundle_price(const Money& price, const Asset& currency);

}  // namespace aan::catalog
