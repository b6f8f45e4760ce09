#include "worker/epub/xml.hpp"

#include "base/text.hpp"
#include "worker/epub/encoding.hpp"
#include "worker/epub/entities.hpp"
#include "worker/epub/limits.hpp"

namespace aan::worker::epub {
namespace {

// White space between elements is text: "<i>a</i> <b>b</b>".
constexpr unsigned kParseOptions =
    pugi::parse_cdata | pugi::parse_escapes | pugi::parse_eol | pugi::parse_ws_pcdata;

pugi::xml_node next_not_below(pugi::xml_node node, const pugi::xml_node& root) {
  while (node != root) {
    if (const pugi::xml_node next = node.next_sibling()) return next;
    node = node.parent();
  }
  return {};
}

bool is_deeper_than(const pugi::xml_document& document, int depth_max) {
  int depth = 0;
  pugi::xml_node node = document.first_child();
  while (node) {
    if (const pugi::xml_node below = node.first_child()) {
      if (++depth > depth_max) return true;
      node = below;
      continue;
    }
    while (node && !node.next_sibling()) {
      node = node.parent();
      --depth;
    }
    node = node.next_sibling();
  }
  return false;
}

}  // namespace

Result<> load_xml(pugi::xml_document& document, std::string_view bytes, std::string_view what) {
  const Encoding encoding = encoding_of(bytes);
  const std::string text = replace_named_entities(
      encoding == Encoding::windows_1252 ? utf8_of_windows_1252(bytes) : std::string(bytes));
  // The parser must not go by a declaration that is no longer true.
  const pugi::xml_parse_result parsed =
      document.load_buffer(text.data(), text.size(), kParseOptions,
                           encoding == Encoding::wide ? pugi::encoding_auto : pugi::encoding_utf8);
  const std::string name = one_line(utf8_prefix(is_utf8(what) ? what : "a part", 120));
  if (!parsed)
    return refuse(Errc::invalid, "epub.xml",
                  "This EPUB is damaged: " + name + " is not well-formed XML.");
  if (is_deeper_than(document, kXmlDepthMax))
    return refuse(Errc::invalid, "epub.xml",
                  "This EPUB is damaged: " + name + " is nested too deeply.");
  return {};
}

std::string_view local_name(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node child_of(const pugi::xml_node& node, std::string_view local) {
  for (const pugi::xml_node& child : node.children())
    if (local_name(child) == local) return child;
  return {};
}

std::vector<pugi::xml_node> children_of(const pugi::xml_node& node, std::string_view local) {
  std::vector<pugi::xml_node> found;
  for (const pugi::xml_node& child : node.children())
    if (local_name(child) == local) found.push_back(child);
  return found;
}

std::string_view attribute_of(const pugi::xml_node& node, std::string_view local) {
  for (const pugi::xml_attribute& attribute : node.attributes()) {
    const std::string_view name = attribute.name();
    if (name == local || (name.size() > local.size() && name.ends_with(local) &&
                          name[name.size() - local.size() - 1] == ':'))
      return attribute.value();
  }
  return {};
}

std::string raw_text(const pugi::xml_node& node) {
  std::string text;
  for (pugi::xml_node below = next_below(node, node); below; below = next_below(below, node))
    if (below.type() == pugi::node_pcdata || below.type() == pugi::node_cdata)
      text += below.value();
  return text;
}

pugi::xml_node find_below(const pugi::xml_node& node, std::string_view local) {
  for (pugi::xml_node below = next_below(node, node); below; below = next_below(below, node))
    if (local_name(below) == local) return below;
  return {};
}

bool has_word(std::string_view list, std::string_view word) {
  std::size_t at = 0;
  while ((at = list.find(word, at)) != std::string_view::npos) {
    const std::size_t end = at + word.size();
    const auto is_edge = [&](std::size_t i) {
      return i >= list.size() || static_cast<unsigned char>(list[i]) <= ' ';
    };
    if ((at == 0 || is_edge(at - 1)) && is_edge(end)) return true;
    at = end;
  }
  return false;
}

pugi::xml_node next_below(const pugi::xml_node& node, const pugi::xml_node& root) {
  if (const pugi::xml_node below = node.first_child()) return below;
  return next_not_below(node, root);
}

}  // namespace aan::worker::epub
