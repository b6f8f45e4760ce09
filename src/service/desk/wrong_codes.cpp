#include "service/desk/wrong_codes.hpp"

#include <string>

#include "base/text.hpp"
#include "base/whole_number.hpp"

namespace aan::service {
namespace {

std::string key_of(const desk::PersonId& id) { return "wrong_codes/" + id.value; }

// "COUNT SINCE LAST", the moments in microseconds.
std::optional<WrongCodes> parse(std::string_view noted) {
  const auto parts = split(noted, ' ');
  if (parts.size() != 3) return std::nullopt;
  const auto count = parse_whole_number(parts[0]);
  const auto since = parse_whole_number(parts[1]);
  const auto last = parse_whole_number(parts[2]);
  if (!count || !since || !last) return std::nullopt;
  return WrongCodes{*count, Timestamp{*since}, Timestamp{*last}};
}

}  // namespace

Result<std::optional<WrongCodes>> wrong_codes_of(const ports::RecordStore& records,
                                                 const desk::PersonId& id, Timestamp now) {
  const auto noted = AAN_TRY(records.find("shop", key_of(id)));
  auto found = noted ? parse(*noted) : std::nullopt;
  if (found && now - found->last > kWrongCodesKeptFor) found.reset();
  return found;
}

Result<> count_wrong_code(ports::UnitOfWork& unit, const desk::PersonId& id, Timestamp now) {
  const WrongCodes before =
      AAN_TRY(wrong_codes_of(unit.records(), id, now)).value_or(WrongCodes{0, now, now});
  return unit.records().put("shop", key_of(id),
                            std::to_string(before.count + 1) + " " +
                                std::to_string(before.since.us) + " " + std::to_string(now.us));
}

Result<> forget_wrong_codes(ports::UnitOfWork& unit, const desk::PersonId& id) {
  return unit.records().remove("shop", key_of(id));
}

}  // namespace aan::service
