#include "domain/catalog/times_roman.hpp"

#include <array>

#include "base/text.hpp"

namespace aan::catalog {
namespace {

constexpr unsigned kFirst = 0x20;
constexpr unsigned kHighBegin = 0x80;
constexpr unsigned kHighEnd = 0xa0;

// What stands at 0x80 to 0x9f; 0 where nothing does.
constexpr std::array<char32_t, kHighEnd - kHighBegin> kHigh = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178};

// From 0x20 on, as the metrics of the font say.
constexpr std::array<std::uint16_t, 0x100 - kFirst> kWidths = {
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564,  250, 333, 250, 278,  500, 500,
    500, 500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564,  564, 444, 921, 722,  667, 667,
    722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722,  556, 722, 667, 556,  611, 722,
    722, 944, 722, 722, 611, 333, 278, 333, 469, 500, 333, 444,  500, 444, 500, 444,  333, 500,
    500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389,  278, 500, 500, 722,  500, 500,
    444, 480, 200, 480, 541, 350, 500, 350, 333, 500, 444, 1000, 500, 500, 333, 1000, 556, 333,
    889, 350, 611, 350, 350, 333, 333, 444, 444, 350, 500, 1000, 333, 980, 389, 333,  722, 350,
    444, 722, 250, 333, 500, 500, 500, 500, 200, 500, 333, 760,  276, 500, 564, 333,  760, 333,
    400, 564, 300, 300, 333, 500, 453, 250, 333, 300, 310, 500,  750, 750, 750, 444,  722, 722,
    722, 722, 722, 722, 889, 667, 611, 611, 611, 611, 333, 333,  333, 333, 722, 722,  722, 722,
    722, 722, 722, 564, 722, 722, 722, 722, 722, 722, 556, 500,  444, 444, 444, 444,  444, 444,
    667, 444, 444, 444, 444, 444, 278, 278, 278, 278, 500, 500,  500, 500, 500, 500,  500, 564,
    500, 500, 500, 500, 500, 500, 500, 500};

// Of text that is well-formed.
char32_t take_point(std::string_view& text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(0);
  const std::size_t size = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  char32_t point = size == 1 ? first : first & (0x7fU >> size);
  for (std::size_t i = 1; i < size; ++i) point = point << 6U | (byte(i) & 0x3fU);
  text.remove_prefix(size);
  return point;
}

std::optional<unsigned> code_of(char32_t point) {
  if ((point >= kFirst && point < 0x7f) || (point >= kHighEnd && point <= 0xff)) return point;
  for (unsigned i = 0; i < kHigh.size(); ++i)
    if (kHigh[i] == point && point != 0) return kHighBegin + i;
  return std::nullopt;
}

}  // namespace

std::optional<std::string> in_win_ansi(std::string_view text) {
  if (!is_utf8(text)) return std::nullopt;
  std::string out;
  while (!text.empty()) {
    const auto code = code_of(take_point(text));
    if (!code) return std::nullopt;
    out += static_cast<char>(*code);
  }
  return out;
}

std::uint64_t times_roman_width(std::string_view win_ansi) {
  std::uint64_t width = 0;
  for (const char c : win_ansi) {
    const auto code = static_cast<unsigned char>(c);
    if (code >= kFirst) width += kWidths[code - kFirst];
  }
  return width;
}

}  // namespace aan::catalog
