#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "domain/customer/reader_password.hpp"
#include "service/room.hpp"
#include "service/sale/guess_pace.hpp"

namespace aan::service {

/// What an owner types into a reading app, once.
struct ReaderLogin {
  std::string name;      ///< "abcd-efgh"
  std::string password;  ///< "abcd-efgh-ijkm-npqr"; empty: the key that it was made with is lost
  Timestamp created_at;
  std::optional<Timestamp> used_at;
};

/// The reader password of a library in the caller's look; nothing: it has none.
Result<std::optional<ReaderLogin>> reader_login(const Room& room, const ports::Snapshot& at,
                                                const customer::CustomerId& library);
/// Makes one; the one before opens nothing any more. Stands in the audit log. Not idempotent: each
/// call makes another one.
Result<> make_reader_password(const Room& room, const customer::CustomerId& library);
/// Ends it. None to end is no error. Stands in the audit log.
Result<> end_reader_password(const Room& room, const customer::CustomerId& library);

/// How reading apps are let in. Thread-safe.
class ReaderDoor {
 public:
  explicit ReaderDoor(const Room& room) : room_(room), pace_(room.clock, {}) {}

  /// Whose shelf a login opens: hyphens, blanks and capitals in what was typed do not matter.
  /// `sender`: for the pace alone. Notes the use. Errors: unauthenticated "reader_password", the
  /// same for a name that nobody has; limited "proofs_too_fast" for a sender that was wrong very
  /// often about this name.
  Result<customer::CustomerId> open(std::string_view name, std::string_view password,
                                    std::string_view sender);
  /// The same where the MD5 (in hexadecimal) of what was typed is sent in the password's place, as
  /// KOReader does when it keeps places in step: as it is shown, without its hyphens or with blanks
  /// for them, in small or capital letters or beginning with one, and with a blank behind it.
  Result<customer::CustomerId> open_by_md5(std::string_view name, std::string_view password_md5,
                                           std::string_view sender);

 private:
  using IsRight = std::function<bool(const customer::ReaderPassword& kept)>;
  Result<customer::CustomerId> open_if(std::string_view name, std::string_view sender,
                                       const IsRight& is_right);
  const Room& room_;
  GuessPace pace_;
};

}  // namespace aan::service
