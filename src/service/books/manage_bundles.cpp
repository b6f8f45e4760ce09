#include "service/books/manage_bundles.hpp"

#include <functional>
#include <map>
#include <optional>

#include "base/text.hpp"
#include "domain/catalog/price.hpp"
#include "domain/catalog/price_words.hpp"
#include "service/books/manage_catalog.hpp"
#include "service/browsing/find_bundle.hpp"
#include "service/browsing/in_currency.hpp"

namespace aan::service {
namespace {

std::unexpected<Error> bad_price(const std::string& sentence, const Asset& currency) {
  return refuse(Errc::invalid, "bundle", sentence, "desk_price", catalog::price_words(currency));
}

Result<Money> price_of(const std::string& typed, const Asset& currency) {
  const auto price = catalog::parse_price(trim(typed), currency);
  if (price) return *price;
  return bad_price(price.error().safe, currency);
}

Result<Asset> other_currency(const Room& room, const std::string& code) {
  const Asset currency = AAN_TRY(need_currency(room, code));
  if (!(currency == room.currency)) return currency;
  return bad_price("There are two prices in " + code + ".", currency);
}

// What is said of each currency; what is empty or "none" is no price.
using OtherPrices = std::map<Asset, std::optional<Money>>;
Result<OtherPrices> other_prices(const Room& room, const TypedPrices& typed) {
  OtherPrices prices;
  for (const auto& [code, text] : typed) {
    const Asset currency = AAN_TRY(other_currency(room, code));
    std::optional<Money>& price = prices[currency];
    if (!trim(text).empty() && trim(text) != "none") price = AAN_TRY(price_of(text, currency));
  }
  return prices;
}

void put_prices(catalog::Bundle& bundle, const OtherPrices& prices) {
  std::erase_if(bundle.others, [&](const Money& one) { return prices.contains(one.asset); });
  for (const auto& [currency, price] : prices)
    if (price) bundle.others.push_back(*price);
}

std::string words_of(const Money& price) {
  return decimal(price) + " " + std::string(price.asset.code());
}

Result<> check_worth_as_shown(const catalog::BundleDetail& detail) {
  const auto whole = catalog::apart(detail);
  if (!detail.bundle.is_priced || !whole || detail.bundle.price.amount <= whole->amount) return {};
  const std::string sum = words_of(*whole);
  return refuse(Errc::invalid, "bundle",
                "One by one these books cost " + sum + ": a bundle costs no more than that.",
                "bundle_too_dear", {{"apart", sum}});
}

// In every currency in which all of its books have a price.
Result<> check_worth(const Room& room, const catalog::BundleDetail& detail) {
  for (const Asset& currency : currencies_of(room)) {
    catalog::BundleDetail shown = detail;
    catalog::show_in(shown, choice_of(room, currency));
    AAN_TRY(check_worth_as_shown(shown));
  }
  return {};
}

std::string words_of(const catalog::Bundle& bundle) {
  std::string words = words_of(bundle.price);
  for (const Money& other : bundle.others) words += ", " + words_of(other);
  return words;
}

}  // namespace

Result<catalog::BundleDetail> add_bundle(const Room& room, const BundleWish& wish,
                                         std::string_view by) {
  catalog::Bundle bundle;
  bundle.id = room.ids.make<catalog::OfferId>();
  bundle.title = one_line(wish.title);
  bundle.description = std::string(trim(wish.description));
  std::erase(bundle.description, '\r');  // of what a form sends
  bundle.price = AAN_TRY(price_of(wish.price, room.currency));
  put_prices(bundle, AAN_TRY(other_prices(room, wish.others)));
  for (const std::string& name : wish.books)
    bundle.works.push_back(AAN_TRY(find_book(room, name)).work.id);
  return keep_bundle(room, std::move(bundle), by);
}

Result<catalog::BundleDetail> keep_bundle(const Room& room, catalog::Bundle bundle,
                                          std::string_view by) {
  const Timestamp now = room.clock.wall();
  bundle.created_at = bundle.updated_at = now;
  AAN_TRY(catalog::check_bundle(bundle, room.currency));
  AAN_TRY(room.store.write("bundle.add", [&](ports::UnitOfWork& unit) -> Result<> {
    AAN_TRY(check_worth(room, AAN_TRY(open_bundle(unit.catalog(), bundle))));
    const std::string slug = AAN_TRY(unit.bundles().add_bundle(bundle));
    return write_down(unit, {std::string(by), "bundle.add", slug, words_of(bundle)}, now);
  }));
  return find_bundle(room, bundle.id.value);
}

Result<catalog::BundleDetail> find_bundle(const Room& room, const std::string& name) {
  std::optional<catalog::BundleDetail> detail;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    if (auto bundle = AAN_TRY(find_bundle(at.bundles(), name)))
      detail = AAN_TRY(open_bundle(at.catalog(), *std::move(bundle)));
    return {};
  }));
  if (detail) return *std::move(detail);
  return refuse(
      Errc::not_found, "bundle",
      "There is no bundle “" + name +
          "”. Name it by the end of its address, as summer in /bundles/summer, or by its id.",
      "no_such_bundle");
}

