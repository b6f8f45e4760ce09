#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "domain/catalog/list_row.hpp"

namespace aan::catalog {

/// Several books for one price, as a list names them beside its rows.
struct ListBundle {
  std::string source;  ///< who names it, as `ListRow::source`; "aan": our own export
  std::string key;     ///< its name there; of our own export its id
  std::string slug;    ///< of our own export alone
  std::string title;
  std::string description;
  std::vector<ListTerms> terms;    ///< prices alone: in each currency one
  std::vector<std::string> books;  ///< keys of rows of that source; of our own export ids of works
  bool is_hidden = false;
};

// How much of it we take.
inline constexpr std::size_t kListBundlesMax = 1000;
inline constexpr std::size_t kListBundleBooksMax = 100;

/// How a bundle of a list crosses the border between the worker and the shop.
std::string encode_list_bundle(const ListBundle& bundle);
/// Errors: upstream_malformed.
Result<ListBundle> parse_list_bundle(std::string_view frame);

}  // namespace aan::catalog
