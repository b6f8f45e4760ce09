#include "domain/sales/licence.hpp"

#include "base/text.hpp"
#include "base/whole_number.hpp"

namespace aan::sales {

std::string licence_text(const Licence& licence) {
  return "aan-licence 1\n" + licence.id.value + "\n" + licence.work_id.value + "\n" +
         std::to_string(licence.seats) + "\n" + rfc3339(licence.issued_at);
}

std::string_view name_of(LicenceState state) {
  switch (state) {
    case LicenceState::valid: return "valid";
    case LicenceState::disabled: return "disabled";
    case LicenceState::resting: return "resting";
    case LicenceState::withdrawn: return "withdrawn";
  }
  return "disabled";
}

LicenceState licence_state_of(const Licence& licence, OrderState order) {
  if (order == OrderState::disputed || order == OrderState::payment_lost)
    return LicenceState::resting;
  if (refusal_of(order)) return LicenceState::withdrawn;
  return licence.disabled_at ? LicenceState::disabled : LicenceState::valid;
}

Result<std::optional<std::int64_t>> parse_seats(std::string_view text) {
  text = trim(text);
  if (text.empty() || text == "none") return std::nullopt;
  const auto seats = parse_whole_number(text);
  AAN_TRY(check_seats(seats.value_or(0)));
  return seats;
}

Result<> check_seats(const std::optional<std::int64_t>& seats) {
  if (!seats || (*seats >= 1 && *seats <= kLicenceSeatsMax)) return {};
  return refuse(Errc::invalid, "licence", "A licence is for 1 to 10,000 devices.", "licence_seats");
}

}  // namespace aan::sales