Result<BundleList> list_bundles(const Room& room, std::int64_t offset, std::int64_t limit) {
  BundleList list;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    ports::BundlePage page =
        AAN_TRY(at.bundles().list_bundles(ports::BundleScope::all, offset, limit));
    list.total = page.total;
    for (catalog::Bundle& bundle : page.bundles)
      list.bundles.push_back(AAN_TRY(open_bundle(at.catalog(), std::move(bundle))));
    return {};
  }));
  return list;
}

std::vector<BundleRest> not_sold_in(const Room& room, const catalog::BundleDetail& detail) {
  std::vector<BundleRest> rests;
  if (detail.bundle.visibility != catalog::Visibility::listed) return rests;
  for (const Money& price : detail.bundle.others) {
    if (!find_currency(room, price.asset.code())) continue;
    catalog::BundleDetail shown = detail;
    catalog::show_in(shown, choice_of(room, price.asset));
    const catalog::BundleStanding standing = catalog::standing_of(shown);
    if (standing.availability == catalog::Availability::not_in_currency)
      rests.push_back({price.asset, standing.because_of});
  }
  return rests;
}

namespace {

using PriceChange = std::function<void(catalog::Bundle& bundle)>;

// Read and written in one unit: two changes at once, of two currencies, both count.
Result<catalog::BundleDetail> change_prices(const Room& room, const std::string& name,
                                            const PriceChange& change, std::string_view by) {
  const catalog::OfferId id = AAN_TRY(find_bundle(room, name)).bundle.id;
  const Timestamp now = room.clock.wall();
  AAN_TRY(room.store.write("bundle.price", [&](ports::UnitOfWork& unit) -> Result<> {
    auto found = AAN_TRY(unit.bundles().find_bundle(id));
    if (!found) return fail(Errc::internal, "bundle.price", "a bundle is gone");
    change(*found);
    const catalog::BundleDetail detail = AAN_TRY(open_bundle(unit.catalog(), *std::move(found)));
    const catalog::Bundle& bundle = detail.bundle;
    AAN_TRY(catalog::check_bundle_price(bundle.price, room.currency));
    AAN_TRY(check_worth(room, detail));
    AAN_TRY(unit.bundles().set_bundle_prices(bundle.id, bundle.price, bundle.others, now));
    return write_down(unit, {std::string(by), "bundle.price", bundle.slug, words_of(bundle)}, now);
  }));
  return find_bundle(room, id.value);
}

}  // namespace

Result<catalog::BundleDetail> set_bundle_price(const Room& room, const std::string& name,
                                               const std::string& typed, std::string_view by,
                                               const std::string& currency) {
  AAN_TRY(find_bundle(room, name));
  if (currency.empty() || currency == room.currency.code()) {
    const Money price = AAN_TRY(price_of(typed, room.currency));
    return change_prices(room, name, [&](catalog::Bundle& bundle) { bundle.price = price; }, by);
  }
  const Asset other = AAN_TRY(other_currency(room, currency));
  std::optional<Money> price;
  if (trim(typed) != "none") price = AAN_TRY(price_of(typed, other));
  return change_prices(
      room, name, [&](catalog::Bundle& bundle) { put_prices(bundle, {{other, price}}); }, by);
}

Result<catalog::BundleDetail> set_bundle_prices(const Room& room, const std::string& name,
                                                const std::string& price, const TypedPrices& others,
                                                std::string_view by) {
  AAN_TRY(find_bundle(room, name));
  const Money own = AAN_TRY(price_of(price, room.currency));
  const OtherPrices typed = AAN_TRY(other_prices(room, others));
  const auto put = [&](catalog::Bundle& bundle) {
    bundle.price = own;
    put_prices(bundle, typed);
  };
  return change_prices(room, name, put, by);
}

Result<catalog::BundleDetail> set_bundle_visibility(const Room& room, const std::string& name,
                                                    catalog::Visibility visibility,
                                                    std::string_view by) {
  const catalog::BundleDetail detail = AAN_TRY(find_bundle(room, name));
  const Timestamp now = room.clock.wall();
  AAN_TRY(room.store.write("bundle.visibility", [&](ports::UnitOfWork& unit) -> Result<> {
    AAN_TRY(unit.bundles().set_bundle_visibility(detail.bundle.id, visibility, now));
    const bool is_hidden = visibility == catalog::Visibility::hidden;
    return write_down(
        unit,
        {std::string(by), is_hidden ? "bundle.hide" : "bundle.publish", detail.bundle.slug, ""},
        now);
  }));
  return find_bundle(room, detail.bundle.id.value);
}

}  // namespace aan::service
