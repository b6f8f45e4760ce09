#include "cli/command_line.hpp"
#include "cli/print_json.hpp"
#include "cli/run_command.hpp"

namespace aan::cli {

void CommandLine::add_sandbox() {
  CLI::App& clock = *group("clock", "The clock of a sandbox: show, advance");
  add_shop_command(clock, "show", "What time it is in it", "aan clock show --data shop",
                   "clock.show");
  CLI::App* advance =
      command(clock, "advance", "Let time pass; what is due by then is done",
              "aan clock advance P31D --data shop", [this] {
                return run_in_shop(common_, "clock.advance",
                                   json_object({{"advance", which_}, {"now", until_}}));
              });
  CLI::Option* by = advance->add_option("time", which_, "How much, such as PT2H or P31D");
  advance->add_option("--to", until_, text("Or to that moment: 2026-12-24T00:00:00Z"))
      ->excludes(by);
  add_json(advance);
  CLI::App& demo = *group("demo", "Orders, to try a shop with play money");
  CLI::App* orders = command(
      demo, "orders", "Orders in every state, paid with play money",
      "aan demo orders --count 30 --seed 7 --data demo", [this] {
        return run_in_shop(common_, "demo.orders",
                           json_object({{"count", limit_}, {"seed", seed_}, {"over", which_}}));
      });
  orders->add_option("--count", limit_, "How many, 1 to 500 (50)")->check(CLI::Range(1, 500));
  orders->add_option("--seed", seed_, text("The same number makes the same orders (1)"))
      ->check(CLI::NonNegativeNumber);
  orders->add_option("--over", which_,
                     text("Let so much time pass between the first and the last, such as P30D; "
                          "needs --sandbox-clock"));
  add_json(orders);
}

}  // namespace aan::cli
