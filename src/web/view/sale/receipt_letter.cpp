#include "web/view/sale/receipt_letter.hpp"

#include "domain/sales/consent.hpp"
#include "web/view/assets.hpp"
#include "web/view/books/book_block.hpp"
#include "web/view/page_writer.hpp"
#include "web/view/sale/order_standing.hpp"
#include "web/view/sale/receipt_block.hpp"
#include "web/view/sale/sale_pages.hpp"
#include "web/view/sale/tax_row.hpp"

namespace aan::web {
namespace {

// What the page of the order holds. Of a gift the books are the recipient's, and books that were
// bought before their day are not there yet.
std::string lead_of(const OrderPage& page, const Locale& locale) {
  if (page.gift) return locale.text("letter_receipt_lead_gift");
  if (is_all_to_come(page)) return locale.text("letter_receipt_lead_later");
  return locale.plural("letter_receipt_lead", static_cast<std::int64_t>(page.lines.size()));
}

std::string key_of(const OrderPage& page, const Locale& locale) {
  return locale.text(page.gift ? "letter_receipt_key_gift" : "letter_receipt_key");
}

// The same facts as in the table, one a line.
std::string as_text(const OrderPage& page, const Frame& frame, const Locale& locale) {
  std::string text;
  const auto line = [&](const std::string& words = {}) { text += words + "\n"; };
  const auto fact = [&](std::string_view key, const std::string& value) {
    if (!value.empty()) line(locale.text(key) + ": " + value);
  };
  line(lead_of(page, locale));
  line();
  line(page.page_url);
  line();
  line(key_of(page, locale));
  line();
  for (const OrderPageLine& one : page.lines)
    line("- " + receipt_line(locale, one) + ": " + price_text(locale, one.price));
  const auto tax = tax_row(locale, page.tax);
  if (!page.discount.is_zero() || (tax && !tax->is_part))
    fact("subtotal", locale.money(page.subtotal));
  if (!page.discount.is_zero())
    line(discount_name(locale, page.coupon) + ": " + locale.money(page.discount.negated()));
  if (tax && !tax->is_part) line(tax->name + ": " + locale.money(tax->amount));
  fact("total", price_text(locale, page.total));
  // What the total holds stands after it, or it would read as if it were added.
  if (tax && tax->is_part)
    line(tax->name +
         (page.tax.treatment == tax::Treatment::taxed ? ": " + locale.money(tax->amount) : ""));
  if (!page.total.is_zero())
    fact(page.paid_at ? "receipt_paid" : "receipt_received", locale.money(page.received));
  for (const OrderPageRefund& refund : page.refunds)
    line(locale.text("receipt_refund." + std::string(name_of(refund.state)),
                     {{"date", locale.date(refund.at)}}) +
         ": " + locale.money(refund.amount));
  if (page.refund_due.amount > 0) fact("receipt_refund_due", locale.money(page.refund_due));
  line();
  fact("receipt_order", page.reference);
  fact("receipt_date", locale.date_time(page.created_at));
  const bool is_free = page.total.is_zero();
  if (page.paid_at && !(is_free && is_all_to_come(page)))
    fact(is_free ? "receipt_delivered_on" : "receipt_paid_on", locale.date_time(*page.paid_at));
  if (const auto consent = sales::consent_of(page.events))
    fact(consent_key("receipt_consent", *consent), consent_words(locale, *consent));
  fact("receipt_name_fact", page.receipt_name);
  fact("receipt_seller", page.seller);
  fact("contact_fact", frame.contact);
  if (page.terms_version > 0) fact("receipt_terms", page.terms_url);
  if (page.is_sandbox && !is_free) line(locale.text("receipt_sandbox"));
  line();
  line(locale.text("letter_why"));
  return text;
}

}  // namespace

LetterText receipt_letter(const OrderPage& page, const Frame& frame) {
  const Locale& locale = find_locale(frame.locale);
  LetterText letter;
  letter.subject = locale.text("letter_receipt_subject",
                               {{"reference", page.reference}, {"shop", frame.shop_name}});
  letter.text = as_text(page, frame, locale);
  DocumentWriter writer(locale, "letter_receipt");
  Block& main = writer.main();
  main.set("LANG", locale.code()).set("DIR", locale.direction());
  main.set("TITLE", letter.subject).set("SHOP", frame.shop_name);
  main.set("HEADING", locale.text("receipt_file_title", {{"reference", page.reference}}));
  main.set("LEAD", lead_of(page, locale)).set("KEY", key_of(page, locale));
  main.set_html("STYLE_HTML", Html::trusted("<style>" + std::string(letter_style()) + "</style>"));
  main.set("PAGE_URL", page.page_url);
  fill_receipt(main, page, frame.contact);
  letter.html = writer.finish();
  return letter;
}

}  // namespace aan::web
