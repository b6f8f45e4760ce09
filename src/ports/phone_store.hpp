#pragma once
#include <cstdint>
#include <string_view>

#include "ports/store.hpp"

namespace aan::ports {

/// The phone that a person's one-time passwords come from, where it is another one than they began
/// with. Errors: those of the store.
class PhoneStore {
 public:
  virtual ~PhoneStore() = default;

  /// Another secret of one-time passwords, sealed, and the newest step that was taken of it.
  /// Errors: not_found.
  virtual Result<> set_totp(const desk::PersonId& id, std::string_view sealed,
                            std::int64_t step) = 0;
};

/// That of a unit. A store whose people have none is a mistake of whoever composes the shop, and
/// throws std::bad_cast.
inline PhoneStore& phones_of(UnitOfWork& unit) { return dynamic_cast<PhoneStore&>(unit.people()); }

}  // namespace aan::ports
