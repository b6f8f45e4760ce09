#pragma once
#include <memory>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/result.hpp"
#include "worker/epub/archive.hpp"

namespace aan::worker::epub {

/// One file of the book as its manifest declares it.
struct ManifestItem {
  std::string id;
  std::string name;  ///< in the archive; empty when it lies elsewhere or nowhere
  std::string media_type;
  std::string properties;
  bool remote = false;
  std::string href;  ///< as it stands there, cut
};

/// One step of the reading order.
struct SpineItem {
  std::size_t item = 0;  ///< place in the manifest
  bool linear = true;
};

/// One entry of the EPUB 2 guide.
struct GuideReference {
  std::string type;
  std::string name;
};

/// The package document (OPF) with what it declares. Move only.
struct Package {
  std::unique_ptr<pugi::xml_document> document;
  pugi::xml_node metadata;
  std::string name;  ///< of the package document in the archive
  std::string version;
  std::string unique_identifier;  ///< id of the dc:identifier that counts
  std::vector<ManifestItem> manifest;
  std::vector<SpineItem> spine;
  std::vector<std::string> unknown_steps;  ///< ids in the spine that the manifest does not have
  bool is_legible = true;                  ///< false when its `Encoding` is unknown
  std::vector<GuideReference> guide;
  std::string ncx;  ///< name of the NCX, empty when none

  [[nodiscard]] const ManifestItem* find(const std::string& id) const;
  [[nodiscard]] const ManifestItem* find_property(std::string_view property) const;

  std::unordered_map<std::string, std::size_t> by_id;
};

/// Follows META-INF/container.xml to the package document and reads it. Errors: invalid,
/// too_large, each with a sentence for a bookseller.
Result<Package> read_package(Archive& archive);

/// Errors: invalid when META-INF/encryption.xml encrypts more than fonts.
Result<> check_encryption(Archive& archive);

}  // namespace aan::worker::epub
