#include "domain/payment/fee.hpp"

#include <algorithm>

namespace aan::payment {

Fee merged(const Fee& known, const Fee& report) {
  Fee both = known;
  both.at = std::min(known.at, report.at);
  return both;
}

}  // namespace aan::payment
