#include "net/accept_language.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace aan::net {
namespace {

constexpr int kWhole = 1000;  // weights have at most three digits after the point

struct Range {
  std::string_view tag;
  int weight = kWhole;
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// "0.8", "1", "0.125": in thousandths; nothing for what is no weight (RFC 9110 section 12.4.2).
std::optional<int> weight_of(std::string_view text) {
  if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return std::nullopt;
  int weight = (text[0] - '0') * kWhole;
  if (text.size() == 1) return weight;
  if (text[1] != '.') return std::nullopt;
  int place = kWhole / 10;
  for (const char c : text.substr(2)) {
    if (!is_digit(c)) return std::nullopt;
    weight += (c - '0') * place;
    place /= 10;
  }
  return weight > kWhole ? std::nullopt : std::optional(weight);
}

bool is_tag(std::string_view text) {
  constexpr std::size_t kTagBytesMax = 100;
  return !text.empty() && text.size() <= kTagBytesMax && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '-';
  });
}

std::optional<Range> range_of(std::string_view text) {
  const auto semicolon = text.find(';');
  Range range{trim(text.substr(0, semicolon))};
  if (!is_tag(range.tag)) return std::nullopt;
  if (semicolon == text.npos) return range;
  std::string_view parameter = trim(text.substr(semicolon + 1));
  if (parameter.size() < 2 || (parameter[0] != 'q' && parameter[0] != 'Q') || parameter[1] != '=')
    return std::nullopt;
  const auto weight = weight_of(parameter.substr(2));
  if (!weight) return std::nullopt;
  range.weight = *weight;
  return range;
}

const std::string* find_tag(std::string_view tag, std::span<const std::string> offered) {
  const auto found = std::ranges::find_if(
      offered, [&](const std::string& one) { return iequals_ascii(one, tag); });
  return found == offered.end() ? nullptr : &*found;
}

// The range, then the range without its last part, and so on; a part of one letter says what the
// next one is, and goes with it.
const std::string* look_up(std::string_view tag, std::span<const std::string> offered) {
  while (!tag.empty()) {
    if (const std::string* found = find_tag(tag, offered)) return found;
    const auto dash = tag.rfind('-');
    if (dash == tag.npos) return nullptr;
    tag = tag.substr(0, dash);
    if (tag.size() > 2 && tag[tag.size() - 2] == '-') tag.remove_suffix(2);
  }
  return nullptr;
}

// Puts a range among those before the last place, which is free: after all that are wanted as much.
void insert(std::span<Range> ranges, const Range& range) {
  std::size_t at = ranges.size() - 1;
  for (; at > 0 && ranges[at - 1].weight < range.weight; --at) ranges[at] = ranges[at - 1];
  ranges[at] = range;
}

}  // namespace

std::optional<std::string_view> find_language(std::string_view header,
                                              std::span<const std::string> offered) {
  std::array<Range, kLanguageRangesMax> ranges;
  std::size_t count = 0;
  for (std::size_t seen = 0; !header.empty() && seen < kLanguageRangesMax; ++seen) {
    const auto comma = header.find(',');
    if (const auto range = range_of(header.substr(0, comma)))
      insert(std::span(ranges.data(), ++count), *range);
    if (comma == header.npos) break;
    header.remove_prefix(comma + 1);
  }
  const std::span<const Range> wanted(ranges.data(), count);
  for (const Range& range : wanted) {
    if (range.weight == 0) break;
    const std::string* found = look_up(range.tag, offered);
    if (found == nullptr) continue;
    const bool is_refused = std::ranges::any_of(wanted, [&](const Range& other) {
      return other.weight == 0 && iequals_ascii(other.tag, *found);
    });
    if (!is_refused) return *found;
  }
  return std::nullopt;
}

}  // namespace aan::net
