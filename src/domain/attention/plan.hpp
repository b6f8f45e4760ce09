#pragma once
#include <string_view>
#include <vector>

#include "domain/attention/item.hpp"

namespace aan::attention {

/// Who looks, and when.
struct Observer {
  std::string_view name;  ///< of this process
  bool is_alone = true;   ///< no other process looks at this shop
  Timestamp now;
};

/// What has to be written so that the items say what was found.
struct Plan {
  std::vector<Finding> raise;
  std::vector<Item> change;  ///< as they are to be from now on
  std::vector<ItemId> clear;
  [[nodiscard]] bool empty() const { return raise.empty() && change.empty() && clear.empty(); }
};

/// Pure: the same items and findings give the same plan; a plan that was carried out gives an empty
/// one next time, but for the sightings of local faults, once a minute. `standing`: every item that
/// is not cleared. Of two findings about the same thing the first counts.
Plan plan(const std::vector<Item>& standing, const std::vector<Finding>& found,
          const Observer& observer);

}  // namespace aan::attention
