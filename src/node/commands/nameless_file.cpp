#include "node/commands/nameless_file.hpp"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>

namespace aan::node {

Result<FileDescriptor> nameless_file(const std::filesystem::path& folder) {
  std::error_code ignored;
  std::filesystem::create_directories(folder, ignored);
  FileDescriptor file(::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
  if (file.valid()) return file;
  std::string name = (folder / "made-XXXXXX").string();  // a file system without O_TMPFILE
  file = FileDescriptor(::mkostemp(name.data(), O_CLOEXEC));
  if (!file.valid())
    return fail(Errc::unavailable, "node.file", std::string("open: ") + std::strerror(errno),
                "A file cannot be made: the shop's disk reports an error.");
  ::unlink(name.c_str());
  return file;
}

}  // namespace aan::node
