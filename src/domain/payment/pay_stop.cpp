#include "domain/payment/pay_stop.hpp"

namespace aan::payment {

std::string_view name_of(PayStop stop) {
  switch (stop) {
    case PayStop::none_offered: return "none_offered";
    case PayStop::resting: return "resting";
    case PayStop::other_money: return "other_money";
  }
  return "none_offered";
}

}  // namespace aan::payment
