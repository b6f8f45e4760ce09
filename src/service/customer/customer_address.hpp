#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "domain/customer/mail_address.hpp"
#include "service/room.hpp"

namespace aan::service {

/// What addresses are found by, for `crypto::blind_index`.
inline constexpr std::string_view kAddressIndexed = "customer|address";

/// Says in the caller's unit with which address an order was placed, and returns whose it is:
/// whoever has it already is found by its keyed digest, else they are new.
Result<customer::CustomerId> keep_address(const Room& room, ports::UnitOfWork& unit,
                                          const sales::OrderId& order,
                                          const customer::MailAddress& address,
                                          std::string_view locale, Timestamp now);

/// The customer who has this address, found by its keyed digest or new, in the caller's unit.
Result<customer::CustomerId> find_or_add_customer(const Room& room, ports::UnitOfWork& unit,
                                                  const customer::MailAddress& address,
                                                  std::string_view locale, Timestamp now);

/// The address, opened. Nothing when it was forgotten, or when the key that sealed it is lost: the
/// log says that once.
std::optional<std::string> open_address(const Room& room, const customer::Customer& customer);

/// Forgets addresses whose time is over. Returns how many.
Result<std::int64_t> forget_old_addresses(const Room& room);

}  // namespace aan::service
