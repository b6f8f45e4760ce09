#pragma once
#include <optional>
#include <string>

#include "service/room.hpp"

namespace aan::service {

/// The secret link by which a customer stops letters about new versions, and its digest, made where
/// there is none whose key the shop has. In the caller's unit.
Result<> keep_letter_link(const Room& room, ports::UnitOfWork& unit,
                          const customer::CustomerId& id);
/// The token of that link; empty: there is none, or its key is lost.
std::string letter_link_token(const crypto::KeyRing& keys,
                              const std::optional<customer::LetterLink>& link);

/// Notes in the caller's unit that a customer wants to hear of new versions. Whoever stopped such
/// letters stays without them: anybody could type their address, and their own link brings them
/// back.
Result<> ask_for_versions(ports::UnitOfWork& unit, const customer::CustomerId& id);

struct LettersState {
  bool are_stopped = false;   ///< whoever holds the link wants no more of them
  bool have_address = false;  ///< one is kept that they could go to
};
/// What becomes of the letters of whoever holds this link. Errors: not_found "no_such_letters".
Result<LettersState> letters_state(const Room& room, const std::string& token);
/// Stops them, or lets them come again; a second time changes nothing. Errors: not_found
/// "no_such_letters".
Result<> stop_letters(const Room& room, const std::string& token, bool is_stopped);

}  // namespace aan::service
