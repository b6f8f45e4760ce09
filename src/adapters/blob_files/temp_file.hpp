#pragma once
#include <string>

#include "base/file.hpp"
#include "base/result.hpp"

namespace aan::blob_files {

/// A new file of mode 0600 in the folder for unfinished ones, locked while it lives, and removed
/// unless `release` was called because it was renamed to where it belongs.
class TempFile {
 public:
  /// `folder` must outlive this. Errors: unavailable, internal.
  static Result<TempFile> create(int folder);
  TempFile(TempFile&& other) noexcept;
  TempFile& operator=(TempFile&&) = delete;
  TempFile(const TempFile&) = delete;
  TempFile& operator=(const TempFile&) = delete;
  ~TempFile();

  [[nodiscard]] int fd() const { return file_.get(); }
  [[nodiscard]] const std::string& name() const { return name_; }
  void release() { name_.clear(); }

 private:
  TempFile(int folder, std::string name, FileDescriptor file)
      : folder_(folder), name_(std::move(name)), file_(std::move(file)) {}
  int folder_;
  std::string name_;
  FileDescriptor file_;
};

/// Removes what a killed process left behind. Files of one that still runs are locked and stay.
Result<> remove_leftovers(int folder);

}  // namespace aan::blob_files
