#include "worker/pdf/sample.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "domain/catalog/sample_rules.hpp"
#include "worker/epub/plain_text.hpp"
#include "worker/pdf/limits.hpp"

namespace aan::worker::pdf {
namespace {

constexpr std::size_t kWordsMin = 20;       // in all of a sample; less is a page number or a stamp
constexpr std::size_t kShortLineShare = 4;  // a line that lacks a quarter of the longest ends early
constexpr std::size_t kPageNumberBytes = 8;
constexpr std::size_t kTagsBytes = 1000;  // around a page and around all

// Page numbers, also Roman ones and between dashes.
bool is_page_number(std::string_view line) {
  return line.size() <= kPageNumberBytes && std::ranges::all_of(line, [](char c) {
           return (c >= '0' && c <= '9') ||
                  std::string_view("ivxlcIVXLC- |").find(c) != std::string_view::npos;
         });
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  for (const std::string_view raw : split(text, '\n'))
    lines.push_back(one_line(epub::clean_text(raw)));
  while (!lines.empty() && (lines.back().empty() || is_page_number(lines.back()))) lines.pop_back();
  const auto first = std::ranges::find_if(
      lines, [](const std::string& line) { return !line.empty() && !is_page_number(line); });
  lines.erase(lines.begin(), first);
  return lines;
}

bool ends_sentence(std::string_view line) {
  for (const std::string_view mark :
       {".", "!", "?", ":", "\u201d", "\u2019", "\"", "\u2026", "\u3002"})
    if (line.ends_with(mark)) return true;
  return false;
}

// In the four entities that a sample may hold.
std::string escape_sample(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '&')
      out += "&amp;";
    else
      out += c;
  }
  return out;
}

bool begins_small(std::string_view line) {
  // Letters outside of ASCII: small ones of Latin, as after a hyphen that cut a word.
  return !line.empty() && ((line.front() >= 'a' && line.front() <= 'z') ||
                           static_cast<unsigned char>(line.front()) >= 0xc3);
}

}  // namespace

std::vector<std::string> paragraphs_of(std::string_view page_text) {
  const std::vector<std::string> lines = lines_of(page_text);
  std::size_t longest = 0;
  for (const std::string& line : lines) longest = std::max(longest, line.size());
  std::vector<std::string> paragraphs;
  bool ends = true;
  for (const std::string& line : lines) {
    if (line.empty()) {
      ends = true;
      continue;
    }
    if (ends) {
      paragraphs.push_back(line);
    } else if (std::string& text = paragraphs.back();
               text.size() > 1 && text.ends_with('-') && begins_small(line)) {
      text.pop_back();
      text += line;
    } else {
      text += " " + line;
    }
    const bool is_short = line.size() + longest / kShortLineShare < longest;
    ends = is_short && (ends_sentence(line) || line.size() * 2 < longest);
  }
  return paragraphs;
}

Sample make_sample(const Poppler& poppler, PopplerDocument* document, const std::string& language) {
  const int pages =
      std::min(poppler.document_get_n_pages(document) / kSampleShare, kSamplePagesMax);
  const std::string attributes = language == "und" ? "" : " lang=\"" + language + "\"";
  std::string sections;
  std::size_t words = 0;
  for (int i = 0; i < pages; ++i) {
    const Page page(poppler.document_get_page(document, i));
    if (!page) continue;
    std::string text = taken(poppler.page_get_text(page.get()));
    if (text.size() > kPageTextBytesMax) text = utf8_prefix(text, kPageTextBytesMax);
    std::string section;
    for (const std::string& paragraph : paragraphs_of(text)) {
      words += epub::measure(paragraph).words;
      section += "<p>" + escape_sample(paragraph) + "</p>";
    }
    if (sections.size() + section.size() > catalog::kSampleBytesMax - kTagsBytes) break;
    if (!section.empty()) sections += "<section" + attributes + ">" + section + "</section>";
  }
  if (words < kWordsMin) return {"", words};
  return {"<div" + attributes + ">" + sections + "</div>", words};
}

}  // namespace aan::worker::pdf
