#include "node/doctor/doctor_words.hpp"

namespace aan::node {

CheckStep step_of_error(std::string name, const Error& error, std::string todo) {
  const bool is_unreached = error.code == Errc::unavailable || error.code == Errc::timeout;
  return {std::move(name), is_unreached ? Verdict::unknown : Verdict::wrong, error.detail,
          std::move(todo)};
}

std::string counted(std::size_t count, std::string_view word) {
  return std::to_string(count) + " " + std::string(word) + (count == 1 ? "" : "s");
}

}  // namespace aan::node
