#include "service/desk/evidence.hpp"

#include "service/audit.hpp"
#include "service/desk/find_order.hpp"

namespace aan::service {

Result<Evidence> gather_evidence(const Room& room, const std::string& which, std::string_view by) {
  Evidence evidence;
  const sales::OrderId id = AAN_TRY(find_order(room, which)).id;
  evidence.gathered_at = room.clock.wall();
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    evidence.view = AAN_TRY(view_order_in(room, at, id));
    const auto terms = AAN_TRY(at.records().find_terms(evidence.view.order.quote.terms_version));
    if (!terms) return {};
    evidence.has_terms = true;
    evidence.terms = terms->markdown;
    evidence.terms_since = terms->since;
    return {};
  }));
  AAN_TRY(write_down(room, {std::string(by), "order.evidence", evidence.view.order.reference, ""}));
  return evidence;
}

std::string file_of(const OrderView& view, const std::string& grant) {
  for (const OrderLineView& line : view.lines)
    for (const OrderFile& file : line.files)
      if (file.grant.id.value == grant) return file.file.file_name;
  return {};
}

}  // namespace aan::service
