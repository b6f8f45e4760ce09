#include "cli/keys.hpp"

#include "cli/report.hpp"
#include "cli/run_command.hpp"
#include "node/commands/key_commands_json.hpp"
#include "node/data_dir.hpp"

namespace aan::cli {

// From the file, so that a shop that does not start can be asked too.
ExitCode list_keys(const Common& common) {
  const auto ring = node::DataDir::read_keys(common.data_dir);
  if (ring) return print_answer(common, "keys.list", node::keys_json(*ring));
  if (ring.error().code != Errc::not_found) return report(common, ring.error());
  return report(common,
                refuse(Errc::not_found, "keys",
                       "There are no keys in " + common.data_dir +
                           ". Name the folder of the shop with --data, or put the copy of its "
                           "keys back.")
                    .error());
}

}  // namespace aan::cli
