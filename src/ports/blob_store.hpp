#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/file.hpp"
#include "base/result.hpp"
#include "base/timestamp.hpp"
#include "crypto/cid.hpp"

namespace aan::ports {

/// What the store knows about a blob.
struct BlobInfo {
  crypto::Cid cid;     ///< CIDv1, UnixFS profile unixfs-v1-2025
  std::string sha256;  ///< 32 bytes, of the plain content
  std::uint64_t size = 0;
};

/// An opened blob: positional reads come from `file`, whose bytes were verified.
struct OpenBlob {
  BlobInfo info;
  FileDescriptor file;
};

/// Content by address. Immutable: what was put under a CID stays what it was, or is quarantined.
/// All functions are thread-safe. Users: ingest, deliver, pages (covers, samples). Contract:
/// tests/contract/blob_store_contract.hpp.
class BlobStore {
 public:
  virtual ~BlobStore() = default;

  /// The names that `put` would give, without keeping anything. Errors: as `put`.
  virtual Result<BlobInfo> address(int source_fd, std::uint64_t bytes_max) = 0;

  /// Reads `source` from its beginning to its end, hashing while streaming; durable when it
  /// returns. Idempotent: the same content again is found and not written twice.
  /// Errors: too_large, unavailable (disk full), internal.
  virtual Result<BlobInfo> put(int source_fd, std::uint64_t bytes_max) = 0;
  /// The same for bytes in memory.
  virtual Result<BlobInfo> put_bytes(std::string_view bytes) = 0;

  /// Opens for reading. Verifies the content at the first open after a start and whenever size or
  /// time of the file changed; content that fails goes to quarantine and is never served.
  /// Errors: not_found, corrupt (quarantined now or before).
  virtual Result<OpenBlob> open(const crypto::Cid& cid) = 0;

  /// Reads all of a blob from where it is kept, whatever was verified before. Errors: as `open`.
  virtual Result<> verify(const crypto::Cid& cid) = 0;
  /// Removes content that nobody has put for `untouched_for` (of the clock that dates the files);
  /// true: it was there and is gone. Whoever puts the same content at that moment either keeps the
  /// blob there or writes it anew. What is opened stays readable. Errors: internal.
  virtual Result<bool> remove(const crypto::Cid& cid, Duration untouched_for) = 0;

  /// Calls `seen` with the name of everything that is kept (false stops), reading none of it.
  /// Errors: internal.
  virtual Result<> list(const std::function<bool(const crypto::Cid&)>& seen) const = 0;
};

}  // namespace aan::ports
