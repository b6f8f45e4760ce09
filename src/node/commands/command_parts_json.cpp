#include "node/commands/command_parts_json.hpp"

#include <algorithm>

#include "node/node.hpp"
#include "service/audit.hpp"
#include "service/browsing/in_currency.hpp"

namespace aan::node {

namespace json = boost::json;

std::string text_in(const json::object& arguments, std::string_view name) {
  const json::value* value = arguments.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->get_string().c_str()) : "";
}

std::int64_t number_in(const json::object& arguments, std::string_view name,
                       std::int64_t otherwise) {
  const json::value* value = arguments.if_contains(name);
  return value != nullptr && value->is_int64() ? value->get_int64() : otherwise;
}
std::string by_of(const json::object& arguments) {
  const std::string by = text_in(arguments, "by");
  return by.empty() ? std::string(service::kOperator) : by;
}

Result<Asset> currency_in(const Node& node, const json::object& arguments) {
  const std::string code = text_in(arguments, "currency");
  if (code.empty()) return node.room.currency;
  return service::need_currency(node.room, code);
}

Result<std::int64_t> limit_in(const json::object& arguments) {
  const std::int64_t limit = number_in(arguments, "limit", 50);
  if (limit >= 1 && limit <= kListedMax) return limit;
  return refuse(Errc::invalid, "list", "A list shows 1 to 100 at once: say a limit between them.",
                "list_limit", {{"limit", kListedMax}});
}

std::int64_t offset_in(const json::object& arguments) {
  return std::max<std::int64_t>(number_in(arguments, "offset", 0), 0);
}

json::value money(const Money& amount) {
  return {{"amount", std::to_string(amount.amount)},
          {"currency", amount.asset.code()},
          {"decimal", decimal(amount)}};
}

json::value price(const std::optional<Money>& amount) {
  return amount ? money(*amount) : json::value(nullptr);
}

json::value moment(const std::optional<Timestamp>& at) {
  return at ? json::value(rfc3339(*at)) : json::value(nullptr);
}

}  // namespace aan::node
