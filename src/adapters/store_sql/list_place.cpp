#include "adapters/store_sql/list_place.hpp"

#include "base/codec.hpp"
#include "base/text.hpp"
#include "base/whole_number.hpp"

namespace aan::store_sql {
namespace {

constexpr std::string_view kMoment = "m.";
constexpr std::string_view kText = "t.";
constexpr std::size_t kPlaceBytesMax = 4000;

std::unexpected<Error> no_place() {
  return refuse(Errc::invalid, "store.place", "That is no place in this list. Begin it again.",
                "cursor");
}

}  // namespace

std::string write_place(const Place& place) {
  if (place.kind == PlaceKey::moment)
    return std::string(kMoment) + std::to_string(place.moment_us) + "." + base64url(place.id);
  return std::string(kText) + base64url(place.text) + "." + base64url(place.id);
}

Result<Place> parse_place(std::string_view text, PlaceKey kind) {
  const std::string_view begin = kind == PlaceKey::moment ? kMoment : kText;
  if (text.size() > kPlaceBytesMax || !text.starts_with(begin)) return no_place();
  text.remove_prefix(begin.size());
  const std::size_t dot = text.find('.');
  if (dot == text.npos) return no_place();
  const auto id = parse_base64url(text.substr(dot + 1));
  if (!id || !is_utf8(*id)) return no_place();
  if (kind == PlaceKey::moment) {
    const auto moment = parse_whole_number(text.substr(0, dot));
    if (!moment) return no_place();
    return Place(*moment, *id);
  }
  const auto key = parse_base64url(text.substr(0, dot));
  if (!key || !is_utf8(*key)) return no_place();
  return Place(*key, *id);
}

}  // namespace aan::store_sql
