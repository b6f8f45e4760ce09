#include "ports/payment_provider.hpp"

namespace aan::ports {

std::string_view name_of(PaymentEventKind kind) {
  switch (kind) {
    case PaymentEventKind::seen: return "seen";
    case PaymentEventKind::settled: return "settled";
    case PaymentEventKind::lost: return "lost";
    case PaymentEventKind::failed: return "failed";
    case PaymentEventKind::cancelled: return "cancelled";
    case PaymentEventKind::voucher: return "voucher";
    case PaymentEventKind::refund_processing: return "refund_processing";
    case PaymentEventKind::refund_settled: return "refund_settled";
    case PaymentEventKind::refund_failed: return "refund_failed";
    case PaymentEventKind::fee: return "fee";
    case PaymentEventKind::dispute_opened: return "dispute_opened";
    case PaymentEventKind::dispute_withdrawn: return "dispute_withdrawn";
    case PaymentEventKind::dispute_reinstated: return "dispute_reinstated";
    case PaymentEventKind::dispute_won: return "dispute_won";
    case PaymentEventKind::dispute_lost: return "dispute_lost";
    case PaymentEventKind::fraud_warned: return "fraud_warned";
    case PaymentEventKind::inquiry_opened: return "inquiry_opened";
    case PaymentEventKind::inquiry_over: return "inquiry_over";
    case PaymentEventKind::appeal_opened: return "appeal_opened";
    case PaymentEventKind::appeal_over: return "appeal_over";
    case PaymentEventKind::answer_given: return "answer_given";
    case PaymentEventKind::answer_wanted: return "answer_wanted";
  }
  return "seen";
}

}  // namespace aan::ports
