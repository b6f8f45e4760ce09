// The events that Stripe keeps for thirty days: those that its webhook could not hand over.
#include <algorithm>

#include "adapters/pay_stripe/event_list_json.hpp"
#include "adapters/pay_stripe/message_types.hpp"
#include "adapters/pay_stripe/stripe_provider.hpp"

namespace aan::pay_stripe {
namespace {

constexpr int kPagesMax = 100;

}  // namespace

std::string StripeProvider::provider() const { return std::string(kProviderName); }

bool StripeProvider::sends_messages() const { return !options_.webhook_secrets.empty(); }

Result<ports::ArchivedMessages> StripeProvider::missed(Timestamp since) const {
  std::string asked = "/v1/events?limit=100&created[gte]=" + std::to_string(since.unix_seconds());
  int asked_types = 0;
  for (const MessageType& type : kMessageTypes)
    if (type.is_swept)
      asked += "&types[" + std::to_string(asked_types++) + "]=" + std::string(type.name);
  // Without an endpoint nothing was to be delivered, and so nothing counts as undelivered.
  if (sends_messages()) asked += "&delivery_success=false";
  ports::ArchivedMessages all;
  std::string after;
  for (int page = 0;; ++page) {
    if (page == kPagesMax) {
      all.is_all = false;
      break;
    }
    // Past the health: a key that may not read events can sell all the same.
    EventPage next = AAN_TRY(parse_event_page(
        AAN_TRY(api_.get(after.empty() ? asked : asked + "&starting_after=" + after))));
    std::ranges::move(next.messages, std::back_inserter(all.messages));
    if (!next.has_more || next.messages.empty()) break;
    after = next.last_id;
  }
  std::ranges::reverse(all.messages);
  return all;
}

}  // namespace aan::pay_stripe
