#include "crypto/token.hpp"
#include "service/audit.hpp"
#include "service/customer/change_address.hpp"
#include "service/customer/customer_address.hpp"
#include "service/idempotency.hpp"
#include "service/letters/queue_mail.hpp"
#include "service/library/door.hpp"
#include "service/sale/order_link.hpp"

namespace aan::service {
namespace {

using customer::AddressChange;

constexpr std::string_view kBuyer = "buyer";
constexpr std::string_view kByAddress = "address";  // what the time line says

std::unexpected<Error> no_such_link() {
  return refuse(Errc::not_found, "address.back",
                "This link changes no address: it was used, or its time is over.", "address_link");
}

struct Back {
  AddressChange change;
  sales::Order order;
  std::string address;  ///< opened
};

// `at`: a snapshot or a unit of work.
template <class Look>
Result<Back> find_back(const Room& room, Look& at, const std::string& token, Timestamp now) {
  if (!crypto::looks_like_token(token)) return no_such_link();
  auto change =
      AAN_TRY(at.address_changes().find_change_by_back_token(crypto::token_digest(token)));
  if (!change || !change->previous || !customer::is_standing(*change, now)) return no_such_link();
  auto order = AAN_TRY(at.sales().find_order({change->order_id}));
  const auto customer = AAN_TRY(at.customers().find_customer(*change->previous));
  auto address = customer ? open_address(room, *customer) : std::nullopt;
  if (!order || !address) return no_such_link();
  return Back{*std::move(change), *std::move(order), *std::move(address)};
}

// To whoever has an address that an order has no more.
Result<> queue_address_off(const Room& room, ports::UnitOfWork& unit, const sales::Order& order,
                           const customer::Customer& whose, Timestamp now) {
  return queue_letter(room, unit, kAddressOffMail, order.id.value + " " + whose.id.value,
                      "address_off:" + order.id.value + ":" + whose.id.value + ":" +
                          std::to_string(order.link_generation),
                      now);
}

}  // namespace

Result<> end_recent_address(const Room& room, ports::UnitOfWork& unit, const sales::Order& order,
                            Timestamp now) {
  const auto standing = AAN_TRY(
      unit.address_changes().standing_changes(order.id, now - customer::kAddressTrustedAfter));
  if (standing.empty()) return {};
  const auto whose = AAN_TRY(unit.customers().customer_of(order.id));
  if (!whose) return {};
  AAN_TRY(unit.address_changes().take_address_off(order.id));
  AAN_TRY(queue_address_off(room, unit, order, *whose, now));
  return unit.sales().add_order_event(order.id, {"mail", std::string(kAddressOff), now});
}

Result<AddressChangeLook> look_at_address_back(const Room& room, const std::string& token) {
  const Timestamp now = room.clock.wall();
  AddressChangeLook look;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    const Back back = AAN_TRY(find_back(room, at, token, now));
    look = {back.order.reference, shown_address(back.address)};
    return {};
  }));
  return look;
}

Result<AddressChangeLook> take_address_back(const Room& room, const std::string& token,
                                            const std::string& idempotency_key) {
  const Timestamp now = room.clock.wall();
  std::optional<IdempotentRequest> once;
  if (!idempotency_key.empty())
    once = AAN_TRY(IdempotentRequest::create("address.back", idempotency_key, token));
  AddressChangeLook look;
  AAN_TRY(room.store.write("address.back", [&](ports::UnitOfWork& unit) -> Result<> {
    const auto answer = once ? AAN_TRY(find_answer(room, unit.sales(), *once)) : std::nullopt;
    if (answer) {
      look = decode_address_look(*answer);
      return {};
    }
    const Back back = AAN_TRY(find_back(room, unit, token, now));
    const sales::OrderId& id = back.order.id;
    const auto until_now = AAN_TRY(unit.customers().customer_of(id));
    if (until_now && until_now->id != *back.change.previous)
      AAN_TRY(queue_address_off(room, unit, back.order, *until_now, now));
    AAN_TRY(unit.address_changes().move_order_to(id, *back.change.previous));
    AAN_TRY(unit.address_changes().close_changes(id, now));
    AAN_TRY(unit.sales().add_order_event(id, {"mail", "address back", now}));
    AAN_TRY(write_down(unit, {std::string(kBuyer), "order.address-back", back.order.reference, ""},
                       now));
    AAN_TRY(renew_link_in(room, unit, back.order, kByAddress, kBuyer, now));
    look = {back.order.reference, shown_address(back.address)};
    if (!once) return {};
    return keep_answer(room, unit.sales(), *once, encode_address_look(look), now);
  }));
  return look;
}

}  // namespace aan::service
