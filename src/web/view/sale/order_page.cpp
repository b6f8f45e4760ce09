#include "web/view/sale/order_page.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "domain/sales/consent.hpp"
#include "web/view/assets.hpp"
#include "web/view/books/book_block.hpp"
#include "web/view/contact_block.hpp"
#include "web/view/page_writer.hpp"
#include "web/view/reading_app.hpp"
#include "web/view/sale/order_lines.hpp"
#include "web/view/sale/order_timeline.hpp"
#include "web/view/sale/payment_block.hpp"
#include "web/view/sale/qr.hpp"
#include "web/view/sale/receipt_block.hpp"

namespace aan::web {
namespace {

using sales::OrderState;

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

// Something will change without the buyer: the page may look again by itself.
bool is_waiting(OrderState state) {
  return state == OrderState::open || state == OrderState::pending || state == OrderState::paid;
}

const OrderPageAttempt* open_attempt(const OrderPage& page) {
  for (const OrderPageAttempt& attempt : page.attempts)
    if (attempt.can_be_paid) return &attempt;
  return nullptr;
}

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

// The first day at which something more comes; all of it, when there is one day only.
std::string waiting_day(const OrderPage& page, const Locale& locale) {
  std::optional<Timestamp> day;
  for (const OrderPageLine& line : page.lines)
    if (line.waits_until && (!day || *line.waits_until < *day)) day = line.waits_until;
  return day ? locale.date(*day) : std::string();
}

// "buyer", "shop" or "time"; empty for an order of which that was not written down.
std::string given_up_by(const OrderPage& page) {
  for (const sales::OrderEvent& event : page.events)
    if (event.kind == "given_up") return event.detail;
  return {};
}

// An open order that cannot be paid, because others have what it held.
bool has_lost_hold(const OrderPage& page) {
  return page.state == OrderState::open && page.hold.is_gone();
}

// What the page is about: the order's state, and while it is open what became of the last payment.
std::string headline_of(const OrderPage& page) {
  if (is_underpaid(page)) return "underpaid";
  if (has_lost_hold(page)) return "hold_" + page.hold.given_back;
  if (page.state == OrderState::open && !page.attempts.empty()) {
    const OrderPageAttempt& last = page.attempts.back();
    if (last.exception == payment::PaymentException::lost) return "lost";
    if (last.status == payment::PaymentStatus::invalid) return "failed";
    if (last.status == payment::PaymentStatus::expired) return "expired";
    if (last.status == payment::PaymentStatus::new_ && last.prompt_url.empty()) return "unbegun";
  }
  if (page.state == OrderState::fulfilled && page.gift)
    return page.gift->state == sales::GiftState::claimed ? "given" : "to_give";
  if (page.state == OrderState::fulfilled)
    if (const std::size_t waiting = lines_waiting(page); waiting > 0)
      return waiting == page.lines.size() ? "preordered" : "part_preordered";
  if (page.state == OrderState::fulfilled)
    if (const std::size_t resting = lines_being_restored(page); resting > 0)
      return resting == page.lines.size() ? "restoring" : "part_restoring";
  return std::string(sales::name_of(page.state));
}

bool is_restoring(const OrderPage& page) { return headline_of(page).ends_with("restoring"); }

// Nothing can be fetched now, so that a lead which asks to would lead nowhere.
bool is_used_up(const OrderPage& page) {
  return page.state == OrderState::fulfilled && !page.gift && lines_waiting(page) == 0 &&
         std::ranges::all_of(page.lines, [](const OrderPageLine& line) {
           return std::ranges::all_of(line.files, [](const OrderPageFile& file) {
             return file.refusal == sales::DownloadRefusal::exhausted ||
                    file.refusal == sales::DownloadRefusal::expired;
           });
         });
}

// The last payment came to nothing, and the order waits for another one.
bool is_to_pay_again(const OrderPage& page) {
  const std::string headline = headline_of(page);
  return headline == "lost" || headline == "failed" || headline == "expired" ||
         headline == "unbegun" || headline == "payment_lost";
}

bool works(const PaymentChoice& choice) { return !choice.rest; }

std::string_view tone_of(const OrderPage& page) {
  if (is_to_pay_again(page) || is_restoring(page) || has_lost_hold(page)) return "tone-care";
  if (page.state == OrderState::fulfilled || page.state == OrderState::paid) return "tone-good";
  if (page.state == OrderState::open && !is_underpaid(page)) return "tone-wait";
  if (page.state == OrderState::pending) return "tone-wait";
  return "tone-care";
}

// A text that has forms for one book and for several, or only one for both.
std::string of_books(const Locale& locale, const std::string& key, std::int64_t books,
                     Locale::Values values) {
  return locale.find(key) != nullptr ? locale.text(key, values) : locale.plural(key, books, values);
}

// What goes back to the buyer in one of two ways: it is there, or on its way.
std::int64_t refunds_in(const OrderPage& page, bool is_there) {
  std::int64_t sum = 0;
  for (const OrderPageRefund& refund : page.refunds)
    if (refund.state != payment::RefundState::failed &&
        (refund.state == payment::RefundState::settled) == is_there)
      sum += refund.amount.amount;
  return sum;
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

// "Was given back" is said when it is there.
std::string refunded_suffix(const OrderPage& page) {
  if (page.refund_due.amount > 0) return "_owed";
  return refunds_in(page, /*is_there=*/false) > 0 ? "_going" : "";
}

// Others hold a copy for minutes; an order that rests does so for hours.
std::string hold_time(const OrderPageHold& hold, const Locale& locale) {
  return hold.given_back == "rests" ? locale.date_time(*hold.copies_back_at)
                                    : locale.time_of_day(*hold.copies_back_at);
}

// How long copies and codes are kept for whoever is to pay, or what became of them.
std::string hold_text(const OrderPage& page, const Locale& locale) {
  const OrderPageHold& hold = page.hold;
  if (!may_still_pay(page.state) && page.state != OrderState::pending) return {};
  if (has_lost_hold(page)) return {};  // the page is about that
  if (hold.until && page.state == OrderState::pending) return locale.text("hold_while_paid");
  if (hold.until && page.received.amount > 0) return locale.text("hold_while_paid");
  if (hold.until) return locale.text("hold_until", {{"until", locale.time_of_day(*hold.until)}});
  if (hold.given_back.empty()) return {};
  const std::string back_at = hold.copies_back_at ? hold_time(hold, locale) : std::string();
  return locale.text("hold_over." + hold.given_back, {{"until", back_at}});
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

void fill_news(Block& main, const OrderPage& page, const Frame& frame) {
  const Locale& locale = main.locale();
  const std::string word = headline_of(page);
  const std::string missing = locale.money(page.missing);
  const std::string received = locale.money(page.received);
  const std::string total = locale.money(page.total);
  const std::string until = locale.date_time(page.expires_at);
  const std::string day = waiting_day(page, locale);
  const auto& back = page.hold.copies_back_at;
  const std::string back_at = back ? hold_time(page.hold, locale) : std::string();
  const Locale::Values values = {{"missing", missing}, {"received", received}, {"total", total},
                                 {"until", until},     {"back_at", back_at},   {"day", day}};
  main.set("STATE", word + "/" + std::to_string(page.received.amount));
  main.set("TONE", tone_of(page));
  main.set("ORDER_NAME", locale.text("order_name", {{"reference", page.reference}}));
  const auto books = static_cast<std::int64_t>(page.lines.size());
  main.set("HEADING", of_books(locale, "order_state." + word, books, values));
  // Of an order that was given up: a part that came and counts, or that is on its way back.
  const bool has_received = page.state == OrderState::cancelled && page.received.amount > 0;
  const std::string suffix = page.state == OrderState::refunded ? refunded_suffix(page)
                             : !has_received                    ? ""
                             : has_part(page)                   ? "_part"
                                                                : "_back";
  std::string lead = of_books(
      locale, "order_lead." + (is_used_up(page) ? "used_up" : word + suffix), books, values);
  if (const std::string* who = locale.find("given_up_by." + given_up_by(page));
      who != nullptr && page.state == OrderState::cancelled)
    lead = *who + " " + lead;
  main.set("LEAD", lead);
  const auto say = [&main](const std::string& text) { main.add("SAY").set("TEXT", text); };
  const bool can_pay = std::ranges::any_of(page.methods, works);
  if (page.is_link_new) say(locale.text(words_of_new_link(page)));
  if (page.is_link_new && page.gift && !page.gift->claim_url.empty())
    say(locale.text(page.gift->has_letter ? "link_renewed_gift_letter" : "link_renewed_gift"));
  if (is_to_pay_again(page))
    say(locale.text(can_pay                 ? "order_say_again"
                    : frame.has_ways_to_pay ? "order_say_no_way"
                                            : "order_say_no_way_yet"));
  else if (page.state == OrderState::open && !has_lost_hold(page))
    say(locale.text(page.hold.until || !page.hold.given_back.empty() ? "order_open_until_few"
                                                                     : "order_open_until",
                    {{"until", until}}));
  if (is_underpaid(page) && open_attempt(page) != nullptr) say(locale.text("order_say_rest_sent"));
  if (const std::string text = hold_text(page, locale); !text.empty()) say(text);
  const bool is_late = std::ranges::any_of(page.attempts, [](const OrderPageAttempt& attempt) {
    return attempt.exception == payment::PaymentException::late;
  });
  if (is_late && was_paid(page.state)) say(locale.text("order_say_late"));
  // A part of an order that can still be paid counts when the rest comes, else it is owed back.
  const bool may_complete = may_still_pay(page.state) && has_part(page) && can_pay;
  if (page.refund_due.amount > 0)
    say(locale.text(
        words_of_owed(page, may_complete),
        {{"refund", locale.money(page.refund_due)}, {"missing", missing}, {"claim", page.claim}}));
  const auto say_of_refunds = [&](std::string_view key, std::int64_t sum) {
    if (sum > 0) say(locale.text(key, {{"refund", locale.money({sum, page.total.asset})}}));
  };
  say_of_refunds("order_say_given_back", refunds_in(page, /*is_there=*/true));
  say_of_refunds("order_say_going_back", refunds_in(page, /*is_there=*/false));
  if (page.is_sandbox && was_paid(page.state) && !page.total.is_zero())
    say(locale.text("order_say_sandbox"));
  if (page.problem) main.set_if("PROBLEM", error_text(locale, *page.problem).sentence);
}

void fill_ways_to_pay(Block& main, const OrderPage& page) {
  const Locale& locale = main.locale();
  const OrderPageAttempt* attempt = open_attempt(page);
  const std::string missing = locale.money(page.missing);
  if (attempt != nullptr) {
    Block pay = main.add("PAY");
    pay.set("PROMPT", attempt->prompt_url);
    pay.set("PAY_LABEL",
            has_part(page)
                ? locale.text("pay_missing", {{"missing", missing}})
                : locale.text("pay_with", {{"total", missing},
                                           {"method", method_in_words(locale, attempt->method)}}));
  } else if (is_waiting(page.state) && !is_to_pay_again(page)) {
    main.show("WAIT");
  }
  const bool has_other = std::ranges::any_of(page.methods, [&](const PaymentChoice& choice) {
    return works(choice) && (attempt == nullptr || choice.method != attempt->method);
  });
  if (!may_still_pay(page.state) || !has_other) return;
  Block again = main.add("AGAIN");
  fill_methods(again, page.methods);
  again.set("KEY", page.payment_key).show_if("MAIN", attempt == nullptr);
  again.set("LEGEND", locale.text(attempt != nullptr                    ? "pay_another_way"
                                  : page.state == OrderState::cancelled ? "pay_after_all"
                                                                        : "pay_once_more"));
  again.set("AGAIN_LABEL", locale.text("pay_again", {{"amount", missing}}));
}

void fill_books(Block& main, const OrderPage& page) {
  if (page.lines.empty()) return;
  const bool is_ready = std::ranges::any_of(
      page.lines, [](const OrderPageLine& line) { return !line.files.empty(); });
  Block books = main.add("BOOKS");
  books.set("BOOKS_HEADING",
            is_ready ? main.locale().plural("order_books_ready",
                                            static_cast<std::int64_t>(page.lines.size()))
                     : main.locale().text("order_books_waiting"));
  fill_order_lines(books, page.lines, page.path);
}

// What whoever gives it can do, and sees of what became of it.
void fill_gift(Block& main, const OrderPage& page) {
  if (!page.gift) return;
  const OrderPageGift& gift = *page.gift;
  const Locale& locale = main.locale();
  Block news = main.add("GIFT");
  news.set("HEADING", gift.name.empty() ? locale.text("order_gift_nameless")
                                        : locale.text("order_gift", {{"name", gift.name}}));
  const std::string key =
      "order_gift_state." + std::string(sales::name_of(gift.state)) +
      (gift.state == sales::GiftState::waiting && gift.has_letter ? "_letter" : "");
  const std::string day = locale.date(gift.opens_at);
  const std::string claimed = gift.claimed_at ? locale.date_time(*gift.claimed_at) : "";
  news.set("TEXT", locale.text(key, {{"day", day}, {"claimed", claimed}}));
  news.set_if("MESSAGE", gift.message);
  if (gift.claim_url.empty()) return;
  Block link = news.add("LINK").set("URL", gift.claim_url);
  link.set_html("QR_HTML", qr_code(gift.claim_url, locale.text("gift_qr_label")));
}

std::string paid_with(const Locale& locale, const OrderPage& page) {
  std::vector<std::string> methods;
  for (const OrderPageAttempt& attempt : page.attempts) {
    const std::string name = paid_method_name(locale, attempt.method);
    if (attempt.received.amount > 0 && std::ranges::find(methods, name) == methods.end())
      methods.push_back(name);
  }
  return locale.list(methods);
}

}  // namespace

std::string receipt_line(const Locale& locale, const OrderPageLine& line) {
  std::string title = line_title(locale, line.card.title, line.bundle);
  if (!line.waits_until) return title;
  return locale.text("line_waits", {{"title", title}, {"day", locale.date(*line.waits_until)}});
}

void fill_receipt(Block& main, const OrderPage& page, const std::string& contact) {
  const Locale& locale = main.locale();
  Block table = main.include("RECEIPT", "receipt_table");
  for (const OrderPageLine& line : page.lines)
    table.add("LINE")
        .set("NAME", receipt_line(locale, line))
        .set("BOOK_LANG", line.card.language.empty() ? "und" : line.card.language)
        .set("AMOUNT", price_text(locale, line.price));
  const auto named = [&](std::string_view section, const std::string& name, const Money& money) {
    table.add(section).set("NAME", name).set("AMOUNT", locale.money(money));
  };
  const auto amount = [&](std::string_view section, std::string_view key, const Money& money) {
    named(section, locale.text(key), money);
  };
  const auto tax = tax_row(locale, page.tax);
  if (!page.discount.is_zero() || (tax && !tax->is_part)) amount("SUM", "subtotal", page.subtotal);
  if (!page.discount.is_zero())
    named("SUM", discount_name(locale, page.coupon), page.discount.negated());
  if (tax && !tax->is_part) named("SUM", tax->name, tax->amount);
  table.set("TOTAL", price_text(locale, page.total));
  if (tax && tax->is_part) {
    Block part = table.add("AFTER").set("NAME", tax->name);
    if (page.tax.treatment == tax::Treatment::taxed) part.set("AMOUNT", locale.money(tax->amount));
  }
  if (!page.total.is_zero())
    amount("AFTER", was_paid(page.state) ? "receipt_paid" : "receipt_received", page.received);
  for (const OrderPageRefund& refund : page.refunds)
    table.add("AFTER")
        .set("NAME", locale.text("receipt_refund." + std::string(name_of(refund.state)),
                                 {{"date", locale.date(refund.at)}}))
        .set("AMOUNT", locale.money(refund.amount));
  if (page.refund_due.amount > 0) amount("AFTER", "receipt_refund_due", page.refund_due);
  const auto fact = [&](std::string_view key, const std::string& value) {
    if (!value.empty()) table.add("FACT").set("NAME", locale.text(key)).set("VALUE", value);
  };
  fact("receipt_order", page.reference);
  fact("receipt_date", locale.date_time(page.created_at));
  if (page.paid_at)
    fact(page.total.is_zero() ? "receipt_delivered_on" : "receipt_paid_on",
         locale.date_time(*page.paid_at));
  fact("receipt_method", paid_with(locale, page));
  if (const auto consent = sales::consent_of(page.events))
    fact("receipt_consent",
         locale.text("receipt_consent_text", {{"date", locale.date_time(consent->at)}}));
  fact("receipt_name_fact", page.receipt_name);
  fact("receipt_seller", page.seller);
  fact("contact_fact", contact);
  if (page.terms_version > 0)
    table.add("TERMS")
        .set("NAME", locale.text("receipt_terms"))
        .set("URL", page.terms_url)
        .set("VALUE", locale.text("receipt_terms_version",
                                  {{"version", locale.number(page.terms_version)}}));
  table.show_if("SANDBOX", page.is_sandbox && !page.total.is_zero());
}

namespace {

void fill_papers(Block& main, const OrderPage& page) {
  const Locale& locale = main.locale();
  if (page.papers.empty() && !page.can_have_paper) return;
  Block papers = main.add("PAPERS");
  papers.set("HEADING", locale.text(page.is_taxed ? "paper_invoice" : "paper_receipt"));
  for (const OrderPaper& paper : page.papers)
    papers.add("PAPER")
        .set("PATH", paper.path)
        .set("TITLE", paper.title)
        .set("TOTAL", locale.money(paper.total))
        .set("WHEN", locale.date(paper.at));
  if (page.can_have_paper)
    papers.add("ASK")
        .set("ORDER_PATH", page.path)
        .set("NAME", page.receipt_name)
        .set("LABEL", locale.text(page.is_taxed ? "paper_ask_invoice" : "paper_ask_receipt"));
}

// What the page is good for depends on whether there is something to fetch.
std::string_view keep_text_of(OrderState state) {
  if (state == OrderState::refunded || state == OrderState::charged_back) return "keep_text_over";
  return may_still_pay(state) || state == OrderState::pending ? "keep_text_unpaid" : "keep_text";
}

TitlesOfGrants titles_of(const std::vector<OrderPageLine>& lines) {
  TitlesOfGrants titles;
  for (const OrderPageLine& line : lines)
    for (const OrderPageFile& file : line.files) titles[file.grant_id] = line.card.title;
  return titles;
}

void fill_timeline(Block& main, const OrderPage& page) {
  const Locale& locale = main.locale();
  const std::vector<TimelineFact> facts =
      timeline(page.events, page.total, locale, TimelineReader::buyer, titles_of(page.lines));
  constexpr std::pair<Track, std::string_view> kTracks[] = {{Track::order, "track_order"},
                                                            {Track::payment, "track_payment"},
                                                            {Track::delivery, "track_delivery"}};
  for (const auto& [track, key] : kTracks) {
    std::optional<Block> block;
    for (const TimelineFact& fact : facts) {
      if (fact.track != track) continue;
      if (!block) block = main.add("TRACK").set("NAME", locale.text(key));
      block->add("FACT")
          .set("STAMP", rfc3339(fact.at))
          .set("WHEN", locale.date_time(fact.at))
          .set("TEXT", fact.text);
    }
  }
}

}  // namespace

std::string render(const OrderPage& page, const Frame& frame) {
  const Locale& locale = find_locale(frame.locale);
  PageWriter writer(frame,
                    {.title = locale.text("order_name", {{"reference", page.reference}}),
                     .page_class = "order-page",
                     .is_private = true,
                     .wants_script = is_waiting(page.state) || was_paid(page.state)},
                    "order");
  Block& main = writer.main();
  main.show_if("WAITS", is_waiting(page.state));
  main.set("GATHER_KEY", page.gather_key);
  if (page.state == OrderState::fulfilled && !page.gift)
    main.add("APPS").set("SHELF",
                         shelf_in_app(page.page_url.substr(0, page.page_url.rfind(page.path))));
  main.set("ORDER_PATH", page.path).set("PAGE_URL", page.page_url);
  main.set("SAVE_LABEL", locale.text(page.paid_at ? "save_receipt" : "save_order"));
  main.set("KEEP_TEXT", locale.text(keep_text_of(page.state)));
  // Of two codes on one page somebody scans the wrong one: that of the gift is to be handed over.
  if (!page.gift || page.gift->claim_url.empty())
    main.set_html("QR_HTML", qr_code(page.page_url, locale.text("qr_label")));
  if (!page.mail_key.empty() && was_paid(page.state)) main.add("MAIL").set("KEY", page.mail_key);
  if (!page.address_key.empty())
    main.add("ADDRESS")
        .set("KEY", page.address_key)
        .set("LABEL", locale.text(page.has_address ? "address_change" : "address_change_set"));
  if (!page.link_key.empty())
    main.add("NEW_LINK")
        .set("KEY", page.link_key)
        .set("HINT", locale.text(page.is_address_recent ? "link_renew_address_off_hint"
                                 : page.has_address     ? "link_renew_mail_hint"
                                                        : "link_renew_hint"));
  main.set("RECEIPT_HEADING", locale.text(was_paid(page.state) ? "receipt" : "amounts"));
  fill_news(main, page, frame);
  fill_ways_to_pay(main, page);
  fill_gift(main, page);
  fill_books(main, page);
  fill_receipt(main, page, {});
  fill_papers(main, page);
  fill_timeline(main, page);
  // Who is owed something reads whom to ask beside it; everybody else at the end.
  const bool is_owed = page.refund_due.amount > 0;
  Block asked = main.add(is_owed || is_restoring(page) ? "OWED" : "QUESTIONS");
  fill_contact(asked, frame.contact,
               locale.text(!page.claim.empty() ? "contact_claim"
                           : is_owed           ? "contact_refund"
                                               : "contact_order",
                           {{"reference", page.reference}, {"claim", page.claim}}));
  // "No payment has reached us" must be true where it is said.
  if (!page.cancel_key.empty() && page.state == OrderState::open)
    main.add("CANCEL")
        .set("KEY", page.cancel_key)
        .set("HINT",
             page.received.is_zero()
                 ? locale.text("give_up_hint")
                 : locale.text("give_up_part_hint", {{"received", locale.money(page.received)}}));
  return writer.finish();
}

namespace {

// Long machine words that may break anywhere, also where style sheets are ignored.
Html breakable(std::string_view text) {
  constexpr std::size_t kPiece = 8;
  std::string out;
  for (; !text.empty(); text.remove_prefix(std::min(kPiece, text.size())))
    out += escape_xml(text.substr(0, kPiece)) + "<wbr>";
  return Html::trusted(out);
}

}  // namespace

std::string receipt_file(const OrderPage& page, const Frame& frame) {
  const Locale& locale = find_locale(frame.locale);
  DocumentWriter writer(locale, "receipt_file");
  Block& main = writer.main();
  const bool is_receipt = page.paid_at.has_value();
  const std::string title = locale.text(is_receipt ? "receipt_file_title" : "order_name",
                                        {{"reference", page.reference}});
  main.set("LANG", locale.code()).set("DIR", locale.direction());
  main.set("TITLE", locale.text("page_title", {{"title", title}, {"shop", frame.shop_name}}));
  main.set("HEADING", title).set("SHOP", frame.shop_name);
  main.set("KEY_HEADING", locale.text(is_receipt ? "receipt_file_key" : "order_file_key"));
  main.set("KEY_TEXT", locale.text(is_receipt ? "receipt_file_text" : "order_file_text"));
  main.set("RECEIPT_HEADING", locale.text(is_receipt ? "receipt" : "amounts"));
  main.set_html("STYLE_HTML", Html::trusted("<style>" + std::string(receipt_style()) + "</style>"));
  main.set("PAGE_URL", page.page_url).set_html("ADDRESS_HTML", breakable(page.page_url));
  main.set_html("QR_HTML", qr_code(page.page_url, locale.text("qr_label")));
  fill_receipt(main, page, frame.contact);
  std::optional<Block> checks;
  for (const OrderPageLine& line : page.lines)
    for (const OrderPageFile& file : line.files) {
      if (file.sha256_hex.empty()) continue;
      if (!checks) checks = main.add("CHECKS");
      checks->add("FILE")
          .set("NAME", file.file_name)
          .set_html("SHA256_HTML", breakable(file.sha256_hex));
    }
  return writer.finish();
}

}  // namespace aan::web
