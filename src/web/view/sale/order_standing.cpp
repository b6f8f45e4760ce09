#include "web/view/sale/order_standing.hpp"

#include <algorithm>

#include "web/view/locale.hpp"

namespace aan::web {

using sales::OrderState;

namespace {

// Lines none of whose files can be fetched, because the shop's copies are damaged.
std::size_t lines_being_restored(const OrderPage& page) {
  return static_cast<std::size_t>(std::ranges::count_if(page.lines, [](const OrderPageLine& line) {
    return !line.files.empty() && std::ranges::all_of(line.files, [](const OrderPageFile& file) {
      return file.refusal == sales::DownloadRefusal::file_damaged;
    });
  }));
}

// Lines that are paid and wait for their day.
std::size_t lines_waiting(const OrderPage& page) {
  return static_cast<std::size_t>(std::ranges::count_if(
      page.lines, [](const OrderPageLine& line) { return line.waits_until.has_value(); }));
}

// Files of a delivered order whose downloads have ended.
struct Ended {
  std::size_t files = 0;  ///< all of them, ended or not
  std::size_t used_up = 0;
  std::size_t out_of_time = 0;
  std::size_t for_good = 0;  ///< of both: the page cannot renew them any more
  [[nodiscard]] bool has_all() const { return files > 0 && used_up + out_of_time == files; }
};

Ended ended_in(const OrderPage& page) {
  Ended ended;
  if (page.state != OrderState::fulfilled || page.gift || lines_waiting(page) > 0) return ended;
  for (const OrderPageLine& line : page.lines)
    for (const OrderPageFile& file : line.files) {
      const bool is_used_up = file.refusal == sales::DownloadRefusal::exhausted;
      const bool is_out_of_time = file.refusal == sales::DownloadRefusal::expired;
      ++ended.files;
      ended.used_up += is_used_up ? 1 : 0;
      ended.out_of_time += is_out_of_time ? 1 : 0;
      ended.for_good += (is_used_up || is_out_of_time) && file.renewals_left <= 0 ? 1 : 0;
    }
  return ended;
}

// What became of the last payment of an open order; empty: nothing to speak of.
std::string headline_of_last(const OrderPage& page) {
  using payment::PaymentStatus;
  const OrderPageAttempt& last = page.attempts.back();
  if (last.exception == payment::PaymentException::lost) return "lost";
  if (last.status == PaymentStatus::invalid) return "failed";
  if (page.cannot_ask) return "unasked";
  const bool is_unbegun = last.prompt_url.empty();
  if (is_unbegun && !last.is_offered) return "unoffered";
  if (last.status == PaymentStatus::expired) return "expired";
  return is_unbegun && last.status == PaymentStatus::new_ ? "unbegun" : "";
}

// Of an order that was given up: a part that came and counts, or that is on its way back.
std::string_view cancelled_suffix(const OrderPage& page) {
  if (page.received.amount <= 0) return {};
  return has_part(page) ? "_part" : "_back";
}

// "Was given back" is said when it is there.
std::string_view refunded_suffix(const OrderPage& page) {
  if (page.refund_due.amount > 0) return "_owed";
  return refunds_in(page, /*is_there=*/false) > 0 ? "_going" : "";
}

}  // namespace

bool has_part(const OrderPage& page) {
  return page.missing.amount > 0 && page.missing.amount < page.total.amount;
}

bool is_underpaid(const OrderPage& page) {
  return page.state == OrderState::open && has_part(page);
}

bool was_paid(OrderState state) {
  return state == OrderState::paid || state == OrderState::fulfilled;
}

bool may_still_pay(OrderState state) {
  return state == OrderState::open || state == OrderState::payment_lost ||
         state == OrderState::cancelled;
}

bool is_waiting(OrderState state) {
  return state == OrderState::open || state == OrderState::pending || state == OrderState::paid;
}

const OrderPageAttempt* open_attempt(const OrderPage& page) {
  for (const OrderPageAttempt& attempt : page.attempts)
    if (attempt.can_be_paid) return &attempt;
  return nullptr;
}

const OrderPageAttempt* open_voucher(const OrderPage& page) {
  if (page.state != OrderState::open) return nullptr;
  for (const OrderPageAttempt& attempt : page.attempts)
    if (attempt.is_voucher && attempt.status == payment::PaymentStatus::new_) return &attempt;
  return nullptr;
}

bool has_needless_voucher(const OrderPage& page) {
  if (page.hold.given_back == "gone" && open_voucher(page) != nullptr) return true;
  return was_paid(page.state) &&
         std::ranges::any_of(page.attempts, [&](const OrderPageAttempt& attempt) {
           return attempt.is_voucher && attempt.status == payment::PaymentStatus::cancelled &&
                  page.now < attempt.expires_at;
         });
}

std::string waiting_day(const OrderPage& page, const Locale& locale) {
  std::optional<Timestamp> day;
  for (const OrderPageLine& line : page.lines)
    if (line.waits_until && (!day || *line.waits_until < *day)) day = line.waits_until;
  return day ? locale.date(*day) : std::string();
}

bool is_all_to_come(const OrderPage& page) {
  if (page.gift && !page.gift->claimed_at) return true;
  return !page.lines.empty() && lines_waiting(page) == page.lines.size();
}

std::string given_up_by(const OrderPage& page) {
  for (const sales::OrderEvent& event : page.events)
    if (event.kind == "given_up") return event.detail;
  return {};
}

bool has_lost_hold(const OrderPage& page) {
  return page.state == OrderState::open && page.hold.is_gone();
}

std::string headline_of(const OrderPage& page) {
  if (is_underpaid(page)) return "underpaid";
  if (has_lost_hold(page)) return "hold_" + page.hold.given_back;
  if (open_voucher(page) != nullptr && open_attempt(page) == nullptr) return "voucher";
  if (page.state == OrderState::open && !page.attempts.empty())
    if (std::string of_last = headline_of_last(page); !of_last.empty()) return of_last;
  if (page.state == OrderState::open && page.pay_stop && page.pay_stop != payment::PayStop::resting)
    return "no_way";
  if (page.state == OrderState::fulfilled && page.gift)
    return page.gift->state == sales::GiftState::claimed ? "given" : "to_give";
  if (page.state == OrderState::fulfilled)
    if (const std::size_t waiting = lines_waiting(page); waiting > 0)
      return waiting == page.lines.size() ? "preordered" : "part_preordered";
  if (page.state == OrderState::fulfilled)
    if (const std::size_t resting = lines_being_restored(page); resting > 0)
      return resting == page.lines.size() ? "restoring" : "part_restoring";
  if (const Ended ended = ended_in(page); ended.has_all() && ended.for_good == ended.files)
    return "spent_for_good";
  return std::string(sales::name_of(page.state));
}

bool is_restoring(const OrderPage& page) { return headline_of(page).ends_with("restoring"); }

std::string lead_of(const OrderPage& page) {
  // A lead to a renewal must not send those astray whose files cannot be renewed.
  if (const Ended ended = ended_in(page); ended.has_all() && ended.for_good < ended.files) {
    if (ended.for_good > 0) return "spent";
    return ended.out_of_time == 0 ? "used_up" : ended.used_up == 0 ? "out_of_time" : "spent";
  }
  std::string lead = headline_of(page);
  if (page.state == OrderState::cancelled) lead += cancelled_suffix(page);
  if (page.state == OrderState::refunded) lead += refunded_suffix(page);
  if (lead == "hold_rests" && page.hold.is_of_code_alone) lead += "_code";
  if (lead == "voucher" && !open_voucher(page)->voucher_until) lead += "_dayless";
  return lead;
}

bool is_spent_for_good(const OrderPage& page) { return ended_in(page).for_good > 0; }

bool leads_to_the_shop(const OrderPage& page) {
  return is_spent_for_good(page) || page.pay_stop == payment::PayStop::none_offered;
}

std::int64_t refunds_in(const OrderPage& page, bool is_there) {
  std::int64_t sum = 0;
  for (const OrderPageRefund& refund : page.refunds)
    if (refund.state != payment::RefundState::failed &&
        (refund.state == payment::RefundState::settled) == is_there)
      sum += refund.amount.amount;
  return sum;
}

bool is_to_pay_again(const OrderPage& page) {
  const std::string headline = headline_of(page);
  return headline == "lost" || headline == "failed" || headline == "expired" ||
         headline == "unbegun" || headline == "unoffered" || headline == "payment_lost";
}

std::string_view tone_of(const OrderPage& page) {
  if (is_to_pay_again(page) || is_restoring(page) || has_lost_hold(page)) return "tone-care";
  if (const std::string headline = headline_of(page);
      headline == "spent_for_good" || headline == "no_way")
    return "tone-care";
  if (page.state == OrderState::fulfilled || page.state == OrderState::paid) return "tone-good";
  if (page.state == OrderState::open && !is_underpaid(page)) return "tone-wait";
  if (page.state == OrderState::pending) return "tone-wait";
  return "tone-care";
}

bool works(const PaymentChoice& choice) { return !choice.rest; }

}  // namespace aan::web
