#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.hpp"
#include "base/money.hpp"
#include "base/timestamp.hpp"
#include "crypto/cid.hpp"
#include "domain/catalog/book_record.hpp"
#include "domain/catalog/price.hpp"
#include "domain/catalog/sale_rules.hpp"

namespace aan::catalog {

using WorkId = Id<struct WorkTag>;
using EditionId = Id<struct EditionTag>;
using FileId = Id<struct FileTag>;
using OfferId = Id<struct OfferTag>;

/// Whether a work is shown. Hidden works stay readable for the people who bought them.
enum class Visibility : std::uint8_t { listed, hidden };

/// A name on a work, with the part it had.
struct Contributor {
  std::string name;
  std::string sort_name;
  std::string slug;
  ContributorRole role = ContributorRole::author;
};

struct Subject {
  std::string slug;
  std::string name;
};

/// The intellectual creation: what a reader means by "that book".
struct Work {
  WorkId id;
  std::string slug;  ///< unique; the page /books/{slug}
  std::string title;
  std::string subtitle;
  std::string description;  ///< plain text, paragraphs separated by an empty line
  std::vector<Contributor> contributors;
  std::vector<Subject> subjects;
  std::string series;
  std::string series_position;
  Visibility visibility = Visibility::listed;
  Timestamp created_at;
  Timestamp updated_at;
};

/// Its authors: "Ada Author, Jo Penn".
[[nodiscard]] inline std::string author_line(const Work& work) {
  std::string line;
  for (const Contributor& one : work.contributors)
    if (one.role == ContributorRole::author) line += (line.empty() ? "" : ", ") + one.name;
  return line;
}

/// What the shop shows of an edition to everybody: made from its file when it came in.
struct Pictures {
  crypto::Cid cover;  ///< JPEG of at most 1200 px; always set (drawn when the file has none)
  crypto::Cid thumb_160;
  crypto::Cid thumb_320;
  crypto::Cid thumb_640;
  std::optional<crypto::Cid> sample;  ///< sanitised XHTML fragment
  /// JPEG pictures that the sample shows, in its order: first pages of a comic. Mostly none.
  std::vector<crypto::Cid> sample_pictures = {};
  friend bool operator==(const Pictures&, const Pictures&) = default;
};

/// A work in one language and version, as published.
struct Edition : Pictures {
  EditionId id;
  WorkId work_id;
  std::string language;  ///< BCP 47
  std::int64_t version = 1;
  std::string isbn13;
  std::string publisher;
  std::string published;  ///< YYYY, YYYY-MM or YYYY-MM-DD; may be empty
  std::string rights;
  std::uint64_t words = 0;
  AccessibilityFacts accessibility;
  std::vector<ContentsEntry> contents;
  bool fixed_layout = false;
  bool has_scripts = false;
  bool has_remote_resources = false;
  Timestamp created_at;
};

/// One file of an edition. Immutable: another content is another file.
struct EditionFile {
  FileId id;
  EditionId edition_id;
  std::string format;      ///< "epub", "pdf", ... of `book_format.hpp`
  std::string media_type;  ///< "application/epub+zip"
  std::string file_name;   ///< what a buyer's download is called
  crypto::Cid cid;
  std::string sha256;  ///< 32 bytes
  std::uint64_t size = 0;
  bool is_damaged = false;  ///< the shop's copy failed verification or is away: being restored
  bool is_current = true;   ///< no newer version has taken its place
  std::uint64_t pages = 0;  ///< of a PDF or a comic; 0: it has none
  std::uint64_t play_seconds = 0;  ///< of an audiobook; 0: none, or not known
};

/// What changed in a version, in the shop's own words: at most so many bytes of text.
inline constexpr std::size_t kChangeNoteBytesMax = 2000;

/// One of the contents that a file of an edition has had. Buyers of any of them may fetch it and
/// every later one, so that a new version is one write, however many bought the book.
struct FileVersion {
  EditionFile file;
  std::int64_t number = 1;  ///< 1 for the file that the edition began with
  std::string note;         ///< what changed; empty for the first
  Timestamp since;
};

/// A price for one or more files of a work. A change makes the next revision; orders pin theirs.
struct Offer : PriceTerms {
  OfferId id;
  WorkId work_id;
  std::int64_t revision = 1;
  std::vector<FileId> files;
  /// The terms in other currencies: each has a price, no two the same currency, by rising code.
  /// What is not here is not sold in a currency: nothing is ever converted.
  std::vector<PriceTerms> others;
  /// Copies that may still be sold, beside those that unpaid orders hold; nothing: as many as are
  /// wanted. Of the offer, not of its revision: it changes with every sale.
  std::optional<std::int64_t> copies_left;
  /// No copy is left, and unpaid orders hold some: when the first of them may be free again.
  std::optional<Timestamp> copies_back_at;
  std::optional<std::int64_t> licence_seats;  ///< it brings a licence key for so many devices
  SaleRules rules;                            ///< of the offer, not of its revision
  /// What the dates said when they were looked at last: pages go by it, a quote by the clock.
  SaleState sale_state = SaleState::open;
};

/// Pages say how many copies are left from here down; above, only that there are some.
inline constexpr std::int64_t kFewCopies = 5;
inline constexpr std::int64_t kCopiesMax = 1'000'000'000;

}  // namespace aan::catalog
