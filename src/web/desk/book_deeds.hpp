#pragma once
#include "web/desk/desk_front.hpp"

namespace aan::web {

/// Does what the button `act` of a book's page says. Gives back whether anything is another now.
/// Errors: invalid "no_such_button"; those of the use cases.
Result<bool> do_to_book(const DeskFront& front, const Visit& visit);

}  // namespace aan::web
