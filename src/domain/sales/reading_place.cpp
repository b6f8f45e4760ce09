#include "domain/sales/reading_place.hpp"

#include <charconv>

#include "base/text.hpp"

namespace aan::sales {
namespace {

constexpr std::string_view kFragment = "/body/DocFragment[";

}  // namespace

std::string encode(const DeviceWords& words) {
  return words.device + '\n' + words.device_id + '\n' + words.position;
}

DeviceWords decode_device_words(std::string_view encoded) {
  const auto lines = split(encoded, '\n');
  DeviceWords words;
  if (lines.size() != 3) return words;
  words.device = lines[0];
  words.device_id = lines[1];
  words.position = lines[2];
  return words;
}

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
