#include "service/manage_bundles.hpp"

#include "base/text.hpp"
#include "domain/catalog/price.hpp"
#include "service/find_bundle.hpp"
#include "service/manage_catalog.hpp"

namespace aan::service {
namespace {

Result<Money> price_of(const Room& room, const std::string& typed) {
  const auto price = catalog::parse_price(trim(typed), room.currency);
  if (price) return *price;
  return refuse(Errc::invalid, "bundle", price.error().safe, "desk_price");
}

Result<> check_worth(const catalog::BundleDetail& detail) {
  const auto whole = catalog::apart(detail);
  if (!whole || detail.bundle.price.amount <= whole->amount) return {};
  return refuse(Errc::invalid, "bundle",
                "One by one these books cost " + decimal(*whole) + " " +
                    std::string(whole->asset.code()) + ": a bundle costs no more than that.",
                "bundle_too_dear");
}

std::string words_of(const Money& price) {
  return decimal(price) + " " + std::string(price.asset.code());
}

}  // namespace

Result<catalog::BundleDetail> add_bundle(const Room& room, const BundleWish& wish,
                                         std::string_view by) {
  const Timestamp now = room.clock.wall();
  catalog::Bundle bundle;
  bundle.id = room.ids.make<catalog::OfferId>();
  bundle.title = one_line(wish.title);
  bundle.description = std::string(trim(wish.description));
  bundle.price = AAN_TRY(price_of(room, wish.price));
  bundle.created_at = bundle.updated_at = now;
  for (const std::string& name : wish.books)
    bundle.works.push_back(AAN_TRY(find_book(room, name)).work.id);
  AAN_TRY(catalog::check_bundle(bundle, room.currency));
  AAN_TRY(room.store.write("bundle.add", [&](ports::UnitOfWork& unit) -> Result<> {
    AAN_TRY(check_worth(AAN_TRY(open_bundle(unit.catalog(), bundle))));
    const std::string slug = AAN_TRY(unit.bundles().add_bundle(bundle));
    return write_down(unit, {std::string(by), "bundle.add", slug, words_of(bundle.price)}, now);
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
  return refuse(Errc::not_found, "bundle",
                "There is no bundle “" + name +
                    "”. Name it by the end of its address, /bundles/NAME, or by its id.",
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

Result<catalog::BundleDetail> set_bundle_price(const Room& room, const std::string& name,
                                               const std::string& typed, std::string_view by) {
  const Money price = AAN_TRY(price_of(room, typed));
  AAN_TRY(catalog::check_bundle_price(price, room.currency));
  catalog::BundleDetail detail = AAN_TRY(find_bundle(room, name));
  detail.bundle.price = price;
  AAN_TRY(check_worth(detail));
  const Timestamp now = room.clock.wall();
  AAN_TRY(room.store.write("bundle.price", [&](ports::UnitOfWork& unit) -> Result<> {
    AAN_TRY(unit.bundles().set_bundle_price(detail.bundle.id, price, now));
    return write_down(unit, {std::string(by), "bundle.price", detail.bundle.slug, words_of(price)},
                      now);
  }));
  return find_bundle(room, detail.bundle.id.value);
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
