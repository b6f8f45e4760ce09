#include "service/letters/resend_receipt.hpp"

#include "crypto/token.hpp"
#include "service/audit.hpp"
#include "service/idempotency.hpp"
#include "service/letters/queue_mail.hpp"

namespace aan::service {
namespace {

constexpr std::string_view kAsked = "receipt asked";
constexpr std::string_view kBuyer = "buyer";
constexpr std::string_view kSent = "receipt sent";

struct Asked {
  std::int64_t times = 0;
  std::optional<Timestamp> last;
  bool has_left = false;  ///< since `last`
};

Asked asked_in(const std::vector<sales::OrderEvent>& events) {
  Asked asked;
  for (const sales::OrderEvent& event : events) {
    if (event.kind != "mail") continue;
    if (event.detail == kAsked) {
      ++asked.times;
      asked.last = event.at;
      asked.has_left = false;
    }
    if (event.detail == kSent) asked.has_left = true;
  }
  return asked;
}

// What was asked for is not what was sent: a server may refuse it, or be away.
std::unexpected<Error> too_soon(const Asked& asked, Timestamp now) {
  Error soon =
      asked.has_left
          ? refuse(Errc::limited, "receipt.mail",
                   "The receipt was sent a moment ago. Please wait a little.", "mail_too_soon")
                .error()
          : refuse(Errc::limited, "receipt.mail",
                   "The receipt was asked for a moment ago and has not left yet: the mail server "
                   "has not taken it.",
                   "mail_not_left")
                .error();
  soon.retry_after_s = static_cast<int>((*asked.last + kReceiptMailEvery - now).s() + 1);
  return std::unexpected(std::move(soon));
}

Result<> resend(const Room& room, ports::UnitOfWork& unit, const sales::Order& order,
                std::int64_t times_max, Timestamp now) {
  const auto customer = AAN_TRY(unit.customers().customer_of(order.id));
  if (!customer || customer->address_index.empty())
    return refuse(Errc::conflict, "receipt.mail", "This order has no e-mail address.",
                  "no_mail_address");
  if (sales::refusal_of(order.state) == sales::DownloadRefusal::unpaid)
    return refuse(Errc::conflict, "receipt.mail", "There is no receipt before the payment.",
                  "no_receipt_yet");
  const Asked asked = asked_in(AAN_TRY(unit.sales().order_events(order.id)));
  if (asked.times >= times_max)
    return refuse(Errc::limited, "receipt.mail",
                  "The receipt was sent as often as the shop sends it. The order page has it too.",
                  "mails_used_up");
  if (asked.last && now < *asked.last + kReceiptMailEvery) return too_soon(asked, now);
  AAN_TRY(unit.sales().add_order_event(order.id, {"mail", std::string(kAsked), now}));
  return queue_receipt(room, unit, order.id, asked.times + 1, now);
}

Result<> no_such_order() {
  return refuse(Errc::not_found, "receipt.mail", "There is no such order.", "no_such_order");
}

}  // namespace

Result<> resend_receipt(const Room& room, const std::string& token,
                        const std::string& idempotency_key) {
  const IdempotentRequest once =
      AAN_TRY(IdempotentRequest::create("receipt.mail", idempotency_key, token));
  const Timestamp now = room.clock.wall();
  return room.store.write("receipt.mail", [&](ports::UnitOfWork& unit) -> Result<> {
    if (AAN_TRY(find_answer(room, unit.sales(), once))) return {};
    const auto order = AAN_TRY(unit.sales().find_order_by_token(crypto::token_digest(token)));
    if (!order) return no_such_order();
    AAN_TRY(resend(room, unit, *order, kReceiptMailsMax, now));
    AAN_TRY(write_down(unit, {std::string(kBuyer), "order.mail", order->reference, ""}, now));
    return keep_answer(room, unit.sales(), once, "queued", now);
  });
}

Result<> resend_receipt(const Room& room, const sales::OrderId& id) {
  const Timestamp now = room.clock.wall();
  return room.store.write("receipt.mail", [&](ports::UnitOfWork& unit) -> Result<> {
    const auto order = AAN_TRY(unit.sales().find_order(id));
    if (!order) return no_such_order();
    return resend(room, unit, *order, INT64_MAX, now);
  });
}

}  // namespace aan::service
