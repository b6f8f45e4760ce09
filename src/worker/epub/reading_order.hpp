#pragma once
#include <string>
#include <vector>

#include "worker/epub/package.hpp"

namespace aan::worker::epub {

/// One page of the book as it was found in the reading order.
struct Chapter {
  std::string name;        ///< in the archive
  bool apparatus = false;  ///< cover, title page, imprint, contents: not what a reader samples
};

/// Linear XHTML documents of the spine, once each, without the navigation document.
std::vector<Chapter> reading_order(const Package& package);

/// True when the document's own epub:type says that it is apparatus.
[[nodiscard]] bool is_apparatus(const pugi::xml_node& body);

}  // namespace aan::worker::epub
