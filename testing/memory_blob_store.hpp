#pragma once
#include <cstddef>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <string_view>

#include "ports/blob_store.hpp"

namespace aan::testing {

/// The contract of `ports::BlobStore` in memory: opened blobs are anonymous files. Verifies at
/// every open, so damage is seen whenever it happens. Thread-safe.
class MemoryBlobStore final : public ports::BlobStore {
 public:
  Result<ports::BlobInfo> address(int source_fd, std::uint64_t bytes_max) override;
  Result<ports::BlobInfo> put(int source_fd, std::uint64_t bytes_max) override;
  Result<ports::BlobInfo> put_bytes(std::string_view bytes) override;
  Result<ports::OpenBlob> open(const crypto::Cid& cid) override;
  Result<> verify(const crypto::Cid& cid) override;
  Result<bool> remove(const crypto::Cid& cid, Duration untouched_for) override;
  Result<> list(const std::function<bool(const crypto::Cid&)>& seen) const override;

  /// Flips one bit of a stored blob, as a bad disk would.
  void damage(const crypto::Cid& cid, std::size_t offset);
  /// Takes a stored blob away, as a hand that clears up would.
  void lose(const crypto::Cid& cid);
  /// Cuts a stored blob, as a full disk under a careless program would.
  void truncate(const crypto::Cid& cid, std::size_t size);
  /// Lets time pass since a blob was put.
  void age(const crypto::Cid& cid, Duration by);
  /// Number of blobs that could be served.
  [[nodiscard]] std::size_t size() const;

 private:
  bool is_good(const crypto::Cid& cid, const std::string& bytes);

  mutable std::mutex blobs_guard_;
  std::map<crypto::Cid, std::string> blobs_;
  std::map<crypto::Cid, Duration> ages_;  // since put, of those that aged
  std::set<crypto::Cid> quarantine_;
};

}  // namespace aan::testing
