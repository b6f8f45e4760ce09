#include "service/providers.hpp"

namespace aan::service {

ports::PaymentProvider* Providers::find(std::string_view provider) const {
  for (ports::PaymentProvider* one : all_)
    if (one->describe().provider == provider) return one;
  return nullptr;
}

ports::PaymentProvider* Providers::find_method(std::string_view method) const {
  for (ports::PaymentProvider* one : all_)
    if (one->describe().method == method) return one;
  return nullptr;
}

}  // namespace aan::service
