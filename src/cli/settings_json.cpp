#include "cli/settings_json.hpp"

#include <boost/json.hpp>
#include <cstdio>
#include <iostream>

#include "cli/print_json.hpp"
#include "cli/print_parts_json.hpp"
#include "cli/report.hpp"
#include "node/config/config_table.hpp"

namespace aan::cli {
namespace {

namespace json = boost::json;

bool is_in(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  return value != nullptr && value->is_bool() && value->get_bool();
}

std::string value_of(const json::object& it) {
  if (is_in(it, "secret") && is_in(it, "set")) return "(secret)";
  return text_of(it, "value").empty() ? "-" : text_of(it, "value");
}

void print_line(const json::object& it) {
  const std::string origin = text_of(it, "origin");
  std::printf("%c %-22s %-30s %s\n", is_in(it, "changeable") ? '*' : ' ',
              text_of(it, "name").c_str(), value_of(it).c_str(), origin.c_str());
}

void print_one(const json::object& it) {
  const std::string origin = text_of(it, "origin");
  std::printf("%s = %s\n%s\n%s\n", text_of(it, "name").c_str(), value_of(it).c_str(),
              origin.empty() ? "The default." : ("From " + origin + ".").c_str(),
              text_of(it, "help").c_str());
}

void print_change(const json::object& it) {
  if (it.at("changed").as_array().empty()) {
    std::printf("Nothing was changed.\n");
    return;
  }
  const bool is_now = text_of(it, "counts") == "now";
  std::printf("Saved. %s\n", is_now ? "It counts at once: the shop begins anew in place."
                                    : "It counts from the next start of the shop.");
}

ExitCode run(const Common& common, const std::string& name, const std::string& arguments,
             node::Purpose purpose, void (*print)(const json::object&)) {
  auto shop = Shop::open(common, purpose);
  if (!shop) return report(common, shop.error());
  const auto answer = (*shop)->run(name, arguments);
  if (!answer) return report(common, answer.error());
  if (common.is_json)
    std::printf("%s\n", answer->c_str());
  else
    print(json::parse(*answer).as_object());
  return ExitCode::ok;
}

void print_all(const json::object& it) {
  for (const json::value& one : it.at("settings").as_array()) print_line(one.as_object());
  std::printf("\n* can be changed here, with aan settings KEY VALUE, or at the desk.\n");
}

}  // namespace

ExitCode settings(const Common& common, const SettingOptions& options) {
  if (options.name.empty())
    return run(common, "settings.list", "{}", node::Purpose::look, print_all);
  if (!options.is_given && !options.is_unset)
    return run(common, "settings.show", json_object({{"name", options.name}}), node::Purpose::look,
               print_one);
  std::string value = options.value;
  const node::ConfigKey* key = node::find_config_key(options.name);
  if (key != nullptr && key->is_secret && !options.is_unset && value != "-")
    return report(common, Error{Errc::invalid,
                                "usage",
                                options.name + " is secret: write - instead, and give it on "
                                               "standard input, where nobody else sees it.",
                                {},
                                {},
                                ""});
  if (value == "-") std::getline(std::cin, value);
  return run(common, "settings.change",
             json_object({{"name", options.name}, {"value", options.is_unset ? "" : value}}),
             node::Purpose::write, print_change);
}

}  // namespace aan::cli
