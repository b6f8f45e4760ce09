#pragma once
#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>
#include <system_error>

namespace aan {

/// A whole number as `std::to_string` writes it, a count or a moment: decimal digits, a minus
/// before them where it is below zero, and nothing else. Nothing for anything else, and beyond 64
/// bits.
[[nodiscard]] inline std::optional<std::int64_t> parse_whole_number(std::string_view text) {
  std::int64_t number = 0;
  const char* const begin = text.data();
  const char* const end = begin + text.size();
  const auto read = std::from_chars(begin, end, number);
  return read.ec == std::errc() && read.ptr == end ? std::optional(number) : std::nullopt;
}

}  // namespace aan
