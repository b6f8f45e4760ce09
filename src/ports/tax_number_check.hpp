#pragma once
#include <string>

#include "base/result.hpp"
#include "base/timestamp.hpp"
#include "domain/tax/tax_number.hpp"

namespace aan::ports {

/// What the service of the tax offices says of a number.
struct TaxNumberAnswer {
  bool is_valid = false;
  std::string reference;  ///< the service's name for this answer, as a proof of it
  std::string said_on;    ///< the day or moment that the service writes
};

/// Asks whether a number of value added tax belongs to somebody. Does network; never called inside
/// a unit of work. Thread-safe.
class TaxNumberCheck {
 public:
  virtual ~TaxNumberCheck() = default;
  /// Errors: unavailable, timeout (no answer: nothing is known), upstream_malformed (it answered,
  /// and not to the question).
  virtual Result<TaxNumberAnswer> check(const tax::TaxNumber& number) = 0;
};

}  // namespace aan::ports
