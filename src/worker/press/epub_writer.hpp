#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "worker/press/manuscript.hpp"
#include "worker/press/markup.hpp"

namespace aan::worker::press {

/// Bytes of an EPUB 3.3, the same for the same input: fixed order, fixed dates. Errors: invalid
/// (no text), internal.
Result<std::string> write_epub(const Manuscript& manuscript, std::string_view cover_jpeg);

/// The same of chapters that are XHTML already; the body of the manuscript is not read.
Result<std::string> bind_epub(const Manuscript& manuscript, const std::vector<Chapter>& chapters,
                              std::string_view cover_jpeg);

}  // namespace aan::worker::press
