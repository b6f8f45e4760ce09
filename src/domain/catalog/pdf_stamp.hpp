#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "domain/catalog/stamp.hpp"

namespace aan::catalog {

/// Number and generation of an object of a PDF.
struct PdfObject {
  std::uint64_t number = 0;
  std::uint64_t generation = 0;
  friend bool operator==(const PdfObject&, const PdfObject&) = default;
};

/// How a PDF takes a stamp, found out once by the worker. The copy is the whole file and behind it
/// an incremental update (ISO 32000-1, 7.5.6): a closing page, the root of the page tree that names
/// it, and the cross-references of both.
struct PdfStampPlan {
  std::uint64_t file_bytes = 0;    ///< size of the file
  std::uint64_t last_section = 0;  ///< where its newest cross-reference section lies,
  bool has_table = false;          ///< which is a table; otherwise a stream
  std::uint64_t next_object = 0;   ///< the first number that no object has
  PdfObject root;                  ///< the catalogue of the document
  std::optional<PdfObject> info;   ///< its information dictionary
  std::optional<std::string> id;   ///< first half of the file's identifier: it stays
  PdfObject pages;                 ///< root of the page tree
  std::string pages_text;          ///< which it is from now on: it names `next_object` as its last
  std::uint64_t width = 0;         ///< of the closing page, in hundredths of a point
  std::uint64_t height = 0;
  bool is_tagged = false;  ///< all that is no part of the book's structure says so
};

inline constexpr std::uint64_t kPdfObjectsMax = 1'000'000;
inline constexpr std::uint64_t kPdfPageSideMin = 7'200;
inline constexpr std::uint64_t kPdfPageSideMax = 1'440'000;  ///< ISO 32000-1, annex C
inline constexpr std::size_t kPdfIdBytesMax = 256;
/// Offsets in a table have ten digits; none of a file that is sold comes near.
inline constexpr std::uint64_t kPdfStampedBytesMax = 4'000'000'000;

/// Whether a closing page can say all of this: its letters are Western European ones.
[[nodiscard]] bool fits_pdf(const StampWords& words);

/// The copy of a PDF. Lines that `fits_pdf` would not take are left out; the reference is always
/// said. The same plan, stamp and words give the same bytes.
[[nodiscard]] StampedCopy stamped_pdf(const PdfStampPlan& plan, const Stamp& stamp,
                                      const StampWords& words);

}  // namespace aan::catalog
