#include "service/books/file_versions.hpp"

#include <algorithm>

namespace aan::service {

Result<std::vector<catalog::FileVersion>> file_versions_of(const ports::CatalogStore& catalog,
                                                           const sales::DownloadGrant& grant) {
  auto versions = AAN_TRY(catalog.versions_of(grant.file_id));
  const auto bought =
      std::ranges::find(versions, grant.file_id, [](const auto& one) { return one.file.id; });
  if (bought == versions.end())
    return fail(Errc::corrupt, "file_versions", "grant without file " + grant.id.value);
  versions.erase(versions.begin(), bought);
  return versions;
}

Result<std::vector<catalog::FileVersion>> versions_of_book(const Room& room,
                                                           const catalog::BookDetail& book) {
  std::vector<catalog::FileVersion> all;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    all.clear();
    for (const catalog::EditionFile& file : book.files)
      for (catalog::FileVersion& one : AAN_TRY(at.catalog().versions_of(file.id)))
        all.push_back(std::move(one));
    return {};
  }));
  return all;
}

}  // namespace aan::service
