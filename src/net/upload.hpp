#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "net/multipart.hpp"
#include "net/request.hpp"

namespace aan::net {

/// Keeps the parts of a form as they arrive: fields in memory, files in files without a name that
/// end with the request. Not thread-safe.
class UploadSink : public PartSink {
 public:
  /// `folder` is there. No file of more than `file_bytes_max` is kept.
  UploadSink(std::filesystem::path folder, std::uint64_t file_bytes_max)
      : folder_(std::move(folder)), file_bytes_max_(file_bytes_max) {}
  /// Errors: too_large (a field, a file), unavailable (the disk).
  Result<> begin(PartHead head) override;
  Result<> data(std::string_view bytes) override;
  Result<> end() override;
  /// What came, each file positioned at its beginning.
  std::vector<FormPart> take() { return std::move(parts_); }

 private:
  std::filesystem::path folder_;
  std::uint64_t file_bytes_max_;
  std::vector<FormPart> parts_;
  FileDescriptor file_;  ///< of the part that is arriving
};

}  // namespace aan::net
