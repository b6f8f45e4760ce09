#include "api/json_writer.hpp"
#include "api/licence_codec.hpp"
#include "api/request_reader.hpp"
#include "api/required_key.hpp"
#include "api/routes.hpp"
#include "service/sale/licences.hpp"

namespace aan::api {
namespace {

struct LicenceRequest {
  std::string key;
  std::string device;
};

Answer<LicenceRequest> read_licence_request(std::string_view body, Need device) {
  const JsonValue value = AAN_TRY(read_json(body));
  std::vector<Finding> findings;
  ObjectReader object(value, "", findings);
  LicenceRequest asked;
  asked.key = object.text("key", Need::required, sales::kLicenceKeyBytesMax).value_or("");
  asked.device = object.text("device", device, sales::kDeviceBytesMax).value_or("");
  object.finish();
  if (!findings.empty()) return std::unexpected(bad_request(std::move(findings)));
  return asked;
}

// To whoever has the key; of the order nothing is said.
net::Response licence_response(const service::LicenceSeen& seen) {
  JsonWriter out;
  out.begin_object().key("licence").begin_object();
  write_licence_facts(out, seen.licence, seen.state);
  out.field("work_id", seen.licence.work_id.value).field("issued_at", seen.licence.issued_at);
  out.field("activated_at",
            seen.activation ? std::optional(seen.activation->activated_at) : std::nullopt);
  out.end_object().end_object();
  return net::Response::json(out.take()).make_private();
}

Answer<net::Response> validate(const service::UseCases& use, const net::Request& request) {
  const LicenceRequest asked = AAN_TRY(read_licence_request(request.body, Need::optional));
  return licence_response(AAN_TRY(service::validate_licence(use.room, asked.key, asked.device)));
}

Answer<net::Response> activate(const service::UseCases& use, const net::Request& request) {
  const std::string key = AAN_TRY(required_key(request));
  const LicenceRequest asked = AAN_TRY(read_licence_request(request.body, Need::required));
  return licence_response(
      AAN_TRY(service::activate_licence(use.room, asked.key, asked.device, key)));
}

Answer<net::Response> deactivate(const service::UseCases& use, const net::Request& request) {
  const std::string key = AAN_TRY(required_key(request));
  const LicenceRequest asked = AAN_TRY(read_licence_request(request.body, Need::required));
  return licence_response(
      AAN_TRY(service::deactivate_licence(use.room, asked.key, asked.device, key)));
}

}  // namespace

void add_licence_routes(net::Router& router, const service::UseCases& use) {
  net::RouteOptions options;
  options.bodies = {net::BodyKind::json};
  options.body_bytes_max = kJsonBytesMax;
  const auto post = [&](std::string_view pattern, auto handle) {
    router.post(pattern, answering([&use, handle](const net::Request& request) {
                  return handle(use, request);
                }),
                options);
  };
  post("/api/v1/licences/validate", validate);
  post("/api/v1/licences/activate", activate);
  post("/api/v1/licences/deactivate", deactivate);
}

}  // namespace aan::api
