#pragma once
#include <optional>
#include <string>

#include "web/desk/desk_front.hpp"

namespace aan::web {

/// A price as it is typed at the desk: "4.99", "free" or "0"; nothing: not set, so that the book
/// cannot be bought. Errors: invalid "desk_price" with the currency.
Result<std::optional<Money>> typed_price(const std::string& text, const Asset& currency);
/// The same in the shop's own currency.
Result<std::optional<Money>> typed_price(const DeskFront& front, const std::string& text);

}  // namespace aan::web
