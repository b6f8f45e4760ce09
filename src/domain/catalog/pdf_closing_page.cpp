#include "domain/catalog/pdf_closing_page.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "domain/catalog/times_roman.hpp"

namespace aan::catalog {
namespace {

// All lengths are hundredths of a point; shares are of a hundred.
constexpr std::uint64_t kTypeMax = 1100;        // of a page as wide as a book's
constexpr std::uint64_t kTypeOfSide = 40;       // the shorter side has so many sizes of the type
constexpr std::uint64_t kTypeOfLargeSide = 60;  // a poster at least so
constexpr std::uint64_t kTypeMin = 300;
constexpr std::uint64_t kTitleShare = 120;
constexpr std::uint64_t kLeadingShare = 145;
constexpr std::uint64_t kGapShare = 70;      // between paragraphs
constexpr std::uint64_t kMeasureShare = 72;  // of the width
constexpr std::uint64_t kDepthShare = 88;    // of the height
constexpr std::uint64_t kTopShare = 34;
constexpr std::size_t kLinesMax = 60;

struct Line {
  std::string text;  ///< WinAnsi
  std::uint64_t size = 0;
  std::uint64_t before = 0;  ///< from the base line above to its own
};

std::uint64_t width_of(std::string_view text, std::uint64_t size) {
  return times_roman_width(text) * size / 1000;
}

// Breaks between words, and inside one that is wider than the measure, as a long address is.
std::vector<std::string> broken(std::string text, std::uint64_t size, std::uint64_t measure) {
  std::vector<std::string> lines;
  while (!text.empty() && lines.size() < kLinesMax) {
    std::size_t end = text.size();
    while (end > 1 && width_of(std::string_view(text).substr(0, end), size) > measure) {
      const std::size_t blank = text.rfind(' ', end - 1);
      end = blank == std::string::npos || blank == 0 ? end - 1 : blank;
    }
    lines.push_back(text.substr(0, end));
    const std::size_t next = text.find_first_not_of(' ', end);
    text = next == std::string::npos ? "" : text.substr(next);
  }
  return lines;
}

// In as few lines as the measure asks for, which are about as long as each other.
void wrap(std::vector<Line>& lines, const std::string& text, std::uint64_t size,
          std::uint64_t measure, std::uint64_t gap) {
  std::vector<std::string> parts = broken(text, size, measure);
  std::uint64_t widest = 0;
  for (const std::string_view word : split(text, ' '))
    widest = std::max(widest, width_of(word, size));
  while (parts.size() > 1 && measure > widest + size) {
    measure -= size;
    std::vector<std::string> narrower = broken(text, size, measure);
    if (narrower.size() != parts.size()) break;
    parts = std::move(narrower);
  }
  const std::uint64_t leading = size * kLeadingShare / 100;
  for (std::string& part : parts) {
    if (lines.size() >= kLinesMax) return;
    lines.push_back({std::move(part), size, leading + gap});
    gap = 0;
  }
}

std::vector<Line> set_lines(const StampWords& words, std::uint64_t type, std::uint64_t measure) {
  std::vector<Line> lines;
  if (const auto title = in_win_ansi(one_line(words.title)))
    wrap(lines, *title, type * kTitleShare / 100, measure, 0);
  bool follows_title = true;
  for (const std::string& line : words.lines)
    if (const auto text = in_win_ansi(one_line(line))) {
      wrap(lines, *text, type, measure, type * kGapShare / 100 * (follows_title ? 2 : 1));
      follows_title = false;
    }
  if (!lines.empty()) lines.front().before = 0;
  return lines;
}

std::uint64_t depth_of(const std::vector<Line>& lines) {
  std::uint64_t depth = 0;
  for (const Line& line : lines) depth += line.before;
  return depth;
}

// 7.3.4.2: what would end or hide in a string is written as digits.
std::string literal(std::string_view text) {
  std::string out = "(";
  for (const char c : text) {
    const auto code = static_cast<unsigned char>(c);
    if (code >= 0x20 && code < 0x7f && c != '(' && c != ')' && c != '\\') {
      out += c;
      continue;
    }
    out += '\\';
    for (const unsigned shift : {6U, 3U, 0U}) out += static_cast<char>('0' + (code >> shift & 7U));
  }
  return out + ")";
}

}  // namespace

std::string pdf_number(std::uint64_t hundredths) {
  std::string out = std::to_string(hundredths / 100);
  const std::uint64_t rest = hundredths % 100;
  if (rest != 0) out += (rest < 10 ? ".0" : ".") + std::to_string(rest);
  return out;
}

std::string pdf_closing_page(const PdfStampPlan& plan, const StampWords& words) {
  const std::uint64_t side = std::min(plan.width, plan.height);
  const std::uint64_t measure = plan.width * kMeasureShare / 100;
  const std::uint64_t depth_max = plan.height * kDepthShare / 100;
  std::uint64_t type = std::max(std::min(side / kTypeOfSide, kTypeMax), side / kTypeOfLargeSide);
  type = std::max(type, kTypeMin);
  std::vector<Line> lines = set_lines(words, type, measure);
  while (depth_of(lines) > depth_max && type > kTypeMin) {
    type = std::max(kTypeMin, type * 9 / 10);
    lines = set_lines(words, type, measure);
  }
  while (depth_of(lines) > depth_max) lines.pop_back();
  // What is too deep to begin a third down begins higher.
  const std::uint64_t top =
      std::min(plan.height * kTopShare / 100, plan.height * 94 / 100 - depth_of(lines));
  std::string out = plan.is_tagged ? "/Artifact BMC\n" : "";
  out += "0.25 g\nBT\n";
  std::uint64_t at = plan.height - top;
  for (const Line& line : lines) {
    at -= line.before;
    const std::uint64_t width = std::min(width_of(line.text, line.size), plan.width);
    out += std::string("/") + kPdfFontName + " " + pdf_number(line.size) + " Tf 1 0 0 1 " +
           pdf_number((plan.width - width) / 2) + " " + pdf_number(at) + " Tm " +
           literal(line.text) + " Tj\n";
  }
  return out + "ET\n" + (plan.is_tagged ? "EMC\n" : "");
}

}  // namespace aan::catalog
