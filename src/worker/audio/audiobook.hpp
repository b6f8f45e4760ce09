#pragma once
#include <string>
#include <vector>

#include "base/result.hpp"
#include "domain/catalog/book_record.hpp"
#include "worker/epub/archive.hpp"

namespace aan::worker::audio {

inline constexpr std::size_t kTracksMax = 2000;
inline constexpr std::uint64_t kUnpackedTracksBytesMax = 256ULL << 20;  ///< of deflated tracks

/// All that is read from an audiobook, its picture still as the file holds it.
struct AudioFacts {
  catalog::BookRecord record;  ///< the title may be empty
  std::string picture;         ///< bytes; empty for none
  std::vector<std::string> warnings;
  std::vector<std::string> remarks;
};

/// Names of tracks in an archive, in the order of playing by their names.
std::vector<std::string> tracks_in(const std::vector<std::string>& names);

/// An archive of tracks, with a manifest or without. Errors: invalid (no track that can be read,
/// or without a manifest tracks of different albums), too_large.
Result<AudioFacts> read_audiobook(epub::Archive& archive);

/// One file of sound. `fd` stays open. Errors: invalid (no sound, damaged), too_large.
Result<AudioFacts> read_single(int fd);

}  // namespace aan::worker::audio
