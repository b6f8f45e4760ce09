#include "service/customer/change_address.hpp"

#include "crypto/blind_index.hpp"
#include "crypto/token.hpp"
#include "service/audit.hpp"
#include "service/customer/customer_address.hpp"
#include "service/idempotency.hpp"
#include "service/letters/queue_mail.hpp"
#include "service/library/door.hpp"

namespace aan::service {
namespace {

using customer::AddressChange;

constexpr std::string_view kBuyer = "buyer";

std::string place_of(const customer::AddressChangeId& id, std::string_view column) {
  return "address_change|" + id.value + "|" + std::string(column);
}

std::unexpected<Error> no_such_link() {
  return refuse(Errc::not_found, "address.confirm",
                "This link changes no address: it was used, or its time is over.", "address_link");
}

Result<AddressChange> find_good(const ports::AddressChangeStore& changes, const std::string& token,
                                Timestamp now) {
  if (!crypto::looks_like_token(token)) return no_such_link();
  auto change = AAN_TRY(changes.find_change_by_token(crypto::token_digest(token)));
  if (!change || !customer::is_good(*change, now)) return no_such_link();
  return *std::move(change);
}

AddressChange sealed(const Room& room, const sales::Order& order,
                     const customer::MailAddress& address, Timestamp now) {
  AddressChange change;
  change.id = room.ids.make<customer::AddressChangeId>();
  change.order_id = order.id.value;
  change.locale = order.locale;
  change.key_wrapped = room.sealer.new_wrapped_key(place_of(change.id, "key"));
  change.link_key_id = room.keys.ring().current(crypto::KeyPurpose::links).id;
  change.token_digest = crypto::token_digest(address_change_token(room.keys.ring(), change));
  change.created_at = now;
  if (const auto key = room.sealer.open(change.key_wrapped, place_of(change.id, "key")))
    change.address_sealed =
        room.sealer.seal_with(*key, address.text(), place_of(change.id, "address"));
  return change;
}

Result<bool> has_address(const Room& room, const ports::CustomerStore& customers,
                         const sales::OrderId& order, const customer::MailAddress& address) {
  const auto customer = AAN_TRY(customers.customer_of(order));
  if (!customer) return false;
  const auto now = open_address(room, *customer);
  return now && *now == address.text();
}

// The order of the token, while it may ask for another address.
Result<sales::Order> order_to_change(const ports::SaleStore& sales,
                                     const ports::AddressChangeStore& changes,
                                     const std::string& token, Timestamp now) {
  auto order = AAN_TRY(sales.find_order_by_token(crypto::token_digest(token)));
  if (!order)
    return refuse(Errc::not_found, "address.ask", "There is no such order.", "no_such_order");
  if (AAN_TRY(changes.changes_since(order->id, now - customer::kAddressChangeFor)) >=
      customer::kAddressChangesMax)
    return refuse(Errc::limited, "address.ask",
                  "The address of this order was to be changed three times today. Try again "
                  "tomorrow, or ask the shop.",
                  "address_changes_used_up");
  return *std::move(order);
}

}  // namespace

std::string address_change_token(const crypto::KeyRing& keys, const AddressChange& change) {
  const crypto::Key* key = keys.find(crypto::KeyPurpose::links, change.link_key_id);
  return key == nullptr ? "" : crypto::derive_link_token(*key, "address", change.id.value, 0);
}

std::string encode_address_look(const AddressChangeLook& look) {
  return look.reference + " " + look.address_shown;
}

AddressChangeLook decode_address_look(const std::string& text) {
  const auto blank = text.find(' ');
  return {text.substr(0, blank), blank == text.npos ? "" : text.substr(blank + 1)};
}

std::string address_back_token(const crypto::KeyRing& keys, const AddressChange& change) {
  const crypto::Key* key = keys.find(crypto::KeyPurpose::links, change.link_key_id);
  return key == nullptr ? "" : crypto::derive_link_token(*key, "address back", change.id.value, 0);
}

Result<std::string> open_new_address(const Room& room, const AddressChange& change) {
  const std::string key = AAN_TRY(room.sealer.open(change.key_wrapped, place_of(change.id, "key")));
  return room.sealer.open_with(key, change.address_sealed, place_of(change.id, "address"));
}

Result<> ChangeAddress::ask(const std::string& order_token, const std::string& typed,
                            const std::string& idempotency_key) {
  if (!shop_.has_mail)
    return refuse(Errc::invalid, "address.ask", "This shop sends no letters.", "mail_not_offered");
  const auto address = AAN_TRY(customer::MailAddress::parse(typed));
  const IdempotentRequest once = AAN_TRY(IdempotentRequest::create(
      "address", idempotency_key,
      order_token + "|" + crypto::blind_index(room_.keys.ring(), "change|email", address.text())));
  const Timestamp now = room_.clock.wall();
  bool is_known = false;
  bool is_paid = false;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    is_known = AAN_TRY(find_answer(room_, at.sales(), once)).has_value();
    if (is_known) return {};
    const sales::Order order =
        AAN_TRY(order_to_change(at.sales(), at.address_changes(), order_token, now));
    is_paid = order.paid_at && !order.quote.total.is_zero();
    return {};
  }));
  if (is_known) return {};
  // After what the order alone decides: who has no order, or none that may ask, slows nobody down.
  AAN_TRY(pace_.take(!is_paid, "address.ask"));
  // What strangers asked for with orders that cost nothing keeps no letter from a buyer.
  const bool is_sent = is_paid || recipients_.take(address.key());
  return room_.store.write("address.ask", [&](ports::UnitOfWork& unit) -> Result<> {
    if (AAN_TRY(find_answer(room_, unit.sales(), once))) return {};
    const sales::Order order =
        AAN_TRY(order_to_change(unit.sales(), unit.address_changes(), order_token, now));
    const AddressChange change = sealed(room_, order, address, now);
    AAN_TRY(unit.address_changes().add_change(change));
    AAN_TRY(unit.sales().add_order_event(order.id, {"mail", "address asked", now}));
    // The address that it has is asked for and counted like any other, or asking would tell it.
    const bool is_same = AAN_TRY(has_address(room_, unit.customers(), order.id, address));
    if (is_sent && !is_same)
      AAN_TRY(queue_letter(room_, unit, kNewAddressMail, change.id.value,
                           "new_address:" + change.id.value, now));
    return keep_answer(room_, unit.sales(), once, "asked", now);
  });
}

