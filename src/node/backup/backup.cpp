#include "node/backup/backup.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <chrono>
#include <memory>

#include "adapters/blob_files/file_blob_store.hpp"
#include "base/file.hpp"
#include "base/log.hpp"
#include "base/write_bytes.hpp"
#include "node/doctor/machine.hpp"
#include "service/delivery/keep_files.hpp"

namespace aan::node {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kBlockBytes = 1U << 20;
// What one step copies at most, about: whoever asked is told how far it is every few seconds.
constexpr std::uint64_t kBytesAStep = 256U << 20;
constexpr auto kBrokenOffAfter = std::chrono::hours(24);

std::unexpected<Error> cannot_write(const fs::path& path) {
  return refuse(Errc::unavailable, "backup",
                "Cannot write " + path.string() + ". Is there room, and may the shop write there?");
}

/// A file that is written in blocks and is on the disk when it is closed.
class DurableFile {
 public:
  explicit DurableFile(fs::path path)
      : path_(std::move(path)),
        file_(::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)) {}
  Result<> line(std::string_view text) {
    block_ += text;
    block_ += '\n';
    return block_.size() < kBlockBytes ? Result<>{} : flush();
  }
  Result<> close() {
    AAN_TRY(flush());
    return ::fsync(file_.get()) == 0 ? Result<>{} : cannot_write(path_);
  }

 private:
  Result<> flush() {
    if (!write_bytes(file_.get(), block_)) return cannot_write(path_);
    block_.clear();
    return {};
  }
  fs::path path_;
  FileDescriptor file_;
  std::string block_;
};

// A part of DIR that is one small file, if it is there.
Result<> copy_part(const fs::path& from, const fs::path& to, std::string_view name) {
  const auto text = read_file(from / name, kPartBytesMax);
  if (!text && text.error().code == Errc::not_found) return {};
  if (!text) return std::unexpected(text.error());
  return write_file_durably(to / name, *text, 0600);
}

Result<> copy_blob(Node& node, ports::BlobStore& to, const crypto::Cid& cid) {
  if (to.open(cid)) return {};
  const ports::OpenBlob blob = AAN_TRY(node.blobs->open(cid));
  const ports::BlobInfo kept = AAN_TRY(to.put(blob.file.get(), blob.info.size));
  if (!(kept.cid == cid)) return fail(Errc::internal, "backup", cid.text() + " became another");
  return {};
}

bool is_of_content(const Error& error) {
  return error.code == Errc::corrupt || error.code == Errc::not_found;
}

// What could not be copied because it is not whole is off sale from now on, where this node may
// write.
void note_damage(Node& node, const crypto::Cid& cid) {
  if (const auto noted = service::note_damaged(node.room, cid, true); !noted)
    log::warn("backup.damage_not_noted", {{"why", noted.error().to_string()}});
}

// True when file and pictures are whole in the shop and in the backup now.
Result<bool> copy_one(Node& node, ports::BlobStore& to, const catalog::EditionFile& file) {
  std::optional<catalog::Edition> edition;
  AAN_TRY(node.store->read([&](const ports::Snapshot& at) -> Result<> {
    edition = AAN_TRY(at.catalog().find_edition(file.edition_id));
    return {};
  }));
  std::vector<crypto::Cid> contents = {file.cid};
  if (edition) {
    const catalog::Pictures& pictures = *edition;
    contents.insert(contents.end(),
                    {pictures.cover, pictures.thumb_160, pictures.thumb_320, pictures.thumb_640});
    if (pictures.sample) contents.push_back(*pictures.sample);
    contents.insert(contents.end(), pictures.sample_pictures.begin(),
                    pictures.sample_pictures.end());
  }
  bool is_whole = !file.is_damaged;
  for (const crypto::Cid& cid : contents) {
    if (cid.empty()) continue;
    const Result<> copied = copy_blob(node, to, cid);
    if (!copied && !is_of_content(copied.error())) return std::unexpected(copied.error());
    if (!copied) is_whole = false;
    if (!copied && cid == file.cid) note_damage(node, cid);
  }
  return is_whole;
}

bool is_unfinished(std::string_view name) {
  return name.starts_with('.') && is_moment(name.substr(1));
}

