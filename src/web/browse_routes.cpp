#include "web/browse_routes.hpp"

#include <algorithm>
#include <charconv>

#include "base/codec.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "service/browse.hpp"
#include "service/search.hpp"
#include "web/cart.hpp"
#include "web/frames.hpp"
#include "web/view/book_page.hpp"
#include "web/view/browse_pages.hpp"

namespace aan::web {
namespace {

constexpr std::int64_t kPageSize = 24;
constexpr std::int64_t kPageMax = 2000;

std::int64_t page_number(const net::Request& request) {
  const std::string text = request.query("page").value_or("1");
  std::int64_t number = 1;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return std::clamp<std::int64_t>(number, 1, kPageMax);
}

BookFilter filter_of(const net::Request& request) {
  const auto value = [&](const char* name) {
    return std::string(utf8_prefix(request.query(name).value_or(""), 200));
  };
  BookFilter filter;
  filter.subject = value("subject");
  filter.language = value("language");
  filter.author = value("author");
  filter.series = value("series");
  filter.only_free = request.query("free") == "1";
  filter.sort = parse_book_sort(value("sort")).value_or(BookSort::newest);
  return filter;
}

std::vector<FacetChoice> choices(const std::vector<catalog::SubjectCount>& subjects) {
  std::vector<FacetChoice> all;
  for (const auto& one : subjects) all.push_back({one.subject.slug, one.subject.name, one.works});
  return all;
}

std::vector<FacetChoice> choices(const std::vector<catalog::LanguageCount>& languages) {
  std::vector<FacetChoice> all;
  for (const auto& one : languages) all.push_back({one.language, "", one.works});
  return all;
}

Result<std::string> home(const Storefront& front, const net::Request&, std::int64_t in_cart) {
  const service::HomeView view = AAN_TRY(service::view_home(front.room));
  const service::BooksView all = AAN_TRY(service::view_books(front.room, {.limit = 1}));
  HomePage page;
  if (view.featured) {
    const catalog::BookDetail& book = *view.featured;
    page.featured = FeaturedBook{card_of(book.work, book.edition, book.files, book.offer.price),
                                 book.work.description, book.edition.sample.has_value()};
  }
  page.shelves.push_back({ShelfKind::newest, "", "/books", cards_of(view.newest)});
  page.shelves.push_back({ShelfKind::more, "", "/books", cards_of(view.more)});
  ports::BookQuery free;
  free.only_free = true;
  free.limit = 6;
  const service::BooksView gratis = AAN_TRY(service::view_books(front.room, free));
  page.shelves.push_back({ShelfKind::free_books, "", "/books?free=1", cards_of(gratis.page.books)});
  page.free_count = gratis.page.total;
  page.subjects = choices(view.subjects);
  page.languages = choices(all.languages);
  return render(page, catalogue_frame(front, NavItem::none, "/", in_cart));
}

Result<std::string> books(const Storefront& front, const net::Request& request,
                          std::int64_t in_cart) {
  BooksPage page;
  page.filter = filter_of(request);
  page.page = page_number(request);
  ports::BookQuery query;
  query.subject_slug = page.filter.subject;
  query.contributor_slug = page.filter.author;
  query.series = page.filter.series;
  query.language = page.filter.language;
  query.only_free = page.filter.only_free;
  query.order =
      page.filter.sort == BookSort::title ? ports::BookOrder::title : ports::BookOrder::newest;
  query.offset = (page.page - 1) * kPageSize;
  query.limit = kPageSize;
  const service::BooksView view = AAN_TRY(service::view_books(front.room, query));
  page.subjects = choices(view.subjects);
  page.languages = choices(view.languages);
  page.books = cards_of(view.page.books);
  page.total = view.page.total;
  page.pages = std::max<std::int64_t>(1, (page.total + kPageSize - 1) / kPageSize);
  if (page.page > page.pages)
    return refuse(Errc::not_found, "books", "There are not so many pages of books.");
  if (!page.filter.author.empty()) {
    page.author_name = page.filter.author;
    for (const catalog::BookSummary& book : view.page.books)
      for (const std::string& author : book.authors)
        if (slug(author) == page.filter.author) page.author_name = author;
  }
  const NavItem nav = page.filter.only_free ? NavItem::free_books : NavItem::books;
  return render(page, catalogue_frame(front, nav, books_path(page.filter, page.page), in_cart));
}

BookPage book_page(const service::BookView& view) {
  const auto& [work, edition, files, offer] = view.book;
  BookPage page;
  page.card = card_of(work, edition, files, offer.price);
  page.offer_id = offer.id.value;
  page.description = work.description;
  for (const catalog::Contributor& one : work.contributors)
    page.contributors.push_back({one.name, one.slug, one.role});
  for (const catalog::Subject& one : work.subjects) page.subjects.push_back({one.slug, one.name});
  for (const catalog::EditionFile& file : files)
    page.files.push_back({file.format, file.size, file.cid.text(), hex(file.sha256)});
  page.publisher = edition.publisher;
  page.published = edition.published;
  page.isbn13 = edition.isbn13;
  page.rights = edition.rights;
  page.words = edition.words;
  page.version = edition.version;
  page.accessibility = edition.accessibility;
  page.is_fixed_layout = edition.fixed_layout;
  page.has_scripts = edition.has_scripts;
  page.has_remote_resources = edition.has_remote_resources;
  page.contents = edition.contents;
  page.has_sample = edition.sample.has_value();
  page.can_be_bought = offer.price.has_value() && catalog::has_whole_file(files);
  page.is_being_restored = catalog::is_being_restored(files);
  page.listed_at = work.created_at;
  page.also.books = cards_of(view.also);
  page.also.kind = work.series.empty() ? ShelfKind::subject : ShelfKind::same_shelf;
  if (!work.subjects.empty()) {
    page.also.name = work.subjects.front().name;
    page.also.more_path = "/books?subject=" + work.subjects.front().slug;
  }
  return page;
}

Result<std::string> book(const Storefront& front, const net::Request& request,
                         std::int64_t in_cart) {
  const service::BookView view = AAN_TRY(service::view_book(front.room, request.param("slug")));
  return render(book_page(view),
                catalogue_frame(front, NavItem::books, "/books/" + view.book.work.slug, in_cart));
}

Result<std::string> sample(const Storefront& front, const net::Request& request,
                           std::int64_t in_cart) {
  const service::BookView view = AAN_TRY(service::view_book(front.room, request.param("slug")));
  const catalog::BookDetail& it = view.book;
  SamplePage page;
  page.card = card_of(it.work, it.edition, it.files, it.offer.price);
  page.offer_id = it.offer.id.value;
  page.can_be_bought = it.offer.price.has_value() && catalog::has_whole_file(it.files);
  page.text = Html::trusted(AAN_TRY(service::read_sample(front.room, it)));
  return render(
      page, catalogue_frame(front, NavItem::books, "/books/" + it.work.slug + "/sample", in_cart));
}

Result<std::string> search(const Storefront& front, const net::Request& request,
                           std::int64_t in_cart) {
  SearchPage page;
  page.query = utf8_prefix(trim(request.query("q").value_or("")), 400);
  page.filter = filter_of(request);
  page.page = page_number(request);
  const Frame frame = catalogue_frame(front, NavItem::none, "", in_cart);
  if (page.query.empty()) return render(page, frame);
  ports::SearchQuery query{page.query,
                           page.filter.subject,
                           page.filter.language,
                           page.filter.only_free,
                           (page.page - 1) * kPageSize,
                           kPageSize};
  const auto view = service::search(front.room, front.index, query);
  if (!view && view.error().code == Errc::invalid) return render(page, frame);
  if (!view) {
    log::error("search.failed", {{"id", request.request_id}, {"why", view.error().to_string()}});
    page.is_resting = true;
    return render(page, frame);
  }
  const service::BooksView all = AAN_TRY(service::view_books(front.room, {.limit = 1}));
  page.suggestion = view->answer.suggestion;
  for (const ports::Facet& facet : view->answer.subjects) {
    const auto known = std::ranges::find_if(
        all.subjects, [&](const auto& s) { return s.subject.slug == facet.value; });
    page.subjects.push_back({facet.value,
                             known == all.subjects.end() ? facet.value : known->subject.name,
                             facet.count});
  }
  for (const ports::Facet& facet : view->answer.languages)
    page.languages.push_back({facet.value, "", facet.count});
  page.books = cards_of(view->books);
  page.total = view->answer.total;
  page.pages = std::max<std::int64_t>(1, (page.total + kPageSize - 1) / kPageSize);
  return render(page, frame);
}

using Maker = Result<std::string> (*)(const Storefront&, const net::Request&, std::int64_t);
/// The address that a page reads: what the visitor sent beyond it makes no other page.
using Address = std::string (*)(const net::Request&);

std::string plain_address(const net::Request& request) { return request.path; }
std::string books_address(const net::Request& request) {
  return books_path(filter_of(request), page_number(request));
}

std::string cache_key(Address address, const net::Request& request, std::size_t in_cart) {
  return address(request) + "#" + std::to_string(in_cart);
}

net::Response cached_response(net::SharedBody body) {
  net::Response response = net::Response::encoded(std::move(body));
  // The page depends on the cookie, so a shared cache may not keep it; a browser asks each time.
  response.set("cache-control", "private, no-cache");
  return response;
}

// A page of the catalogue: made once for a generation and cart count, then given out as bytes.
void add_cached(net::Router& router, const Storefront& front, std::string_view pattern, Maker make,
                Address address) {
  net::RouteOptions options;
  options.on_io_thread = [&front,
                          address](const net::Request& request) -> std::optional<net::Response> {
    const auto cart = read_cart(front.room.keys, request);
    auto found = front.cache.find(cache_key(address, request, cart.size()));
    if (found == nullptr) return std::nullopt;
    return cached_response(std::move(found));
  };
  router.get(pattern,
             page(front,
                  [&front, make, address](const net::Request& request) -> Result<net::Response> {
                    const std::int64_t generation = front.cache.generation();
                    const std::size_t in_cart = read_cart(front.room.keys, request).size();
                    std::string html =
                        AAN_TRY(make(front, request, static_cast<std::int64_t>(in_cart)));
                    auto body = net::encode_body(std::move(html), "text/html; charset=utf-8",
                                                 net::Compress::fast);
                    front.cache.put(cache_key(address, request, in_cart), generation, body);
                    return cached_response(std::move(body));
                  }),
             options);
}

Result<net::Response> cover(const Storefront& front, const net::Request& request) {
  std::string_view name = request.param("name");
  const auto nothing = refuse(Errc::not_found, "cover", "There is no such picture.");
  if (!name.ends_with(".jpg")) return nothing;
  const auto cid = crypto::Cid::parse(name.substr(0, name.size() - 4));
  if (!cid) return nothing;
  bool is_public = false;
  AAN_TRY(front.room.store.read([&](const ports::Snapshot& at) -> Result<> {
    is_public = AAN_TRY(at.catalog().is_public_blob(*cid));
    return {};
  }));
  if (!is_public) return nothing;
  ports::OpenBlob blob = AAN_TRY(front.room.blobs.open(*cid));
  net::FileBody file;
  file.file = net::share(std::move(blob.file));
  file.size = blob.info.size;
  file.etag = "\"" + cid->text() + "\"";
  file.content_type = "image/jpeg";
  net::Response response = net::Response::file(std::move(file));
  response.set("cache-control", "public, max-age=31536000, immutable");
  response.set("content-security-policy", "default-src 'none'; sandbox");
  return response;
}

}  // namespace

void add_browse_routes(net::Router& router, const Storefront& front) {
  add_cached(router, front, "/", home, plain_address);
  add_cached(router, front, "/books", books, books_address);
  add_cached(router, front, "/books/{slug}", book, plain_address);
  add_cached(router, front, "/books/{slug}/sample", sample, plain_address);
  // Search is not kept: an answer of an index that rests must not outlive the rest.
  router.get("/search", page(front, [&front](const net::Request& request) -> Result<net::Response> {
               const std::size_t in_cart = read_cart(front.room.keys, request).size();
               net::Response response = net::Response::html(
                   AAN_TRY(search(front, request, static_cast<std::int64_t>(in_cart))));
               response.set("cache-control", "private, no-cache");
               return response;
             }));
  router.get("/covers/{name}",
             page(front, [&front](const net::Request& request) { return cover(front, request); }));
}

}  // namespace aan::web
