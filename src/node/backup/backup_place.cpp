#include "node/backup/backup_place.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "base/codec.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "crypto/hash.hpp"
#include "crypto/sign.hpp"
#include "node/backup/manifest_json.hpp"

namespace aan::node {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kManifestBytesMax = 64U << 10;
constexpr std::uint64_t kSignatureFileBytesMax = 128;

// What is signed says what it is: no signature of the identity counts for anything else.
std::string signed_text(std::string_view manifest) {
  return "aan backup manifest 1\n" + std::string(manifest);
}

std::unexpected<Error> not_as_written(const fs::path& file) {
  return refuse(Errc::corrupt, "backup",
                file.string() + " is not what was written. Choose another backup with --moment.");
}

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
  const auto in = open_plain_file(file);
  if (!in && in.error().code == Errc::not_found)
    return refuse(Errc::not_found, "backup", file.string() + " is not there.");
  if (!in) return refuse(Errc::unavailable, "backup", file.string() + " cannot be read.");
  BackupFile part;
  part.name = file.filename().string();
  crypto::Sha256 hash;
  std::array<char, 1 << 16> block{};
  for (;;) {
    const ssize_t got = ::read(in->get(), block.data(), block.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return refuse(Errc::unavailable, "backup", file.string() + " cannot be read.");
    if (got == 0) break;
    hash.update({block.data(), static_cast<std::size_t>(got)});
    part.size += static_cast<std::uint64_t>(got);
  }
  part.sha256 = hash.finish();
  return part;
}

Result<BackupManifest> read_moment(const fs::path& place, const std::string& moment) {
  if (!is_moment(moment))
    return refuse(Errc::not_found, "backup", "No backup is named " + moment + ".");
  const fs::path folder = finished(place, moment);
  auto text = read_plain_file(folder / "manifest.json", kManifestBytesMax);
  if (!text && text.error().code == Errc::not_found)
    return refuse(Errc::not_found, "backup", "No backup is named " + moment + ".");
  if (!text) return std::unexpected(std::move(text).error());
  BackupManifest manifest = AAN_TRY(decode_manifest(*text));
  if (manifest.moment != moment) return not_as_written(folder / "manifest.json");
  for (const BackupFile& part : manifest.parts) {
    const auto found = measure(folder / part.name);
    if (!found || found->size != part.size || found->sha256 != part.sha256)
      return not_as_written(folder / part.name);
  }
  return manifest;
}

Result<std::optional<std::string>> read_part(const fs::path& place, const BackupManifest& manifest,
                                             std::string_view name) {
  const auto part = std::ranges::find(manifest.parts, name, &BackupFile::name);
  if (part == manifest.parts.end()) return std::nullopt;
  const fs::path file = finished(place, manifest.moment) / part->name;
  std::string text = AAN_TRY(read_plain_file(file, kPartBytesMax));
  if (crypto::sha256(text) != part->sha256) return not_as_written(file);
  return std::optional(std::move(text));
}

Result<> write_manifest(const fs::path& folder, const BackupManifest& manifest,
                        const crypto::KeyRing& keys) {
  const std::string text = encode_manifest(manifest);
  const auto& identity = keys.current(crypto::KeyPurpose::node_identity);
  const std::string signature = crypto::sign(identity.bytes.reveal(), signed_text(text));
  AAN_TRY(write_file_durably(folder / "manifest.json", text, 0600));
  return write_file_durably(folder / "manifest.sig", base64url(signature) + "\n", 0600);
}

Result<> check_signature(const fs::path& place, const BackupManifest& manifest,
                         const crypto::KeyRing& keys) {
  const std::string key =
      crypto::public_key_of(keys.current(crypto::KeyPurpose::node_identity).bytes.reveal());
  if (manifest.identity != base64url(key))
    return refuse(
        Errc::corrupt, "backup",
        "These keys are another shop's: the backup was made by " + manifest.identity + ".",
        "other_shop");
  const fs::path folder = finished(place, manifest.moment);
  const std::string text = AAN_TRY(read_plain_file(folder / "manifest.json", kManifestBytesMax));
  const auto written = read_plain_file(folder / "manifest.sig", kSignatureFileBytesMax);
  const auto signature = written ? parse_base64url(trim(*written)) : written;
  if (!signature || !crypto::verify(key, signed_text(text), *signature))
    return refuse(Errc::corrupt, "backup",
                  (folder / "manifest.sig").string() +
                      " is not this shop's word for the backup: somebody else may have changed it. "
                      "Choose another with --moment.",
                  "backup_signature");
  return {};
}

}  // namespace aan::node
