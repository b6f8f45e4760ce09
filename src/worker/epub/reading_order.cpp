#include "worker/epub/reading_order.hpp"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "worker/epub/plain_text.hpp"
#include "worker/epub/xml.hpp"

namespace aan::worker::epub {
namespace {

constexpr std::size_t kShownBytesMax = 120;
constexpr std::array<std::string_view, 3> kPageTypes = {"application/xhtml+xml", "text/html",
                                                        "text/x-oeb1-document"};
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

bool is_page(const ManifestItem& item) {
  return std::ranges::find(kPageTypes, item.media_type) != kPageTypes.end();
}

std::vector<Chapter> reading_order(const Package& package) {
  std::vector<Chapter> chapters;
  std::unordered_set<std::string> seen;
  for (const SpineItem& step : package.spine) {
    const ManifestItem& item = package.manifest[step.item];
    if (!step.linear || !is_page(item) || item.name.empty() || has_word(item.properties, "nav"))
      continue;
    if (!seen.insert(item.name).second) continue;
    const bool apparatus = std::ranges::any_of(package.guide, [&](const GuideReference& reference) {
      return reference.name == item.name &&
             std::ranges::find(kApparatusGuide, reference.type) != kApparatusGuide.end();
    });
    chapters.push_back({item.name, apparatus});
  }
  return chapters;
}

LeftOut left_out(const Package& package) {
  LeftOut out;
  out.all = package.spine.size() + package.unknown_steps.size();
  bool is_anything = false;
  const auto add = [&](const std::string& what, const std::string& shown, const char* why) {
    if (++out.steps == 1)
      out.why = what + clean_line(shown, kShownBytesMax) + " is in the reading order but " + why;
  };
  for (const SpineItem& step : package.spine) {
    const ManifestItem& item = package.manifest[step.item];
    if (has_word(item.properties, "nav")) continue;
    if (item.name.empty()) {
      add("The file ", item.href.empty() ? item.id : item.href, "not in the archive");
      continue;
    }
    is_anything = true;
    if (!is_page(item) && !item.media_type.starts_with("image/"))
      add("The file ", item.name, "is no page");
  }
  for (const std::string& id : package.unknown_steps) add("The id ", id, "not in the manifest");
  out.is_all_lost = out.steps > 0 && !is_anything;
  return out;
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
