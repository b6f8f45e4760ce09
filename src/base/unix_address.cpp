#include "base/unix_address.hpp"

#include <fcntl.h>

#include <cerrno>
#include <cstring>
#include <string>

namespace aan {

Result<UnixAddress> UnixAddress::of(const std::filesystem::path& path) {
  UnixAddress made;
  made.address_.sun_family = AF_UNIX;
  std::string text = path.string();
  if (text.size() >= sizeof made.address_.sun_path) {
    made.folder_ =
        FileDescriptor(::open(path.parent_path().c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!made.folder_.valid())
      return refuse(
          Errc::unavailable, "socket",
          "Cannot open the folder " + path.parent_path().string() + ": " + std::strerror(errno));
    text = "/proc/self/fd/" + std::to_string(made.folder_.get()) + "/" + path.filename().string();
  }
  if (path.filename().empty() || text.size() >= sizeof made.address_.sun_path)
    return refuse(
        Errc::invalid, "socket",
        "The name of the socket " + path.string() + " is too long. Choose a shorter one.");
  std::memcpy(made.address_.sun_path, text.data(), text.size());
  return made;
}

}  // namespace aan
