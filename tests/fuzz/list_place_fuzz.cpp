// Any text as a place in a list: it is refused, or means one key and one id, which are written as
// they were.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "adapters/store_sql/list_place.hpp"
#include "base/check.hpp"
#include "base/text.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using aan::store_sql::parse_place;
  using aan::store_sql::PlaceKey;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const PlaceKey kind : {PlaceKey::moment, PlaceKey::text}) {
    const auto place = parse_place(text, kind);
    if (!place) continue;
    AAN_CHECK(aan::is_utf8(place->id) && aan::is_utf8(place->text));
    const auto again = parse_place(write_place(*place), kind);
    AAN_CHECK(again && again->id == place->id && again->text == place->text);
    AAN_CHECK(again->moment_us == place->moment_us);
  }
  return 0;
}
