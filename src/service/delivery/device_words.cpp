#include "service/delivery/device_words.hpp"

#include "base/log.hpp"

namespace aan::service {
namespace {

std::string place_of(const sales::GrantId& id, std::string_view column) {
  return "reading_place|" + id.value + "|" + std::string(column);
}

Result<std::string> opened(const Room& room, const sales::ReadingPlace& place) {
  const std::string key =
      AAN_TRY(room.sealer.open(place.key_wrapped, place_of(place.grant_id, "key")));
  return room.sealer.open_with(key, place.device_sealed, place_of(place.grant_id, "device"));
}

}  // namespace

Result<> seal_device_words(const Room& room, const sales::DeviceWords& words,
                           sales::ReadingPlace& place) {
  place.key_wrapped = room.sealer.new_wrapped_key(place_of(place.grant_id, "key"));
  const std::string key =
      AAN_TRY(room.sealer.open(place.key_wrapped, place_of(place.grant_id, "key")));
  place.device_sealed =
      room.sealer.seal_with(key, sales::encode(words), place_of(place.grant_id, "device"));
  return {};
}

sales::DeviceWords open_device_words(const Room& room, const sales::ReadingPlace& place) {
  if (place.device_sealed.empty()) return {};
  const auto words = opened(room, place);
  if (words) return sales::decode_device_words(*words);
  log::warn("reading.device_closed",
            {{"grant", place.grant_id.value}, {"why", words.error().to_string()}});
  return {};
}

}  // namespace aan::service
