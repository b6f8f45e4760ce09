#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "base/ids.hpp"
#include "base/timestamp.hpp"

namespace aan::customer {

using ReaderLetterId = Id<struct ReaderLetterTag>;

/// So many books are sent to reading devices for one order within a day.
inline constexpr std::int64_t kReaderLettersMax = 5;
inline constexpr Duration kReaderLettersWithin = Duration::hours(24);
/// Whatever became of it, its row goes after so long, the address with it: letters are tried for
/// about a day.
inline constexpr Duration kReaderLettersKeptFor = Duration::days(3);
/// Largest file that is sent by mail. Receivers take 25 MB (10^6) of a message and more; base64 adds
/// a third, so the file itself is smaller than its message.
inline constexpr std::uint64_t kReaderFileBytesMax = 25'000'000;

/// A book that goes to a reading device by mail. The address is somebody's: it lies sealed under a
/// key of its own until the letter has left, then both go.
struct ReaderLetter {
  ReaderLetterId id;
  std::string order_id;
  std::string grant_id;
  std::string file_id;
  std::string key_wrapped;     ///< empty as soon as it ended
  std::string address_sealed;  ///< under that key; empty with it
  Timestamp created_at;
  std::optional<Timestamp> ended_at;  ///< it left, or was given up
};

}  // namespace aan::customer
