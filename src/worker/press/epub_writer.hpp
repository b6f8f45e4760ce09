#pragma once
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "worker/press/manuscript.hpp"

namespace aan::worker::press {

/// Bytes of an EPUB 3.3, the same for the same input: fixed order, fixed dates. Errors: invalid
/// (no text), internal.
Result<std::string> write_epub(const Manuscript& manuscript, std::string_view cover_jpeg);

}  // namespace aan::worker::press
