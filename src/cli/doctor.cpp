#include "cli/doctor.hpp"

#include <algorithm>
#include <cstdio>
#include <iterator>

#include "cli/print_json.hpp"
#include "cli/report.hpp"
#include "node/doctor/check_steps_json.hpp"
#include "node/doctor/doctor.hpp"
#include "node/doctor/doctor_setup.hpp"

namespace aan::cli {
namespace {

void print(const Common& common, const std::vector<CheckStep>& steps) {
  std::vector<std::string> rows;
  for (const CheckStep& step : steps) {
    const std::string verdict{name_of(step.verdict)};
    if (common.is_json) {
      rows.push_back(json_object(
          {{"step", step.name}, {"verdict", verdict}, {"found", step.found}, {"todo", step.todo}}));
      continue;
    }
    std::printf("%-8s %-15s %s\n", verdict.c_str(), step.name.c_str(), step.found.c_str());
    if (!step.todo.empty()) std::printf("%-24s %s\n", "", step.todo.c_str());
  }
  if (common.is_json) std::printf("%s\n", json_list("steps", rows).c_str());
}

// What only the open shop knows: of the server where one runs, otherwise of the folder itself.
std::vector<CheckStep> of_shop(const Common& common) {
  const auto fault = [](const Error& error) {
    return std::vector<CheckStep>{
        {"open", Verdict::wrong, error.detail, "Mend what is said above, then look again."}};
  };
  const auto shop = Shop::open(common, node::Purpose::look);
  if (!shop) return fault(shop.error());
  const auto answer = (*shop)->run("doctor.look", "{}");
  if (!answer) return fault(answer.error());
  auto steps = node::parse_check_steps(*answer);
  return steps ? *std::move(steps) : fault(steps.error());
}

void add(std::vector<CheckStep>& steps, std::vector<CheckStep> more) {
  std::ranges::move(more, std::back_inserter(steps));
}

}  // namespace

ExitCode doctor(const Common& common, bool is_offline) {
  const SystemClock clock;
  node::SetupChecks setup = node::check_setup(sources_of(common), clock);
  std::vector<CheckStep> steps = std::move(setup.steps);
  if (setup.may_be_opened) add(steps, of_shop(common));
  if (setup.config && !is_offline) add(steps, node::check_outside(*setup.config, clock));
  print(common, steps);
  const auto count = [&](Verdict verdict) {
    return std::ranges::count(steps, verdict, &CheckStep::verdict);
  };
  const auto wrong = count(Verdict::wrong);
  if (!common.is_json)
    std::printf("%zu checks: %zu wrong, %zu with advice, %zu that could not be looked at\n",
                steps.size(), static_cast<std::size_t>(wrong),
                static_cast<std::size_t>(count(Verdict::advice)),
                static_cast<std::size_t>(count(Verdict::unknown)));
  return wrong > 0 ? ExitCode::partly : ExitCode::ok;
}

ExitCode doctor_stripe(const Common& common) {
  const auto config = load_config(common);
  if (!config) return report(common, config.error());
  const auto steps = node::check_stripe(*config, SystemClock{});
  if (!steps) return report(common, steps.error());
  print(common, *steps);
  const auto has = [&](Verdict verdict) {
    return std::ranges::any_of(*steps,
                               [&](const CheckStep& step) { return step.verdict == verdict; });
  };
  if (has(Verdict::wrong)) return ExitCode::partly;
  const bool is_unreached = steps->back().name == "connection";
  return is_unreached ? ExitCode::unavailable : ExitCode::ok;
}

ExitCode doctor_mail(const Common& common, const std::string& to) {
  const auto config = load_config(common);
  if (!config) return report(common, config.error());
  SystemRng rng;
  const auto steps = node::check_mail(*config, to, SystemClock{}, rng);
  if (!steps) return report(common, steps.error());
  print(common, *steps);
  return steps->back().verdict == Verdict::wrong ? ExitCode::partly : ExitCode::ok;
}

}  // namespace aan::cli
