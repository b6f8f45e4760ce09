#include "node/backup/manifest_json.hpp"

#include <boost/json.hpp>

#include "base/codec.hpp"
#include "node/commands/command_parts_json.hpp"

namespace aan::node {
namespace {

namespace json = boost::json;

constexpr std::int64_t kFormat = 1;

std::unexpected<Error> bad_manifest(const std::string& why) {
  return refuse(Errc::corrupt, "backup", "The manifest of the backup " + why + ".");
}

Result<BackupFile> part_of(const json::value& value) {
  if (!value.is_object()) return bad_manifest("cannot be read");
  const json::object& it = value.get_object();
  BackupFile part;
  part.name = text_in(it, "name");
  part.size = static_cast<std::uint64_t>(number_in(it, "size", 0));
  auto digest = parse_hex(text_in(it, "sha256"));
  if (!digest || part.name.empty() || part.name.find('/') != part.name.npos)
    return bad_manifest("names a part that cannot be");
  part.sha256 = *std::move(digest);
  return part;
}

}  // namespace

std::string encode_manifest(const BackupManifest& manifest) {
  json::array parts;
  for (const BackupFile& part : manifest.parts)
    parts.push_back({{"name", part.name},
                     {"size", static_cast<std::int64_t>(part.size)},
                     {"sha256", hex(part.sha256)}});
  return json::serialize(json::object{{"aan_backup", kFormat},
                                      {"moment", manifest.moment},
                                      {"made_at", rfc3339(manifest.made_at)},
                                      {"program", manifest.program},
                                      {"identity", manifest.identity},
                                      {"site", manifest.site},
                                      {"files", manifest.files},
                                      {"parts", std::move(parts)}}) +
         "\n";
}

Result<BackupManifest> decode_manifest(const std::string& text) {
  boost::system::error_code error;
  const json::value parsed = json::parse(text, error);
  if (error || !parsed.is_object()) return bad_manifest("cannot be read");
  const json::object& it = parsed.get_object();
  if (number_in(it, "aan_backup", 0) != kFormat)
    return bad_manifest("is of a format that this program does not know");
  BackupManifest manifest;
  manifest.moment = text_in(it, "moment");
  const auto made_at = parse_rfc3339(text_in(it, "made_at"));
  if (!made_at) return bad_manifest("has no date");
  manifest.made_at = *made_at;
  manifest.program = text_in(it, "program");
  manifest.identity = text_in(it, "identity");
  manifest.site = text_in(it, "site");
  manifest.files = number_in(it, "files", 0);
  const json::value* parts = it.if_contains("parts");
  if (parts == nullptr || !parts->is_array()) return bad_manifest("names no parts");
  for (const json::value& part : parts->get_array())
    manifest.parts.push_back(AAN_TRY(part_of(part)));
  return manifest;
}

}  // namespace aan::node
