#include "worker/epub/sanitiser.hpp"

#include <algorithm>
#include <string>

#include "base/text.hpp"
#include "domain/catalog/sample_rules.hpp"
#include "worker/epub/markup.hpp"
#include "worker/epub/plain_text.hpp"
#include "worker/epub/xml.hpp"

namespace aan::worker::epub {
namespace {

constexpr std::size_t kAltBytesMax = 2000;

bool is_text(const pugi::xml_node& node) {
  return node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata;
}

// Runs of white space are one blank to a browser, and the source's indents are half of some books.
std::string collapsed(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\n' || c == '\t';
    if (!blank)
      out += c;
    else if (out.empty() || out.back() != ' ')
      out += ' ';
  }
  return out;
}

void append_text(pugi::xml_node out, std::string_view text) {
  bool preformatted = false;
  for (auto node = out; node && !preformatted; node = node.parent())
    preformatted = std::string_view(node.name()) == "pre";
  std::string clean = clean_text(text);
  if (!preformatted) clean = collapsed(clean);
  if (!clean.empty()) out.append_child(pugi::node_pcdata).set_value(clean.c_str());
}

// What is shown only where pictures are.
pugi::xml_node picture_in(const pugi::xml_node& node) {
  const auto name = local_name(node);
  if (name == "img" || name == "image") return node;
  if (name == "svg") return find_below(node, "image");
  return name == "picture" || name == "object" ? find_below(node, "img") : pugi::xml_node();
}

// A page is divided at the ends of its tags, so none may stand inside a value.
std::string words_of(const pugi::xml_node& picture) {
  std::string words;
  for (const char c : clean_line(attribute_of(picture, "alt"), kAltBytesMax))
    if (c == '<' || c == '>')
      words += c == '<' ? "\xe2\x80\xb9" : "\xe2\x80\xba";
    else
      words += c;
  return words;
}

bool is_within(pugi::xml_node node, std::string_view name) {
  for (; node; node = node.parent())
    if (node.name() == name) return true;
  return false;
}

bool is_empty(const pugi::xml_node& node) {
  return trim(raw_text(node)).empty() && !find_below(node, "img");
}

// Lines of verse set as one <div> each: nothing but short lines, at least three.
bool is_verse(const pugi::xml_node& source) {
  int lines = 0;
  for (const auto& child : source.children()) {
    if (is_text(child)) {
      if (!trim(child.value()).empty()) return false;
      continue;
    }
    if (child.type() != pugi::node_element) continue;
    if (local_name(child) != "div" || has_block_child(child)) return false;
    if (raw_text(child).size() > 160) return false;
    ++lines;
  }
  return lines >= 3;
}

bool is_heading(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  return name == "h2" || name == "h3" || name == "h4";
}

void remove_empty(pugi::xml_node node) {
  for (auto child = node.first_child(); child;) {
    const auto next = child.next_sibling();
    const std::string_view name = child.name();
    if (child.type() == pugi::node_element && name != "br" && name != "hr" && name != "img") {
      remove_empty(child);
      const bool is_cell = name == "td" || name == "th";
      if (is_cell && is_empty(child))
        child.text().set("\xc2\xa0");
      else if (is_empty(child))
        node.remove_child(child);
    }
    child = next;
  }
}

}  // namespace

// Depth is bounded by load_xml.
void Sanitiser::copy_inline(const pugi::xml_node& source, pugi::xml_node out) {
  for (const auto& child : source.children()) {
    if (is_text(child))
      append_text(out, child.value());
    else if (child.type() == pugi::node_element)
      copy_inline_child(child, out);
  }
}

// Text and emphasis inside a line.
void Sanitiser::copy_inline_child(const pugi::xml_node& child, pugi::xml_node out) {
  note_place(child);
  if (copy_of_book(child, out)) return;
  const MarkupRule rule = markup_rule(child);
  switch (rule.treatment) {
    case Treatment::dropped:
    case Treatment::rule: break;
    case Treatment::line_break: out.append_child("br"); break;
    case Treatment::inline_kept: {
      auto kept = out.append_child(rule.name);
      copy_language(child, kept);
      copy_inline(child, kept);
      break;
    }
    case Treatment::dissolved:
    case Treatment::block:
    case Treatment::container:
    case Treatment::inline_dissolved: copy_inline(child, out); break;
  }
}

// Pictures, and links within the book. False: it is none of them, or this is no whole book.
bool Sanitiser::copy_of_book(const pugi::xml_node& child, pugi::xml_node out) {
  if (ways_ == nullptr) return false;
  if (const auto picture = picture_in(child)) {
    const std::string name = ways_->picture_of(picture);
    const std::string words = words_of(picture);
    if (name.empty()) {
      if (!words.empty()) append_text(out, words);
      return true;
    }
    auto kept = out.append_child("img");
    kept.append_attribute("src").set_value(name.c_str());
    kept.append_attribute("alt").set_value(words.c_str());
    return true;
  }
  if (local_name(child) == "math") {
    append_text(out, attribute_of(child, "alttext"));
    return true;
  }
  if (local_name(child) != "a") return false;
  const std::string way = is_within(out, "a") ? std::string() : ways_->way_of(child);
  if (way.empty()) return false;
  // A note's number is small and high, also where only the book's style sheet made it so.
  const bool is_note = has_word(attribute_of(child, "type"), "noteref") ||
                       has_word(attribute_of(child, "role"), "doc-noteref");
  if (is_note && !is_within(out, "sup") && !find_below(child, "sup")) out = out.append_child("sup");
  auto kept = out.append_child("a");
  kept.append_attribute("href").set_value(("#" + way).c_str());
  copy_inline(child, kept);
  return true;
}

