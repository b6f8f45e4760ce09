#include "opds/kosync_routes.hpp"

#include "net/status.hpp"
#include "opds/kosync_codec.hpp"

namespace aan::opds {
namespace {

constexpr std::size_t kBodyBytesMax = 16'384;  // what it says of a book stands there, too
// Numbers that KOReader's own server gives its refusals.
constexpr int kUnauthorized = 2001;
constexpr int kInvalid = 2003;
constexpr int kNoDocument = 2004;
constexpr int kUnknown = 2000;
constexpr int kNoRegistration = 2005;

net::Response said(std::string body, int status = 200) {
  return net::Response::json(std::move(body), status).make_private();
}

net::Response refused(int status, int code, std::string_view message) {
  return said(write_sync_error(code, message), status);
}

net::Response refused(const Error& error) {
  // Its client knows nothing of who is too fast: it shows the sentence of a 401.
  return render_sync_error(error.code == Errc::limited ? 401 : net::status_of(error), error);
}

Result<customer::CustomerId> open(const Front& front, const net::Request& request) {
  const auto name = request.header("x-auth-user");
  const auto key = request.header("x-auth-key");
  if (!name || !key)
    return refuse(Errc::unauthenticated, "sync", "Sign in with your login of reading apps.",
                  "reader_password");
  return front.readers.open_by_md5(*name, *key, request.client_key());
}

using Act = Result<net::Response> (*)(const Front&, const net::Request&,
                                      const customer::CustomerId&);

net::Handler with_library(const Front& front, Act act) {
  return [&front, act](const net::Request& request) -> net::Response {
    const auto library = open(front, request);
    if (!library) return refused(library.error());
    auto answer = act(front, request, *library);
    return answer ? std::move(*answer) : refused(answer.error());
  };
}

Result<net::Response> greet(const Front& /*front*/, const net::Request& /*request*/,
                            const customer::CustomerId& /*library*/) {
  return said(R"({"authorized":"OK"})");
}

Result<net::Response> tell(const Front& front, const net::Request& request,
                           const customer::CustomerId& library) {
  const std::string_view document = request.param("document");
  if (!is_document_digest(document))
    return refused(403, kNoDocument, "There is no book of that name.");
  const auto place = AAN_TRY(front.places.find(library, document));
  return said(write_device_place(place ? &*place : nullptr));
}

Result<net::Response> keep(const Front& front, const net::Request& request,
                           const customer::CustomerId& library) {
  auto place = parse_device_place(request.body);
  if (!place) return refused(403, kInvalid, place.error().safe);
  place->kept_at = front.use.room.clock.wall();
  // What is none of the library's books is answered the same, and forgotten at once.
  AAN_TRY(front.places.keep(library, *place));
  return said(write_place_kept(*place));
}

}  // namespace

bool is_kosync(const net::Request& request) { return request.path.starts_with("/kosync/"); }

net::Response render_sync_error(int status, const Error& error) {
  const int code = status == 401                 ? kUnauthorized
                   : error.code == Errc::invalid ? kInvalid
                                                 : kUnknown;
  net::Response response = refused(
      status, code, error.safe.empty() ? std::string_view("It does not work now.") : error.safe);
  if (error.retry_after_s) response.set("retry-after", std::to_string(*error.retry_after_s));
  return response;
}

void add_kosync_routes(net::Router& router, const Front& front) {
  net::RouteOptions reading;
  reading.bodies = {net::BodyKind::none};
  // A file of which no digest is known yet may wait for the worker, few at a time: never on the
  // pool that payments leave by.
  reading.pool = net::Pool::interactive;
  router.get("/kosync/users/auth", with_library(front, greet), reading);
  router.get("/kosync/syncs/progress/{document}", with_library(front, tell), reading);
  net::RouteOptions writing;
  writing.bodies = {net::BodyKind::json};
  writing.body_bytes_max = kBodyBytesMax;
  writing.pool = net::Pool::interactive;
  router.add(net::Method::put, "/kosync/syncs/progress", with_library(front, keep), writing);
  router.post(
      "/kosync/users/create",
      [](const net::Request&) {
        return refused(
            402, kNoRegistration,
            "The login is in your library at this shop: choose Login there, not Register.");
      },
      writing);
}

}  // namespace aan::opds
