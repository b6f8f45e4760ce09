#pragma once
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace aan::worker::epub {

/// The children of `metadata`, found by what they are and by what they refine.
class MetadataIndex {
 public:
  explicit MetadataIndex(const pugi::xml_node& metadata);

  /// Dublin Core elements of a local name, in order.
  [[nodiscard]] std::vector<pugi::xml_node> elements(std::string_view local) const;
  /// Text of the first one that has any.
  [[nodiscard]] std::string first(std::string_view local) const;
  /// EPUB 3: <meta property="..."> about the package itself.
  [[nodiscard]] std::vector<pugi::xml_node> metas(std::string_view property) const;
  /// EPUB 2: content of <meta name="..." content="..."/>; "" when there is none.
  [[nodiscard]] std::string named_meta(std::string_view name) const;
  [[nodiscard]] std::vector<std::string> named_metas(std::string_view name) const;
  /// EPUB 3: values of the metas that refine `node` with that property.
  [[nodiscard]] std::vector<std::string> refinements(const pugi::xml_node& node,
                                                     std::string_view property) const;
  /// First of them, or "".
  [[nodiscard]] std::string refinement(const pugi::xml_node& node, std::string_view property) const;
  [[nodiscard]] const pugi::xml_node& root() const { return metadata_; }

 private:
  pugi::xml_node metadata_;
  std::unordered_map<std::string, std::vector<pugi::xml_node>> refining_;
};

}  // namespace aan::worker::epub
