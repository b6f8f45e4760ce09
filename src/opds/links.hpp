#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "domain/catalog/book_view.hpp"
#include "opds/feed.hpp"

namespace aan::opds {

// Relations by their full names, in both forms: the short ones of OPDS 2.0's living standard are
// dropped by the reading apps that there are (docs/adr/0061).
inline constexpr std::string_view kBuyRel = "http://opds-spec.org/acquisition/buy";
inline constexpr std::string_view kOpenRel = "http://opds-spec.org/acquisition/open-access";
inline constexpr std::string_view kAcquireRel = "http://opds-spec.org/acquisition";
inline constexpr std::string_view kSampleRel = "http://opds-spec.org/acquisition/sample";
inline constexpr std::string_view kShelfRel = "http://opds-spec.org/shelf";
inline constexpr std::string_view kFacetRel = "http://opds-spec.org/facet";
inline constexpr std::string_view kNewRel = "http://opds-spec.org/sort/new";
inline constexpr std::string_view kImageRel = "http://opds-spec.org/image";
inline constexpr std::string_view kThumbRel = "http://opds-spec.org/image/thumbnail";
inline constexpr std::string_view kAuthRel = "http://opds-spec.org/auth/document";

/// Paths of the shop.
std::string page_path(const catalog::Work& work);
std::string buy_path(const catalog::Work& work);
/// Of a book's own document, behind the root of a form.
std::string entry_path(const catalog::Work& work);

/// A picture that everybody may see.
struct Picture {
  std::string_view rel;
  std::string path;
  int width = 0;  ///< at most, in pixels; 0: as large as there is
};
/// The whole cover first, then the one that lists show; none of a hidden book.
std::vector<Picture> pictures_of(const catalog::BookDetail& book);

/// A way to a book's sample.
struct SampleLink {
  std::string path;  ///< of the shop
  std::string_view media_type;
  std::string_view title;  ///< a key of the locale
};
/// As a file and as a page, as far as there are; none of a book that is the reader's own.
std::vector<SampleLink> samples_of(const Publication& it);

/// The types of a book's files, each once.
std::vector<std::string> types_of(const catalog::BookDetail& book);

/// When what a feed says of a book changed last.
Timestamp changed_at(const catalog::BookDetail& book);

}  // namespace aan::opds
