#pragma once
#include <cstdint>
#include <vector>

#include "base/result.hpp"
#include "domain/sales/order.hpp"

namespace aan::ports {

enum class Held : std::uint8_t {
  unlimited,  ///< there are as many as anybody wants
  held,       ///< one of few is the order's now
  none_left,
};

/// Copies of offers of which there are only so many, and which order holds one. Raises the
/// catalogue's generation when what pages say changes, which is seldom: when copies are few or
/// gone. Errors: unavailable, corrupt, internal.
class StockStore {
 public:
  virtual ~StockStore() = default;

  /// Takes a copy for an order that is stored already, once for each of its offers.
  virtual Result<Held> hold_copy(const catalog::OfferId& offer, const sales::OrderId& order) = 0;
  /// Gives back what an order holds; an order that holds nothing changes nothing.
  virtual Result<> release_copies(const sales::OrderId& order) = 0;
  /// Whether there is a copy left of all that the order gave back; true when it gave back nothing.
  virtual Result<bool> can_retake_copies(const sales::OrderId& order) const = 0;
  /// Takes once more what an order gave back; the offers of which there was no copy left, which
  /// are sold all the same.
  virtual Result<std::vector<catalog::OfferId>> retake_copies(const sales::OrderId& order) = 0;
  /// Whether the order holds a copy, or held one.
  virtual Result<bool> has_copies(const sales::OrderId& order) const = 0;
};

}  // namespace aan::ports
