#pragma once
#include <string>
#include <string_view>

#include "base/codec.hpp"
#include "domain/desk/person.hpp"

namespace aan::service {

/// Where the secrets of one-time passwords lie, for the seal: moved elsewhere they do not open.
inline std::string place_of_invitation(std::string_view token_digest) {
  return "desk_invitation|" + hex(token_digest) + "|totp";
}
inline std::string place_of_person(const desk::PersonId& id) {
  return "desk_person|" + id.value + "|totp";
}

/// Of a phone that is not theirs yet, in a form of this sign-in.
inline std::string place_of_new_phone(const desk::PersonId& id, Timestamp signed_in_at) {
  return "desk_person|" + id.value + "|new_totp|" + std::to_string(signed_in_at.us);
}

}  // namespace aan::service
