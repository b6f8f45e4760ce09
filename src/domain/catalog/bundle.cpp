#include "domain/catalog/bundle.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "domain/catalog/price_words.hpp"

namespace aan::catalog {
namespace {

// What strangers are shown of a bundle lacks its hidden books.
bool is_whole(const BundleDetail& detail) {
  return detail.books.size() == detail.bundle.works.size();
}

}  // namespace

BundleStanding standing_of(const BundleDetail& detail) {
  if (detail.bundle.visibility != Visibility::listed) return {Availability::not_for_sale, {}};
  if (!is_whole(detail)) return {Availability::not_for_sale, {}};
  if (!detail.bundle.is_priced) return {Availability::not_in_currency, {}};
  for (const OfferDetail& book : detail.books) {
    const Availability its = availability_of(book.work, book.offer, book.files);
    if (its != Availability::available) return {its, book.work.title};
  }
  return {};
}

std::optional<Money> apart(const BundleDetail& detail) {
  if (!is_whole(detail)) return std::nullopt;
  Money sum{0, detail.bundle.price.asset};
  for (const OfferDetail& book : detail.books) {
    if (!book.offer.price) return std::nullopt;
    const auto more = add(sum, *book.offer.price);
    if (!more) return std::nullopt;
    sum = *more;
  }
  return sum;
}

std::optional<Money> saved(const BundleDetail& detail) {
  if (!detail.bundle.is_priced) return std::nullopt;
  // What cannot be bought one by one is no saving.
  for (const OfferDetail& book : detail.books)
    if (availability_of(book.work, book.offer, book.files) != Availability::available)
      return std::nullopt;
  const auto whole = apart(detail);
  if (!whole || whole->amount <= detail.bundle.price.amount) return std::nullopt;
  return Money{whole->amount - detail.bundle.price.amount, whole->asset};
}

Result<> check_bundle_price(const Money& price, const Asset& currency) {
  if (price.asset != currency)
    return refuse(Errc::invalid, "bundle", "The price must be in the shop's currency.",
                  "desk_price", price_words(currency));
  if (const auto good = check_price(price); !good)
    return refuse(Errc::invalid, "bundle", good.error().safe, "desk_price", price_words(currency));
  return {};
}

Result<> check_bundle(const Bundle& bundle, const Asset& currency) {
  const bool has_title = !trim(bundle.title).empty() && is_utf8(bundle.title) &&
                         bundle.title.size() <= kBundleTitleBytesMax;
  if (!has_title)
    return refuse(Errc::invalid, "bundle", "A bundle has a title of at most 200 bytes.",
                  "bundle_title");
  if (bundle.description.size() > kBundleTextBytesMax || !is_utf8(bundle.description))
    return refuse(Errc::invalid, "bundle", "A bundle's description has at most 4,000 bytes.",
                  "bundle_text");
  std::vector<WorkId> sorted = bundle.works;
  std::ranges::sort(sorted);
  const bool is_twice = std::ranges::adjacent_find(sorted) != sorted.end();
  if (is_twice || sorted.size() < kBundleBooksMin || sorted.size() > kBundleBooksMax)
    return refuse(Errc::invalid, "bundle", "A bundle holds 2 to 20 different books.",
                  "bundle_books");
  return check_bundle_price(bundle.price, currency);
}

}  // namespace aan::catalog
