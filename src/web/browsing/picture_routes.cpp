#include "web/browsing/picture_routes.hpp"

#include "web/frames.hpp"

namespace aan::web {
namespace {

Result<net::Response> cover(const Storefront& front, const net::Request& request) {
  std::string_view name = request.param("name");
  const auto nothing =
      refuse(Errc::not_found, "cover", "There is no such picture.", "no_such_picture");
  if (!name.ends_with(".jpg")) return nothing;
  const auto cid = crypto::Cid::parse(name.substr(0, name.size() - 4));
  if (!cid) return nothing;
  const std::string key = request.query("key").value_or("");
  ports::OpenBlob blob = AAN_TRY(front.use.pictures.open(*cid, key));
  net::FileBody file;
  file.file = net::share(std::move(blob.file));
  file.size = blob.info.size;
  file.etag = "\"" + cid->text() + "\"";
  file.content_type = "image/jpeg";
  net::Response response = net::Response::file(std::move(file));
  // A book may be hidden tomorrow, and its pictures with it.
  response.set("cache-control", key.empty() ? "public, max-age=86400" : "private, max-age=3600");
  response.set("content-security-policy", "default-src 'none'; sandbox");
  return response;
}

}  // namespace

void add_picture_routes(net::Router& router, const Storefront& front) {
  router.get("/covers/{name}",
             page(front, [&front](const net::Request& request) { return cover(front, request); }));
}

}  // namespace aan::web
