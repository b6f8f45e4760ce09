#include "domain/sales/claim.hpp"

namespace aan::sales {
namespace {

constexpr std::string_view kMark = "R-";
constexpr std::size_t kReferenceBytes = 9;  // "7K2M-93QD"

}  // namespace

std::string claim_reference(std::string_view order_reference) {
  return std::string(kMark) + std::string(order_reference);
}

std::string order_reference_in(std::string_view typed) {
  const bool is_claim = typed.size() == kMark.size() + kReferenceBytes && typed[1] == kMark[1] &&
                        (typed[0] == 'R' || typed[0] == 'r');
  return std::string(is_claim ? typed.substr(kMark.size()) : typed);
}

}  // namespace aan::sales
