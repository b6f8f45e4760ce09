#pragma once
#include <optional>
#include <string>

#include "base/timestamp.hpp"
#include "domain/customer/customer.hpp"

namespace aan::customer {

/// A use of a reader password is written down at most this often.
inline constexpr Duration kReaderSeenEvery = Duration::hours(1);

/// With which reading apps open the shelf of a library (HTTP Basic). Made by the shop, never
/// chosen: the password has 80 random bits and is derived from `name`, so that an open library can
/// show it again while a digest alone is stored.
struct ReaderPassword {
  std::string name;  ///< of the login: eight letters, another one each time
  CustomerId customer_id;
  std::string key_id;           ///< with which the password is derived
  std::string password_digest;  ///< SHA-256
  Timestamp created_at;
  std::optional<Timestamp> used_at;
};

}  // namespace aan::customer
