#include "web/sale/order_view.hpp"

#include <algorithm>

#include "base/codec.hpp"
#include "base/text.hpp"
#include "domain/catalog/book_format.hpp"
#include "domain/customer/mail_address.hpp"
#include "service/payment/offered.hpp"
#include "service/payment/pay_stop.hpp"
#include "service/payment/refundable.hpp"
#include "service/sale/gifts.hpp"
#include "service/sale/order_link.hpp"
#include "web/browsing/cards.hpp"
#include "web/frames.hpp"
#include "web/language.hpp"
#include "web/sale/reading_routes.hpp"
#include "web/view/sale/paper_page.hpp"

namespace aan::web {
namespace {

OrderPageAttempt attempt_of(const Storefront& front, const sales::Order& order,
                            const service::AttemptView& one) {
  const payment::PaymentIntent& it = one.intent;
  // An attempt of a provider that the shop does not have any more, or has in its other mode, can be
  // paid nowhere. One that is switched off opens no new counter.
  const ports::PaymentProvider* with = front.use.providers.find_for(order, it.provider);
  OrderPageAttempt attempt{it.method,     it.status,     it.exception,
                           it.due,        one.received,  it.prompt_url,
                           it.created_at, it.expires_at, one.can_be_paid && with != nullptr};
  attempt.is_offered = with != nullptr && service::is_offered(*with);
  attempt.is_voucher = it.is_voucher;
  attempt.voucher_until = it.voucher_until;
  return attempt;
}

// Of an attempt that may have been paid: whether nobody can say so now.
bool is_silent(const Storefront& front, const sales::Order& order,
               const payment::PaymentIntent& attempt) {
  const bool may_be_paid = attempt.status == payment::PaymentStatus::new_ ||
                           attempt.status == payment::PaymentStatus::expired;
  if (!may_be_paid || attempt.prompt_url.empty()) return false;
  const ports::PaymentProvider* with = front.use.providers.find_for(order, attempt.provider);
  return with != nullptr && with->health().is_silent;
}

// The last word about the file of a grant that was sent to a reading device, of the order's time
// line: "reader asked GRANT", "reader sent GRANT SHA256".
std::string last_reader_word(const std::vector<sales::OrderEvent>& events,
                             const sales::GrantId& grant, Timestamp& at) {
  std::string word;
  for (const sales::OrderEvent& event : events) {
    const auto words = split(event.detail, ' ');
    if (event.kind != "mail" || words.size() < 3 || words[0] != "reader") continue;
    if (words[2] != grant.value) continue;
    word = words[1];
    at = event.at;
  }
  return word;
}

std::optional<OrderPageReader> reader_of(const Storefront& front, const service::OrderFile& one,
                                         const std::vector<sales::OrderEvent>& events) {
  if (!front.use.shop.has_mail || one.refusal || !catalog::goes_by_mail(one.file.format))
    return std::nullopt;
  OrderPageReader reader;
  reader.idempotency_key = new_form_key(front);
  reader.from = front.use.shop.mail_from;
  reader.bytes_max = front.use.reader.file_bytes_max();
  reader.is_too_large = one.file.size > reader.bytes_max;
  reader.last = last_reader_word(events, one.grant.id, reader.last_at);
  return reader;
}

OrderPageFile file_of(const Storefront& front, const service::OrderFile& one,
                      const std::vector<sales::OrderEvent>& events) {
  OrderPageFile file;
  file.grant_id = one.grant.id.value;
  file.idempotency_key = new_form_key(front);
  file.format = one.file.format;
  file.file_name = one.file.file_name;
  file.size = one.file.size;
  // The digest of a stamped copy is its own, and nobody's who only knows the file.
  file.is_stamped = one.is_stamped;
  if (!one.is_stamped) file.sha256_hex = hex(one.file.sha256);
  file.reader = reader_of(front, one, events);
  file.uses_left = one.grant.uses_left;
  file.renewals_left = one.grant.renewals_left;
  file.expires_at = one.grant.expires_at;
  file.refusal = one.refusal;
  file.can_renew = one.can_renew;
  if (!one.can_renew && one.grant.renewals_left > 0)
    file.renewable_at = one.grant.renewed_at + sales::kGrantRenewalEvery;
  for (const service::OrderFileVersion& version : one.versions)
    file.versions.push_back({version.number, version.note, version.since, version.file.size,
                             version.file.is_damaged, new_form_key(front), version.file.file_name,
                             version.is_stamped ? "" : hex(version.file.sha256)});
  return file;
}

}  // namespace

void offer_reading(const Storefront& front, const std::string& token, const sales::OrderId& order,
                   service::OrderSeenBy by, std::vector<OrderPageLine>& lines) {
  if (front.use.reading == nullptr) return;
  // Where it cannot be told now, the downloads stand all the same.
  const auto readings =
      service::readings_of(front.use.room, order, by).value_or(service::BookReadings{});
  for (OrderPageLine& line : lines)
    for (OrderPageFile& file : line.files) {
      const auto found = readings.find(file.grant_id);
      if (found == readings.end()) continue;
      const service::BookReading& reading = found->second;
      const std::string path = reading_path(token, file.grant_id);
      file.how = reading.how;
      if (reading.can_read) file.read_path = path;
      if (reading.can_read && reading.place) file.read_share = reading.place->share;
      if (reading.can_forget) file.forget_path = path + "/forget";
    }
}

OrderPageLine order_line(const Storefront& front, const service::OrderLineView& view,
                         const std::vector<sales::OrderEvent>& events) {
  OrderPageLine line;
  const sales::QuoteLine& quoted = view.line.quoted;
  if (view.is_listed) line.card.slug = view.slug;
  line.card.title = quoted.title;
  if (!quoted.authors.empty()) line.card.authors = {quoted.authors};
  line.card.language = view.edition.language;
  line.card.price = quoted.price;
  line.card.cover = cover_for_owner(front.use.room.keys.ring(), view.edition, view.is_listed);
  line.price = quoted.price;
  line.bundle = quoted.bundle_title;
  line.waits_until = view.waits_until;
  line.released_at = view.released_at;
  if (view.licence)
    line.licence = {view.licence->key, view.licence->state, view.licence->licence.seats,
                    view.licence->licence.active};
  for (const service::OrderFile& file : view.files) {
    line.card.formats.push_back(file.file.format);
    line.files.push_back(file_of(front, file, events));
  }
  return line;
}

TimelineBooks timeline_books(const service::OrderView& view) {
  TimelineBooks books;
  books.lines = view.lines.size();
  for (const service::OrderLineView& line : view.lines) {
    for (const service::OrderFile& file : line.files)
      books.titles[file.grant.id.value] = line.line.quoted.title;
    if (line.waits_until || line.released_at) books.late.push_back(line.released_at);
  }
  books.is_gift = view.gift.has_value();
  if (view.gift) books.claimed_at = view.gift->claimed_at;
  return books;
}

void keep_typed_reader(std::vector<OrderPageLine>& lines, const net::FormFields& form) {
  const std::string grant = form.find("grant").value_or("");
  const auto typed = form.find("email");
  if (grant.empty() || !typed) return;
  for (OrderPageLine& line : lines)
    for (OrderPageFile& file : line.files)
      if (file.reader && file.grant_id == grant)
        file.reader->typed = std::string(utf8_prefix(*typed, customer::kAddressBytesMax));
}

namespace {

OrderPageHold hold_of(const service::OrderView& view) {
  using service::GivenBack;
  OrderPageHold hold;
  hold.until = view.held_until;
  hold.is_of_code_alone = view.holds_code_alone;
  if (view.hold_given_back.state == GivenBack::nothing) return hold;
  hold.given_back = view.hold_given_back.state == GivenBack::still_there       ? "still_there"
                    : view.hold_given_back.state == GivenBack::rests           ? "rests"
                    : view.hold_given_back.state == GivenBack::in_other_orders ? "in_other_orders"
                    : view.hold_given_back.state == GivenBack::code_gone       ? "code_gone"
                    : view.hold_given_back.state == GivenBack::code_in_other_orders
                        ? "code_in_other_orders"
                        : "gone";
  hold.back_at = view.hold_given_back.back_at;
  return hold;
}

OrderPageGift gift_of(const Storefront& front, const net::Request& request,
                      const service::OrderView& view) {
  const sales::Gift& gift = *view.gift;
  const service::GivenGift given = service::look_at_given(front.use.room, gift, view.order.state);
  OrderPageGift page;
  page.state = given.state;
  page.name = given.words.name;
  page.message = given.words.message;
  page.opens_at = gift.opens_at;
  page.claimed_at = gift.claimed_at;
  page.has_letter = !gift.address_sealed.empty() && front.use.shop.has_mail;
  // After another link was made another letter leaves: the last one counts.
  for (const sales::OrderEvent& event : view.events)
    if (event.kind == "mail" && event.detail == "gift sent")
      page.letter_left_at = event.at;
    else if (event.kind == "link_renewed")
      page.letter_left_at.reset();
  if (!given.claim_token.empty())
    page.claim_url = public_origin(front, request) + "/gifts/" + given.claim_token;
  return page;
}

}  // namespace

OrderPage order_page(const Storefront& front, const net::Request& request, const std::string& token,
                     const service::OrderView& view) {
  const sales::Order& order = view.order;
  OrderPage page;
  page.path = "/orders/" + token;
  page.page_url = public_origin(front, request) + page.path;
  page.reference = order.reference;
  page.state = order.state;
  page.now = front.use.room.clock.wall();
  page.created_at = order.created_at;
  page.expires_at = order.expires_at;
  page.paid_at = order.paid_at;
  for (const service::OrderLineView& line : view.lines)
    page.lines.push_back(order_line(front, line, view.events));
  offer_reading(front, token, order.id, service::OrderSeenBy::giver, page.lines);
  page.subtotal = order.quote.subtotal;
  page.discount = order.quote.discount;
  page.coupon = order.quote.coupon;
  page.tax = tax_of(order.quote);
  page.total = order.quote.total;
  page.received = view.received;
  for (const service::AttemptView& one : view.attempts)
    page.attempts.push_back(attempt_of(front, order, one));
  page.cannot_ask = std::ranges::any_of(view.attempts, [&](const service::AttemptView& one) {
    return is_silent(front, order, one.intent);
  });
  page.is_left_of_test = view.is_left_of_test;
  page.missing = view.missing;
  page.refund_due = view.refund_due;
  for (const payment::Refund& refund : view.refunds) {
    page.refunds.push_back({refund.amount, refund.state, refund.state_at});
    // What was asked for is on its way for the buyer, though the provider has not taken it yet. A
    // return of the price is beside what is owed.
    const bool is_of_owed = refund.reason == payment::RefundReason::owed;
    if (is_of_owed && refund.state == payment::RefundState::requested)
      page.refund_due.amount =
          std::max<std::int64_t>(0, page.refund_due.amount - refund.amount.amount);
  }
  page.claim = service::claim_of(view, front.use.providers);
  page.receipt_name = view.receipt_name;
  const Locale& locale = find_locale(language_of(front, request));
  bool has_paper = false;
  for (const sales::Document& one : view.documents) {
    has_paper = has_paper || one.kind != sales::DocumentKind::credit_note;
    page.papers.push_back({paper_title(one, locale),
                           page.path + "/documents/" + sales::document_name(one.series, one.number),
                           one.total, one.issued_at});
  }
  page.can_have_paper = !has_paper && order.paid_at && !order.quote.total.is_zero();
  page.is_taxed = order.quote.treatment != tax::Treatment::none;
  page.events = view.events;
  page.hold = hold_of(view);
  // What cannot be delivered is not asked money for.
  if (view.may_attempt && !page.hold.is_gone()) {
    page.methods = choices_of(front);
    const auto is_other = [&](const PaymentChoice& choice) {
      return front.use.providers.find_method(choice.method)->describe().is_sandbox !=
             order.is_sandbox;
    };
    std::erase_if(page.methods, is_other);
    page.payment_key = new_form_key(front);
  }
  page.pay_stop = service::pay_stop_of(view, front.use.providers);
  if (order.state == sales::OrderState::open) page.cancel_key = new_form_key(front);
  page.gather_key = new_form_key(front);
  page.has_address = view.has_address;
  page.is_address_recent = view.is_address_recent;
  page.is_address_gone = !view.has_address && service::has_address_gone_with_link(view.events);
  if (view.has_address) page.mail_key = new_form_key(front);
  if (front.use.shop.has_mail) page.address_key = new_form_key(front);
  if (order.paid_at) page.link_key = new_form_key(front);
  page.is_link_new = net::is_reading(request.method) && request.query("renewed").has_value();
  page.seller = service::seller_line(front.use.shop);
  page.is_sandbox = order.is_sandbox;
  if (view.gift) page.gift = gift_of(front, request, view);
  page.terms_version = order.quote.terms_version;
  page.terms_url = public_origin(front, request) + "/terms/" + std::to_string(page.terms_version);
  return page;
}

}  // namespace aan::web
