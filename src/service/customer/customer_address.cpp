#include "service/customer/customer_address.hpp"

#include <atomic>

#include "base/log.hpp"
#include "crypto/blind_index.hpp"

namespace aan::service {
namespace {

constexpr std::int64_t kForgottenARound = 500;

std::string place_of(const customer::CustomerId& id, std::string_view column) {
  return "customer|" + id.value + "|" + std::string(column);
}

Result<std::string> opened(const Room& room, const customer::Customer& it) {
  const std::string key = AAN_TRY(room.sealer.open(it.key_wrapped, place_of(it.id, "key")));
  return room.sealer.open_with(key, it.address_sealed, place_of(it.id, "address"));
}

}  // namespace

Result<customer::CustomerId> find_or_add_customer(const Room& room, ports::UnitOfWork& unit,
                                                  const customer::MailAddress& address,
                                                  std::string_view locale, Timestamp now) {
  const auto indexes = crypto::blind_indexes(room.keys.ring(), kAddressIndexed, address.key());
  for (const std::string& index : indexes)
    if (const auto known = AAN_TRY(unit.customers().find_customer_by_index(index)))
      return known->id;
  customer::Customer fresh;
  fresh.id = room.ids.make<customer::CustomerId>();
  fresh.key_wrapped = room.sealer.new_wrapped_key(place_of(fresh.id, "key"));
  const std::string key = AAN_TRY(room.sealer.open(fresh.key_wrapped, place_of(fresh.id, "key")));
  fresh.address_sealed = room.sealer.seal_with(key, address.text(), place_of(fresh.id, "address"));
  fresh.address_index = indexes.front();
  fresh.locale = locale;
  fresh.created_at = now;
  AAN_TRY(unit.customers().add_customer(fresh));
  return fresh.id;
}

Result<customer::CustomerId> keep_address(const Room& room, ports::UnitOfWork& unit,
                                          const sales::OrderId& order,
                                          const customer::MailAddress& address,
                                          std::string_view locale, Timestamp now) {
  customer::CustomerId id = AAN_TRY(find_or_add_customer(room, unit, address, locale, now));
  AAN_TRY(unit.customers().add_order_of(id, order));
  return id;
}

std::optional<std::string> open_address(const Room& room, const customer::Customer& customer) {
  if (customer.address_sealed.empty()) return std::nullopt;
  auto address = opened(room, customer);
  if (address) return *std::move(address);
  static std::atomic_flag is_said;
  if (!is_said.test_and_set())
    log::warn("customer.address_closed",
              {{"customer", customer.id.value}, {"why", address.error().to_string()}});
  return std::nullopt;
}

Result<std::int64_t> forget_old_addresses(const Room& room) {
  const Timestamp before = room.clock.wall() - room.ages.addresses;
  std::int64_t forgotten = 0;
  AAN_TRY(room.store.write("purge.addresses", [&](ports::UnitOfWork& unit) -> Result<> {
    forgotten = AAN_TRY(unit.customers().forget_addresses(before, kForgottenARound));
    return {};
  }));
  if (forgotten > 0) log::info("purge.addresses", {{"addresses", forgotten}});
  return forgotten;
}

}  // namespace aan::service
