#include "net/upload.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "base/text.hpp"

namespace aan::net {
namespace {

constexpr std::size_t kFieldBytesMax = 8192;

std::unexpected<Error> disk_refuses(const char* step) {
  return std::unexpected(Error{Errc::unavailable,
                               "net.upload",
                               std::string(step) + ": " + std::strerror(errno),
                               "The shop's disk did not take what was sent. Is it full?",
                               {},
                               "upload_disk"});
}

// Nobody finds it by a name, and it is gone when it is closed, also by a kill.
Result<FileDescriptor> nameless_file(const std::filesystem::path& folder) {
  constexpr mode_t kOwn = 0600;
  FileDescriptor file(::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, kOwn));
  if (file.valid()) return file;
  std::string name = (folder / "upload-XXXXXX").string();  // a file system without O_TMPFILE
  file = FileDescriptor(::mkostemp(name.data(), O_CLOEXEC));
  if (!file.valid()) return disk_refuses("open");
  ::unlink(name.c_str());
  return file;
}

}  // namespace

Result<> UploadSink::begin(PartHead head) {
  FormPart& part = parts_.emplace_back();
  part.name = std::move(head.name);
  part.is_file = head.file_name.has_value();
  if (!part.is_file) return {};
  part.file_name = std::move(*head.file_name);
  file_ = AAN_TRY(nameless_file(folder_));
  return {};
}

Result<> UploadSink::data(std::string_view bytes) {
  FormPart& part = parts_.back();
  part.size += bytes.size();
  if (part.size > (part.is_file ? file_bytes_max_ : kFieldBytesMax))
    return refuse(Errc::too_large, "net.upload", "What was sent is too large.", "upload_too_large");
  if (!part.is_file) {
    part.value += bytes;
    return {};
  }
  while (!bytes.empty()) {
    const ssize_t written = ::write(file_.get(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return disk_refuses("write");
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Result<> UploadSink::end() {
  FormPart& part = parts_.back();
  if (!part.is_file) {
    if (is_utf8(part.value) && !part.value.contains('\0')) return {};
    return refuse(Errc::invalid, "net.upload", "The form is not encoded as UTF-8 text.",
                  "form_encoding");
  }
  if (::lseek(file_.get(), 0, SEEK_SET) != 0) return disk_refuses("seek");
  part.file = share(std::move(file_));
  return {};
}

}  // namespace aan::net
