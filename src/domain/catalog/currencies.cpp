#include "domain/catalog/currencies.hpp"

#include <algorithm>
#include <utility>

namespace aan::catalog {
namespace {

bool is_offered(const CurrencyChoice& choice, const Asset& asset) {
  return std::ranges::find(choice.offered, asset) != choice.offered.end();
}

const Asset& asset_of(const PriceTerms& terms) { return terms.price->asset; }

}  // namespace

void show_in(Offer& offer, const CurrencyChoice& choice) {
  std::erase_if(offer.others,
                [&](const PriceTerms& one) { return !is_offered(choice, asset_of(one)); });
  if (choice.shown == choice.own) return;
  PriceTerms first = std::exchange(static_cast<PriceTerms&>(offer), PriceTerms());
  const auto found = std::ranges::find(offer.others, choice.shown, asset_of);
  if (found != offer.others.end()) {
    static_cast<PriceTerms&>(offer) = std::move(*found);
    offer.others.erase(found);
  }
  if (!first.price) return;
  offer.others.push_back(std::move(first));
  std::ranges::sort(offer.others, {}, asset_of);
}

void show_in(BundleDetail& detail, const CurrencyChoice& choice) {
  for (OfferDetail& book : detail.books) show_in(book.offer, choice);
  Bundle& bundle = detail.bundle;
  std::erase_if(bundle.others, [&](const Money& one) { return !is_offered(choice, one.asset); });
  if (choice.shown == choice.own) return;
  const Money first = bundle.price;
  const auto found = std::ranges::find(bundle.others, choice.shown, &Money::asset);
  bundle.is_priced = found != bundle.others.end();
  bundle.price = bundle.is_priced ? *found : Money{0, choice.shown};
  if (bundle.is_priced) bundle.others.erase(found);
  bundle.others.push_back(first);
  std::ranges::sort(bundle.others, {}, &Money::asset);
}

std::vector<Asset> sold_in(const Offer& offer) {
  std::vector<Asset> all;
  if (offer.price) all.push_back(offer.price->asset);
  for (const PriceTerms& one : offer.others) all.push_back(asset_of(one));
  std::ranges::sort(all);
  return all;
}

std::vector<Asset> sold_in(const Bundle& bundle) {
  std::vector<Asset> all;
  if (bundle.is_priced) all.push_back(bundle.price.asset);
  for (const Money& one : bundle.others) all.push_back(one.asset);
  std::ranges::sort(all);
  return all;
}

std::unexpected<Error> not_sold_in(std::string_view code, std::span<const Asset> sold) {
  const std::string all = codes_of(sold);
  const std::string asked{find_asset(code) ? code : ""};
  return refuse(Errc::invalid, "currency",
                "This shop sells in " + all + (asked.empty() ? "" : ", not in " + asked) + ".",
                "currency_not_sold", {{"currency", asked}, {"sold_in", all}});
}

Result<> check_other_prices(std::span<const PriceTerms> others, const Asset& own,
                            std::span<const Asset> offered) {
  std::vector<Asset> seen{own};
  for (const PriceTerms& terms : others) {
    if (!terms.price)
      return refuse(Errc::invalid, "price",
                    "Without a price there is nothing to suggest or to compare with.");
    const Asset& asset = asset_of(terms);
    const bool is_sold = std::ranges::find(offered, asset) != offered.end();
    if (!is_sold) {
      std::vector<Asset> all{own};
      all.insert(all.end(), offered.begin(), offered.end());
      return not_sold_in(asset.code(), all);
    }
    if (std::ranges::find(seen, asset) != seen.end())
      return refuse(Errc::invalid, "price",
                    "There are two prices in " + std::string(asset.code()) + ".");
    seen.push_back(asset);
    AAN_TRY(check_terms(terms, asset));
  }
  return {};
}

std::string codes_of(std::span<const Asset> currencies) {
  std::string text;
  for (std::size_t i = 0; i < currencies.size(); ++i) {
    if (i > 0) text += ", ";
    text += currencies[i].code();
  }
  return text;
}

}  // namespace aan::catalog
