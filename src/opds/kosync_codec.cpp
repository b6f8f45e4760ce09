#include "opds/kosync_codec.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>

#include "base/text.hpp"
#include "domain/catalog/reading_copy.hpp"

namespace aan::opds {
namespace {

namespace json = boost::json;

constexpr int kDepthMax = 4;

std::unexpected<Error> no_place() {
  return refuse(Errc::invalid, "sync", "That is no place in a book.", "device_place");
}

// Its text; nothing for another kind, or one that is too long. A page of a PDF is a number.
std::optional<std::string> text_of(const json::object& object, std::string_view name,
                                   std::size_t bytes_max) {
  const json::value* value = object.if_contains(name);
  if (value == nullptr || value->is_null()) return std::string();
  if (value->is_int64()) return std::to_string(value->as_int64());
  if (!value->is_string() || value->as_string().size() > bytes_max) return std::nullopt;
  return std::string(value->as_string());
}

// Six places behind the point, so that what was kept is what is told.
std::string decimal_of(std::int64_t share) {
  const std::string digits = std::to_string(catalog::kWholeBook + share).substr(1);
  return (share == catalog::kWholeBook ? "1." : "0.") + digits;
}

}  // namespace

bool is_document_digest(std::string_view document) {
  return document.size() == 32 && std::ranges::all_of(document, [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

Result<service::DevicePlace> parse_device_place(std::string_view body) {
  json::parse_options options;
  options.max_depth = kDepthMax;
  boost::system::error_code error;
  const json::value value = json::parse(body, error, {}, options);
  if (error || !value.is_object()) return no_place();
  const json::object& object = value.as_object();
  const auto document = text_of(object, "document", 32);
  const auto progress = text_of(object, "progress", service::kDevicePositionBytesMax);
  const auto device = text_of(object, "device", body.size());
  const auto device_id = text_of(object, "device_id", body.size());
  const json::value* percentage = object.if_contains("percentage");
  if (!document || !is_document_digest(*document) || !progress || !device || !device_id ||
      percentage == nullptr || !percentage->is_number())
    return no_place();
  const double share = percentage->to_number<double>();
  if (!(share >= 0.0 && share <= 1.0)) return no_place();
  return service::DevicePlace{*document,
                              *progress,
                              std::llround(share * static_cast<double>(catalog::kWholeBook)),
                              std::string(utf8_prefix(*device, service::kDeviceNameBytesMax)),
                              std::string(utf8_prefix(*device_id, service::kDeviceNameBytesMax)),
                              {}};
}

std::string write_device_place(const service::DevicePlace* place) {
  if (place == nullptr) return "{}";
  const auto text = [](std::string_view value) { return json::serialize(json::string(value)); };
  return "{\"document\":" + text(place->document) + ",\"progress\":" + text(place->progress) +
         ",\"percentage\":" + decimal_of(place->share) + ",\"device\":" + text(place->device) +
         ",\"device_id\":" + text(place->device_id) +
         ",\"timestamp\":" + std::to_string(place->kept_at.us / 1'000'000) + "}";
}

std::string write_place_kept(const service::DevicePlace& place) {
  return json::serialize(
      json::object{{"document", place.document}, {"timestamp", place.kept_at.us / 1'000'000}});
}

std::string write_sync_error(int code, std::string_view message) {
  return json::serialize(json::object{{"code", code}, {"message", message}});
}

}  // namespace aan::opds
