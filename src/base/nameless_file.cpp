#include "base/nameless_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>
#include <system_error>

#include "base/write_bytes.hpp"

namespace aan {
namespace {

std::unexpected<Error> refused_by_disk(const char* step) {
  return fail(Errc::unavailable, "file.nameless", std::string(step) + ": " + std::strerror(errno),
              "The shop's disk did not take what was to be written. Is it full?");
}

}  // namespace

// O_TMPFILE would give it no name for a moment either, but not every file system has it.
Result<FileDescriptor> nameless_file(const std::filesystem::path& folder) {
  std::error_code ignored;  // the file says what is wrong with the folder
  std::filesystem::create_directories(folder, ignored);
  std::string name = (folder / "nameless-XXXXXX").string();
  FileDescriptor file(::mkostemp(name.data(), O_CLOEXEC));
  if (!file.valid() || ::unlink(name.c_str()) != 0) return refused_by_disk("open");
  return file;
}

Result<> write_all(const FileDescriptor& file, std::string_view bytes) {
  return write_bytes(file.get(), bytes) ? Result<>() : refused_by_disk("write");
}

}  // namespace aan
