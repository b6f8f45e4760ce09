#pragma once
#include <string>
#include <vector>

#include "domain/desk/person.hpp"
#include "service/room.hpp"

namespace aan::service {

/// By name, disabled ones too.
Result<std::vector<desk::Person>> list_people(const Room& room);

/// Ends a person's place at the desk, or opens it again; ends their sessions. Again: no change.
/// `by`: who does it, for the audit log. Errors: not_found "no_such_person", conflict "last_owner"
/// when nobody would be left to run the shop.
Result<> set_disabled(const Room& room, const std::string& name, bool is_disabled,
                      const std::string& by);
/// Gives a person another role; ends their sessions, so that no session outlives its rights.
/// Errors: as of `set_disabled`.
Result<> set_role(const Room& room, const std::string& name, desk::Role role,
                  const std::string& by);

}  // namespace aan::service
