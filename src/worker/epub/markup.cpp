#include "worker/epub/markup.hpp"

#include <string>
#include <unordered_map>

#include "base/text.hpp"
#include "worker/epub/xml.hpp"

namespace aan::worker::epub {
namespace {

using enum Treatment;

const std::unordered_map<std::string_view, MarkupRule>& rules() {
  static const std::unordered_map<std::string_view, MarkupRule> table = {
      {"p", {block, "p"}},
      {"h1", {block, "h2"}},
      {"h2", {block, "h3"}},
      {"h3", {block, "h4"}},
      {"h4", {block, "h4"}},
      {"h5", {block, "h4"}},
      {"h6", {block, "h4"}},
      {"pre", {block, "pre"}},
      {"figcaption", {block, "p"}},
      {"caption", {block, "p"}},
      {"dt", {block, "dt"}},
      {"summary", {block, "p"}},
      {"legend", {block, "p"}},
      {"blockquote", {container, "blockquote"}},
      {"ul", {container, "ul"}},
      {"ol", {container, "ol"}},
      {"li", {container, "li"}},
      {"dl", {container, "dl"}},
      {"dd", {container, "dd"}},
      {"table", {container, "table"}},
      {"tr", {container, "tr"}},
      {"td", {container, "td"}},
      {"th", {container, "th"}},
      {"div", {dissolved, ""}},
      {"section", {dissolved, ""}},
      {"article", {dissolved, ""}},
      {"main", {dissolved, ""}},
      {"header", {dissolved, ""}},
      {"footer", {dissolved, ""}},
      {"aside", {dissolved, ""}},
      {"hgroup", {dissolved, ""}},
      {"figure", {dissolved, ""}},
      {"body", {dissolved, ""}},
      {"center", {dissolved, ""}},
      {"address", {dissolved, ""}},
      {"details", {dissolved, ""}},
      {"thead", {dissolved, ""}},
      {"tbody", {dissolved, ""}},
      {"tfoot", {dissolved, ""}},
      {"fieldset", {dissolved, ""}},
      {"search", {dissolved, ""}},
      {"br", {line_break, "br"}},
      {"hr", {rule, "hr"}},
      {"em", {inline_kept, "em"}},
      {"strong", {inline_kept, "strong"}},
      {"i", {inline_kept, "i"}},
      {"b", {inline_kept, "b"}},
      {"cite", {inline_kept, "cite"}},
      {"q", {inline_kept, "q"}},
      {"dfn", {inline_kept, "dfn"}},
      {"abbr", {inline_kept, "abbr"}},
      {"small", {inline_kept, "small"}},
      {"sub", {inline_kept, "sub"}},
      {"sup", {inline_kept, "sup"}},
      {"ruby", {inline_kept, "ruby"}},
      {"rb", {inline_kept, "rb"}},
      {"rt", {inline_kept, "rt"}},
      {"rtc", {inline_kept, "rtc"}},
      {"rp", {inline_kept, "rp"}},
      {"code", {inline_kept, "code"}},
      {"kbd", {inline_kept, "kbd"}},
      {"samp", {inline_kept, "samp"}},
      {"s", {inline_kept, "s"}},
      {"u", {inline_kept, "u"}},
      {"ins", {inline_kept, "ins"}},
      {"del", {inline_kept, "del"}},
      {"mark", {inline_kept, "mark"}},
      {"bdo", {inline_kept, "bdo"}},
      {"bdi", {inline_kept, "bdi"}},
      {"script", {}},
      {"style", {}},
      {"head", {}},
      {"title", {}},
      {"svg", {}},
      {"math", {}},
      {"object", {}},
      {"embed", {}},
      {"iframe", {}},
      {"audio", {}},
      {"video", {}},
      {"canvas", {}},
      {"form", {}},
      {"input", {}},
      {"button", {}},
      {"select", {}},
      {"textarea", {}},
      {"template", {}},
      {"nav", {}},
      {"noscript", {}},
      {"img", {}},
      {"image", {}},
      {"picture", {}},
      {"map", {}},
      {"link", {}},
      {"meta", {}},
      {"switch", {}},
      {"trigger", {}},
      {"applet", {}}};
  return table;
}

bool is_block(Treatment treatment) {
  return treatment == block || treatment == container || treatment == dissolved ||
         treatment == rule;
}

}  // namespace

MarkupRule markup_rule(const pugi::xml_node& element) {
  const std::string name = lower_ascii(local_name(element));
  const std::string_view type = attribute_of(element, "type");
  // The number of a note says nothing without the note.
  if (name == "a")
    return {has_word(type, "noteref") || has_word(attribute_of(element, "role"), "doc-noteref")
                ? dropped
                : inline_dissolved,
            ""};
  if (has_word(type, "pagebreak")) return {};
  if (name == "span") {
    const bool speaks = !attribute_of(element, "lang").empty() || element.attribute("dir");
    return {speaks ? inline_kept : inline_dissolved, "span"};
  }
  const auto found = rules().find(name);
  return found == rules().end() ? MarkupRule{inline_dissolved, ""} : found->second;
}

bool has_block_child(const pugi::xml_node& element) {
  for (const auto& child : element.children())
    if (child.type() == pugi::node_element && is_block(markup_rule(child).treatment)) return true;
  return false;
}

}  // namespace aan::worker::epub
