#include "api/json_writer.hpp"
#include "api/request_reader.hpp"
#include "api/routes.hpp"
#include "service/delivery/reading.hpp"

namespace aan::api {
namespace {

constexpr std::int64_t kPagesMax = 1'000'000;

net::Response place_response(const service::ReadingStand& stand) {
  JsonWriter out;
  out.begin_object().key("place").begin_object();
  out.field("page", static_cast<std::int64_t>(stand.page));
  out.field("pages", static_cast<std::int64_t>(stand.pages));
  out.field("percent", catalog::percent_read(stand.share));
  out.field("kept_at", stand.kept_at).field("device", stand.device);
  out.end_object().end_object();
  return net::Response::json(out.take()).make_private();
}

sales::GrantId grant_in(const net::Request& request) {
  return sales::GrantId{std::string(request.param("grant"))};
}

Result<service::Reading*> reading_in(const service::UseCases& use) {
  if (use.reading != nullptr) return use.reading;
  return refuse(Errc::not_found, "place", "This shop shows no books on pages.",
                "not_readable_here");
}

Answer<net::Response> show_place(const service::UseCases& use, const net::Request& request) {
  service::Reading* const reading = AAN_TRY(reading_in(use));
  return place_response(
      AAN_TRY(reading->stand(std::string(request.param("token")), grant_in(request))));
}

Answer<net::Response> put_place(const service::UseCases& use, const net::Request& request) {
  const JsonValue value = AAN_TRY(read_json(request.body));
  std::vector<Finding> findings;
  ObjectReader object(value, "", findings);
  const auto page = object.integer("page", Need::required, 1, kPagesMax);
  object.finish();
  if (!findings.empty()) return std::unexpected(bad_request(std::move(findings)));
  service::Reading* const reading = AAN_TRY(reading_in(use));
  return place_response(AAN_TRY(reading->keep(std::string(request.param("token")),
                                              grant_in(request), static_cast<std::size_t>(*page))));
}

}  // namespace

void add_place_routes(net::Router& router, const service::UseCases& use) {
  // A book that nobody has read on pages yet waits for the worker, as on pages: never on the pool
  // that payments leave by.
  net::RouteOptions options;
  options.pool = net::Pool::interactive;
  options.bodies = {net::BodyKind::none};
  const auto with = [&use](auto handle) {
    return answering([&use, handle](const net::Request& request) { return handle(use, request); });
  };
  for (const std::string owner : {"orders", "gifts"}) {
    const std::string path = "/api/v1/" + owner + "/{token}/places/{grant}";
    options.bodies = {net::BodyKind::none};
    router.get(path, with(show_place), options);
    options.bodies = {net::BodyKind::json};
    options.body_bytes_max = 1024;
    router.add(net::Method::put, path, with(put_place), options);
  }
}

}  // namespace aan::api
