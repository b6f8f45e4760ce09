#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/customer/customer.hpp"
#include "domain/sales/reading_place.hpp"
#include "ports/store.hpp"

namespace aan::ports {

/// Places in bought books. Errors: unavailable, corrupt, internal.
class ReadingStore {
 public:
  virtual ~ReadingStore() = default;
  virtual Result<std::optional<sales::ReadingPlace>> find_place(
      const sales::GrantId& grant) const = 0;
  /// At most 500.
  virtual Result<std::vector<sales::ReadingPlace>> places_of(const sales::OrderId& order) const = 0;
  /// In the place of what was kept for that grant.
  virtual Result<> put_place(const sales::ReadingPlace& place) = 0;
  /// Nothing there to forget is no error.
  virtual Result<> forget_place(const sales::GrantId& grant) = 0;
  virtual Result<> forget_places(const sales::OrderId& order) = 0;
  /// Forgets at most `limit` of those that were kept before. Returns how many.
  virtual Result<std::int64_t> purge_places(Timestamp before, std::int64_t limit) = 0;

  /// What a library's devices call by this digest.
  virtual Result<std::optional<sales::ReadingDocument>> find_document(
      const customer::CustomerId& library, std::string_view document) const = 0;
  /// At most `limit`, in the order of their digests, those behind `after` (empty: the first).
  virtual Result<std::vector<sales::ReadingDocument>> documents_of(
      const customer::CustomerId& library, std::string_view after, std::int64_t limit) const = 0;
  /// In the place of what that digest named before.
  virtual Result<> put_document(const customer::CustomerId& library,
                                const sales::ReadingDocument& document) = 0;
  virtual Result<> forget_documents(const customer::CustomerId& library) = 0;
};

/// A unit of work, or a snapshot, of a store that keeps places. It is not a member of those,
/// because most of the house has nothing to do with it.
class KeepsReading {
 public:
  virtual ~KeepsReading() = default;
  [[nodiscard]] virtual ReadingStore& reading() const = 0;
};

/// That of a unit or of a snapshot. A store that keeps none is a mistake of whoever composes the
/// shop, and throws std::bad_cast.
inline ReadingStore& reading_of(UnitOfWork& unit) {
  return dynamic_cast<KeepsReading&>(unit).reading();
}
inline const ReadingStore& reading_of(const Snapshot& at) {
  return dynamic_cast<const KeepsReading&>(at).reading();
}

}  // namespace aan::ports
