#pragma once
#include <cstdint>
#include <span>
#include <string_view>

namespace aan::node {

enum class KeyKind : std::uint8_t { text, url, number, boolean, currency, port, list };

/// What a key is to this version of the program.
enum class KeyStatus : std::uint8_t {
  active,   ///< does what it says
  planned,  ///< known name; its feature does not exist yet: warned about, counts as not set
  refused,  ///< must not be set; `help` says why
};

/// Whether a key can be set at the desk too, below the configuration of the machine.
enum class KeyPlace : std::uint8_t {
  machine,  ///< flags, environment and `.env` alone
  desk,     ///< the desk, `aan settings` and the API as well
};

/// One key of the configuration. This table is the only list: `.env.example`, `--help`, the
/// reference page and all checks are made from it.
struct ConfigKey {
  std::string_view name;
  KeyKind kind = KeyKind::text;
  KeyStatus status = KeyStatus::active;
  bool is_secret = false;     ///< never shown; may come from a file named by NAME_FILE
  std::string_view fallback;  ///< default, as text
  std::string_view flag;      ///< "--listen"; empty when there is none
  std::string_view example;
  std::string_view group;
  std::string_view help;
  KeyPlace place = KeyPlace::machine;
  std::string_view choices;  ///< the only words that it takes, with blanks between; empty: any
};

std::span<const ConfigKey> config_keys();
/// Nothing for an unknown name.
const ConfigKey* find_config_key(std::string_view name);
/// The known name that looks most like `name`; empty when more than a third of it is different.
std::string_view nearest_config_key(std::string_view name);

}  // namespace aan::node
