#include "node/backup_place.hpp"

#include <algorithm>
#include <array>
#include <fstream>

#include "base/file.hpp"
#include "crypto/hash.hpp"
#include "node/manifest_json.hpp"

namespace aan::node {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kManifestBytesMax = 64U << 10;

}  // namespace

bool is_moment(std::string_view name) {
  return name.size() == 19 && name[8] == 'T' && name[18] == 'Z' &&
         name.find_first_not_of("0123456789TZ") == name.npos;
}

fs::path unfinished(const fs::path& place, const std::string& moment) {
  return place / "moments" / ("." + moment);
}

fs::path finished(const fs::path& place, const std::string& moment) {
  return place / "moments" / moment;
}

// "2026-11-25T21:30:00Z" without what a file name does well without, and with milliseconds.
std::string moment_name(Timestamp at) {
  constexpr std::int64_t kSecond = 1'000'000;
  const std::string millisecond = std::to_string(1'000 + at.us % kSecond / 1'000).substr(1);
  std::string name;
  for (const char c : rfc3339({at.us - at.us % kSecond}))
    if (c != '-' && c != ':' && c != 'Z') name += c;
  return name + millisecond + 'Z';
}

Result<std::vector<std::string>> moments_in(const fs::path& place) {
  std::error_code error;
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(place / "moments", error))
    if (const std::string name = entry.path().filename().string(); is_moment(name))
      names.push_back(name);
  if (error == std::errc::no_such_file_or_directory || (!error && names.empty()))
    return refuse(Errc::not_found, "backup", "There are no backups in " + place.string() + ".");
  if (error)
    return refuse(Errc::unavailable, "backup",
                  "Cannot look into " + place.string() + ": " + error.message() + ".");
  std::ranges::sort(names);
  return names;
}

Result<BackupFile> measure(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in)
    return refuse(Errc::not_found, "backup", file.string() + " is not there, or may not be read.");
  BackupFile part;
  part.name = file.filename().string();
  crypto::Sha256 hash;
  std::array<char, 1 << 16> block{};
  while (in.read(block.data(), block.size()) || in.gcount() > 0) {
    const auto count = static_cast<std::size_t>(in.gcount());
    hash.update({block.data(), count});
    part.size += count;
  }
  if (in.bad()) return refuse(Errc::unavailable, "backup", file.string() + " cannot be read.");
  part.sha256 = hash.finish();
  return part;
}

Result<BackupManifest> read_moment(const fs::path& place, const std::string& moment) {
  if (!is_moment(moment))
    return refuse(Errc::not_found, "backup", "No backup is named " + moment + ".");
  const fs::path folder = finished(place, moment);
  auto text = read_file(folder / "manifest.json", kManifestBytesMax);
  if (!text && text.error().code == Errc::not_found)
    return refuse(Errc::not_found, "backup", "No backup is named " + moment + ".");
  if (!text) return std::unexpected(std::move(text).error());
  BackupManifest manifest = AAN_TRY(decode_manifest(*text));
  for (const BackupFile& part : manifest.parts) {
    const auto found = measure(folder / part.name);
    if (!found || found->size != part.size || found->sha256 != part.sha256)
      return refuse(Errc::corrupt, "backup",
                    (folder / part.name).string() +
                        " is not what was written. Choose another backup with --moment.");
  }
  return manifest;
}

}  // namespace aan::node
