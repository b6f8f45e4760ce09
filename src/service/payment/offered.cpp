#include "service/payment/offered.hpp"

namespace aan::service {

bool is_offered(const ports::PaymentProvider& provider) {
  return !provider.describe().method.empty();
}

std::vector<ports::PaymentProvider*> offered(const Providers& providers) {
  std::vector<ports::PaymentProvider*> found;
  for (ports::PaymentProvider* one : providers.all())
    if (is_offered(*one)) found.push_back(one);
  return found;
}

}  // namespace aan::service
