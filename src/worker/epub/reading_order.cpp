#include "worker/epub/reading_order.hpp"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "worker/epub/xml.hpp"

namespace aan::worker::epub {
namespace {

constexpr std::array<std::string_view, 12> kApparatusTypes = {
    "cover", "titlepage", "halftitlepage", "copyright-page", "imprint",   "colophon",
    "toc",   "loi",       "lot",           "landmarks",      "page-list", "index"};
constexpr std::array<std::string_view, 4> kApparatusGuide = {"cover", "title-page",
                                                             "copyright-page", "toc"};

bool is_apparatus_type(std::string_view types) {
  return std::ranges::any_of(kApparatusTypes,
                             [&](std::string_view type) { return has_word(types, type); });
}

}  // namespace

std::vector<Chapter> reading_order(const Package& package) {
  std::vector<Chapter> chapters;
  std::unordered_set<std::string> seen;
  for (const SpineItem& step : package.spine) {
    const ManifestItem& item = package.manifest[step.item];
    const bool is_page =
        item.media_type == "application/xhtml+xml" || item.media_type == "text/x-oeb1-document";
    if (!step.linear || !is_page || item.name.empty() || has_word(item.properties, "nav")) continue;
    if (!seen.insert(item.name).second) continue;
    const bool apparatus = std::ranges::any_of(package.guide, [&](const GuideReference& reference) {
      return reference.name == item.name &&
             std::ranges::find(kApparatusGuide, reference.type) != kApparatusGuide.end();
    });
    chapters.push_back({item.name, apparatus});
  }
  return chapters;
}

bool is_apparatus(const pugi::xml_node& body) {
  if (is_apparatus_type(attribute_of(body, "type"))) return true;
  pugi::xml_node only;
  for (const auto& child : body.children()) {
    if (child.type() != pugi::node_element) continue;
    if (only) return false;
    only = child;
  }
  return only && is_apparatus_type(attribute_of(only, "type"));
}

}  // namespace aan::worker::epub