void Sanitiser::note_place(const pugi::xml_node& source) {
  if (ways_ == nullptr) return;
  if (std::string place = ways_->place_of(source); !place.empty())
    places_.push_back(std::move(place));
}

// What others lead to is a whole block: a number beside a word is too small to be found.
void Sanitiser::settle_places(pugi::xml_node block) {
  for (const std::string& place : places_) {
    if (const auto id = block.attribute("id"))
      ways_->join(place, id.value());
    else
      block.append_attribute("id").set_value(place.c_str());
  }
  places_.clear();
}

bool Sanitiser::copy_flow(const pugi::xml_node& source, pugi::xml_node out) {
  pugi::xml_node paragraph;  // for text that stands between blocks without one of its own
  for (const auto& child : source.children())
    if (spent_ || !copy_child(child, out, paragraph)) break;
  if (paragraph) keep(paragraph, out);
  return !spent_;
}

bool Sanitiser::copy_child(const pugi::xml_node& child, pugi::xml_node out,
                           pugi::xml_node& paragraph) {
  const bool text = is_text(child);
  if (!text && child.type() != pugi::node_element) return true;
  MarkupRule rule = text ? MarkupRule{Treatment::inline_kept, ""} : markup_rule(child);
  if (ways_ != nullptr && !text) {
    const auto name = local_name(child);
    const bool is_link = name == "a" && !has_block_child(child);
    if (picture_in(child) || name == "math" || is_link) rule = {Treatment::inline_kept, ""};
    if (rule.treatment != Treatment::inline_kept) note_place(child);
  }
  const auto end_paragraph = [&] {
    const bool kept = !paragraph || keep(paragraph, out);
    paragraph = {};
    return kept;
  };
  switch (rule.treatment) {
    case Treatment::dropped: return true;
    case Treatment::dissolved:
      if (!end_paragraph()) return false;
      if (!has_block_child(child)) return copy_block(child, "p", out);
      if (is_verse(child)) return copy_block(child, "p", out);
      return copy_flow(child, out);
    case Treatment::block:
      if (!end_paragraph()) return false;
      return has_block_child(child) ? copy_flow(child, out) : copy_block(child, rule.name, out);
    case Treatment::container: {
      if (!end_paragraph()) return false;
      const bool holds_line = !has_block_child(child);
      const std::string_view name = rule.name;
      if (holds_line && name != "blockquote" && name != "ul" && name != "ol" && name != "dl")
        return copy_block(child, rule.name, out);
      auto kept = out.append_child(rule.name);
      copy_language(child, kept);
      settle_places(kept);
      copy_flow(child, kept);
      return !spent_;
    }
    case Treatment::rule:
      if (!end_paragraph()) return false;
      out.append_child("hr");
      return true;
    case Treatment::inline_kept:
    case Treatment::inline_dissolved:
    case Treatment::line_break: break;
  }
  if (text && trim(child.value()).empty() && !paragraph) return true;
  if (!paragraph) paragraph = out.append_child("p");
  if (text) {
    append_text(paragraph, child.value());
  } else if (rule.treatment == Treatment::line_break) {
    paragraph.append_child("br");
  } else if (has_block_child(child)) {
    if (!end_paragraph()) return false;
    return copy_flow(child, out);
  } else {
    copy_inline_child(child, paragraph);
    settle_places(paragraph);
  }
  return true;
}

bool Sanitiser::copy_block(const pugi::xml_node& source, const char* name, pugi::xml_node out) {
  auto block = out.append_child(name);
  copy_language(source, block);
  settle_places(block);
  if (is_verse(source)) {
    for (const auto& line : children_of(source, "div")) {
      if (block.first_child()) block.append_child("br");
      copy_inline(line, block);
    }
  } else {
    copy_inline(source, block);
  }
  settle_places(block);
  return keep(block, out);
}

bool Sanitiser::keep(pugi::xml_node block, pugi::xml_node out) {
  // With the blank after it, as the text of a whole book is counted.
  const std::uint64_t characters = measure(raw_text(block)).characters + 1;
  if (spent_ || characters > extent_.most - copied_) {
    spent_ = true;
    out.remove_child(block);
    return false;
  }
  spent_ = copied_ + characters >= extent_.enough && !is_heading(block);
  copied_ += characters;
  return !spent_;
}

void copy_language(const pugi::xml_node& source, pugi::xml_node out) {
  for (const char* name : {"lang", "dir"}) {
    const std::string value(attribute_of(source, name));
    if (catalog::is_sample_attribute(name, value) && !out.attribute(name))
      out.append_attribute(name).set_value(value.c_str());
  }
}

void tidy_sample(pugi::xml_node root) {
  remove_empty(root);
  const auto strip_edge = [](pugi::xml_node holder, bool at_end) {
    while (true) {
      const auto edge = at_end ? holder.last_child() : holder.first_child();
      const bool goes =
          edge && (std::string_view(edge.name()) == "hr" || (at_end && is_heading(edge)));
      if (!goes) return;
      holder.remove_child(edge);
    }
  };
  for (auto section = root.last_child(); section;) {
    const auto before = section.previous_sibling();
    const bool is_last = !section.next_sibling();
    strip_edge(section, /*at_end=*/false);
    if (is_last) strip_edge(section, /*at_end=*/true);
    if (is_empty(section)) root.remove_child(section);
    section = before;
  }
}

void tidy_book(pugi::xml_node root) { remove_empty(root); }

}  // namespace aan::worker::epub
