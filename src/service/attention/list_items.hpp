#pragma once
#include <string>
#include <vector>

#include "domain/attention/item.hpp"
#include "service/room.hpp"

namespace aan::service {

/// What stands: what a person has to look at, and what one has settled.
struct AttentionList {
  std::vector<attention::Item> open;     ///< the most urgent first, then the oldest
  std::vector<attention::Item> settled;  ///< by hand, and not mended as far as the shop sees
};
Result<AttentionList> list_attention(const Room& room);

/// A person has dealt with it: it stays out of sight while the fault stays the same, and the audit
/// log says who. A second time changes nothing. Returns the item. Errors: not_found
/// "no_such_item", conflict "clears_itself" for kinds that no hand settles.
Result<attention::Item> settle_item(const Room& room, const std::string& id, const std::string& by);

/// Where the desk shows the subject, such as "/desk/orders/7K2M-93QD"; empty when it does not.
std::string desk_path(const attention::Item& item);

}  // namespace aan::service
