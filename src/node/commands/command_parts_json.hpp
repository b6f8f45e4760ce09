#pragma once
#include <boost/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "base/money.hpp"
#include "base/timestamp.hpp"

namespace aan::node {

class Node;

/// What the commands' arguments and answers are made of.

/// Empty, or `otherwise`, when it is not there or of another type.
std::string text_in(const boost::json::object& arguments, std::string_view name);
std::int64_t number_in(const boost::json::object& arguments, std::string_view name,
                       std::int64_t otherwise);
/// Of a list: how many rows, 50 if it is not said, and how many are passed over. Errors: invalid
/// "list_limit" for less than one row or more than `kListedMax`.
inline constexpr std::int64_t kListedMax = 100;
Result<std::int64_t> limit_in(const boost::json::object& arguments);
std::int64_t offset_in(const boost::json::object& arguments);

/// Who does it, as the audit log says: the machine's operator when nobody is named.
std::string by_of(const boost::json::object& arguments);

/// The currency that the argument names; without it the shop's own. Errors: invalid
/// "currency_not_sold".
Result<Asset> currency_in(const Node& node, const boost::json::object& arguments);

boost::json::value money(const Money& amount);
boost::json::value price(const std::optional<Money>& amount);
/// RFC 3339, or null.
boost::json::value moment(const std::optional<Timestamp>& at);

}  // namespace aan::node
