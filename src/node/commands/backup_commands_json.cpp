#include "node/commands/backup_commands_json.hpp"

#include "node/backup/backup.hpp"
#include "node/backup/manifest_json.hpp"
#include "node/commands/command_parts_json.hpp"

namespace aan::node {
namespace {

namespace json = boost::json;
namespace fs = std::filesystem;

// The server may stand in another folder than whoever asks, and a backup inside the shop would be
// copied into itself.
Result<fs::path> place_in(const Node& node, const json::object& arguments) {
  fs::path place = text_in(arguments, "place");
  if (!place.is_absolute())
    return refuse(Errc::invalid, "backup", "Name the place of the backup by its whole path.");
  const std::string inside = fs::weakly_canonical(place)
                                 .lexically_relative(fs::weakly_canonical(node.dir.path()))
                                 .string();
  if (inside == "." || (!inside.empty() && !inside.starts_with("..")))
    return refuse(Errc::invalid, "backup",
                  "A backup does not belong into the shop's own folder. Name another place, best "
                  "on another disk.");
  return place;
}

json::object manifest(const BackupManifest& made) {
  return json::parse(encode_manifest(made)).as_object();
}

}  // namespace

Result<json::object> begin_backup(Node& node, const json::object& arguments) {
  const fs::path place = AAN_TRY(place_in(node, arguments));
  const bool with_keys = number_in(arguments, "keys", 1) != 0;
  return json::object{{"moment", AAN_TRY(begin_backup(node, place, with_keys))}};
}

Result<json::object> copy_backup_files(Node& node, const json::object& arguments) {
  const fs::path place = AAN_TRY(place_in(node, arguments));
  const BackupStep step =
      AAN_TRY(copy_backup_files(node, place, catalog::FileId{text_in(arguments, "after")}));
  json::array damaged;
  for (const std::string& name : step.damaged) damaged.emplace_back(name);
  return json::object{{"files", step.files},
                      {"damaged", std::move(damaged)},
                      {"next", step.is_done ? "" : step.last.value}};
}

Result<json::object> end_backup(Node& node, const json::object& arguments) {
  const fs::path place = AAN_TRY(place_in(node, arguments));
  return manifest(
      AAN_TRY(end_backup(node, place, text_in(arguments, "moment"),
                         number_in(arguments, "files", 0), number_in(arguments, "keep", 0))));
}

std::string restored_json(const Restored& restored) {
  json::object answer = manifest(restored.manifest);
  answer["rows"] = restored.rows;
  answer["contents"] = restored.contents;
  return json::serialize(answer);
}

Result<std::string> moments_json(const fs::path& place) {
  json::array moments;
  for (const std::string& name : AAN_TRY(moments_in(place))) {
    const auto read = read_moment(place, name);
    json::object row = read ? manifest(*read) : json::object{{"moment", name}};
    row["good"] = read.has_value();
    row["problem"] = read ? "" : read.error().safe;
    moments.push_back(std::move(row));
  }
  return json::serialize(json::object{{"moments", std::move(moments)}});
}

}  // namespace aan::node
