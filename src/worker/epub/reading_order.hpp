#pragma once
#include <string>
#include <vector>

#include "worker/epub/package.hpp"

namespace aan::worker::epub {

/// True for what is read as a page of text: XHTML, by its older names too.
[[nodiscard]] bool is_page(const ManifestItem& item);

/// One page of the book as it was found in the reading order.
struct Chapter {
  std::string name;        ///< in the archive
  bool apparatus = false;  ///< cover, title page, imprint, contents: not what a reader samples
};

/// Linear XHTML documents of the spine, once each, without the navigation document.
std::vector<Chapter> reading_order(const Package& package);

/// Steps of the spine that lead to no page, and so are left out. Pictures are not counted: they are
/// pages of comics and fixed layouts.
struct LeftOut {
  std::string why;           ///< a sentence about one of them, without its full stop
  std::size_t steps = 0;     ///< how many are left out
  std::size_t all = 0;       ///< of so many
  bool is_all_lost = false;  ///< no step leads to anything that could be in the archive
};
LeftOut left_out(const Package& package);

/// True when the document's own epub:type says that it is apparatus.
[[nodiscard]] bool is_apparatus(const pugi::xml_node& body);

}  // namespace aan::worker::epub
