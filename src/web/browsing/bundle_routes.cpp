#include "web/browsing/bundle_routes.hpp"

#include "service/browsing/browse_bundles.hpp"
#include "web/browsing/book_filter.hpp"
#include "web/browsing/cards.hpp"
#include "web/cached_page.hpp"
#include "web/frames.hpp"
#include "web/view/books/book_block.hpp"
#include "web/view/books/bundle_pages.hpp"

namespace aan::web {
namespace {

Result<std::string> bundles(const Storefront& front, const net::Request& request,
                            const Visitor& visitor) {
  BundlesPage page;
  page.page = AAN_TRY(page_number(request));
  const auto view = AAN_TRY(service::view_bundles(front.use.room, (page.page - 1) * kPageSize,
                                                  kPageSize, visitor.currency));
  page.total = view.total;
  page.pages = pages_of(page.total);
  if (page.page > page.pages)
    return refuse(Errc::not_found, "bundles", "There are not so many pages of bundles.",
                  "no_such_page");
  page.bundles = cards_of(view.bundles);
  return render(page, catalogue_frame(front, NavItem::bundles, "/bundles", visitor));
}

Result<std::string> bundle(const Storefront& front, const net::Request& request,
                           const Visitor& visitor) {
  const catalog::BundleDetail detail =
      AAN_TRY(service::view_bundle(front.use.room, request.param("slug"), visitor.currency));
  BundlePage page;
  page.card = card_of(detail);
  page.offer_id = detail.bundle.id.value;
  page.description = detail.bundle.description;
  for (const catalog::OfferDetail& one : detail.books)
    page.books.push_back(card_of(one.work, one.edition, one.files, one.offer));
  page.apart = catalog::apart(detail);
  page.saved = catalog::saved(detail);
  const catalog::BundleStanding standing = catalog::standing_of(detail);
  page.availability = standing.availability;
  page.because_of = standing.because_of;
  return render(page,
                catalogue_frame(front, NavItem::bundles, bundle_path(detail.bundle.slug), visitor));
}

Result<std::string> bundles_address(const net::Request& request) {
  return "/bundles?page=" + std::to_string(AAN_TRY(page_number(request)));
}

}  // namespace

void add_bundle_routes(net::Router& router, const Storefront& front) {
  add_cached_page(router, front, "/bundles", bundles, bundles_address);
  add_cached_page(router, front, "/bundles/{slug}", bundle, plain_address);
}

}  // namespace aan::web
