#pragma once
#include <optional>
#include <string>

#include "service/room.hpp"

namespace aan::service {

/// What an operator says about a book; `which` names it as in `service/find_book`. Errors:
/// not_found, with a sentence that says how books are named.
Result<catalog::BookDetail> find_book(const Room& room, const std::string& which);
/// Errors: not_found, invalid (another currency than the shop's, above `kPriceUnitsMax`).
Result<catalog::BookDetail> set_price(const Room& room, const std::string& which,
                                      const std::optional<Money>& price);
Result<catalog::BookDetail> set_visibility(const Room& room, const std::string& which,
                                           catalog::Visibility visibility);

}  // namespace aan::service
