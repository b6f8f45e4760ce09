#include "worker/epub/metadata_index.hpp"

#include "base/text.hpp"
#include "domain/catalog/book_record_frame.hpp"
#include "worker/epub/plain_text.hpp"
#include "worker/epub/xml.hpp"

namespace aan::worker::epub {
namespace {

// More elements than any book has; beyond them nothing is looked at.
constexpr std::size_t kElementsMax = 5000;

std::string line_of(std::string_view text) { return clean_line(text, catalog::kLineBytesMax); }

}  // namespace

MetadataIndex::MetadataIndex(const pugi::xml_node& metadata) : metadata_(metadata) {
  std::size_t count = 0;
  for (const auto& node : children_of(metadata, "meta")) {
    if (++count > kElementsMax) return;
    std::string_view target = attribute_of(node, "refines");
    if (target.starts_with('#')) target.remove_prefix(1);
    if (!target.empty()) refining_[std::string(target)].push_back(node);
  }
}

std::vector<pugi::xml_node> MetadataIndex::elements(std::string_view local) const {
  std::vector<pugi::xml_node> found = children_of(metadata_, local);
  if (found.size() > kElementsMax) found.resize(kElementsMax);
  return found;
}

std::string MetadataIndex::first(std::string_view local) const {
  for (const auto& node : elements(local))
    if (std::string text = raw_text(node); !trim(text).empty()) return text;
  return {};
}

std::vector<pugi::xml_node> MetadataIndex::metas(std::string_view property) const {
  std::vector<pugi::xml_node> found;
  for (const auto& node : elements("meta"))
    if (attribute_of(node, "property") == property && attribute_of(node, "refines").empty())
      found.push_back(node);
  return found;
}

std::string MetadataIndex::named_meta(std::string_view name) const {
  for (const std::string& value : named_metas(name)) return value;
  return {};
}

std::vector<std::string> MetadataIndex::named_metas(std::string_view name) const {
  std::vector<std::string> found;
  for (const auto& node : elements("meta"))
    if (attribute_of(node, "name") == name) found.push_back(line_of(attribute_of(node, "content")));
  return found;
}

std::vector<std::string> MetadataIndex::refinements(const pugi::xml_node& node,
                                                    std::string_view property) const {
  std::vector<std::string> values;
  const auto found = refining_.find(std::string(attribute_of(node, "id")));
  if (found == refining_.end()) return values;
  for (const auto& meta : found->second)
    if (attribute_of(meta, "property") == property) values.push_back(line_of(raw_text(meta)));
  return values;
}

std::string MetadataIndex::refinement(const pugi::xml_node& node, std::string_view property) const {
  for (const std::string& value : refinements(node, property)) return value;
  return {};
}

}  // namespace aan::worker::epub
