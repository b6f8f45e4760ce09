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

}  // namespace aan::service
