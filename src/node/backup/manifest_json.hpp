#pragma once
#include <string>

#include "node/backup/backup_place.hpp"

namespace aan::node {

std::string encode_manifest(const BackupManifest& manifest);
/// Errors: corrupt.
Result<BackupManifest> decode_manifest(const std::string& text);

}  // namespace aan::node
