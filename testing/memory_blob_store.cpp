#include "testing/memory_blob_store.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <vector>

#include "base/check.hpp"
#include "crypto/content_address.hpp"

namespace aan::testing {
namespace {

constexpr std::size_t kReadBytes = 65'536;

ports::BlobInfo info_of(std::string_view bytes) {
  crypto::ContentAddress address = crypto::address_of(bytes);
  return {address.cid, address.sha256, address.size};
}

Result<std::string> read_all(int source_fd, std::uint64_t bytes_max) {
  std::string bytes;
  std::vector<char> part(kReadBytes);
  for (;;) {
    ssize_t got = ::pread(source_fd, part.data(), part.size(), static_cast<off_t>(bytes.size()));
    if (got < 0 && errno == ESPIPE) got = ::read(source_fd, part.data(), part.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail(Errc::internal, "blob.put", "The source cannot be read.");
    if (got == 0) return bytes;
    bytes.append(part.data(), static_cast<std::size_t>(got));
    if (bytes.size() > bytes_max) return refuse(Errc::too_large, "blob.put", "Too large.");
  }
}

}  // namespace

Result<ports::BlobInfo> MemoryBlobStore::address(int source_fd, std::uint64_t bytes_max) {
  return info_of(AAN_TRY(read_all(source_fd, bytes_max)));
}

Result<ports::BlobInfo> MemoryBlobStore::put(int source_fd, std::uint64_t bytes_max) {
  return put_bytes(AAN_TRY(read_all(source_fd, bytes_max)));
}

Result<ports::BlobInfo> MemoryBlobStore::put_bytes(std::string_view bytes) {
  ports::BlobInfo info = info_of(bytes);
  const std::lock_guard lock(blobs_guard_);
  blobs_[info.cid] = bytes;
  quarantine_.erase(info.cid);
  ages_.erase(info.cid);
  return info;
}

Result<ports::OpenBlob> MemoryBlobStore::open(const crypto::Cid& cid) {
  const std::lock_guard lock(blobs_guard_);
  const auto at = blobs_.find(cid);
  if (at != blobs_.end() && !is_good(cid, at->second)) {
    blobs_.erase(at);
    quarantine_.insert(cid);
  }
  if (quarantine_.contains(cid)) return fail(Errc::corrupt, "blob.open", "It is in quarantine.");
  if (!blobs_.contains(cid)) return fail(Errc::not_found, "blob.open", "There is no such blob.");
  const std::string& bytes = blobs_[cid];
  FileDescriptor file(::memfd_create("blob", MFD_CLOEXEC));
  AAN_CHECK(file.valid());
  AAN_CHECK(::write(file.get(), bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
  return ports::OpenBlob{info_of(bytes), std::move(file)};
}

Result<> MemoryBlobStore::verify(const crypto::Cid& cid) {
  AAN_TRY(open(cid));
  return {};
}

Result<bool> MemoryBlobStore::remove(const crypto::Cid& cid, Duration untouched_for) {
  const std::lock_guard lock(blobs_guard_);
  if (ages_[cid].us < untouched_for.us) return false;
  ages_.erase(cid);
  return blobs_.erase(cid) > 0;
}

void MemoryBlobStore::age(const crypto::Cid& cid, Duration by) {
  const std::lock_guard lock(blobs_guard_);
  ages_[cid] = ages_[cid] + by;
}

Result<> MemoryBlobStore::list(const std::function<bool(const crypto::Cid&)>& seen) const {
  std::vector<crypto::Cid> all;
  {
    const std::lock_guard lock(blobs_guard_);
    for (const auto& [cid, bytes] : blobs_) all.push_back(cid);
  }
  for (const crypto::Cid& cid : all)
    if (!seen(cid)) break;
  return {};
}

void MemoryBlobStore::damage(const crypto::Cid& cid, std::size_t offset) {
  const std::lock_guard lock(blobs_guard_);
  char& byte = blobs_.at(cid).at(offset);
  byte = static_cast<char>(byte ^ 1);
}

void MemoryBlobStore::lose(const crypto::Cid& cid) {
  const std::lock_guard lock(blobs_guard_);
  blobs_.erase(cid);
}

void MemoryBlobStore::truncate(const crypto::Cid& cid, std::size_t size) {
  const std::lock_guard lock(blobs_guard_);
  blobs_.at(cid).resize(size);
}

std::size_t MemoryBlobStore::size() const {
  const std::lock_guard lock(blobs_guard_);
  return blobs_.size();
}

bool MemoryBlobStore::is_good(const crypto::Cid& cid, const std::string& bytes) {
  return crypto::unixfs_cid(bytes) == cid;
}

}  // namespace aan::testing
