#include "service/payment/stop_attempt.hpp"

namespace aan::service {

Result<> stop_attempt(const Room& room, ports::UnitOfWork& unit,
                      const payment::PaymentIntent& intent, Timestamp now) {
  AAN_TRY(unit.payments().mark_cancelled(intent.id));
  ports::QueuedJob job;
  job.id = room.ids.make<ports::JobId>();
  job.kind = "payment.cancel";
  // An attempt that is begun just now is stopped once more when its prompt is stored.
  job.dedupe_key = "cancel:" + intent.id.value + (intent.provider_ref.empty() ? ":unbegun" : "");
  job.payload = intent.id.value;
  job.due_at = now;
  AAN_TRY(unit.queues().enqueue(job));
  return {};
}

}  // namespace aan::service
