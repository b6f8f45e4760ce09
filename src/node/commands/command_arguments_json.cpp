#include "node/commands/command_arguments_json.hpp"

#include <algorithm>
#include <limits>

#include "base/text.hpp"
#include "base/whole_number.hpp"
#include "domain/sales/coupon.hpp"
#include "domain/webhook/endpoint.hpp"
#include "service/sale/seed_orders.hpp"

namespace aan::node {
namespace {

namespace json = boost::json;

// Of a command: "order amount", a number with a mark behind it, "limit#", an object with another.
struct Argument {
  std::string_view name;
  json::kind kind = json::kind::string;
};

std::vector<Argument> arguments_of(const Command& command) {
  std::vector<Argument> all;
  for (std::string_view word : split(command.arguments, ' ')) {
    if (word.empty()) continue;
    json::kind kind = json::kind::string;
    if (word.back() == '#') kind = json::kind::int64;
    if (word.back() == '*') kind = json::kind::object;
    if (kind != json::kind::string) word.remove_suffix(1);
    all.push_back({word, kind});
  }
  return all;
}

// What a number of that name may be, whatever takes it; those that are not here may be any.
struct Range {
  std::string_view name;
  std::int64_t least = 0;
  std::int64_t most = 0;
};
constexpr std::int64_t kOffsetMax = 10'000'000;
constexpr std::int64_t kVersionMax = 1'000'000'000;
constexpr Range kRanges[] = {
    {"limit", 1, 100},
    {"offset", 0, kOffsetMax},
    {"owed", 0, 1},
    {"to_come", 0, 1},
    {"play", 0, 1},
    {"one", 0, 1},
    {"unnamed", 0, 1},
    {"uses", 1, sales::kCouponUsesMax},
    {"version", 1, kVersionMax},
    {"count", 1, service::kSeededOrdersMax},
    {"hours", 0, webhook::kOverlapHoursMax},
    {"before", 0, std::numeric_limits<std::int64_t>::max()},
};

std::string names_of(const std::vector<Argument>& all) {
  std::string names;
  for (const Argument& one : all) names += (names.empty() ? "" : ", ") + std::string(one.name);
  return names.empty() ? "nothing" : names;
}

std::string_view what(json::kind kind) {
  if (kind == json::kind::int64) return "a whole number";
  return kind == json::kind::object ? "an object" : "a text";
}

std::unexpected<Error> wrong(std::string sentence, std::string reason) {
  return refuse(Errc::invalid, "api.desk", std::move(sentence), std::move(reason));
}

}  // namespace

Result<json::object> check_arguments(const Command& command, json::object sent, ArgumentsAs as) {
  const std::vector<Argument> all = arguments_of(command);
  const std::string operation(command.name);
  for (auto& member : sent) {
    const std::string name(member.key());
    const auto known = std::ranges::find(all, std::string_view(name), &Argument::name);
    if (known == all.end())
      return wrong(operation + " has no argument \"" + name + "\". It takes " + names_of(all) + ".",
                   "unknown_argument");
    if (as == ArgumentsAs::query && known->kind == json::kind::int64 && member.value().is_string())
      if (const auto number = parse_whole_number(member.value().get_string()))
        member.value() = *number;
    if (member.value().kind() != known->kind)
      return wrong("\"" + name + "\" of " + operation + " is " + std::string(what(known->kind)) +
                       ". Leave it out where there is none.",
                   "argument_type");
    const auto* const range = std::ranges::find(kRanges, std::string_view(name), &Range::name);
    if (known->kind != json::kind::int64 || range == std::end(kRanges)) continue;
    const std::int64_t number = member.value().get_int64();
    if (number < range->least || number > range->most)
      return wrong("\"" + name + "\" of " + operation + " is a whole number from " +
                       std::to_string(range->least) + " to " + std::to_string(range->most) + ".",
                   "argument_type");
  }
  return sent;
}

}  // namespace aan::node
