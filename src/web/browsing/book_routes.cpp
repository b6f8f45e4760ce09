#include "web/browsing/book_routes.hpp"

#include <algorithm>

#include "base/codec.hpp"
#include "base/text.hpp"
#include "domain/catalog/book_format.hpp"
#include "domain/catalog/text_parts.hpp"
#include "net/body.hpp"
#include "service/books/merge_books.hpp"
#include "service/browsing/browse.hpp"
#include "web/browsing/book_filter.hpp"
#include "web/browsing/cards.hpp"
#include "web/browsing/picture_size.hpp"
#include "web/cached_page.hpp"
#include "web/frames.hpp"
#include "web/sale/reading_routes.hpp"
#include "web/view/books/book_block.hpp"
#include "web/view/books/book_page.hpp"
#include "web/view/books/buy_page.hpp"
#include "web/view/books/list_filter.hpp"
#include "web/visitor.hpp"

namespace aan::web {
namespace {

constexpr const char* kContentsPart = "contents";

BookPage book_page(const service::BookView& view) {
  const auto& [work, edition, files, offer] = view.book;
  BookPage page;
  page.card = card_of(work, edition, files, offer);
  page.offer_id = offer.id.value;
  page.description = work.description;
  for (const catalog::Contributor& one : work.contributors)
    page.contributors.push_back({one.name, one.slug, one.role});
  for (const catalog::Subject& one : work.subjects) page.subjects.push_back({one.slug, one.name});
  for (const catalog::EditionFile& file : files)
    page.files.push_back(
        {file.format, file.size, file.cid.text(), hex(file.sha256), file.pages, file.play_seconds});
  for (const catalog::FileVersion& one : view.earlier)
    page.earlier.push_back(
        {one.file.format, one.number, one.since, hex(one.file.sha256), one.file.cid.text()});
  if (!work.series.empty()) page.series_path = books_path({.series = view.series_key});
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
  page.has_sample_file = service::has_sample_file(edition);
  page.can_be_bought =
      catalog::availability_of(work, offer, files) == catalog::Availability::available;
  page.territory = offer.rules.territory;
  page.countries = offer.rules.countries;
  page.licence_seats = offer.licence_seats;
  page.is_stamped = view.is_stamped;
  for (const catalog::Edition& one : view.stood_for) {
    // What says nothing else than the book itself tells nobody anything.
    const bool is_other = (!one.isbn13.empty() && one.isbn13 != edition.isbn13) ||
                          (!one.publisher.empty() && one.publisher != edition.publisher) ||
                          (!one.published.empty() && one.published != edition.published);
    if (is_other) page.other_editions.push_back({one.publisher, one.published, one.isbn13});
  }
  page.suggested = offer.suggested;
  page.is_being_restored = catalog::is_being_restored(files);
  page.listed_at = work.created_at;
  page.bundles = {ShelfKind::of_this_book, "", "", cards_of(view.bundles)};
  page.also.books = cards_of(view.also);
  page.also.kind = ShelfKind::related;
  const auto author = std::ranges::find(work.contributors, catalog::ContributorRole::author,
                                        &catalog::Contributor::role);
  if (!work.series.empty()) {
    page.also.name = work.series;
    page.also.more_path = page.series_path;
  } else if (author != work.contributors.end()) {
    page.also.name = author->name;
    page.also.more_path = books_path({.author = author->slug});
  }
  return page;
}

Result<std::string> book(const Storefront& front, const net::Request& request,
                         const Visitor& visitor) {
  const service::BookView view =
      AAN_TRY(service::view_book(front.use.room, request.param("slug"), visitor.currency));
  BookPage page = book_page(view);
  page.cover_size = size_of_picture(front.use.pictures, view.book.edition.thumb_640);
  page.contents_part = AAN_TRY(page_number(request, kContentsPart));
  if (page.contents_part > contents_parts(page.contents))
    return refuse(Errc::not_found, "book", "Its contents have not so many pages.", "no_such_page");
  return render(page,
                catalogue_frame(front, NavItem::books, book_path(view.book.work.slug), visitor));
}

Result<std::string> book_address(const net::Request& request) {
  const std::int64_t part = AAN_TRY(page_number(request, kContentsPart));
  const std::string path = AAN_TRY(plain_address(request));
  return part > 1 ? path + "?contents=" + std::to_string(part) : path;
}

Result<std::optional<catalog::BookDetail>> standing_for(const Storefront& front,
                                                        const std::string& name) {
  auto other = AAN_TRY(service::stands_for(front.use.room, name));
  if (other && other->work.visibility != catalog::Visibility::listed) other.reset();
  return other;
}

// A book that another one stands for. They may be parted again, so nobody is to remember it.
Result<std::optional<std::string>> moved_book(const Storefront& front,
                                              const net::Request& request) {
  const auto other = AAN_TRY(standing_for(front, std::string(request.param("slug"))));
  return other ? std::optional(book_path(other->work.slug)) : std::nullopt;
}

// The pages that belong to it lead to those of the other.
Result<std::optional<std::string>> moved_sample(const Storefront& front,
                                                const net::Request& request) {
  const auto to = AAN_TRY(moved_book(front, request));
  return to ? std::optional(*to + "/sample") : std::nullopt;
}

Result<std::optional<std::string>> moved_buy(const Storefront& front, const net::Request& request) {
  const auto other = AAN_TRY(standing_for(front, std::string(request.param("slug"))));
  return other ? std::optional("/buy/" + percent_encode(other->work.slug)) : std::nullopt;
}

Result<std::string> sample(const Storefront& front, const net::Request& request,
                           const Visitor& visitor) {
  const service::SampleView view = AAN_TRY(service::view_sample(
      front.use.room, front.use.pictures, request.param("slug"), visitor.currency));
  const catalog::BookDetail& it = view.book;
  SamplePage page;
  page.card = card_of(it.work, it.edition, it.files, it.offer);
  page.offer_id = it.offer.id.value;
  page.can_be_bought =
      catalog::availability_of(it.work, it.offer, it.files) == catalog::Availability::available;
  page.part = AAN_TRY(page_number(request));
  const auto parts = catalog::text_parts(view.xhtml);
  if (page.part > std::ssize(parts))
    return refuse(Errc::not_found, "sample", "The sample has not so many pages.", "no_such_page");
  page.text = Html::trusted(parts[static_cast<std::size_t>(page.part - 1)].markup);
  for (const catalog::TextPart& part : parts) page.part_titles.push_back(part.title);
  page.look = asked_look(request).value_or(ReadingLook{});
  page.has_letters = it.files.empty() || !catalog::is_comic(it.files.front().format);
  page.has_file = service::has_sample_file(it.edition);
  return render(
      page, catalogue_frame(front, NavItem::books, sample_path(it.work.slug, page.part), visitor));
}

BuyPage buy_page(const net::Request& request, const service::BookView& view) {
  const auto& [work, edition, files, offer] = view.book;
  BuyPage page;
  page.card = card_of(work, edition, files, offer);
  page.offer_id = offer.id.value;
  page.origin = request.origin();
  page.has_sample = edition.sample.has_value();
  page.can_be_bought =
      catalog::availability_of(work, offer, files) == catalog::Availability::available;
  page.suggested = offer.suggested;
  return page;
}

Frame buy_frame(const Storefront& front, const service::BookView& view, const Visitor& visitor) {
  const std::string& slug = view.book.work.slug;
  Frame frame = catalogue_frame(front, NavItem::books, "/buy/" + percent_encode(slug), visitor);
  frame.canonical_path = book_path(slug);
  return frame;
}

Result<std::string> buy(const Storefront& front, const net::Request& request,
                        const Visitor& visitor) {
  const service::BookView view =
      AAN_TRY(service::view_book(front.use.room, request.param("slug"), visitor.currency));
  return render(buy_page(request, view), buy_frame(front, view, visitor));
}

// Its addresses are whole ones, so each name of the shop has a page of its own.
Result<std::string> buy_address(const net::Request& request) {
  return request.origin() + request.path;
}

Result<std::string> sample_address(const net::Request& request) {
  return with_look(sample_path(request.param("slug"), AAN_TRY(page_number(request))),
                   asked_look(request).value_or(ReadingLook{}));
}

Result<net::Response> sample_file(const Storefront& front, const net::Request& request) {
  service::SampleFile sample = AAN_TRY(front.use.samples->open(request.param("slug")));
  net::FileBody file;
  file.file = net::share(std::move(sample.content.file));
  file.size = sample.content.info.size;
  file.etag = "\"" + sample.content.info.cid.text() + "\"";
  file.content_type = "application/epub+zip";
  file.disposition = net::attachment(sample.file_name);
  net::Response response = net::Response::file(std::move(file));
  response.set("cache-control", "public, max-age=3600");
  response.set("content-security-policy", "default-src 'none'; sandbox");
  return response;
}

}  // namespace

bool is_about_own_price(const Error& error) {
  return error.reason == "amount_unreadable" || error.reason == "amount_below_minimum" ||
         error.reason == "amount_above_maximum";
}

Result<net::Response> ask_price_again(const Storefront& front, const net::Request& request,
                                      PricePage asked_on, std::string_view slug,
                                      const Asset& currency, WrongPrice wrong) {
  Visitor visitor = visitor_of(front, request);
  visitor.currency = currency;
  const service::BookView view = AAN_TRY(service::view_book(front.use.room, slug, currency));
  const int status = wrong.problem.status;
  std::string html;
  if (asked_on == PricePage::buy) {
    BuyPage page = buy_page(request, view);
    page.wrong_price = std::move(wrong);
    html = render(page, buy_frame(front, view, visitor));
  } else {
    BookPage page = book_page(view);
    page.wrong_price = std::move(wrong);
    html = render(page,
                  catalogue_frame(front, NavItem::books, book_path(view.book.work.slug), visitor));
  }
  return net::Response::html(std::move(html), status).make_private();
}

void add_book_routes(net::Router& router, const Storefront& front) {
  add_cached_page(router, front, "/books/{slug}", book, book_address, moved_book);
  add_cached_page(router, front, "/books/{slug}/sample", sample, sample_address, moved_sample);
  add_cached_page(router, front, "/buy/{slug}", buy, buy_address, moved_buy);
  if (front.use.samples == nullptr) return;
  net::RouteOptions making;
  making.pool = net::Pool::interactive;  // few wait for the worker, and no payment behind them
  router.get(
      "/books/{slug}/sample.epub",
      page(front, [&front](const net::Request& request) { return sample_file(front, request); }),
      making);
}

}  // namespace aan::web
