#pragma once
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace aan::cli {

/// Whether a command does something without one of its own below it: it has none, or may have one
/// (`require_subcommand(0, 1)`).
bool stands_alone(const CLI::App& app);

/// A sentence about the first command or flag that `app` does not know, with the nearest one that
/// it does, or about a command that is missing. Nothing when every word has its place; values are
/// not looked at. `words` are the arguments without the program's name.
std::optional<std::string> find_misspelt(const CLI::App& app,
                                         const std::vector<std::string>& words);

/// "aan book list": a command as it is typed.
std::string full_name(const CLI::App& app);

/// The one of `known` that looks most like `word`; empty when none does.
std::string nearest_of(const std::vector<std::string>& known, const std::string& word);

}  // namespace aan::cli
