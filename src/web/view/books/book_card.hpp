#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/money.hpp"
#include "domain/catalog/sale_rules.hpp"

namespace aan::web {

/// Paths of a cover in three widths (160, 320 and 640 px); any may be empty.
struct Cover {
  std::string src_160;
  std::string src_320;
  std::string src_640;
};

/// A book of a bundle that can be bought before its day.
struct ComesLater {
  std::string title;
  Timestamp day;
};

/// A book as lists show it.
struct BookCard {
  std::string slug;
  std::string title;
  std::string subtitle;
  std::vector<std::string> authors;
  std::string language;  ///< BCP 47
  std::string series;
  std::string series_position;
  std::optional<Money> price;        ///< nothing: price not set; zero: free
  std::vector<std::string> formats;  ///< "epub"
  Cover cover;
  bool buyer_sets_price = false;            ///< `price` is the least
  std::optional<Money> compare_at;          ///< shown struck through, if higher
  std::optional<std::int64_t> copies_left;  ///< only when they are few; zero: sold out
  catalog::SaleState sale_state = catalog::SaleState::open;
  std::optional<Timestamp> sale_day;  ///< its release while it can be pre-ordered, or its first day
  std::int64_t bundled = 0;           ///< a bundle of so many books; 0: a book
  std::vector<std::string> sold_in;   ///< without `price`: codes of the currencies that have one
  std::optional<Timestamp> copies_back_at;  ///< none is left: when one that is held may be free
  bool is_resting = false;        ///< a bundle with a book in it that is not for sale, or not yet
  std::vector<ComesLater> later;  ///< of a bundle: what of it comes on a day of its own
};

/// Why these books stand together; decides heading and "see all".
enum class ShelfKind : std::uint8_t {
  newest,
  free_books,
  subject,
  series,
  related,  ///< to the book of the page
  more,
  bundles,
  of_this_book,  ///< bundles that hold the book of the page
};

struct Shelf {
  ShelfKind kind = ShelfKind::newest;
  std::string name;       ///< of the subject or series
  std::string more_path;  ///< empty: nothing more to see
  std::vector<BookCard> books;
};

/// One value by which a list can be narrowed, with the number of books it would leave.
struct FacetChoice {
  std::string value;  ///< slug of a subject, tag of a language
  std::string label;  ///< name of a subject; for languages made from the tag when empty
  std::int64_t count = 0;
  bool is_estimate = false;  ///< the count is; it is shown rounded, as "about 1,200"
};

}  // namespace aan::web
