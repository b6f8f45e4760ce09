#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/timestamp.hpp"

namespace aan::node {

// PLACE/blobs/..              the books and pictures, one copy for all moments
// PLACE/moments/<name>/       one backup: store.rows, site, keys, terms.md, manifest.json
// PLACE/moments/.<name>       one that is being made, or was broken off

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
/// Reads and checks a moment: every part is there and is what the manifest says. Errors: not_found,
/// corrupt (the sentence names the file), unavailable.
Result<BackupManifest> read_moment(const std::filesystem::path& place, const std::string& moment);

}  // namespace aan::node
