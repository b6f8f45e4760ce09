#include "node/doctor/machine.hpp"

#include <sys/statvfs.h>

#include <cerrno>

#include "base/file.hpp"
#include "base/text.hpp"
#include "node/node.hpp"

namespace aan::node {
namespace {

constexpr const char* kLastBackup = "last-backup";
constexpr std::uint64_t kStampBytesMax = 100;

std::optional<Timestamp> last_backup(const std::filesystem::path& data_dir) {
  const auto text = read_file(data_dir / kLastBackup, kStampBytesMax);
  if (!text) return std::nullopt;
  const auto at = parse_rfc3339(trim(*text));
  return at ? std::optional(*at) : std::nullopt;
}

}  // namespace

Result<service::DiskSpace> disk_space(const std::filesystem::path& path) {
  struct statvfs facts{};
  if (::statvfs(path.c_str(), &facts) != 0)
    return fail(Errc::internal, "disk", "statvfs " + path.string() + ": " + std::to_string(errno));
  return service::DiskSpace{path.string(), std::uint64_t{facts.f_bavail} * facts.f_frsize,
                            std::uint64_t{facts.f_blocks} * facts.f_frsize};
}

Result<> check_disk(const std::filesystem::path& path) {
  const auto disk = disk_space(path);
  if (!disk || !service::is_full(*disk)) return {};
  return fail(
      Errc::unavailable, "disk",
      std::to_string(disk->free_bytes >> 20) + " MB are free on the disk of " + path.string(),
      "The disk that the shop's data directory is on is full: nothing can be sold before "
      "there is room on it.",
      "disk_full");
}

service::Machine machine_of(const Node& node) {
  service::Machine machine;
  machine.observer = node.process_id;
  machine.is_alone = node.store->has_single_writer();
  if (auto disk = disk_space(node.dir.path())) machine.disk = *std::move(disk);
  machine.backup_at = last_backup(node.dir.path());
  const crypto::KeyRing ring = node.keys.ring();
  for (const crypto::Key& key : ring.keys()) machine.keys.push_back(key.id);
  return machine;
}

Result<> note_backup(const std::filesystem::path& data_dir, Timestamp made_at) {
  return write_file_durably(data_dir / kLastBackup, rfc3339(made_at) + "\n", 0600);
}

}  // namespace aan::node
