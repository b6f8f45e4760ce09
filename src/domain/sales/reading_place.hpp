#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "base/timestamp.hpp"
#include "domain/sales/order.hpp"

namespace aan::sales {

/// A place that nobody has touched for so long is forgotten.
inline constexpr Duration kReadingPlaceFor = Duration::days(730);

/// Where somebody stopped reading a file that they bought. It belongs to the order's line and not
/// to a person: whoever has the link reads on.
struct ReadingPlace {
  GrantId grant_id;
  OrderId order_id;
  catalog::FileId file_id;    ///< that was read
  std::int64_t share = 0;     ///< millionths of the text that lie before the place
  std::string key_wrapped;    ///< this place's data key, sealed; empty: a page kept it
  std::string device_sealed;  ///< `DeviceWords` under that key; empty with it
  std::string look;           ///< letters and light of the page; empty: as it comes
  Timestamp kept_at;
};

/// What a reading device said of a place. Personal: it is kept sealed.
struct DeviceWords {
  std::string position;  ///< in its own words, one line; empty: a page of the shop kept the place
  std::string device;    ///< what it calls itself, one line
  std::string device_id;
};

/// To be sealed: the same for the same words.
[[nodiscard]] std::string encode(const DeviceWords& words);
/// What `encode` made; of anything else, nothing.
[[nodiscard]] DeviceWords decode_device_words(std::string_view encoded);

/// The document of a package that a position of KOReader names ("/body/DocFragment[12]/body/p[3]");
/// 0: none.
[[nodiscard]] std::uint64_t document_named_in(std::string_view position);
/// The beginning of a document as such a position.
[[nodiscard]] std::string position_of_document(std::uint64_t document);

/// A file of a library by the digest with which a reading device names it.
struct ReadingDocument {
  std::string document;  ///< MD5 in hexadecimal
  GrantId grant_id;
  catalog::FileId file_id;
};

}  // namespace aan::sales
