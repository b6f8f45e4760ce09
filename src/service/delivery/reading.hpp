#pragma once
#include <array>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/catalog/comic_text.hpp"
#include "domain/sales/reading_place.hpp"
#include "service/delivery/reading_copies.hpp"
#include "service/room.hpp"

namespace aan::service {

/// A page of a bought book.
struct ReadingView {
  sales::Order order;
  bool is_gift = false;  ///< the link is that of a gift which was taken
  catalog::Work work;
  catalog::Edition edition;
  catalog::ReadingIndex index;
  std::size_t page = 1;  ///< counted from 1
  std::string xhtml;     ///< of this page; passed `catalog::is_safe_book_text`
  std::optional<catalog::ComicPicture> picture;  ///< of a comic: nothing else is on this page
  std::optional<sales::ReadingPlace> place;      ///< as it was before this page was opened
  std::int64_t share = 0;   ///< millionths that were read where this page is open
  bool is_stamped = false;  ///< downloads of it bear the order's reference
};

/// What a page asks for.
struct ReadingAsk {
  std::size_t page = 1;             ///< counted from 1
  std::optional<std::string> look;  ///< letters and light, to be kept with the place
  bool keeps_place = false;         ///< the page is opened by somebody who reads
};

/// Where reading stands, as the page of an order says it.
struct ReadingStand {
  std::size_t page = 1;
  std::size_t pages = 1;
  std::int64_t share = 0;  ///< millionths
  std::optional<Timestamp> kept_at;
  std::string device;  ///< that kept it; empty: the page
};

/// Reading a bought book on the shop's own pages. It takes no use of a download; how much a line's
/// link reads in an hour is bounded. Thread-safe.
class Reading {
 public:
  /// Both outlive this.
  Reading(const Room& room, ReadingCopies& copies);

  /// `token`: of an order, or of a gift that was taken. Errors: those of `find_right`; not_found
  /// "not_readable_here", "no_such_page"; unavailable "file_damaged"; limited "reading_too_fast".
  Result<ReadingView> open(const std::string& token, const sales::GrantId& grant,
                           const ReadingAsk& ask);
  /// The JPEG of "p{number}". Errors: as above; not_found "no_such_picture".
  Result<std::string> picture(const std::string& token, const sales::GrantId& grant,
                              std::size_t number);
  /// Where reading was left off; no page is read or counted for it. Errors: as `open`.
  Result<ReadingStand> stand(const std::string& token, const sales::GrantId& grant);
  /// Keeps the beginning of a page, counted from 1. Errors: as `open`.
  Result<ReadingStand> keep(const std::string& token, const sales::GrantId& grant,
                            std::size_t page);
  /// Needs nothing of the book itself. Says whether the link is that of a gift. Errors: those of
  /// `find_right`.
  Result<bool> forget(const std::string& token, const sales::GrantId& grant);
  /// Forgets places that nobody has touched for `sales::kReadingPlaceFor`. Returns how many.
  Result<std::int64_t> purge();

 private:
  struct Opened;
  Result<Opened> open_right(const std::string& token, const sales::GrantId& grant);
  Result<> count(const sales::GrantId& grant, std::uint64_t bytes, std::uint64_t copy_bytes);

  static constexpr std::size_t kPlaces = 4096;
  struct Taken {
    std::int64_t hour = 0;
    std::uint64_t bytes = 0;
  };
  const Room& room_;
  ReadingCopies& copies_;
  const std::string salt_;
  std::mutex taken_mutex_;  // guards taken_
  std::array<Taken, kPlaces> taken_{};
};

/// In an hour one line's link reads this much and three times its book.
inline constexpr std::uint64_t kReadingBytesAnHour = std::uint64_t{64} << 20;

}  // namespace aan::service
