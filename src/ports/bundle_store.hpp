#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/catalog/bundle.hpp"

namespace aan::ports {

/// A page of bundles, newest first.
struct BundlePage {
  std::vector<catalog::Bundle> bundles;
  std::int64_t total = 0;  ///< of all pages
};

enum class BundleScope : std::uint8_t { listed, all };

/// Bundles. A change raises the catalogue's generation, since pages of books name them too. Errors:
/// unavailable, corrupt, internal, and those named.
class BundleStore {
 public:
  virtual ~BundleStore() = default;

  virtual Result<std::optional<catalog::Bundle>> find_bundle(const catalog::OfferId& id) const = 0;
  virtual Result<std::optional<catalog::Bundle>> find_bundle_by_slug(
      std::string_view slug) const = 0;
  /// `limit`: 1 to 100.
  virtual Result<BundlePage> list_bundles(BundleScope scope, std::int64_t offset,
                                          std::int64_t limit) const = 0;
  /// Listed bundles that hold a work, newest first, at most `limit`.
  virtual Result<std::vector<catalog::Bundle>> bundles_with(const catalog::WorkId& work,
                                                            std::int64_t limit) const = 0;

  /// Returns the slug, made unique by the store ("-2", "-3" at its end). Errors: conflict when too
  /// many are called so.
  virtual Result<std::string> add_bundle(const catalog::Bundle& bundle) = 0;
  /// All its prices: what `others`, as of `catalog::Bundle`, leave out is gone. Errors: not_found.
  virtual Result<> set_bundle_prices(const catalog::OfferId& id, const Money& price,
                                     const std::vector<Money>& others, Timestamp now) = 0;
  /// Errors: not_found.
  virtual Result<> set_bundle_visibility(const catalog::OfferId& id, catalog::Visibility visibility,
                                         Timestamp now) = 0;
};

}  // namespace aan::ports
