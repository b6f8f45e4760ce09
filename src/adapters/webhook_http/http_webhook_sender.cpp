#include "adapters/webhook_http/http_webhook_sender.hpp"

#include "adapters/webhook_http/message_codec.hpp"
#include "adapters/webhook_http/signature.hpp"
#include "base/text.hpp"

namespace aan::webhook_http {
namespace {

// Whoever needs longer takes the message first and works on it afterwards.
constexpr Duration kDeadline = Duration::seconds(10);
constexpr std::size_t kAnswerBytesMax = 256U << 10;

net::outbound::OutboundOptions outbound(const WebhookHttpOptions& options) {
  net::outbound::OutboundOptions result;
  result.reach = options.may_reach_private ? net::outbound::Reach::anywhere
                                           : net::outbound::Reach::public_only;
  result.user_agent = options.user_agent;
  return result;
}

}  // namespace

HttpWebhookSender::HttpWebhookSender(const WebhookHttpOptions& options)
    : may_reach_private_(options.may_reach_private), client_(outbound(options)) {}

Result<> HttpWebhookSender::check_host(std::string_view host) const {
  if (may_reach_private_ || !net::outbound::is_private_host(host)) return {};
  return refuse(Errc::invalid, "webhook.address",
                "This address leads to this machine or to a private network. WEBHOOKS_PRIVATE=true "
                "allows that.",
                "webhook_address");
}

Result<int> HttpWebhookSender::send(const ports::WebhookMessage& message) {
  const std::string& id = message.event.id.value;
  const std::string stamp = std::to_string(message.now.unix_seconds());
  net::outbound::OutboundRequest request;
  request.method = "POST";
  request.url = message.url;
  request.body = message_body(message.event);
  request.headers = {
      {"Content-Type", "application/json"},
      {"Webhook-Id", id},
      {"Webhook-Timestamp", stamp},
      {"Webhook-Signature", AAN_TRY(sign_message(id, stamp, request.body, message.secrets))},
      {"Webhook-Attempt", std::to_string(message.attempt)}};
  request.deadline = kDeadline;
  request.answer_bytes_max = kAnswerBytesMax;
  auto answer = client_.send(request);
  if (!answer) return std::unexpected(std::move(answer).error());
  return answer->status;
}

}  // namespace aan::webhook_http
