#include "adapters/blob_files/folder.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <vector>

#include "base/text.hpp"
#include "base/write_bytes.hpp"

namespace aan::blob_files {
namespace {

constexpr mode_t kOwnerOnly = 0700;
// O_NONBLOCK: a pipe that somebody planted must not stop us; it means nothing for plain files.
constexpr int kReadFlags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;
constexpr int kFolderFlags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;

int open_without_links(int root, const std::string& path) {
  open_how how{};
  how.flags = kReadFlags;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
  const long fd = ::syscall(SYS_openat2, root, path.c_str(), &how, sizeof how);
  if (fd >= 0 || (errno != ENOSYS && errno != EPERM)) return static_cast<int>(fd);
  return open_by_parts(root, path);
}

}  // namespace

int open_by_parts(int root, const std::string& path) {
  const std::vector<std::string_view> parts = split(path, '/');
  FileDescriptor folder;
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
    const int parent = folder.valid() ? folder.get() : root;
    folder = FileDescriptor(::openat(parent, std::string(parts[i]).c_str(), kFolderFlags));
    if (!folder.valid()) return -1;
  }
  return ::openat(folder.valid() ? folder.get() : root, std::string(parts.back()).c_str(),
                  kReadFlags);
}

std::unexpected<Error> system_error(std::string_view step, std::string_view what) {
  const int why = errno;
  const bool full = why == ENOSPC || why == EDQUOT || why == EMFILE || why == ENFILE;
  return fail(full ? Errc::unavailable : Errc::internal, step,
              std::string(what) + ": " + std::strerror(why));
}

Result<FileDescriptor> open_or_make_folder(int parent, const std::string& name) {
  if (::mkdirat(parent, name.c_str(), kOwnerOnly) != 0 && errno != EEXIST)
    return system_error("blob.folder", name);
  FileDescriptor folder(::openat(parent, name.c_str(), kFolderFlags));
  struct stat status{};
  if (!folder.valid() || ::fstat(folder.get(), &status) != 0)
    return system_error("blob.folder", name);
  // Only if needed: a changed folder makes the next fsync of it dear.
  if ((status.st_mode & 07777) != kOwnerOnly && ::fchmod(folder.get(), kOwnerOnly) != 0)
    return system_error("blob.folder", name);
  return folder;
}

Result<FileDescriptor> open_beneath(int root, const std::string& path) {
  FileDescriptor file(open_without_links(root, path));
  if (!file.valid() && errno == ENOENT)
    return fail(Errc::not_found, "blob.open", "There is no blob " + path);
  const bool wrong_kind = !file.valid() && (errno == ELOOP || errno == ENXIO || errno == ENOTDIR);
  if (!file.valid() && !wrong_kind) return system_error("blob.open", path);
  struct stat status{};
  if (wrong_kind || ::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode))
    return fail(Errc::corrupt, "blob.open", path + " is not a plain file");
  return file;
}

Result<std::vector<std::string>> names_in(int folder) {
  const int again = ::openat(folder, ".", kFolderFlags);
  DIR* stream = again < 0 ? nullptr : ::fdopendir(again);
  if (stream == nullptr) {
    if (again >= 0) ::close(again);
    return system_error("blob.list", "folder");
  }
  std::vector<std::string> names;
  while (const dirent* entry = ::readdir(stream)) {
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") names.emplace_back(name);
  }
  ::closedir(stream);
  return names;
}

Result<> write_all(int file, std::string_view bytes) {
  if (!write_bytes(file, bytes)) return system_error("blob.write", "temporary file");
  return {};
}

Result<bool> rename_new(int from_folder, const std::string& from, int to_folder,
                        const std::string& to) {
  if (::renameat2(from_folder, from.c_str(), to_folder, to.c_str(), RENAME_NOREPLACE) == 0)
    return true;
  if (errno == EEXIST) return false;
  // Network file systems know no flags. Replacing is as good: one name, one content.
  if (errno == EINVAL && ::renameat(from_folder, from.c_str(), to_folder, to.c_str()) == 0)
    return true;
  return system_error("blob.rename", to);
}

}  // namespace aan::blob_files
