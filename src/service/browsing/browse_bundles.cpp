#include "service/browsing/browse_bundles.hpp"

#include "service/browsing/find_bundle.hpp"
#include "service/browsing/in_currency.hpp"

namespace aan::service {

constexpr std::int64_t kBesideABook = 3;

Result<BundlesView> view_bundles(const Room& room, std::int64_t offset, std::int64_t limit,
                                 const Asset& shown) {
  BundlesView view;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    ports::BundlePage page =
        AAN_TRY(at.bundles().list_bundles(ports::BundleScope::listed, offset, limit));
    view.total = page.total;
    for (catalog::Bundle& bundle : page.bundles)
      view.bundles.push_back(AAN_TRY(open_shown_bundle(at.catalog(), std::move(bundle))));
    for (catalog::BundleDetail& bundle : view.bundles)
      catalog::show_in(bundle, choice_of(room, shown));
    return {};
  }));
  return view;
}

Result<catalog::BundleDetail> view_bundle(const Room& room, std::string_view slug,
                                          const Asset& shown) {
  std::optional<catalog::BundleDetail> detail;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    auto bundle = AAN_TRY(at.bundles().find_bundle_by_slug(slug));
    if (bundle && bundle->visibility == catalog::Visibility::listed)
      detail = AAN_TRY(open_shown_bundle(at.catalog(), *std::move(bundle)));
    if (detail) catalog::show_in(*detail, choice_of(room, shown));
    return {};
  }));
  if (detail) return *std::move(detail);
  return refuse(Errc::not_found, "bundle", "There is no such bundle in this shop.",
                "no_such_bundle");
}

Result<std::vector<catalog::BundleDetail>> bundles_of(const ports::Snapshot& at,
                                                      const catalog::WorkId& work,
                                                      const catalog::CurrencyChoice& choice) {
  std::vector<catalog::BundleDetail> found;
  for (catalog::Bundle& bundle : AAN_TRY(at.bundles().bundles_with(work, kBesideABook))) {
    catalog::BundleDetail detail = AAN_TRY(open_shown_bundle(at.catalog(), std::move(bundle)));
    catalog::show_in(detail, choice);
    if (catalog::standing_of(detail).availability == catalog::Availability::available)
      found.push_back(std::move(detail));
  }
  return found;
}

}  // namespace aan::service
