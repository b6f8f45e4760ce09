#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/room.hpp"

namespace aan::service {

/// Which book a name means, wherever a buyer, a program or an operator names one: an offer's id, a
/// work's id, or a slug, tried in this order, so that no title can take the place of an id.
///
/// Hidden books are found too: an order that is sent again is answered as before, and an operator
/// reaches what was hidden. Whether a book may be shown or bought is not decided here but by
/// `view_book` and by the quote. Nothing: no book has this name.
Result<std::optional<catalog::BookDetail>> find_book(const ports::CatalogStore& catalog,
                                                     std::string_view name);

/// Many names on one snapshot: the books in the order of the names.
Result<std::vector<std::optional<catalog::BookDetail>>> find_books(
    const Room& room, const std::vector<std::string>& names);

}  // namespace aan::service
