#pragma once
#include "node/commands_json.hpp"

namespace aan::node {

/// privacy.export {email}: everything the shop knows about that person, in one document.
Result<boost::json::object> export_person(Node& node, const boost::json::object& arguments);
/// privacy.erase {email | order}: forgets them; accounting, rights and links stay.
Result<boost::json::object> erase_person(Node& node, const boost::json::object& arguments);

}  // namespace aan::node
