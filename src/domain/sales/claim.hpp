#pragma once
#include <string>
#include <string_view>

namespace aan::sales {

/// What a buyer names to get money back that cannot go back by itself: "R-7K2M-93QD" for what is
/// owed of the order 7K2M-93QD. It follows from the order's reference, so it is the same for ever
/// and nothing has to be kept for it.
std::string claim_reference(std::string_view order_reference);

/// The order's reference in a claim, however its letters were typed; any other text as it is.
std::string order_reference_in(std::string_view typed);

}  // namespace aan::sales
