#include <unistd.h>

#include <cstdlib>
#include <string_view>

#include "node/config/config.hpp"

namespace aan::node {

std::optional<std::string> process_environment(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

std::vector<std::string> process_environment_names() {
  std::vector<std::string> names;
  for (char** one = environ; one != nullptr && *one != nullptr; ++one) {
    const std::string_view line = *one;
    names.emplace_back(line.substr(0, line.find('=')));
  }
  return names;
}

}  // namespace aan::node
