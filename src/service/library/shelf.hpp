#pragma once
#include <string>
#include <vector>

#include "service/delivery/deliver.hpp"
#include "service/room.hpp"

namespace aan::service {

/// A file of a bought book, as it is now.
struct ShelfFile {
  sales::GrantId grant;
  catalog::EditionFile file;  ///< the newest version
};
/// A bought book with what may be fetched of it.
struct ShelfBook {
  catalog::BookDetail book;
  std::vector<ShelfFile> files;
};
/// A page of a library's books, the newest purchase first.
struct Shelf {
  std::vector<ShelfBook> books;
  std::int64_t total = 0;  ///< of all pages
  std::string next;        ///< for `behind`; empty: nothing stands behind this page
};

inline constexpr std::int64_t kShelfPage = 50;

/// What a library's owner may fetch: of paid orders that are in it, no gifts that were given away,
/// each book once. `behind`: the id of a book; what is no book of the library begins anew.
Result<Shelf> view_shelf(const Room& room, const customer::CustomerId& library,
                         std::string_view behind);

/// A file of a library before anything is used up: what it will be, and how large.
struct ShelfFileFacts {
  catalog::EditionFile file;
  std::uint64_t size = 0;   ///< of this order's copy
  bool is_stamped = false;  ///< its bytes are this order's alone
  std::string order_token;  ///< of the order that it comes with
};
/// Errors: not_found "no_such_download" for a grant of no order in the library; those of
/// `find_right`; gone "address_lost".
Result<ShelfFileFacts> look_at_shelf_file(const Room& room, const Stamps& stamps,
                                          const customer::CustomerId& library,
                                          const sales::GrantId& grant);
/// The same, to be sent. Asked for again within a day it is the same download; a download that is
/// spent takes the next use, and a right that is used up or old is renewed as often as its order's
/// page would. `skip`: so many downloads of today are known to be spent. Errors: those of
/// `Deliver::start`, `renew` and `open`.
Result<Delivery> open_shelf_file(const Room& room, Deliver& deliver, const ShelfFileFacts& facts,
                                 const sales::GrantId& grant, std::int64_t skip = 0);
/// So many downloads of one file an app begins in a day, at most.
inline constexpr std::int64_t kShelfDownloadsADay = 2 * sales::kGrantUses;

}  // namespace aan::service
