#include "opds/shelf_routes.hpp"

#include "api/routes.hpp"
#include "base/codec.hpp"
#include "base/text.hpp"
#include "net/body.hpp"
#include "opds/atom.hpp"
#include "opds/feed_codec.hpp"
#include "opds/links.hpp"
#include "opds/place.hpp"
#include "service/delivery/keep_files.hpp"
#include "service/library/shelf.hpp"
#include "web/sale/send_download.hpp"
#include "web/view/locale.hpp"

namespace aan::opds {
namespace {

constexpr std::size_t kHeaderBytesMax = 1000;

struct Login {
  std::string name;
  std::string password;
};

// RFC 7617: "Basic", a blank, base64 of name ":" password.
std::optional<Login> login_in(const net::Request& request) {
  const auto header = request.header("authorization");
  if (!header || header->size() > kHeaderBytesMax) return std::nullopt;
  constexpr std::string_view kScheme = "basic ";
  if (lower_ascii(header->substr(0, kScheme.size())) != kScheme) return std::nullopt;
  const auto plain = parse_base64(trim(header->substr(kScheme.size())));
  if (!plain) return std::nullopt;
  const std::size_t colon = plain->find(':');
  if (colon == plain->npos) return std::nullopt;
  return Login{plain->substr(0, colon), plain->substr(colon + 1)};
}

// The authentication document is the body, and plain clients are told by the header.
net::Response ask_to_sign_in(const Front& front, const net::Request& request) {
  net::Response response =
      net::Response::json(write_authentication(place_of(front.use.shop, request)), 401);
  response.set("content-type", kAuthType);
  response.set("www-authenticate", "Basic realm=\"Books\", charset=\"UTF-8\"");
  response.set("link", "<" + request.origin() + "/opds/auth.json>; rel=\"" + std::string(kAuthRel) +
                           "\"; type=\"" + std::string(kAuthType) + "\"");
  return std::move(response).make_private();
}

Result<customer::CustomerId> open(const Front& front, const net::Request& request) {
  const auto login = login_in(request);
  if (!login)
    return refuse(Errc::unauthenticated, "shelf", "Sign in with your reader password.",
                  "reader_password");
  return front.readers.open(login->name, login->password, request.client_key());
}

using Show = api::Answer<net::Response> (*)(const Front&, const net::Request&,
                                            const customer::CustomerId&);

net::Handler with_library(const Front& front, Show show) {
  return [&front, show](const net::Request& request) -> net::Response {
    const auto library = open(front, request);
    if (!library && library.error().code == Errc::unauthenticated)
      return ask_to_sign_in(front, request);
    if (!library) return api::render_problem(request, library.error());
    auto answer = show(front, request, *library);
    return answer ? std::move(*answer) : api::render_problem(request, answer.error());
  };
}

Publication publication_of(service::ShelfBook owned) {
  Publication it;
  it.way = Way::own;
  for (const service::ShelfFile& one : owned.files)
    it.files.push_back({"/opds/shelf/" + percent_encode(one.grant.value) + "/" +
                            percent_encode(owned.book.work.slug) + "." +
                            percent_encode(one.file.format),
                        one.file.media_type, 0});
  it.book = std::move(owned.book);
  return it;
}

Result<Feed> shelf_feed(const Front& front, const net::Request& request,
                        const customer::CustomerId& library, const Place& place) {
  const web::Locale& locale = web::find_locale(place.language);
  const std::string behind = request.query("behind").value_or("");
  service::Shelf shelf = AAN_TRY(service::view_shelf(front.use.room, library, behind));
  Feed feed;
  feed.path = "/shelf" + (behind.empty() ? "" : "?behind=" + percent_encode(behind));
  feed.title = locale.text("opds_shelf");
  feed.is_private = true;
  feed.total = shelf.total;
  feed.per_page = service::kShelfPage;
  feed.first = "/shelf";
  if (!shelf.next.empty()) feed.next = "/shelf?behind=" + percent_encode(shelf.next);
  for (service::ShelfBook& book : shelf.books) {
    feed.updated = std::max(feed.updated, changed_at(book.book));
    feed.books.push_back(publication_of(std::move(book)));
  }
  return feed;
}

net::Response own_answer(std::string body, std::string_view type) {
  const std::string tag = net::content_etag(body);
  net::Response response = net::Response::text(std::move(body));
  response.set("content-type", type).set("etag", tag);
  return std::move(response).set("cache-control", "private, no-cache");
}

api::Answer<net::Response> show_atom(const Front& front, const net::Request& request,
                                     const customer::CustomerId& library) {
  const Place place = place_of(front.use.shop, request);
  const Feed feed = AAN_TRY(shelf_feed(front, request, library, place));
  return own_answer(write_atom(feed, place), std::string(kAcquisitionType) + ";charset=utf-8");
}

api::Answer<net::Response> show_json(const Front& front, const net::Request& request,
                                     const customer::CustomerId& library) {
  const Place place = place_of(front.use.shop, request);
  const Feed feed = AAN_TRY(shelf_feed(front, request, library, place));
  return own_answer(write_feed(feed, place), kFeedJsonType);
}

// A look at a file uses nothing up: apps ask with HEAD first, and whether what they have is old.
api::Answer<net::Response> send_file(const Front& front, const net::Request& request,
                                     const customer::CustomerId& library) {
  const sales::GrantId grant{std::string(request.param("grant"))};
  const service::ShelfFileFacts facts =
      AAN_TRY(service::look_at_shelf_file(front.use.room, front.use.stamps, library, grant));
  if (request.method == net::Method::head || !facts.is_stamped) {
    ports::OpenBlob blob = AAN_TRY(service::open_file(front.use.room, facts.file));
    net::FileBody body;
    body.file = net::share(std::move(blob.file));
    body.size = facts.size;
    if (!facts.is_stamped) body.etag = web::download_etag(hex(facts.file.sha256));
    body.content_type = facts.file.media_type;
    body.disposition = net::attachment(facts.file.file_name);
    if (net::bytes_to_send(request, body) == 0)
      return net::Response::file(std::move(body)).set("cache-control", "private, no-cache");
  }
  for (std::int64_t skip = 0;; ++skip) {
    auto sent = web::send_download(
        front.use.deliver,
        AAN_TRY(service::open_shelf_file(front.use.room, front.use.deliver, facts, grant, skip)),
        request);
    if (sent) return std::move(*sent);
    // Its last bytes went out a moment ago: the next use.
    if (sent.error().reason != "address_spent") return std::unexpected(std::move(sent).error());
  }
}

}  // namespace

void add_shelf_routes(net::Router& router, const Front& front) {
  net::RouteOptions reading;
  reading.bodies = {net::BodyKind::none};
  router.get(std::string(kAtomRoot) + "/shelf", with_library(front, show_atom), reading);
  router.get(std::string(kJsonRoot) + "/shelf", with_library(front, show_json), reading);
  // A copy may have to be prepared, which waits for the worker.
  reading.pool = net::Pool::outbound;
  router.get(std::string(kAtomRoot) + "/shelf/{grant}/{name}", with_library(front, send_file),
             reading);
}

}  // namespace aan::opds
