#include "service/library/gather.hpp"

#include "crypto/token.hpp"
#include "service/customer/library_link.hpp"
#include "service/idempotency.hpp"

namespace aan::service {
namespace {

Result<sales::OrderId> order_of(const ports::SaleStore& sales, const std::string& token) {
  const auto order = crypto::looks_like_token(token)
                         ? AAN_TRY(sales.find_order_by_token(crypto::token_digest(token)))
                         : std::nullopt;
  if (!order)
    return refuse(Errc::not_found, "library.put", "There is no such order.", "no_such_order");
  return order->id;
}

// What others placed with the address and nobody paid keeps nothing out.
Result<bool> is_full(ports::UnitOfWork& unit, const customer::CustomerId& library) {
  const auto held = AAN_TRY(unit.libraries().orders_in(library, kLibraryOrdersMax));
  if (std::ssize(held) < kLibraryOrdersMax) return false;
  for (const sales::OrderId& id : held) {
    const auto order = AAN_TRY(unit.sales().find_order(id));
    if (!order || !order->paid_at || order->quote.total.is_zero()) return false;
  }
  return true;
}

Result<std::string> new_link(const Room& room, ports::UnitOfWork& unit,
                             const customer::CustomerId& id) {
  const crypto::KeyRing& ring = room.keys.ring();
  const std::string key_id = ring.current(crypto::KeyPurpose::links).id;
  const ports::LibraryLink before = AAN_TRY(unit.libraries().link_of(id));
  std::string token = library_token(ring, id, before.generation + 1, key_id);
  AAN_TRY(unit.libraries().set_link(id, before.generation, key_id, crypto::token_digest(token)));
  return token;
}

}  // namespace

Result<> put_order(const Room& room, const customer::CustomerId& library,
                   const std::string& order_token) {
  const Timestamp now = room.clock.wall();
  return room.store.write("library.put", [&](ports::UnitOfWork& unit) -> Result<> {
    const sales::OrderId order = AAN_TRY(order_of(unit.sales(), order_token));
    if (AAN_TRY(is_full(unit, library)))
      return refuse(Errc::conflict, "library.put", "A library holds at most 500 orders.",
                    "library_full", {{"limit", kLibraryOrdersMax}});
    AAN_TRY(unit.libraries().put_order(library, order, now));
    return {};
  });
}

Result<std::string> new_library(const Room& room, const std::string& order_token,
                                const std::string& locale, const std::string& idempotency_key) {
  const IdempotentRequest once =
      AAN_TRY(IdempotentRequest::create("library.new", idempotency_key, order_token));
  const Timestamp now = room.clock.wall();
  customer::Customer fresh;
  fresh.id = room.ids.make<customer::CustomerId>();
  fresh.locale = locale;
  fresh.created_at = now;
  std::string session;
  AAN_TRY(room.store.write("library.new", [&](ports::UnitOfWork& unit) -> Result<> {
    if (const auto answer = AAN_TRY(find_answer(room, unit.sales(), once))) {
      session = *answer;
      return {};
    }
    const sales::OrderId order = AAN_TRY(order_of(unit.sales(), order_token));
    AAN_TRY(unit.customers().add_customer(fresh));
    AAN_TRY(unit.libraries().put_order(fresh.id, order, now));
    AAN_TRY(new_link(room, unit, fresh.id));
    session = AAN_TRY(open_session(room, unit, fresh.id, now));
    return keep_answer(room, unit.sales(), once, session, now);
  }));
  return session;
}

Result<std::string> renew_library_link(const Room& room, const customer::CustomerId& library,
                                       const std::string& session_token) {
  std::string token;
  AAN_TRY(room.store.write("library.link", [&](ports::UnitOfWork& unit) -> Result<> {
    token = AAN_TRY(new_link(room, unit, library));
    AAN_TRY(unit.libraries().remove_other_sessions(library, crypto::token_digest(session_token)));
    // Whoever had the old link has seen it.
    AAN_TRY(unit.reader_passwords().remove_reader(library));
    return {};
  }));
  return token;
}

Result<> forget_library_address(const Room& room, const customer::CustomerId& library) {
  return room.store.write("library.forget", [&](ports::UnitOfWork& unit) -> Result<> {
    if (AAN_TRY(unit.libraries().link_of(library)).generation == 0)
      AAN_TRY(new_link(room, unit, library));
    return unit.libraries().forget_address(library);
  });
}

}  // namespace aan::service
