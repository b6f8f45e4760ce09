#include "service/letters/send_mail.hpp"

#include <algorithm>

#include "base/crash_point.hpp"
#include "base/file.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "service/customer/change_address.hpp"
#include "service/customer/customer_address.hpp"
#include "service/customer/library_link.hpp"
#include "service/delivery/download_right.hpp"
#include "service/delivery/keep_files.hpp"
#include "service/delivery/send_to_reader.hpp"
#include "service/letters/letters.hpp"
#include "service/letters/queue_mail.hpp"
#include "service/sale/gifts.hpp"
#include "service/sale/order_link.hpp"
#include "service/sale/view_order.hpp"

namespace aan::service {

namespace {
constexpr std::string_view kGiftSent = "gift sent";
}  // namespace

struct SendMail::Addressed {
  std::string to;
  ports::Letter letter;
  std::optional<sales::OrderId> order;  ///< whose time line tells of it
  std::string said = "receipt sent";    ///< what it tells
  std::string unsubscribe_url = {};
  std::optional<ports::MailAttachment> attachment = std::nullopt;
  std::optional<customer::ReaderLetterId> reader = std::nullopt;  ///< ends when it has left
  std::string held = {};  ///< not sent: the order is closed, and may open again (`queue_held`)
};

bool is_mail_hopeless(const ports::QueuedJob& job, const Error& why) {
  return job.attempts >= (why.reason == "mail_refused" ? kRefusedMailTriesMax : kMailTriesMax);
}

bool SendMail::may_write(const sales::Order& order, const std::string& address) const {
  if (!order.quote.total.is_zero() || recipients_.take(address)) return true;
  log::info("mail.too_many", {{"order", order.id.value}});
  return false;
}

Result<std::optional<SendMail::Addressed>> SendMail::receipt(const sales::OrderId& id) const {
  std::optional<customer::Customer> customer;
  OrderView view;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    customer = AAN_TRY(at.customers().customer_of(id));
    if (customer) view = AAN_TRY(view_order_in(room_, at, id));
    return {};
  }));
  const auto address = customer ? open_address(room_, *customer) : std::nullopt;
  if (!address) return std::nullopt;
  if (!may_write(view.order, *address)) return std::nullopt;
  const std::string& origin = shop_.addresses.front();
  ports::ReceiptLetter about;
  about.order = view.order;
  about.events = view.events;
  about.received = view.received;
  about.refunds = view.refunds;
  about.refund_due = view.refund_due;
  about.receipt_name = view.receipt_name;
  about.order_url = origin + "/orders/" + AAN_TRY(order_token(room_.keys.ring(), view.order));
  about.shop_name = shop_.name;
  about.seller = seller_line(shop_);
  about.contact = shop_.contact;
  about.terms_url = origin + "/terms/" + std::to_string(view.order.quote.terms_version);
  for (const OrderLineView& line : view.lines)
    if (line.waits_until) about.waits_until[line.line.id] = *line.waits_until;
  return Addressed{*address, writer_.receipt(about), id};
}

Result<std::optional<SendMail::Addressed>> SendMail::new_link(const sales::OrderId& id) const {
  std::optional<customer::Customer> customer;
  std::optional<sales::Order> order;
  std::optional<sales::Gift> gift;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    customer = AAN_TRY(at.customers().customer_of(id));
    order = AAN_TRY(at.sales().find_order(id));
    gift = AAN_TRY(at.gifts().gift_of(id));
    return {};
  }));
  const auto address = customer ? open_address(room_, *customer) : std::nullopt;
  if (!address || !order || !may_write(*order, *address)) return std::nullopt;
  ports::AddressLetter about{
      order->locale, order->reference, shop_.name, shop_.contact,
      shop_.addresses.front() + "/orders/" + AAN_TRY(order_token(room_.keys.ring(), *order))};
  about.is_gift_unclaimed = gift && !gift->claimed_at;
  return Addressed{*address, writer_.new_link(about), id, "link sent"};
}

