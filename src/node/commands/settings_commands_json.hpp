#pragma once
#include <boost/json.hpp>

#include "node/node.hpp"

namespace aan::node {

/// `settings.list`: every key of the configuration, what it says, where it was set, and whether it
/// can be changed here; no secrets.
Result<boost::json::object> list_settings(Node& node, const boost::json::object& arguments);
/// `settings.show {name}`: one of them.
Result<boost::json::object> show_setting(Node& node, const boost::json::object& arguments);
/// `settings.change {settings: {NAME: "value", ...}}`, or `{name, value}` for one: all or none; an
/// empty value goes back to the default. Says which changed, and when they count: "now" (the shop
/// begins anew in place) or "next_start".
Result<boost::json::object> change_settings(Node& node, const boost::json::object& arguments);
/// `settings.try-letters {to}`: sends a letter by the mail server as it is set now; {good, steps:
/// [{step, verdict, found, todo}]}. Errors: those of `service::try_letter`.
Result<boost::json::object> try_letters(Node& node, const boost::json::object& arguments);

}  // namespace aan::node
