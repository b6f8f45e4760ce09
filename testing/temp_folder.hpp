#pragma once
#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>

#include "base/check.hpp"

namespace aan::testing {

/// An empty folder that goes away with all that is in it.
class TempFolder {
 public:
  TempFolder() : TempFolder(std::filesystem::temp_directory_path()) {}
  /// In memory where the machine has such a place: nothing waits for a disk, nothing outlives it.
  static TempFolder in_memory() {
    std::error_code absent;
    const std::filesystem::path memory = "/dev/shm";
    return TempFolder(std::filesystem::is_directory(memory, absent)
                          ? memory
                          : std::filesystem::temp_directory_path());
  }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  ~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  explicit TempFolder(const std::filesystem::path& parent) {
    std::string pattern = (parent / "aan-test-XXXXXX").string();
    AAN_CHECK(::mkdtemp(pattern.data()) != nullptr);
    path_ = pattern;
  }
  std::filesystem::path path_;
};

}  // namespace aan::testing
