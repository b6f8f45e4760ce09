#pragma once
#include <map>
#include <memory>
#include <string>

#include "node/config/config.hpp"
#include "node/node.hpp"

namespace aan::cli {

/// Options that every command shares.
struct Common {
  std::string data_dir = "data";
  std::string env_file;
  bool is_json = false;
  bool is_demo = false;
  std::map<std::string, std::string> flags;  ///< by configuration key
};

/// Where the configuration of a command comes from.
node::ConfigSources sources_of(const Common& common);
Result<node::Config> load_config(const Common& common);

/// The shop that a command works on: the server that holds the data directory, over its socket,
/// or, when none runs, the directory itself, locked by this process for as long as this lives.
class Shop {
 public:
  /// Errors: configuration, not_found when there is no shop and it is not to be made, and conflict
  /// when the directory is locked but nobody answers.
  enum class Missing : std::uint8_t { refuse, create };
  static Result<std::unique_ptr<Shop>> open(const Common& common, node::Purpose purpose,
                                            Missing missing = Missing::refuse);
  /// Runs a command of `node/commands/commands_json.hpp`.
  Result<std::string> run(const std::string& name, const std::string& arguments);
  [[nodiscard]] bool is_remote() const { return node_ == nullptr; }

 private:
  Shop() = default;
  std::filesystem::path data_dir_;
  std::unique_ptr<Clock> clock_;
  std::unique_ptr<Rng> rng_;
  std::unique_ptr<node::Node> node_;
};

}  // namespace aan::cli
