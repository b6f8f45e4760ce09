#pragma once
#include <cstdint>
#include <string_view>

namespace aan::payment {

/// Why an order that waits for its payment cannot be paid now, though it may be.
enum class PayStop : std::uint8_t {
  none_offered,  ///< the shop has no way to be paid at present
  resting,       ///< it has, and none works right now
  other_money,   ///< all that it offers takes another money than the order was placed with
};
std::string_view name_of(PayStop stop);

}  // namespace aan::payment
