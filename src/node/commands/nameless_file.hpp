#pragma once
#include <filesystem>

#include "base/file.hpp"
#include "base/result.hpp"

namespace aan::node {

/// An empty file in `folder`, which is made where it is missing, that nobody finds by a name: it is
/// gone when it is closed, also by a kill. Errors: unavailable (the disk).
Result<FileDescriptor> nameless_file(const std::filesystem::path& folder);

}  // namespace aan::node
