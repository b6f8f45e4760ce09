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

// What is queued again after it was held has a key of its own; nothing stands for the first time.
std::string again(std::int64_t freed) {
  return freed > 0 ? ":again" + std::to_string(freed) : std::string();
}

Result<> enqueue_gift(const Room& room, ports::UnitOfWork& unit, const sales::Gift& gift,
                      std::int64_t freed, Timestamp now) {
  if (gift.address_sealed.empty()) return {};
  const std::string generation = std::to_string(gift.claim_generation);
  const bool is_first = gift.claim_generation == 1;
  return queue_letter(room, unit, kGiftMail, gift.id.value + (is_first ? "" : " " + generation),
                      "gift:" + gift.id.value + (is_first ? "" : ":" + generation) + again(freed),
                      std::max(now, gift.opens_at), AAN_TRY(rank_of(unit, gift.order_id)));
}

Result<> enqueue_release(const Room& room, ports::UnitOfWork& unit, const sales::OrderId& order,
                         const sales::OrderLineId& line, std::int64_t freed, Timestamp now) {
  const auto customer = AAN_TRY(unit.customers().customer_of(order));
  if (!customer || customer->address_index.empty()) return {};
  return queue_letter(room, unit, kReleaseMail, order.value + " " + line.value,
                      "release:" + line.value + again(freed), now, AAN_TRY(rank_of(unit, order)));
}

// Whether a letter is held, and how often it was queued again before.
struct HeldLetter {
  bool is_held = false;
  std::int64_t freed = 0;
};

HeldLetter find_held(const std::vector<sales::OrderEvent>& events, const std::string& letter) {
  HeldLetter found;
  for (const sales::OrderEvent& event : events) {
    if (event.detail != letter) continue;
    if (event.kind == kLetterHeld) found.is_held = true;
    if (event.kind != kLetterFreed) continue;
    found.is_held = false;
    ++found.freed;
  }
  return found;
}

}  // namespace

std::string held_gift(const sales::Gift& gift) {
  return "gift " + std::to_string(gift.claim_generation);
}
std::string held_release(const sales::OrderLineId& line) { return "release " + line.value; }

Result<> queue_held(const Room& room, ports::UnitOfWork& unit, const sales::Order& order,
                    Timestamp now) {
  const auto events = AAN_TRY(unit.sales().order_events(order.id));
  const auto free = [&](const std::string& letter) {
    return unit.sales().add_order_event(order.id, {std::string(kLetterFreed), letter, now});
  };
  // Of an earlier link of the gift no letter leaves any more.
  const auto gift = AAN_TRY(unit.gifts().gift_of(order.id));
  if (gift && !gift->claimed_at) {
    const HeldLetter held = find_held(events, held_gift(*gift));
    if (held.is_held) {
      AAN_TRY(free(held_gift(*gift)));
      AAN_TRY(enqueue_gift(room, unit, *gift, held.freed + 1, now));
    }
  }
  for (const sales::OrderLine& line : order.lines) {
    const HeldLetter held = find_held(events, held_release(line.id));
    if (!held.is_held) continue;
    AAN_TRY(free(held_release(line.id)));
    AAN_TRY(enqueue_release(room, unit, order.id, line.id, held.freed + 1, now));
  }
  return {};
}

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
  return enqueue_gift(room, unit, gift, 0, now);
}

Result<> queue_release(const Room& room, ports::UnitOfWork& unit, const sales::OrderId& order,
                       const sales::OrderLineId& line, Timestamp now) {
  return enqueue_release(room, unit, order, line, 0, now);
}

Result<> queue_attention(const Room& room, ports::UnitOfWork& unit, Timestamp now) {
  constexpr std::int64_t kTogetherForS = 300;
  const std::int64_t window = now.unix_seconds() / kTogetherForS;
  return queue_letter(room, unit, kAttentionMail, "", "attention:" + std::to_string(window),
                      Timestamp::from_unix_seconds((window + 1) * kTogetherForS));
}

}  // namespace aan::service
