#pragma once
#include <string_view>
#include <vector>

#include "domain/catalog/currencies.hpp"
#include "service/room.hpp"

namespace aan::service {

struct BundlesView {
  std::vector<catalog::BundleDetail> bundles;
  std::int64_t total = 0;  ///< of all pages
};

/// Listed bundles, newest first, of one snapshot. `limit`: 1 to 100. `shown`: as in `browse`.
Result<BundlesView> view_bundles(const Room& room, std::int64_t offset, std::int64_t limit,
                                 const Asset& shown = {});
/// Errors: not_found "no_such_bundle", also for hidden ones.
Result<catalog::BundleDetail> view_bundle(const Room& room, std::string_view slug,
                                          const Asset& shown = {});

/// Listed bundles that hold a work and can be had now, in the snapshot that both stores are of.
Result<std::vector<catalog::BundleDetail>> bundles_of(const ports::Snapshot& at,
                                                      const catalog::WorkId& work,
                                                      const catalog::CurrencyChoice& choice);

}  // namespace aan::service
