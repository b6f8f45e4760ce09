#include "node/config/config.hpp"
#include "node/config/config_table.hpp"

namespace aan::node {
namespace {

std::string_view note_of(const ConfigKey& key) {
  return key.status == KeyStatus::planned ? " Known name; not in this version yet." : "";
}

}  // namespace

std::string env_example() {
  std::string text =
      "# Configuration of a shop. Copy to .env and change what you need; every line is optional.\n"
      "# Flags win over the environment, the environment over this file.\n";
  std::string_view group;
  for (const ConfigKey& key : config_keys()) {
    if (key.status == KeyStatus::refused) continue;
    if (key.group != group) {
      group = key.group;
      text += "\n# " + std::string(group) + "\n";
    }
    text += "# " + std::string(key.help) + std::string(note_of(key)) + "\n#" +
            std::string(key.name) + "=" +
            std::string(key.fallback.empty() ? key.example : key.fallback) + "\n";
  }
  return text;
}

std::string config_reference_markdown() {
  std::string text =
      "# Configuration\n\nMade by `aan docs` from the table that the program itself uses.\n\n"
      "Flags win over the environment, the environment over `.env`, `.env` over what was set at "
      "the desk (or by `aan settings`), and that over the default. The "
      "file is `./.env`, or `DIR/.env` when there is none, or what `--env-file` names. A secret "
      "can be read from a file: set its name with `_FILE` at the end. An unknown name in the file "
      "is an error.\n";
  std::string_view group;
  for (const ConfigKey& key : config_keys()) {
    if (key.group != group) {
      group = key.group;
      text += "\n## " + std::string(group) +
              "\n\n| key | default | flag | meaning |\n|---|---|---|---|\n";
    }
    const auto code = [](std::string_view cell) {
      return cell.empty() ? std::string() : "`" + std::string(cell) + "`";
    };
    text += "| `" + std::string(key.name) + "` | " + code(key.fallback) + " | " + code(key.flag) +
            " | " + std::string(key.help) + (key.is_secret ? " Secret." : "") +
            (key.place == KeyPlace::desk ? " Also at the desk." : "") + std::string(note_of(key)) +
            " |\n";
  }
  return text;
}

}  // namespace aan::node
