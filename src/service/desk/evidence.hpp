#pragma once
#include <string>
#include <string_view>

#include "service/sale/view_order.hpp"

namespace aan::service {

/// What a shop can show of one order to whoever doubts it: a bank that thinks about a dispute, an
/// auditor, the buyer. All of it is read from stored facts when it is asked for, so that two
/// packs of one order differ by nothing but what happened between them.
struct Evidence {
  OrderView view;
  std::string terms;       ///< Markdown of the terms of sale that the order was placed under
  Timestamp terms_since;   ///< when they came into force
  bool has_terms = false;  ///< that version of the terms is kept
  Timestamp gathered_at;
};
/// `which`: reference or id; `by`: who takes it, for the audit log. Holds the name on the receipt:
/// for those who help buyers. Errors: not_found "no_such_order_here".
Result<Evidence> gather_evidence(const Room& room, const std::string& which, std::string_view by);

/// What a fact of the delivery was about: the name of the file of a grant, empty for another's.
std::string file_of(const OrderView& view, const std::string& grant);

}  // namespace aan::service
