#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace aan {

/// Owns a file descriptor.
class FileDescriptor {
 public:
  FileDescriptor() = default;
  explicit FileDescriptor(int fd) : fd_(fd) {}
  FileDescriptor(FileDescriptor&& other) noexcept : fd_(other.release()) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept;
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;
  ~FileDescriptor() { reset(); }
  [[nodiscard]] int get() const { return fd_; }
  [[nodiscard]] bool valid() const { return fd_ >= 0; }
  int release() {
    const int fd = fd_;
    fd_ = -1;
    return fd;
  }
  void reset();

 private:
  int fd_ = -1;
};

/// Whole content of a file of at most `bytes_max`. Errors: not_found, too_large, internal.
Result<std::string> read_file(const std::filesystem::path& path, std::uint64_t bytes_max);
/// Opens a file for reading that lies where it is named: no link, no pipe, no device. Errors:
/// not_found, invalid (something else lies there), internal.
Result<FileDescriptor> open_plain_file(const std::filesystem::path& path);
/// Like `read_file`, of such a file.
Result<std::string> read_plain_file(const std::filesystem::path& path, std::uint64_t bytes_max);
/// `size` bytes of an open file, from its beginning. Errors: corrupt (shorter), internal.
Result<std::string> read_all(const FileDescriptor& file, std::uint64_t size);
/// Replaces a file so that after a crash either the old or the new content is there: temporary
/// file beside it, fsync, rename, fsync of the folder. `mode` as in chmod. Errors: internal.
Result<> write_file_durably(const std::filesystem::path& path, std::string_view bytes,
                            unsigned mode);
/// An anonymous file in memory that holds `bytes`, positioned at its beginning. Errors: internal.
Result<FileDescriptor> memory_file(std::string_view bytes);
/// fsync of a folder, after creating or renaming an entry in it.
Result<> sync_folder(const std::filesystem::path& folder);

}  // namespace aan
