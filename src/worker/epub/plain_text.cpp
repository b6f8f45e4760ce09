#include "worker/epub/plain_text.hpp"

#include <algorithm>
#include <array>

#include "base/noncharacter.hpp"
#include "base/text.hpp"
#include "worker/epub/entities.hpp"

namespace aan::worker::epub {
namespace {

// Length of the well-formed character at the start of `text`, 0 when there is none.
std::size_t character_length(std::string_view text) {
  const auto first = static_cast<unsigned char>(text.front());
  const std::size_t length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  return length <= text.size() && is_utf8(text.substr(0, length)) ? length : 0;
}

char32_t decode(std::string_view character) {
  const auto byte = [&](std::size_t i) {
    return static_cast<char32_t>(static_cast<unsigned char>(character[i]));
  };
  switch (character.size()) {
    case 1: return byte(0);
    case 2: return (byte(0) & 0x1f) << 6 | (byte(1) & 0x3f);
    case 3: return (byte(0) & 0x0f) << 12 | (byte(1) & 0x3f) << 6 | (byte(2) & 0x3f);
    default:
      return (byte(0) & 0x07) << 18 | (byte(1) & 0x3f) << 12 | (byte(2) & 0x3f) << 6 |
             (byte(3) & 0x3f);
  }
}

// Scripts written without blanks between words.
bool is_word_by_itself(char32_t c) {
  return (c >= 0x3040 && c <= 0x30ff) || (c >= 0x3400 && c <= 0x9fff) ||
         (c >= 0xf900 && c <= 0xfaff) || (c >= 0x20000 && c <= 0x3ffff);
}

bool is_blank(char32_t c) {
  return c <= ' ' || c == 0xa0 || (c >= 0x2000 && c <= 0x200b) || c == 0x2028 || c == 0x2029 ||
         c == 0x3000;
}

// Dashes part words as blanks do; other marks neither make nor part one.
bool is_punctuation(char32_t c) {
  return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') ||
         (c >= '{' && c <= '~') || c == 0xab || c == 0xbb || (c >= 0x2010 && c <= 0x205e) ||
         (c >= 0x3001 && c <= 0x3011);
}

constexpr std::array<std::string_view, 12> kBlockTags = {
    "p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "blockquote", "tr"};

// "</P class=..>" -> "p"
std::string tag_name(std::string_view inside) {
  if (inside.starts_with('/')) inside.remove_prefix(1);
  const auto* end = std::ranges::find_if(
      inside, [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == '/'; });
  return lower_ascii(inside.substr(0, static_cast<std::size_t>(end - inside.begin())));
}

std::string decode_entities(std::string_view text) {
  std::string out = replace_named_entities(text);
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kBasic = {
      {{"&lt;", "<"},
       {"&gt;", ">"},
       {"&quot;", "\""},
       {"&#39;", "'"},
       {"&apos;", "'"},
       {"&amp;", "&"}}};
  for (const auto& [name, character] : kBasic) {
    std::size_t at = 0;
    while ((at = out.find(name, at)) != std::string::npos) {
      out.replace(at, name.size(), character);
      ++at;
    }
  }
  return out;
}

// Text without tags; a line feed where a block began or ended.
std::string without_tags(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t open = text.find('<');
    const std::size_t close = open == std::string_view::npos ? open : text.find('>', open);
    const bool is_tag = close != std::string_view::npos && open + 1 < close &&
                        (text[open + 1] == '/' || text[open + 1] == '!' ||
                         (static_cast<unsigned char>(text[open + 1] | 0x20) >= 'a' &&
                          static_cast<unsigned char>(text[open + 1] | 0x20) <= 'z'));
    if (!is_tag) {
      const std::size_t take = open == std::string_view::npos ? text.size() : open + 1;
      out += text.substr(0, take);
      text.remove_prefix(take);
      continue;
    }
    out += text.substr(0, open);
    if (std::ranges::find(kBlockTags, tag_name(text.substr(open + 1, close - open - 1))) !=
        kBlockTags.end())
      out += "\n\n";
    text.remove_prefix(close + 1);
  }
  return out;
}

}  // namespace

std::string clean_text(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t length = character_length(text);
    if (length == 0) {
      out += "\xef\xbf\xbd";
      text.remove_prefix(1);
      continue;
    }
    const auto first = static_cast<unsigned char>(text.front());
    const bool is_control = (first < 0x20 && first != '\n' && first != '\t') || first == 0x7f;
    if (!is_control && noncharacter_bytes(text) == 0) out += text.substr(0, length);
    text.remove_prefix(length);
  }
  return out;
}

std::string clean_line(std::string_view text, std::size_t bytes_max) {
  return std::string(trim(utf8_prefix(one_line(clean_text(text)), bytes_max)));
}

std::string plain_description(std::string_view text, std::size_t bytes_max) {
  std::string lines = clean_text(text);
  if (lines.find('<') != std::string::npos) {
    // Inside HTML a line end is a blank.
    std::ranges::replace(lines, '\n', ' ');
    lines = decode_entities(without_tags(lines));
  } else {
    lines = decode_entities(lines);
  }
  std::string out;
  std::string paragraph;
  const auto flush = [&] {
    const std::string line = clean_line(paragraph, bytes_max);
    if (!line.empty()) out += (out.empty() ? "" : "\n\n") + line;
    paragraph.clear();
  };
  for (const std::string_view line : split(lines, '\n')) {
    if (trim(line).empty()) flush();
    paragraph += line;
    paragraph += ' ';
  }
  flush();
  return std::string(trim(utf8_prefix(out, bytes_max)));
}

TextSize measure(std::string_view text) {
  TextSize size;
  bool in_word = false;
  bool after_blank = true;
  while (!text.empty()) {
    const std::size_t length = std::max<std::size_t>(character_length(text), 1);
    const char32_t c = decode(text.substr(0, length));
    text.remove_prefix(length);
    const bool blank = is_blank(c);
    if (!blank || !after_blank) ++size.characters;
    after_blank = blank;
    if (blank || c == 0x2014 || c == 0x2013) {
      in_word = false;
    } else if (is_word_by_itself(c)) {
      ++size.words;
      in_word = false;
    } else if (!in_word && !is_punctuation(c)) {
      ++size.words;
      in_word = true;
    }
  }
  return size;
}

}  // namespace aan::worker::epub
