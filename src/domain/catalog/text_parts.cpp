#include "domain/catalog/text_parts.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "domain/catalog/block_pieces.hpp"
#include "domain/catalog/text_headings.hpp"

namespace aan::catalog {
namespace {

constexpr std::size_t kPartBytesMin = 9'000;  // shorter chapters share a page
// About three thousand words: with the frame, contents, style and script a page of reading stays
// below 100 kB.
constexpr std::size_t kPartBytesMax = 18'000;
constexpr std::size_t kPieceBytes = kPartBytesMax / 2;  // of a longer block: few take twice as many
constexpr std::size_t kTitleBytesMax = 70;
constexpr std::size_t kTitleLookBytes = 2'000;
constexpr std::size_t kNumeralBytesMax = 6;

struct Entity {
  std::string_view name;
  char sign;
};
constexpr std::array<Entity, 4> kEntities = {
    {{"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&amp;", '&'}}};

// A chapter's opening tag and the blocks in it.
struct Section {
  std::string_view open;
  std::vector<std::string_view> blocks;
};

struct Tag {
  std::size_t begin = 0;
  std::size_t end = 0;  // behind '>'
  bool is_closing = false;
  bool is_void = false;
};

bool next_tag(std::string_view markup, std::size_t from, Tag& tag) {
  tag.begin = markup.find('<', from);
  if (tag.begin == markup.npos) return false;
  tag.end = markup.find('>', tag.begin);
  if (tag.end == markup.npos) return false;
  ++tag.end;
  tag.is_closing = markup[tag.begin + 1] == '/';
  tag.is_void = markup[tag.end - 2] == '/';
  return true;
}

// Text between blocks (there is none in what our worker writes) would be lost: then nothing is
// divided.
bool read_sections(std::string_view markup, std::string_view& root,
                   std::vector<Section>& sections) {
  std::size_t depth = 0;
  std::size_t block = 0;
  std::size_t behind = 0;
  Tag tag;
  while (next_tag(markup, behind, tag)) {
    if (depth <= 2 && !trim(markup.substr(behind, tag.begin - behind)).empty()) return false;
    const std::string_view text = markup.substr(tag.begin, tag.end - tag.begin);
    if (tag.is_closing) --depth;
    if (!tag.is_closing && depth == 0) root = text;
    if (!tag.is_closing && depth == 1) {
      if (tag.is_void || !text.starts_with("<section")) return false;
      sections.push_back({text, {}});
    }
    if (!tag.is_closing && depth == 2) block = tag.begin;
    if (depth == 2 && (tag.is_closing || tag.is_void))
      sections.back().blocks.push_back(markup.substr(block, tag.end - block));
    if (!tag.is_closing && !tag.is_void) ++depth;
    behind = tag.end;
  }
  return depth == 0 && root.starts_with("<div") && trim(markup.substr(behind)).empty();
}

// The text of a markup in one line, as far as a title goes: of a longer one only its beginning is
// looked at, which is longer than any title.
std::string short_text(std::string_view markup) {
  std::string out;
  for (std::size_t at = 0; at < markup.size();) {
    const bool goes_on = (static_cast<unsigned char>(markup[at]) & 0xc0U) == 0x80;
    if (out.size() >= kTitleLookBytes && !goes_on) break;
    if (markup[at] == '<') {
      at = std::min(markup.find('>', at), markup.size() - 1) + 1;
      if (!out.ends_with(' ')) out += ' ';
    } else if (markup[at] == '&') {
      const std::string_view rest = markup.substr(at);
      const auto* entity = std::ranges::find_if(
          kEntities, [&](const Entity& one) { return rest.starts_with(one.name); });
      out += entity == kEntities.end() ? '&' : entity->sign;
      at += entity == kEntities.end() ? 1 : entity->name.size();
    } else {
      out += markup[at++];
    }
  }
  return one_line(out);
}

// The first h1 to h6 in a block.
std::string heading_in(std::string_view block) {
  for (std::size_t at = block.find("<h"); at != block.npos; at = block.find("<h", at + 1)) {
    const char level = at + 2 < block.size() ? block[at + 2] : ' ';
    if (level < '1' || level > '6') continue;
    const std::string end = std::string("</h") + level + ">";
    const std::string text = short_text(block.substr(at, block.find(end, at) - at));
    return std::string(utf8_prefix(text, kTitleBytesMax));
  }
  return {};
}

// "II" says little and stands forlorn: the short line below it, "The Carpetbag", belongs to the
// heading. A sentence does not.
std::vector<std::string> with_whole_titles(const std::vector<std::string_view>& blocks) {
  constexpr std::string_view kLine = "<p>";
  constexpr std::string_view kLineEnd = "</p>";
  constexpr std::size_t kHeadingEnd = 5;  // "</h2>"
  std::vector<std::string> whole;
  bool wants_line = false;
  for (const std::string_view block : blocks) {
    const std::string text = short_text(block);
    if (wants_line && block.starts_with(kLine) && block.ends_with(kLineEnd) && !text.empty() &&
        text.size() <= kTitleBytesMax && !std::string_view(".!?:;,").contains(text.back())) {
      const auto line = block.substr(kLine.size(), block.size() - kLine.size() - kLineEnd.size());
      std::string& heading = whole.back();
      heading.insert(heading.size() - kHeadingEnd, "<br/>" + std::string(line));
      wants_line = false;
      continue;
    }
    const bool is_heading = block.size() >= 2 * kHeadingEnd && block.starts_with("<h") &&
                            block.substr(block.size() - kHeadingEnd).starts_with("</h");
    wants_line = is_heading && !text.empty() && text.size() <= kNumeralBytesMax;
    whole.emplace_back(block);
  }
  return whole;
}

class Divider {
 public:
  explicit Divider(std::string_view root) : root_(root) {}

  void add(const Section& section) {
    if (bytes_ >= kPartBytesMin) finish();
    bool is_open = false;
    for (std::string& block : with_whole_titles(section.blocks)) {
      const std::vector<std::string> pieces = block.size() > kPartBytesMax
                                                  ? block_pieces(block, kPieceBytes)
                                                  : std::vector{std::move(block)};
      for (const std::string& piece : pieces) add_block(section, piece, is_open);
    }
    if (is_open) part_.markup += "</section>";
  }

  std::vector<TextPart> take() {
    finish();
    return std::move(parts_);
  }

 private:
  void add_block(const Section& section, const std::string& block, bool& is_open) {
    if (bytes_ > 0 && part_.markup.size() + block.size() > kPartBytesMax) {
      if (is_open) part_.markup += "</section>";
      is_open = false;
      finish();
    }
    if (!is_open) part_.markup += section.open;
    is_open = true;
    part_.markup += block;
    bytes_ += block.size();
    if (part_.title.empty()) part_.title = heading_in(block);
  }

  void finish() {
    if (bytes_ == 0) return;
    part_.markup = fitted_headings(std::string(root_) + part_.markup + "</div>");
    parts_.push_back(std::move(part_));
    part_ = {};
    bytes_ = 0;
  }

  std::string_view root_;
  TextPart part_;
  std::size_t bytes_ = 0;
  std::vector<TextPart> parts_;
};

}  // namespace

std::vector<TextPart> text_parts(std::string_view markup) {
  std::string_view root;
  std::vector<Section> sections;
  if (!read_sections(markup, root, sections)) return {{{}, fitted_headings(markup)}};
  Divider divider(root);
  for (const Section& section : sections) divider.add(section);
  return divider.take();
}

}  // namespace aan::catalog
