#include "service/desk/wrong_codes.hpp"

#include <array>
#include <charconv>
#include <string>

#include "base/text.hpp"

namespace aan::service {
namespace {

std::string key_of(const desk::PersonId& id) { return "wrong_codes/" + id.value; }

// "COUNT SINCE LAST", the moments in microseconds.
std::optional<WrongCodes> parse(std::string_view noted) {
  std::array<std::int64_t, 3> numbers{};
  const auto parts = split(noted, ' ');
  if (parts.size() != numbers.size()) return std::nullopt;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const auto [end, error] =
        std::from_chars(parts[i].data(), parts[i].data() + parts[i].size(), numbers.at(i));
    if (error != std::errc() || end != parts[i].data() + parts[i].size()) return std::nullopt;
  }
  return WrongCodes{numbers[0], Timestamp{numbers[1]}, Timestamp{numbers[2]}};
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
