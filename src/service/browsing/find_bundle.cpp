#include "service/browsing/find_bundle.hpp"

namespace aan::service {

Result<std::optional<catalog::Bundle>> find_bundle(const ports::BundleStore& bundles,
                                                   std::string_view name) {
  if (looks_like_id(name))
    if (auto bundle = AAN_TRY(bundles.find_bundle({std::string(name)}))) return bundle;
  return bundles.find_bundle_by_slug(name);
}

Result<catalog::BundleDetail> open_bundle(const ports::CatalogStore& catalog,
                                          catalog::Bundle bundle) {
  catalog::BundleDetail detail;
  for (const catalog::WorkId& work : bundle.works)
    if (auto book = AAN_TRY(catalog.find_work(work)))
      detail.books.push_back({std::move(book->offer), std::move(book->work),
                              std::move(book->edition), std::move(book->files)});
  detail.bundle = std::move(bundle);
  return detail;
}

Result<catalog::BundleDetail> open_shown_bundle(const ports::CatalogStore& catalog,
                                                catalog::Bundle bundle) {
  catalog::BundleDetail detail = AAN_TRY(open_bundle(catalog, std::move(bundle)));
  std::erase_if(detail.books, [](const catalog::OfferDetail& book) {
    return book.work.visibility != catalog::Visibility::listed;
  });
  return detail;
}

}  // namespace aan::service
