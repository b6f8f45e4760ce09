#pragma once
#include <optional>

#include "base/result.hpp"
#include "domain/customer/reader_letter.hpp"
#include "domain/sales/order.hpp"

namespace aan::ports {

/// Books on their way to reading devices by mail. Errors: unavailable, corrupt, internal.
class ReaderLetterStore {
 public:
  virtual ~ReaderLetterStore() = default;
  virtual Result<std::optional<customer::ReaderLetter>> find_reader_letter(
      const customer::ReaderLetterId& id) const = 0;
  /// Of one order, asked for since then.
  virtual Result<std::int64_t> reader_letters_since(const sales::OrderId& order,
                                                    Timestamp since) const = 0;

  virtual Result<> add_reader_letter(const customer::ReaderLetter& letter) = 0;
  /// It left, or will not: its sealed address and key go. A second time changes nothing.
  virtual Result<> end_reader_letter(const customer::ReaderLetterId& id, Timestamp now) = 0;
  /// Ends whatever of an order has not left yet.
  virtual Result<> end_reader_letters(const sales::OrderId& order, Timestamp now) = 0;
  /// Forgets those that were asked for before. Returns how many.
  virtual Result<std::int64_t> purge_reader_letters(Timestamp before) = 0;
};

}  // namespace aan::ports
