#pragma once
#include <string>
#include <vector>

#include "service/room.hpp"

namespace aan::service {

/// A dispute with the order that it is about.
struct DeskDispute {
  payment::Dispute dispute;
  std::string reference;
  bool is_sandbox = false;
  bool is_overdue = false;  ///< open, and the bank takes no evidence any more
};
/// A page of them, the most pressing first (`ports::DisputeQuery`).
struct DeskDisputes {
  std::vector<DeskDispute> disputes;
  std::int64_t total = 0;
};
Result<DeskDisputes> list_disputes(const Room& room, const ports::DisputeQuery& query);
/// How many are open.
Result<std::int64_t> count_open_disputes(const Room& room);

}  // namespace aan::service
