#include "web/desk/evidence_page.hpp"

#include "base/codec.hpp"
#include "domain/sales/consent.hpp"
#include "web/desk/delivery_words.hpp"
#include "web/sale/order_view.hpp"
#include "web/view/assets.hpp"
#include "web/view/books/book_block.hpp"
#include "web/view/markdown.hpp"
#include "web/view/page_writer.hpp"
#include "web/view/sale/order_timeline.hpp"
#include "web/view/sale/payment_block.hpp"
#include "web/view/sale/plain_words.hpp"
#include "web/view/sale/receipt_block.hpp"

namespace aan::web {
namespace {

void add_fact(Block& block, const Locale& locale, std::string_view key, std::string_view value) {
  if (!value.empty()) block.add("FACT").set("NAME", locale.text(key)).set("VALUE", value);
}

// What did not come with the payment: a gift, and books that were bought before their day.
void fill_later(Block& main, const service::OrderView& view) {
  const Locale& locale = main.locale();
  if (view.gift)
    add_fact(main, locale, "evidence_gift",
             view.gift->claimed_at
                 ? locale.text("evidence_gift_claimed", {{"when", rfc3339(*view.gift->claimed_at)}})
                 : locale.text("evidence_gift_waits", {{"when", rfc3339(view.gift->opens_at)}}));
  for (const service::OrderLineView& line : view.lines) {
    const std::string& title = line.line.quoted.title;
    if (line.released_at)
      add_fact(main, locale, "evidence_released",
               locale.text("evidence_released_on",
                           {{"title", title}, {"when", rfc3339(*line.released_at)}}));
    else if (line.waits_until)
      add_fact(main, locale, "evidence_comes",
               locale.text("evidence_comes_on",
                           {{"title", title}, {"when", rfc3339(*line.waits_until)}}));
  }
}

// Whoever decides whether money may be asked back wants to know it, also where the answer is no.
void fill_consent(Block& main, const service::OrderView& view) {
  const Locale& locale = main.locale();
  const auto consent = sales::consent_of(view.events);
  if (!consent)
    return add_fact(main, locale, "evidence_consent",
                    locale.text(view.order.quote.total.is_zero() ? "evidence_consent_free"
                                                                 : "evidence_consent_none"));
  add_fact(main, locale, "evidence_consent",
           locale.text("evidence_consent_given",
                       {{"what", locale.text(consent_key(consent->knows_of_withdrawal()
                                                             ? "desk_event_consent"
                                                             : "desk_event_consent_outside",
                                                         *consent))},
                        {"when", rfc3339(consent->at)},
                        {"text", locale.number(consent->text)}}));
}

void fill_order(Block& main, const service::Evidence& evidence, const service::Shop& shop) {
  const Locale& locale = main.locale();
  const sales::Order& order = evidence.view.order;
  add_fact(main, locale, "evidence_shop",
           service::seller_line(shop) == shop.name ? shop.name
                                                   : shop.name + ": " + service::seller_line(shop));
  add_fact(main, locale, "evidence_contact", shop.contact);
  add_fact(main, locale, "evidence_address", shop.url);
  add_fact(main, locale, "desk_reference", order.reference);
  add_fact(main, locale, "desk_order_id", order.id.value);
  add_fact(main, locale, "desk_state_word",
           order_state_in_words(
               order.state, service::still_to_come(evidence.view, evidence.gathered_at), locale));
  add_fact(main, locale, "desk_receipt_name", evidence.view.receipt_name);
  add_fact(main, locale, "evidence_placed", rfc3339(order.created_at));
  add_fact(main, locale, "evidence_paid", order.paid_at ? rfc3339(*order.paid_at) : "");
  const auto delivered = delivered_at(evidence.view);
  add_fact(main, locale, "evidence_delivered", delivered ? rfc3339(*delivered) : "");
  fill_consent(main, evidence.view);
  fill_later(main, evidence.view);
  add_fact(main, locale, "evidence_coupon", order.quote.coupon);
  add_fact(main, locale, "evidence_play",
           order.is_sandbox ? std::string_view(locale.text("desk_play")) : std::string_view());
  main.set("TOTAL", locale.money(order.quote.total));
}

// Whatever version came later, the order has a right to; which one went out is among the
// deliveries.
void fill_file(Block& main, const service::OrderFile& file) {
  const Locale& locale = main.locale();
  Block block = main.add("FILE");
  block.set("USES", locale.plural("desk_uses_left", file.grant.uses_left));
  bool is_any_stamped = false;
  for (const service::OrderFileVersion& one : file.versions) {
    const bool is_bought = one.file.id == file.grant.file_id;
    block.add("VERSION")
        .set("TEXT", locale.text(is_bought ? "evidence_version_bought" : "evidence_version",
                                 {{"file", one.file.file_name},
                                  {"size", locale.size(one.file.size)},
                                  {"version", locale.number(one.number)},
                                  {"since", rfc3339(one.since)}}))
        .set("SHA256", hex(one.file.sha256));
    is_any_stamped = is_any_stamped || one.is_stamped;
  }
  block.show_if("STAMPED", is_any_stamped);
}

void fill_books(Block& main, const service::OrderView& view) {
  const Locale& locale = main.locale();
  for (const service::OrderLineView& line : view.lines) {
    main.add("LINE")
        .set("NAME", line_title(locale, line.line.quoted.title, line.line.quoted.bundle_title))
        .set("BOOK_LANG", line.edition.language)
        .set("AMOUNT", locale.money(line.line.quoted.total()));
    for (const service::OrderFile& file : line.files) fill_file(main, file);
  }
}

void add_money(Block& main, std::string_view what, Timestamp at, std::string_view state,
               const Money& amount, std::string_view name) {
  main.add("MONEY")
      .set("WHAT", main.locale().text(what))
      .set("AT", rfc3339(at))
      .set("STATE", state)
      .set("AMOUNT", main.locale().money(amount))
      .set("REF", name);
}

void fill_money(Block& main, const service::OrderView& view) {
  main.show_if("NO_MONEY", view.payments.empty());
  for (const payment::Payment& one : view.payments)
    add_money(main, "evidence_payment", one.seen_at,
              main.locale().text("desk_payment." + std::string(payment::name_of(one.state))),
              one.amount, one.provider + " " + one.network_ref);
  for (const payment::Refund& one : view.refunds)
    add_money(main, "evidence_refund", one.requested_at,
              main.locale().text("desk_refund." + std::string(payment::name_of(one.state))),
              one.amount, one.provider + " " + one.network_ref);
  for (const payment::Dispute& one : view.disputes)
    add_money(main, "evidence_dispute", one.opened_at,
              main.locale().text("desk_dispute." + std::string(payment::name_of(one.state))) +
                  (one.reason.empty() ? "" : ", ") + plain_words(one.reason, main.locale()),
              one.amount, one.provider + " " + one.network_ref);
}

// What came of the order in the end, as the journal has it: whoever reads of a payment reads here
// that it went back.
void fill_sums(Block& main, const payment::OrderAccount& it) {
  if (it.paid.is_zero()) return;
  const Locale& locale = main.locale();
  const auto sum = [&](std::string_view name, const Money& amount) {
    main.add("SUM").set("NAME", locale.text(name)).set("AMOUNT", locale.money(amount));
  };
  sum("desk_account.paid", it.paid);
  sum("desk_account.given_back", it.given_back);
  if (!it.taken.is_zero()) sum("desk_account.taken", it.taken);
  sum("desk_account.left", it.left);
}

bool is_delivery(const sales::OrderEvent& event) {
  return event.kind.starts_with("download") || event.kind == "renewed" || event.kind == "read" ||
         event.kind == "place" || event.kind == "granted_again" || event.kind == "link_renewed" ||
         event.kind.starts_with("mail") || event.detail.ends_with(">fulfilled");
}

// Which file a fact is about, and as much as is known of its version.
std::string file_in_words(const std::optional<service::EventFile>& file, const Locale& locale) {
  if (!file) return {};
  if (!file->went_out) return file->file_name;
  const std::string number = file->version ? locale.number(*file->version) : "";
  const std::string_view key = file->sha256_hex.empty()
                                   ? (file->version ? "evidence_went_then" : "evidence_went")
                                   : (file->version ? "evidence_sent" : "evidence_sent_gone");
  return locale.text(
      key, {{"file", file->file_name}, {"version", number}, {"sha256", file->sha256_hex}});
}

// Each fact twice, in a sentence where there is one and in the words it is stored in: nobody has to
// believe the sentence.
void fill_log(Block& main, const service::OrderView& view,
              const std::vector<sales::OrderEvent>& events) {
  const Locale& locale = main.locale();
  bool is_empty = true;
  const TimelineBooks books = timeline_books(view);
  for (const sales::OrderEvent& event : events) {
    const auto said =
        timeline({event}, view.order.quote.total, locale, TimelineReader::shop, books);
    const std::string words = said.empty() ? "" : said.front().text;
    const std::string file = file_in_words(service::file_of(view, event), locale);
    if (is_delivery(event)) {
      is_empty = false;
      main.add("DELIVERY").set("AT", rfc3339(event.at)).set("TEXT", words).set("FILE", file);
    }
    main.add("EVENT")
        .set("AT", rfc3339(event.at))
        .set("KIND", event.kind)
        .set("DETAIL", event.detail)
        .set("TEXT", words)
        .set("FILE", file);
  }
  main.show_if("NO_DELIVERY", is_empty);
}

}  // namespace

std::string evidence_page(const service::Evidence& evidence, const service::Shop& shop) {
  const Locale& locale = find_locale("en");
  DocumentWriter writer(locale, "desk/evidence");
  Block& main = writer.main();
  const std::string title =
      locale.text("evidence_title", {{"reference", evidence.view.order.reference}});
  main.set("LANG", locale.code()).set("DIR", locale.direction());
  main.set("TITLE", locale.text("page_title", {{"title", title}, {"shop", shop.name}}));
  main.set("HEADING", title).set("SHOP", shop.name);
  main.set("MADE", locale.text("evidence_made", {{"when", rfc3339(evidence.gathered_at)},
                                                 {"version", shop.version}}));
  main.set_html("STYLE_HTML", Html::trusted("<style>" + std::string(receipt_style()) + "</style>"));
  fill_order(main, evidence, shop);
  fill_books(main, evidence.view);
  fill_money(main, evidence.view);
  fill_sums(main, evidence.view.account);
  fill_log(main, evidence.view, evidence.events);
  if (evidence.has_terms)
    main.add("TERMS")
        .set("VERSION",
             locale.text("evidence_terms_version",
                         {{"number", locale.number(evidence.view.order.quote.terms_version)},
                          {"since", locale.date(evidence.terms_since)}}))
        .set_html("TEXT_HTML", markdown(evidence.terms));
  else
    main.show("NO_TERMS");
  return writer.finish();
}

std::string evidence_file_name(const service::Evidence& evidence) {
  return "evidence-" + evidence.view.order.reference + ".html";
}

}  // namespace aan::web
