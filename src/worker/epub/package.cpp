#include "worker/epub/package.hpp"

#include "base/text.hpp"
#include "worker/epub/encoding.hpp"
#include "worker/epub/limits.hpp"
#include "worker/epub/path.hpp"
#include "worker/epub/plain_text.hpp"
#include "worker/epub/xml.hpp"

namespace aan::worker::epub {
namespace {

constexpr const char* kContainer = "META-INF/container.xml";
constexpr const char* kEncryption = "META-INF/encryption.xml";
constexpr std::string_view kPackageType = "application/oebps-package+xml";
constexpr std::size_t kIdBytesMax = 256;

std::unexpected<Error> refused(const std::string& sentence) {
  return refuse(Errc::invalid, "epub.package", sentence);
}

Result<std::string> package_name(Archive& archive) {
  if (!archive.has(kContainer))
    return refused("This file is not an EPUB: META-INF/container.xml is missing.");
  const std::string bytes = AAN_TRY(archive.read(kContainer, kContainerBytesMax));
  pugi::xml_document document;
  AAN_TRY(load_xml(document, bytes, "container.xml"));
  for (const auto& file :
       children_of(child_of(document.document_element(), "rootfiles"), "rootfile")) {
    const std::string_view type = attribute_of(file, "media-type");
    if (!type.empty() && type != kPackageType) continue;
    if (auto name = resolve("", attribute_of(file, "full-path")); name && archive.has(*name))
      return *name;
  }
  return refused("This EPUB is damaged: its package document is missing.");
}

void read_manifest(Package& package, const pugi::xml_node& manifest) {
  const std::string_view folder = folder_of(package.name);
  for (const auto& item : children_of(manifest, "item")) {
    if (package.manifest.size() == kManifestMax) return;
    const std::string_view href = attribute_of(item, "href");
    ManifestItem read;
    read.id = utf8_prefix(attribute_of(item, "id"), kIdBytesMax);
    read.name = resolve(folder, href).value_or("");
    read.media_type = lower_ascii(trim(attribute_of(item, "media-type")));
    read.properties = attribute_of(item, "properties");
    read.remote = is_remote(href);
    read.href = utf8_prefix(href, kIdBytesMax);
    package.by_id.emplace(read.id, package.manifest.size());
    package.manifest.push_back(std::move(read));
  }
}

void read_spine(Package& package, const pugi::xml_node& spine) {
  for (const auto& reference : children_of(spine, "itemref")) {
    if (package.spine.size() + package.unknown_steps.size() == kManifestMax) return;
    const std::string_view id = utf8_prefix(attribute_of(reference, "idref"), kIdBytesMax);
    const auto item = package.by_id.find(std::string(id));
    if (item == package.by_id.end()) {
      package.unknown_steps.emplace_back(id);
      continue;
    }
    package.spine.push_back({item->second, attribute_of(reference, "linear") != "no"});
  }
  if (const auto* ncx = package.find(std::string(attribute_of(spine, "toc"))))
    package.ncx = ncx->name;
}

void read_guide(Package& package, const pugi::xml_node& guide) {
  for (const auto& reference : children_of(guide, "reference")) {
    if (package.guide.size() == kManifestMax) return;
    if (auto name = resolve(folder_of(package.name), attribute_of(reference, "href")))
      package.guide.push_back({lower_ascii(attribute_of(reference, "type")), *name});
  }
}

}  // namespace

const ManifestItem* Package::find(const std::string& id) const {
  const auto found = by_id.find(id);
  return found == by_id.end() ? nullptr : &manifest[found->second];
}

const ManifestItem* Package::find_property(std::string_view property) const {
  for (const ManifestItem& item : manifest)
    if (has_word(item.properties, property)) return &item;
  return nullptr;
}

Result<Package> read_package(Archive& archive) {
  Package package;
  package.name = AAN_TRY(package_name(archive));
  const std::string bytes = AAN_TRY(archive.read(package.name, kXmlBytesMax));
  package.document = std::make_unique<pugi::xml_document>();
  AAN_TRY(load_xml(*package.document, bytes, "the package document"));
  package.is_legible = encoding_of(bytes) != Encoding::unknown;
  const pugi::xml_node root = package.document->document_element();
  if (local_name(root) != "package")
    return refused("This EPUB is damaged: its package document is something else.");
  package.metadata = child_of(root, "metadata");
  // EPUB 2 files from the time of OEB put the elements one level deeper.
  if (const auto inner = child_of(package.metadata, "dc-metadata")) package.metadata = inner;
  package.version = clean_line(attribute_of(root, "version"), 16);
  package.unique_identifier = utf8_prefix(attribute_of(root, "unique-identifier"), kIdBytesMax);
  read_manifest(package, child_of(root, "manifest"));
  read_spine(package, child_of(root, "spine"));
  read_guide(package, child_of(root, "guide"));
  if (package.ncx.empty())
    for (const ManifestItem& item : package.manifest)
      if (item.media_type == "application/x-dtbncx+xml") package.ncx = item.name;
  if (package.spine.empty() && !package.unknown_steps.empty())
    return refused("This EPUB is damaged: nothing of its reading order is in its manifest.");
  if (package.spine.empty())
    return refused("This EPUB is damaged: it states no reading order (its spine is empty).");
  return package;
}

Result<> check_encryption(Archive& archive) {
  if (archive.has("META-INF/rights.xml") || archive.has("META-INF/license.lcpl"))
    return refused("This EPUB carries DRM. Only books without DRM can be sold.");
  if (!archive.has(kEncryption)) return {};
  const std::string bytes = AAN_TRY(archive.read(kEncryption, kContainerBytesMax));
  pugi::xml_document document;
  AAN_TRY(load_xml(document, bytes, "encryption.xml"));
  for (const auto& data : children_of(document.document_element(), "EncryptedData")) {
    const std::string_view method = attribute_of(child_of(data, "EncryptionMethod"), "Algorithm");
    // Mangled fonts (EPUB 3.3 section 4.3, and Adobe's older way) are no DRM.
    if (method != "http://www.idpf.org/2008/embedding" &&
        method != "http://ns.adobe.com/pdf/enc#RC")
      return refused("The content of this EPUB is encrypted. Only books without DRM can be sold.");
  }
  return {};
}

}  // namespace aan::worker::epub