std::optional<SendMail::Addressed> SendMail::held(const sales::OrderId& order,
                                                  const std::string& letter) {
  Addressed addressed;
  addressed.order = order;
  addressed.held = letter;
  return addressed;
}

// "order line". Whoever was given the money back meanwhile has nothing to fetch: the letter is held
// until the order opens again.
Result<std::optional<SendMail::Addressed>> SendMail::release(const std::string& named) const {
  const auto blank = named.find(' ');
  const sales::OrderId id{named.substr(0, blank)};
  const sales::OrderLineId line_id{blank == named.npos ? "" : named.substr(blank + 1)};
  std::optional<customer::Customer> customer;
  OrderView view;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    customer = AAN_TRY(at.customers().customer_of(id));
    if (customer) view = AAN_TRY(view_order_in(room_, at, id));
    return {};
  }));
  const auto address = customer ? open_address(room_, *customer) : std::nullopt;
  if (!address) return std::nullopt;
  if (sales::refusal_of(view.order.state)) return held(id, held_release(line_id));
  ports::ReleaseLetter about;
  for (const OrderLineView& line : view.lines)
    if (line.line.id == line_id) about.title = line.line.quoted.title;
  about.locale = view.order.locale;
  about.reference = view.order.reference;
  about.shop_name = shop_.name;
  about.order_url =
      shop_.addresses.front() + "/orders/" + AAN_TRY(order_token(room_.keys.ring(), view.order));
  return Addressed{*address, writer_.release(about), id, "release sent"};
}

// "gift", "gift generation". A gift that was claimed meanwhile needs no letter, nor does a link
// that was made anew since: another letter has the one that counts. Of one that was taken back or
// is disputed the letter is held until the order opens again.
Result<std::optional<SendMail::Addressed>> SendMail::gift(std::string_view payload) const {
  const auto parts = split(payload, ' ');
  const sales::GiftId id{std::string(parts[0])};
  std::optional<sales::Gift> gift;
  OrderView view;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    gift = AAN_TRY(at.gifts().find_gift(id));
    if (gift) view = AAN_TRY(view_order_in(room_, at, gift->order_id));
    return {};
  }));
  if (gift && std::to_string(gift->claim_generation) != (parts.size() > 1 ? parts[1] : "1"))
    return std::nullopt;
  const auto address = gift ? open_gift_address(room_, *gift) : std::nullopt;
  if (!address) return std::nullopt;
  const Timestamp now = room_.clock.wall();
  const sales::GiftState state = sales::gift_state_of(*gift, view.order.state, now);
  const bool is_held = state == sales::GiftState::resting || state == sales::GiftState::closed;
  if (is_held && !gift->claimed_at) return held(gift->order_id, held_gift(*gift));
  if (state != sales::GiftState::open) return std::nullopt;
  if (!may_write(view.order, *address)) return std::nullopt;
  ports::GiftLetter about;
  const sales::GiftWords words = open_gift_words(room_, *gift);
  about.locale = view.order.locale;
  // What cost nothing may be a stranger's way to write to anybody: such a letter has no words of
  // theirs, which stand on the page of the gift.
  if (!view.order.quote.total.is_zero()) {
    about.name = words.name;
    about.message = words.message;
    about.giver = view.receipt_name;
  }
  for (const OrderLineView& line : view.lines) about.titles.push_back(line.line.quoted.title);
  about.link = shop_.addresses.front() + "/gifts/" + AAN_TRY(claim_token(room_.keys.ring(), *gift));
  about.shop_name = shop_.name;
  about.is_again = std::ranges::any_of(view.events, [](const sales::OrderEvent& event) {
    return event.kind == "mail" && event.detail == kGiftSent;
  });
  return Addressed{*address, writer_.gift(about), view.order.id, std::string(kGiftSent)};
}

