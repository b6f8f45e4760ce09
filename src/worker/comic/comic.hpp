#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/catalog/book_record.hpp"
#include "worker/epub/archive.hpp"
#include "worker/image/pictures.hpp"

namespace aan::worker::comic {

inline constexpr std::size_t kPagesMax = 5000;
inline constexpr std::size_t kSamplePagesMax = 8;
inline constexpr std::size_t kSampleShare = 10;  ///< at most this share of the pages
inline constexpr int kSamplePageWidth = 800;     ///< pixels

/// All that is read from a comic (CBZ).
struct ComicFacts {
  catalog::BookRecord record;             ///< the title may be empty
  image::Pictures cover;                  ///< empty when the first page cannot be decoded
  std::vector<std::string> sample_pages;  ///< JPEG
  std::vector<std::string> warnings;
  std::vector<std::string> remarks;
};

/// The pages of an archive in the order of reading: pictures by their ending, numbers in names
/// counted as numbers ("page 2" before "page 10"), what systems leave behind left out.
std::vector<std::string> pages_in(const std::vector<std::string>& names);

/// Whether its pages follow each other from right to left: ComicInfo.xml says so (Manga =
/// YesAndRightToLeft), or says nothing of it and the comic's language is written so.
[[nodiscard]] bool is_from_right(epub::Archive& archive);

/// Reads the pages and, where there is one, ComicInfo.xml (Anansi Project, version 2.0). Errors:
/// invalid (no picture, the first ones are none), too_large.
Result<ComicFacts> read_comic(epub::Archive& archive);

}  // namespace aan::worker::comic
