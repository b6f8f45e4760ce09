#include "net/upload.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "base/nameless_file.hpp"
#include "base/text.hpp"

namespace aan::net {
namespace {

constexpr std::size_t kFieldBytesMax = 8192;

std::unexpected<Error> disk_refuses(std::string why) {
  return std::unexpected(Error{Errc::unavailable,
                               "net.upload",
                               std::move(why),
                               "The shop's disk did not take what was sent. Is it full?",
                               {},
                               "upload_disk"});
}

}  // namespace

Result<> UploadSink::begin(PartHead head) {
  FormPart& part = parts_.emplace_back();
  part.name = std::move(head.name);
  part.is_file = head.file_name.has_value();
  if (!part.is_file) return {};
  part.file_name = std::move(*head.file_name);
  auto file = nameless_file(folder_);
  if (!file) return disk_refuses(file.error().detail);
  file_ = std::move(*file);
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
  if (const auto put = write_all(file_, bytes); !put) return disk_refuses(put.error().detail);
  return {};
}

Result<> UploadSink::end() {
  FormPart& part = parts_.back();
  if (!part.is_file) {
    if (is_utf8(part.value) && !part.value.contains('\0')) return {};
    return refuse(Errc::invalid, "net.upload", "The form is not encoded as UTF-8 text.",
                  "form_encoding");
  }
  if (::lseek(file_.get(), 0, SEEK_SET) != 0)
    return disk_refuses(std::string("seek: ") + std::strerror(errno));
  part.file = share(std::move(file_));
  return {};
}

}  // namespace aan::net