// A letter that was asked for with an address that nobody has goes nowhere, and so does one whose
// time was over before a server could be reached.
Result<std::optional<SendMail::Addressed>> SendMail::library(
    const customer::LibraryLetterId& id) const {
  std::optional<customer::LibraryLetter> letter;
  std::optional<customer::Customer> customer;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    letter = AAN_TRY(at.libraries().find_letter(id));
    if (letter && letter->customer_id)
      customer = AAN_TRY(at.customers().find_customer(*letter->customer_id));
    return {};
  }));
  if (!customer || !customer::is_good(*letter, room_.clock.wall())) return std::nullopt;
  const auto address = open_address(room_, *customer);
  const std::string token = letter_token(room_.keys.ring(), id, letter->link_key_id);
  if (!address || token.empty()) return std::nullopt;
  ports::LibraryLetter about;
  about.locale = customer->locale;
  about.link = shop_.addresses.front() + "/library/letter/" + token;
  about.minutes = customer::kLibraryLetterFor.s() / 60;
  about.shop_name = shop_.name;
  return Addressed{*address, writer_.library(about), std::nullopt};
}

// Whatever was mended before the letter leaves is not in it.
Result<std::optional<SendMail::Addressed>> SendMail::attention() const {
  if (keeper_.empty()) return std::nullopt;
  ports::AttentionLetter about;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    about.items = AAN_TRY(at.attention().standing());
    return {};
  }));
  std::erase_if(about.items, [](const attention::Item& item) { return !item.is_open(); });
  std::ranges::sort(about.items, attention::is_more_urgent);
  if (about.items.empty()) return std::nullopt;
  about.desk_url = shop_.desk_address + "/desk/attention";
  about.shop_name = shop_.name;
  return Addressed{keeper_, writer_.attention(about), std::nullopt};
}

// Who forgot the address, or stopped such letters, or gave the book back since this one was queued,
// gets none; nobody gets one without a way to stop them.
Result<std::optional<SendMail::Addressed>> SendMail::version(std::string_view payload) const {
  auto parts = split(payload, ' ');
  if (parts.size() < 2) return fail(Errc::invalid, "mail", "a letter about no broadcast");
  const customer::CustomerId id{std::string(parts.back())};
  parts.pop_back();
  ports::VersionLetter about;
  std::optional<customer::Customer> customer;
  std::optional<customer::LetterLink> link;
  std::optional<sales::Order> order;
  std::optional<catalog::BookDetail> book;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    about.changes.clear();
    order.reset();
    customer = AAN_TRY(at.customers().find_customer(id));
    link = AAN_TRY(at.broadcasts().letter_link(id));
    for (const std::string_view part : parts) {
      const auto broadcast = AAN_TRY(at.broadcasts().find_broadcast({std::string(part)}));
      if (!broadcast) continue;
      const catalog::FileId version{broadcast->file_id};
      const auto bought = AAN_TRY(at.broadcasts().order_with(id, version));
      const auto file = AAN_TRY(at.catalog().find_file(version));
      if (!bought || !file) continue;
      about.changes.push_back({file->format, broadcast->note});
      if (!order) order = AAN_TRY(at.sales().find_order(*bought));
      book = AAN_TRY(at.catalog().find_work({broadcast->work_id}));
    }
    return {};
  }));
  if (!customer || !book || !order || !link || link->opted_out_at) return std::nullopt;
  const crypto::KeyRing ring = room_.keys.ring();
  const auto address = open_address(room_, *customer);
  const std::string token = letter_link_token(ring, link);
  const auto order_link = order_token(ring, *order);
  if (!address || token.empty() || !order_link) return std::nullopt;
  const std::string& origin = shop_.addresses.front();
  about.locale = customer->locale;
  about.title = book->work.title;
  about.order_url = origin + "/orders/" + *order_link;
  about.unsubscribe_url = origin + "/letters/" + token;
  about.shop_name = shop_.name;
  return Addressed{*address, writer_.version(about), std::nullopt, "", about.unsubscribe_url};
}

