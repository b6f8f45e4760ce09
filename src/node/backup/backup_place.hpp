#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/timestamp.hpp"
#include "crypto/keyring.hpp"

namespace aan::node {

// PLACE/blobs/..              the books and pictures, one copy for all moments
// PLACE/moments/<name>/       one backup: store.rows, site, keys, settings.env, terms.md,
//                             manifest.json, and its signature by the shop's identity, manifest.sig
// PLACE/moments/.<name>       one that is being made, or was broken off

/// Keys, settings and terms, each of which is read at once, are at most so large.
inline constexpr std::uint64_t kPartBytesMax = 1U << 20;

/// One file of a moment, as its manifest names it.
struct BackupFile {
  std::string name;  ///< "store.rows"
  std::uint64_t size = 0;
  std::string sha256;  ///< 32 bytes
};

/// What a moment holds, as its `manifest.json` says.
struct BackupManifest {
  std::string moment;  ///< "20261125T213000123Z"
  Timestamp made_at;
  std::string program;   ///< version that made it
  std::string identity;  ///< the node's public key, base64url
  std::string site;
  std::int64_t files = 0;  ///< book files in the catalogue, with their pictures in PLACE/blobs
  std::vector<BackupFile> parts;
};

/// The folder of a moment that is being made, and of one that is complete.
std::filesystem::path unfinished(const std::filesystem::path& place, const std::string& moment);
std::filesystem::path finished(const std::filesystem::path& place, const std::string& moment);

/// "20261125T213000123Z"
std::string moment_name(Timestamp at);
bool is_moment(std::string_view name);
/// Names of the complete moments, the newest last. Errors: not_found when the folder holds no
/// backups, unavailable.
Result<std::vector<std::string>> moments_in(const std::filesystem::path& place);

/// Size and SHA-256 of a file. Errors: not_found, unavailable.
Result<BackupFile> measure(const std::filesystem::path& file);
/// Reads and checks a moment: every part is there, a plain file, and what the manifest says.
/// Errors: not_found, corrupt (the sentence names the file), unavailable.
Result<BackupManifest> read_moment(const std::filesystem::path& place, const std::string& moment);
/// The bytes of a part that the manifest lists; empty when it lists none of that name. Errors:
/// corrupt, unavailable.
Result<std::optional<std::string>> read_part(const std::filesystem::path& place,
                                             const BackupManifest& manifest, std::string_view name);
/// Writes the manifest of a moment that is being made, and its signature. Errors: internal.
Result<> write_manifest(const std::filesystem::path& folder, const BackupManifest& manifest,
                        const crypto::KeyRing& keys);
/// Whether the shop that these keys are of has made the backup. Errors: corrupt with reason
/// "other_shop" or "backup_signature".
Result<> check_signature(const std::filesystem::path& place, const BackupManifest& manifest,
                         const crypto::KeyRing& keys);

}  // namespace aan::node
