#include "domain/catalog/subject_heading.hpp"

#include "base/text.hpp"

namespace aan::catalog {

std::vector<std::string_view> heading_parts(std::string_view name) {
  constexpr std::string_view kDashes = "--";
  std::vector<std::string_view> parts;
  while (true) {
    const auto at = name.find(kDashes);
    if (const std::string_view part = trim(name.substr(0, at)); !part.empty())
      parts.push_back(part);
    if (at == name.npos) return parts;
    name.remove_prefix(at + kDashes.size());
  }
}

}  // namespace aan::catalog
