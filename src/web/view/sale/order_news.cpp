#include "web/view/sale/order_news.hpp"

#include <algorithm>

#include "web/view/error_text.hpp"
#include "web/view/sale/order_standing.hpp"

namespace aan::web {
namespace {

using sales::OrderState;

// A text that has forms for one book and for several, or only one for both.
std::string of_books(const Locale& locale, const std::string& key, std::int64_t books,
                     Locale::Values values) {
  return locale.find(key) != nullptr ? locale.text(key, values) : locale.plural(key, books, values);
}

// What is still owed was tried to be given back, in vain: it does not return the way it came by
// itself any more.
bool has_failed_refund(const OrderPage& page) {
  return std::ranges::any_of(page.refunds, [](const OrderPageRefund& refund) {
    return refund.state == payment::RefundState::failed;
  });
}

// What is said of the address that the form for another link just led to.
std::string_view words_of_new_link(const OrderPage& page) {
  if (page.is_address_gone) return "link_renewed_address_off";
  return page.has_address ? "link_renewed_mail" : "link_renewed";
}

// Others hold a copy for minutes; an order that rests does so for hours.
std::string hold_time(const OrderPageHold& hold, const Locale& locale) {
  return hold.given_back == "rests" ? locale.date_time(*hold.back_at)
                                    : locale.time_of_day(*hold.back_at);
}

// How long copies and codes are kept for whoever is to pay, or what became of them.
std::string hold_text(const OrderPage& page, const Locale& locale) {
  const OrderPageHold& hold = page.hold;
  if (!may_still_pay(page.state) && page.state != OrderState::pending) return {};
  if (has_lost_hold(page)) return {};  // the page is about that
  const bool is_code = hold.is_of_code_alone;
  if (hold.until && (page.state == OrderState::pending || page.received.amount > 0))
    return locale.text(is_code ? "hold_while_paid_code" : "hold_while_paid");
  if (hold.until)
    return locale.text(is_code ? "hold_until_code" : "hold_until",
                       {{"until", locale.time_of_day(*hold.until)}});
  if (!hold.has_ended()) return {};
  const std::string back_at = hold.back_at ? hold_time(hold, locale) : std::string();
  const bool is_there = hold.given_back == "still_there" || hold.given_back == "rests";
  return locale.text("hold_over." + hold.given_back + (is_code && is_there ? "_code" : ""),
                     {{"until", back_at}});
}

// A person gave it up, and its money could not be stopped any more. That a slow payment outlasts
// the order's time is no news to its buyer.
bool is_given_up_on_its_way(const OrderPage& page) {
  const std::string by = given_up_by(page);
  return page.state == OrderState::pending && (by == "buyer" || by == "shop");
}

// Whether and until when it can be paid, and what to do where it cannot.
std::string words_of_paying(const OrderPage& page, bool can_pay, const Locale& locale) {
  const std::string until = locale.date_time(page.expires_at);
  if (page.pay_stop) {
    // Only an open order is kept until a moment.
    const bool is_kept_until =
        page.pay_stop == payment::PayStop::none_offered && page.state == OrderState::open;
    return locale.text("order_say_stop." + std::string(payment::name_of(*page.pay_stop)) +
                           (is_kept_until ? "_until" : ""),
                       {{"until", until}});
  }
  if (is_to_pay_again(page)) return can_pay ? locale.text("order_say_again") : std::string();
  if (headline_of(page) == "voucher")
    return can_pay ? locale.text("order_say_voucher_or") : std::string();
  if (page.state != OrderState::open || has_lost_hold(page)) return {};
  // A use beyond the limit is given to whoever pays late; a copy is not.
  const bool has_few = !page.hold.is_of_code_alone && (page.hold.until || page.hold.has_ended());
  return locale.text(has_few ? "order_open_until_few" : "order_open_until", {{"until", until}});
}

// What is said of money that is owed back: whether it goes by itself, or the buyer has to ask.
std::string_view words_of_owed(const OrderPage& page, bool may_complete) {
  const bool is_claimed = !page.claim.empty();
  if (!is_claimed && has_failed_refund(page))
    return may_complete ? "order_say_owed_or_failed" : "order_say_owed_failed";
  if (was_paid(page.state)) return is_claimed ? "order_say_refund_claim" : "order_say_refund";
  if (may_complete) return is_claimed ? "order_say_owed_or_claim" : "order_say_owed_or";
  return is_claimed ? "order_say_owed_claim" : "order_say_owed";
}

// What the buyer can do for money that does not come back by itself: a shop may name no address.
std::string where_to_ask(const OrderPage& page, const Frame& frame, const Locale& locale) {
  if (page.claim.empty() && !has_failed_refund(page)) return {};
  if (frame.contact.empty()) return " " + locale.text("order_say_no_contact");
  return page.claim.empty() ? " " + locale.text("order_say_write") : std::string();
}

}  // namespace

void fill_news(Block& main, const OrderPage& page, const Frame& frame) {
  const Locale& locale = main.locale();
  const std::string word = headline_of(page);
  const std::string missing = locale.money(page.missing);
  const std::string received = locale.money(page.received);
  const std::string total = locale.money(page.total);
  const std::string until = locale.date_time(page.expires_at);
  const std::string day = waiting_day(page, locale);
  const OrderPageAttempt* voucher = open_voucher(page);
  const std::string pay_by = voucher != nullptr && voucher->voucher_until
                                 ? locale.date_time(*voucher->voucher_until)
                                 : std::string();
  const auto& back = page.hold.back_at;
  const std::string back_at = back ? hold_time(page.hold, locale) : std::string();
  const Locale::Values values = {{"missing", missing}, {"received", received}, {"total", total},
                                 {"until", until},     {"back_at", back_at},   {"day", day},
                                 {"pay_by", pay_by}};
  main.set("STATE", word + "/" + std::to_string(page.received.amount));
  main.set("TONE", tone_of(page));
  main.set("ORDER_NAME", locale.text("order_name", {{"reference", page.reference}}));
  const auto books = static_cast<std::int64_t>(page.lines.size());
  main.set("HEADING", of_books(locale, "order_state." + word, books, values));
  std::string lead = of_books(locale, "order_lead." + lead_of(page), books, values);
  if (const std::string* who = locale.find("given_up_by." + given_up_by(page));
      who != nullptr && page.state == OrderState::cancelled)
    lead = *who + " " + lead;
  main.set("LEAD", lead);
  const auto say = [&main](const std::string& text) { main.add("SAY").set("TEXT", text); };
  const bool can_pay = std::ranges::any_of(page.methods, works);
  if (page.is_link_new) say(locale.text(words_of_new_link(page)));
  if (page.is_link_new && page.gift && !page.gift->claim_url.empty())
    say(locale.text(page.gift->has_letter ? "link_renewed_gift_letter" : "link_renewed_gift"));
  if (const std::string text = words_of_paying(page, can_pay, locale); !text.empty()) say(text);
  if (has_needless_voucher(page))
    say(locale.text("order_say_voucher_needless"));
  else if (voucher != nullptr && word != "voucher" && !has_lost_hold(page))
    say(locale.text("order_say_voucher_too"));
  if (leads_to_the_shop(page) && frame.contact.empty()) say(locale.text("order_say_who_runs_it"));
  if (is_underpaid(page) && open_attempt(page) != nullptr) say(locale.text("order_say_rest_sent"));
  if (is_given_up_on_its_way(page)) say(locale.text("order_say_given_up_on_its_way"));
  if (const std::string text = hold_text(page, locale); !text.empty()) say(text);
  const bool is_late = std::ranges::any_of(page.attempts, [](const OrderPageAttempt& attempt) {
    return attempt.exception == payment::PaymentException::late;
  });
  if (is_late && was_paid(page.state)) say(locale.text("order_say_late"));
  // A part of an order that can still be paid counts when the rest comes, else it is owed back.
  const bool may_complete = may_still_pay(page.state) && has_part(page) && can_pay;
  if (page.refund_due.amount > 0)
    say(locale.text(words_of_owed(page, may_complete), {{"refund", locale.money(page.refund_due)},
                                                        {"missing", missing},
                                                        {"claim", page.claim}}) +
        where_to_ask(page, frame, locale));
  const auto say_of_refunds = [&](std::string_view key, std::int64_t sum) {
    if (sum > 0) say(locale.text(key, {{"refund", locale.money({sum, page.total.asset})}}));
  };
  say_of_refunds("order_say_given_back", refunds_in(page, /*is_there=*/true));
  say_of_refunds("order_say_going_back", refunds_in(page, /*is_there=*/false));
  if (page.is_left_of_test)
    say(locale.text("order_say_test_over"));
  else if (page.is_sandbox && was_paid(page.state) && !page.total.is_zero())
    say(locale.text("order_say_sandbox"));
  if (page.problem) main.set_if("PROBLEM", error_text(locale, *page.problem).sentence);
}

}  // namespace aan::web
