#pragma once
#include <array>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "domain/sales/reading_place.hpp"
#include "service/delivery/deliver.hpp"
#include "service/delivery/reading_copies.hpp"
#include "service/room.hpp"

namespace aan::service {

/// A place as reading devices tell each other of it (KOReader's progress protocol).
struct DevicePlace {
  std::string document;    ///< MD5 in hexadecimal: of pieces of the file, or of its name
  std::string progress;    ///< the position in the device's own words
  std::int64_t share = 0;  ///< millionths
  std::string device;
  std::string device_id;
  Timestamp kept_at;
};

inline constexpr std::size_t kDevicePositionBytesMax = 1000;
inline constexpr std::size_t kDeviceNameBytesMax = 100;

/// Places of a library's books, in step between its reading devices and the shop's own pages. Of
/// files that the library has not, nothing is kept and nothing known. Thread-safe.
class SyncPlaces {
 public:
  /// All outlive this.
  SyncPlaces(const Room& room, Stamps& stamps, ReadingCopies& copies);

  /// Where reading stands in the file of that digest; nothing: nowhere, or no file of the library.
  /// Errors: of the store.
  Result<std::optional<DevicePlace>> find(const customer::CustomerId& library,
                                          std::string_view document);
  /// False: no file of the library has that digest, and nothing is kept. Errors: invalid
  /// "device_place" (a position or a name that is none); of the store.
  Result<bool> keep(const customer::CustomerId& library, const DevicePlace& place);

  /// Files whose digests are found out for one request, at most: the others are with the next.
  static constexpr int kLearnedARequest = 40;
  /// A library's orders are gone through for a digest that is not known at most this often: devices
  /// ask about all their books, also those of other shops.
  static constexpr Duration kLearnEvery = Duration::seconds(10);

 private:
  Result<std::optional<sales::ReadingDocument>> document_of(const customer::CustomerId& library,
                                                            std::string_view document);
  Result<> learn(const customer::CustomerId& library);
  bool may_learn(const customer::CustomerId& library);
  const Room& room_;
  Stamps& stamps_;
  ReadingCopies& copies_;
  const std::string salt_;
  std::mutex learnt_mutex_;  // guards learnt_
  std::array<std::optional<Duration>, 1024> learnt_{};
};

/// KOReader's digest of a file: MD5 over a kilobyte at 0 and at each 1024 << 2i, as far as it goes.
/// `read`: some bytes from an offset, fewer at the end. In hexadecimal.
std::string partial_md5(
    const std::function<std::string(std::uint64_t offset, std::size_t bytes)>& read);

}  // namespace aan::service
