#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace aan::catalog {

/// What a stamped copy says: whose order it belongs to and which shop sold it. Nothing personal and
/// nothing secret: a reference is what people read to each other.
struct Stamp {
  std::string order;  ///< the order's reference
  std::string shop;   ///< name of the shop
  friend bool operator==(const Stamp&, const Stamp&) = default;
};

/// Words of the closing page of a stamped copy, in one language.
struct StampWords {
  std::string language;            ///< BCP 47, of the words
  std::string title;               ///< heading, and title of the page
  std::vector<std::string> lines;  ///< paragraphs
  bool is_from_right = false;      ///< written from right to left
};

/// Names of the two lines in the metadata of a copy's package document.
inline constexpr std::string_view kStampOrderName = "asymmetry:order";
inline constexpr std::string_view kStampShopName = "asymmetry:shop";

/// Outcome of a plan that could be made.
inline constexpr std::string_view kStampReady = "ready";
/// Copies leave as they are, as no worker could look at the file for too long: it is asked again.
inline constexpr std::string_view kStampNoWorker = "no_worker";
/// Why a file cannot be stamped: what `UnstampedFile::why` says, and the worker.
inline constexpr std::string_view kUnstampable[] = {
    "format",        ///< neither EPUB nor PDF: nothing else takes a stamp
    "fixed_layout",  ///< an EPUB whose pages are pictures of pages: one more would disturb
    "signed",        ///< META-INF/signatures.xml, or a signature in a PDF: any change breaks it
    "zip",           ///< zip64, a disk set, or a directory that is not where it should be
    "package",       ///< a package document that cannot be added to without rewriting it
    "structure",     ///< a PDF that is damaged or built so that programs must guess
    "standard",      ///< a PDF that claims PDF/A or PDF/UA: the closing page would make that untrue
    "too_large",     ///< a directory, package document or list of pages beyond `kStampPlanBytesMax`
    "unreadable",    ///< the worker could not read it any more
};
[[nodiscard]] bool is_unstampable_reason(std::string_view word);

inline constexpr std::size_t kStampPlanBytesMax = std::size_t{2} << 20U;
/// A copy stays a plain zip file: offsets of 32 bits.
inline constexpr std::uint64_t kStampedBytesMax = 0xfff0'0000;

/// How an EPUB takes a stamp, found out once by the worker. The copy is the file's bytes without
/// the entry of its package document and without its directory, then that document with the stamp,
/// the closing page, and a directory of everything: no other entry is touched, packed anew or moved
/// among the others.
struct StampPlan {
  std::uint64_t head_bytes = 0;  ///< of the file, from its beginning, go out first,
  std::uint64_t tail_from = 0;   ///< then those from here
  std::uint64_t tail_until = 0;  ///< to here, which is where its directory begins
  std::uint64_t file_bytes = 0;  ///< size of the file
  std::string directory;         ///< central headers of all other entries, as they then lie
  std::uint64_t entries = 0;     ///< how many those are
  std::string comment;           ///< of the archive
  std::string package_name;      ///< as in the archive
  std::vector<std::string> package_text;  ///< three parts: the order stands between the first two,
                                          ///< the shop before the last
  std::string page_name;
  bool is_epub2 = false;
  bool has_utf8_names = false;  ///< names are marked as UTF-8
};

/// Some bytes of a copy: of the file, or made for it.
struct StampedPiece {
  std::uint64_t offset = 0;  ///< in the file
  std::uint64_t length = 0;
  std::string bytes;  ///< empty: of the file
};
/// A copy before it is sent. The same plan, stamp and words give the same bytes.
struct StampedCopy {
  std::vector<StampedPiece> pieces;
  std::uint64_t size = 0;
};
[[nodiscard]] StampedCopy stamped_copy(const StampPlan& plan, const Stamp& stamp,
                                       const StampWords& words);

}  // namespace aan::catalog
