#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/timestamp.hpp"
#include "web/view/books/book_card.hpp"
#include "web/view/customer/own_key_pages.hpp"
#include "web/view/error_text.hpp"
#include "web/view/frame.hpp"

namespace aan::web {

/// Forms of the library, all POST:
///   /library/letters         email          -> /library?asked=1
///   /library/letter/{token}  (a button)     -> /library
///   /library/open/{token}    (a button)     -> /library
///   /library/orders          order (address of an order's page, or its last part)
///   /library/erase           sure ("yes")   -> /library?forgotten=1, closed
///   /library/reader, /library/reader/end  (buttons) -> /library#reading-apps
///   /library/link, /library/forget, /library/close  (buttons)
///   /orders/{token}/downloads  grant, idempotency_key  -> 303 to the file
/// and a file: GET /library/data;
/// and of an order's page: /orders/{token}/library  idempotency_key -> /library

/// `/library` while none is open.
struct LibraryDoorPage {
  bool takes_email = false;   ///< the shop sends letters
  bool is_asked = false;      ///< a letter was asked for just now
  bool is_forgotten = false;  ///< its owner was forgotten just now
  std::int64_t minutes = 0;   ///< for which a letter's link is good
  bool has_passkeys = true;   ///< this address has a name, which passkeys need
  std::string email;          ///< as typed before
  std::optional<Problem> problem;
};
std::string render(const LibraryDoorPage& page, const Frame& frame);

/// Before a link opens anything: a scanner of mail that follows links uses nothing up.
struct LibraryKnockPage {
  std::string action_path;
  std::string address_shown;     ///< of a letter; empty: a library's own link
  bool is_same_browser = false;  ///< the letter was asked for here
};
std::string render(const LibraryKnockPage& page, const Frame& frame);

/// The login of reading apps.
struct ReadingApps {
  std::string catalogue_url;  ///< whole address of the feeds
  std::string sync_url;       ///< whole address at which KOReader keeps places
  std::string name;           ///< empty: there is none
  std::string password;       ///< empty: its key is lost
  std::optional<Timestamp> used_at;
};

/// Where a book is read on pages.
struct LibraryReadingWay {
  std::string path;                   ///< empty: nowhere
  std::optional<std::int64_t> share;  ///< millionths that were read; nothing: not begun
};

/// A book that was begun, above all others.
struct LibraryBegun {
  BookCard card;
  std::string path;
  std::int64_t share = 0;
  Timestamp kept_at;
};
/// So many of them, at most: the others say it where they stand.
inline constexpr std::size_t kLibraryBegunMax = 4;

/// A file that is not read on pages and can be fetched now, by the form of the order's page.
struct LibraryDownload {
  std::string grant_id;
  std::string idempotency_key;
  std::string format;
  std::uint64_t size = 0;
};

struct LibraryShelfOrder {
  std::string reference;
  std::string path;  ///< of the order's page; empty: its key is lost
  Timestamp created_at;
  std::vector<BookCard> books;
  std::vector<LibraryReadingWay> readings = {};              ///< of each book
  std::vector<std::vector<LibraryDownload>> downloads = {};  ///< of each book
  std::vector<std::optional<Timestamp>> days =
      {};  ///< of each book: when it comes; nothing: it has
};

/// `/library` while one is open. Private.
struct LibraryPage {
  std::vector<LibraryBegun> begun;        ///< and not read to the end; what was read last is first
  std::vector<LibraryShelfOrder> orders;  ///< of this page, newest first
  std::int64_t orders_total = 0;          ///< of all pages
  std::int64_t page = 1;
  std::int64_t pages = 1;
  std::string address;   ///< empty: it knows none
  std::string link_url;  ///< whole address of its secret link; empty: there is none
  std::vector<OwnKeyLine> keys;
  bool has_passkeys = true;  ///< this address has a name, which passkeys need
  std::string origin;        ///< with which addresses of orders begin
  ReadingApps apps;
  std::string typed;  ///< an order's address that was not taken
  std::optional<Problem> problem;
};
std::string render(const LibraryPage& page, const Frame& frame);

}  // namespace aan::web
