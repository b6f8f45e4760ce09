#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace aan::worker::audio {

inline constexpr std::size_t kPictureBytesMax = 32U << 20;
inline constexpr std::size_t kChaptersMax = 2000;
inline constexpr std::size_t kTrackBytesInMemoryMax = 64U << 20;

/// The bytes of one track, wherever they lie. Positions are from its beginning.
class TrackBytes {
 public:
  virtual ~TrackBytes() = default;
  [[nodiscard]] virtual std::uint64_t size() const = 0;
  /// At most `bytes` from `at` on; fewer at the end, and where they cannot be read.
  virtual std::string read(std::uint64_t at, std::size_t bytes) = 0;
};

/// What one file of sound says of itself. Texts are cleaned; empty where it says nothing.
struct Track {
  std::string kind;  ///< "mp3", "m4b", "ogg", "flac"
  std::uint64_t milliseconds = 0;
  std::string title;
  std::string album;
  std::vector<std::string> authors;    ///< album artists, or artists
  std::vector<std::string> narrators;  ///< narrator, or composer, as audiobooks have them
  std::string language;
  std::string publisher;
  std::string published;
  std::string isbn;
  std::string description;
  std::string rights;
  std::string series;
  std::string series_position;
  std::string genre;
  std::string picture;                ///< bytes as embedded; not decoded
  std::vector<std::string> chapters;  ///< titles by rising start
};

/// Kind by its first bytes: ID3 or an MPEG frame, "ftyp", "OggS", "fLaC"; empty for none of them.
std::string_view kind_of(std::string_view first_bytes);

/// Reads tags and length (ID3v2, MP4 items, Vorbis comments; chapters of ID3v2 CHAP frames and of
/// Nero's `chpl`). False for what is no sound, or damaged.
bool read_track(TrackBytes& bytes, Track& track);

}  // namespace aan::worker::audio
