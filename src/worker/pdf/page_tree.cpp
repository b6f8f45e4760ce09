#include "worker/pdf/page_tree.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <set>

#include "worker/pdf/limits.hpp"

namespace aan::worker::pdf {
namespace {

constexpr std::uint64_t kA5Width = 41953;
constexpr std::uint64_t kA5Height = 59528;

using Box = std::array<std::int64_t, 4>;

// What a page has of itself or of the nodes above it.
struct Inherited {
  std::optional<Box> media, crop;
  std::uint64_t turn = 0;  ///< degrees
};

struct Node {
  catalog::PdfObject object;
  Inherited inherited;
  int depth = 0;
};

std::optional<Box> box_of(Structure& structure, const Value& dictionary, std::string_view name) {
  const auto text = structure.entry(dictionary, name);
  const auto value = text ? value_of(*text) : std::nullopt;
  const auto items = value ? items_of(*value) : std::nullopt;
  if (!items || items->size() != 4) return std::nullopt;
  Box box = {};
  for (std::size_t i = 0; i < box.size(); ++i) {
    const auto resolved = structure.resolved((*items)[i]);
    const auto number = resolved ? value_of(*resolved) : std::nullopt;
    const auto hundredths = number ? hundredths_of(*number) : std::nullopt;
    if (!hundredths) return std::nullopt;
    box[i] = *hundredths;
  }
  if (box[0] > box[2]) std::swap(box[0], box[2]);
  if (box[1] > box[3]) std::swap(box[1], box[3]);
  return box;
}

void inherit(Structure& structure, const Value& dictionary, Inherited& inherited) {
  if (const auto box = box_of(structure, dictionary, "MediaBox")) inherited.media = box;
  if (const auto box = box_of(structure, dictionary, "CropBox")) inherited.crop = box;
  const auto turn = structure.entry(dictionary, "Rotate");
  const auto value = turn ? value_of(*turn) : std::nullopt;
  // -90 stands as often as 270: both lie on their side.
  if (const auto degrees = value ? hundredths_of(*value) : std::nullopt)
    inherited.turn = static_cast<std::uint64_t>(std::abs(*degrees)) / 100 % 180;
}

std::uint64_t clamped(std::int64_t length) {
  return std::clamp(static_cast<std::uint64_t>(std::max<std::int64_t>(length, 0)),
                    catalog::kPdfPageSideMin, catalog::kPdfPageSideMax);
}

LastPage seen(Structure& structure, const Value& page, const Inherited& inherited) {
  LastPage out{std::string(page.text), kA5Width, kA5Height};
  if (inherited.media) {
    Box box = *inherited.media;
    if (inherited.crop) {
      for (const std::size_t i : {0U, 1U}) {
        box[i] = std::max(box[i], (*inherited.crop)[i]);
        box[i + 2] = std::min(box[i + 2], (*inherited.crop)[i + 2]);
      }
    }
    const auto unit = structure.entry(page, "UserUnit");
    const auto value = unit ? value_of(*unit) : std::nullopt;
    const std::int64_t hundred =
        std::clamp<std::int64_t>(value ? hundredths_of(*value).value_or(100) : 100, 1, 1'000'000);
    out.width = clamped((box[2] - box[0]) * hundred / 100);
    out.height = clamped((box[3] - box[1]) * hundred / 100);
  }
  if (inherited.turn == 90) std::swap(out.width, out.height);
  return out;
}

}  // namespace

std::vector<LastPage> last_pages(Structure& structure, const catalog::PdfObject& root,
                                 std::size_t count) {
  std::vector<LastPage> pages;
  std::vector<Node> nodes = {{root, {}, 0}};
  std::set<std::uint64_t> met;
  for (int looked_at = 0; !nodes.empty() && pages.size() < count; ++looked_at) {
    Node node = nodes.back();
    nodes.pop_back();
    if (looked_at >= kPageTreeNodesMax || node.depth > kPageTreeDepthMax) return pages;
    // A tree has each node once; one that is named again would be read again and again.
    if (!met.insert(node.object.number).second) return pages;
    const auto text = structure.object(node.object);
    const auto dictionary = text ? value_of(*text) : std::nullopt;
    if (!dictionary || dictionary->kind != Kind::dictionary) return pages;
    inherit(structure, *dictionary, node.inherited);
    const auto kids = structure.entry(*dictionary, "Kids");
    if (!kids) {
      pages.push_back(seen(structure, *dictionary, node.inherited));
      continue;
    }
    const auto list = value_of(*kids);
    const auto items = list ? items_of(*list) : std::nullopt;
    if (!items) return pages;
    // Only those at the end are asked for: there may be thousands.
    const std::size_t begin = items->size() - std::min(items->size(), count + 1);
    for (std::size_t i = begin; i < items->size(); ++i) {
      const auto kid = reference_of((*items)[i]);
      if (!kid) return pages;
      nodes.push_back({*kid, node.inherited, node.depth + 1});
    }
  }
  return pages;
}

}  // namespace aan::worker::pdf
