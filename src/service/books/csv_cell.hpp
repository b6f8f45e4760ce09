#pragma once
#include <string>
#include <string_view>

namespace aan::service {

/// A cell as it stands in our CSV: guarded (`catalog::guarded_cell`), and quoted where it has to
/// be.
std::string csv_cell(std::string_view cell);

}  // namespace aan::service
