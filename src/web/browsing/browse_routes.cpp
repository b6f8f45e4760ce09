#include "web/browsing/browse_routes.hpp"

#include <algorithm>

#include "service/browsing/browse.hpp"
#include "service/browsing/moved_name.hpp"
#include "web/browsing/book_filter.hpp"
#include "web/browsing/cards.hpp"
#include "web/browsing/index_routes.hpp"
#include "web/cached_page.hpp"
#include "web/frames.hpp"
#include "web/view/books/browse_pages.hpp"

namespace aan::web {
namespace {

constexpr std::size_t kBehindBytesMax = 4000;  // the key of a title may be long

// Where the page before ended. The first page begins at the beginning.
Result<std::string> behind_of(const net::Request& request, std::int64_t page) {
  std::string behind = page > 1 ? request.query("behind").value_or("") : std::string();
  if (behind.size() > kBehindBytesMax)
    return refuse(Errc::not_found, "books", "There is no such page of books.", "no_such_page");
  return behind;
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

Result<std::string> home(const Storefront& front, const net::Request&, const Visitor& visitor) {
  const service::HomeView view = AAN_TRY(service::view_home(front.use.room, visitor.currency));
  HomePage page;
  if (view.featured) {
    const catalog::BookDetail& book = *view.featured;
    page.featured = FeaturedBook{card_of(book.work, book.edition, book.files, book.offer),
                                 book.work.description, book.edition.sample.has_value()};
  }
  page.shelves.push_back({ShelfKind::newest, "", "/books", cards_of(view.newest)});
  page.shelves.push_back({ShelfKind::bundles, "", "/bundles", cards_of(view.bundles)});
  page.shelves.push_back({ShelfKind::more, "", "/books", cards_of(view.more)});
  page.shelves.push_back(
      {ShelfKind::free_books, "", books_path({.only_free = true}), cards_of(view.free.books)});
  page.free_count = view.free.total;
  page.subjects = choices(view.subjects);
  page.languages = choices(view.languages);
  return render(page, catalogue_frame(front, NavItem::none, "/", visitor));
}

Result<std::string> books(const Storefront& front, const net::Request& request,
                          const Visitor& visitor) {
  BooksPage page;
  page.filter = AAN_TRY(filter_of(request));
  page.page = AAN_TRY(page_number(request));
  ports::BookQuery query;
  query.subject_slug = page.filter.subject;
  query.contributor_slug = page.filter.author;
  query.series = page.filter.series;
  query.publisher = page.filter.publisher;
  query.format = page.filter.format;
  query.language = page.filter.language;
  query.only_free = page.filter.only_free;
  query.order =
      page.filter.sort == BookSort::title ? ports::BookOrder::title : ports::BookOrder::newest;
  query.offset = (page.page - 1) * kPageSize;
  query.behind = AAN_TRY(behind_of(request, page.page));
  query.limit = kPageSize;
  const service::BooksView view =
      AAN_TRY(service::view_books(front.use.room, query, visitor.currency));
  page.subject_name = view.subject;
  page.author_name = view.contributor;
  page.series_name = view.series;
  page.filter.series = view.series_key;
  page.subjects = choices(view.subjects);
  page.languages = choices(view.languages);
  page.broader = entries_of(view.broader);
  page.narrower = entries_of(view.narrower);
  page.books = cards_of(view.page.books);
  page.total = view.page.total;
  page.pages = pages_of(page.total);
  page.next = view.page.next;
  // Books that left the shop meanwhile may make a page of this number one too many.
  if (!query.behind.empty() && !page.books.empty()) page.pages = std::max(page.pages, page.page);
  const bool is_own_page = !books_path(page.filter).starts_with("/books");
  if (page.total == 0 && is_own_page && names_a_shelf(request))
    return refuse(Errc::not_found, "books", "No book stands on that shelf.", "no_such_shelf");
  if (page.page > page.pages)
    return refuse(Errc::not_found, "books", "There are not so many pages of books.",
                  "no_such_page");
  const NavItem nav = page.filter.only_free ? NavItem::free_books : NavItem::books;
  return render(page, catalogue_frame(front, nav, books_path(page.filter, page.page), visitor));
}

// A list of nothing is a page, a shelf of nothing is not there: each is kept for itself, the list
// among the addresses that anybody can make up.
Result<std::string> books_address(const net::Request& request) {
  const std::int64_t page = AAN_TRY(page_number(request));
  const BookFilter filter = AAN_TRY(filter_of(request));
  std::string path = books_path(filter, page, AAN_TRY(behind_of(request, page)));
  const bool is_shelf = !filter.only_free && !path.starts_with("/books");
  return is_shelf && !names_a_shelf(request) ? "/books?" + path : path;
}

// A name that was mended has another address, under which its books are now.
template <ports::ShelfKind kind, std::string BookFilter::* field>
Result<std::optional<std::string>> moved(const Storefront& front, const net::Request& request) {
  const auto name = AAN_TRY(service::moved_name(front.use.room, kind, request.param("name")));
  if (!name) return std::optional<std::string>();
  BookFilter filter;
  filter.*field = *name;
  return std::optional(books_path(filter));
}

}  // namespace

void add_browse_routes(net::Router& router, const Storefront& front) {
  add_cached_page(router, front, "/", home, plain_address);
  add_cached_page(router, front, "/books", books, books_address);
  add_cached_page(router, front, "/subjects/{name}", books, books_address,
                  moved<ports::ShelfKind::subject, &BookFilter::subject>, 301);
  add_cached_page(router, front, "/authors/{name}", books, books_address,
                  moved<ports::ShelfKind::contributor, &BookFilter::author>, 301);
  add_cached_page(router, front, "/series/{name}", books, books_address,
                  moved<ports::ShelfKind::series, &BookFilter::series>, 301);
  add_cached_page(router, front, "/publishers/{name}", books, books_address,
                  moved<ports::ShelfKind::publisher, &BookFilter::publisher>, 301);
  add_cached_page(router, front, "/languages/{name}", books, books_address);
  add_cached_page(router, front, "/formats/{name}", books, books_address);
  add_cached_page(router, front, "/free", books, books_address);
}

}  // namespace aan::web
