#include "opds/catalog_routes.hpp"

#include "api/routes.hpp"
#include "net/body.hpp"
#include "opds/atom.hpp"
#include "opds/catalog_feeds.hpp"
#include "opds/feed_codec.hpp"
#include "opds/place.hpp"

namespace aan::opds {
namespace {

using What = Asked::What;

struct Form {
  std::string_view root;
  bool is_json;
};
constexpr Form kForms[] = {{kAtomRoot, false}, {kJsonRoot, true}};

std::string typed(std::string_view type) { return std::string(type) + ";charset=utf-8"; }

net::SharedBody body_of(const Form& form, const Feed& feed, const Place& place) {
  // A parameter more may keep an app from knowing JSON's type: it is UTF-8 by itself (RFC 8259).
  if (form.is_json)
    return net::encode_body(write_feed(feed, place), std::string(kFeedJsonType),
                            net::Compress::fast);
  const std::string_view type =
      feed.kind == FeedKind::navigation ? kNavigationType : kAcquisitionType;
  return net::encode_body(write_atom(feed, place), typed(type), net::Compress::fast);
}

net::Response kept_response(net::SharedBody body) {
  return net::Response::encoded(std::move(body)).set("cache-control", "public, no-cache");
}

std::size_t bytes_of(const net::EncodedBody& body) {
  return body.identity.size() + body.gzip.size() + body.brotli.size();
}

// A document that follows from the catalogue alone, kept for one generation of it under its
// address. `address`: nothing, where it cannot be kept.
template <class Address, class Make>
void add_kept(net::Router& router, const Front& front, const std::string& pattern, Address address,
              Make make) {
  net::RouteOptions options = api::public_reading();
  options.on_io_thread = [&front,
                          address](const net::Request& request) -> std::optional<net::Response> {
    const auto key = address(request);
    return key ? front.answers.find(request.origin() + *key) : std::nullopt;
  };
  router.get(pattern,
             api::answering([&front, address,
                             make](const net::Request& request) -> api::Answer<net::Response> {
               const std::int64_t generation = front.answers.generation();
               net::SharedBody body = AAN_TRY(make(request));
               const std::size_t bytes = bytes_of(*body);
               net::Response response = kept_response(std::move(body));
               if (const auto key = address(request))
                 front.answers.put(request.origin() + *key, generation, response, bytes);
               return response;
             }),
             options);
}

void add_feed(net::Router& router, const Front& front, const Form& form, What what,
              const std::string& path) {
  const auto asked = [what, path](const net::Request& request) {
    return read_asked(what, path, request);
  };
  add_kept(
      router, front, std::string(form.root) + path,
      [asked, form](const net::Request& request) -> std::optional<std::string> {
        const auto it = asked(request);
        // The index may be behind the catalogue for a moment, so what it says is not kept.
        if (!it || it->what == What::search) return std::nullopt;
        return std::string(form.root) + address_of(*it);
      },
      [asked, form, &front](const net::Request& request) -> Result<net::SharedBody> {
        const Asked it = AAN_TRY(asked(request));
        const Place place = place_of(front.use.shop, request);
        return body_of(form, AAN_TRY(make_feed(front.use, it, place.language)), place);
      });
}

void add_book(net::Router& router, const Front& front, const Form& form) {
  add_kept(
      router, front, std::string(form.root) + "/books/{slug}",
      [](const net::Request& request) { return std::optional(request.path); },
      [form, &front](const net::Request& request) -> Result<net::SharedBody> {
        const Publication book = publication_of(
            AAN_TRY(service::view_feed_book(front.use.room, request.param("slug"))), true);
        const Place place = place_of(front.use.shop, request);
        if (form.is_json)
          return net::encode_body(write_publication(book, place), std::string(kPublicationJsonType),
                                  net::Compress::fast);
        return net::encode_body(write_atom_entry(book, place), typed(kEntryType),
                                net::Compress::fast);
      });
}

api::Answer<net::Response> send_free(const Front& front, const net::Request& request) {
  service::FreeFile found = AAN_TRY(
      service::open_free_file(front.use.room, catalog::FileId{std::string(request.param("file"))}));
  net::FileBody body;
  body.file = net::share(std::move(found.content));
  body.size = found.file.size;
  body.etag = "\"" + found.file.cid.text() + "\"";
  body.content_type = found.file.media_type;
  body.disposition = net::attachment(found.file.file_name);
  net::Response response = net::Response::file(std::move(body));
  response.set("cache-control", "public, no-cache");
  response.set("content-security-policy", "default-src 'none'; sandbox");
  return response;
}

}  // namespace

void add_catalog_routes(net::Router& router, const Front& front) {
  for (const Form& form : kForms) {
    add_feed(router, front, form, What::root, "");
    for (const char* path : {"/books", "/new", "/free"})
      add_feed(router, front, form, What::books, path);
    add_feed(router, front, form, What::subjects, "/subjects");
    add_feed(router, front, form, What::contributors, "/authors");
    add_feed(router, front, form, What::search, "/search");
    add_book(router, front, form);
  }
  net::RouteOptions at_once = api::public_reading();
  at_once.pool = net::Pool::none;
  router.get(
      std::string(kAtomRoot) + "/opensearch.xml",
      [&front](const net::Request& request) {
        net::Response response =
            net::Response::text(write_open_search(place_of(front.use.shop, request)));
        response.set("content-type", typed(kSearchType));
        return std::move(response).set("cache-control", "public, max-age=600");
      },
      at_once);
  router.get(
      std::string(kAtomRoot) + "/auth.json",
      [&front](const net::Request& request) {
        net::Response response =
            net::Response::json(write_authentication(place_of(front.use.shop, request)));
        response.set("content-type", kAuthType);
        return std::move(response).set("cache-control", "public, max-age=600");
      },
      at_once);
  router.get(
      std::string(kAtomRoot) + "/files/{file}/{name}",
      api::answering([&front](const net::Request& request) { return send_free(front, request); }),
      api::public_reading());
}

}  // namespace aan::opds
