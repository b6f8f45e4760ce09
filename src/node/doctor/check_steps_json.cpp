#include "node/doctor/check_steps_json.hpp"

#include <boost/json.hpp>

#include "node/commands/command_parts_json.hpp"

namespace aan::node {

namespace json = boost::json;

Result<json::object> look_at_shop(Node& node, const json::object& /*arguments*/) {
  json::array steps;
  for (const CheckStep& one : check_shop(node))
    steps.push_back({{"step", one.name},
                     {"verdict", name_of(one.verdict)},
                     {"found", one.found},
                     {"todo", one.todo}});
  return json::object{{"steps", std::move(steps)}};
}

Result<std::vector<CheckStep>> parse_check_steps(std::string_view answer) {
  boost::system::error_code error;
  const json::value parsed = json::parse(answer, error);
  const json::object* const whole = error ? nullptr : parsed.if_object();
  const json::value* const listed = whole == nullptr ? nullptr : whole->if_contains("steps");
  if (listed == nullptr || !listed->is_array())
    return refuse(Errc::invalid, "doctor", "The server did not answer with checks: is it older?");
  std::vector<CheckStep> steps;
  for (const json::value& one : listed->get_array()) {
    if (!one.is_object()) continue;
    const json::object& step = one.get_object();
    steps.push_back({text_in(step, "step"), verdict_of(text_in(step, "verdict")),
                     text_in(step, "found"), text_in(step, "todo")});
  }
  return steps;
}

}  // namespace aan::node
