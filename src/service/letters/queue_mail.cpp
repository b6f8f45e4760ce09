#include "service/letters/queue_mail.hpp"

#include <algorithm>

namespace aan::service {

Result<> queue_letter(const Room& room, ports::UnitOfWork& unit, std::string_view kind,
                      const std::string& about, const std::string& dedupe_key, Timestamp now,
                      ports::JobRank rank) {
  ports::QueuedJob job;
  job.id = room.ids.make<ports::JobId>();
  job.queue = ports::Queue::mail;
  job.kind = kind;
  job.dedupe_key = dedupe_key;
  job.payload = about;
  job.due_at = now;
  job.rank = rank;
  AAN_TRY(unit.queues().enqueue(job));
  return {};
}

namespace {

// Letters about what was paid for go first; one about an order of nothing to pay cost its sender
// nothing, and may wait.
Result<ports::JobRank> rank_of(ports::UnitOfWork& unit, const sales::OrderId& id) {
  const auto order = AAN_TRY(unit.sales().find_order(id));
  const bool is_free = order && order->quote.total.is_zero();
  return is_free ? ports::JobRank::second : ports::JobRank::first;
}

}  // namespace

Result<> queue_receipt(const Room& room, ports::UnitOfWork& unit, const sales::OrderId& order,
                       std::int64_t number, Timestamp now) {
  const auto customer = AAN_TRY(unit.customers().customer_of(order));
  if (!customer || customer->address_index.empty()) return {};
  return queue_letter(room, unit, kReceiptMail, order.value,
                      "receipt:" + order.value + ":" + std::to_string(number), now,
                      AAN_TRY(rank_of(unit, order)));
}

Result<> queue_new_link(const Room& room, ports::UnitOfWork& unit, const sales::OrderId& order,
                        std::int64_t generation, Timestamp now) {
  const auto customer = AAN_TRY(unit.customers().customer_of(order));
  if (!customer || customer->address_index.empty()) return {};
  return queue_letter(room, unit, kLinkMail, order.value,
                      "link:" + order.value + ":" + std::to_string(generation), now);
}

Result<> queue_gift(const Room& room, ports::UnitOfWork& unit, const sales::Gift& gift,
                    Timestamp now) {
  if (gift.address_sealed.empty()) return {};
  const std::string generation = std::to_string(gift.claim_generation);
  const bool is_first = gift.claim_generation == 1;
  return queue_letter(room, unit, kGiftMail, gift.id.value + (is_first ? "" : " " + generation),
                      "gift:" + gift.id.value + (is_first ? "" : ":" + generation),
                      std::max(now, gift.opens_at), AAN_TRY(rank_of(unit, gift.order_id)));
}

Result<> queue_release(const Room& room, ports::UnitOfWork& unit, const sales::OrderId& order,
                       const sales::OrderLineId& line, Timestamp now) {
  const auto customer = AAN_TRY(unit.customers().customer_of(order));
  if (!customer || customer->address_index.empty()) return {};
  return queue_letter(room, unit, kReleaseMail, order.value + " " + line.value,
                      "release:" + line.value, now, AAN_TRY(rank_of(unit, order)));
}

Result<> queue_attention(const Room& room, ports::UnitOfWork& unit, Timestamp now) {
  constexpr std::int64_t kTogetherForS = 300;
  const std::int64_t window = now.unix_seconds() / kTogetherForS;
  return queue_letter(room, unit, kAttentionMail, "", "attention:" + std::to_string(window),
                      Timestamp::from_unix_seconds((window + 1) * kTogetherForS));
}

}  // namespace aan::service
