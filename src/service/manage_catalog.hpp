#pragma once
#include <functional>
#include <optional>
#include <string>

#include "service/room.hpp"

namespace aan::service {

/// Something that belongs into the same unit of work, such as an entry of the audit log.
using Along = std::function<Result<>(ports::UnitOfWork&)>;

/// What an operator says about a book; `which` names it as in `service/find_book`. Errors:
/// not_found, with a sentence that says how books are named.
Result<catalog::BookDetail> find_book(const Room& room, const std::string& which);
/// Errors: not_found, invalid (another currency than the shop's, above `kPriceUnitsMax`).
Result<catalog::BookDetail> set_price(const Room& room, const std::string& which,
                                      const std::optional<Money>& price, const Along& along = {});
Result<catalog::BookDetail> set_visibility(const Room& room, const std::string& which,
                                           catalog::Visibility visibility, const Along& along = {});

}  // namespace aan::service
