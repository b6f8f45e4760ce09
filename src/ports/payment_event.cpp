#include "ports/payment_provider.hpp"

namespace aan::ports {

std::string_view name_of(PaymentEventKind kind) {
  switch (kind) {
    case PaymentEventKind::seen: return "seen";
    case PaymentEventKind::settled: return "settled";
    case PaymentEventKind::lost: return "lost";
    case PaymentEventKind::failed: return "failed";
    case PaymentEventKind::cancelled: return "cancelled";
  }
  return "seen";
}

}  // namespace aan::ports
