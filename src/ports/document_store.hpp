#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/sales/document.hpp"

namespace aan::ports {

/// Invoices, receipts and credit notes that were given out. Errors: unavailable, corrupt, internal,
/// and those named.
class DocumentStore {
 public:
  virtual ~DocumentStore() = default;
  /// Of one order, in the order in which they were given out.
  virtual Result<std::vector<sales::Document>> documents_of(const sales::OrderId& id) const = 0;
  virtual Result<std::optional<sales::Document>> find_document(std::string_view series,
                                                               std::int64_t number) const = 0;
  /// Stores it under the next number of its series, which it gives back: numbers run from 1
  /// without a gap, whatever fails and however many write at once. Errors: conflict when the order
  /// has its invoice or receipt, or the refund its credit note.
  virtual Result<std::int64_t> add_document(const sales::Document& document) = 0;
};

}  // namespace aan::ports
