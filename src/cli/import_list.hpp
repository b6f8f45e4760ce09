#pragma once
#include <filesystem>
#include <string>

#include "cli/import.hpp"
#include "cli/shop.hpp"

namespace aan::cli {

/// Brings a list of books in, step by step, so that a running server answers others between, with
/// progress on standard error. Stopped anywhere, it may be begun again. `is_partly` says whether
/// the list or a row of it was refused, or prices of another shop's catalogue were left out.
/// Returns its entry for the report: one object of
/// `node/commands/list_commands_json.hpp` with the counts and reports of all steps. Errors: those
/// of a step.
Result<std::string> import_list(Shop& shop, const Common& common, const ImportOptions& options,
                                const std::filesystem::path& path, bool& is_partly);
/// The entry for a person: a line of counts, and what rows were refused, with their lines.
std::string list_text(const std::string& entry);

}  // namespace aan::cli
