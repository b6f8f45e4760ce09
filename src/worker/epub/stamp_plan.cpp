#include "worker/epub/stamp_plan.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "domain/catalog/stamp_frame.hpp"
#include "worker/epub/case_fold.hpp"
#include "worker/epub/limits.hpp"
#include "worker/epub/metadata.hpp"
#include "worker/epub/package.hpp"
#include "worker/epub/package_edit.hpp"
#include "worker/epub/path.hpp"
#include "worker/epub/plain_text.hpp"
#include "worker/epub/xml.hpp"

namespace aan::worker::epub {
namespace {

constexpr std::uint64_t kLocalHeaderBytes = 30;
constexpr std::uint64_t kUtf8Names = 0x0800;
constexpr std::size_t kLastPagesRead = 3;
constexpr int kPageNamesTried = 1000;

// Layout of pages that somebody has set: said of the book, or of steps of it.
bool is_fixed(const Package& package) {
  std::vector<std::string> warnings;
  if (read_metadata(package, warnings).fixed_layout) return true;
  const auto spine = child_of(package.document->document_element(), "spine");
  return std::ranges::any_of(children_of(spine, "itemref"), [](const pugi::xml_node& step) {
    return has_word(attribute_of(step, "properties"), "rendition:layout-pre-paginated");
  });
}

// A name for the new page beside the package document that no entry has, whatever its case.
std::string free_page(const Directory& directory, std::string_view folder) {
  const auto is_taken = [&](const std::string& name) {
    return std::ranges::any_of(directory.entries, [&](const DirectoryEntry& entry) {
      return fold_case(entry.name) == fold_case(name);
    });
  };
  std::string page = "aan-copy.xhtml";
  for (int i = 2;
       i < kPageNamesTried && is_taken(folder.empty() ? page : std::string(folder) + "/" + page);
       ++i)
    page = "aan-copy-" + std::to_string(i) + ".xhtml";
  return page;
}

// Where the record of an entry ends at the latest: at the next one, or at the directory.
std::uint64_t end_of_record(const Directory& directory, const DirectoryEntry& entry) {
  std::uint64_t end = directory.begin;
  for (const DirectoryEntry& other : directory.entries)
    if (other.offset > entry.offset) end = std::min(end, other.offset);
  return end;
}

void set_offset(std::string& header, std::uint64_t offset) {
  for (std::size_t i = 0; i < 4; ++i)
    header[42 + i] = static_cast<char>((offset >> (8 * i)) & 0xffU);
}

// The directory without one entry, whose record is cut out of the file.
void cut(catalog::StampPlan& plan, const Directory& directory, const DirectoryEntry& out) {
  plan.head_bytes = out.offset;
  plan.tail_from = end_of_record(directory, out);
  plan.tail_until = directory.begin;
  const std::uint64_t gone = plan.tail_from - plan.head_bytes;
  for (const DirectoryEntry& entry : directory.entries) {
    if (&entry == &out) continue;
    std::string header = entry.header;
    if (entry.offset > out.offset) set_offset(header, entry.offset - gone);
    plan.directory += header;
    ++plan.entries;
  }
}

catalog::Stamp stamp_of(const pugi::xml_node& root) {
  catalog::Stamp stamp;
  for (pugi::xml_node node = root; node; node = next_below(node, root)) {
    if (local_name(node) != "meta") continue;
    const std::string_view name = attribute_of(node, "name");
    const std::string content = clean_line(attribute_of(node, "content"), 200);
    if (name == catalog::kStampOrderName && stamp.order.empty()) stamp.order = content;
    if (name == catalog::kStampShopName && stamp.shop.empty()) stamp.shop = content;
  }
  return stamp;
}

}  // namespace

Result<StampPlanOrWhy> plan_stamp(Archive& archive, const ReadAt& read_at,
                                  std::uint64_t file_bytes) {
  const Package package = AAN_TRY(read_package(archive));
  if (archive.has("META-INF/signatures.xml")) return std::string_view("signed");
  if (is_fixed(package)) return std::string_view("fixed_layout");
  const auto directory = read_plain_directory(read_at, file_bytes);
  if (!directory || file_bytes > catalog::kStampedBytesMax) return std::string_view("zip");
  const auto document = std::ranges::find(directory->entries, package.name, &DirectoryEntry::name);
  if (document == directory->entries.end() || directory->entries.front().name != "mimetype" ||
      directory->entries.front().offset != 0 || document->offset == 0 ||
      end_of_record(*directory, *document) - document->offset <
          kLocalHeaderBytes + document->packed_bytes)
    return std::string_view("zip");
  const std::string_view folder = folder_of(package.name);
  const std::string page = free_page(*directory, folder);
  auto open = open_package(AAN_TRY(archive.read(package.name, kXmlBytesMax)), page);
  if (!open) return std::string_view("package");
  catalog::StampPlan plan;
  cut(plan, *directory, *document);
  plan.file_bytes = file_bytes;
  plan.comment = directory->comment;
  plan.package_name = package.name;
  plan.package_text = std::move(open->parts);
  plan.page_name = folder.empty() ? page : std::string(folder) + "/" + page;
  plan.is_epub2 = package.version.starts_with('2');
  plan.has_utf8_names = (document->flags & kUtf8Names) != 0;
  const std::string frame = catalog::encode_stamp_plan(plan);
  if (frame.size() > catalog::kStampPlanBytesMax) return std::string_view("too_large");
  if (!catalog::parse_stamp_plan(frame)) return std::string_view("zip");
  return plan;
}

Result<std::vector<catalog::Stamp>> read_stamps(Archive& archive) {
  const Package package = AAN_TRY(read_package(archive));
  std::vector<catalog::Stamp> stamps;
  const auto add = [&](catalog::Stamp stamp) {
    if (!stamp.order.empty() && stamps.size() < kStampsMax &&
        std::ranges::find(stamps, stamp) == stamps.end())
      stamps.push_back(std::move(stamp));
  };
  // One shop may have stamped a copy that another had stamped: each wrote before what it found.
  catalog::Stamp one;
  for (const auto& node : children_of(package.metadata, "meta")) {
    const std::string_view name = attribute_of(node, "name");
    const std::string content = clean_line(attribute_of(node, "content"), 200);
    if (name == catalog::kStampOrderName) {
      add(std::exchange(one, {}));
      one.order = content;
    }
    if (name == catalog::kStampShopName) one.shop = content;
  }
  add(std::move(one));
  if (!stamps.empty()) return stamps;
  const std::size_t steps = package.spine.size();
  for (std::size_t i = steps - std::min(steps, kLastPagesRead); i < steps; ++i) {
    const std::string& name = package.manifest[package.spine[i].item].name;
    const auto bytes = archive.read(name, kXmlBytesMax);
    pugi::xml_document page;
    if (bytes && load_xml(page, *bytes, name)) add(stamp_of(page.document_element()));
  }
  return stamps;
}

}  // namespace aan::worker::epub
