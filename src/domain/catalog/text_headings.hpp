#pragma once
#include <string>
#include <string_view>

namespace aan::catalog {

/// A sample under the page's own h1: its headings begin at h2 and skip no level on the way down,
/// whatever the book's markup says ("h3, h5" becomes "h2, h3"). Takes what our worker writes.
std::string fitted_headings(std::string_view markup);

}  // namespace aan::catalog
