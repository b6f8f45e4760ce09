#pragma once
#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>

#include "crypto/cid.hpp"

namespace aan::blob_files {

/// What tells one state of a file from another without reading it. The change time is in it
/// because a program can set the modification time back, but not this one.
struct Stamp {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  std::uint64_t size = 0;
  std::int64_t modified_ns = 0;
  std::int64_t changed_ns = 0;
  bool operator==(const Stamp&) const = default;
};

/// Stamp of an open file, nothing if it cannot be asked.
std::optional<Stamp> stamp_of(int file);

/// The clock that the kernel dates files with, not a time that anybody else acts on.
std::int64_t file_clock_ns();

/// Which blobs were verified since the start, in which state of their file. Thread-safe.
class VerifiedBlobs {
 public:
  /// The right to verify, move or place one blob; others that want the same one wait.
  class Claim {
   public:
    Claim(VerifiedBlobs& owner, const crypto::Cid& cid);
    Claim(const Claim&) = delete;
    Claim& operator=(const Claim&) = delete;
    ~Claim();

   private:
    VerifiedBlobs& owner_;
    crypto::Cid cid_;
  };

  /// SHA-256 of a blob that was verified in just this state.
  [[nodiscard]] std::optional<std::string> find(const crypto::Cid& cid, const Stamp& stamp) const;
  /// Remembers a blob, unless the kernel's clock still stands where the file changed last: a
  /// change within the same tick would leave the same stamp.
  void remember(const crypto::Cid& cid, const Stamp& stamp, const std::string& sha256);
  void forget(const crypto::Cid& cid);

 private:
  // About 10 MB; beyond it some blob is verified once more.
  static constexpr std::size_t kRememberedMax = 65'536;
  struct Entry {
    Stamp stamp;
    std::string sha256;
  };
  mutable std::mutex state_;
  std::condition_variable released_;
  std::map<crypto::Cid, Entry> verified_;
  std::set<crypto::Cid> claimed_;
};

}  // namespace aan::blob_files
