#include "worker/epub/contents.hpp"

#include <optional>

#include "domain/catalog/book_record_frame.hpp"
#include "worker/epub/encoding.hpp"
#include "worker/epub/limits.hpp"
#include "worker/epub/path.hpp"
#include "worker/epub/plain_text.hpp"
#include "worker/epub/xml.hpp"

namespace aan::worker::epub {
namespace {

using Entries = std::vector<LinkedEntry>;

constexpr std::size_t kShownBytesMax = 120;

// Empty, or why there is no document; adds to `warnings` that its letters cannot be read.
std::string load(Archive& archive, const std::string& name, pugi::xml_document& document,
                 std::vector<std::string>& warnings) {
  const auto bytes = archive.read(name, kXmlBytesMax);
  if (!bytes && bytes.error().code == Errc::not_found) return "is not in the file.";
  if (!bytes && bytes.error().code == Errc::too_large) return "is too large to be read.";
  if (!bytes || !load_xml(document, *bytes, name)) return "cannot be read.";
  if (encoding_of(*bytes) == Encoding::unknown)
    warnings.push_back("The letters of " + clean_line(name, kShownBytesMax) +
                       " are in an encoding that cannot be read.");
  return {};
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

std::string said_of(const std::string& name, const std::string& what) {
  return "The table of contents " + clean_line(name, kShownBytesMax) + " " + what;
}

// The document of one of the two kinds; adds to `warnings` why it comes to nothing.
Entries read_one(Archive& archive, const std::string& name, bool is_navigation,
                 std::vector<std::string>& warnings) {
  Entries entries;
  pugi::xml_document document;
  std::string why = load(archive, name, document, warnings);
  if (why.empty() && is_navigation) entries = read_navigation(document, folder_of(name));
  if (why.empty() && !is_navigation)
    read_points(find_below(document, "navMap"), 0, folder_of(name), entries);
  if (why.empty() && entries.empty()) why = "has no entries.";
  if (!why.empty()) warnings.push_back(said_of(name, why));
  return entries;
}

Entries read_entries(Archive& archive, const Package& package, std::vector<std::string>& warnings) {
  const ManifestItem* const nav = package.find_property("nav");
  if (nav != nullptr)
    if (Entries entries = read_one(archive, nav->name, true, warnings); !entries.empty())
      return entries;
  if (!package.ncx.empty()) return read_one(archive, package.ncx, false, warnings);
  if (nav == nullptr) warnings.emplace_back("The book names no table of contents.");
  return {};
}

}  // namespace

Entries read_linked_contents(Archive& archive, const Package& package) {
  std::vector<std::string> warnings;  // said when the book came in
  return read_entries(archive, package, warnings);
}

std::vector<catalog::ContentsEntry> read_contents(Archive& archive, const Package& package,
                                                  std::vector<std::string>& warnings) {
  std::vector<catalog::ContentsEntry> entries;
  for (LinkedEntry& one : read_entries(archive, package, warnings))
    entries.push_back({std::move(one.title), one.depth});
  return entries;
}

}  // namespace aan::worker::epub
