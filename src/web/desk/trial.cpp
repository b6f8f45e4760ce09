#include "web/desk/trial.hpp"

#include <algorithm>

namespace aan::web {

bool is_all_good(const std::vector<ports::SetupStep>& trial) {
  return std::ranges::all_of(trial, &ports::SetupStep::works);
}

void fill_trial(Block& main, const std::vector<ports::SetupStep>& trial) {
  if (trial.empty()) return;
  Block list = main.add("TRIAL").set("KIND", is_all_good(trial) ? "done-note" : "problem-note");
  for (const ports::SetupStep& step : trial) {
    const bool is_right = step.works();
    Block row = list.add("STEP");
    row.set("FOUND", step.found).set_if("TODO", step.todo);
    row.set("VERDICT", list.locale().text(is_right ? "setup_trial_ok" : "setup_trial_wrong"));
    row.show_if("GOOD", is_right).show_if("WRONG", !is_right);
  }
}

}  // namespace aan::web
