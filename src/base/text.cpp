#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>
#include <optional>

#include "base/noncharacter.hpp"

namespace aan {
namespace {

struct Decoded {
  char32_t point;
  std::size_t size;
};

// One character of RFC 3629 at `at`; nothing for any ill-formed sequence.
std::optional<Decoded> decode_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const unsigned first = byte(0);
  if (first < 0x80) return Decoded{first, 1};
  const std::size_t size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || at + size > text.size()) return std::nullopt;
  char32_t point = first & (0xffU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xc0U) != 0x80) return std::nullopt;
    point = (point << 6) | (byte(i) & 0x3fU);
  }
  constexpr std::array<char32_t, 5> kLeast = {0, 0, 0x80, 0x800, 0x10000};
  if (point < kLeast[size] || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff))
    return std::nullopt;
  return Decoded{point, size};
}

// Base letters of U+00C0..U+024F and of U+1E00..U+1EFF, as Unicode decomposes them, and of letters
// with a stroke, which it does not. A capital stands for two letters, a blank for none.
constexpr std::string_view kLatin =
    "aaaaaaAceeeeiiiidnooooo ouuuuyTSaaaaaaAceeeeiiiidnooooo ouuuuyTy"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiIIjjkkklllllll"
    "lllnnnnnnnnnooooooOOrrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"
    "                                oo             uu               "
    "    DDDLLLNNNaaiioouuuuuuuuuu aaaa    ggkkoooo  jDDDgg  nnaa    "
    "aaaaeeeeiiiioooorrrruuuusstt  hh      aaeeooooooooyy            "
    "                ";
constexpr std::string_view kLatinAdditional =
    "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm"
    "mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv"
    "wwwwwwwwwwxxxxyyzzzzzzhtwyas  S aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"
    "eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy      ";
constexpr char32_t kLatinFirst = 0xc0;
constexpr char32_t kLatinAdditionalFirst = 0x1e00;
static_assert(kLatin.size() == 0x250 - 0xc0 && kLatinAdditional.size() == 0x100);

// A letter without its accents, nothing if it has no base letter among a to z.
std::string_view base_letters(char32_t point) {
  std::string_view letter;
  if (point >= kLatinFirst && point < kLatinFirst + kLatin.size())
    letter = kLatin.substr(point - kLatinFirst, 1);
  else if (point >= kLatinAdditionalFirst &&
           point < kLatinAdditionalFirst + kLatinAdditional.size())
    letter = kLatinAdditional.substr(point - kLatinAdditionalFirst, 1);
  if (letter.empty() || letter == " ") return {};
  switch (letter[0]) {
    case 'A': return "ae";
    case 'D': return "dz";
    case 'I': return "ij";
    case 'L': return "lj";
    case 'N': return "nj";
    case 'O': return "oe";
    case 'S': return "ss";
    case 'T': return "th";
    default: return letter;
  }
}

// Signs, blanks and punctuation outside ASCII: they part words. Everything else beyond Latin-1 is
// a letter of some script.
bool parts_words(char32_t point) {
  return point < 0x100 || (point >= 0x2000 && point <= 0x2bff) ||
         (point >= 0x3000 && point <= 0x303f) || (point >= 0xfe00 && point <= 0xff0f);
}

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

bool is_joiner(char32_t point) { return point == 0x200c || point == 0x200d; }

}  // namespace

bool is_unseen(char32_t point) {
  return (point >= 0x200b && point <= 0x200f) || (point >= 0x202a && point <= 0x202e) ||
         (point >= 0x2060 && point <= 0x2064) || (point >= 0x2066 && point <= 0x206f) ||
         point == 0x061c || point == 0xfeff;
}

bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto character = decode_at(text, at);
    if (!character || character->point == 0) return false;
    at += character->size;
  }
  return true;
}

std::string_view utf8_prefix(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xc0U) == 0x80) --bytes;
  return text.substr(0, bytes);
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

std::string lower_ascii(std::string_view text) {
  std::string out{text};
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

bool iequals_ascii(std::string_view a, std::string_view b) {
  return a.size() == b.size() && lower_ascii(a) == lower_ascii(b);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const auto at = text.find(separator);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

std::string one_line(std::string_view text) {
  std::string out;
  std::string_view joiner;  // after a letter that may need it; kept if another such letter follows
  for (std::size_t at = 0; at < text.size();) {
    const auto character = decode_at(text, at);
    const std::size_t size = character ? character->size : 1;
    const char32_t p = character ? character->point : U'?';
    // U+0085, U+2028 and U+2029 end lines as well, for some reader of the text.
    if (is_space(text[at]) || p == 0x85 || p == 0x2028 || p == 0x2029) {
      if (!out.empty() && out.back() != ' ') out += ' ';
      joiner = {};
    } else if (is_joiner(p) && !out.empty() && static_cast<unsigned char>(out.back()) >= 0x80) {
      joiner = text.substr(at, size);
    } else if (p >= 0x20 && (p < 0x7f || p > 0x9f) && !is_unseen(p) &&
               noncharacter_bytes(text.substr(at)) == 0) {
      if (p >= 0x80) out += joiner;
      joiner = {};
      out += text.substr(at, size);
    }
    at += size;
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string slug(std::string_view text, std::size_t max_bytes) {
  std::string out;
  bool gap = false;
  const auto put = [&](std::string_view piece) {
    if (gap && !out.empty()) out += '-';
    gap = false;
    out += piece;
  };
  for (std::size_t at = 0; at < text.size();) {
    const auto character = decode_at(text, at);
    if (!character) {
      ++at;
      continue;
    }
    const char32_t p = character->point;
    const std::string_view raw = text.substr(at, character->size);
    at += character->size;
    if (p == U'\'' || p == 0x2019) continue;  // an apostrophe joins: "one's" -> "ones"
    if (p >= 0x300 && p <= 0x36f) continue;   // an accent that is a character of its own
    const bool is_plain = (p >= 'a' && p <= 'z') || (p >= '0' && p <= '9');
    if (p >= 'A' && p <= 'Z') {
      put(lower_ascii(raw));
    } else if (const auto letters = base_letters(p); !is_plain && !letters.empty()) {
      put(letters);
    } else if (is_plain || !parts_words(p)) {
      put(raw);
    } else {
      gap = true;
    }
  }
  std::string_view cut = utf8_prefix(out, max_bytes);
  if (cut.size() < out.size() && out[cut.size()] != '-') {
    if (const auto dash = cut.rfind('-'); dash != std::string_view::npos && dash > 0)
      cut = cut.substr(0, dash);
  }
  return cut.empty() ? std::string("book") : std::string(cut);
}

std::string escape_xml(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 && c != '\n' && c != '\t' && c != '\r') continue;
    if (const std::size_t more = byte < 0xef ? 0 : noncharacter_bytes(text.substr(at)); more > 0) {
      at += more - 1;
      continue;
    }
    switch (c) {
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '&': out += "&amp;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += c;
    }
  }
  return out;
}

std::string percent_encode(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool unreserved = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                            (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
    if (unreserved) {
      out += c;
    } else {
      out += '%';
      out += kDigits[byte >> 4];
      out += kDigits[byte & 15];
    }
  }
  return out;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(last.begin(), last.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t swap = a[i - 1] == b[j - 1] ? 0 : 1;
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + swap});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before.swap(last);
    last.swap(row);
  }
  return last[b.size()];
}

}  // namespace aan
