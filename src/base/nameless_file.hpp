#pragma once
#include <filesystem>
#include <string_view>

#include "base/file.hpp"
#include "base/result.hpp"

namespace aan {

/// An empty file in `folder`, which is made where it is missing, that nobody finds by a name: it is
/// gone when it is closed, also by a kill. Errors: unavailable (the disk).
Result<FileDescriptor> nameless_file(const std::filesystem::path& folder);
/// Writes all of `bytes` where the file stands. Errors: unavailable (the disk is full).
Result<> write_all(const FileDescriptor& file, std::string_view bytes);

}  // namespace aan
