#include "adapters/blob_files/file_blob_store.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "adapters/blob_files/folder.hpp"
#include "adapters/blob_files/temp_file.hpp"
#include "base/codec.hpp"
#include "base/crash_point.hpp"
#include "base/log.hpp"

namespace aan::blob_files {
namespace {

constexpr std::string_view kSumSuffix = ".sum";
constexpr int kQuarantinedMax = 100;
constexpr int kVerifyAttempts = 3;
// A blob that is put again is as good as new to `remove`; within the hour it needs no new date.
constexpr std::int64_t kNsPerUs = 1'000;
constexpr std::int64_t kTouchAfterNs = 3'600'000'000'000;

// Two characters that differ from one CID to the next: the first ones are always "bafk" or "bafy",
// and the last one carries three bits only.
std::string shard_of(const crypto::Cid& cid) {
  const std::string text = cid.text();
  return text.substr(text.size() - 3, 2);
}
std::string path_of(const crypto::Cid& cid) { return shard_of(cid) + '/' + cid.text(); }

// Fills `out` from `offset` of a file, or from where a pipe stands. Less than all: the end.
Result<std::size_t> read_full(int file, std::span<char> out, std::uint64_t offset) {
  std::size_t done = 0;
  while (done < out.size()) {
    const std::span<char> rest = out.subspan(done);
    ssize_t got = ::pread(file, rest.data(), rest.size(), static_cast<off_t>(offset + done));
    if (got < 0 && errno == ESPIPE) got = ::read(file, rest.data(), rest.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0)
      return fail(Errc::unavailable, "blob.read", "reading failed: error " + std::to_string(errno));
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  return done;
}

// Hands every piece of `file` to `each` and names the whole.
template <class Each>
Result<crypto::ContentAddress> hash_pieces(int file, Each each) {
  crypto::ContentHasher hasher;
  for (std::uint64_t size = 0;;) {
    const std::span<char> room = hasher.room();
    const std::size_t got = AAN_TRY(read_full(file, room, size));
    size += got;
    AAN_TRY(each(std::string_view(room.data(), got), size));
    hasher.commit(got);
    if (got < room.size()) return hasher.finish();
  }
}

Result<crypto::ContentAddress> address_of_file(int file) {
  return hash_pieces(file, [](std::string_view, std::uint64_t) -> Result<> { return {}; });
}

ports::BlobInfo info_of(const crypto::ContentAddress& address) {
  return {address.cid, address.sha256, address.size};
}

// What `sha256sum --check` reads.
std::string sum_line(const crypto::ContentAddress& address) {
  return hex(address.sha256) + "  " + address.cid.text() + '\n';
}

// Held while it is decided whether a blob of this folder goes or stays; other processes wait.
bool lock_folder(int folder) {
  while (::flock(folder, LOCK_EX) != 0)
    if (errno != EINTR) return false;
  return true;
}

// How long ago somebody put it; nothing when it is not there.
std::optional<std::int64_t> untouched_ns(int folder, const std::string& name) {
  struct stat status{};
  if (::fstatat(folder, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) return std::nullopt;
  // Some kernels date files more finely than this clock goes: a little ahead of it is now.
  return std::max<std::int64_t>(
      0, file_clock_ns() - (status.st_mtim.tv_sec * 1'000'000'000 + status.st_mtim.tv_nsec));
}

bool has_content(int folder, const std::string& name, std::string_view content) {
  const auto file = open_beneath(folder, name);
  if (!file) return false;
  std::array<char, 256> bytes{};
  const auto got = read_full(file->get(), bytes, 0);
  return got && std::string_view(bytes.data(), *got) == content;
}

}  // namespace

Result<std::unique_ptr<FileBlobStore>> FileBlobStore::create(const std::filesystem::path& root) {
  std::error_code failed;
  const bool made = std::filesystem::create_directories(root, failed);
  if (made) std::filesystem::permissions(root, std::filesystem::perms::owner_all, failed);
  if (failed) return fail(Errc::internal, "blob.create", root.string() + ": " + failed.message());
  if (made) AAN_TRY(sync_folder(root.parent_path()));
  const FileDescriptor top(::open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!top.valid()) return system_error("blob.create", root.string());
  Folders folders{AAN_TRY(open_or_make_folder(top.get(), "blobs")),
                  AAN_TRY(open_or_make_folder(top.get(), "quarantine")),
                  AAN_TRY(open_or_make_folder(top.get(), "tmp"))};
  AAN_TRY(remove_leftovers(folders.tmp.get()));
  const std::vector<std::string> shards = AAN_TRY(names_in(folders.blobs.get()));
  if (::fsync(folders.blobs.get()) != 0 || ::fsync(top.get()) != 0)
    return system_error("blob.create", root.string());
  std::unique_ptr<FileBlobStore> store(new FileBlobStore(std::move(folders)));
  store->durable_shards_.insert(shards.begin(), shards.end());
  return store;
}

Result<ports::BlobInfo> FileBlobStore::address(int source_fd, std::uint64_t bytes_max) {
  return info_of(
      AAN_TRY(hash_pieces(source_fd, [&](std::string_view, std::uint64_t size) -> Result<> {
        if (size > bytes_max)
          return refuse(Errc::too_large, "blob.address", "The file is too large.");
        return {};
      })));
}

Result<ports::BlobInfo> FileBlobStore::put(int source_fd, std::uint64_t bytes_max) {
  TempFile temp = AAN_TRY(TempFile::create(folders_.tmp.get()));
  const crypto::ContentAddress address =
      AAN_TRY(hash_pieces(source_fd, [&](std::string_view piece, std::uint64_t size) -> Result<> {
        if (size > bytes_max) return refuse(Errc::too_large, "blob.put", "The file is too large.");
        return write_all(temp.fd(), piece);
      }));
  return keep(address, std::move(temp));
}

Result<ports::BlobInfo> FileBlobStore::put_bytes(std::string_view bytes) {
  const crypto::ContentAddress address = crypto::address_of(bytes);
  {
    const VerifiedBlobs::Claim claim(verified_, address.cid);
    if (const auto found = AAN_TRY(find_good(address.cid))) return *found;
  }
  TempFile temp = AAN_TRY(TempFile::create(folders_.tmp.get()));
  AAN_TRY(write_all(temp.fd(), bytes));
  return keep(address, std::move(temp));
}

// Puts a written temporary file where it belongs. Of several that bring the same content at once,
// the first pays for the disk and the others wait for it.
Result<ports::BlobInfo> FileBlobStore::keep(const crypto::ContentAddress& address, TempFile temp) {
  AAN_CRASH_POINT("blob.written");
  const VerifiedBlobs::Claim claim(verified_, address.cid);
  if (const auto found = AAN_TRY(find_good(address.cid))) return *found;
  if (::fsync(temp.fd()) != 0) return system_error("blob.sync", "temporary file");
  AAN_CRASH_POINT("blob.synced");
  const FileDescriptor shard = AAN_TRY(shard_for_writing(shard_of(address.cid)));
  const std::string name = address.cid.text();
  // False means that another process was faster with the same content, or that something lies there
  // that could not be moved away.
  if (AAN_TRY(rename_new(folders_.tmp.get(), temp.name(), shard.get(), name))) {
    temp.release();
    AAN_CRASH_POINT("blob.renamed");
    write_sum(shard.get(), address);
  } else {
    if (const auto found = AAN_TRY(find_good(address.cid))) return *found;
    return fail(Errc::unavailable, "blob.put",
                "something else lies in the place of " + address.cid.text());
  }
  if (::fsync(shard.get()) != 0) return system_error("blob.sync", "folder");
  if (const auto stamp = stamp_of(temp.fd()))
    verified_.remember(address.cid, *stamp, address.sha256);
  return info_of(address);
}

// The blob if it is there and right; a wrong one goes to quarantine and makes room. Under a claim.
Result<std::optional<ports::BlobInfo>> FileBlobStore::find_good(const crypto::Cid& cid) {
  auto blob = open_claimed(cid);
  if (!blob) {
    const Errc code = blob.error().code;
    if (code == Errc::not_found || code == Errc::corrupt) return std::nullopt;
    return std::unexpected(std::move(blob).error());
  }
  // Whoever put it may have been killed before its folder entry was durable.
  const FileDescriptor shard = AAN_TRY(shard_for_writing(shard_of(cid)));
  if (!AAN_TRY(touch(shard.get(), cid))) return std::nullopt;
  if (::fsync(shard.get()) != 0) return system_error("blob.sync", "folder");
  return blob->info;
}

// Dates a blob that is put again, so that nobody removes it as forgotten. False: somebody just did.
Result<bool> FileBlobStore::touch(int shard, const crypto::Cid& cid) {
  if (!lock_folder(shard)) return system_error("blob.touch", cid.text());
  const std::string name = cid.text();
  const auto age_ns = untouched_ns(shard, name);
  if (!age_ns) return false;
  if (*age_ns < kTouchAfterNs) return true;
  // Its state is another one now, so the next open verifies it anew.
  verified_.forget(cid);
  if (::utimensat(shard, name.c_str(), nullptr, AT_SYMLINK_NOFOLLOW) != 0)
    return system_error("blob.touch", name);
  return true;
}

Result<bool> FileBlobStore::remove(const crypto::Cid& cid, Duration untouched_for) {
  if (cid.empty()) return false;
  const VerifiedBlobs::Claim claim(verified_, cid);
  const FileDescriptor shard(::openat(folders_.blobs.get(), shard_of(cid).c_str(),
                                      O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!shard.valid()) return false;
  if (!lock_folder(shard.get())) return system_error("blob.remove", cid.text());
  const std::string name = cid.text();
  const auto age_ns = untouched_ns(shard.get(), name);
  if (!age_ns || *age_ns / kNsPerUs < untouched_for.us) return false;
  verified_.forget(cid);
  if (::unlinkat(shard.get(), name.c_str(), 0) != 0) return system_error("blob.remove", name);
  ::unlinkat(shard.get(), (name + std::string(kSumSuffix)).c_str(), 0);
  if (::fsync(shard.get()) != 0) return system_error("blob.sync", "folder");
  return true;
}

Result<ports::OpenBlob> FileBlobStore::open(const crypto::Cid& cid) {
  if (cid.empty()) return fail(Errc::not_found, "blob.open", "There is no blob without a name.");
  if (auto file = open_beneath(folders_.blobs.get(), path_of(cid))) {
    const auto stamp = stamp_of(file->get());
    if (const auto sha256 = stamp ? verified_.find(cid, *stamp) : std::nullopt)
      return ports::OpenBlob{{cid, *sha256, stamp->size}, std::move(*file)};
  }
  const VerifiedBlobs::Claim claim(verified_, cid);
  return open_claimed(cid);
}

Result<ports::OpenBlob> FileBlobStore::open_claimed(const crypto::Cid& cid) {
  auto file = open_beneath(folders_.blobs.get(), path_of(cid));
  if (!file && file.error().code == Errc::corrupt) return quarantine(cid, file.error().detail);
  if (!file && file.error().code == Errc::not_found) return missing(cid);
  if (!file) return std::unexpected(std::move(file).error());
  for (int attempt = 0; attempt < kVerifyAttempts; ++attempt) {
    const auto stamp = stamp_of(file->get());
    if (!stamp) return system_error("blob.open", cid.text());
    if (const auto sha256 = verified_.find(cid, *stamp))
      return ports::OpenBlob{{cid, *sha256, stamp->size}, std::move(*file)};
    const crypto::ContentAddress address = AAN_TRY(address_of_file(file->get()));
    if (stamp_of(file->get()) != stamp) continue;
    if (address.cid != cid) return quarantine(cid, "the content is not what the name says");
    verified_.remember(cid, *stamp, address.sha256);
    if (const auto shard = shard_for_writing(shard_of(cid))) write_sum(shard->get(), address);
    return ports::OpenBlob{info_of(address), std::move(*file)};
  }
  return fail(Errc::unavailable, "blob.open", cid.text() + " changes while it is being verified");
}

std::unexpected<Error> FileBlobStore::missing(const crypto::Cid& cid) const {
  struct stat status{};
  const bool was_bad =
      ::fstatat(folders_.quarantine.get(), cid.text().c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0;
  if (was_bad) return fail(Errc::corrupt, "blob.open", cid.text() + " is in quarantine");
  return fail(Errc::not_found, "blob.open", "There is no blob " + cid.text());
}

// If it cannot be moved it is still never served: it fails again at every open.
std::unexpected<Error> FileBlobStore::quarantine(const crypto::Cid& cid, std::string_view why) {
  verified_.forget(cid);
  const std::string name = cid.text();
  bool moved = false;
  if (const auto shard = shard_for_writing(shard_of(cid))) {
    // What cannot take the place of an earlier failure (a folder, say) gets a number.
    for (int number = 1; !moved && number <= kQuarantinedMax; ++number) {
      const std::string there = number == 1 ? name : name + "." + std::to_string(number);
      moved = ::renameat(shard->get(), name.c_str(), folders_.quarantine.get(), there.c_str()) == 0;
    }
    ::unlinkat(shard->get(), (name + std::string(kSumSuffix)).c_str(), 0);
    if (::fsync(folders_.quarantine.get()) != 0 || ::fsync(shard->get()) != 0)
      log::warn("blob.quarantine_not_durable", {{"cid", name}});
  }
  log::error("blob.quarantined", {{"cid", name}, {"why", why}, {"moved", moved ? "yes" : "no"}});
  return fail(Errc::corrupt, "blob.open", cid.text() + ": " + std::string(why));
}

Result<FileDescriptor> FileBlobStore::shard_for_writing(const std::string& name) {
  const std::lock_guard lock(shards_guard_);
  FileDescriptor shard = AAN_TRY(open_or_make_folder(folders_.blobs.get(), name));
  if (!durable_shards_.contains(name)) {
    if (::fsync(folders_.blobs.get()) != 0) return system_error("blob.sync", "folder");
    durable_shards_.insert(name);
  }
  return shard;
}

// A larger blob's CID does not hold its plain digest. The sum is for people and their tools: it is
// compared and mended whenever the blob is verified, never believed, and so needs no fsync.
void FileBlobStore::write_sum(int shard, const crypto::ContentAddress& address) {
  if (address.cid.codec() != crypto::kCodecDagPb) return;
  const std::string name = address.cid.text() + std::string(kSumSuffix);
  const std::string line = sum_line(address);
  if (has_content(shard, name, line)) return;
  auto temp = TempFile::create(folders_.tmp.get());
  if (temp && write_all(temp->fd(), line) &&
      ::renameat(folders_.tmp.get(), temp->name().c_str(), shard, name.c_str()) == 0)
    temp->release();
  else
    log::warn("blob.sum_not_written", {{"cid", address.cid.text()}});
}

Result<> FileBlobStore::verify(const crypto::Cid& cid) {
  if (cid.empty()) return fail(Errc::not_found, "blob.verify", "There is no blob without a name.");
  const VerifiedBlobs::Claim claim(verified_, cid);
  verified_.forget(cid);
  if (const auto file = open_beneath(folders_.blobs.get(), path_of(cid)))
    ::posix_fadvise(file->get(), 0, 0, POSIX_FADV_DONTNEED);
  AAN_TRY(open_claimed(cid));
  return {};
}

Result<> FileBlobStore::list(const std::function<bool(const crypto::Cid&)>& seen) const {
  for (const std::string& shard_name : AAN_TRY(names_in(folders_.blobs.get()))) {
    const FileDescriptor shard(::openat(folders_.blobs.get(), shard_name.c_str(),
                                        O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!shard.valid()) continue;
    for (const std::string& name : AAN_TRY(names_in(shard.get()))) {
      const auto cid = crypto::Cid::parse(name);
      if (cid && shard_of(*cid) == shard_name && !seen(*cid)) return {};
    }
  }
  return {};
}

}  // namespace aan::blob_files
