#include "web/view/sale/paper_page.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "web/view/books/book_block.hpp"
#include "web/view/page_writer.hpp"
#include "web/view/sale/country_choices.hpp"
#include "web/view/sale/sale_pages.hpp"

namespace aan::web {
namespace {

using sales::DocumentKind;

bool is_credit(const sales::Document& document) {
  return document.kind == DocumentKind::credit_note;
}

void add_lines(std::vector<std::string>& to, const std::string& text) {
  for (const std::string_view line : split(text, '\n'))
    if (!line.empty()) to.emplace_back(line);
}

void add_people(ports::Paper& paper, const sales::Document& document,
                const sales::BilledTo& billed_to, const Locale& locale) {
  const sales::Seller& seller = document.seller;
  paper.from.push_back(seller.name);
  add_lines(paper.from, seller.address);
  // The desk keeps the country as it is called in English; a buyer reads it in their language.
  if (!seller.address.empty()) paper.from.back() = country_of_english(locale, paper.from.back());
  if (!seller.tax_number.empty())
    paper.from.push_back(locale.text("paper_tax_number", {{"number", seller.tax_number}}));
  if (!seller.registered.empty()) paper.from.push_back(seller.registered);
  paper.to_head = locale.text("paper_to");
  if (!billed_to.name.empty()) paper.to.push_back(billed_to.name);
  add_lines(paper.to, billed_to.address);
  if (!billed_to.tax_number.empty())
    paper.to.push_back(locale.text("paper_tax_number", {{"number", billed_to.tax_number}}));
}

// The day of delivery of each line, as it is printed; nothing of an order that is not paid. What
// had not come when the document was given out has no day on it: such a day may be moved, and a
// document never changes.
std::vector<std::string> supply_days(const sales::Document& document, const sales::Order& order,
                                     const std::vector<sales::Preorder>& preorders,
                                     const Locale& locale) {
  std::vector<std::string> days;
  if (!order.paid_at) return days;
  for (const sales::OrderLine& line : order.lines) {
    std::string day = locale.date(*order.paid_at);
    for (const sales::Preorder& one : preorders) {
      if (one.line_id != line.id) continue;
      const bool had_come = one.released_at && *one.released_at <= document.issued_at;
      day = had_come ? locale.date(*one.released_at) : locale.text("paper_supply_later");
    }
    days.push_back(std::move(day));
  }
  return days;
}

bool is_one_day(const std::vector<std::string>& days) {
  return std::ranges::all_of(days, [&](const std::string& day) { return day == days.front(); });
}

void add_facts(ports::Paper& paper, const sales::Document& document, const sales::Order& order,
               const std::vector<std::string>& days, const Locale& locale) {
  const auto fact = [&](std::string_view key, const std::string& value) {
    paper.facts.push_back({locale.text(key), value, ""});
  };
  if (document.number > 0)
    fact("paper_number", sales::document_name(document.series, document.number));
  fact("paper_date", locale.date(document.issued_at));
  if (is_credit(document))
    fact("paper_corrects", document.corrects);
  else if (!days.empty() && is_one_day(days))
    fact(days.front() == locale.date(*order.paid_at) ? "paper_supplied" : "paper_supply_day",
         days.front());
  fact("paper_order", order.reference);
}

// What the tax on a document is called: "VAT 7 % (Germany)".
std::string tax_name(const sales::Order& order, const Locale& locale) {
  return locale.text("paper_tax", {{"percent", locale.fraction(tax::percent(order.quote.tax_bps))},
                                   {"country", locale.country(order.quote.tax_country)}});
}

void add_sums(ports::Paper& paper, const sales::Document& document, const sales::Order& order,
              const Locale& locale) {
  const auto sum = [&](const std::string& name, const Money& amount) {
    paper.sums.push_back({name, "", locale.money(amount)});
  };
  const sales::Quote& quote = order.quote;
  if (!is_credit(document) && !quote.discount.is_zero())
    sum(discount_name(locale, quote.coupon), quote.discount.negated());
  if (!is_credit(document) && quote.treatment == tax::Treatment::reverse_charge &&
      !quote.tax_added.is_zero())
    sum(locale.text("tax_reverse"), quote.tax_added);
  if (quote.treatment == tax::Treatment::taxed) {
    const Money net{document.total.amount - document.tax.amount, document.total.asset};
    sum(locale.text("paper_net"), net);
    sum(tax_name(order, locale), document.tax);
  }
  sum(locale.text(is_credit(document) ? "paper_given_back" : "total"), document.total);
}

void add_notes(ports::Paper& paper, const sales::Document& document, const sales::Order& order,
               const Locale& locale) {
  switch (order.quote.treatment) {
    case tax::Treatment::reverse_charge:
      paper.notes.push_back(locale.text("paper_note_reverse"));
      break;
    case tax::Treatment::outside:
      paper.notes.push_back(locale.text("paper_note_outside",
                                        {{"country", locale.country(order.quote.tax_country)}}));
      break;
    case tax::Treatment::none: paper.notes.push_back(locale.text("paper_note_no_tax")); break;
    case tax::Treatment::undecided:
    case tax::Treatment::taxed: break;
  }
  if (!is_credit(document) && order.paid_at)
    paper.notes.push_back(locale.text("paper_note_paid", {{"date", locale.date(*order.paid_at)}}));
  if (order.is_sandbox)
    paper.mark = {locale.text("paper_mark"), locale.text("receipt_sandbox"), ""};
}

void fill_wish(Block& main, const PaperWish& wish, const std::string& order_path) {
  main.show("PREVIEW");
  Block form = main.add("ASK").set("ORDER_PATH", order_path);
  form.set("NAME", wish.name).set("ADDRESS", wish.address).set("TAX_NUMBER", wish.tax_number);
  form.set("LABEL", wish.make_label);
  if (!wish.problem.empty()) main.add("PROBLEM").set("SENTENCE", wish.problem);
}

}  // namespace

std::string paper_title(const sales::Document& document, const Locale& locale) {
  if (document.number == 0)
    return locale.text("paper_preview." + std::string(sales::name_of(document.kind)));
  const std::string name = sales::document_name(document.series, document.number);
  switch (document.kind) {
    case DocumentKind::invoice: return locale.text("paper_kind_invoice", {{"number", name}});
    case DocumentKind::receipt: return locale.text("paper_kind_receipt", {{"number", name}});
    case DocumentKind::credit_note:
      return locale.text("paper_kind_credit_note", {{"number", name}});
  }
  return {};
}

ports::Paper paper_of(const sales::Document& document, const sales::Order& order,
                      const sales::BilledTo& billed_to,
                      const std::vector<sales::Preorder>& preorders, const Locale& locale) {
  const std::vector<std::string> days = supply_days(document, order, preorders, locale);
  ports::Paper paper;
  paper.language = locale.code();
  paper.title = paper_title(document, locale);
  add_people(paper, document, billed_to, locale);
  add_facts(paper, document, order, days, locale);
  paper.head = {locale.text("paper_what"), "", locale.text("paper_amount")};
  const bool is_exclusive =
      order.quote.treatment == tax::Treatment::taxed && !order.quote.tax_added.is_zero();
  if (is_credit(document)) {
    paper.rows.push_back({locale.text("paper_refund_row", {{"number", document.corrects}}), "",
                          locale.money(document.total)});
  } else {
    for (std::size_t i = 0; i < order.lines.size(); ++i) {
      const sales::QuoteLine& quoted = order.lines[i].quoted;
      const std::string row = locale.text(
          "paper_book", {{"title", line_title(locale, quoted.title, quoted.bundle_title)}});
      paper.rows.push_back(
          {is_one_day(days) ? row : locale.text("paper_row_day", {{"row", row}, {"day", days[i]}}),
           quoted.authors, locale.money(quoted.price)});
    }
  }
  if (is_exclusive && !is_credit(document)) paper.head.amount = locale.text("paper_amount_net");
  add_sums(paper, document, order, locale);
  add_notes(paper, document, order, locale);
  paper.foot = document.seller.name;
  paper.page = locale.text("paper_page");
  paper.made_at = rfc3339(document.issued_at);
  return paper;
}

std::string render(const PaperPage& page, const Frame& frame) {
  PageWriter writer(
      frame, {.title = page.paper.title, .page_class = "paper-page", .is_private = true}, "paper");
  Block& main = writer.main();
  const ports::Paper& paper = page.paper;
  main.set("HEADING", paper.title).set("ORDER_PATH", page.order_path);
  // A paper speaks the language of its order, whoever looks at it.
  if (paper.language != writer.locale().code())
    main.add("SPEAKS")
        .set("TEXT_LANG", paper.language)
        .set("TEXT_DIR", find_locale(paper.language).direction());
  if (page.wish)
    fill_wish(main, *page.wish, page.order_path);
  else
    main.add("SAVE").set("PDF_PATH", page.pdf_path);
  main.set("ORDER_NAME", writer.locale().text("order_name", {{"reference", page.reference}}));
  for (const std::string& line : paper.from) main.add("FROM").set("TEXT", line);
  if (!paper.to.empty()) {
    Block to = main.add("TO").set("HEAD", paper.to_head);
    for (const std::string& line : paper.to) to.add("LINE").set("TEXT", line);
  }
  for (const ports::PaperRow& fact : paper.facts)
    main.add("FACT").set("NAME", fact.text).set("VALUE", fact.detail);
  main.set_if("MARK", paper.mark.detail);
  main.set("WHAT", paper.head.text).set("AMOUNT_HEAD", paper.head.amount);
  for (const ports::PaperRow& row : paper.rows)
    main.add("ROW").set("TEXT", row.text).set_if("DETAIL", row.detail).set("AMOUNT", row.amount);
  for (std::size_t i = 0; i < paper.sums.size(); ++i) {
    const bool is_last = i + 1 == paper.sums.size();
    main.add(is_last ? "TOTAL" : "SUM")
        .set("NAME", paper.sums[i].text)
        .set("AMOUNT", paper.sums[i].amount);
  }
  for (const std::string& note : paper.notes) main.add("NOTE").set("TEXT", note);
  return writer.finish();
}

}  // namespace aan::web
