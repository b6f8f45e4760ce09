#pragma once
#include <optional>
#include <string>
#include <vector>

#include "worker/pdf/structure.hpp"

namespace aan::worker::pdf {

/// A page as it is seen: sizes in hundredths of a point, turned as it says.
struct LastPage {
  std::string text;  ///< its dictionary
  std::uint64_t width = 0;
  std::uint64_t height = 0;
};

/// The last pages of a tree (ISO 32000-1, 7.7.3), from the end, at most `count`. Their sizes are
/// those of the crop box, which may be inherited; A5 for what says none. Those before a node that
/// is broken or very deep are left out.
std::vector<LastPage> last_pages(Structure& structure, const catalog::PdfObject& root,
                                 std::size_t count);

}  // namespace aan::worker::pdf
