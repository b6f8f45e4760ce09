#include "web/customer/library_routes.hpp"

#include <algorithm>
#include <tuple>

#include "base/text.hpp"
#include "crypto/token.hpp"
#include "domain/catalog/reading_copy.hpp"
#include "net/status.hpp"
#include "service/customer/personal_data.hpp"
#include "service/library/gather.hpp"
#include "service/library/view.hpp"
#include "web/browsing/book_filter.hpp"
#include "web/browsing/cards.hpp"
#include "web/customer/library_session.hpp"
#include "web/customer/personal_data_json.hpp"
#include "web/frames.hpp"
#include "web/language.hpp"
#include "web/sale/reading_routes.hpp"
#include "web/view/customer/library_pages.hpp"

namespace aan::web {
namespace {

Result<net::Response> door(const Storefront& front, const net::Request& request,
                           const std::string& email, const Error* problem) {
  LibraryDoorPage page;
  page.takes_email = front.use.shop.has_mail;
  page.is_asked = request.query("asked").has_value();
  page.is_forgotten = request.query("forgotten").has_value();
  page.minutes = customer::kLibraryLetterFor.s() / 60;
  page.email = email;
  page.has_passkeys = service::PasskeyDoor::can_be_at(request.origin());
  const int status = problem == nullptr ? 200 : net::status_of(*problem);
  if (problem != nullptr) page.problem = Problem{status, *problem};
  net::Response response =
      net::Response::html(render(page, private_frame(front, request, NavItem::none)), status);
  if (problem != nullptr && problem->retry_after_s)
    response.set("retry-after", std::to_string(*problem->retry_after_s));
  return std::move(response).make_private();
}

BookCard card_in(const Storefront& front, const catalog::BookDetail& book) {
  BookCard card = card_of(book.work, book.edition, book.files, book.offer);
  if (book.work.visibility != catalog::Visibility::listed)
    card.cover = cover_for_owner(front.use.room.keys.ring(), book.edition, /*is_listed=*/false);
  return card;
}

// What was read to its end is begun no more.
void keep_begun(std::vector<LibraryBegun>& begun) {
  std::erase_if(begun, [](const LibraryBegun& one) { return one.share >= catalog::kWholeBook; });
  std::ranges::sort(begun, [](const LibraryBegun& a, const LibraryBegun& b) {
    return std::tie(b.kept_at, a.path) < std::tie(a.kept_at, b.path);
  });
  if (begun.size() > kLibraryBegunMax)
    begun.erase(begun.begin() + static_cast<std::ptrdiff_t>(kLibraryBegunMax), begun.end());
}

// So many orders and books stand on a page; one order stands whole on one.
constexpr std::size_t kPageEntriesMax = 50;

// On which page each order stands, from 1.
std::vector<std::int64_t> pages_of_orders(const std::vector<service::LibraryOrder>& orders) {
  std::vector<std::int64_t> pages;
  std::int64_t page = 1;
  std::size_t entries = 0;
  for (const service::LibraryOrder& one : orders) {
    const std::size_t more = 1 + one.books.size();
    if (entries > 0 && entries + more > kPageEntriesMax) {
      ++page;
      entries = 0;
    }
    entries += more;
    pages.push_back(page);
  }
  return pages;
}

LibraryShelfOrder shelf_order(const Storefront& front, const service::LibraryOrder& one) {
  LibraryShelfOrder order;
  order.reference = one.order.reference;
  order.created_at = one.order.created_at;
  if (!one.token.empty()) order.path = "/orders/" + one.token;
  for (const catalog::BookDetail& book : one.books) {
    order.books.push_back(card_in(front, book));
    std::vector<LibraryDownload>& downloads = order.downloads.emplace_back();
    if (const auto files = one.to_fetch.find(book.work.id.value); files != one.to_fetch.end())
      for (const service::LibraryFile& file : files->second)
        downloads.push_back({file.grant.value, new_form_key(front), file.format, file.size});
    const auto day = one.to_come.find(book.work.id.value);
    order.days.push_back(day == one.to_come.end() ? std::nullopt : std::optional(day->second));
    LibraryReadingWay& way = order.readings.emplace_back();
    const auto reading = one.readable.find(book.work.id.value);
    if (one.token.empty() || reading == one.readable.end()) continue;
    way.path = reading_path(one.token, reading->second.grant.value);
    if (const auto& place = reading->second.place) way.share = place->share;
  }
  return order;
}

// What was begun of all orders, whichever page they stand on.
std::vector<LibraryBegun> begun_in(const Storefront& front, const service::LibraryView& view) {
  std::vector<LibraryBegun> begun;
  for (const service::LibraryOrder& one : view.orders)
    for (const catalog::BookDetail& book : one.books) {
      const auto reading = one.readable.find(book.work.id.value);
      if (one.token.empty() || reading == one.readable.end() || !reading->second.place) continue;
      begun.push_back({card_in(front, book), reading_path(one.token, reading->second.grant.value),
                       reading->second.place->share, reading->second.place->kept_at});
    }
  keep_begun(begun);
  return begun;
}

Result<net::Response> inside(const Storefront& front, const net::Request& request,
                             const customer::CustomerId& library, const std::string& typed,
                             const Error* problem) {
  const service::LibraryView view = AAN_TRY(service::view_library(front.use.room, library));
  LibraryPage page;
  page.origin = public_origin(front, request);
  page.address = view.address;
  if (!view.link_token.empty()) page.link_url = page.origin + "/library/open/" + view.link_token;
  const std::vector<std::int64_t> pages = pages_of_orders(view.orders);
  page.orders_total = std::ssize(view.orders);
  if (!pages.empty()) page.pages = pages.back();
  page.page = AAN_TRY(page_number(request));
  if (page.page > page.pages)
    return refuse(Errc::not_found, "library", "There are not so many pages of orders.",
                  "no_such_page");
  for (std::size_t at = 0; at < pages.size(); ++at)
    if (pages[at] == page.page) page.orders.push_back(shelf_order(front, view.orders[at]));
  if (page.page == 1) page.begun = begun_in(front, view);
  for (const service::OwnKey& key : view.keys)
    page.keys.push_back({key.id.value, key.kind == customer::KeyKind::passkey, key.label,
                         key.fingerprint, key.created_at, key.used_at});
  page.has_passkeys = service::PasskeyDoor::can_be_at(request.origin());
  page.apps.catalogue_url = page.origin + "/opds";
  page.apps.sync_url = page.origin + "/kosync";
  if (view.reading_apps) {
    page.apps.name = view.reading_apps->name;
    page.apps.password = view.reading_apps->password;
    page.apps.used_at = view.reading_apps->used_at;
  }
  page.typed = typed;
  const int status = problem == nullptr ? 200 : net::status_of(*problem);
  if (problem != nullptr) page.problem = Problem{status, *problem};
  return net::Response::html(render(page, private_frame(front, request, NavItem::none)), status)
      .make_private();
}

Result<net::Response> show(const Storefront& front, const net::Request& request) {
  const auto library = AAN_TRY(open_library(front, request));
  return library ? inside(front, request, *library, "", nullptr)
                 : door(front, request, "", nullptr);
}

Result<net::Response> ask(const Storefront& front, const net::Request& request) {
  const std::string email = AAN_TRY(request.form()).find("email").value_or("");
  if (!front.use.shop.has_mail)
    return refuse(Errc::invalid, "library.ask", "This shop sends no letters.", "mail_not_offered");
  const std::string browser = crypto::new_token(front.use.room.rng);
  const auto asked = front.use.library.ask(email, browser, request.client_key());
  if (!asked && (asked.error().code == Errc::invalid || asked.error().code == Errc::limited))
    return door(front, request, email, &asked.error());
  AAN_TRY(asked);
  net::Response response = to_library("?asked=1");
  response.set_cookie(request, kLibraryAskCookie, browser,
                      {customer::kLibraryLetterFor, net::SameSite::lax});
  return response;
}

Result<net::Response> look_at_letter(const Storefront& front, const net::Request& request) {
  const auto look = AAN_TRY(front.use.library.look(std::string(request.param("token")),
                                                   library_cookie(request, kLibraryAskCookie)));
  const LibraryKnockPage page{"/library/letter/" + std::string(request.param("token")),
                              look.address_shown, look.is_same_browser};
  return net::Response::html(render(page, private_frame(front, request, NavItem::none)))
      .make_private();
}

Result<net::Response> look_at_link(const Storefront& front, const net::Request& request) {
  const LibraryKnockPage page{"/library/open/" + std::string(request.param("token")), "", false};
  return net::Response::html(render(page, private_frame(front, request, NavItem::none)))
      .make_private();
}

Result<net::Response> open_letter(const Storefront& front, const net::Request& request) {
  return library_opened(
      request, AAN_TRY(front.use.library.open_letter(std::string(request.param("token")))).token);
}

Result<net::Response> open_link(const Storefront& front, const net::Request& request) {
  return library_opened(
      request, AAN_TRY(front.use.library.open_link(std::string(request.param("token")))).token);
}

// The last part of an order's address, or that part alone.
std::string token_in(std::string_view typed) {
  typed = trim(typed);
  const auto at = typed.find("/orders/");
  if (at != typed.npos) typed.remove_prefix(at + std::string_view("/orders/").size());
  return std::string(typed.substr(0, typed.find_first_of("/?# ")));
}

Result<net::Response> put(const Storefront& front, const net::Request& request) {
  const auto library = AAN_TRY(open_library(front, request));
  if (!library) return to_library();
  const std::string typed = AAN_TRY(request.form()).find("order").value_or("");
  const auto done = service::put_order(front.use.room, *library, token_in(typed));
  if (!done) return inside(front, request, *library, typed, &done.error());
  return to_library();
}

// From an order's page: into the library that is open, or into a new one.
Result<net::Response> gather(const Storefront& front, const net::Request& request) {
  const std::string token{request.param("token")};
  if (const auto library = AAN_TRY(open_library(front, request))) {
    AAN_TRY(service::put_order(front.use.room, *library, token));
    return to_library();
  }
  const std::string key = AAN_TRY(request.form()).find("idempotency_key").value_or("");
  return library_opened(
      request, AAN_TRY(service::new_library(front.use.room, token,
                                            std::string(language_of(front, request)), key)));
}

Result<net::Response> give_data(const Storefront& front, const net::Request& request) {
  const auto library = AAN_TRY(open_library(front, request));
  if (!library) return to_library();
  AAN_TRY(front.use.library.take_deed(*library));
  const auto data = AAN_TRY(service::personal_data(front.use.room, *library));
  net::Response response =
      net::Response::json(write_personal_data(data, front.use.room.clock.wall()));
  response.set("content-disposition", net::attachment("my-data.json"));
  return std::move(response).make_private();
}

Result<net::Response> erase(const Storefront& front, const net::Request& request) {
  const auto library = AAN_TRY(open_library(front, request));
  if (!library) return to_library();
  if (AAN_TRY(request.form()).find("sure") != "yes") {
    const Error unsure{Errc::invalid, "library.erase", "not ticked", {}, std::nullopt, "not_sure"};
    return inside(front, request, *library, "", &unsure);
  }
  AAN_TRY(service::erase_person(front.use.room, *library, "buyer"));
  net::Response response = to_library("?forgotten=1");
  response.set_cookie(request, kLibraryCookie, "", {Duration{}, net::SameSite::lax});
  return response;
}

using Change = Result<> (*)(const Storefront&, const net::Request&, const customer::CustomerId&);

Result<> renew(const Storefront& front, const net::Request& request,
               const customer::CustomerId& library) {
  AAN_TRY(front.use.library.take_deed(library));
  AAN_TRY(service::renew_library_link(front.use.room, library,
                                      library_cookie(request, kLibraryCookie)));
  return {};
}

Result<> forget(const Storefront& front, const net::Request& /*request*/,
                const customer::CustomerId& library) {
  return service::forget_library_address(front.use.room, library);
}

Result<> make_reader(const Storefront& front, const net::Request& /*request*/,
                     const customer::CustomerId& library) {
  AAN_TRY(front.use.library.take_deed(library));
  return service::make_reader_password(front.use.room, library);
}

Result<> end_reader(const Storefront& front, const net::Request& /*request*/,
                    const customer::CustomerId& library) {
  return service::end_reader_password(front.use.room, library);
}

Result<net::Response> close(const Storefront& front, const net::Request& request) {
  AAN_TRY(front.use.library.close(library_cookie(request, kLibraryCookie)));
  net::Response response = to_library();
  response.set_cookie(request, kLibraryCookie, "", {Duration{}, net::SameSite::lax});
  return response;
}

}  // namespace

void add_library_routes(net::Router& router, const Storefront& front) {
  net::RouteOptions form;
  form.bodies = {net::BodyKind::form};
  form.body_bytes_max = 4096;
  net::RouteOptions long_work;
  long_work.pool = net::Pool::heavy;  // a thousand orders are opened one by one
  const auto with = [&front](auto function) {
    return page(front, [&front, function](const net::Request& request) {
      return function(front, request);
    });
  };
  // What is no form is said to be none, whoever sends it.
  const auto post = [&](std::string_view pattern, auto function) {
    router.post(pattern,
                page(front,
                     [&front, function](const net::Request& request) -> Result<net::Response> {
                       AAN_TRY(request.form());
                       return function(front, request);
                     }),
                form);
  };
  const auto change = [&](std::string_view pattern, Change what, const char* back = "") {
    router.post(pattern,
                page(front,
                     [&front, what, back](const net::Request& request) -> Result<net::Response> {
                       AAN_TRY(request.form());
                       const auto library = AAN_TRY(open_library(front, request));
                       if (library) AAN_TRY(what(front, request, *library));
                       return to_library(library ? back : "");
                     }),
                form);
  };
  router.get("/library", with(show));
  post("/library/letters", ask);
  router.get("/library/letter/{token}", with(look_at_letter));
  post("/library/letter/{token}", open_letter);
  router.get("/library/open/{token}", with(look_at_link));
  post("/library/open/{token}", open_link);
  post("/library/orders", put);
  router.get("/library/data", with(give_data), long_work);
  post("/library/erase", erase);
  post("/library/close", close);
  change("/library/link", renew);
  change("/library/reader", make_reader, "#reading-apps");
  change("/library/reader/end", end_reader, "#reading-apps");
  change("/library/forget", forget);
  router.get("/orders/{token}/library",
             page(front, [](const net::Request& request) -> Result<net::Response> {
               const std::string token{request.param("token")};
               return net::Response::redirect(crypto::looks_like_token(token) ? "/orders/" + token
                                                                              : "/library")
                   .make_private();
             }));
  post("/orders/{token}/library", gather);
}

}  // namespace aan::web
