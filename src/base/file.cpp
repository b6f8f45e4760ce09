#include "base/file.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/write_bytes.hpp"

namespace aan {
namespace {

std::unexpected<Error> system_error(const char* step, const std::filesystem::path& path) {
  const Errc code = errno == ENOENT || errno == ENOTDIR ? Errc::not_found : Errc::internal;
  return fail(code, step, path.string() + ": " + std::strerror(errno));
}

Result<std::string> read_open(const FileDescriptor& file, const std::filesystem::path& path,
                              std::uint64_t bytes_max) {
  std::string content;
  char block[65'536];
  for (;;) {
    const ssize_t got = ::read(file.get(), block, sizeof block);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return system_error("file.read", path);
    if (got == 0) return content;
    content.append(block, static_cast<std::size_t>(got));
    if (content.size() > bytes_max)
      return fail(Errc::too_large, "file.read", path.string() + " is larger than allowed");
  }
}

Result<> write_and_rename(const std::filesystem::path& temporary, const std::filesystem::path& path,
                          std::string_view bytes, unsigned mode) {
  FileDescriptor file(
      ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, mode));
  // The mode again: a leftover keeps its own, and the process's mask takes bits away.
  if (!file.valid() || ::fchmod(file.get(), mode) != 0)
    return system_error("file.create", temporary);
  if (!write_bytes(file.get(), bytes)) return system_error("file.write", temporary);
  if (::fsync(file.get()) != 0) return system_error("file.sync", temporary);
  file.reset();
  if (::rename(temporary.c_str(), path.c_str()) != 0) return system_error("file.rename", path);
  return sync_folder(path.parent_path());
}

}  // namespace

FileDescriptor& FileDescriptor::operator=(FileDescriptor&& other) noexcept {
  if (this != &other) {
    reset();
    fd_ = other.release();
  }
  return *this;
}

void FileDescriptor::reset() {
  if (fd_ >= 0) ::close(fd_);
  fd_ = -1;
}

Result<FileDescriptor> open_plain_file(const std::filesystem::path& path) {
  // O_NONBLOCK: a pipe that somebody planted must not stop us; it means nothing for plain files.
  FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (!file.valid() && errno != ELOOP && errno != ENXIO) return system_error("file.open", path);
  struct stat status{};
  if (!file.valid() || ::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode))
    return refuse(Errc::invalid, "file.open", path.string() + " is not a plain file.");
  return file;
}

Result<std::string> read_file(const std::filesystem::path& path, std::uint64_t bytes_max) {
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.valid()) return system_error("file.open", path);
  return read_open(file, path, bytes_max);
}

Result<std::string> read_plain_file(const std::filesystem::path& path, std::uint64_t bytes_max) {
  return read_open(AAN_TRY(open_plain_file(path)), path, bytes_max);
}

Result<std::string> read_all(const FileDescriptor& file, std::uint64_t size) {
  std::string content(size, '\0');
  std::uint64_t at = 0;
  while (at < size) {
    const ssize_t got = ::pread(file.get(), content.data() + at, size - at, static_cast<off_t>(at));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail(Errc::internal, "file.read", std::strerror(errno));
    if (got == 0) return fail(Errc::corrupt, "file.read", "the file is shorter than recorded");
    at += static_cast<std::uint64_t>(got);
  }
  return content;
}

Result<> write_file_durably(const std::filesystem::path& path, std::string_view bytes,
                            unsigned mode) {
  std::filesystem::path temporary = path;
  temporary += ".new";
  auto written = write_and_rename(temporary, path, bytes, mode);
  if (!written) ::unlink(temporary.c_str());
  return written;
}

Result<> sync_folder(const std::filesystem::path& folder) {
  const std::filesystem::path real = folder.empty() ? std::filesystem::path(".") : folder;
  const FileDescriptor handle(::open(real.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!handle.valid()) return system_error("folder.open", real);
  if (::fsync(handle.get()) != 0) return system_error("folder.sync", real);
  return {};
}

Result<FileDescriptor> memory_file(std::string_view bytes) {
  FileDescriptor file(::memfd_create("aan", MFD_CLOEXEC));
  if (!file.valid()) return fail(Errc::internal, "file.memory", std::strerror(errno));
  if (!write_bytes(file.get(), bytes))
    return fail(Errc::internal, "file.memory", std::strerror(errno));
  ::lseek(file.get(), 0, SEEK_SET);
  return file;
}

}  // namespace aan