Result<AddressChangeLook> ChangeAddress::look(const std::string& token) const {
  const Timestamp now = room_.clock.wall();
  std::optional<AddressChange> change;
  AddressChangeLook look;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    change = AAN_TRY(find_good(at.address_changes(), token, now));
    const auto order = AAN_TRY(at.sales().find_order({change->order_id}));
    if (!order) return no_such_link();
    look.reference = order->reference;
    return {};
  }));
  const auto address = open_new_address(room_, *change);
  if (!address) return no_such_link();
  look.address_shown = shown_address(*address);
  return look;
}

Result<AddressChangeLook> ChangeAddress::confirm(const std::string& token,
                                                 const std::string& idempotency_key) {
  const Timestamp now = room_.clock.wall();
  std::optional<IdempotentRequest> once;
  if (!idempotency_key.empty())
    once = AAN_TRY(IdempotentRequest::create("address.confirm", idempotency_key, token));
  AddressChangeLook look;
  AAN_TRY(room_.store.write("address.confirm", [&](ports::UnitOfWork& unit) -> Result<> {
    const auto answer = once ? AAN_TRY(find_answer(room_, unit.sales(), *once)) : std::nullopt;
    if (answer) {
      look = decode_address_look(*answer);
      return {};
    }
    const AddressChange change = AAN_TRY(find_good(unit.address_changes(), token, now));
    const sales::OrderId id{change.order_id};
    const auto order = AAN_TRY(unit.sales().find_order(id));
    const auto text = open_new_address(room_, change);
    if (!order || !text) return no_such_link();
    const auto address = AAN_TRY(customer::MailAddress::parse(*text));
    const auto before = AAN_TRY(unit.customers().customer_of(id));
    const auto previous = before ? std::optional(before->id) : std::nullopt;
    // Only an address that is the order's for longer: whoever changes it twice owns the second.
    const bool is_first =
        AAN_TRY(unit.address_changes().standing_changes(id, now - customer::kAddressTrustedAfter))
            .empty();
    const bool can_go_back = is_first && before && !before->address_index.empty();
    const std::string back =
        can_go_back ? crypto::token_digest(address_back_token(room_.keys.ring(), change)) : "";
    if (!AAN_TRY(unit.address_changes().use_change(change.id, previous, back, now)))
      return no_such_link();
    AAN_TRY(unit.address_changes().move_order_to(
        id, AAN_TRY(find_or_add_customer(room_, unit, address, change.locale, now))));
    AAN_TRY(unit.sales().add_order_event(id, {"mail", "address changed", now}));
    if (previous)
      AAN_TRY(queue_letter(room_, unit, kOldAddressMail, change.id.value,
                           "old_address:" + change.id.value, now));
    look = {order->reference, shown_address(*text)};
    if (once) AAN_TRY(keep_answer(room_, unit.sales(), *once, encode_address_look(look), now));
    return write_down(unit, {std::string(kBuyer), "order.address", order->reference, ""}, now);
  }));
  return look;
}

Result<std::int64_t> ChangeAddress::purge() {
  const Timestamp now = room_.clock.wall();
  std::int64_t rows = 0;
  AAN_TRY(room_.store.write("address.purge", [&](ports::UnitOfWork& unit) -> Result<> {
    rows = AAN_TRY(unit.address_changes().purge_changes(now - customer::kAddressChangesKeptFor,
                                                        now - customer::kAddressAsksKeptFor));
    return {};
  }));
  return rows;
}

}  // namespace aan::service
