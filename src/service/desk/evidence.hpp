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
  std::vector<sales::OrderEvent> events;  ///< those of the view, with `events_with_places`
  std::string terms;       ///< Markdown of the terms of sale that the order was placed under
  Timestamp terms_since;   ///< when they came into force
  bool has_terms = false;  ///< that version of the terms is kept
  Timestamp gathered_at;
};
/// `which`: reference or id; `by`: who takes it, for the audit log. Holds the name on the receipt:
/// for those who help buyers. Errors: not_found "no_such_order_here".
Result<Evidence> gather_evidence(const Room& room, const std::string& which, std::string_view by);

/// What a fact of the delivery was about.
struct EventFile {
  std::string file_name;
  /// A download, a letter to a reading device, or opened on the shop's pages; else a right alone.
  bool went_out = false;
  std::string sha256_hex;  ///< of the shop's file that went out; empty: that was not written down
  /// The version that went out. Nothing: with a digest, it was taken out of the book since. Without
  /// one it is told by the time, where of those that are kept this one alone was there then.
  std::optional<std::int64_t> version;
};
/// Nothing: it was about no file of the order.
std::optional<EventFile> file_of(const OrderView& view, const sales::OrderEvent& event);

}  // namespace aan::service
