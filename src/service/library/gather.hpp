#pragma once
#include <string>

#include "domain/customer/library.hpp"
#include "service/library/door.hpp"
#include "service/room.hpp"

namespace aan::service {

/// A library shows at most so many orders, what money was paid for first; when all are that, no
/// other is put in.
inline constexpr std::int64_t kLibraryOrdersMax = 500;

/// Puts the order of a secret link into a library; again changes nothing. Errors: not_found
/// "no_such_order", conflict "library_full".
Result<> put_order(const Room& room, const customer::CustomerId& library,
                   const std::string& order_token);
/// A library with that order in it, for who needs no address: open already, with a secret link.
/// The same key again opens the same one. Errors: not_found "no_such_order", those of the key.
Result<std::string> new_library(const Room& room, const std::string& order_token,
                                const std::string& locale, const std::string& idempotency_key);
/// A secret link for a library; the one before opens nothing any more, and every session but the
/// one that asks is over, and so is its reader password. Returns the token.
Result<std::string> renew_library_link(const Room& room, const customer::CustomerId& library,
                                       const std::string& session_token);
/// Forgets the address of a library. Whoever has no other key to it loses the way in: so it has a
/// secret link from now on, if it had none.
Result<> forget_library_address(const Room& room, const customer::CustomerId& library);

}  // namespace aan::service
