#include "worker/epub/contents.hpp"

#include <optional>

#include "domain/catalog/book_record_frame.hpp"
#include "worker/epub/limits.hpp"
#include "worker/epub/plain_text.hpp"
#include "worker/epub/xml.hpp"

namespace aan::worker::epub {
namespace {

using Entries = std::vector<catalog::ContentsEntry>;

bool load(Archive& archive, const std::string& name, pugi::xml_document& document) {
  const auto bytes = archive.read(name, kXmlBytesMax);
  return bytes && load_xml(document, *bytes, name).has_value();
}

void add(Entries& entries, std::string_view title, int depth) {
  std::string line = clean_line(title, catalog::kLineBytesMax);
  if (!line.empty() && entries.size() < catalog::kContentsMax)
    entries.push_back({std::move(line), depth});
}

// <ol><li><a>title</a><ol>...</ol></li></ol>; deeper levels than we keep are left out.
void read_list(const pugi::xml_node& list, int depth, Entries& entries) {
  if (depth > catalog::kContentsDepthMax) return;
  for (const auto& item : children_of(list, "li")) {
    for (const auto& child : item.children()) {
      const auto name = local_name(child);
      if (name == "a" || name == "span") add(entries, raw_text(child), depth);
      if (name == "ol") read_list(child, depth + 1, entries);
    }
  }
}

// The heading of a nav is not an entry; the first <ol> below is the list.
Entries read_navigation(const pugi::xml_document& document) {
  Entries entries;
  pugi::xml_node nav;
  for (auto node = next_below(document, document); node; node = next_below(node, document)) {
    if (local_name(node) != "nav") continue;
    if (!nav) nav = node;
    if (has_word(attribute_of(node, "type"), "toc")) {
      nav = node;
      break;
    }
  }
  if (nav) read_list(find_below(nav, "ol"), 0, entries);
  return entries;
}

void read_points(const pugi::xml_node& parent, int depth, Entries& entries) {
  if (depth > catalog::kContentsDepthMax) return;
  for (const auto& point : children_of(parent, "navPoint")) {
    add(entries, raw_text(child_of(child_of(point, "navLabel"), "text")), depth);
    read_points(point, depth + 1, entries);
  }
}

}  // namespace

std::vector<catalog::ContentsEntry> read_contents(Archive& archive, const Package& package) {
  if (const ManifestItem* nav = package.find_property("nav")) {
    pugi::xml_document document;
    if (load(archive, nav->name, document))
      if (Entries entries = read_navigation(document); !entries.empty()) return entries;
  }
  Entries entries;
  pugi::xml_document document;
  if (!package.ncx.empty() && load(archive, package.ncx, document))
    read_points(find_below(document, "navMap"), 0, entries);
  return entries;
}

}  // namespace aan::worker::epub
