#include "cli/near_miss.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "base/text.hpp"

namespace aan::cli {
namespace {

std::vector<std::string> commands_of(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* sub : app.get_subcommands([](const CLI::App*) { return true; }))
    names.push_back(sub->get_name());
  return names;
}

std::vector<std::string> flags_of(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options())
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  return names;
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

std::string sentence(const CLI::App& app, const std::string& what, const std::string& word,
                     const std::vector<std::string>& known) {
  const std::string near = nearest_of(known, word);
  return full_name(app) + " has no " + what + " " + word + ". " +
         (near.empty() ? "There is: " + joined(known) + "." : "Did you mean " + near + "?") +
         " See " + full_name(app) + " --help.";
}

// The option that a word names, "--price" and "--price=4" alike; nothing for an unknown one.
const CLI::Option* option_named(const CLI::App& app, const std::string& word) {
  const std::string name = word.substr(0, word.find('='));
  for (const CLI::Option* option : app.get_options())
    if (option->check_name(name)) return option;
  return nullptr;
}

// Whether a command of this group takes what the word names.
bool is_of_a_command(const CLI::App& group, const std::string& word) {
  return std::ranges::any_of(
      group.get_subcommands([](const CLI::App*) { return true; }), [&](const CLI::App* sub) {
        return option_named(*sub, word) != nullptr || is_of_a_command(*sub, word);
      });
}

}  // namespace

std::string full_name(const CLI::App& app) {
  const CLI::App* parent = app.get_parent();
  return (parent == nullptr ? "" : full_name(*parent) + " ") + app.get_name();
}

std::string nearest_of(const std::vector<std::string>& known, const std::string& word) {
  for (const std::string& one : known)
    if (one.starts_with(word)) return one;
  const auto distance = [&](const std::string& one) { return edit_distance(word, one); };
  const auto best = std::ranges::min_element(known, {}, distance);
  if (best == known.end()) return "";
  const std::size_t slips_max = std::max<std::size_t>(1, std::max(word.size(), best->size()) / 3);
  return distance(*best) <= slips_max ? *best : "";
}

bool stands_alone(const CLI::App& app) {
  if (commands_of(app).empty()) return true;
  return app.get_require_subcommand_min() == 0 && app.get_require_subcommand_max() == 1;
}

std::optional<std::string> find_misspelt(const CLI::App& app,
                                         const std::vector<std::string>& words) {
  const CLI::App* at = &app;
  for (std::size_t i = 0; i < words.size() && words[i] != "--"; ++i) {
    const std::string& word = words[i];
    // No flag begins with a digit: -3 is a value, and whoever reads it says what is wrong with it.
    const bool is_number = word.size() > 1 && word[1] >= '0' && word[1] <= '9';
    if (word.size() > 1 && word[0] == '-' && !is_number) {
      const CLI::Option* option = option_named(*at, word);
      if (option == nullptr && is_of_a_command(*at, word))
        return full_name(*at) + " needs a command before " + word.substr(0, word.find('=')) + ": " +
               joined(commands_of(*at)) + ".";
      if (option == nullptr)
        return sentence(*at, "flag", word.substr(0, word.find('=')), flags_of(*at));
      if (option == at->get_help_ptr() || option == at->get_help_all_ptr() ||
          option == at->get_version_ptr())
        return std::nullopt;
      const bool takes_value = option->get_items_expected_max() > 0;
      if (takes_value && word.find('=') == std::string::npos) ++i;
      continue;
    }
    const std::vector<std::string> commands = commands_of(*at);
    if (commands.empty()) continue;
    if (std::ranges::find(commands, word) == commands.end())
      return sentence(*at, "command", word, commands);
    at = at->get_subcommand(word);
  }
  const std::vector<std::string> commands = commands_of(*at);
  if (stands_alone(*at)) return std::nullopt;
  return full_name(*at) + " needs a command: " + joined(commands) + ".";
}

}  // namespace aan::cli
