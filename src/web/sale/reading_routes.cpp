#include "web/sale/reading_routes.hpp"

#include <algorithm>
#include <initializer_list>

#include "base/text.hpp"
#include "base/whole_number.hpp"
#include "crypto/token.hpp"
#include "net/body.hpp"
#include "service/delivery/reading.hpp"
#include "web/frames.hpp"
#include "web/view/books/reading_page.hpp"

namespace aan::web {
namespace {

constexpr std::size_t kGrantBytesMax = 100;

struct Asked {
  std::string token;
  sales::GrantId grant;
};

// A token of the wrong shape, a wrong one and none at all get the same answer.
Result<Asked> asked_in(const net::Request& request) {
  Asked it{std::string(request.param("token")),
           sales::GrantId{std::string(request.param("grant"))}};
  if (!crypto::looks_like_token(it.token) || it.grant.value.size() > kGrantBytesMax)
    return refuse(Errc::not_found, "read", "There is no such download.", "no_such_download");
  return it;
}

std::optional<std::size_t> number_in(std::string_view text) {
  const auto number = parse_whole_number(text);
  return number && *number > 0 ? std::optional(static_cast<std::size_t>(*number)) : std::nullopt;
}

// Without the header it is a program, or a browser that sends none.
bool is_absent_or(const net::Request& request, std::string_view name,
                  std::initializer_list<std::string_view> words) {
  const auto value = request.header(name);
  return !value || std::ranges::find(words, lower_ascii(*value)) != words.end();
}

ReadingLook look_of(const net::Request& request, const service::ReadingView& view) {
  if (const auto asked = asked_look(request)) return *asked;
  if (!view.place) return {};
  return parse_reading_look(view.place->look).value_or(ReadingLook{});
}

std::string way_back(const std::string& token, bool is_gift) {
  return (is_gift ? "/gifts/" : "/orders/") + token;
}

// Nobody keeps it, and no search engine shows it.
net::Response own(net::Response response) {
  response.set("x-robots-tag", "noindex, nofollow");
  return std::move(response).make_private();
}

Result<net::Response> go_on(const Storefront& front, const net::Request& request) {
  const Asked asked = AAN_TRY(asked_in(request));
  const auto stand = AAN_TRY(front.use.reading->stand(asked.token, asked.grant));
  return own(net::Response::redirect(reading_path(asked.token, asked.grant.value) + "/" +
                                     std::to_string(stand.page)));
}

Result<net::Response> show(const Storefront& front, const net::Request& request) {
  const Asked asked = AAN_TRY(asked_in(request));
  const auto number = number_in(request.param("page"));
  if (!number)
    return refuse(Errc::not_found, "read", "The book has not so many pages.", "no_such_page");
  service::ReadingAsk ask;
  ask.page = *number;
  ask.keeps_place = is_read_now(request);
  if (const auto look = asked_look(request)) ask.look = name_of(*look);
  service::ReadingView view = AAN_TRY(front.use.reading->open(asked.token, asked.grant, ask));
  ReadingPageView page;
  page.path = reading_path(asked.token, asked.grant.value);
  page.is_gift = view.is_gift;
  page.back_path = way_back(asked.token, view.is_gift);
  page.title = view.work.title;
  for (const catalog::Contributor& one : view.work.contributors)
    if (one.role == catalog::ContributorRole::author) page.authors.push_back(one.name);
  page.language = view.edition.language;
  page.page = static_cast<std::int64_t>(view.page);
  page.share = view.share;
  page.look = look_of(request, view);
  page.picture = view.picture;
  page.text = with_ways(view.xhtml, view.index, page.page, page.look);
  page.index = std::move(view.index);
  if (view.is_stamped) page.reference = view.order.reference;
  return own(net::Response::html(render(page, private_frame(front, request, NavItem::none))));
}

Result<net::Response> picture(const Storefront& front, const net::Request& request) {
  const Asked asked = AAN_TRY(asked_in(request));
  std::string_view name = request.param("name");
  const auto number = name.ends_with(".jpg") ? number_in(name.substr(0, name.size() - 4))
                                             : std::optional<std::size_t>();
  if (!number)
    return refuse(Errc::not_found, "read", "There is no such picture.", "no_such_picture");
  net::Response response =
      net::Response::text(AAN_TRY(front.use.reading->picture(asked.token, asked.grant, *number)));
  response.set("content-type", "image/jpeg");
  response.set("content-security-policy", "default-src 'none'; sandbox");
  response.set("x-robots-tag", "noindex, nofollow");
  response.compressible = false;
  response.set("cache-control", "private, max-age=3600");
  return response;
}

Result<net::Response> forget(const Storefront& front, const net::Request& request) {
  const Asked asked = AAN_TRY(asked_in(request));
  AAN_TRY(request.form());
  const bool is_gift = AAN_TRY(front.use.reading->forget(asked.token, asked.grant));
  return own(net::Response::redirect(way_back(asked.token, is_gift)));
}

}  // namespace

bool is_read_now(const net::Request& request) {
  if (request.method != net::Method::get ||
      !is_absent_or(request, "sec-fetch-site", {"same-origin", "none"}) ||
      !is_absent_or(request, "sec-fetch-dest", {"document"}))
    return false;
  // Browsers have several names for what they fetch before anybody asked for it.
  for (const std::string_view name : {"sec-purpose", "purpose", "x-purpose", "x-moz"}) {
    const std::string purpose = lower_ascii(request.header(name).value_or(""));
    for (const std::string_view word : {"prefetch", "prerender", "preview"})
      if (purpose.contains(word)) return false;
  }
  return true;
}

std::string reading_path(std::string_view token, std::string_view grant) {
  return "/read/" + percent_encode(token) + "/" + percent_encode(grant);
}

std::optional<ReadingLook> asked_look(const net::Request& request) {
  const auto word = request.query("look");
  return word ? parse_reading_look(*word) : std::nullopt;
}

void add_reading_routes(net::Router& router, const Storefront& front) {
  if (front.use.reading == nullptr) return;
  net::RouteOptions options;
  options.bodies = {net::BodyKind::form};
  options.body_bytes_max = 1024;
  // A book that nobody has read here yet waits for the worker: `service::Makings` lets four wait
  // so, half of this pool. Payments leave by another, and wait for no reader.
  options.pool = net::Pool::interactive;
  const auto with = [&front](auto function) {
    return page(front, [&front, function](const net::Request& request) {
      return function(front, request);
    });
  };
  router.get("/read/{token}/{grant}", with(go_on), options);
  router.get("/read/{token}/{grant}/{page}", with(show), options);
  router.get("/read/{token}/{grant}/pictures/{name}", with(picture), options);
  router.get("/read/{token}/{grant}/forget", with(go_on), options);
  router.post("/read/{token}/{grant}/forget", with(forget), options);
}

}  // namespace aan::web
