#include "worker/epub/cover.hpp"

#include <algorithm>
#include <optional>

#include "base/text.hpp"
#include "worker/epub/base64.hpp"
#include "worker/epub/limits.hpp"
#include "worker/epub/path.hpp"
#include "worker/epub/xml.hpp"

namespace aan::worker::epub {
namespace {

// Address of the first picture in a page or an SVG: <img src> or <image href>.
std::string first_picture(const pugi::xml_document& document) {
  for (auto node = next_below(document, document); node; node = next_below(node, document)) {
    const auto name = local_name(node);
    const auto address = name == "img"     ? attribute_of(node, "src")
                         : name == "image" ? attribute_of(node, "href")
                                           : std::string_view();
    if (!address.empty()) return std::string(address);
  }
  return {};
}

// "data:image/jpeg;base64,..." -> bytes
std::string inline_picture(std::string_view address) {
  const std::size_t comma = address.find(',');
  if (comma > 100 /* or none */ ||
      address.substr(0, comma).find(";base64") == std::string_view::npos)
    return {};
  return decode_base64(address.substr(comma + 1)).value_or("");
}

class CoverSearch {
 public:
  explicit CoverSearch(Archive& archive) : archive_(archive) {}

  void try_entry(const std::string& name) {
    if (name.empty() || found_.size() == kCoverCandidatesMax ||
        std::ranges::find(tried_, name) != tried_.end())
      return;
    tried_.push_back(name);
    auto bytes = archive_.read(name, kImageBytesMax);
    if (!bytes) return;
    if (is_known_raster(*bytes)) {
      found_.push_back({std::move(*bytes), false});
      return;
    }
    pugi::xml_document svg;
    if (bytes->size() > kImageBytesMax || !load_xml(svg, *bytes, name)) return;
    if (local_name(svg.document_element()) != "svg") return;
    add_picture(first_picture(svg), name, /*from_svg=*/true);
  }

  void try_page(const std::string& name) {
    const auto bytes = archive_.read(name, kXmlBytesMax);
    pugi::xml_document page;
    if (!bytes || !load_xml(page, *bytes, name)) return;
    add_picture(first_picture(page), name, /*from_svg=*/false);
  }

  std::vector<CoverCandidate> take() { return std::move(found_); }

 private:
  void add_picture(const std::string& address, const std::string& page, bool from_svg) {
    if (address.starts_with("data:")) {
      std::string bytes = inline_picture(address);
      if (is_known_raster(bytes) && found_.size() < kCoverCandidatesMax)
        found_.push_back({std::move(bytes), from_svg});
      return;
    }
    const auto name = resolve(folder_of(page), address);
    if (!name) return;
    if (!from_svg) return try_entry(*name);
    auto bytes = archive_.read(*name, kImageBytesMax);
    if (bytes && is_known_raster(*bytes)) found_.push_back({std::move(*bytes), true});
  }

  Archive& archive_;
  std::vector<CoverCandidate> found_;
  std::vector<std::string> tried_;
};

}  // namespace

std::vector<CoverCandidate> find_covers(Archive& archive, const Package& package) {
  CoverSearch search(archive);
  if (const ManifestItem* item = package.find_property("cover-image")) search.try_entry(item->name);
  for (const auto& meta : children_of(package.metadata, "meta")) {
    if (attribute_of(meta, "name") != "cover") continue;
    const ManifestItem* item = package.find(std::string(attribute_of(meta, "content")));
    if (item != nullptr && item->media_type.starts_with("image/")) search.try_entry(item->name);
  }
  for (const GuideReference& reference : package.guide)
    if (reference.type == "cover") search.try_page(reference.name);
  search.try_page(package.manifest[package.spine.front().item].name);
  return search.take();
}

bool is_known_raster(std::string_view bytes) {
  using namespace std::literals;
  return bytes.starts_with("\xff\xd8\xff"sv) || bytes.starts_with("\x89PNG\r\n\x1a\n"sv) ||
         bytes.starts_with("GIF87a"sv) || bytes.starts_with("GIF89a"sv) ||
         (bytes.size() > 12 && bytes.starts_with("RIFF"sv) && bytes.substr(8, 4) == "WEBP"sv);
}

}  // namespace aan::worker::epub
