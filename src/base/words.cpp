#include "base/words.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/fold_table.hpp"
#include "base/text.hpp"

namespace aan {
namespace {

constexpr std::size_t kFormsMax = 4;

struct Character {
  char32_t point = 0;  // 0 for ill-formed bytes
  std::size_t size = 1;
};

Character character_at(std::string_view text, std::size_t at) {
  const unsigned first = static_cast<unsigned char>(text[at]);
  if (first < 0x80) return {first, 1};
  const std::size_t size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (at + size > text.size() || !is_utf8(text.substr(at, size))) return {};
  char32_t point = first & (0xffU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i)
    point = (point << 6) | (static_cast<unsigned char>(text[at + i]) & 0x3fU);
  return {point, size};
}

enum class Kind : std::uint8_t { separator, letter, mark, apostrophe, pair };

bool is_in(char32_t p, char32_t first, char32_t last) { return p >= first && p <= last; }

// Marks that stand on a letter, and invisible joiners: as if they were not there.
bool is_mark(char32_t p) {
  return is_in(p, 0x300, 0x36f) || is_in(p, 0x483, 0x489) || is_in(p, 0x591, 0x5c7) ||
         is_in(p, 0x64b, 0x65f) || p == 0x640 || p == 0xad || is_in(p, 0x200b, 0x200d) ||
         p == 0x2060 || is_in(p, 0xfe00, 0xfe0f) || p == 0xfeff;
}

bool is_written_without_blanks(char32_t p) {
  return is_in(p, 0x3041, 0x30ff) || is_in(p, 0x3400, 0x4dbf) || is_in(p, 0x4e00, 0x9fff) ||
         is_in(p, 0xf900, 0xfaff) || is_in(p, 0x20000, 0x3ffff);
}

void put(std::string& out, char32_t p) {
  const auto byte = [&](char32_t bits) { out += static_cast<char>(bits); };
  if (p < 0x80) {
    byte(p);
  } else if (p < 0x800) {
    byte(0xc0 | (p >> 6));
    byte(0x80 | (p & 0x3f));
  } else if (p < 0x10000) {
    byte(0xe0 | (p >> 12));
    byte(0x80 | ((p >> 6) & 0x3f));
    byte(0x80 | (p & 0x3f));
  } else {
    byte(0xf0 | (p >> 18));
    byte(0x80 | ((p >> 12) & 0x3f));
    byte(0x80 | ((p >> 6) & 0x3f));
    byte(0x80 | (p & 0x3f));
  }
}

// What one letter folds to where that is more than one; `star` in the table.
std::string_view several_letters(char32_t p) {
  switch (p) {
    case 0xc6:
    case 0xe6: return "ae";
    case 0xde:
    case 0xfe: return "th";
    case 0xdf:
    case 0x1e9e: return "ss";
    case 0x132:
    case 0x133: return "ij";
    case 0x149: return "n";
    case 0x152:
    case 0x153: return "oe";
    case 0x1e9a: return "a";
    default: break;
  }
  if (is_in(p, 0x1c7, 0x1c9)) return "lj";
  return is_in(p, 0x1ca, 0x1cc) ? "nj" : "dz";
}

// The other spelling of a letter with two dots, a ring or a stroke, in German and the North.
std::string_view other_spelling(char32_t p) {
  switch (p) {
    case 0xc4:
    case 0xe4: return "ae";
    case 0xd6:
    case 0xf6:
    case 0xd8:
    case 0xf8: return "oe";
    case 0xdc:
    case 0xfc: return "ue";
    case 0xc5:
    case 0xe5: return "aa";
    default: return {};
  }
}

// Appends the folded letter; false for what is no letter.
bool fold_onto(std::string& out, char32_t p) {
  if (is_in(p, 0xff01, 0xff5e)) p -= 0xfee0;  // full-width forms
  if (p < 0x80) {
    const bool is_upper = p >= 'A' && p <= 'Z';
    if (!is_upper && !is_in(p, 'a', 'z') && !is_in(p, '0', '9')) return false;
    out += static_cast<char>(is_upper ? p + 32 : p);
    return true;
  }
  char32_t folded = p;
  if (is_in(p, 0xc0, 0x24f))
    folded = kFoldedLatin[p - 0xc0];
  else if (is_in(p, 0x370, 0x52f))
    folded = kFoldedGreekCyrillic[p - 0x370];
  else if (is_in(p, 0x1e00, 0x1fff))
    folded = kFoldedExtended[p - 0x1e00];
  else if (p < 0xc0 ? p != 0xaa && p != 0xb5 && p != 0xba
                    : is_in(p, 0x2000, 0x2bff) || is_in(p, 0x3000, 0x3040) ||
                          is_in(p, 0xd800, 0xf8ff) || is_in(p, 0xfe10, 0xff20) || p > 0x3ffff)
    return false;
  if (folded == U' ') return false;
  if (folded == U'*')
    out += several_letters(p);
  else
    put(out, folded);
  return true;
}

// Gathers one word, letter by letter.
class Gather {
 public:
  Gather(std::vector<Word>& words, std::size_t words_max) : words_(words), max_(words_max) {}