// To the address that is to be the order's: its link is what makes it so.
Result<std::optional<SendMail::Addressed>> SendMail::new_address(
    const customer::AddressChangeId& id) const {
  std::optional<customer::AddressChange> change;
  std::optional<sales::Order> order;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    change = AAN_TRY(at.address_changes().find_change(id));
    if (change) order = AAN_TRY(at.sales().find_order({change->order_id}));
    return {};
  }));
  if (!change || !order || !customer::is_good(*change, room_.clock.wall())) return std::nullopt;
  const auto address = open_new_address(room_, *change);
  const std::string token = address_change_token(room_.keys.ring(), *change);
  if (!address || token.empty()) return std::nullopt;
  const ports::AddressLetter about{change->locale, order->reference, shop_.name, shop_.contact,
                                   shop_.addresses.front() + "/address/" + token};
  return Addressed{*address, writer_.new_address(about), std::nullopt};
}

Result<std::optional<SendMail::Addressed>> SendMail::old_address(
    const customer::AddressChangeId& id) const {
  std::optional<customer::AddressChange> change;
  std::optional<customer::Customer> customer;
  std::optional<sales::Order> order;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    change = AAN_TRY(at.address_changes().find_change(id));
    if (!change || !change->previous) return {};
    customer = AAN_TRY(at.customers().find_customer(*change->previous));
    order = AAN_TRY(at.sales().find_order({change->order_id}));
    return {};
  }));
  const auto address = customer ? open_address(room_, *customer) : std::nullopt;
  if (!address || !order) return std::nullopt;
  const std::string& origin = shop_.addresses.front();
  ports::AddressLetter about{customer->locale, order->reference, shop_.name, shop_.contact,
                             origin + "/help"};
  const std::string token =
      change->back_digest.empty() ? std::string() : address_back_token(room_.keys.ring(), *change);
  if (!token.empty() && customer::is_standing(*change, room_.clock.wall())) {
    about.link = origin + "/address/back/" + token;
    about.days_to_take_back = customer::kAddressTrustedAfter.s() / Duration::days(1).s();
  }
  return Addressed{*address, writer_.old_address(about), std::nullopt};
}

// "order customer".
Result<std::optional<SendMail::Addressed>> SendMail::address_off(std::string_view payload) const {
  const auto parts = split(payload, ' ');
  if (parts.size() != 2) return fail(Errc::invalid, "mail", "a letter about no order");
  std::optional<customer::Customer> customer;
  std::optional<sales::Order> order;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    customer = AAN_TRY(at.customers().find_customer({std::string(parts[1])}));
    order = AAN_TRY(at.sales().find_order({std::string(parts[0])}));
    return {};
  }));
  const auto address = customer ? open_address(room_, *customer) : std::nullopt;
  if (!address || !order || !may_write(*order, *address)) return std::nullopt;
  const ports::AddressLetter about{customer->locale, order->reference, shop_.name, shop_.contact,
                                   ""};
  return Addressed{*address, writer_.address_off(about), std::nullopt};
}

Result<ports::MailAttachment> SendMail::attachment(const sales::Order& order,
                                                   const catalog::EditionFile& file) const {
  const ports::OpenBlob blob = AAN_TRY(open_file(room_, file));
  ports::MailAttachment attached{file.media_type, file.file_name, {}};
  std::string whole = AAN_TRY(read_all(blob.file, file.size));
  const auto copy = stamps_ == nullptr ? std::nullopt : AAN_TRY(stamps_->copy_of(order, file));
  if (!copy) {
    attached.bytes = std::move(whole);
    return attached;
  }
  attached.bytes.reserve(copy->size);
  for (const catalog::StampedPiece& piece : copy->pieces)
    attached.bytes += piece.bytes.empty()
                          ? std::string_view(whole).substr(piece.offset, piece.length)
                          : std::string_view(piece.bytes);
  return attached;
}

