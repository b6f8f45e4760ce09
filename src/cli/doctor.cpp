#include "cli/doctor.hpp"

#include <algorithm>
#include <cstdio>

#include "cli/print_json.hpp"
#include "cli/report.hpp"
#include "node/doctor.hpp"

namespace aan::cli {
namespace {

void print(const Common& common, const std::vector<node::CheckStep>& steps) {
  std::vector<std::string> rows;
  for (const node::CheckStep& step : steps) {
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

}  // namespace

ExitCode doctor_stripe(const Common& common) {
  const auto config = load_config(common);
  if (!config) return report(common, config.error());
  const auto steps = node::check_stripe(*config, SystemClock{});
  if (!steps) return report(common, steps.error());
  print(common, *steps);
  const auto has = [&](node::Verdict verdict) {
    return std::ranges::any_of(
        *steps, [&](const node::CheckStep& step) { return step.verdict == verdict; });
  };
  if (has(node::Verdict::wrong)) return ExitCode::partly;
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
  return steps->back().verdict == node::Verdict::wrong ? ExitCode::partly : ExitCode::ok;
}

}  // namespace aan::cli
