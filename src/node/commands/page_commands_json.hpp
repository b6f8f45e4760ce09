#pragma once
#include <boost/json.hpp>

#include "node/node.hpp"

namespace aan::node {

/// `page.list`, `page.show {page, version?}` and `page.write {page, text}`: the pages that the shop
/// writes itself; see `commands_json.hpp`.
Result<boost::json::object> list_pages(Node& node, const boost::json::object& arguments);
Result<boost::json::object> show_page(Node& node, const boost::json::object& arguments);
Result<boost::json::object> write_page(Node& node, const boost::json::object& arguments);

}  // namespace aan::node
