#pragma once
#include <string>

#include "cli/exit_code.hpp"
#include "cli/shop.hpp"

namespace aan::cli {

/// Prints the answer of a command as JSON or for people.
ExitCode print_answer(const Common& common, const std::string& name, const std::string& answer);
/// Runs a command of `node/commands/commands_json.hpp` where the data are, and prints its answer as
/// JSON or for people. A ledger check with findings, or a refund that was refused, ends `partly`.
ExitCode run_in_shop(const Common& common, const std::string& name, const std::string& arguments);
/// Puts the text of a file on one of the shop's own pages.
ExitCode write_page(const Common& common, const std::string& page, const std::string& file);
/// Looks at every copy of the shop, step by step, so that a running server answers others between.
/// `aan tax export`: what `run_in_shop` does, or its rows as comma-separated values.
ExitCode export_tax(const Common& common, const std::string& arguments, bool is_csv);
ExitCode check_books(const Common& common);
/// Serves until a signal comes.
ExitCode serve(const Common& common);
/// Makes a shop, or says that there is one.
ExitCode init(const Common& common);

}  // namespace aan::cli
