#pragma once
#include <optional>
#include <string>

#include "domain/customer/library.hpp"
#include "service/room.hpp"
#include "service/sale/guess_pace.hpp"

namespace aan::service {

/// What the link of a letter leads to, before anything is opened.
struct LetterLook {
  std::string address_shown;     ///< "a…@example.org"
  bool is_same_browser = false;  ///< it was asked for in this one
};

/// A library that is open.
struct OpenLibrary {
  customer::CustomerId customer;
  std::string token;  ///< of the session, for the browser alone
};

/// How libraries are opened and closed. Thread-safe.
class LibraryDoor {
 public:
  explicit LibraryDoor(const Room& room)
      : room_(room),
        pace_(room.clock, {5, kAskEvery}),
        all_(room.clock, {kAsksMax, kAnyEvery}),
        deeds_(room.clock, {kDeedsMax, kDeedEvery}) {}

  /// Promises a letter with a one-time link to an address, if anybody has it. The answer and the
  /// work are the same if nobody has. `browser`: what the asking browser keeps; `sender`: for the
  /// pace alone. Errors: invalid "mail_address" (its shape), limited "letters_too_fast".
  Result<> ask(const std::string& address, const std::string& browser, const std::string& sender);
  /// What a letter's link leads to; nothing is used up. Errors: not_found "library_link", the same
  /// for a link that is wrong, used, or too old.
  Result<LetterLook> look(const std::string& token, const std::string& browser) const;
  /// Uses a letter's link: a fresh session, whatever the browser had before. The address is kept
  /// from now on. Errors: as `look`.
  Result<OpenLibrary> open_letter(const std::string& token);
  /// Opens by the library's own secret link. Errors: not_found "library_link".
  Result<OpenLibrary> open_link(const std::string& token);
  /// Whose library the session opens; nothing when it opens none. Notes the visit.
  Result<std::optional<customer::CustomerId>> find(const std::string& session);
  /// Ends a session. One that is not there is no error.
  Result<> close(const std::string& session);
  /// Counts a deed by whoever has the library open that is written down or costs much: a file of
  /// all its data, another link, password or key. Ten at once, then one a minute. Errors: limited
  /// "library_too_fast", which counts nothing.
  Result<> take_deed(const customer::CustomerId& library);
  /// Forgets what is over. Returns how many rows.
  Result<std::int64_t> purge();

 private:
  static constexpr Duration kAskEvery = Duration::seconds(30);  ///< one sender, after a few
  static constexpr std::int64_t kAsksMax = 300;                 ///< all senders together, at once
  static constexpr Duration kAnyEvery = Duration::milliseconds(500);
  static constexpr std::int64_t kDeedsMax = 10;
  static constexpr Duration kDeedEvery = Duration::minutes(1);
  const Room& room_;
  GuessPace pace_;
  GuessPace all_;  // each asking leaves rows, whoever asks
  GuessPace deeds_;
};

/// A session for a customer, in the caller's unit; its token.
Result<std::string> open_session(const Room& room, ports::UnitOfWork& unit,
                                 const customer::CustomerId& id, Timestamp now);

/// Queues nothing and changes nothing: the first letter and the host of an address.
std::string shown_address(const std::string& address);

}  // namespace aan::service
