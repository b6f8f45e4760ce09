#include "node/doctor/doctor_setup.hpp"

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "adapters/store_sql/sql_store.hpp"
#include "node/config/config_table.hpp"
#include "node/config/settings_file.hpp"
#include "node/data_dir.hpp"
#include "node/doctor/doctor_ways.hpp"
#include "node/doctor/doctor_words.hpp"
#include "node/doctor/machine.hpp"

namespace aan::node {
namespace {

using enum Verdict;
using Steps = std::vector<CheckStep>;

constexpr rlim_t kOpenFilesMin = 1024;
constexpr Duration kClockOff = Duration::minutes(10);

std::optional<struct stat> facts_of(const std::filesystem::path& path) {
  struct stat facts{};
  if (::stat(path.c_str(), &facts) != 0) return std::nullopt;
  return facts;
}

bool may_others_read(const struct stat& facts) { return (facts.st_mode & 077U) != 0; }

void check_config(const ConfigSources& sources, SetupChecks& checks) {
  auto config = load_config(sources);
  if (!config) {
    checks.steps.push_back(step_of_error("configuration", config.error(),
                                         "Mend the key that is named; docs/reference/"
                                         "configuration.md explains each."));
    return;
  }
  const std::string from = config->env_file.empty()
                               ? "No configuration file; flags, environment and the desk count."
                               : config->env_file + " was read.";
  checks.steps.push_back({"configuration", ok, from, ""});
  checks.config = *std::move(config);
}

void check_names(const Config& config, Steps& steps) {
  if (config.misspelt.empty())
    steps.push_back({"names", ok, "No name of a setting is misspelt.", ""});
  for (const std::string& one : config.misspelt)
    steps.push_back({"names", wrong, one, "Write the name as it is meant, or take it away."});
  for (const ConfigWarning& one : config.warnings)
    steps.push_back({"features", advice, one.text, one.fix});
}

// Whoever reads the file has the shop's money and letters.
void check_config_file(const Config& config, Steps& steps) {
  if (config.env_file.empty()) return;
  const bool has_secret = std::ranges::any_of(config.shown, [](const ShownKey& key) {
    const ConfigKey* const row = find_config_key(key.name);
    return key.layer == Layer::file && key.is_set && row != nullptr && row->is_secret;
  });
  const auto facts = facts_of(config.env_file);
  if (!has_secret || !facts) return;
  if (may_others_read(*facts))
    steps.push_back({"configuration_file", wrong,
                     config.env_file + " holds secrets, and others on this machine can read it.",
                     "chmod 600 " + config.env_file +
                         ", and change the secrets if somebody may have seen them."});
  else
    steps.push_back({"configuration_file", ok, "Only its owner reads its secrets.", ""});
}

void check_settings_file(const std::filesystem::path& data_dir, Steps& steps) {
  const auto facts = facts_of(settings_file(data_dir));
  if (!facts) return;
  if (const auto text = read_settings(data_dir); !text)
    steps.push_back(step_of_error("settings", text.error(),
                                  "It is lines of NAME=VALUE: mend it by hand, or take the line "
                                  "away and set it again at the desk."));
  else if (may_others_read(*facts))
    steps.push_back({"settings", wrong, "What was set at the desk can be read by others.",
                     "chmod 600 " + settings_file(data_dir).string()});
  else
    steps.push_back({"settings", ok, "What was set at the desk can be read, by its owner.", ""});
}

bool check_folder(const std::filesystem::path& data_dir, Steps& steps) {
  const std::string name = data_dir.string();
  const auto facts = facts_of(data_dir);
  if (!facts) {
    steps.push_back({"data_directory", wrong, name + " is not there, or may not be looked at.",
                     "Name the shop's folder with --data, make one with aan init, or run this as "
                     "the user who owns the shop."});
    return false;
  }
  if (!S_ISDIR(facts->st_mode)) {
    steps.push_back({"data_directory", wrong, name + " is no folder.", "Name another one."});
    return false;
  }
  if (::access(data_dir.c_str(), R_OK | W_OK | X_OK) != 0)
    steps.push_back({"data_directory", wrong, "This user may not write to " + name + ".",
                     "Run this as the user who owns the shop, or chown -R the folder to it."});
  else if (may_others_read(*facts))
    steps.push_back({"data_directory", wrong, name + " is open to other users of this machine.",
                     "chmod 700 " + name});
  else
    steps.push_back({"data_directory", ok, name + " belongs to the shop alone.", ""});
  const auto shop = has_shop(data_dir);
  if (shop && *shop) return true;
  steps.push_back({"shop", wrong, "There is no shop in " + name + ".",
                   "Name its folder with --data, or make one with aan init."});
  return false;
}

void check_keys(const std::filesystem::path& data_dir, Steps& steps) {
  const auto keys = DataDir::read_keys(data_dir);
  const std::filesystem::path file = data_dir / "keys";
  const auto facts = facts_of(file);
  if (keys)
    steps.push_back({"keys", ok, counted(keys->keys().size(), "key") + " can be read.", ""});
  else if (!belongs_to_us(file))
    steps.push_back({"keys", wrong,
                     file.string() + " belongs to another user than the one who runs this.",
                     "Run this as the user who owns the shop, or: " + command_to_own(file) +
                         "; if somebody may have seen it, rotate the keys: "
                         "docs/how-to/keys.md."});
  else if (facts && may_others_read(*facts))
    steps.push_back({"keys", wrong, file.string() + " can be read by others.",
                     "chmod 600 it; if somebody may have seen it, rotate the keys: "
                     "docs/how-to/keys.md."});
  else
    steps.push_back(step_of_error("keys", keys.error(),
                                  "Put the newest copy of DIR/keys back in its place; a backup "
                                  "has one."));
}

void check_room(const std::filesystem::path& data_dir, Steps& steps) {
  const auto disk = disk_space(data_dir);
  if (!disk) return steps.push_back({"disk", unknown, disk.error().detail, ""});
  const std::string found = std::to_string(disk->free_bytes >> 20U) + " MB are free.";
  const bool is_bad = service::is_full(*disk) || service::is_low(*disk);
  steps.push_back({"disk", is_bad ? wrong : ok, found,
                   is_bad ? "Make room, or move the data directory to a larger disk: on a full one "
                            "nothing can be sold."
                          : ""});
}

// A clock that is behind what was written gives orders a wrong date and links a wrong end.
void check_clock(const std::filesystem::path& data_dir, const Clock& clock, Steps& steps) {
  Timestamp newest;
  for (const char* const name : {"aan.db", "aan.db-wal", "keys", "last-backup"})
    if (const auto facts = facts_of(data_dir / name))
      newest = std::max(newest, Timestamp::from_unix_seconds(facts->st_mtim.tv_sec));
  const Timestamp now = clock.wall();
  if (newest - now > kClockOff)
    steps.push_back(
        {"clock", wrong,
         "It is " + rfc3339(now) + " here, and the shop was written at " + rfc3339(newest) + ".",
         "Set the clock; a time service (NTP) keeps it right."});
  else
    steps.push_back({"clock", ok, "It is " + rfc3339(now) + ".", ""});
}

void check_open_files(Steps& steps) {
  struct rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  const bool is_low = limit.rlim_cur < kOpenFilesMin;
  steps.push_back({"open_files", is_low ? advice : ok,
                   "A process may open " + std::to_string(limit.rlim_cur) + " files.",
                   is_low ? "1,024 or more carry a busy hour: ulimit -n, or LimitNOFILE of the "
                            "service."
                          : ""});
}

// Whether the shop may be opened: on a damaged database nothing more is tried.
bool check_database(const Config& config, const Clock& clock, Steps& steps) {
  const auto say = [&](CheckStep step) {
    const bool is_good = step.verdict == ok;  // an older schema is for the server to bring up
    steps.push_back(std::move(step));
    return is_good;
  };
  store_sql::SqlStoreOptions options;
  options.database_url = std::string(config.database_url.reveal());
  options.data_dir = config.data_dir;
  const auto status = store_sql::inspect_sql_store(options, clock);
  if (!status)
    return say(step_of_error("database", status.error(),
                             config.database_url.reveal().empty()
                                 ? "Copy the data directory as it is before anything "
                                   "else; then aan restore from the newest backup."
                                 : "Does DATABASE_URL name the right server, database "
                                   "and password, and does it run?"));
  using State = store_sql::SchemaState;
  if (status->state == State::absent)
    return say({"database", wrong, "There is no database, or it is empty.",
                "Has the shop moved? A backup has a copy: aan restore."});
  const std::string numbers = "Schema " + std::to_string(status->stored) + ", this program knows " +
                              std::to_string(status->known) + ".";
  if (status->state == State::newer)
    return say({"database", wrong, "A later program wrote it. " + numbers,
                "Run the newer aan, the one that the server runs."});
  if (status->state == State::altered)
    return say({"database", wrong, "Its steps are not those of this program. " + numbers,
                "Run the aan that wrote it, or restore a backup with this one."});
  const auto faults = store_sql::check_sql_store(options, clock);
  if (!faults || !faults->empty())
    return say({"database", wrong, faults ? "Damaged: " + faults->front() : faults.error().detail,
                "Stop the server, copy the data directory as it is, and aan restore "
                "from the newest backup; then look at the disk."});
  const bool is_older = status->state == State::older;
  return say({"database", is_older ? advice : ok,
              "Whole, schema " + std::to_string(status->stored) + ".",
              is_older ? "The next start of the server brings it to schema " +
                             std::to_string(status->known) + "; make a backup before."
                       : ""});
}

}  // namespace

SetupChecks check_setup(const ConfigSources& sources, const Clock& clock) {
  SetupChecks checks;
  check_config(sources, checks);
  if (checks.config) {
    check_names(*checks.config, checks.steps);
    check_config_file(*checks.config, checks.steps);
    check_ways(*checks.config, checks.steps);
  }
  check_open_files(checks.steps);
  if (!check_folder(sources.data_dir, checks.steps)) return checks;
  check_settings_file(sources.data_dir, checks.steps);
  check_keys(sources.data_dir, checks.steps);
  check_room(sources.data_dir, checks.steps);
  check_clock(sources.data_dir, clock, checks.steps);
  if (checks.config) checks.may_be_opened = check_database(*checks.config, clock, checks.steps);
  return checks;
}

}  // namespace aan::node
