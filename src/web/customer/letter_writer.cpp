#include "web/customer/letter_writer.hpp"

#include "web/browsing/cards.hpp"
#include "web/view/books/book_block.hpp"
#include "web/view/customer/attention_letter.hpp"
#include "web/view/customer/library_letter.hpp"
#include "web/view/customer/short_letter.hpp"
#include "web/view/sale/receipt_letter.hpp"
#include "web/view/sale/stamp_page.hpp"

namespace aan::web {
namespace {

OrderPage page_of(const ports::ReceiptLetter& about) {
  const sales::Order& order = about.order;
  OrderPage page;
  page.page_url = about.order_url;
  page.reference = order.reference;
  page.state = order.state;
  page.created_at = order.created_at;
  page.expires_at = order.expires_at;
  page.paid_at = order.paid_at;
  for (const sales::OrderLine& line : order.lines) {
    OrderPageLine& one = page.lines.emplace_back();
    one.card.title = line.quoted.title;
    one.card.price = line.quoted.price;
    one.price = line.quoted.price;
    one.bundle = line.quoted.bundle_title;
    if (const auto day = about.waits_until.find(line.id); day != about.waits_until.end())
      one.waits_until = day->second;
  }
  page.subtotal = order.quote.subtotal;
  page.discount = order.quote.discount;
  page.coupon = order.quote.coupon;
  page.tax = tax_of(order.quote);
  page.total = order.quote.total;
  page.received = about.received;
  page.missing = Money{0, order.quote.total.asset};
  page.refund_due = about.refund_due;
  for (const payment::Refund& refund : about.refunds)
    page.refunds.push_back({refund.amount, refund.state, refund.state_at});
  page.receipt_name = about.receipt_name;
  page.events = about.events;
  page.seller = about.seller;
  page.is_sandbox = order.is_sandbox;
  page.terms_version = order.quote.terms_version;
  page.terms_url = about.terms_url;
  return page;
}

Frame frame_of(const std::string& locale, const std::string& shop_name) {
  Frame frame;
  frame.locale = locale;
  frame.shop_name = shop_name;
  return frame;
}

ports::Letter letter_of(LetterText text) {
  return {std::move(text.subject), std::move(text.text), std::move(text.html)};
}

}  // namespace

ports::Letter LetterWriter::receipt(const ports::ReceiptLetter& about) const {
  Frame frame = frame_of(about.order.locale, about.shop_name);
  frame.contact = about.contact;
  return letter_of(receipt_letter(page_of(about), frame));
}

ports::Letter LetterWriter::release(const ports::ReleaseLetter& about) const {
  return letter_of(release_letter(about.title, about.reference, about.order_url,
                                  frame_of(about.locale, about.shop_name)));
}

ports::Letter LetterWriter::gift(const ports::GiftLetter& about) const {
  return letter_of(gift_letter(about, frame_of(about.locale, about.shop_name)));
}

ports::Letter LetterWriter::attention(const ports::AttentionLetter& about) const {
  return letter_of(attention_letter(about.items, about.desk_url, frame_of("en", about.shop_name)));
}

ports::Letter LetterWriter::library(const ports::LibraryLetter& about) const {
  return letter_of(
      library_letter(about.link, about.minutes, frame_of(about.locale, about.shop_name)));
}

// Of several files each note stands below the name of its format.
ports::Letter LetterWriter::version(const ports::VersionLetter& about) const {
  const Locale& locale = find_locale(about.locale);
  std::string note;
  for (const ports::FileChange& one : about.changes) {
    if (!note.empty()) note += "\n";
    if (about.changes.size() > 1) note += format_name(locale, one.format) + "\n";
    note += one.note;
  }
  return letter_of(version_letter({about.title, note, about.order_url, about.unsubscribe_url},
                                  frame_of(about.locale, about.shop_name)));
}

ports::Letter LetterWriter::new_address(const ports::AddressLetter& about) const {
  return letter_of(
      new_address_letter(about.reference, about.link, frame_of(about.locale, about.shop_name)));
}

ports::Letter LetterWriter::old_address(const ports::AddressLetter& about) const {
  return letter_of(old_address_letter(about, frame_of(about.locale, about.shop_name)));
}

ports::Letter LetterWriter::address_off(const ports::AddressLetter& about) const {
  return letter_of(address_off_letter(about, frame_of(about.locale, about.shop_name)));
}

ports::Letter LetterWriter::new_link(const ports::AddressLetter& about) const {
  return letter_of(new_link_letter(about, frame_of(about.locale, about.shop_name)));
}

ports::Letter LetterWriter::reader(const ports::ReaderLetter& about) const {
  return letter_of(
      reader_letter(about.title, about.reference, frame_of(about.locale, about.shop_name)));
}

catalog::StampWords LetterWriter::stamp_page(const ports::StampPage& about) const {
  return stamp_words(about);
}

}  // namespace aan::web
