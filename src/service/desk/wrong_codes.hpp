#pragma once
#include <cstdint>
#include <optional>

#include "domain/desk/person.hpp"
#include "ports/store.hpp"

namespace aan::service {

/// Wrong codes that came with the right password of a person: whoever sends many of them knows the
/// password and guesses the code. They are counted while none is older than a day before the next.
struct WrongCodes {
  std::int64_t count = 0;
  Timestamp since;
  Timestamp last;
};

/// Fewer than so many are somebody who mistypes.
inline constexpr std::int64_t kWrongCodesToSay = 10;
inline constexpr Duration kWrongCodesKeptFor = Duration::days(1);

/// Those of somebody at `now`; nothing: none that still count. Errors: those of the store.
Result<std::optional<WrongCodes>> wrong_codes_of(const ports::RecordStore& records,
                                                 const desk::PersonId& id, Timestamp now);
/// Counts one more, or forgets all: after a change of the password they open nothing. Errors: those
/// of the store.
Result<> count_wrong_code(ports::UnitOfWork& unit, const desk::PersonId& id, Timestamp now);
Result<> forget_wrong_codes(ports::UnitOfWork& unit, const desk::PersonId& id);

}  // namespace aan::service
