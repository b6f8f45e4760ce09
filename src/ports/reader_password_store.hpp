#pragma once
#include <optional>
#include <string_view>

#include "base/result.hpp"
#include "domain/customer/reader_password.hpp"

namespace aan::ports {

/// Reader passwords of libraries: at most one of each. Errors: unavailable, corrupt, internal, and
/// those named.
class ReaderPasswordStore {
 public:
  virtual ~ReaderPasswordStore() = default;

  virtual Result<std::optional<customer::ReaderPassword>> find_reader(
      std::string_view name) const = 0;
  virtual Result<std::optional<customer::ReaderPassword>> reader_of(
      const customer::CustomerId& library) const = 0;

  /// In the place of the one that the library had. Errors: conflict when the name is taken.
  virtual Result<> put_reader(const customer::ReaderPassword& password) = 0;
  /// Notes a use, never an earlier one than was noted.
  virtual Result<> see_reader(std::string_view name, Timestamp at) = 0;
  /// Says whether the library had one.
  virtual Result<bool> remove_reader(const customer::CustomerId& library) = 0;
};

}  // namespace aan::ports
