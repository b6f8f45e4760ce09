#include "node/commands/clock_commands_json.hpp"

#include <algorithm>

#include "domain/sales/passed_time.hpp"
#include "node/commands/command_parts_json.hpp"
#include "node/pass_time.hpp"
#include "service/sale/seed_orders.hpp"

namespace aan::node {
namespace {

namespace json = boost::json;

json::object face_of(const service::ClockFace& face) {
  return {{"now", rfc3339(face.now)}, {"ahead_seconds", face.ahead.s()}};
}

}  // namespace

Result<json::object> show_clock(Node& node, const json::object&) {
  return face_of(AAN_TRY(node.sandbox_clock.look()));
}

Result<json::object> advance_clock(Node& node, const json::object& arguments) {
  const std::string span = text_in(arguments, "advance");
  const std::string moment = text_in(arguments, "now");
  if (span.empty() == moment.empty())
    return refuse(Errc::invalid, "clock",
                  "Say either how much time passes (advance: PT2H) or what time it becomes (now: "
                  "2026-12-24T00:00:00Z).",
                  "clock_target");
  if (!moment.empty()) {
    const auto at = parse_rfc3339(moment);
    if (!at)
      return refuse(Errc::invalid, "clock", "Write a moment as 2026-12-24T00:00:00Z.",
                    "clock_target");
    AAN_TRY(node.sandbox_clock.advance_to(*at, by_of(arguments), text_in(arguments, "key")));
  } else {
    AAN_TRY(node.sandbox_clock.advance(AAN_TRY(sales::parse_span(span)), by_of(arguments),
                                       text_in(arguments, "key")));
  }
  AAN_TRY(pass_time(node));
  return face_of(AAN_TRY(node.sandbox_clock.look()));
}

Result<json::object> seed_demo_orders(Node& node, const json::object& arguments) {
  constexpr std::int64_t kCount = 30;
  const service::SeedWish wish{number_in(arguments, "seed", 1),
                               number_in(arguments, "count", kCount)};
  Duration step;
  if (const std::string over = text_in(arguments, "over"); !over.empty()) {
    AAN_TRY(node.sandbox_clock.look());
    step.us = AAN_TRY(sales::parse_span(over)).us / std::max<std::int64_t>(wish.count - 1, 1);
  }
  const auto made = AAN_TRY(service::seed_orders(node.use, wish, [&]() -> Result<> {
    if (step.us == 0) return {};
    AAN_TRY(node.sandbox_clock.advance(step, by_of(arguments)));
    return pass_time(node);
  }));
  json::array rows;
  for (const service::SeededOrder& one : made)
    rows.push_back(
        {{"story", one.story}, {"order", one.reference}, {"state", sales::name_of(one.state)}});
  return json::object{{"seed", wish.seed}, {"orders", std::move(rows)}};
}

}  // namespace aan::node
