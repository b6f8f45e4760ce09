#pragma once
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>

#include "adapters/blob_files/verified_blobs.hpp"
#include "crypto/content_address.hpp"
#include "ports/blob_store.hpp"

namespace aan::blob_files {

class TempFile;

/// Blobs as files: ROOT/blobs/ab/<cid>, "ab" being two characters of the CID, with
/// ROOT/quarantine and ROOT/tmp beside. Folders 0700, files 0600. Several processes may have one
/// root open. See README.md.
class FileBlobStore final : public ports::BlobStore {
 public:
  /// Makes the folders and removes what a killed process left in ROOT/tmp. Errors: unavailable,
  /// internal.
  static Result<std::unique_ptr<FileBlobStore>> create(const std::filesystem::path& root);

  Result<ports::BlobInfo> address(int source_fd, std::uint64_t bytes_max) override;
  Result<ports::BlobInfo> put(int source_fd, std::uint64_t bytes_max) override;
  /// As in the port; content that is already there is not even written to a temporary file.
  Result<ports::BlobInfo> put_bytes(std::string_view bytes) override;
  Result<ports::OpenBlob> open(const crypto::Cid& cid) override;
  /// As in the port; across processes, too: a folder is locked while one of its blobs goes or
  /// stays.
  Result<bool> remove(const crypto::Cid& cid, Duration untouched_for) override;
  /// As in the port. Asks the kernel to read from the disk again, not from its memory. A blob that
  /// cannot be read at all stays where it is.
  Result<> list(const std::function<bool(const crypto::Cid&)>& seen) const override;
  Result<> verify(const crypto::Cid& cid) override;

 private:
  struct Folders {
    FileDescriptor blobs, quarantine, tmp;
  };
  explicit FileBlobStore(Folders folders) : folders_(std::move(folders)) {}

  Result<ports::BlobInfo> keep(const crypto::ContentAddress& address, TempFile temp);
  Result<std::optional<ports::BlobInfo>> find_good(const crypto::Cid& cid);
  Result<ports::OpenBlob> open_claimed(const crypto::Cid& cid);
  Result<bool> touch(int shard, const crypto::Cid& cid);
  std::unexpected<Error> missing(const crypto::Cid& cid) const;
  std::unexpected<Error> quarantine(const crypto::Cid& cid, std::string_view why);
  Result<FileDescriptor> shard_for_writing(const std::string& name);
  void write_sum(int shard, const crypto::ContentAddress& address);

  Folders folders_;
  VerifiedBlobs verified_;
  std::mutex shards_guard_;
  std::set<std::string> durable_shards_;  // made, and the folder above synced since
};

}  // namespace aan::blob_files
