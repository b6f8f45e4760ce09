#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "domain/sales/order.hpp"

namespace aan::sales {

using LicenceId = Id<struct LicenceTag>;
using ActivationId = Id<struct ActivationTag>;

inline constexpr std::int64_t kLicenceSeatsMax = 10'000;
inline constexpr std::size_t kDeviceBytesMax = 200;
inline constexpr std::size_t kLicenceKeyBytesMax = 600;

/// A right that programs ask for: given with an entitlement of an offer that brings one. Its key is
/// not stored: it follows from these facts and the key of the shop (`licence_text`).
struct Licence {
  LicenceId id;
  EntitlementId entitlement_id;  ///< one each
  OrderId order_id;
  OrderLineId line_id;
  catalog::WorkId work_id;
  std::int64_t seats = 1;   ///< devices at a time
  std::int64_t active = 0;  ///< devices now
  Timestamp issued_at;
  std::optional<Timestamp> disabled_at;  ///< by a person of the shop
};

/// A device that holds a seat. Of what names the device only a digest is kept.
struct Activation {
  ActivationId id;
  LicenceId licence_id;
  std::string device_digest;  ///< SHA-256 of what the program calls the device
  Timestamp activated_at;
};

/// What is signed: five lines that anybody can read, the last without an end of line.
///   aan-licence 1
///   <id> / <work id> / <seats> / <issued, RFC 3339>
std::string licence_text(const Licence& licence);

enum class LicenceState : std::uint8_t {
  valid,
  disabled,   ///< by the shop
  resting,    ///< a bank asks for the payment and has not decided, or it went and may come again
  withdrawn,  ///< the order was paid back, or the bank decided for the payer
};
std::string_view name_of(LicenceState state);
[[nodiscard]] LicenceState licence_state_of(const Licence& licence, OrderState order);

/// As a person types them; empty or "none": no licence. Errors: invalid "licence_seats".
Result<std::optional<std::int64_t>> parse_seats(std::string_view text);
/// Errors: invalid "licence_seats".
Result<> check_seats(const std::optional<std::int64_t>& seats);

}  // namespace aan::sales
