#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace aan::web {

/// A file of the shop itself. Views live as long as the program.
struct AssetFile {
  std::string_view path;  ///< "/assets/shop.1a2b3c4d.css"; "/favicon.ico"
  std::string_view bytes;
  std::string_view content_type;
  bool immutable = false;  ///< the name changes with the content: may be kept for ever
};

/// The address of an asset by its plain name: "shop.css" -> "/assets/shop.1a2b3c4d.css". A name
/// that does not exist is a bug of ours and ends the program.
std::string_view asset_url(std::string_view name);

/// By the whole path of a request: hashed addresses, and /favicon.ico, /favicon.svg.
std::optional<AssetFile> find_asset_file(std::string_view path);

/// The style sheet that a saved receipt carries in itself.
std::string_view receipt_style();
/// The same for letters: plain values, light only, since mail programs know no variables.
std::string_view letter_style();

/// All of them, for tests and for precompressing at start.
const std::vector<AssetFile>& all_assets();

}  // namespace aan::web
