#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "base/check_step.hpp"
#include "base/result.hpp"

namespace aan::node {

/// A step that failed: what the error says, and what to do about it.
CheckStep step_of_error(std::string name, const Error& error, std::string todo);
/// "1 key", "3 keys": the plural is the word with an s.
std::string counted(std::size_t count, std::string_view word);

}  // namespace aan::node
