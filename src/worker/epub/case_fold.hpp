#pragma once
#include <string>
#include <string_view>

namespace aan::worker::epub {

/// Form under which two names are one on a file system that ignores case and composes accents
/// (Unicode default case folding of NFC).
std::string fold_case(std::string_view name);

}  // namespace aan::worker::epub
