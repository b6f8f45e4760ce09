#pragma once
#include <string>
#include <vector>

#include "service/room.hpp"

namespace aan::service {

/// A dispute with the order that it is about. Or an open inquiry or appeal, which `matter` names:
/// `dispute` is what it would be if it were one, open and without an id.
struct DeskDispute {
  payment::Dispute dispute;
  std::string reference;
  bool is_sandbox = false;
  bool is_overdue = false;  ///< open, and the bank takes no evidence any more
  std::optional<payment::MatterKind> matter;
};
/// "inquiry", "appeal", or how a dispute stands.
std::string_view standing_of(const DeskDispute& one);
/// A page of them, the most pressing first (`ports::DisputeQuery`). All open inquiries and appeals
/// are on the first page, beside its disputes, among the open ones by their deadline.
struct DeskDisputes {
  std::vector<DeskDispute> disputes;
  std::int64_t total = 0;  ///< disputes of all pages; inquiries and appeals are not counted
};
Result<DeskDisputes> list_disputes(const Room& room, const ports::DisputeQuery& query);
/// How many are open.
Result<std::int64_t> count_open_disputes(const Room& room);

}  // namespace aan::service
