#pragma once
#include <sys/socket.h>
#include <sys/un.h>

#include <filesystem>

#include "base/file.hpp"
#include "base/result.hpp"

namespace aan {

/// The address of a socket file, however long the path of its folder is: the system takes 107
/// bytes, so a longer one goes by the open folder. Good while it lives.
class UnixAddress {
 public:
  /// Errors: invalid (the name itself is too long, or empty), unavailable (no such folder).
  static Result<UnixAddress> of(const std::filesystem::path& path);

  [[nodiscard]] const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&address_); }
  [[nodiscard]] socklen_t size() const { return sizeof address_; }

 private:
  sockaddr_un address_{};
  FileDescriptor folder_;  // where the path is too long
};

}  // namespace aan