// What a backup that was broken off has left, and nothing that is not of a backup.
void forget_broken_off(const fs::path& place) {
  std::error_code error;
  const auto now = fs::file_time_type::clock::now();
  for (const auto& entry : fs::directory_iterator(place / "moments", error))
    if (is_unfinished(entry.path().filename().string()) && !entry.is_symlink(error) &&
        now - entry.last_write_time(error) > kBrokenOffAfter && !error)
      fs::remove_all(entry.path(), error);
}

void forget_old(const fs::path& place, std::int64_t keep) {
  const auto moments = moments_in(place);
  if (keep <= 0 || !moments) return;
  for (std::int64_t i = 0; i + keep < std::ssize(*moments); ++i) {
    std::error_code error;
    const std::string& name = (*moments)[static_cast<std::size_t>(i)];
    fs::remove_all(finished(place, name), error);
    if (error) log::warn("backup.not_removed", {{"moment", name}, {"why", error.message()}});
  }
}

}  // namespace

Result<std::string> begin_backup(Node& node, const fs::path& place, bool with_keys) {
  std::string moment = moment_name(node.clock.wall());
  const fs::path folder = unfinished(place, moment);
  std::error_code error;
  fs::create_directories(folder.parent_path(), error);
  if (error || fs::is_symlink(folder.parent_path(), error)) return cannot_write(place);
  if (fs::exists(finished(place, moment)) || !fs::create_directory(folder, error))
    return error ? cannot_write(folder)
                 : refuse(Errc::conflict, "backup", "Another backup has just been begun there.",
                          "locked");
  fs::permissions(folder, fs::perms::owner_all, error);
  DurableFile rows(folder / "store.rows");
  AAN_TRY(node.store->copy_out([&](std::string_view line) { return rows.line(line); }));
  AAN_TRY(rows.close());
  const fs::path& from = node.dir.path();
  AAN_TRY(copy_part(from, folder, "site"));
  AAN_TRY(copy_part(from, folder, "terms.md"));
  // Settings hold the keys of a processor and of a mail server.
  if (with_keys)
    for (const char* name : {"keys", "settings.env"}) AAN_TRY(copy_part(from, folder, name));
  return moment;
}

Result<BackupStep> copy_backup_files(Node& node, const fs::path& place,
                                     const catalog::FileId& after) {
  const auto to = AAN_TRY(blob_files::FileBlobStore::create(place));
  std::vector<catalog::EditionFile> files;
  AAN_TRY(node.store->read([&](const ports::Snapshot& at) -> Result<> {
    files = AAN_TRY(at.catalog().files_after(after, service::kFilesAStep));
    return {};
  }));
  BackupStep step;
  step.last = after;
  std::uint64_t bytes = 0;
  for (const catalog::EditionFile& file : files) {
    if (!AAN_TRY(copy_one(node, *to, file))) step.damaged.push_back(file.file_name);
    ++step.files;
    step.last = file.id;
    bytes += file.size;
    if (bytes >= kBytesAStep) return step;
  }
  step.is_done = std::ssize(files) < service::kFilesAStep;
  return step;
}

Result<BackupManifest> end_backup(Node& node, const fs::path& place, const std::string& moment,
                                  std::int64_t files, std::int64_t keep) {
  if (!is_moment(moment)) return refuse(Errc::invalid, "backup", "That is no backup's name.");
  const fs::path folder = unfinished(place, moment);
  BackupManifest manifest;
  manifest.moment = moment;
  manifest.made_at = node.clock.wall();
  manifest.program = node.shop.version;
  manifest.identity = node.shop.public_key;
  manifest.site = node.store->site();
  manifest.files = files;
  for (const char* name : {"store.rows", "site", "terms.md", "keys", "settings.env"}) {
    auto part = measure(folder / name);
    if (!part && part.error().code != Errc::not_found) return std::unexpected(part.error());
    if (part) manifest.parts.push_back(*std::move(part));
  }
  AAN_TRY(write_manifest(folder, manifest, node.keys.ring()));
  std::error_code error;
  fs::rename(folder, finished(place, moment), error);
  if (error) return cannot_write(finished(place, moment));
  AAN_TRY(sync_folder(folder.parent_path()));
  forget_old(place, keep);
  forget_broken_off(place);
  if (const auto noted = note_backup(node.dir.path(), manifest.made_at); !noted)
    log::warn("backup.not_noted", {{"why", noted.error().to_string()}});
  log::info("backup.made", {{"moment", moment}, {"files", files}});
  return manifest;
}

}  // namespace aan::node
