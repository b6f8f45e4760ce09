#include "adapters/pay_stripe/stripe_api.hpp"

#include <algorithm>
#include <array>

#include "adapters/pay_stripe/objects_json.hpp"
#include "base/clock.hpp"
#include "base/text.hpp"
#include "net/outbound/http_client.hpp"

namespace aan::pay_stripe {
namespace {

constexpr Duration kDeadline = Duration::seconds(8);
// A second try that had less could hardly succeed.
constexpr Duration kWorthTrying = Duration::seconds(2);
constexpr std::size_t kAnswerBytesMax = 2U << 20;
constexpr std::size_t kDetailBytesMax = 300;
// docs.stripe.com/error-codes: those that every buyer would meet, until the account was mended.
constexpr std::array<std::string_view, 4> kAccountCodes = {
    "account_invalid", "payment_method_unactivated", "platform_account_required",
    "testmode_charges_only"};

// Only no answer, 409, a 5xx, or Stripe's own word make a repetition worth while.
bool is_worth_repeating(const Result<net::outbound::OutboundAnswer>& answer) {
  if (!answer)
    return answer.error().code != Errc::invalid && answer.error().code != Errc::forbidden;
  const std::string_view advice = answer->header("stripe-should-retry");
  if (advice == "true") return true;
  if (advice == "false") return false;
  return answer->status == 409 || answer->status >= 500;
}

Result<std::string> judge(Result<net::outbound::OutboundAnswer> answer) {
  if (!answer)
    return fail(Errc::unavailable, "stripe", answer.error().to_string(),
                "Card payments cannot be reached now.", "network");
  const bool is_good = answer->status >= 200 && answer->status < 300;
  // A page of whatever stands in between, with a status that means nothing.
  if (is_good && !answer->body.starts_with('{'))
    return fail(Errc::unavailable, "stripe", "status 200 and no JSON",
                "Card payments cannot be reached now.", "down");
  if (is_good) return std::move(answer->body);
  const StripeFault fault = parse_fault(answer->body);
  const std::string detail = "status " + std::to_string(answer->status) + " " + fault.type + " " +
                             fault.code + " " + fault.param + " " +
                             fault.message.substr(0, kDetailBytesMax);
  if (answer->status >= 500 || fault.type.empty())
    return fail(Errc::unavailable, "stripe", detail, "Card payments cannot be reached now.",
                "down");
  switch (answer->status) {
    case 401: return fail(Errc::unauthenticated, "stripe", detail, {}, "key");
    case 403: return fail(Errc::forbidden, "stripe", detail, {}, "permission");
    case 409: return fail(Errc::conflict, "stripe", detail, {}, "in_progress");
    case 429: return fail(Errc::limited, "stripe", detail, {}, "too_fast");
    default: break;
  }
  const bool is_account = answer->status != 404 && speaks_of_account(fault);
  const std::string& code = fault.code.empty() ? fault.type : fault.code;
  return fail(Errc::upstream_rejected, "stripe", detail, {}, is_account ? "account" : code);
}

}  // namespace

bool speaks_of_account(const StripeFault& fault) {
  if (fault.type != "invalid_request_error" || !fault.param.empty()) return false;
  if (!fault.code.empty())
    return std::ranges::find(kAccountCodes, fault.code) != kAccountCodes.end();
  const std::string said = lower_ascii(fault.message);
  return said.contains("account") || said.contains("capabilit") || said.contains("charges");
}

StripeApi::StripeApi(ApiOptions options)
    : options_(std::move(options)),
      client_(std::make_unique<net::outbound::HttpClient>(net::outbound::OutboundOptions{
          .reach = net::outbound::reach_of_service(options_.base_url)})) {}

StripeApi::~StripeApi() = default;

net::outbound::OutboundRequest StripeApi::request(std::string method, std::string_view path) const {
  net::outbound::OutboundRequest request;
  request.method = std::move(method);
  request.url = options_.base_url + std::string(path);
  request.deadline = kDeadline;
  request.answer_bytes_max = kAnswerBytesMax;
  request.headers = {{"Authorization", "Bearer " + std::string(options_.key.reveal())},
                     {"Stripe-Version", std::string(kApiVersion)}};
  return request;
}

Result<std::string> StripeApi::post(std::string_view path, const Form& form,
                                    std::string_view idempotency_key) const {
  net::outbound::OutboundRequest asked = request("POST", path);
  asked.headers.push_back({"Content-Type", "application/x-www-form-urlencoded"});
  asked.headers.push_back({"Idempotency-Key", std::string(idempotency_key)});
  asked.body = form.text();
  const SystemClock clock;
  const Duration begun = clock.mono();
  Result<net::outbound::OutboundAnswer> answer = client_->send(asked);
  asked.deadline = kDeadline - (clock.mono() - begun);
  if (is_worth_repeating(answer) && asked.deadline >= kWorthTrying) answer = client_->send(asked);
  return judge(std::move(answer));
}

Result<std::string> StripeApi::get(std::string_view path_and_query) const {
  return get_dated(path_and_query).answer;
}

StripeApi::DatedAnswer StripeApi::get_dated(std::string_view path_and_query) const {
  auto answer = client_->send(request("GET", path_and_query));
  std::optional<Timestamp> at;
  if (answer)
    if (const auto said = parse_http_date(answer->header("date"))) at = *said;
  return {judge(std::move(answer)), at};
}

}  // namespace aan::pay_stripe