  void letter(std::string_view raw, char32_t point) {
    if (written_.size() + raw.size() > kWordBytesMax) return;
    std::string base;
    if (!fold_onto(base, point)) return;
    written_ += raw;
    letters_end_ = written_.size();
    plain_ += base;
    piece_ += base;
    const std::string_view other = other_spelling(point);
    has_other_ = has_other_ || !other.empty();
    spelt_ += other.empty() ? std::string_view(base) : other;
  }
  void mark(std::string_view raw) {
    if (written_.empty() || written_.size() + raw.size() > kWordBytesMax) return;
    written_ += raw;
    letters_end_ = written_.size();
  }
  void apostrophe(std::string_view raw) {
    if (written_.empty() || written_.size() + raw.size() > kWordBytesMax) return;
    written_ += raw;
    end_piece();
    has_pieces_ = true;
  }
  void end() {
    if (!plain_.empty() && words_.size() < max_) {
      end_piece();
      written_.resize(letters_end_);
      Word word{std::move(written_), {std::move(plain_)}, {}};
      const auto add = [&](std::string& form) {
        if (word.forms.size() < kFormsMax &&
            std::ranges::find(word.forms, form) == word.forms.end())
          word.forms.push_back(std::move(form));
      };
      if (has_other_) add(spelt_);
      if (has_pieces_)
        for (std::string& piece : pieces_) add(piece);
      words_.push_back(std::move(word));
    }
    for (std::string* text : {&written_, &plain_, &spelt_, &piece_}) text->clear();
    pieces_.clear();
    has_other_ = has_pieces_ = false;
  }
  [[nodiscard]] bool is_full() const { return words_.size() >= max_; }

 private:
  // "l'île" is asked for as "ile"; single letters are no words.
  void end_piece() {
    if (piece_.size() > 1) pieces_.push_back(piece_);
    piece_.clear();
  }
  std::vector<Word>& words_;
  std::size_t max_;
  std::string written_, plain_, spelt_, piece_;
  std::vector<std::string> pieces_;
  std::size_t letters_end_ = 0;  // a closing quotation mark is no part of the word
  bool has_other_ = false;
  bool has_pieces_ = false;
};

Kind kind_of(char32_t point) {
  if (point == U'\'' || point == 0x2019 || point == 0x2bc) return Kind::apostrophe;
  if (is_mark(point)) return Kind::mark;
  if (is_written_without_blanks(point)) return Kind::pair;
  std::string ignored;
  return fold_onto(ignored, point) ? Kind::letter : Kind::separator;
}

bool is_blank(char32_t p) {
  return p <= 0x20 || p == 0x85 || p == 0xa0 || is_in(p, 0x2000, 0x200a) || p == 0x2028 ||
         p == 0x2029 || p == 0x202f || p == 0x205f || p == 0x3000;
}

// The sign of ASCII that another one is a way to write.
char32_t plain_sign(char32_t p) {
  if (is_in(p, 0xff01, 0xff5e)) return p - 0xfee0;  // full-width forms
  if (is_in(p, 0x2018, 0x201b) || p == 0x2bc || p == '`' || p == 0xb4) return U'\'';
  if (is_in(p, 0x201c, 0x201f)) return U'"';
  return is_in(p, 0x2010, 0x2015) || p == 0x2212 ? U'-' : p;
}

}  // namespace

std::vector<Word> words_of(std::string_view text, std::size_t words_max) {
  std::vector<Word> words;
  Gather gather(words, words_max);
  std::string before;  // the last character of a script without blanks
  const auto end_run = [&] {
    if (!before.empty() && words.size() < words_max) words.push_back({before, {before}, {}});
    before.clear();
  };
  for (std::size_t at = 0; at < text.size() && !gather.is_full();) {
    const Character character = character_at(text, at);
    const std::string_view raw = text.substr(at, character.size);
    at += character.size;
    const Kind kind = kind_of(character.point);
    if (kind != Kind::pair && kind != Kind::mark) end_run();
    switch (kind) {
      case Kind::separator: gather.end(); break;
      case Kind::letter: gather.letter(raw, character.point); break;
      case Kind::mark: gather.mark(raw); break;
      case Kind::apostrophe: gather.apostrophe(raw); break;
      case Kind::pair:
        gather.end();
        if (!before.empty()) {
          const std::string both = before + std::string(raw);
          if (!gather.is_full()) words.push_back({both, {both}, before});
        }
        before = raw;
        break;
    }
  }
  end_run();
  gather.end();
  return words;
}

std::string folded(std::string_view text, std::size_t words_max) {
  std::string out;
  for (const Word& word : words_of(text, words_max)) {
    if (!out.empty()) out += ' ';
    out += word.forms.front();
  }
  return out;
}

std::string folded_name(std::string_view name) {
  std::string out;
  bool is_gap = false;           // a blank since the last character
  bool is_after_letter = false;  // of a script with blanks
  for (std::size_t at = 0; at < name.size();) {
    const Character character = character_at(name, at);
    const std::string_view raw = name.substr(at, character.size);
    at += character.size;
    if (character.point != 0 && is_blank(character.point)) {
      is_gap = true;
      continue;
    }
    if (is_mark(character.point)) continue;
    const char32_t point = plain_sign(character.point);
    std::string piece;
    const bool is_letter = point != 0 && fold_onto(piece, point);
    if (!is_letter && point != 0) put(piece, point);
    if (point == 0) piece = raw;  // ill-formed
    const bool parts = is_letter && !is_written_without_blanks(point);
    if (is_gap && parts && is_after_letter) out += ' ';
    out += piece;
    is_gap = false;
    is_after_letter = parts;
  }
  return out;
}

}  // namespace aan
