#include "adapters/blob_files/temp_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdint>
#include <string_view>
#include <utility>

#include "adapters/blob_files/folder.hpp"

namespace aan::blob_files {
namespace {

constexpr int kAttempts = 100;
constexpr std::string_view kPrefix = "put-";

// False if `remove_leftovers` of another process took the file before it was locked.
bool is_ours(int file) {
  struct stat status{};
  return ::flock(file, LOCK_EX | LOCK_NB) == 0 && ::fstat(file, &status) == 0 &&
         status.st_nlink == 1;
}

}  // namespace

Result<TempFile> TempFile::create(int folder) {
  static std::atomic<std::uint64_t> counter{0};
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    std::string name =
        std::string(kPrefix) + std::to_string(::getpid()) + "-" + std::to_string(++counter);
    FileDescriptor file(
        ::openat(folder, name.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    // Two containers on one volume may have the same process number.
    if (!file.valid() && errno == EEXIST) continue;
    if (!file.valid()) return system_error("blob.create", "temporary file");
    if (is_ours(file.get())) return TempFile(folder, std::move(name), std::move(file));
  }
  return fail(Errc::unavailable, "blob.create", "No temporary file could be made.");
}

TempFile::TempFile(TempFile&& other) noexcept
    : folder_(other.folder_),
      name_(std::exchange(other.name_, {})),
      file_(std::move(other.file_)) {}

TempFile::~TempFile() {
  if (!name_.empty()) ::unlinkat(folder_, name_.c_str(), 0);
}

Result<> remove_leftovers(int folder) {
  for (const std::string& name : AAN_TRY(names_in(folder))) {
    if (!name.starts_with(kPrefix)) continue;  // the folder may be another's too
    const FileDescriptor file(
        ::openat(folder, name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    const bool in_use = file.valid() && ::flock(file.get(), LOCK_EX | LOCK_NB) != 0;
    if (!in_use) ::unlinkat(folder, name.c_str(), 0);
  }
  return {};
}

}  // namespace aan::blob_files
