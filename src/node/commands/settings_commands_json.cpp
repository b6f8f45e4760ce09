#include "node/commands/settings_commands_json.hpp"

#include <algorithm>

#include "node/commands/command_parts_json.hpp"
#include "node/config/config_table.hpp"
#include "service/desk/change_settings.hpp"
#include "service/desk/try_letter.hpp"

namespace aan::node {
namespace {

namespace json = boost::json;
using ports::Setting;
using ports::SettingChange;

json::object setting(const Setting& it) {
  return {{"name", it.name},
          {"value", it.value},
          {"origin", it.origin},
          {"set", it.is_set},
          {"changeable", it.can_change()},
          {"secret", it.is_secret},
          {"group", it.group},
          {"help", it.help}};
}

std::string_view verdict_of(const ports::SetupStep& step) {
  using Verdict = ports::SetupStep::Verdict;
  switch (step.verdict) {
    case Verdict::ok: return "ok";
    case Verdict::advice: return "advice";
    case Verdict::wrong: return "wrong";
    case Verdict::unknown: break;
  }
  return "unknown";
}

std::unexpected<Error> not_text() {
  return refuse(Errc::invalid, "settings", "Settings are an object of names and texts.",
                "setting_text");
}

Result<std::vector<SettingChange>> changes_in(const json::object& arguments) {
  if (!arguments.contains("settings"))
    return std::vector<SettingChange>{{text_in(arguments, "name"), text_in(arguments, "value")}};
  if (!arguments.at("settings").is_object()) return not_text();
  std::vector<SettingChange> changes;
  for (const auto& [name, value] : arguments.at("settings").get_object()) {
    if (!value.is_string()) return not_text();
    changes.push_back({std::string(name), std::string(value.get_string())});
  }
  return changes;
}

}  // namespace

Result<json::object> list_settings(Node& node, const json::object& /*arguments*/) {
  json::array settings;
  for (const Setting& one : AAN_TRY(node.settings.list())) settings.push_back(setting(one));
  return json::object{{"settings", std::move(settings)}};
}

Result<json::object> show_setting(Node& node, const json::object& arguments) {
  const std::string name = text_in(arguments, "name");
  const auto all = AAN_TRY(node.settings.list());
  const auto found = std::ranges::find(all, name, &Setting::name);
  if (found != all.end()) return setting(*found);
  const std::string_view near = nearest_config_key(name);
  return refuse(Errc::not_found, "settings",
                "There is no setting " + name +
                    (near.empty() ? ". aan settings lists them."
                                  : ". Did you mean " + std::string(near) + "?"),
                "no_such_setting", {{"key", name}});
}

Result<json::object> change_settings(Node& node, const json::object& arguments) {
  auto changes = AAN_TRY(changes_in(arguments));
  const auto done = AAN_TRY(
      service::change_settings(node.room, node.settings, std::move(changes), by_of(arguments)));
  json::array names;
  for (const std::string& name : done.names) names.emplace_back(name);
  return json::object{{"changed", std::move(names)},
                      {"counts", done.is_in_force ? "now" : "next_start"}};
}

Result<json::object> try_letters(Node& node, const json::object& arguments) {
  const auto trial = AAN_TRY(service::try_letter(node.room, node.settings, {},
                                                 text_in(arguments, "to"), by_of(arguments)));
  json::array steps;
  for (const ports::SetupStep& one : trial)
    steps.push_back({{"step", one.name},
                     {"verdict", verdict_of(one)},
                     {"found", one.found},
                     {"todo", one.todo}});
  return json::object{{"good", std::ranges::all_of(trial, &ports::SetupStep::works)},
                      {"steps", std::move(steps)}};
}

}  // namespace aan::node
