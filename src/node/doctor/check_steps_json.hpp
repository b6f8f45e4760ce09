#pragma once
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

#include "node/doctor/doctor_shop.hpp"

namespace aan::node {

/// `doctor.look`: {steps: [{step, verdict, found, todo}]} of `check_shop`.
Result<boost::json::object> look_at_shop(Node& node, const boost::json::object& arguments);
/// What that answered, read again. Errors: invalid.
Result<std::vector<CheckStep>> parse_check_steps(std::string_view answer);

}  // namespace aan::node
