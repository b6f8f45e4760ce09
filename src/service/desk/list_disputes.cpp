#include "service/desk/list_disputes.hpp"

namespace aan::service {

Result<DeskDisputes> list_disputes(const Room& room, const ports::DisputeQuery& query) {
  DeskDisputes view;
  const Timestamp now = room.clock.wall();
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    ports::DisputePage page = AAN_TRY(at.payments().list_disputes(query));
    view.total = page.total;
    for (payment::Dispute& one : page.disputes) {
      const auto order = AAN_TRY(at.sales().find_order(one.order_id));
      if (!order) return fail(Errc::corrupt, "dispute", "a dispute of no order");
      const bool is_overdue = one.state == payment::DisputeState::open && one.evidence_due_at &&
                              *one.evidence_due_at < now;
      view.disputes.push_back({std::move(one), order->reference, order->is_sandbox, is_overdue});
    }
    return {};
  }));
  return view;
}

Result<std::int64_t> count_open_disputes(const Room& room) {
  std::int64_t open = 0;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    open = AAN_TRY(at.payments().list_disputes({payment::DisputeState::open, 0, 1})).total;
    return {};
  }));
  return open;
}

}  // namespace aan::service
