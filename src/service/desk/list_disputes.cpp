#include "service/desk/list_disputes.hpp"

#include <algorithm>
#include <tuple>

namespace aan::service {

namespace {

using payment::DisputeState;

constexpr std::int64_t kMattersMax = 100;

Result<DeskDispute> with_order(const ports::Snapshot& at, payment::Dispute it, Timestamp now) {
  const auto order = AAN_TRY(at.sales().find_order(it.order_id));
  if (!order) return fail(Errc::corrupt, "dispute", "a dispute of no order");
  const bool is_overdue =
      it.state == DisputeState::open && it.evidence_due_at && *it.evidence_due_at < now;
  return DeskDispute{std::move(it), order->reference, order->is_sandbox, is_overdue, {}};
}

payment::Dispute as_dispute(const payment::BankMatter& matter) {
  payment::Dispute it;
  it.payment_id = matter.payment_id;
  it.order_id = matter.order_id;
  it.provider = matter.provider;
  it.network_ref = matter.network_ref;
  it.amount = matter.amount;
  it.reason = matter.reason;
  if (!matter.answered_at) it.evidence_due_at = matter.due_at;
  it.opened_at = it.state_at = matter.opened_at;
  return it;
}

// As the store sorts open ones: by their deadline, those without one after them.
bool is_more_pressing(const payment::Dispute& a, const payment::Dispute& b) {
  const auto pressure = [](const payment::Dispute& one) {
    return std::tuple(!one.evidence_due_at, one.evidence_due_at);
  };
  return pressure(a) < pressure(b);
}

Result<> add_matters(const ports::Snapshot& at, Timestamp now, DeskDisputes& view) {
  for (const payment::BankMatter& matter : AAN_TRY(at.payments().bank_matters_open(kMattersMax))) {
    DeskDispute it = AAN_TRY(with_order(at, as_dispute(matter), now));
    it.matter = matter.kind;
    const auto place = std::ranges::find_if(view.disputes, [&](const DeskDispute& one) {
      return one.dispute.state != DisputeState::open || is_more_pressing(it.dispute, one.dispute);
    });
    view.disputes.insert(place, std::move(it));
  }
  return {};
}

}  // namespace

std::string_view standing_of(const DeskDispute& one) {
  return one.matter ? payment::name_of(*one.matter) : payment::name_of(one.dispute.state);
}

Result<DeskDisputes> list_disputes(const Room& room, const ports::DisputeQuery& query) {
  DeskDisputes view;
  const Timestamp now = room.clock.wall();
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    ports::DisputePage page = AAN_TRY(at.payments().list_disputes(query));
    view.total = page.total;
    for (payment::Dispute& one : page.disputes)
      view.disputes.push_back(AAN_TRY(with_order(at, std::move(one), now)));
    const bool has_matters =
        query.offset == 0 && query.state.value_or(DisputeState::open) == DisputeState::open;
    if (has_matters) AAN_TRY(add_matters(at, now, view));
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
