#include "worker/epub/package_edit.hpp"

#include <algorithm>
#include <array>
#include <pugixml.hpp>
#include <utility>

#include "base/text.hpp"
#include "domain/catalog/stamp.hpp"
#include "worker/epub/xml.hpp"

namespace aan::worker::epub {
namespace {

constexpr std::string_view kPackageSpace = "http://www.idpf.org/2007/opf";
constexpr std::string_view kIdBegin = "aan-copy";
constexpr int kIdsTried = 1000;

// "opf:" of "opf:manifest"; "" without a prefix.
std::string prefix_of(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  return std::string(name.substr(0, name.size() - local_name(node).size()));
}

// What the prefix of an element is bound to where it stands.
bool is_of_package(const pugi::xml_node& node) {
  const std::string prefix = prefix_of(node);
  const std::string attribute =
      prefix.empty() ? "xmlns" : "xmlns:" + prefix.substr(0, prefix.size() - 1);
  for (pugi::xml_node at = node; at; at = at.parent())
    if (const auto bound = at.attribute(attribute.c_str())) return bound.value() == kPackageSpace;
  return false;
}

// The only child of that name, if it is of the package's own namespace.
pugi::xml_node only_child(const pugi::xml_node& root, std::string_view local) {
  const auto found = children_of(root, local);
  return found.size() == 1 && is_of_package(found.front()) ? found.front() : pugi::xml_node();
}

pugi::xml_node first_element(const pugi::xml_node& node) {
  for (const pugi::xml_node& child : node.children())
    if (child.type() == pugi::node_element) return child;
  return {};
}

bool is_utf8_document(std::string_view bytes) {
  constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
  if (!is_utf8(bytes)) return false;
  if (bytes.starts_with(kByteOrderMark)) bytes.remove_prefix(kByteOrderMark.size());
  if (!bytes.starts_with("<?xml")) return true;
  const std::string head = lower_ascii(bytes.substr(0, bytes.find("?>")));
  const std::size_t at = head.find("encoding");
  return at == std::string::npos || head.find("utf-8", at) != std::string::npos;
}

// Where the tag of an element begins.
std::optional<std::size_t> begin_of(std::string_view bytes, const pugi::xml_node& node) {
  const auto name_at = node.offset_debug();
  if (name_at < 1 || std::cmp_greater_equal(name_at, bytes.size())) return std::nullopt;
  const auto at = static_cast<std::size_t>(name_at) - 1;
  if (bytes[at] != '<' || !bytes.substr(at + 1).starts_with(node.name())) return std::nullopt;
  return at;
}

// Where an element without content ends: after "/>", or after its end tag.
std::optional<std::size_t> end_of(std::string_view bytes, const pugi::xml_node& node) {
  const auto begin = begin_of(bytes, node);
  if (!begin) return std::nullopt;
  char quote = 0;
  std::size_t at = *begin;
  for (; at < bytes.size() && (quote != 0 || bytes[at] != '>'); ++at) {
    if (quote == 0 && (bytes[at] == '"' || bytes[at] == '\''))
      quote = bytes[at];
    else if (bytes[at] == quote)
      quote = 0;
  }
  if (at >= bytes.size()) return std::nullopt;
  if (bytes[at - 1] == '/') return at + 1;
  const std::string end_tag = "</" + std::string(node.name());
  const std::size_t end = bytes.find_first_not_of(" \t\r\n", at + 1);
  if (end == std::string_view::npos || !bytes.substr(end).starts_with(end_tag)) return std::nullopt;
  const std::size_t closed = bytes.find('>', end + end_tag.size());
  if (closed == std::string_view::npos) return std::nullopt;
  return closed + 1;
}

// An id that no element has.
std::string free_id(const pugi::xml_node& root) {
  std::vector<std::string> taken;
  for (pugi::xml_node node = root; node; node = next_below(node, root))
    if (const std::string_view id = attribute_of(node, "id"); id.starts_with(kIdBegin))
      taken.emplace_back(id);
  std::string id(kIdBegin);
  for (int i = 2; i < kIdsTried && std::ranges::find(taken, id) != taken.end(); ++i)
    id = std::string(kIdBegin) + "-" + std::to_string(i);
  return id;
}

}  // namespace

std::optional<OpenPackage> open_package(std::string_view bytes, std::string_view page_file) {
  pugi::xml_document document;
  if (!is_utf8_document(bytes) ||
      !document.load_buffer(bytes.data(), bytes.size(), pugi::parse_default, pugi::encoding_utf8))
    return std::nullopt;
  const pugi::xml_node root = document.document_element();
  const pugi::xml_node metadata = only_child(root, "metadata");
  const pugi::xml_node manifest = only_child(root, "manifest");
  const pugi::xml_node spine = only_child(root, "spine");
  if (!metadata || !manifest || !spine || child_of(metadata, "dc-metadata")) return std::nullopt;
  const auto steps = children_of(spine, "itemref");
  if (steps.empty()) return std::nullopt;
  const auto metadata_at = begin_of(bytes, first_element(metadata));
  const auto manifest_at = begin_of(bytes, first_element(manifest));
  const auto spine_at = end_of(bytes, steps.back());
  // In this order the specification has them, and the parts are made of them.
  if (!metadata_at || !manifest_at || !spine_at || *metadata_at >= *manifest_at ||
      *manifest_at >= *spine_at)
    return std::nullopt;
  const std::string id = free_id(root);
  const std::string meta = "<" + prefix_of(metadata) + "meta name=\"";
  const auto text = [&](std::size_t from, std::size_t to) {
    return std::string(bytes.substr(from, to - from));
  };
  OpenPackage open;
  open.parts.push_back(text(0, *metadata_at) + meta + std::string(catalog::kStampOrderName) +
                       "\" content=\"");
  open.parts.push_back("\"/>\n" + meta + std::string(catalog::kStampShopName) + "\" content=\"");
  open.parts.push_back("\"/>\n" + text(*metadata_at, *manifest_at) + "<" + prefix_of(manifest) +
                       "item id=\"" + id + "\" href=\"" + escape_xml(page_file) +
                       "\" media-type=\"application/xhtml+xml\"/>\n" +
                       text(*manifest_at, *spine_at) + "\n<" + prefix_of(spine) +
                       "itemref idref=\"" + id + "\"/>" + text(*spine_at, bytes.size()));
  return open;
}

}  // namespace aan::worker::epub
