#include "web/view/sale/receipt_block.hpp"

#include <algorithm>

#include "web/view/books/book_block.hpp"
#include "web/view/sale/order_standing.hpp"
#include "web/view/sale/payment_block.hpp"

namespace aan::web {
namespace {

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

std::string consent_key(std::string_view stem, const sales::Consent& consent) {
  const char* to = consent.to == sales::ConsentTo::on_release ? "_later"
                   : consent.to == sales::ConsentTo::on_claim ? "_gift"
                                                              : "";
  return std::string(stem) + to;
}

std::string consent_words(const Locale& locale, const sales::Consent& consent) {
  return locale.text(
      consent.knows_of_withdrawal() ? "receipt_consent_text" : "receipt_consent_text_outside",
      {{"date", locale.date_time(consent.at)}});
}

void fill_receipt(Block& main, const OrderPage& page, const std::string& contact) {
  const Locale& locale = main.locale();
  Block table = main.include("RECEIPT", "receipt_table");
  for (const OrderPageLine& line : page.lines) {
    Block row = table.add("LINE").set("AMOUNT", price_text(locale, line.price));
    // A title alone is of its book's language; what the shop says around one is of the page's.
    if (const std::string text = receipt_line(locale, line); text == line.card.title)
      row.add("OF_BOOK")
          .set("TEXT", text)
          .set("BOOK_LANG", line.card.language.empty() ? "und" : line.card.language);
    else
      row.add("OF_SHOP").set("TEXT", text);
  }
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
  const bool is_free = page.total.is_zero();
  if (page.paid_at && !(is_free && is_all_to_come(page)))
    fact(is_free ? "receipt_delivered_on" : "receipt_paid_on", locale.date_time(*page.paid_at));
  fact("receipt_method", paid_with(locale, page));
  if (const auto consent = sales::consent_of(page.events))
    fact(consent_key("receipt_consent", *consent), consent_words(locale, *consent));
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

}  // namespace aan::web
