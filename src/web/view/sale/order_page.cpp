#include "web/view/sale/order_page.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "web/view/contact_block.hpp"
#include "web/view/page_writer.hpp"
#include "web/view/reading_app.hpp"
#include "web/view/sale/order_lines.hpp"
#include "web/view/sale/order_news.hpp"
#include "web/view/sale/order_standing.hpp"
#include "web/view/sale/order_timeline.hpp"
#include "web/view/sale/payment_block.hpp"
#include "web/view/sale/qr.hpp"
#include "web/view/sale/receipt_block.hpp"

namespace aan::web {
namespace {

using sales::OrderState;

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
  } else if (is_waiting(page.state) && !is_to_pay_again(page) &&
             page.pay_stop != payment::PayStop::other_money) {
    main.show("WAIT");
  }
  const bool has_other = std::ranges::any_of(page.methods, [&](const PaymentChoice& choice) {
    return works(choice) && (attempt == nullptr || choice.method != attempt->method);
  });
  if (!may_still_pay(page.state) || !has_other) return;
  Block again = main.add("AGAIN");
  fill_methods(again, page.methods);
  const bool has_a_way = attempt != nullptr || open_voucher(page) != nullptr;
  again.set("KEY", page.payment_key).show_if("MAIN", !has_a_way);
  again.set("LEGEND", locale.text(has_a_way                             ? "pay_another_way"
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
  const std::string left = gift.letter_left_at ? locale.date_time(*gift.letter_left_at) : "";
  link.set("HAND", left.empty() ? locale.text("gift_hand_over")
                   : gift.name.empty()
                       ? locale.text("gift_letter_left_nameless", {{"sent", left}})
                       : locale.text("gift_letter_left", {{"name", gift.name}, {"sent", left}}));
  link.set_html("QR_HTML", qr_code(gift.claim_url, locale.text("gift_qr_label")));
}

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
std::string_view keep_text_of(OrderState state, bool is_gift) {
  if (state == OrderState::refunded || state == OrderState::charged_back) return "keep_text_over";
  if (may_still_pay(state) || state == OrderState::pending) return "keep_text_unpaid";
  return is_gift ? "keep_text_over" : "keep_text";  // whoever takes a gift has its books
}

TimelineBooks books_of(const OrderPage& page) {
  TimelineBooks books;
  books.lines = page.lines.size();
  for (const OrderPageLine& line : page.lines) {
    for (const OrderPageFile& file : line.files) books.titles[file.grant_id] = line.card.title;
    if (line.waits_until || line.released_at) books.late.push_back(line.released_at);
  }
  books.is_gift = page.gift.has_value();
  if (page.gift) books.claimed_at = page.gift->claimed_at;
  return books;
}

void fill_timeline(Block& main, const OrderPage& page) {
  const Locale& locale = main.locale();
  const std::vector<TimelineFact> facts =
      timeline(page.events, page.total, locale, TimelineReader::buyer, books_of(page));
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
  main.set("KEEP_TEXT", locale.text(keep_text_of(page.state, page.gift.has_value())));
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
  // Who has to ask the shop reads whom beside it; everybody else at the end.
  const bool is_owed = page.refund_due.amount > 0;
  const bool is_asked = is_owed || is_restoring(page) || leads_to_the_shop(page);
  Block asked = main.add(is_asked ? "OWED" : "QUESTIONS");
  fill_contact(asked, frame.contact,
               locale.text(!page.claim.empty()       ? "contact_claim"
                           : is_owed                 ? "contact_refund"
                           : is_spent_for_good(page) ? "contact_open_again"
                                                     : "contact_order",
                           {{"reference", page.reference}, {"claim", page.claim}}));
  // "No payment has reached us" must be true where it is said.
  if (!page.cancel_key.empty() && page.state == OrderState::open)
    main.add("CANCEL")
        .set("KEY", page.cancel_key)
        .set("HINT",
             page.received.is_zero()
                 ? locale.text(page.cannot_ask                 ? "give_up_unasked_hint"
                               : open_voucher(page) != nullptr ? "give_up_voucher_hint"
                                                               : "give_up_hint")
                 : locale.text("give_up_part_hint", {{"received", locale.money(page.received)}}));
  return writer.finish();
}

}  // namespace aan::web
