#pragma once
#include <cstdint>
#include <string>

#include "base/file.hpp"

namespace aan {

/// `bytes` bytes of an open file from `offset`, fewer where it ends before; its own position stays.
/// Errors: internal.
Result<std::string> read_at(const FileDescriptor& file, std::uint64_t offset, std::size_t bytes);

}  // namespace aan
