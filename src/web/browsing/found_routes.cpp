#include "web/browsing/found_routes.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "base/text.hpp"
#include "service/browsing/browse.hpp"
#include "service/browsing/site_map.hpp"
#include "web/browsing/manifest_json.hpp"
#include "web/frames.hpp"
#include "web/view/assets.hpp"
#include "web/view/books/book_block.hpp"
#include "web/view/books/feed.hpp"
#include "web/view/books/index_page.hpp"
#include "web/view/books/list_filter.hpp"
#include "web/view/books/site_map_text.hpp"
#include "web/view/contact_block.hpp"

namespace aan::web {
namespace {

constexpr std::string_view kXml = "application/xml; charset=utf-8";
constexpr std::string_view kAtom = "application/atom+xml; charset=utf-8";
constexpr std::int64_t kFeedEntries = 50;
constexpr std::string_view kSiteMap = "/sitemap.xml";
constexpr std::string_view kPartEnding = ".xml";
// Of one part of the site map: few enough that each is made quickly and kept as pages are.
constexpr std::int64_t kBooksOfAPart = 2'000;
constexpr std::size_t kKeptBytesMax = std::size_t{1} << 20U;  // a larger one is made each time

// Where the shop is for everybody, whatever name this visitor came by.
const std::string& home_of(const Storefront& front) { return front.use.shop.addresses.front(); }

net::Response for_a_while(net::Response response) {
  response.set("cache-control", "public, max-age=600");
  return response;
}

using Make = Result<std::string> (*)(const Storefront& front, const net::Request& request);

// A document of the catalogue that is the same for everybody, kept while the catalogue stays.
Result<net::SharedBody> document(const Storefront& front, std::string_view path,
                                 const net::Request& request, std::string_view type, Make make) {
  const std::string key = std::string(path) + "#document";
  if (net::SharedBody kept = front.cache.find(key)) return kept;
  const std::int64_t generation = front.cache.generation();
  std::string text = AAN_TRY(make(front, request));
  const bool is_small = text.size() <= kKeptBytesMax;
  net::SharedBody body = net::encode_body(std::move(text), std::string(type), net::Compress::fast);
  if (is_small) front.cache.put(key, generation, body);
  return body;
}

void add_document(net::Router& router, const Storefront& front, const char* path,
                  std::string_view type, Make make) {
  router.get(
      path, page(front, [&front, type, make](const net::Request& request) -> Result<net::Response> {
        return for_a_while(
            net::Response::encoded(AAN_TRY(document(front, request.path, request, type, make))));
      }));
}

Result<std::vector<std::string>> pages_of(const Storefront& front) {
  std::vector<std::string> paths{"/", "/books", "/help", "/about", "/about-fallback", "/terms"};
  if (front.cache.bundles() > 0) paths.emplace_back("/bundles");
  const OwnPages own = front.cache.own_pages();
  if (own.imprint) paths.emplace_back("/imprint");
  if (own.privacy) paths.emplace_back("/privacy");
  const service::SiteShelves shelves = AAN_TRY(service::view_site_shelves(front.use.room));
  if (shelves.has_free) paths.push_back(books_path({.only_free = true}));
  for (const IndexKind kind : kIndexKinds) paths.push_back(index_path(kind));
  for (const std::string& one : shelves.languages) paths.push_back(books_path({.language = one}));
  for (const std::string& one : shelves.formats) paths.push_back(books_path({.format = one}));
  for (const std::string& one : shelves.publishers) paths.push_back(books_path({.publisher = one}));
  for (const std::string& one : shelves.subjects) paths.push_back(books_path({.subject = one}));
  for (const std::string& one : shelves.authors) paths.push_back(books_path({.author = one}));
  for (const std::string& one : shelves.series) paths.push_back(books_path({.series = one}));
  // Names that differ may be one page: "Night shelves" and "Night Shelves".
  std::ranges::sort(paths);
  const auto twice = std::ranges::unique(paths);
  paths.erase(twice.begin(), twice.end());
  return paths;
}

Result<std::string> site_map_of(const Storefront& front, const net::Request&) {
  const service::SiteMap map = AAN_TRY(service::view_site_map(front.use.room, kBooksOfAPart));
  if (map.parts.empty()) return site_map(home_of(front), AAN_TRY(pages_of(front)), map.slugs);
  std::vector<std::string> paths{"/sitemap-pages.xml"};
  for (const std::string& slug : map.parts)
    paths.push_back("/sitemap/" + percent_encode(slug) + std::string(kPartEnding));
  return site_map_index(home_of(front), paths);
}

Result<std::string> site_map_of_pages(const Storefront& front, const net::Request&) {
  return site_map(home_of(front), AAN_TRY(pages_of(front)), {});
}

// Every part costs as much as its books, so none is made but those that the index names, which is
// kept: whatever else is asked for costs a look at it.
Result<std::string> part_of_site_map(const Storefront& front, const net::Request& request) {
  std::string_view from = request.param("name");
  const net::SharedBody index = AAN_TRY(document(front, kSiteMap, request, kXml, site_map_of));
  if (!is_named(index->identity, home_of(front), "/sitemap/" + percent_encode(from)))
    return refuse(Errc::not_found, "site_map", "There is no such part of the site map.",
                  "no_such_page");
  from.remove_suffix(kPartEnding.size());
  return site_map(home_of(front), {},
                  AAN_TRY(service::view_site_map_part(front.use.room, from, kBooksOfAPart)));
}

Result<std::string> feed_of(const Storefront& front, const net::Request& request) {
  ports::BookQuery newest;
  newest.limit = kFeedEntries;
  const service::WholeBooks books = AAN_TRY(service::list_whole_books(front.use.room, newest));
  Feed feed{front.use.shop.name, front.use.shop.public_key, home_of(front), request.path, {}};
  for (const catalog::BookDetail& book : books.books) {
    FeedEntry& entry = feed.entries.emplace_back();
    entry.id = book.work.id.value;
    entry.path = book_path(book.work.slug);
    entry.title = book.work.title;
    for (const catalog::Contributor& one : book.work.contributors)
      if (one.role == catalog::ContributorRole::author) entry.authors.push_back(one.name);
    for (const catalog::Subject& one : book.work.subjects) entry.subjects.push_back(one.name);
    entry.summary = book.work.description;
    entry.language = book.edition.language;
    entry.listed_at = book.work.created_at;
    entry.changed_at = std::max(book.work.created_at, book.work.updated_at);
  }
  return render(feed);
}

Result<net::Response> show_robots(const Storefront& front) {
  const auto rules = find_asset_file(asset_url("robots.txt"));
  AAN_CHECK(rules);
  return for_a_while(net::Response::text(robots(rules->bytes, home_of(front))));
}

// RFC 9116: Contact and Expires are required, so a shop that cannot be written to has none.
Result<net::Response> show_security(const Storefront& front) {
  const std::string contact = contact_address(front.use.shop.contact);
  if (contact.empty())
    return refuse(Errc::not_found, "security", "This shop names no address for such reports.",
                  "no_such_own_page");
  constexpr Duration kGoodFor = Duration::days(30);
  return for_a_while(net::Response::text(
      "Contact: " + contact + "\nExpires: " + rfc3339(front.use.room.clock.wall() + kGoodFor) +
      "\nCanonical: " + home_of(front) + "/.well-known/security.txt\n"));
}

}  // namespace

void add_found_routes(net::Router& router, const Storefront& front) {
  add_document(router, front, "/sitemap.xml", kXml, site_map_of);
  add_document(router, front, "/sitemap-pages.xml", kXml, site_map_of_pages);
  add_document(router, front, "/sitemap/{name}", kXml, part_of_site_map);
  add_document(router, front, "/feed.atom", kAtom, feed_of);
  router.get("/robots.txt",
             page(front, [&front](const net::Request&) { return show_robots(front); }));
  router.get("/.well-known/security.txt",
             page(front, [&front](const net::Request&) { return show_security(front); }));
  router.get("/manifest.webmanifest",
             page(front, [&front](const net::Request&) -> Result<net::Response> {
               net::Response response = net::Response::json(
                   manifest_json(front.use.shop.name, find_locale(front.use.shop.language)));
               response.set("content-type", "application/manifest+json");
               return for_a_while(std::move(response));
             }));
}

}  // namespace aan::web
