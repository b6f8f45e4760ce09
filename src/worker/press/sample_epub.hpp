#pragma once
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "worker/press/manuscript.hpp"

namespace aan::worker::press {

/// Bytes of an EPUB 3.3 that holds a sample, the same for the same input: the cover, a title page
/// that says what it is, the text, and where the whole book is. The manuscript's body is the sample
/// as the shop keeps it; `book_address` may be empty. Errors: invalid (no text), internal.
Result<std::string> write_sample(const Manuscript& manuscript, std::string_view cover_jpeg,
                                 std::string_view book_address);

}  // namespace aan::worker::press
