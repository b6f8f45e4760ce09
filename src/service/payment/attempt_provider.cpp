#include "service/payment/attempt_provider.hpp"

namespace aan::service {

Result<AttemptProvider> provider_of(const Room& room, const Providers& providers,
                                    const sales::OrderId& order, std::string_view provider) {
  AttemptProvider it;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    it.order = AAN_TRY(at.sales().find_order(order));
    return {};
  }));
  if (it.order) it.provider = providers.find_for(*it.order, provider);
  return it;
}

}  // namespace aan::service
