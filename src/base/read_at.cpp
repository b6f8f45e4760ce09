#include "base/read_at.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace aan {

Result<std::string> read_at(const FileDescriptor& file, std::uint64_t offset, std::size_t bytes) {
  std::string out(bytes, '\0');
  std::size_t done = 0;
  while (done < bytes) {
    const ssize_t got =
        pread(file.get(), out.data() + done, bytes - done, static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail(Errc::internal, "file.read_at", std::strerror(errno));
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  out.resize(done);
  return out;
}

}  // namespace aan
