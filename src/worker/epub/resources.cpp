#include "worker/epub/resources.hpp"

#include "worker/epub/limits.hpp"
#include "worker/epub/plain_text.hpp"
#include "worker/epub/reading_order.hpp"

namespace aan::worker::epub {
namespace {

constexpr std::size_t kShownBytesMax = 120;

// Files of one kind, of which a sentence names the first.
struct Named {
  std::size_t count = 0;
  std::string first;

  void add(const std::string& name) {
    if (++count == 1) first = clean_line(name, kShownBytesMax);
  }
};

bool is_resource(const Package& package, const ManifestItem& item) {
  return !item.name.empty() && !is_page(item) && item.name != package.ncx;
}

}  // namespace

std::string missing_resources(const Archive& archive, const Package& package) {
  Named missing;
  for (const ManifestItem& item : package.manifest)
    if (is_resource(package, item) && !archive.has(item.name)) missing.add(item.name);
  if (missing.count == 0) return {};
  if (missing.count == 1) return "The file " + missing.first + " that the book names is not in it.";
  return std::to_string(missing.count) + " files that the book names are not in it, such as " +
         missing.first + ".";
}

std::string damaged_resources(Archive& archive, const Package& package) {
  Named damaged;
  std::uint64_t left = kResourceBytesMax;
  for (const ManifestItem& item : package.manifest) {
    if (!is_resource(package, item) || !archive.has(item.name)) continue;
    const std::uint64_t bytes = archive.declared_size(item.name);
    if (bytes > left) continue;
    left -= bytes;
    if (!archive.is_whole(item.name)) damaged.add(item.name);
  }
  if (damaged.count == 0) return {};
  const std::string todo = " Take the book from its source once more.";
  if (damaged.count == 1) return "The file " + damaged.first + " in the book is damaged." + todo;
  return std::to_string(damaged.count) + " files in the book are damaged, such as " +
         damaged.first + "." + todo;
}

}  // namespace aan::worker::epub
