#include <algorithm>
#include <array>

#include "api/desk_routes.hpp"
#include "api/json_writer.hpp"
#include "api/request_reader.hpp"
#include "api/required_key.hpp"
#include "api/routes.hpp"

namespace aan::api {
namespace {

using ports::SandboxAct;

constexpr std::array<std::pair<std::string_view, SandboxAct>, 11> kActs = {{
    {"pay", SandboxAct::pay},
    {"pay-too-little", SandboxAct::underpay},
    {"pay-late", SandboxAct::pay_late},
    {"pay-twice", SandboxAct::pay_twice},
    {"fail", SandboxAct::fail},
    {"pay-report-twice", SandboxAct::pay_report_twice},
    {"pay-never-report", SandboxAct::pay_report_never},
    {"refuse-refunds", SandboxAct::refuse_refunds},
    {"dispute", SandboxAct::dispute},
    {"win-dispute", SandboxAct::win_dispute},
    {"lose-dispute", SandboxAct::lose_dispute},
}};
constexpr std::size_t kActBytesMax = 40;

Answer<SandboxAct> read_act(std::string_view body) {
  const JsonValue value = AAN_TRY(read_json(body));
  std::vector<Finding> findings;
  ObjectReader object(value, "", findings);
  const std::string name = object.text("act", Need::required, kActBytesMax).value_or("");
  const auto* const at = std::ranges::find(kActs, name, [](const auto& one) { return one.first; });
  if (at == kActs.end() && !name.empty())
    object.find("act",
                "Write pay, pay-too-little, pay-late, pay-twice, fail, pay-report-twice, "
                "pay-never-report, refuse-refunds, dispute, win-dispute or lose-dispute.");
  object.finish();
  if (!findings.empty()) return std::unexpected(bad_request(std::move(findings)));
  if (at == kActs.end()) return std::unexpected(bad_request({{"/act", "", "Say what happens."}}));
  return at->second;
}

// Whoever knows the end of the address of a payment page may do there what its buttons do.
Answer<ports::SandboxDesk*> counter_of(const service::UseCases& use) {
  if (use.sandbox != nullptr) return use.sandbox;
  return std::unexpected(
      Problem(Error{Errc::not_found, "api.sandbox", "play money is off",
                    "This shop takes no play money.", std::nullopt, "no_play_money"}));
}

Answer<net::Response> show(const service::UseCases& use, const net::Request& request) {
  const ports::SandboxDesk& counter = *AAN_TRY(counter_of(use));
  const ports::SandboxSession seen = AAN_TRY(counter.view(request.param("payment")));
  JsonWriter out;
  out.begin_object().key("payment").begin_object();
  out.field("id", seen.ref).field("attempt_id", seen.intent_id.value);
  out.field("due", seen.due).field("received", seen.received);
  out.field("outstanding", seen.outstanding).field("cancelled", seen.is_cancelled);
  out.field("disputed", seen.has_open_dispute).field("refuses_refunds", seen.refuses_refunds);
  out.end_object().end_object();
  return net::Response::json(out.take()).make_private();
}

// The processor's messages go the way every provider's do: inbox first, then understood.
Answer<net::Response> act(const service::UseCases& use, const net::Request& request) {
  const std::string key = AAN_TRY(required_key(request));
  const SandboxAct wish = AAN_TRY(read_act(request.body));
  ports::SandboxDesk& counter = *AAN_TRY(counter_of(use));
  const auto messages =
      AAN_TRY(counter.act(request.param("payment"), wish, key, use.room.clock.wall()));
  for (const std::string& message : messages) AAN_TRY(use.jobs.take_in("sandbox", message));
  return show(use, request);
}

}  // namespace

void add_sandbox_routes(net::Router& router, const service::UseCases& use, const DeskApi& desk) {
  const auto handle = [&use](auto function) {
    return answering(
        [&use, function](const net::Request& request) { return function(use, request); });
  };
  net::RouteOptions reading;
  reading.bodies = {net::BodyKind::none};
  net::RouteOptions changing;
  changing.bodies = {net::BodyKind::json};
  changing.body_bytes_max = kJsonBytesMax;
  router.get("/api/v1/sandbox/payments/{payment}", handle(show), reading);
  router.post("/api/v1/sandbox/payments/{payment}", handle(act), changing);
  router.get("/api/v1/sandbox/clock", looking_at_desk(desk, "clock.show"), reading);
  changing.pool = net::Pool::outbound;  // whatever is due by then is done before the answer
  router.post("/api/v1/sandbox/clock", changing_at_desk(desk, "clock.advance"), changing);
}

}  // namespace aan::api
