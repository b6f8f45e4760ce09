#include "domain/sales/reading_place.hpp"

#include <charconv>

namespace aan::sales {
namespace {

constexpr std::string_view kFragment = "/body/DocFragment[";

}  // namespace

std::uint64_t document_named_in(std::string_view position) {
  if (!position.starts_with(kFragment)) return 0;
  position.remove_prefix(kFragment.size());
  std::uint64_t number = 0;
  const auto [end, error] =
      std::from_chars(position.data(), position.data() + position.size(), number);
  const bool is_whole = error == std::errc{} && end != position.data() + position.size();
  return is_whole && *end == ']' ? number : 0;
}

std::string position_of_document(std::uint64_t document) {
  return std::string(kFragment) + std::to_string(document) + "]/body";
}

}  // namespace aan::sales
