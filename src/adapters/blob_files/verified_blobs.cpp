#include "adapters/blob_files/verified_blobs.hpp"

#include <sys/stat.h>
#include <time.h>

namespace aan::blob_files {
namespace {

constexpr std::int64_t kNsPerSecond = 1'000'000'000;

std::int64_t ns(const timespec& at) { return at.tv_sec * kNsPerSecond + at.tv_nsec; }

}  // namespace

std::int64_t file_clock_ns() {
  timespec now{};
  ::clock_gettime(CLOCK_REALTIME_COARSE, &now);
  return ns(now);
}

std::optional<Stamp> stamp_of(int file) {
  struct stat status{};
  if (::fstat(file, &status) != 0) return std::nullopt;
  return Stamp{status.st_dev, status.st_ino, static_cast<std::uint64_t>(status.st_size),
               ns(status.st_mtim), ns(status.st_ctim)};
}

VerifiedBlobs::Claim::Claim(VerifiedBlobs& owner, const crypto::Cid& cid)
    : owner_(owner), cid_(cid) {
  std::unique_lock lock(owner_.state_);
  owner_.released_.wait(lock, [&] { return owner_.claimed_.insert(cid_).second; });
}

VerifiedBlobs::Claim::~Claim() {
  {
    const std::lock_guard lock(owner_.state_);
    owner_.claimed_.erase(cid_);
  }
  owner_.released_.notify_all();
}

std::optional<std::string> VerifiedBlobs::find(const crypto::Cid& cid, const Stamp& stamp) const {
  const std::lock_guard lock(state_);
  const auto at = verified_.find(cid);
  if (at == verified_.end() || at->second.stamp != stamp) return std::nullopt;
  return at->second.sha256;
}

void VerifiedBlobs::remember(const crypto::Cid& cid, const Stamp& stamp,
                             const std::string& sha256) {
  const bool ticked = stamp.changed_ns < file_clock_ns();
  const std::lock_guard lock(state_);
  verified_.erase(cid);
  if (!ticked) return;
  if (verified_.size() >= kRememberedMax) verified_.erase(verified_.begin());
  verified_.emplace(cid, Entry{stamp, sha256});
}

void VerifiedBlobs::forget(const crypto::Cid& cid) {
  const std::lock_guard lock(state_);
  verified_.erase(cid);
}

}  // namespace aan::blob_files
