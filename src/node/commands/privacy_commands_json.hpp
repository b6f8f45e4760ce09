#pragma once
#include "node/commands/commands_json.hpp"

namespace aan::node {

/// privacy.show {email | order}: what the shop knows about whoever has that address, or placed that
/// order, in counts and dates.
Result<boost::json::object> show_person(Node& node, const boost::json::object& arguments);
/// privacy.export {email | order}: all of it, in one document; written into the audit log.
Result<boost::json::object> export_person(Node& node, const boost::json::object& arguments);
/// privacy.erase {email | order}: forgets them; accounting, rights and links stay.
Result<boost::json::object> erase_person(Node& node, const boost::json::object& arguments);

}  // namespace aan::node