// Who was given the money back meanwhile gets no book, and whose link was made anew no letter.
Result<std::optional<SendMail::Addressed>> SendMail::reader(
    const customer::ReaderLetterId& id) const {
  std::optional<customer::ReaderLetter> letter;
  std::optional<sales::Order> order;
  std::optional<catalog::EditionFile> file;
  std::string title;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    letter = AAN_TRY(at.reader_letters().find_reader_letter(id));
    if (!letter) return {};
    order = AAN_TRY(at.sales().find_order({letter->order_id}));
    file = AAN_TRY(at.catalog().find_file({letter->file_id}));
    const auto edition = file ? AAN_TRY(at.catalog().find_edition(file->edition_id)) : std::nullopt;
    const auto work = edition ? AAN_TRY(at.catalog().find_work(edition->work_id)) : std::nullopt;
    if (work) title = work->work.title;
    return {};
  }));
  if (!letter || letter->ended_at || !order || !file) return std::nullopt;
  if (sales::refusal_of(order->state)) return std::nullopt;
  const auto address = open_reader_address(room_, *letter);
  if (!address) return std::nullopt;
  Addressed addressed;
  addressed.to = *address;
  addressed.letter = writer_.reader({order->locale, title, order->reference, shop_.name});
  addressed.order = order->id;
  addressed.said = "reader sent " + what_goes_out({letter->grant_id}, file);
  addressed.attachment = AAN_TRY(attachment(*order, *file));
  addressed.reader = id;
  return addressed;
}

Result<> forget_buried_letter(ports::UnitOfWork& unit, const ports::QueuedJob& job, Timestamp now) {
  if (job.kind != kReaderMail) return {};
  const customer::ReaderLetterId id{job.payload};
  const auto letter = AAN_TRY(unit.reader_letters().find_reader_letter(id));
  if (!letter || letter->ended_at) return {};
  AAN_TRY(unit.reader_letters().end_reader_letter(id, now));
  return unit.sales().add_order_event({letter->order_id},
                                      {"mail", "reader failed " + letter->grant_id, now});
}

Result<std::optional<SendMail::Addressed>> SendMail::compose(const ports::QueuedJob& job) const {
  if (job.kind == kReceiptMail) return receipt(sales::OrderId{job.payload});
  if (job.kind == kLinkMail) return new_link(sales::OrderId{job.payload});
  if (job.kind == kReleaseMail) return release(job.payload);
  if (job.kind == kGiftMail) return gift(job.payload);
  if (job.kind == kAttentionMail) return attention();
  if (job.kind == kLibraryMail) return library(customer::LibraryLetterId{job.payload});
  if (job.kind == kVersionMail) return version(job.payload);
  if (job.kind == kNewAddressMail) return new_address({job.payload});
  if (job.kind == kOldAddressMail) return old_address({job.payload});
  if (job.kind == kAddressOffMail) return address_off(job.payload);
  if (job.kind == kReaderMail) return reader({job.payload});
  return fail(Errc::invalid, "mail", "unknown kind of letter " + job.kind);
}

// An order that opened since this was found is looked at again.
Result<> SendMail::keep_held(const sales::OrderId& id, const std::string& letter) {
  return room_.store.write("mail.held", [&](ports::UnitOfWork& unit) -> Result<> {
    const auto order = AAN_TRY(unit.sales().find_order(id));
    if (order && !sales::refusal_of(order->state))
      return fail(Errc::unavailable, "mail", "the order opened meanwhile");
    return unit.sales().add_order_event(id, {std::string(kLetterHeld), letter, room_.clock.wall()});
  });
}

Result<> SendMail::carry_out(const ports::QueuedJob& job) {
  if (mailer_ == nullptr) return fail(Errc::unavailable, "mail", "no mail server is configured");
  auto addressed = AAN_TRY(compose(job));
  if (!addressed) {
    log::write(log::Level::debug, "mail.to_nobody", {{"job", job.id.value}});
    return {};
  }
  if (!addressed->held.empty()) return keep_held(*addressed->order, addressed->held);
  const Timestamp now = room_.clock.wall();
  AAN_TRY(mailer_->send({addressed->to, job.id.value, now, std::move(addressed->letter),
                         addressed->unsubscribe_url, std::move(addressed->attachment)}));
  AAN_CRASH_POINT("mail.sent");
  if (!addressed->order) return {};
  return room_.store.write("mail.sent", [&](ports::UnitOfWork& unit) -> Result<> {
    if (addressed->reader)
      AAN_TRY(unit.reader_letters().end_reader_letter(*addressed->reader, now));
    return unit.sales().add_order_event(*addressed->order, {"mail", addressed->said, now});
  });
}

}  // namespace aan::service
