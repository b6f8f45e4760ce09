#include "worker/epub/contents.hpp"

#include <optional>

#include "domain/catalog/book_record_frame.hpp"
#include "worker/epub/limits.hpp"
#include "worker/epub/path.hpp"
#include "worker/epub/plain_text.hpp"
#include "worker/epub/xml.hpp"

namespace aan::worker::epub {
namespace {

using Entries = std::vector<LinkedEntry>;

bool load(Archive& archive, const std::string& name, pugi::xml_document& document) {
  const auto bytes = archive.read(name, kXmlBytesMax);
  return bytes && load_xml(document, *bytes, name).has_value();
}

void add(Entries& entries, std::string_view title, int depth, std::string_view folder,
         std::string_view href) {
  std::string line = clean_line(title, catalog::kLineBytesMax);
  if (line.empty() || entries.size() >= catalog::kContentsMax) return;
  LinkedEntry entry{std::move(line), depth, {}, {}};
  if (const auto name = resolve(folder, href); name && !href.empty()) {
    entry.name = *name;
    entry.fragment = fragment_of(href);
  }
  entries.push_back(std::move(entry));
}

// <ol><li><a>title</a><ol>...</ol></li></ol>; deeper levels than we keep are left out.
void read_list(const pugi::xml_node& list, int depth, std::string_view folder, Entries& entries) {
  if (depth > catalog::kContentsDepthMax) return;
  for (const auto& item : children_of(list, "li")) {
    for (const auto& child : item.children()) {
      const auto name = local_name(child);
      if (name == "a" || name == "span")
        add(entries, raw_text(child), depth, folder, attribute_of(child, "href"));
      if (name == "ol") read_list(child, depth + 1, folder, entries);
    }
  }
}

// The heading of a nav is not an entry; the first <ol> below is the list.
Entries read_navigation(const pugi::xml_document& document, std::string_view folder) {
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
  if (nav) read_list(find_below(nav, "ol"), 0, folder, entries);
  return entries;
}

void read_points(const pugi::xml_node& parent, int depth, std::string_view folder,
                 Entries& entries) {
  if (depth > catalog::kContentsDepthMax) return;
  for (const auto& point : children_of(parent, "navPoint")) {
    add(entries, raw_text(child_of(child_of(point, "navLabel"), "text")), depth, folder,
        attribute_of(child_of(point, "content"), "src"));
    read_points(point, depth + 1, folder, entries);
  }
}

}  // namespace

Entries read_linked_contents(Archive& archive, const Package& package) {
  if (const ManifestItem* nav = package.find_property("nav")) {
    pugi::xml_document document;
    if (load(archive, nav->name, document))
      if (Entries entries = read_navigation(document, folder_of(nav->name)); !entries.empty())
        return entries;
  }
  Entries entries;
  pugi::xml_document document;
  if (!package.ncx.empty() && load(archive, package.ncx, document))
    read_points(find_below(document, "navMap"), 0, folder_of(package.ncx), entries);
  return entries;
}

std::vector<catalog::ContentsEntry> read_contents(Archive& archive, const Package& package) {
  std::vector<catalog::ContentsEntry> entries;
  for (LinkedEntry& one : read_linked_contents(archive, package))
    entries.push_back({std::move(one.title), one.depth});
  return entries;
}

}  // namespace aan::worker::epub
