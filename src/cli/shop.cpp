#include "cli/shop.hpp"

#include "node/commands/command_socket.hpp"
#include "node/commands/commands_json.hpp"
#include "node/log_setup.hpp"

namespace aan::cli {

node::ConfigSources sources_of(const Common& common) {
  node::ConfigSources sources;
  sources.data_dir = common.data_dir;
  sources.is_demo = common.is_demo;
  sources.flags = common.flags;
  if (!common.env_file.empty()) sources.env_file = common.env_file;
  sources.environment = node::process_environment;
  sources.environment_names = node::process_environment_names();
  return sources;
}

Result<node::Config> load_config(const Common& common) {
  return node::load_config(sources_of(common));
}

Result<std::unique_ptr<Shop>> Shop::open(const Common& common, node::Purpose purpose,
                                         Missing missing) {
  std::unique_ptr<Shop> shop(new Shop);
  shop->data_dir_ = common.data_dir;
  if (node::is_served(shop->data_dir_)) return shop;
  if (missing == Missing::refuse && !AAN_TRY(node::has_shop(shop->data_dir_)))
    return refuse(Errc::not_found, "data_dir",
                  "There is no shop in " + common.data_dir +
                      ". Name its folder with --data, or make one with aan init.");
  const node::Config config = AAN_TRY(load_config(common));
  node::set_up_log(config, log::Level::warn);
  node::DataDir dir = AAN_TRY(node::DataDir::lock(shop->data_dir_));
  shop->clock_ = std::make_unique<SystemClock>();
  shop->rng_ = std::make_unique<SystemRng>();
  shop->node_ =
      AAN_TRY(node::Node::open(config, std::move(dir), *shop->clock_, *shop->rng_, purpose));
  return shop;
}

Result<std::string> Shop::run(const std::string& name, const std::string& arguments) {
  if (node_ == nullptr) return node::send_command(data_dir_, name, arguments);
  return node::run_command(*node_, name, arguments);
}

}  // namespace aan::cli
