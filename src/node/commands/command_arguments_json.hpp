#pragma once
#include "node/commands/commands_json.hpp"

namespace aan::node {

/// How a program sent arguments: as the members of a JSON object, or as a query, where all of them
/// are text.
enum class ArgumentsAs : std::uint8_t { json, query };

/// The arguments as the command takes them, and nothing else: a misspelt name or a number where a
/// text belongs would otherwise be taken for one that was left out, and of a refund that means all
/// of it. Errors: invalid "unknown_argument" or "argument_type", with a sentence that names it and
/// what there is.
Result<boost::json::object> check_arguments(const Command& command, boost::json::object sent,
                                            ArgumentsAs as);

}  // namespace aan::node
