#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/timestamp.hpp"
#include "domain/catalog/book_record.hpp"
#include "web/view/books/book_card.hpp"
#include "web/view/books/own_price.hpp"
#include "web/view/books/reading_look.hpp"
#include "web/view/frame.hpp"
#include "web/view/html.hpp"
#include "web/view/picture_size.hpp"

namespace aan::web {

struct BookContributor {
  std::string name;
  std::string slug;
  catalog::ContributorRole role = catalog::ContributorRole::author;
};

struct BookSubject {
  std::string slug;
  std::string name;
};

/// A file that is sold, with what a buyer needs to check a copy.
struct BookFile {
  std::string format;  ///< "epub"
  std::uint64_t size = 0;
  std::string cid;
  std::string sha256_hex;
  std::uint64_t pages = 0;         ///< 0: it has none
  std::uint64_t play_seconds = 0;  ///< 0: none, or not known
};

/// An earlier version of a file: whoever bought it has it.
struct EarlierFile {
  std::string format;
  std::int64_t number = 1;
  Timestamp since;
  std::string sha256_hex;
  std::string cid;
};

/// `/books/{slug}`
/// An edition of a book that this one stands for.
struct OtherEdition {
  std::string publisher;
  std::string published;  ///< YYYY, YYYY-MM, YYYY-MM-DD or empty
  std::string isbn13;
};

struct BookPage {
  BookCard card;
  std::optional<PictureSize> cover_size;  ///< of its widest cover; nothing: not known
  std::string offer_id;                   ///< what the forms send as `book`
  std::string description;                ///< plain text, paragraphs separated by an empty line
  std::vector<BookContributor> contributors;
  std::vector<BookSubject> subjects;
  std::string series_path;  ///< of the series on its card
  std::vector<BookFile> files;
  std::vector<EarlierFile> earlier;  ///< of its files, each file's newest first
  std::string publisher;
  std::string published;  ///< YYYY, YYYY-MM, YYYY-MM-DD or empty
  std::string isbn13;
  std::string rights;
  std::uint64_t words = 0;
  std::int64_t version = 1;
  catalog::AccessibilityFacts accessibility;
  bool is_fixed_layout = false;
  bool has_scripts = false;
  bool has_remote_resources = false;
  std::vector<catalog::ContentsEntry> contents;
  std::int64_t contents_part = 1;  ///< that is shown of them, at most `contents_parts`
  bool has_sample = false;
  bool has_sample_file = false;  ///< the sample can be had as an EPUB
  bool can_be_bought = false;
  bool is_being_restored = false;  ///< cannot be bought because the shop's copy is damaged
  catalog::Territory territory = catalog::Territory::everywhere;
  std::vector<std::string> countries;         ///< of the territory, by their codes
  std::optional<std::int64_t> licence_seats;  ///< it brings a licence key for so many devices
  bool is_stamped = false;                    ///< copies bear the references of their orders
  std::optional<Money> suggested;  ///< what stands in the field when the buyer sets the price
  std::optional<WrongPrice> wrong_price = {};  ///< that was written there
  std::vector<OtherEdition> other_editions = {};
  Timestamp listed_at;
  Shelf bundles;  ///< that hold it; may be empty
  Shelf also;     ///< may be empty
};
std::string render(const BookPage& page, const Frame& frame);
/// In how many parts the page shows its contents, each light enough: `?contents=2`. At least one.
std::int64_t contents_parts(const std::vector<catalog::ContentsEntry>& contents);

/// `/books/{slug}/sample`: the beginning of the text, to the end of the block that
/// reaches a tenth and at most a fifth, a chapter or so on each of its pages.
struct SamplePage {
  BookCard card;
  std::string offer_id;
  bool can_be_bought = false;
  Html text;  ///< of this page; passed `catalog::is_safe_sample`
  ReadingLook look;
  bool has_letters = true;  ///< whose size can be chosen: a comic has none
  bool has_file = false;    ///< it can be had as an EPUB
  std::int64_t part = 1;
  std::vector<std::string> part_titles;  ///< of all pages; one may be empty: it has no heading
};
std::string render(const SamplePage& page, const Frame& frame);

}  // namespace aan::web
