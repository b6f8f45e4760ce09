#pragma once
#include <vector>

#include "domain/catalog/list_bundle.hpp"

namespace aan::ports {

/// A list of books (`BookList`) that names bundles beside its rows. It is not a member of that,
/// because few lists do.
class NamesBundles {
 public:
  virtual ~NamesBundles() = default;
  [[nodiscard]] virtual const std::vector<catalog::ListBundle>& bundles() const = 0;
};

}  // namespace aan::ports
