#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/sales/licence.hpp"

namespace aan::ports {

/// What became of a wish for a seat.
enum class SeatTaken : std::uint8_t {
  taken,
  held_already,  ///< by this very device
  none_left,
};

struct RevokedLicences {
  std::vector<sales::LicenceId> ids;  ///< by rising id
  bool is_complete = true;            ///< there are no more than were asked for
};

/// Licences and the devices that hold their seats. Errors: unavailable, corrupt, internal, and
/// those named.
class LicenceStore {
 public:
  virtual ~LicenceStore() = default;

  virtual Result<std::optional<sales::Licence>> find_licence(const sales::LicenceId& id) const = 0;
  /// In the order of the order's lines.
  virtual Result<std::vector<sales::Licence>> licences_of(const sales::OrderId& order) const = 0;
  virtual Result<std::optional<sales::Activation>> find_activation(
      const sales::LicenceId& licence, std::string_view device_digest) const = 0;
  /// Those that the shop disabled, and those of orders that were paid back or are disputed.
  virtual Result<RevokedLicences> revoked(std::int64_t limit) const = 0;

  /// Inserts unless the entitlement has one already; says whether it was new.
  virtual Result<bool> add_licence(const sales::Licence& licence) = 0;
  /// Takes a seat if there is one left, in one statement; the same device again takes none.
  virtual Result<SeatTaken> take_seat(const sales::Activation& activation) = 0;
  /// Gives the seat of a device back; says whether it held one.
  virtual Result<bool> give_seat_back(const sales::LicenceId& licence,
                                      std::string_view device_digest) = 0;
  /// From `at` on it is no good; nothing: it is good again. Errors: not_found "no_such_licence".
  virtual Result<> set_disabled(const sales::LicenceId& id, const std::optional<Timestamp>& at) = 0;
};

}  // namespace aan::ports
