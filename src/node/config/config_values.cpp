#include "node/config/config_values.hpp"

#include <filesystem>

#include "base/file.hpp"
#include "base/text.hpp"
#include "base/whole_number.hpp"
#include "node/config/config_table.hpp"
#include "node/config/dotenv.hpp"
#include "node/config/settings_file.hpp"

namespace aan::node {
namespace {

constexpr std::uint64_t kEnvFileBytesMax = 1U << 20;
constexpr std::uint64_t kSecretFileBytesMax = 64U << 10;
constexpr std::string_view kFile = "_FILE";

// NAME_FILE of a secret stands for the content of a file.
const ConfigKey* secret_of_file_key(std::string_view name) {
  if (!name.ends_with(kFile)) return nullptr;
  const ConfigKey* key = find_config_key(name.substr(0, name.size() - kFile.size()));
  return key != nullptr && key->is_secret ? key : nullptr;
}

// Keys are written large.
std::string as_key(std::string_view name) {
  std::string large{name};
  for (char& c : large)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return large;
}

// NODE_NAME of NODE_NAME_FILE, which is no secret; empty: something else is wrong with the name.
std::string_view open_key_of_file_key(std::string_view name) {
  if (!name.ends_with(kFile)) return {};
  const ConfigKey* key = find_config_key(name.substr(0, name.size() - kFile.size()));
  return key != nullptr && !key->is_secret ? key->name : std::string_view();
}

std::string only_secrets(std::string_view key) {
  return "only secrets have a _FILE. Write " + std::string(key) + " itself.";
}

// What a name that is no key may have been meant for, also NAME_FILE of a secret; empty: nothing.
std::string nearest_name(const std::string& name) {
  const std::string_view near = nearest_config_key(name);
  if (!name.ends_with(kFile)) return std::string(near);
  const std::string_view rest = std::string_view(name).substr(0, name.size() - kFile.size());
  const std::string_view secret = nearest_config_key(rest);
  const bool is_secret = !secret.empty() && find_config_key(secret)->is_secret;
  if (is_secret && (near.empty() || edit_distance(rest, secret) < edit_distance(name, near)))
    return std::string(secret) + std::string(kFile);
  return std::string(near);
}

std::unexpected<Error> no_such_key(const std::string& origin, std::string_view name) {
  const std::string key = as_key(name);
  if (const std::string_view open = open_key_of_file_key(key); !open.empty())
    return wrong(origin, name, "there is no such key: " + only_secrets(open));
  const std::string near = nearest_name(key);
  return wrong(origin, name,
               near.empty()
                   ? "there is no such key. docs/reference/configuration.md has all there are."
                   : "there is no such key. Did you mean " + near + "?");
}

// NAME and NAME_FILE in one place: which of them counts is nobody's guess.
Result<> only_one(const Values& values, std::string_view key, std::string_view name,
                  const std::string& origin, Layer layer) {
  const auto before = values.find(std::string(key));
  if (before == values.end() || before->second.layer != layer) return {};
  return wrong(origin, name,
               std::string(key) + " and " + std::string(key) + std::string(kFile) +
                   " are both set. Remove one of the two.");
}

Result<> put(Values& values, std::string_view name, std::string text, const std::string& origin,
             Layer layer) {
  const ConfigKey* of_file = secret_of_file_key(name);
  AAN_TRY(only_one(values, of_file != nullptr ? of_file->name : name, name, origin, layer));
  if (const ConfigKey* key = of_file) {
    auto read = read_file(text, kSecretFileBytesMax);
    if (!read) return wrong(origin, name, "cannot be read: " + read.error().detail + ".");
    std::string content = *std::move(read);
    values[std::string(key->name)] = {std::string(trim(content)), origin + ", " + text, layer};
    Secret::wipe(content);
    return {};
  }
  if (find_config_key(name) == nullptr) return no_such_key(origin, name);
  values[std::string(name)] = {std::move(text), origin, layer};
  return {};
}

// The one that was read; empty when there is none.
Result<std::string> read_env_file(Values& values, const ConfigSources& sources) {
  std::vector<std::filesystem::path> places;
  if (sources.env_file)
    places = {*sources.env_file};
  else
    places = {".env", sources.data_dir / ".env"};
  for (const std::filesystem::path& place : places) {
    auto text = read_file(place, kEnvFileBytesMax);
    if (!text && text.error().code == Errc::not_found && !sources.env_file) continue;
    if (!text)
      return refuse(Errc::invalid, "config",
                    "The configuration cannot be read: " + text.error().detail + ".",
                    "configuration");
    std::map<std::string, int> lines;
    for (EnvLine& line : AAN_TRY(parse_dotenv(*text, place.string()))) {
      const std::string origin = place.string() + ", line " + std::to_string(line.line);
      const auto [before, is_first] = lines.try_emplace(line.name, line.line);
      if (!is_first)
        return wrong(origin, line.name,
                     "line " + std::to_string(before->second) +
                         " says this key too. Remove one of the two lines.");
      AAN_TRY(put(values, line.name, std::move(line.value), origin, Layer::file));
    }
    return place.string();
  }
  return std::string{};
}

// The weakest of what somebody chose: whoever keeps the machine has the last word.
Result<> read_desk(Values& values, const ConfigSources& sources) {
  const std::string file = settings_file(sources.data_dir).string();
  const std::string text =
      sources.desk_settings ? *sources.desk_settings : AAN_TRY(read_settings(sources.data_dir));
  for (EnvLine& line : AAN_TRY(parse_dotenv(text, file))) {
    const std::string origin = file + ", line " + std::to_string(line.line);
    const ConfigKey* key = find_config_key(line.name);
    if (key == nullptr) return no_such_key(origin, line.name);
    if (key->place != KeyPlace::desk)
      return wrong(origin, line.name, "this key is not set at the desk. Remove the line.");
    AAN_TRY(put(values, line.name, std::move(line.value), origin, Layer::desk));
  }
  return {};
}

}  // namespace

std::unexpected<Error> wrong(const std::string& origin, std::string_view key,
                             const std::string& what) {
  return refuse(Errc::invalid, "config", std::string(key) + " (" + origin + "): " + what,
                "configuration", {{"key", std::string(key)}, {"what", what}});
}

std::unexpected<Error> wrong(const Values& values, std::string_view key, const std::string& what) {
  const auto at = values.find(key);
  return wrong(at == values.end() ? "not set" : at->second.origin, key, what);
}

std::string text_of(const Values& values, std::string_view name) {
  const auto at = values.find(name);
  return at == values.end() ? std::string{} : at->second.text;
}

bool is_said(const Values& values, std::string_view name) {
  const auto at = values.find(name);
  return at != values.end() && !at->second.origin.empty();
}

std::optional<std::int64_t> number_in(std::string_view text, std::int64_t least,
                                      std::int64_t most) {
  const auto number = parse_whole_number(text);
  return number && *number >= least && *number <= most ? number : std::nullopt;
}

Result<Values> gather(const ConfigSources& sources, std::string& env_file) {
  Values values;
  for (const ConfigKey& key : config_keys())
    if (!key.fallback.empty())
      values[std::string(key.name)] = {std::string(key.fallback), "", Layer::fallback};
  AAN_TRY(read_desk(values, sources));
  env_file = AAN_TRY(read_env_file(values, sources));
  for (const ConfigKey& key : config_keys()) {
    const std::string name{key.name};
    if (auto text = sources.environment(name))
      AAN_TRY(put(values, name, *text, "environment", Layer::environment));
    if (key.is_secret)
      if (auto file = sources.environment(name + "_FILE"))
        AAN_TRY(put(values, name + "_FILE", *file, "environment", Layer::environment));
  }
  for (const auto& [name, text] : sources.flags) {
    const ConfigKey* key = find_config_key(name);
    AAN_TRY(put(values, name, text, key == nullptr ? "flag" : std::string(key->flag), Layer::flag));
  }
  return values;
}

// The environment is shared with other programs, so a name that is nearly one of ours is only
// warned about: one slip, or two in a long name.
void find_misspelt(const ConfigSources& sources, std::vector<std::string>& sentences) {
  for (const std::string& name : sources.environment_names) {
    if (find_config_key(name) != nullptr || secret_of_file_key(name) != nullptr) continue;
    const std::string upper = as_key(name);
    const std::string_view near = nearest_config_key(upper);
    const std::size_t slips_max = near.size() < 7 ? 0 : near.size() < 12 ? 1 : 2;
    if (const std::string_view open = open_key_of_file_key(upper); open.size() >= 7)
      sentences.push_back("The environment has " + name +
                          ", which is no key of the shop: " + only_secrets(open));
    if (!near.empty() && edit_distance(upper, near) <= slips_max)
      sentences.push_back("The environment has " + name +
                          ", which is no key of the shop. Did you mean " + std::string(near) + "?");
  }
}

}  // namespace aan::node
