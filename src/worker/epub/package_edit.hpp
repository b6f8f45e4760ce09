#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace aan::worker::epub {

/// A package document with room for a stamp: three parts between which the order's reference and
/// the shop's name are written.
struct OpenPackage {
  std::vector<std::string> parts;
};

/// Adds two lines of metadata, an item and a step at the end of the reading order to a package
/// document, byte by byte: nothing else of it changes. `page_file` is the new page, in the folder
/// of the document. Nothing for a document that this would have to rewrite: another encoding than
/// UTF-8, the elements of OEB, namespaces that are bound wrongly.
std::optional<OpenPackage> open_package(std::string_view bytes, std::string_view page_file);

}  // namespace aan::worker::epub
