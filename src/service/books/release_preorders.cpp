#include "service/books/release_preorders.hpp"

#include <algorithm>
#include <map>

#include "base/log.hpp"
#include "service/letters/queue_mail.hpp"
#include "service/sale/give_right.hpp"

namespace aan::service {
namespace {

// Its lines may have been released meanwhile by another process, or their day moved.
Result<std::int64_t> release(const Room& room, ports::UnitOfWork& unit, const sales::OrderId& id,
                             const std::vector<sales::OrderLineId>& due, Timestamp now) {
  const auto order = AAN_TRY(unit.sales().find_order(id));
  if (!order) return fail(Errc::internal, "preorder.release", "no order " + id.value);
  std::int64_t released = 0;
  for (const sales::OrderLine& line : order->lines) {
    if (std::ranges::find(due, line.id) == due.end()) continue;
    if (!AAN_TRY(unit.sales().release_preorder(line.id, now))) continue;
    AAN_TRY(give_right(room, unit, id, line, now));
    AAN_TRY(unit.sales().add_order_event(id, {"released", line.quoted.title, now}));
    // The state of the order withholds the right, and the letter is held as long (`queue_held`).
    AAN_TRY(queue_release(room, unit, id, line.id, now));
    ++released;
  }
  return released;
}

}  // namespace

Result<std::int64_t> release_preorders(const Room& room, std::int64_t limit) {
  const Timestamp now = room.clock.wall();
  std::vector<sales::Preorder> due;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    due = AAN_TRY(at.sales().due_preorders(now, limit));
    return {};
  }));
  std::map<sales::OrderId, std::vector<sales::OrderLineId>> orders;
  for (const sales::Preorder& one : due) orders[one.order_id].push_back(one.line_id);
  std::int64_t released = 0;
  for (const auto& [id, lines] : orders) {
    std::int64_t of_order = 0;
    AAN_TRY(room.store.write("preorder.release", [&](ports::UnitOfWork& unit) -> Result<> {
      of_order = AAN_TRY(release(room, unit, id, lines, now));
      return {};
    }));
    released += of_order;
  }
  if (released > 0) log::info("preorder.released", {{"lines", released}});
  return static_cast<std::int64_t>(due.size());
}

Result<std::int64_t> follow_sale_dates(const Room& room, std::int64_t limit) {
  const Timestamp now = room.clock.wall();
  bool is_any = false;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    is_any = AAN_TRY(at.catalog().has_passed_dates(now));
    return {};
  }));
  if (!is_any) return 0;
  std::int64_t looked_at = 0;
  AAN_TRY(room.store.write("sale.dates", [&](ports::UnitOfWork& unit) -> Result<> {
    looked_at = AAN_TRY(unit.catalog().follow_sale_dates(now, limit));
    return {};
  }));
  return looked_at;
}

}  // namespace aan::service
