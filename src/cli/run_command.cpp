#include "cli/run_command.hpp"

#include <cstdio>

#include "cli/print_json.hpp"
#include "cli/report.hpp"
#include "node/data_dir.hpp"
#include "node/serve.hpp"

namespace aan::cli {

ExitCode run_in_shop(const Common& common, const std::string& name, const std::string& arguments) {
  auto shop = Shop::open(common);
  if (!shop) return report(common, shop.error());
  const auto answer = (*shop)->run(name, arguments);
  if (!answer) return report(common, answer.error());
  if (common.is_json)
    std::printf("%s\n", answer->c_str());
  else
    print_for_people(name, *answer);
  const bool is_judged = name == "ledger.check" || name == "book.check" || name == "queue.list";
  if (is_judged && !is_good(*answer)) return ExitCode::partly;
  return ExitCode::ok;
}

ExitCode serve(const Common& common) {
  const auto config = load_config(common);
  if (!config) return report(common, config.error());
  const auto done = node::serve(*config);
  return done ? ExitCode::ok : report(common, done.error());
}

ExitCode init(const Common& common) {
  const Result<bool> looked = node::has_shop(common.data_dir);
  if (!looked) return report(common, looked.error());
  const bool was_there = *looked;
  auto shop = Shop::open(common, Shop::Missing::create);
  if (!shop) return report(common, shop.error());
  if (const auto own = (*shop)->run("init", "{}"); !own) return report(common, own.error());
  const char* const dir = common.data_dir.c_str();
  if (common.is_json)
    std::printf("%s\n", json_object({{"data", common.data_dir},
                                     {"result", was_there ? "was there" : "made"}})
                            .c_str());
  else if (was_there)
    std::printf("There is a shop in %s already; nothing was changed.\n", dir);
  else
    std::printf("%s is ready. Bring books in with:\n  aan import FOLDER --data %s --price 4.99\n",
                dir, dir);
  return ExitCode::ok;
}

}  // namespace aan::cli
