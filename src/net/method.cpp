#include "net/method.hpp"

#include <array>
#include <utility>

namespace aan::net {
namespace {
constexpr std::array<std::pair<std::string_view, Method>, 7> kMethods = {{
    {"GET", Method::get},
    {"HEAD", Method::head},
    {"POST", Method::post},
    {"PUT", Method::put},
    {"PATCH", Method::patch},
    {"DELETE", Method::delete_},
    {"OPTIONS", Method::options},
}};
}  // namespace

std::string_view name_of(Method method) {
  for (const auto& [name, value] : kMethods)
    if (value == method) return name;
  return "OTHER";
}

Method parse_method(std::string_view token) {
  for (const auto& [name, value] : kMethods)
    if (name == token) return value;
  return Method::other;
}

}  // namespace aan::net
