#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/catalog/book_record.hpp"

namespace aan::worker::audio {

inline constexpr std::size_t kManifestBytesMax = 1U << 20;

/// A manifest of an audiobook: W3C's (Audiobooks, publication.json) or Readium's (manifest.json).
struct Manifest {
  catalog::BookRecord record;       ///< what it says; empty where it says nothing
  std::vector<std::string> tracks;  ///< addresses in the order of playing
  std::vector<std::string> titles;  ///< of these tracks, by place; empty where it has none
  std::uint64_t seconds = 0;        ///< of all tracks together; 0: not stated for each
  std::string cover;                ///< address; may be empty
};

/// Nothing for what is no such manifest. Never throws.
std::optional<Manifest> parse_manifest(std::string_view json);

}  // namespace aan::worker::audio
