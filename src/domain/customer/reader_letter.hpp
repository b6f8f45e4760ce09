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
/// Largest file that fits into a message of so many bytes: base64 makes lines of 78 bytes of 57,
/// and the words beside it want some room.
[[nodiscard]] constexpr std::uint64_t attached_bytes_max(std::uint64_t mail_bytes_max) {
  constexpr std::uint64_t kWordsBytes = 64'000;
  return mail_bytes_max < kWordsBytes ? 0 : (mail_bytes_max - kWordsBytes) / 78 * 57;
}

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
