#pragma once
#include <optional>
#include <string>

#include "domain/desk/person.hpp"
#include "service/room.hpp"

namespace aan::service {

/// Makes a link that opens a place at the desk once within an hour, and ends the unused ones that
/// the same one made before. `by`: a person's name, or `kOperator`. Returns the token; only its
/// digest is kept, so it is shown now or never.
Result<std::string> invite(const Room& room, desk::Role role, const std::string& by);
/// The same for the first owner, when nobody has a place yet; nothing when somebody has.
Result<std::optional<std::string>> invite_first(const Room& room);
/// Whether nobody has a place at the desk yet.
Result<bool> is_desk_empty(const Room& room);

}  // namespace aan::service
