#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/file.hpp"
#include "base/result.hpp"

// The system calls of the blob store. Private to this folder: every name that arrives here was
// made by the store itself, from a parsed CID or a counter.
namespace aan::blob_files {

/// Error of the last system call: unavailable when the disk or a quota is full, else internal.
std::unexpected<Error> system_error(std::string_view step, std::string_view what);

/// Opens the folder `name` inside `parent` (AT_FDCWD for a path), making it with mode 0700 if it
/// is not there. An existing one is set to 0700. A symbolic link is refused.
Result<FileDescriptor> open_or_make_folder(int parent, const std::string& name);

/// Opens `path` for reading, never leaving `root` and never through a symbolic link. Errors:
/// not_found; corrupt for anything that is not a plain file; internal.
Result<FileDescriptor> open_beneath(int root, const std::string& path);

/// What `open_beneath` does where the kernel (before 5.6) or a container has no openat2: walks the
/// parts of `path`, none of which may be a link. -1 and errno as openat(2).
int open_by_parts(int root, const std::string& path);

/// Names in a folder, without "." and "..", in no order.
Result<std::vector<std::string>> names_in(int folder);

/// Writes all bytes at the position of `file`.
Result<> write_all(int file, std::string_view bytes);

/// Renames unless `to` exists: true if done, false if it was there.
Result<bool> rename_new(int from_folder, const std::string& from, int to_folder,
                        const std::string& to);

}  // namespace aan::blob_files
