#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/catalog/work.hpp"
#include "domain/customer/broadcast.hpp"
#include "domain/sales/order.hpp"

namespace aan::ports {

/// Letters to those who have an earlier version of a file, and who wants none. A buyer of a version
/// is whoever has an order that is delivered and came with a file which the version replaces, has
/// no order that came with this version or a later one, and has an address that is known. Errors:
/// unavailable, corrupt, internal, and those named.
class BroadcastStore {
 public:
  virtual ~BroadcastStore() = default;
  virtual Result<std::optional<customer::Broadcast>> find_broadcast(
      const customer::BroadcastId& id) const = 0;
  virtual Result<std::optional<customer::Broadcast>> find_broadcast_of(
      const catalog::FileId& file) const = 0;
  /// Newest first, at most `limit`.
  virtual Result<std::vector<customer::Broadcast>> broadcasts(std::int64_t limit) const = 0;
  /// The oldest that is not at its end.
  virtual Result<std::optional<customer::Broadcast>> next_broadcast() const = 0;
  /// Buyers whom a version concerns and who did not opt out, by rising id after `after`, at most
  /// `limit`. Nobody where the file is no later version.
  virtual Result<std::vector<customer::CustomerId>> buyers_after(const catalog::FileId& version,
                                                                 const customer::CustomerId& after,
                                                                 std::int64_t limit) const = 0;
  virtual Result<std::int64_t> count_buyers(const catalog::FileId& version) const = 0;
  /// The newest delivered order of this customer that came with a file which the version replaces.
  virtual Result<std::optional<sales::OrderId>> order_with(
      const customer::CustomerId& customer, const catalog::FileId& version) const = 0;
  virtual Result<std::optional<customer::LetterLink>> letter_link(
      const customer::CustomerId& id) const = 0;
  virtual Result<std::optional<customer::LetterLink>> find_letter_link(
      std::string_view token_digest) const = 0;

  /// Errors: conflict "broadcast_begun" when the version has one.
  virtual Result<> add_broadcast(const customer::Broadcast& broadcast) = 0;
  /// Where it stands now. Errors: conflict "broadcast_moved" when it is not at `from` any more.
  virtual Result<> move_broadcast(const customer::Broadcast& to,
                                  const customer::CustomerId& from) = 0;
  /// Key and digest; whether its owner opted out stays.
  virtual Result<> put_letter_link(const customer::LetterLink& link) = 0;
  /// Nothing: letters are wanted again. Says whether there is such a link.
  virtual Result<bool> set_opted_out(std::string_view token_digest,
                                     const std::optional<Timestamp>& at) = 0;
};

}  // namespace aan::ports
